//! What a page costs, against a bare handler that sends the same bytes from memory, in one run on one
//! machine. Prints a table and writes it to `docs/benchmarks.md`. Bounded: a few seconds each measure.
//!
//! `cargo run --release --example bench [-- --small]`; `make bench` does it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use actix_web::{App, HttpResponse, HttpServer, web};
use bytes::Bytes;
use cho_lang::app::{self, Running};
use cho_lang::config::Settings;
use cho_lang::dataset::{GenerateOptions, Silent, generate};
use cho_lang::kernel::clock::Clock;
use cho_lang::kernel::db;
use clap::Parser;
use sea_orm_migration::MigratorTrait;

type Failure = Box<dyn std::error::Error + Send + Sync>;

const PATH: &str = "/san-pham";
const CONNECTIONS: usize = 16;
const SECONDS: u64 = 4;
const CODINGS: [&str; 3] = ["identity", "gzip", "br"];

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    settings: Settings,
}

/// A site on made-up data, with one thread that answers.
async fn site(folder: &Path, products: u64, cached: bool) -> Result<Running, Failure> {
    let folder_text = folder.display().to_string();
    let mut line = vec![
        "bench",
        "--listen=127.0.0.1:0",
        "--mode=demo",
        "--workers=1",
        "--rate-per-minute=0",
        "--data-dir",
        &folder_text,
    ];
    if !cached {
        line.push("--no-page-cache");
    }
    let mut settings = Line::parse_from(line).settings;
    (settings.database_url, settings.meili_url) = (Some(db::sqlite_url(folder)), None);
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let clock = Clock::system();
    let services = app::services(Arc::new(settings), clock.clone(), listener.local_addr()?).await?;
    migration::Migrator::up(&services.db, None).await?;
    if cho_lang::publication::state(&services.db).await?.version <= 1 {
        let options = GenerateOptions {
            products,
            producers: (products / 5).max(1),
            places: 200,
            orders: 0,
            seed: 1,
        };
        generate(&services.db, &clock, &options, None, &Silent).await?;
    }
    Ok(app::start(services, listener, false).await?)
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

/// Reads one answer; returns its body.
fn read(stream: &mut BufReader<TcpStream>) -> Result<Vec<u8>, Failure> {
    let mut length = 0;
    let mut line = String::new();
    stream.read_line(&mut line)?;
    if !line.starts_with("HTTP/1.1 200") {
        return Err(format!("answered {line:?}").into());
    }
    loop {
        line.clear();
        stream.read_line(&mut line)?;
        let header = line.trim_end().to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse()?;
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    Ok(body)
}

fn request(path: &str, coding: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: bench\r\nAccept-Encoding: {coding}\r\n\r\n").into_bytes()
}

fn once(address: SocketAddr, path: &str, coding: &str) -> Result<Vec<u8>, Failure> {
    let mut stream = BufReader::new(TcpStream::connect(address)?);
    stream.get_mut().write_all(&request(path, coding))?;
    read(&mut stream)
}

/// Answers a second over some connections that ask again as soon as they are answered.
fn rate(address: SocketAddr, path: &str, coding: &str) -> Result<f64, Failure> {
    once(address, path, coding)?;
    let (stop, count) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    let clients: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let (stop, count) = (stop.clone(), count.clone());
            let bytes = request(path, coding);
            std::thread::spawn(move || -> Result<(), Failure> {
                let mut stream = BufReader::with_capacity(64 * 1024, TcpStream::connect(address)?);
                stream.get_ref().set_nodelay(true)?;
                while !stop.load(Ordering::Relaxed) {
                    stream.get_mut().write_all(&bytes)?;
                    read(&mut stream)?;
                    count.fetch_add(1, Ordering::Relaxed);
                }
                Ok(())
            })
        })
        .collect();
    std::thread::sleep(Duration::from_millis(500));
    let (before, began) = (count.load(Ordering::Relaxed), Instant::now());
    std::thread::sleep(Duration::from_secs(SECONDS));
    let done = count.load(Ordering::Relaxed) - before;
    let seconds = began.elapsed().as_secs_f64();
    stop.store(true, Ordering::Relaxed);
    for client in clients {
        client
            .join()
            .map_err(|panic| format!("a client panicked: {panic:?}"))??;
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of a few seconds")]
    Ok(done as f64 / seconds)
}

/// A line of the table: what, answers a second, share of the floor, and what was wanted.
struct Row(String, f64, Option<(f64, f64)>);

fn table(rows: &[Row]) -> String {
    let mut text = "| what | answers/s | of the floor | wanted |\n|---|--:|--:|--:|\n".to_owned();
    for Row(what, rate, share) in rows {
        let share = share.map_or_else(
            || " | ".to_owned(),
            |(share, wanted)| format!("{:.0} % | ≥ {:.0} %", share * 100.0, wanted * 100.0),
        );
        text.push_str(&format!("| {what} | {rate:.0} | {share} |\n"));
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

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let many = if std::env::args().any(|flag| flag == "--small") {
        10_000
    } else {
        100_000
    };
    let folders = [tempfile::tempdir()?, tempfile::tempdir()?];
    let cached = site(folders[0].path(), 1_000, true).await?;
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
    let mut floors = Vec::new();
    for coding in CODINGS {
        let own = format!("/{coding}");
        let least = tokio::task::spawn_blocking(move || rate(bare, &own, coding)).await??;
        let kept = tokio::task::spawn_blocking(move || rate(at, PATH, coding)).await??;
        rows.push(Row(format!("bare handler, {coding}"), least, None));
        rows.push(Row(
            format!("page from the cache, {coding}"),
            kept,
            Some((kept / least, 0.85)),
        ));
        floors.push(least);
    }
    cached.stop().await?;
    let mut costs = Vec::new();
    for (folder, products) in folders.iter().zip([1_000, many]) {
        let site = site(folder.path(), products, false).await?;
        let at = site.address;
        let rate = tokio::task::spawn_blocking(move || rate(at, PATH, "identity")).await??;
        rows.push(Row(
            format!("list made anew, {products} products, identity"),
            rate,
            Some((rate / floors.first().copied().unwrap_or(f64::NAN), 0.10)),
        ));
        costs.push(1.0 / rate);
        site.stop().await?;
    }
    let growth = costs.last().copied().unwrap_or(f64::NAN) / costs.first().copied().unwrap_or(f64::NAN);
    let text = format!(
        "# What a page costs\n\nMade by `make bench` on {}, {}. One thread answers, {CONNECTIONS} connections ask, \
         on one machine. The page is `{PATH}`: {} bytes.\n\n{}\nA list of {many} products costs {growth:.2} times \
         one of 1000 (wanted: at most 1.5).\n",
        Clock::system().today(),
        machine(),
        sizes.join(", "),
        table(&rows),
    );
    std::io::stdout().write_all(text.as_bytes())?;
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    std::fs::create_dir_all(&docs)?;
    std::fs::write(docs.join("benchmarks.md"), &text)?;
    let missed = growth > 1.5
        || rows
            .iter()
            .any(|row| row.2.is_some_and(|(share, wanted)| share < wanted));
    if missed {
        Err("not all ratios are met".into())
    } else {
        Ok(())
    }
}
