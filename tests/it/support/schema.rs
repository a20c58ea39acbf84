//! What a database really holds, as its own catalogue says.

use foundation::kernel::db::Db;
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};

/// A column as the database keeps it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Column {
    /// Table.
    pub table: String,
    /// Name.
    pub name: String,
    /// Type in the database's own words, lower case.
    pub kind: String,
    /// Whether it may be empty.
    pub nullable: bool,
}

async fn rows(db: &Db, sql: &str) -> Vec<sea_orm::QueryResult> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    db.query_all_raw(statement).await.unwrap()
}

/// Every column of every table of ours, in order.
pub async fn dump(db: &Db) -> Vec<Column> {
    let sql = match db.get_database_backend() {
        DatabaseBackend::Postgres => {
            "SELECT table_name AS t, column_name AS c, data_type AS k, \
             CASE WHEN is_nullable = 'YES' THEN 1 ELSE 0 END AS n \
             FROM information_schema.columns WHERE table_schema = 'public'"
        }
        _ => {
            "SELECT m.name AS t, p.name AS c, p.type AS k, \
             CASE WHEN p.\"notnull\" = 0 AND p.pk = 0 THEN 1 ELSE 0 END AS n \
             FROM sqlite_master m JOIN pragma_table_info(m.name) p \
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"
        }
    };
    let mut columns: Vec<Column> = rows(db, sql)
        .await
        .iter()
        .map(|row| Column {
            table: row.try_get("", "t").unwrap(),
            name: row.try_get("", "c").unwrap(),
            kind: row.try_get::<String>("", "k").unwrap().to_lowercase(),
            nullable: row.try_get::<i32>("", "n").unwrap() == 1,
        })
        .filter(|column| column.table != "seaql_migrations")
        .collect();
    columns.sort();
    columns
}

/// Unique indexes: table and columns, in order.
pub async fn unique(db: &Db) -> Vec<(String, String)> {
    let sql = match db.get_database_backend() {
        DatabaseBackend::Postgres => {
            "SELECT t.relname::text AS t, \
             string_agg(a.attname::text, ',' ORDER BY array_position(i.indkey::int2[], a.attnum)) AS c \
             FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid \
             JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = 'public' \
             JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY(i.indkey) \
             WHERE i.indisunique GROUP BY i.indexrelid, t.relname"
        }
        _ => {
            "SELECT m.name AS t, (SELECT group_concat(name, ',') FROM \
             (SELECT name FROM pragma_index_info(l.name) ORDER BY seqno)) AS c \
             FROM sqlite_master m JOIN pragma_index_list(m.name) l \
             WHERE m.type = 'table' AND l.\"unique\" = 1"
        }
    };
    let mut found: Vec<(String, String)> = rows(db, sql)
        .await
        .iter()
        .map(|row| (row.try_get("", "t").unwrap(), row.try_get("", "c").unwrap()))
        .collect();
    found.sort();
    found
}
