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
    settings.mail_from = None;
    if !flags.iter().any(|flag| flag.starts_with("--smtp-url")) {
        settings.smtp_url = None;
    }
    if !flags.iter().any(|flag| flag.starts_with("--public-url")) {
        settings.public_url = None;
    }
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
        Self::at(content, flags, Clock::fixed(at(NOW))).await
    }

    /// The same by a clock that others go by too.
    pub async fn at(content: Content, flags: &[&str], clock: Clock) -> Self {
        Self::start_with(content, flags, clock, true).await
    }

    /// The same without a worker: letters stay in the outbox as they were put.
    pub async fn quiet(content: Content, flags: &[&str]) -> Self {
        Self::start_with(content, flags, Clock::fixed(at(NOW)), false).await
    }

    async fn start_with(content: Content, flags: &[&str], clock: Clock, with_worker: bool) -> Self {
        let world = TestDb::with(content).await;
        let (listener, address) = listen();
        let settings = Arc::new(settings(world.folder.path(), &world.url, flags));
        let services = app::services(settings, clock.clone(), address).await.unwrap();
        let running = app::start(services, listener, with_worker).await.unwrap();
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

    /// Somebody with a browser of their own, who signs in and sends forms.
    pub fn browser(&self) -> Browser {
        Browser::with_cookies(&format!("http://{}", self.running.address))
    }

    /// The people of the try-out, with the password they have by default.
    pub async fn demo_people(&self) {
        let services = &self.running.state.services;
        let password = &services.settings.demo_password;
        let now = self.clock.now();
        commerce::accounts::demo::ensure_demo_people(&services.db, now, &services.secrets, password)
            .await
            .unwrap();
    }

    /// Somebody of the try-out who is signed in: `buyer` for `buyer@example.com`.
    pub async fn signed_in(&self, who: &str) -> Browser {
        let browser = self.browser();
        let login = format!("{who}@example.com");
        let fields = [("login", login.as_str()), ("password", "demo-cho-lang")];
        browser.submit("/dang-nhap", &fields).await.is(303);
        browser
    }

    /// The letters of a kind, oldest first: to whom, and what they say.
    pub async fn letters(&self, template: &str) -> Vec<(String, serde_json::Value)> {
        use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
        entity::mail::Entity::find()
            .filter(entity::mail::Column::Template.eq(template))
            .order_by_asc(entity::mail::Column::Id)
            .all(&self.world.db)
            .await
            .unwrap()
            .into_iter()
            .map(|row| (row.recipient, serde_json::from_str(&row.payload).unwrap()))
            .collect()
    }

    /// The address in the last letter of a kind.
    pub async fn link(&self, template: &str) -> String {
        let letters = self.letters(template).await;
        let (_, payload) = letters.last().unwrap_or_else(|| panic!("no letter {template}"));
        payload["url"].as_str().unwrap().to_owned()
    }

    /// A number from the database.
    pub async fn count(&self, sql: &str) -> i64 {
        use sea_orm::{DatabaseBackend, Statement};
        let backend: DatabaseBackend = self.world.db.get_database_backend();
        let row = self
            .world
            .db
            .query_one_raw(Statement::from_string(backend, sql.to_owned()))
            .await
            .unwrap_or_else(|error| panic!("{sql}: {error}"))
            .unwrap();
        row.try_get_by_index(0).unwrap()
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
