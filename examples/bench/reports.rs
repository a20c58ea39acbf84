//! The office's reports over five years of orders: each page, the run that works the figures out, the large files, and
//! whether who browses notices.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use cho_lang::app::Running;
use dataset::{GenerateOptions, Silent, generate};
use foundation::kernel::clock::Clock;
use foundation::kernel::db;
use sea_orm::ConnectionTrait;

use super::http::times;
use super::orders::browse;
use super::{Failure, machine, site_with};

/// What a report may take at most.
const BUDGET: f64 = 2_000.0;
/// What browsing may take at p99 while reports are made, milliseconds.
const BROWSING: f64 = 100.0;
/// Times each page is asked for.
const ROUNDS: usize = 10;
/// Longest that a run or a file is waited for.
const PATIENCE: Duration = Duration::from_mins(30);
const ROOT: &str = "/quan-tri/bao-cao";

/// Reports on SQLite and, where `TEST_POSTGRES_URL` names a server, on PostgreSQL. `flag` is `--reports` with the number
/// of orders.
pub async fn run(flag: &str) -> Result<(), Failure> {
    let orders: u64 = match flag.split_once('=') {
        Some((_, number)) => number.parse()?,
        None => 1_000_000,
    };
    let mut text = format!(
        "# What the office's reports cost\n\nMade by `make bench-reports` on {}, {}: {orders} orders of five years, a \
         thousand products, one thread that answers. Wanted: every page within 2 s, and a page of the shop's list \
         within {BROWSING:.0} ms at p99 whatever the office does.\n",
        Clock::system().today(),
        machine(),
    );
    let folder = tempfile::tempdir()?;
    let mut good = measure(
        "SQLite",
        folder.path(),
        &db::sqlite_url(folder.path()),
        orders,
        &mut text,
    )
    .await?;
    #[expect(clippy::disallowed_methods, reason = "a benchmark has no settings")]
    if let Ok(server) = std::env::var("TEST_POSTGRES_URL") {
        let name = format!("cho_lang_bench_reports_{}", std::process::id());
        let admin = db::connect(&server).await?;
        let sql = format!("CREATE DATABASE \"{name}\"");
        admin.execute_unprepared(&sql).await?;
        let mut url = url::Url::parse(&server)?;
        url.set_path(&name);
        let folder = tempfile::tempdir()?;
        good &= measure("PostgreSQL", folder.path(), url.as_str(), orders, &mut text).await?;
        let sql = format!("DROP DATABASE \"{name}\" WITH (FORCE)");
        admin.execute_unprepared(&sql).await?;
    } else {
        text.push_str("\nPostgreSQL was not at hand.\n");
    }
    std::io::stdout().write_all(text.as_bytes())?;
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    std::fs::write(docs.join("benchmarks-reports.md"), &text)?;
    if good {
        Ok(())
    } else {
        Err("not every report keeps its budget".into())
    }
}

async fn measure(
    name: &str,
    folder: &Path,
    database: &str,
    orders: u64,
    text: &mut String,
) -> Result<bool, Failure> {
    // Made before the worker begins, so that no night's run comes between.
    let made = make(folder, database, orders).await?;
    let site = site_with(folder, database, (1_000, 200), &["--workers=1"], true).await?;
    let services = &site.state.services;
    let (now, secrets) = (services.clock.now(), &services.secrets);
    let password = services.settings.demo_password.clone();
    commerce::accounts::demo::ensure_demo_people(&services.db, now, secrets, &password).await?;
    let lines = {
        let address = site.address;
        tokio::task::spawn_blocking(move || office(address, &password)).await??
    };
    let (table, good) = lines;
    text.push_str(&format!(
        "\n## {name}\n\nMaking the orders took {made:.0} s.\n\n| what | median ms | slowest ms |\n|---|--:|--:|\n{table}"
    ));
    stop(site).await?;
    Ok(good)
}

