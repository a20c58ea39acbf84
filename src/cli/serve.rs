//! `serve` and `work`.

use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Arc;

use sea_orm_migration::MigratorTrait;

use crate::app;
use crate::{sweeper, worker};
use commerce::accounts::demo;
use dataset::{self, Bar, Options};
use domain::edition::Editions;
use foundation::config::{Mode, Settings};
use foundation::kernel::clock::Clock;
use foundation::kernel::error::{Context, Result};
use foundation::publication;
use shell::indexing::Indexer;
use shell::services::Services;
use shell::web::Views;

/// Serves until told to stop. On an empty database in demonstration mode the data set comes first.
pub(super) async fn serve(settings: Settings, with_worker: bool) -> Result<ExitCode> {
    let listener =
        std::net::TcpListener::bind(settings.listen).context(format!("listening on {}", settings.listen))?;
    let address = listener.local_addr().context("the address that is listened on")?;
    let services = app::services(Arc::new(settings), Clock::system(), address).await?;
    prepare(&services).await?;
    let demo = demo_people(&services).await?;
    let running = app::start(services, listener, with_worker).await?;
    let origin = &running.state.services.origin;
    tracing::info!(address = %running.address, "serving");
    announce(&format!("Chợ Làng: {origin}/"));
    if let Some(people) = demo {
        announce(&people);
    }
    stopped().await;
    tracing::info!("stopping");
    running.stop().await?;
    Ok(ExitCode::SUCCESS)
}

/// Works off jobs until told to stop.
pub(super) async fn work(settings: Settings) -> Result<ExitCode> {
    let address = settings.listen;
    let services = app::services(Arc::new(settings), Clock::system(), address).await?;
    migration::Migrator::up(&services.db, None)
        .await
        .context("migrating")?;
    let (stop, stopping) = tokio::sync::watch::channel(false);
    let editions = Editions::open(services.db.clone(), services.clock.clone()).await?;
    let indexer = Indexer::new(services.clone(), editions);
    let sweeper = tokio::spawn(sweeper::run(services.clone(), stopping.clone()));
    let worker = tokio::spawn(worker::run(services, indexer, Views::load()?, stopping));
    stopped().await;
    let _ = stop.send(true);
    worker.await.context("the worker")?;
    sweeper.await.context("the sweeper")?;
    Ok(ExitCode::SUCCESS)
}

/// Migrates, and loads the data set into an empty database in demonstration mode.
async fn prepare(services: &Services) -> Result<()> {
    migration::Migrator::up(&services.db, None)
        .await
        .context("migrating")?;
    let fresh = publication::state(&services.db).await?.version <= 1;
    if fresh && services.settings.mode == Mode::Demo {
        tracing::info!("first start: importing the data set of Hà Nội");
        let options = Options {
            source: super::data::source(),
            dry_run: false,
        };
        let reports = dataset::import(&services.db, &services.clock, &options, &Bar::new()).await?;
        // Drawing takes a minute; the site serves meanwhile.
        dataset::request_pictures(&services.db, &services.clock).await?;
        for report in reports.iter().filter(|report| !report.refused.is_empty()) {
            tracing::warn!(
                file = report.file.name(),
                refused = report.refused.len(),
                "a file was refused"
            );
        }
    }
    if services.settings.mode == Mode::Demo {
        commerce::demo::let_sell(&services.db, services.clock.now()).await?;
    }
    Ok(())
}

/// The people of the try-out, made where they are missing; in production there are none. Returns who they are,
/// for the start message.
async fn demo_people(services: &Services) -> Result<Option<String>> {
    if services.settings.mode != Mode::Demo {
        return Ok(None);
    }
    let password = &services.settings.demo_password;
    demo::ensure_demo_people(&services.db, services.clock.now(), &services.secrets, password).await?;
    let names: Vec<&str> = demo::PEOPLE.iter().map(|person| person.email).collect();
    Ok(Some(format!("Demo: {} · {password}", names.join(", "))))
}

/// Says where the site is: the lines on stdout, for people and for scripts.
fn announce(line: &str) {
    // Whoever started the server may have stopped listening: that is no reason to stop serving.
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Waits for Ctrl-C or a polite request to stop.
async fn stopped() {
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
}
