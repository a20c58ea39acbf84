//! What a page costs, against a bare handler that sends the same bytes from memory, in one run on one
//! machine; and how long a search and the map take among very many things. Prints tables and writes them
//! to `docs/benchmarks.md`. Bounded: a few seconds each measure.
//!
//! `cargo run --release --example bench [-- --small]`; `make bench` does it. `-- --reports[=1000000]` measures the
//! reports of the office over so many orders of five years instead; `make bench-reports` does that.

mod http;
mod orders;
mod reports;

use std::io::Write;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use actix_web::{App, HttpResponse, HttpServer, web};
use bytes::Bytes;
use cho_lang::app::{self, Running};
use clap::Parser;
use dataset::{GenerateOptions, Silent, generate};
use entity::Locale;
use foundation::config::Settings;
use foundation::kernel::clock::Clock;
use foundation::kernel::db;
use sea_orm::ConnectionTrait;
use sea_orm_migration::MigratorTrait;
use search::{Query, eval};

use http::{CONNECTIONS, compare, once, times};

type Failure = Box<dyn std::error::Error + Send + Sync>;

const PATH: &str = "/san-pham";
/// Sales points of the large site (AC-94).
const PLACES: u64 = 20_000;
const CODINGS: [&str; 3] = ["identity", "gzip", "br"];

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    settings: Settings,
}

/// A site on made-up data in a file, with one thread that answers.
async fn site(folder: &Path, products: u64, places: u64, cached: bool) -> Result<Running, Failure> {
    let mut flags = vec!["--workers=1"];
    if !cached {
        flags.push("--no-page-cache");
    }
    site_on(folder, &db::sqlite_url(folder), (products, places), &flags).await
}

async fn site_on(
    folder: &Path,
    database: &str,
    amounts: (u64, u64),
    flags: &[&str],
) -> Result<Running, Failure> {
    site_with(folder, database, amounts, flags, false).await
}

/// The same, with a worker where one is wanted.
async fn site_with(
    folder: &Path,
    database: &str,
    (products, places): (u64, u64),
    flags: &[&str],
    worker: bool,
) -> Result<Running, Failure> {
    let folder_text = folder.display().to_string();
    let mut line = vec![
        "bench",
        "--listen=127.0.0.1:0",
        "--mode=demo",
        "--rate-per-minute=0",
        "--data-dir",
        &folder_text,
    ];
    line.extend(flags);
    let mut settings = Line::parse_from(line).settings;
    (settings.database_url, settings.meili_url) = (Some(database.to_owned()), None);
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let clock = Clock::system();
    let services = app::services(Arc::new(settings), clock.clone(), listener.local_addr()?).await?;
    migration::Migrator::up(&services.db, None).await?;
    if foundation::publication::state(&services.db).await?.version <= 1 {
        let options = GenerateOptions {
            products,
            producers: (products / 5).max(1),
            places,
            orders: 0,
            seed: 1,
        };
        generate(&services.db, &clock, &options, None, &Silent).await?;
    }
    Ok(app::start(services, listener, worker).await?)
}

/// The floor: bytes from memory and the headers that make them a page, and nothing else.
fn floor(bodies: Vec<(&'static str, Bytes)>) -> Result<SocketAddr, Failure> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let server = HttpServer::new(move || {
        let mut app = App::new();
        for (coding, body) in &bodies {
            let (coding, body) = (*coding, body.clone());
            let answer = move || {
                let body = body.clone();
                async move {
                    HttpResponse::Ok()
                        .insert_header(("content-type", "text/html; charset=utf-8"))
                        .insert_header(("content-encoding", coding))
                        .body(body)
                }
            };
            app = app.route(&format!("/{coding}"), web::get().to(answer));
        }
        app
    })
    .workers(1)
    .disable_signals()
    .listen(listener)?
    .run();
    tokio::spawn(server);
    Ok(address)
}

/// The first pages of the list, as a visitor turns them.
fn list_pages(address: SocketAddr) -> Result<Vec<String>, Failure> {
    let mut paths = vec![PATH.to_owned()];
    while let (Some(last), true) = (paths.last(), paths.len() < 8) {
        let html = String::from_utf8(once(address, last, "identity")?)?;
        let mark = format!("href=\"{PATH}?after=");
        let Some((_, rest)) = html.split_once(&mark) else {
            break;
        };
        let id: String = rest.chars().take_while(char::is_ascii_digit).collect();
        paths.push(format!("{PATH}?after={id}"));
    }
    Ok(paths)
}

