//! A consistent copy of the database while others write, and putting it back.
//!
//! SQLite copies itself (`VACUUM INTO`: one read transaction, a file without holes). PostgreSQL is read in one
//! snapshot, a table at a time, each row as JSON in the database's own words; the same words make the rows again, so
//! nothing here knows a column.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use sea_orm_migration::sea_orm::{
    AccessMode, ConnectionTrait, DatabaseBackend, IsolationLevel, Statement, TransactionTrait, Value,
};

use super::archive::{create_closed, is_table};
use foundation::kernel::db::{self, Db};
use foundation::kernel::error::{Context, Error, Result};

/// Table of the migrations that ran: made again by running them.
const MIGRATIONS: &str = "seaql_migrations";
/// Rows that are fetched at once.
const AT_ONCE: usize = 2_000;

/// A copy of the database.
pub(super) struct Snapshot {
    /// `sqlite` or `postgres`.
    pub(super) database: &'static str,
    /// The migrations that had run, in order.
    pub(super) migrations: Vec<String>,
    /// How many rows each table has.
    pub(super) rows: BTreeMap<String, u64>,
    /// Its files: a table's name with its rows, or none with the SQLite file.
    pub(super) files: Vec<(Option<String>, PathBuf)>,
}

/// Copies the database into files of a folder.
pub(super) async fn copy(db: &Db, folder: &Path) -> Result<Snapshot> {
    if db.get_database_backend() == DatabaseBackend::Postgres {
        postgres(db, folder).await
    } else {
        sqlite(db, folder).await
    }
}

async fn sqlite(db: &Db, folder: &Path) -> Result<Snapshot> {
    let path = folder.join("cho-lang.sqlite");
    // Made by us first, so that nobody else may look into it; an empty file is taken for none.
    drop(create_closed(&path)?);
    let quoted = path.display().to_string().replace('\'', "''");
    db.execute_unprepared(&format!("VACUUM INTO '{quoted}'"))
        .await
        .context("copying the database")?;
    // Judged and counted in the copy: the original goes on.
    let copy = db::connect(&format!("sqlite://{}?mode=rw", path.display())).await?;
    let sound: String = one(&copy, "PRAGMA quick_check(1)").await?.unwrap_or_default();
    if sound != "ok" {
        return Err(Error::new(format!(
            "the copy of the database is damaged: {sound}"
        )));
    }
    let names = texts(
        &copy,
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .await?;
    let migrations = migrations(&copy).await?;
    let rows = counts(&copy, &names).await?;
    // What was written ahead goes into the file, and nothing stays beside it.
    copy.close().await.context("closing the copy")?;
    Ok(Snapshot {
        database: "sqlite",
        migrations,
        rows,
        files: vec![(None, path)],
    })
}

async fn postgres(db: &Db, folder: &Path) -> Result<Snapshot> {
    let txn = db
        .begin_with_config(Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly))
        .await
        .context("beginning to read")?;
    let names = tables(&txn).await?;
    let migrations = migrations(&txn).await?;
    let (mut rows, mut files) = (BTreeMap::new(), Vec::new());
    for name in names {
        let path = folder.join(format!("{name}.jsonl"));
        let mut out = BufWriter::new(create_closed(&path)?);
        let count = lines(&txn, &name, &mut out)
            .await
            .context(format!("reading the table {name}"))?;
        out.flush()?;
        rows.insert(name.clone(), count);
        files.push((Some(name), path));
    }
    txn.rollback().await?;
    Ok(Snapshot {
        database: "postgres",
        migrations,
        rows,
        files,
    })
}

/// Writes the rows of a table, one a line, however many there are.
async fn lines(txn: &impl ConnectionTrait, table: &str, out: &mut BufWriter<File>) -> Result<u64> {
    txn.execute_unprepared(&format!(
        "DECLARE backup_rows NO SCROLL CURSOR FOR SELECT row_to_json(t)::text AS line FROM \"{table}\" t"
    ))
    .await?;
    let mut count = 0;
    loop {
        let some = texts(txn, &format!("FETCH FORWARD {AT_ONCE} FROM backup_rows")).await?;
        if some.is_empty() {
            break;
        }
        count += some.len() as u64;
        for line in some {
            // JSON of PostgreSQL holds line feeds of texts escaped: a row is a line.
            writeln!(out, "{line}")?;
        }
    }
    txn.execute_unprepared("CLOSE backup_rows").await?;
    Ok(count)
}

