//! The commands that do one thing and end.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use entity::Locale;
use sea_orm_migration::MigratorTrait;

use crate::app;
use commerce::checkout;
use dataset::{self, Bar, GenerateOptions, Options, Source, Table};
use domain::edition::Editions;
use foundation::config::Settings;
use foundation::kernel::clock::Clock;
use foundation::kernel::error::{Context, Result};
use search::eval;
use shell::indexing::Indexer;
use shell::services::Services;
use shell::web::Views;

/// How much `generate` makes.
pub(super) struct Amounts {
    pub products: usize,
    pub producers: usize,
    pub places: usize,
    pub orders: usize,
}

pub(super) async fn open(settings: Settings) -> Result<Services> {
    let address = settings.listen;
    let services = app::services(Arc::new(settings), Clock::system(), address).await?;
    migration::Migrator::up(&services.db, None)
        .await
        .context("migrating")?;
    Ok(services)
}

/// What a command was run for goes to stdout; everything else to stderr.
#[expect(clippy::print_stdout, reason = "the answer of a command")]
pub(super) fn say(text: &str) {
    println!("{text}");
}

pub(super) async fn migrate(settings: Settings) -> Result<ExitCode> {
    open(settings).await?;
    say("The database is up to date.");
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn import(
    settings: Settings,
    folder: PathBuf,
    dry_run: bool,
    pictures: bool,
) -> Result<ExitCode> {
    let services = open(settings).await?;
    let options = Options {
        source: Source::Folder(folder),
        dry_run,
    };
    let bar = Bar::new();
    let reports = dataset::import(&services.db, &services.clock, &options, &bar).await?;
    say(&Table::new(&reports, Locale::Vi, dry_run).to_string());
    let refused = reports.iter().any(|report| !report.refused.is_empty());
    if pictures && !dry_run {
        let Services { db, clock, store, .. } = &services;
        let drawing = dataset::draw_pictures(db, clock, store, usize::MAX, &bar).await?;
        say(&format!(
            "{} pictures drawn, {} failed",
            drawing.drawn, drawing.failed
        ));
    }
    Ok(if refused {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

pub(super) async fn generate(
    settings: Settings,
    amounts: Amounts,
    seed: u64,
    pictures: bool,
) -> Result<ExitCode> {
    let services = open(settings).await?;
    let options = GenerateOptions {
        products: amounts.products as u64,
        producers: amounts.producers as u64,
        places: amounts.places as u64,
        orders: amounts.orders as u64,
        seed,
    };
    let store = pictures.then_some(&services.store);
    let made = dataset::generate(&services.db, &services.clock, &options, store, &Bar::new()).await?;
    say(&format!(
        "{} products, {} producers, {} places, {} events, {} orders",
        made.products, made.producers, made.places, made.events, made.orders
    ));
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn reindex(settings: Settings) -> Result<ExitCode> {
    let services = open(settings).await?;
    let editions = Editions::open(services.db.clone(), services.clock.clone()).await?;
    let count = Indexer::new(services, editions).rebuild().await?;
    say(&format!("{count} documents"));
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn search_eval(
    mut settings: Settings,
    judgments: PathBuf,
    meilisearch: Option<bool>,
    worst: bool,
) -> Result<ExitCode> {
    if meilisearch == Some(false) {
        settings.meili_url = None;
    }
    if meilisearch == Some(true) && settings.meili_url.is_none() {
        return Err(foundation::kernel::error::Error::new("MEILI_URL is not set"));
    }
    let file = std::fs::File::open(&judgments).context(format!("opening {}", judgments.display()))?;
    let judgments = eval::read(file).context("the judgments")?;
    let services = open(settings).await?;
    let editions = Editions::open(services.db.clone(), services.clock.clone()).await?;
    Indexer::new(services.clone(), editions).prepare().await?;
    let report = eval::evaluate(services.search.as_ref(), &judgments, services.clock.today())
        .await
        .context("the search engine")?;
    say(&report.to_string());
    if worst {
        for outcome in report
            .outcomes
            .iter()
            .filter(|one| one.false_positive || one.ndcg.is_some_and(|n| n < 0.9))
        {
            say(&format!("{outcome:?}"));
        }
    }
    Ok(if report.meets_targets() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Templates and texts load, the database migrates, its content makes an edition, and stock and money hold
/// together. What does not is printed, and the command fails.
pub(super) async fn check(settings: Settings) -> Result<ExitCode> {
    Views::load().context("templates and texts")?;
    let services = open(settings).await?;
    let edition = Editions::open(services.db.clone(), services.clock.clone())
        .await?
        .current();
    say(&format!(
        "Templates and texts are whole. Version {}: {} products, {} producers, {} places.",
        edition.version,
        edition.catalogue.len(),
        edition.producers().count(),
        edition.places.len(),
    ));
    let findings = checkout::check(&services.db, services.clock.now()).await?;
    for finding in &findings {
        say(&finding.to_string());
    }
    if findings.is_empty() {
        say("Stock and money hold together.");
        return Ok(ExitCode::SUCCESS);
    }
    say(&format!("{} findings", findings.len()));
    Ok(ExitCode::FAILURE)
}
