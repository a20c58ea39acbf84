//! The database: connecting, and the one way to open a write transaction.
//!
//! SQLite begins transactions lazily; two that read and then write fail at once with "database is
//! locked", whatever the busy time-out. [`write_txn`] therefore begins immediately there.

use std::path::Path;
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, Database, DatabaseBackend, DatabaseConnection, DatabaseTransaction,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use super::error::{Context, Result};

/// A pool of connections.
pub type Db = DatabaseConnection;

/// An open transaction.
pub type Txn = DatabaseTransaction;

/// Opens the pool. `url` is `sqlite://path?mode=rwc` or `postgres://…`.
pub async fn connect(url: &str) -> Result<Db> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(8)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(10))
        .connect_timeout(Duration::from_secs(10))
        .sqlx_logging(false)
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
    db.begin_with_options(options)
        .await
        .context("beginning a transaction")
}

/// How often an operation is begun anew when its transaction had to give way to another.
const TRIES: u32 = 8;

/// Whether an operation that failed is worth another try now; waits a moment longer each time. `attempt`
/// counts from 0. Everything of the failed attempt was rolled back.
pub async fn again<T>(outcome: &Result<T>, attempt: u32) -> bool {
    let contended = outcome.as_ref().is_err_and(super::error::Error::is_contended);
    if contended && attempt < TRIES {
        tokio::time::sleep(Duration::from_millis(3 << attempt)).await;
        return true;
    }
    false
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