/// How long the engine takes for the judged queries, and for titles among the things that are there.
async fn searches(site: &Running) -> Result<String, Failure> {
    let engine = &site.state.services.search;
    let file = std::fs::File::open(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/search_judgments.csv"))?;
    let mut texts: Vec<String> = eval::read(file)?.into_iter().map(|one| one.query).collect();
    let catalogue = site.state.editions.current();
    let all = catalogue.catalogue.products();
    texts.extend(
        all.iter()
            .step_by(all.len() / 100 + 1)
            .map(|one| one.name(Locale::Vi).0.to_owned()),
    );
    let today = Clock::system().today();
    let mut taken = Vec::new();
    for round in 0..4 {
        for text in &texts {
            let began = Instant::now();
            engine.search(&Query::new(text, today)).await?;
            // The first round warms the files up.
            if round > 0 {
                taken.push(began.elapsed());
            }
        }
    }
    let (middle, late) = times(taken, 99);
    Ok(format!(
        "Search among {} documents, embedded, {} queries: median {middle:.1} ms, p99 {late:.1} ms (wanted: p99 at \
         most 15 ms).\n",
        engine.count().await?,
        texts.len(),
    ))
}

/// How long the map's first answer takes, and how large it is, over boxes as a person pans and zooms.
fn map(address: SocketAddr) -> Result<String, Failure> {
    let (mut taken, mut largest) = (Vec::new(), 0);
    for zoom in 9..=16_i32 {
        for step in 0..12_i32 {
            let size = 40.0 / f64::from(1 << (zoom - 6).min(12));
            let (west, south) = (105.4 + f64::from(step) * 0.04, 20.7 + f64::from(step) * 0.03);
            let path = format!(
                "/api/v1/places.geojson?bbox={west:.4},{south:.4},{:.4},{:.4}&zoom={zoom}",
                west + size,
                south + size
            );
            let began = Instant::now();
            let body = once(address, &path, "gzip")?;
            taken.push(began.elapsed());
            largest = largest.max(body.len());
        }
    }
    let (middle, late) = times(taken, 95);
    Ok(format!(
        "The map over {PLACES} places, made anew each time: median {middle:.1} ms, p95 {late:.1} ms (wanted: at most \
         300 ms), largest answer {} KB with gzip (wanted: at most 100 KB).\n",
        largest / 1_024
    ))
}

/// A line of the table: what, microseconds each, share of the floor, and what was wanted.
struct Row(String, f64, Option<(f64, f64)>);

fn table(rows: &[Row]) -> String {
    let mut text = "| what | µs of processor each | floor ÷ this | wanted |\n|---|--:|--:|--:|\n".to_owned();
    for Row(what, cost, share) in rows {
        let share = share.map_or_else(
            || " | ".to_owned(),
            |(share, wanted)| format!("{:.0} % | ≥ {:.0} %", share * 100.0, wanted * 100.0),
        );
        text.push_str(&format!("| {what} | {cost:.1} | {share} |\n"));
    }
    text
}

fn machine() -> String {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("unknown processor", |(_, model)| model)
        .to_owned();
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    format!("{model}, {cores} cores")
}

/// Orders a second, on SQLite and, where `TEST_POSTGRES_URL` names a server, on PostgreSQL. Says whether both
/// are quick enough.
async fn checkout(notes: &mut String) -> Result<bool, Failure> {
    let folder = tempfile::tempdir()?;
    let small = site_on(folder.path(), &db::sqlite_url(folder.path()), (1_000, 200), &[]).await?;
    let (line, mut quick) = orders::measure(&small, "SQLite", 150.0).await?;
    small.stop().await?;
    notes.push_str(&line);
    #[expect(clippy::disallowed_methods, reason = "a benchmark has no settings")]
    let Ok(server) = std::env::var("TEST_POSTGRES_URL") else {
        notes.push_str("PostgreSQL was not at hand.\n");
        return Ok(quick);
    };
    let name = format!("cho_lang_bench_{}", std::process::id());
    let admin = db::connect(&server).await?;
    admin
        .execute_unprepared(&format!("CREATE DATABASE \"{name}\""))
        .await?;
    let mut url = url::Url::parse(&server)?;
    url.set_path(&name);
    let folder = tempfile::tempdir()?;
    let large = site_on(folder.path(), url.as_str(), (1_000, 200), &[]).await?;
    let (line, enough) = orders::measure(&large, "PostgreSQL", 300.0).await?;
    large.stop().await?;
    quick &= enough;
    notes.push_str(&line);
    admin
        .execute_unprepared(&format!("DROP DATABASE \"{name}\" WITH (FORCE)"))
        .await?;
    Ok(quick)
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    if let Some(flag) = std::env::args().find(|flag| flag.starts_with("--reports")) {
        return reports::run(&flag).await;
    }
    if std::env::args().any(|flag| flag == "--orders") {
        let mut notes = String::new();
        let quick = checkout(&mut notes).await?;
        std::io::stdout().write_all(notes.as_bytes())?;
        return if quick { Ok(()) } else { Err("too slow".into()) };
    }
    let many = if std::env::args().any(|flag| flag == "--small") {
        10_000
    } else {
        100_000
    };
    let folders = [tempfile::tempdir()?, tempfile::tempdir()?, tempfile::tempdir()?];
    let cached = site(folders[0].path(), 1_000, 200, true).await?;
    let at = cached.address;
    let bodies = tokio::task::spawn_blocking(move || {
        CODINGS
            .iter()
            .map(|coding| Ok((*coding, Bytes::from(once(at, PATH, coding)?))))
            .collect()
    });
    let bodies: Result<Vec<(&'static str, Bytes)>, Failure> = bodies.await?;
    let bodies = bodies?;
    let sizes: Vec<String> = bodies
        .iter()
        .map(|(coding, body)| format!("{coding} {}", body.len()))
        .collect();
    let bare = floor(bodies)?;
    let mut rows = Vec::new();
    for coding in CODINGS {
        let measured = compare((bare, format!("/{coding}")), (at, vec![PATH.to_owned()]), coding).await?;
        rows.push(Row(format!("bare handler, {coding}"), measured.floor, None));
        rows.push(Row(
            format!("page from the cache, {coding}"),
            measured.page,
            Some((measured.share, 0.85)),
        ));
    }
    cached.stop().await?;
    let mut costs = Vec::new();
    let mut notes = String::new();
    for (folder, products, places) in [(&folders[0], 1_000, 200), (&folders[1], many, PLACES)] {
        let site = site(folder.path(), products, places, false).await?;
        let at = site.address;
        let paths = tokio::task::spawn_blocking(move || list_pages(at)).await??;
        let turned = paths.len();
        let measured = compare((bare, "/identity".to_owned()), (at, paths), "identity").await?;
        rows.push(Row(
            format!("list made anew, {products} products, {turned} pages in turn, identity"),
            measured.page,
            Some((measured.share, 0.10)),
        ));
        costs.push(measured.page);
        if places == PLACES {
            notes.push_str(&tokio::task::spawn_blocking(move || map(at)).await??);
        }
        site.stop().await?;
    }
    // About a hundred thousand documents: products, their makers, places and stories.
    let judged = site(folders[2].path(), many * 69 / 100, 2_000, true).await?;
    notes.push('\n');
    notes.push_str(&searches(&judged).await?);
    judged.stop().await?;
    notes.push('\n');
    let quick = checkout(&mut notes).await?;
    let growth = costs.last().copied().unwrap_or(f64::NAN) / costs.first().copied().unwrap_or(f64::NAN);
    let text = format!(
        "# What a page costs\n\nMade by `make bench` on {}, {}. One thread answers, {CONNECTIONS} connections ask, \
         on one machine. The page is `{PATH}`: {} bytes.\n\n{}\nA list of {many} products costs {growth:.2} times \
         one of 1000 (wanted: at most 1.5).\n\n{notes}",
        Clock::system().today(),
        machine(),
        sizes.join(", "),
        table(&rows),
    );
    std::io::stdout().write_all(text.as_bytes())?;
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    std::fs::create_dir_all(&docs)?;
    std::fs::write(docs.join("benchmarks.md"), &text)?;
    let missed = !quick
        || growth > 1.5
        || rows
            .iter()
            .any(|row| row.2.is_some_and(|(share, wanted)| share < wanted));
    if missed {
        Err("not all ratios are met".into())
    } else {
        Ok(())
    }
}
