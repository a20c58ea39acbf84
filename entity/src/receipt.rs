//! Money that came in, once each.

use sea_orm::entity::prelude::*;

use crate::Vnd;

/// Money that came in, once each.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "receipts")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The payment.
    pub payment_id: i64,
    /// Where it was told: `bank:12`, `stripe:evt_…`, `cod:7`, `hand:3`.
    pub source: String,
    /// How much.
    pub amount: Vnd,
    /// When (UTC).
    pub at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
