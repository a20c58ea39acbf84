//! The import against a real database: SQLite by default, PostgreSQL where `TEST_POSTGRES_URL` names a
//! server (`postgres://user@host:port`) on which databases may be made.

mod fields;
mod generate;
mod idempotence;
mod pictures;
mod refusals;
mod whole_set;

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use migration::Migrator;
use sea_orm::{ColumnTrait, ConnectionTrait as _, EntityTrait, QueryFilter};
use sea_orm_migration::MigratorTrait as _;

use super::{DataFile, FileReport, Options, Silent, Source, import};
use foundation::kernel::clock::Clock;
use foundation::kernel::db::{self, Db};

/// A database of its own, the folder it lies in, and a clock.
struct World {
    db: Db,
    clock: Clock,
    _folder: tempfile::TempDir,
}

fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

impl World {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = database(folder.path()).await;
        Migrator::up(&db, None).await.unwrap();
        Self {
            db,
            clock: Clock::fixed(at("2026-11-21T03:00:00Z")),
            _folder: folder,
        }
    }

    async fn import(&self, source: Source) -> Vec<FileReport> {
        self.run(source, false).await
    }

    async fn run(&self, source: Source, dry_run: bool) -> Vec<FileReport> {
        let options = Options { source, dry_run };
        import(&self.db, &self.clock, &options, &Silent).await.unwrap()
    }

    async fn version(&self) -> i64 {
        foundation::publication::state(&self.db).await.unwrap().version
    }

    async fn product(&self, slug: &str) -> entity::product::Model {
        entity::product::Entity::find()
            .filter(entity::product::Column::Slug.eq(slug))
            .one(&self.db)
            .await
            .unwrap()
            .unwrap()
    }
}

/// A database that is nobody else's.
#[expect(clippy::disallowed_methods, reason = "which database tests run on")]
async fn database(folder: &std::path::Path) -> Db {
    let Ok(server) = std::env::var("TEST_POSTGRES_URL") else {
        return db::connect(&db::sqlite_url(folder)).await.unwrap();
    };
    let unique = folder.file_name().unwrap().to_string_lossy().to_lowercase();
    let name = format!("dataset_{}", unique.trim_start_matches('.'));
    let admin = db::connect(&format!("{server}/postgres")).await.unwrap();
    admin
        .execute_unprepared(&format!("CREATE DATABASE {name}"))
        .await
        .unwrap();
    admin.close().await.unwrap();
    db::connect(&format!("{server}/{name}")).await.unwrap()
}

/// The data set of the repository.
fn real() -> Source {
    Source::Folder(
        PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .join("data"),
    )
}

/// One file of the repository's set alone, changed.
fn only(file: DataFile, change: impl Fn(String) -> String) -> Source {
    let Source::Files(mut files) = real_but(file, change) else {
        unreachable!("files in memory");
    };
    files.retain(|(name, _)| name == file.name());
    Source::Files(files)
}

/// The data set of the repository in memory, with one file changed.
fn real_but(file: DataFile, change: impl Fn(String) -> String) -> Source {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join("data");
    let files = DataFile::ALL.map(|each| {
        let text = std::fs::read_to_string(folder.join(each.name())).unwrap();
        let text = if each == file { change(text) } else { text };
        (each.name().to_owned(), text.into_bytes())
    });
    Source::Files(files.into())
}

fn report(reports: &[FileReport], file: DataFile) -> &FileReport {
    reports.iter().find(|report| report.file == file).unwrap()
}

/// Inserted, changed, unchanged and refused of every file.
fn counts(reports: &[FileReport]) -> Vec<(usize, usize, usize, usize)> {
    let count = |report: &FileReport| {
        (
            report.inserted,
            report.changed,
            report.unchanged,
            report.refused.len(),
        )
    };
    reports.iter().map(count).collect()
}