/// Names of all tables but that of the migrations.
pub(super) async fn tables(db: &impl ConnectionTrait) -> Result<Vec<String>> {
    let names = texts(
        db,
        "SELECT relname::text FROM pg_class WHERE relkind = 'r' \
         AND relnamespace = current_schema()::regnamespace ORDER BY relname",
    )
    .await?;
    Ok(names
        .into_iter()
        .filter(|name| name != MIGRATIONS && is_table(name))
        .collect())
}

/// The migrations that ran, in order.
pub(super) async fn migrations(db: &impl ConnectionTrait) -> Result<Vec<String>> {
    texts(db, &format!("SELECT version FROM {MIGRATIONS} ORDER BY version")).await
}

/// How many rows tables have; that of the migrations is not counted.
pub(super) async fn counts(db: &impl ConnectionTrait, names: &[String]) -> Result<BTreeMap<String, u64>> {
    let mut rows = BTreeMap::new();
    for name in names.iter().filter(|name| *name != MIGRATIONS && is_table(name)) {
        let count: Option<i64> = one(db, &format!("SELECT COUNT(*) FROM \"{name}\"")).await?;
        rows.insert(name.clone(), u64::try_from(count.unwrap_or(0)).unwrap_or(0));
    }
    Ok(rows)
}

/// The first column of all rows.
pub(super) async fn texts(db: &impl ConnectionTrait, sql: &str) -> Result<Vec<String>> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let rows = db.query_all_raw(statement).await?;
    rows.iter()
        .map(|row| Ok(row.try_get_by_index::<String>(0)?))
        .collect()
}

/// The first column of the first row.
pub(super) async fn one<T: sea_orm_migration::sea_orm::TryGetable>(
    db: &impl ConnectionTrait,
    sql: &str,
) -> Result<Option<T>> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    match db.query_one_raw(statement).await? {
        Some(row) => Ok(Some(row.try_get_by_index(0)?)),
        None => Ok(None),
    }
}

/// Makes rows of a table again from their lines.
pub(super) async fn put_back(txn: &impl ConnectionTrait, table: &str, lines: &[String]) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let all = format!("[{}]", lines.join(","));
    let sql =
        format!("INSERT INTO \"{table}\" SELECT * FROM json_populate_recordset(NULL::\"{table}\", $1::json)");
    let statement = Statement::from_sql_and_values(DatabaseBackend::Postgres, sql, [Value::from(all)]);
    txn.execute_raw(statement)
        .await
        .context(format!("writing the table {table}"))?;
    Ok(())
}

/// Rules between tables, taken away while rows come back in any order, and set again, which proves them.
pub(super) struct Rules(Vec<(String, String, String)>);

impl Rules {
    /// Takes them away.
    pub(super) async fn drop_all(txn: &impl ConnectionTrait) -> Result<Self> {
        let sql = "SELECT conrelid::regclass::text AS owner, conname::text AS name, \
             pg_get_constraintdef(oid) AS rule FROM pg_constraint WHERE contype = 'f' \
             AND connamespace = current_schema()::regnamespace ORDER BY 1, 2";
        let statement = Statement::from_string(DatabaseBackend::Postgres, sql);
        let mut rules = Vec::new();
        for row in txn.query_all_raw(statement).await? {
            let rule: (String, String, String) = (
                row.try_get("", "owner")?,
                row.try_get("", "name")?,
                row.try_get("", "rule")?,
            );
            txn.execute_unprepared(&format!("ALTER TABLE {} DROP CONSTRAINT \"{}\"", rule.0, rule.1))
                .await?;
            rules.push(rule);
        }
        Ok(Self(rules))
    }

    /// Sets them again.
    pub(super) async fn set_all(&self, txn: &impl ConnectionTrait) -> Result<()> {
        for (owner, name, rule) in &self.0 {
            txn.execute_unprepared(&format!("ALTER TABLE {owner} ADD CONSTRAINT \"{name}\" {rule}"))
                .await
                .context(format!("the rule {name}"))?;
        }
        Ok(())
    }
}

/// Moves every sequence behind the highest key.
pub(super) async fn set_sequences(txn: &impl ConnectionTrait) -> Result<()> {
    let sql = "SELECT format('SELECT setval(%L, COALESCE(MAX(%I), 0) + 1, false) FROM %I', \
         pg_get_serial_sequence(quote_ident(c.relname), a.attname), a.attname, c.relname) \
         FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid \
         WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND a.attnum > 0 \
         AND NOT a.attisdropped AND pg_get_serial_sequence(quote_ident(c.relname), a.attname) IS NOT NULL";
    for statement in texts(txn, sql).await? {
        txn.execute_unprepared(&statement).await?;
    }
    Ok(())
}
