//! A database for each test, copied from a template that is made once a run: a file for SQLite, a
//! `CREATE DATABASE … TEMPLATE` for PostgreSQL. Both are gone when the test is over.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use foundation::kernel::db::{self, Db};
use sea_orm::ConnectionTrait;
use sea_orm_migration::MigratorTrait;

/// What stands in a database at the beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Nothing at all, not even tables.
    Nothing,
    /// All tables and no rows but those of migrations.
    Tables,
    /// The data set of Hà Nội, without pictures.
    Data,
}

/// A database of one test.
pub struct TestDb {
    /// Its address.
    pub url: String,
    /// A pool on it.
    pub db: Db,
    /// The data folder that goes with it.
    pub folder: tempfile::TempDir,
    _dropped: Option<Dropped>,
}

/// Drops a PostgreSQL database when the test is over.
struct Dropped {
    server: String,
    name: String,
}

impl Drop for Dropped {
    fn drop(&mut self) {
        let (server, name) = (self.server.clone(), self.name.clone());
        apart(async move {
            let statement = format!("DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
            if let Ok(db) = db::connect(&server).await {
                let _ = db.execute_unprepared(&statement).await;
                let _ = db.close().await;
            }
        });
    }
}

/// Runs something asynchronous to its end on a thread and runtime of its own.
pub fn apart<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> T {
    std::thread::spawn(move || tokio::runtime::Runtime::new().unwrap().block_on(work))
        .join()
        .unwrap()
}

/// The PostgreSQL server to run on, if this is such a run.
pub fn postgres() -> Option<&'static str> {
    static SERVER: OnceLock<Option<String>> = OnceLock::new();
    #[expect(clippy::disallowed_methods, reason = "tests have no settings")]
    let server = SERVER.get_or_init(|| std::env::var("TEST_POSTGRES_URL").ok());
    server.as_deref().filter(|server| !server.is_empty())
}

/// A name no other database of any run has.
fn name(what: &str) -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    format!("cho_lang_it_{}_{what}_{number}", std::process::id())
}

/// The address of another database on the same server.
pub fn beside(server: &str, name: &str) -> String {
    let mut url = url::Url::parse(server).unwrap();
    url.set_path(name);
    url.into()
}

/// Makes an empty PostgreSQL database, or a copy of another one.
pub async fn create(server: &str, what: &str, template: Option<&str>) -> String {
    let name = name(what);
    let template = template
        .map(|template| format!(" TEMPLATE \"{template}\""))
        .unwrap_or_default();
    let admin = db::connect(server).await.unwrap();
    admin
        .execute_unprepared(&format!("CREATE DATABASE \"{name}\"{template}"))
        .await
        .unwrap();
    admin.close().await.unwrap();
    name
}

/// What copies are made of: a data folder, and a database where that is not a file in it.
#[derive(Debug)]
pub struct Template {
    /// Data folder.
    pub folder: PathBuf,
    database: Option<String>,
}

impl Template {
    async fn new(what: &str) -> (Self, String) {
        let folder = kept_folder(what);
        if let Some(server) = postgres() {
            let name = create(server, what, None).await;
            let url = beside(server, &name);
            (
                Self {
                    folder,
                    database: Some(name),
                },
                url,
            )
        } else {
            let url = db::sqlite_url(&folder);
            (
                Self {
                    folder,
                    database: None,
                },
                url,
            )
        }
    }

    /// The template with all tables.
    fn tables() -> &'static Self {
        static TEMPLATE: OnceLock<Template> = OnceLock::new();
        TEMPLATE.get_or_init(|| {
            apart(async {
                let (template, url) = Self::new("tables").await;
                let db = db::connect(&url).await.unwrap();
                migration::Migrator::up(&db, None).await.unwrap();
                close(db).await;
                template
            })
        })
    }

    /// The template with the data set and its search index.
    pub fn data() -> &'static Self {
        static TEMPLATE: OnceLock<Template> = OnceLock::new();
        TEMPLATE.get_or_init(|| {
            apart(async {
                let (template, url) = Self::new("data").await;
                super::app::fill(&template.folder, &url).await;
                template
            })
        })
    }
}

/// A folder that stays for the whole run. Those of runs that are over are put away first.
pub fn kept_folder(what: &str) -> PathBuf {
    let all = Path::new(env!("CARGO_TARGET_TMPDIR"));
    for entry in std::fs::read_dir(all).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let process = name.strip_prefix("it-").and_then(|rest| rest.split('-').next());
        if process.is_some_and(|process| !Path::new("/proc").join(process).exists()) {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
    let folder = all.join(format!("it-{}-{what}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Copies all files below a folder.
fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            std::fs::create_dir_all(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Closes a pool with everything in its main file.
pub async fn close(db: Db) {
    if postgres().is_none() {
        db.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)")
            .await
            .unwrap();
    }
    db.close().await.unwrap();
}

impl TestDb {
    /// A database with this in it.
    pub async fn with(content: Content) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let template = match content {
            Content::Nothing => None,
            Content::Tables => Some(Template::tables()),
            Content::Data => Some(Template::data()),
        };
        if let Some(template) = template {
            copy(&template.folder, folder.path());
        }
        let (url, dropped) = match postgres() {
            Some(server) => {
                let from = template.and_then(|template| template.database.as_deref());
                let name = create(server, "test", from).await;
                let url = beside(server, &name);
                let server = server.to_owned();
                (url, Some(Dropped { server, name }))
            }
            None => (db::sqlite_url(folder.path()), None),
        };
        Self {
            db: db::connect(&url).await.unwrap(),
            url,
            folder,
            _dropped: dropped,
        }
    }

    /// A database with all tables.
    pub async fn tables() -> Self {
        Self::with(Content::Tables).await
    }

    /// Runs SQL that must be refused, and says with which words.
    pub async fn refused(&self, sql: &str) -> String {
        match self.db.execute_unprepared(sql).await {
            Ok(_) => panic!("the database took: {sql}"),
            Err(error) => error.to_string(),
        }
    }

    /// Runs SQL that must be taken.
    pub async fn run(&self, sql: &str) {
        if let Err(error) = self.db.execute_unprepared(sql).await {
            panic!("the database refused: {sql}\n{error}");
        }
    }
}
