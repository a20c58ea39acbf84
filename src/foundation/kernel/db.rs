//! The database: connecting, and the one way to open a write transaction.
//!
//! SQLite begins transactions lazily; two that read and then write fail at once with "database is
//! locked", whatever the busy time-out. [`write_txn`] therefore begins immediately there.

use std::path::Path;
use std::time::{Duration, Instant};

use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection, DatabaseTransaction,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};

use super::error::{Context, Error, Result};

/// A pool of connections.
pub type Db = DatabaseConnection;

/// An open transaction.
pub type Txn = DatabaseTransaction;

/// How long a statement waits for a lock; SQLite's wait is the same, as a number.
const LOCK_WAIT: &str = "5s";

/// Opens the pool. `url` is `sqlite://path?mode=rwc` or `postgres://…`.
pub async fn connect(url: &str) -> Result<Db> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(8)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(10))
        .connect_timeout(Duration::from_secs(10))
        .sqlx_logging(false)
        .map_sqlx_postgres_opts(|postgres| postgres.options([("lock_timeout", LOCK_WAIT)]))
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .create_if_missing(true)
                .foreign_keys(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Normal)
                .busy_timeout(Duration::from_secs(5))
                .pragma("cache_size", "-32000")
        });
    Database::connect(options)
        .await
        .context("connecting to the database")
}

/// The address of the SQLite file in a folder.
pub fn sqlite_url(folder: &Path) -> String {
    format!("sqlite://{}?mode=rwc", folder.join("cho-lang.sqlite").display())
}

/// Begins a transaction that means to write. Whoever holds it passes it on and never the pool.
pub async fn write_txn(db: &Db) -> Result<Txn> {
    let options = TransactionOptions {
        sqlite_transaction_mode: (db.get_database_backend() == DatabaseBackend::Sqlite)
            .then_some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    // Not wrapped in words: that a lock did not come has to stay known.
    Ok(db.begin_with_options(options).await?)
}

/// Begins a part of a transaction that can be taken back by itself: a savepoint.
pub async fn savepoint(txn: &Txn) -> Result<Txn> {
    Ok(txn.begin_with_options(TransactionOptions::default()).await?)
}

/// Tells PostgreSQL's planner what the tables hold after much was written at once: until the server looks by itself,
/// a minute later or more, a cart's join of ten tables takes 16 ms. Tables without rows are left out, because a plan
/// for an empty table reads all of it, also when it has filled. SQLite plans by its indexes.
pub async fn analyze(db: &Db) -> Result<()> {
    if db.get_database_backend() != DatabaseBackend::Postgres {
        return Ok(());
    }
    let filled = "SELECT string_agg(quote_ident(relname), ', ') AS tables FROM pg_class WHERE relkind = 'r' \
         AND relnamespace = current_schema()::regnamespace AND pg_relation_size(oid) > 0";
    let found = db
        .query_one_raw(Statement::from_string(DatabaseBackend::Postgres, filled))
        .await?;
    let tables: Option<String> = match found {
        Some(row) => row.try_get("", "tables")?,
        None => None,
    };
    if let Some(tables) = tables {
        db.execute_unprepared(&format!("ANALYZE {tables}")).await?;
    }
    Ok(())
}

/// How often an operation is begun anew when its transaction had to give way to another, and for how long: a lock
/// that somebody holds for good is no reason to keep a person waiting.
const TRIES: u32 = 8;
const PATIENCE: Duration = Duration::from_secs(8);

/// Runs an operation, and anew when its transaction had to give way to another; waits a moment longer each
/// time. Everything of a failed attempt was rolled back, so `once` must do nothing but its transaction.
pub async fn retried<T, Fut>(mut once: impl FnMut() -> Fut) -> Result<T>
where
    Fut: Future<Output = Result<T>>,
{
    let began = Instant::now();
    for attempt in 0..TRIES {
        let outcome = once().await;
        if !outcome.as_ref().is_err_and(Error::is_contended) || began.elapsed() > PATIENCE {
            return outcome;
        }
        tokio::time::sleep(Duration::from_millis(3 << attempt)).await;
    }
    once().await
}

/// Writes something, so that a full disk and a database that may only be read are found out.
pub async fn probe_writable(db: &Db) -> Result<()> {
    let sql = "INSERT INTO counters (name, next) VALUES ('probe', 1) \
         ON CONFLICT (name) DO UPDATE SET next = counters.next + 1";
    db.execute_unprepared(sql).await?;
    Ok(())
}

/// Whether a row was refused because one like it is there already.
pub fn is_duplicate(error: &sea_orm::DbErr) -> bool {
    matches!(
        error.sql_err(),
        Some(sea_orm::SqlErr::UniqueConstraintViolation(_))
    )
}

/// How many rows of `columns` values fit into one insert: SQLite binds 32,766 values at most and
/// PostgreSQL 65,535.
pub fn rows_per_insert(columns: usize) -> usize {
    (30_000 / columns.max(1)).max(1)
}
