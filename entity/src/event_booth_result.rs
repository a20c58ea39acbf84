//! What a booth of an event brought.

use sea_orm::entity::prelude::*;

/// What a booth of an event brought.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "event_booth_results")]
pub struct Model {
    /// The booth.
    #[sea_orm(primary_key, auto_increment = false)]
    pub booth_id: i64,
    /// Turnover in đồng.
    pub turnover: Option<i64>,
    /// Contracts that were signed.
    pub contracts: Option<i32>,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