async fn stop(site: Running) -> Result<(), Failure> {
    site.stop().await?;
    Ok(())
}

/// Makes a site with its orders; says in how many seconds.
async fn make(folder: &Path, database: &str, orders: u64) -> Result<f64, Failure> {
    let site = site_with(folder, database, (1_000, 200), &["--workers=1"], false).await?;
    let services = &site.state.services;
    commerce::demo::let_sell(&services.db, services.clock.now()).await?;
    let options = GenerateOptions {
        products: 0,
        producers: 0,
        places: 0,
        orders,
        seed: 2,
    };
    let began = Instant::now();
    generate(&services.db, &services.clock, &options, None, &Silent).await?;
    db::analyze(&services.db).await?;
    let took = began.elapsed().as_secs_f64();
    stop(site).await?;
    Ok(took)
}

/// Everything that is asked of one site: the table's lines, and whether all keep their budgets.
fn office(address: SocketAddr, password: &str) -> Result<(String, bool), Failure> {
    let operator = sign_in(address, "operator@example.com", password)?;
    let (mut table, mut good) = (String::new(), true);
    let calm = during(address, || {
        std::thread::sleep(Duration::from_secs(5));
        Ok(())
    })?;
    line(
        &mut table,
        "browsing, nothing else going on (median, p99)",
        calm.0,
    );
    good &= pages(address, &operator, "before any figures", &mut table)?;
    // The night's own run may have begun; pressing then does nothing, and its end is waited for alike.
    let began = Instant::now();
    let mut shown = true;
    let under = during(address, || {
        post(address, &operator, &format!("{ROOT}/tinh-lai"), "")?;
        shown = pages(address, &operator, "while the figures are worked out", &mut table)?;
        until(address, &operator, &format!("{ROOT}/doanh-so"), |page| {
            !page.contains("<progress")
        })
    })?;
    good &= shown && under.0.1 <= BROWSING;
    line(&mut table, "browsing meanwhile (median, p99)", under.0);
    table.push_str(&format!(
        "| working out all months, seconds | {:.0} | |\n",
        began.elapsed().as_secs_f64()
    ));
    good &= pages(address, &operator, "with the figures", &mut table)?;
    let year = Clock::system().today().format("%Y").to_string();
    for (kind, format) in [("national", "csv"), ("national", "xlsx"), ("sales_lines", "csv")] {
        let began = Instant::now();
        let before = page(address, &operator, ROOT)?.matches(" download>").count();
        let under = during(address, || {
            let fields = format!("kind={kind}&format={format}&year={year}");
            post(address, &operator, &format!("{ROOT}/tep"), &fields)?;
            until(address, &operator, ROOT, |page| {
                page.matches(" download>").count() > before
            })
        })?;
        good &= under.0.1 <= BROWSING;
        let what = format!("browsing while the file {kind}.{format} is made (median, p99)");
        line(&mut table, &what, under.0);
        table.push_str(&format!(
            "| the file {kind}.{format}, seconds | {:.1} | |\n",
            began.elapsed().as_secs_f64()
        ));
    }
    Ok((table, good))
}

fn line(table: &mut String, what: &str, (middle, late): (f64, f64)) {
    table.push_str(&format!("| {what} | {middle:.1} | {late:.1} |\n"));
}

