//! What an event brought, once it had begun.

use sea_orm::entity::prelude::*;

/// What an event brought, once it had begun.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "event_results")]
pub struct Model {
    /// The event.
    #[sea_orm(primary_key, auto_increment = false)]
    pub event_id: i64,
    /// Visitors, counted or estimated.
    pub visitors: Option<i64>,
    /// Turnover in đồng.
    pub turnover: Option<i64>,
    /// Contracts that were signed.
    pub contracts: Option<i32>,
    /// Anything else.
    #[sea_orm(column_type = "Text")]
    pub note: String,
    /// Who wrote it down, as the audit writes it.
    pub recorded_by: String,
    /// When (UTC).
    pub updated_at: DateTimeUtc,
    /// Counts the changes: who writes says which one was read.
    pub revision: i64,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
