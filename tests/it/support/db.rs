//! A database for each test, copied from a template that is made once a run: a file for SQLite, a
//! `CREATE DATABASE … TEMPLATE` for PostgreSQL. Both are gone when the test is over.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use cho_lang::kernel::db::{self, Db};
use sea_orm::ConnectionTrait;
use sea_orm_migration::MigratorTrait;

/// What stands in a database at the beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Nothing at all, not even tables.
    Nothing,
    /// All tables and no rows but those of migrations.
    Tables,
}

/// A database of one test.
pub struct TestDb {
    /// Its address.
    pub url: String,
    /// A pool on it.
    pub db: Db,
    _kept: Kept,
}

/// What has to go when the test is over.
enum Kept {
    File { _folder: tempfile::TempDir },
    Database(Dropped),
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
    let template = template.map(|template| format!(" TEMPLATE \"{template}\"")).unwrap_or_default();
    let admin = db::connect(server).await.unwrap();
    admin
        .execute_unprepared(&format!("CREATE DATABASE \"{name}\"{template}"))
        .await
        .unwrap();
    admin.close().await.unwrap();
    name
}

/// The template with all tables: the path of a file, or the name of a database.
fn tables() -> &'static str {
    static TEMPLATE: OnceLock<String> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        apart(async {
            let (place, url) = match postgres() {
                Some(server) => {
                    let name = create(server, "tables", None).await;
                    let url = beside(server, &name);
                    (name, url)
                }
                None => {
                    let folder = kept_folder("tables");
                    (file(&folder).display().to_string(), db::sqlite_url(&folder))
                }
            };
            let db = db::connect(&url).await.unwrap();
            migration::Migrator::up(&db, None).await.unwrap();
            close(db).await;
            place
        })
    })
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

/// The SQLite file of a data folder.
pub fn file(folder: &Path) -> PathBuf {
    folder.join("cho-lang.sqlite")
}

/// Closes a pool with everything in its main file.
pub async fn close(db: Db) {
    if postgres().is_none() {
        db.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
    }
    db.close().await.unwrap();
}

impl TestDb {
    /// A database with this in it.
    pub async fn with(content: Content) -> Self {
        let (url, kept) = match postgres() {
            Some(server) => {
                let template = (content == Content::Tables).then(tables);
                let name = create(server, "test", template).await;
                let kept = Dropped {
                    server: server.to_owned(),
                    name: name.clone(),
                };
                (beside(server, &name), Kept::Database(kept))
            }
            None => {
                let folder = tempfile::tempdir().unwrap();
                if content == Content::Tables {
                    std::fs::copy(tables(), file(folder.path())).unwrap();
                }
                (db::sqlite_url(folder.path()), Kept::File { _folder: folder })
            }
        };
        Self {
            db: db::connect(&url).await.unwrap(),
            url,
            _kept: kept,
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
