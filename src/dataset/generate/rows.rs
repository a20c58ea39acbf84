//! Many rows at once: explicit keys, chunks that both databases can bind, sequences set afterwards.

use std::collections::HashMap;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseBackend, EntityTrait, ExprTrait as _, IntoActiveModel,
    Iterable, ModelTrait, QuerySelect, Statement,
};

use foundation::kernel::collate::Collation;
use foundation::kernel::db::rows_per_insert;
use foundation::kernel::error::Result;

/// Inserts rows whose keys are given, as many in one statement as both databases can bind.
pub async fn insert<M>(conn: &impl ConnectionTrait, rows: Vec<M>) -> Result<()>
where
    M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
    M::Entity: EntityTrait<Model = M>,
    <M::Entity as EntityTrait>::ActiveModel: ActiveModelTrait<Entity = M::Entity> + Send,
{
    let columns = <M::Entity as EntityTrait>::Column::iter().count();
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk = rows
            .by_ref()
            .take(rows_per_insert(columns).min(1_000))
            .map(|row| row.into_active_model().reset_all());
        M::Entity::insert_many(chunk).exec_without_returning(conn).await?;
    }
    Ok(())
}

/// The first free key of a table.
pub async fn next_id<E: EntityTrait>(conn: &impl ConnectionTrait, id: E::Column) -> Result<i64> {
    let highest: Option<Option<i64>> = E::find()
        .select_only()
        .column_as(Expr::col(id).max(), "highest")
        .into_tuple()
        .one(conn)
        .await?;
    Ok(highest.flatten().unwrap_or(0) + 1)
}

/// Moves the sequences of PostgreSQL behind the keys that were given; SQLite looks for itself.
pub async fn settle(conn: &impl ConnectionTrait, tables: &[&str]) -> Result<()> {
    if conn.get_database_backend() != DatabaseBackend::Postgres {
        return Ok(());
    }
    for table in tables {
        let sql = format!(
            "SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT COALESCE(MAX(id), 1) FROM {table}))"
        );
        conn.execute_raw(Statement::from_string(DatabaseBackend::Postgres, sql))
            .await?;
    }
    Ok(())
}

/// Sort keys with a memory: synthetic names repeat, and making a key is the dearest part of a row.
#[derive(Debug)]
pub struct Keys {
    collation: Collation,
    made: HashMap<String, String>,
}

impl Keys {
    /// An empty memory.
    pub fn new() -> Self {
        Self {
            collation: Collation::vietnamese(),
            made: HashMap::new(),
        }
    }

    /// The key of a text.
    pub fn key(&mut self, text: &str) -> String {
        if let Some(key) = self.made.get(text) {
            return key.clone();
        }
        let key = self.collation.key(text);
        self.made.insert(text.to_owned(), key.clone());
        key
    }
}
