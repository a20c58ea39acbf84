//! Something that happened to an order: its timeline.

use sea_orm::entity::prelude::*;

/// Something that happened to an order: its timeline.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "order_events")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The order.
    pub order_id: i64,
    /// What: `placed`, `paid`, `shipped`, ….
    pub kind: String,
    /// Where it stood.
    pub from_status: Option<String>,
    /// Where it stands now.
    pub to_status: Option<String>,
    /// Who: `buyer`, `system`, `producer:7`, ….
    pub actor: String,
    /// In their words.
    #[sea_orm(column_type = "Text")]
    pub note: Option<String>,
    /// When (UTC).
    pub at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