/// Every page of the reports; whether all keep their budget.
fn pages(address: SocketAddr, cookie: &str, when: &str, table: &mut String) -> Result<bool, Failure> {
    let mut good = true;
    for path in [
        "/quan-tri/chuong-trinh",
        ROOT,
        "/quan-tri/bao-cao/san-pham",
        "/quan-tri/bao-cao/san-pham/bang.csv",
        "/quan-tri/bao-cao/san-pham/bang.xlsx",
        "/quan-tri/bao-cao/sap-het-han?days=180",
        "/quan-tri/bao-cao/diem-ban",
        "/quan-tri/bao-cao/chua-ban-duoc?days=90",
        "/quan-tri/bao-cao/doanh-so",
        "/quan-tri/bao-cao/doanh-so/bang.xlsx",
        "/quan-tri/bao-cao/su-kien",
        "/quan-tri/bao-cao/du-lieu-quoc-gia",
    ] {
        let mut taken = Vec::new();
        for _ in 0..ROUNDS {
            let began = Instant::now();
            page(address, cookie, path)?;
            taken.push(began.elapsed());
        }
        let (middle, slowest) = times(taken, 100);
        good &= slowest <= BUDGET;
        line(table, &format!("`{path}`, {when}"), (middle, slowest));
    }
    Ok(good)
}

/// Does something while somebody browses; median and p99 of a page of the shop's list in milliseconds.
fn during<T>(
    address: SocketAddr,
    work: impl FnOnce() -> Result<T, Failure>,
) -> Result<((f64, f64), T), Failure> {
    let stop = Arc::new(AtomicBool::new(false));
    let browser = {
        let until = stop.clone();
        std::thread::spawn(move || browse(address, &until))
    };
    let done = work();
    stop.store(true, Ordering::Relaxed);
    let taken = browser.join().map_err(|_panic| "a browser panicked")??;
    Ok((times(taken, 99), done?))
}

/// Asks for a page until it says what is waited for.
fn until(
    address: SocketAddr,
    cookie: &str,
    path: &str,
    wanted: impl Fn(&str) -> bool,
) -> Result<(), Failure> {
    let began = Instant::now();
    while !wanted(&page(address, cookie, path)?) {
        if began.elapsed() > PATIENCE {
            return Err(format!("{path} never says what is waited for").into());
        }
        std::thread::sleep(Duration::from_millis(250));
    }
    Ok(())
}

/// Signs in; the session's cookie.
fn sign_in(address: SocketAddr, login: &str, password: &str) -> Result<String, Failure> {
    let form: String = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("login", login)
        .append_pair("password", password)
        .finish();
    let answer = post(address, "", "/dang-nhap", &form)?;
    let cookie = answer.cookie.ok_or("signing in gave no cookie")?;
    Ok(cookie)
}

fn page(address: SocketAddr, cookie: &str, path: &str) -> Result<String, Failure> {
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\n\r\n");
    let answer = ask(address, &request)?;
    if answer.status == 200 {
        Ok(answer.body)
    } else {
        Err(format!("{path} answered {}", answer.status).into())
    }
}

fn post(address: SocketAddr, cookie: &str, path: &str, form: &str) -> Result<Answer, Failure> {
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nCookie: {cookie}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    );
    let answer = ask(address, &request)?;
    if answer.status == 303 {
        Ok(answer)
    } else {
        Err(format!("{path} answered {}", answer.status).into())
    }
}

struct Answer {
    status: u16,
    /// The session, where the answer sets one.
    cookie: Option<String>,
    body: String,
}

fn ask(address: SocketAddr, request: &str) -> Result<Answer, Failure> {
    let mut stream = BufReader::new(TcpStream::connect(address)?);
    stream.get_mut().write_all(request.as_bytes())?;
    let mut line = String::new();
    stream.read_line(&mut line)?;
    let status = line.split(' ').nth(1).unwrap_or_default().parse()?;
    let (mut length, mut cookie) = (0, None);
    loop {
        line.clear();
        stream.read_line(&mut line)?;
        let header = line.trim_end();
        if header.is_empty() {
            break;
        }
        let (name, value) = header.split_once(':').unwrap_or_default();
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse()?,
            "set-cookie" if value.trim().starts_with("session=") => {
                cookie = value.split(';').next().map(|pair| pair.trim().to_owned());
            }
            _ => {}
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    Ok(Answer {
        status,
        cookie,
        body: String::from_utf8_lossy(&body).into_owned(),
    })
}
