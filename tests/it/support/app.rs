//! The site as it runs, on a free port with a database, a data folder and a clock of its own.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use cho_lang::app::{self, Running};
use chrono::TimeDelta;
use clap::Parser;
use dataset::{self, Options, Silent, Source};
use foundation::config::Settings;
use foundation::kernel::clock::Clock;
use foundation::kernel::db::write_txn;
use sea_orm::ConnectionTrait;
use sea_orm_migration::MigratorTrait;

use super::browser::Browser;
use super::db::{Content, TestDb, close};
use super::{NOW, at, files};

/// A command line of settings alone.
#[derive(Parser)]
struct Line {
    #[command(flatten)]
    settings: Settings,
}

/// Settings for tests: as on a laptop, no limits, one thread.
pub fn settings(folder: &Path, url: &str, flags: &[&str]) -> Settings {
    let folder = folder.display().to_string();
    let mut line = vec![
        "cho-lang",
        "--listen=127.0.0.1:0",
        "--mode=demo",
        "--rate-per-minute=0",
        "--workers=1",
        "--data-dir",
        &folder,
        "--database-url",
        url,
    ];
    // A later flag of the same name would be an error, so those of the test stand in for ours.
    for flag in flags {
        let name = flag.split('=').next().unwrap();
        line.retain(|ours| ours.split('=').next() != Some(name));
        line.push(flag);
    }
    let mut settings = Line::parse_from(line).settings;
    settings.meili_url = None;
    settings.public_url = None;
    settings
}

/// The data set as the repository holds it.
pub fn data() -> Source {
    Source::Folder(files::root().join("data"))
}

/// Fills a data folder and database with the data set and its index, without pictures.
pub async fn fill(folder: &Path, url: &str) {
    let clock = Clock::fixed(at(NOW));
    let (listener, address) = listen();
    let settings = Arc::new(settings(folder, url, &[]));
    let services = app::services(settings, clock.clone(), address).await.unwrap();
    let db = services.db.clone();
    migration::Migrator::up(&db, None).await.unwrap();
    let options = Options {
        source: data(),
        dry_run: false,
    };
    for report in dataset::import(&db, &clock, &options, &Silent).await.unwrap() {
        assert!(
            report.refused.is_empty(),
            "{}: {:?}",
            report.file.name(),
            report.refused
        );
    }
    let running = app::start(services, listener, true).await.unwrap();
    running.stop().await.unwrap();
    close(db).await;
}

fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

/// A site that runs for one test.
pub struct App {
    /// Its clock, which stands still until it is moved.
    pub clock: Clock,
    /// The server.
    pub running: Running,
    /// Its database; the data folder lies beside it.
    pub world: TestDb,
}

impl App {
    /// The site with the data set of Hà Nội.
    pub async fn start() -> Self {
        Self::with(Content::Data, &[]).await
    }

    /// The site with this content and these further flags.
    pub async fn with(content: Content, flags: &[&str]) -> Self {
        let world = TestDb::with(content).await;
        let clock = Clock::fixed(at(NOW));
        let (listener, address) = listen();
        let settings = Arc::new(settings(world.folder.path(), &world.url, flags));
        let services = app::services(settings, clock.clone(), address).await.unwrap();
        let running = app::start(services, listener, true).await.unwrap();
        Self {
            clock,
            running,
            world,
        }
    }

    /// Somebody who asks for pages.
    pub fn visitor(&self) -> Browser {
        Browser::new(&format!("http://{}", self.running.address))
    }

    /// Moves the clock.
    pub fn advance(&self, by: TimeDelta) {
        self.clock.advance(by);
    }

    /// Makes the site take notice of the database and the clock at once, instead of half a second later,
    /// and waits until the search index has followed.
    pub async fn settle(&self) {
        let editions = &self.running.state.editions;
        editions.refresh().await.unwrap();
        let version = editions.current().version.to_string();
        let record = self.world.folder.path().join("index.version");
        for _ in 0..800 {
            if std::fs::read_to_string(&record).is_ok_and(|done| done.trim() == version) {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("the index did not follow to version {version}");
    }

    /// Changes rows behind the site's back, as another process would: in one transaction, with a new
    /// version. Rows whose slug the SQL names, in quotes, are marked as changed.
    pub async fn change(&self, sql: &str) {
        let txn = write_txn(&self.world.db).await.unwrap();
        txn.execute_unprepared(sql)
            .await
            .unwrap_or_else(|error| panic!("{sql}: {error}"));
        let version = foundation::publication::bump(&txn).await.unwrap();
        for table in ["products", "producers", "places", "events", "stories"] {
            let named = sql.replace('\'', "''");
            let touch = format!(
                "UPDATE {table} SET revision = {version} WHERE '{named}' LIKE '%''' || slug || '''%'"
            );
            txn.execute_unprepared(&touch).await.unwrap();
        }
        txn.commit().await.unwrap();
        self.settle().await;
    }

    /// Stops the site.
    pub async fn stop(self) {
        self.running.stop().await.unwrap();
    }
}

/// The site with the data set, one for all tests that only read. It runs until the process ends.
pub fn shared() -> Browser {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    let address = ADDRESS.get_or_init(|| {
        let (tell, told) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            runtime.block_on(async {
                let app = App::start().await;
                tell.send(app.running.address.to_string()).unwrap();
                std::future::pending::<()>().await;
            });
        });
        format!("http://{}", told.recv().unwrap())
    });
    Browser::new(address)
}
