//! Goods that a buyer wants to give back.

use sea_orm::entity::prelude::*;

use crate::ReturnStatus;

/// Goods that a buyer wants to give back.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "return_requests")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The order.
    pub order_id: i64,
    /// Why, in the buyer's words.
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    /// What became of it.
    pub status: ReturnStatus,
    /// What the producer says.
    #[sea_orm(column_type = "Text")]
    pub answer: Option<String>,
    /// Asked (UTC).
    pub created_at: DateTimeUtc,
    /// Last changed (UTC).
    pub updated_at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
