//! Work that waits for its commit: a row written in the same transaction as its cause.

use sea_orm::entity::prelude::*;

/// Work that waits for its commit: a row written in the same transaction as its cause.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Which handler runs it.
    pub kind: String,
    /// What it is about, as JSON.
    #[sea_orm(column_type = "Text")]
    pub payload: String,
    /// While a job waits, no second one of its kind with this key is added; cleared when it starts.
    pub dedupe_key: Option<String>,
    /// Not before (UTC).
    pub run_at: DateTimeUtc,
    /// How often it has been started.
    pub attempts: i32,
    /// A worker has it until then (UTC).
    pub locked_until: Option<DateTimeUtc>,
    /// Why the last attempt failed.
    #[sea_orm(column_type = "Text")]
    pub last_error: Option<String>,
    /// When it was given up (UTC).
    pub dead_at: Option<DateTimeUtc>,
    /// When it was asked for (UTC).
    pub created_at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
