//! Cash that a carrier collected for a producer and handed over, as one batch.

use sea_orm::entity::prelude::*;

use crate::Vnd;

/// Cash that a carrier collected for a producer and handed over, as one batch.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "remittances")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// For whom.
    pub producer_id: i64,
    /// The carrier, as typed.
    pub carrier: String,
    /// The carrier as it is compared.
    pub carrier_key: String,
    /// The carrier's number of the batch, as typed.
    pub batch: String,
    /// That number as it is compared: unique for a producer and carrier.
    pub batch_key: String,
    /// The day on which the money was handed over.
    pub remitted_on: Date,
    /// What was collected, all lines together.
    pub collected: Vnd,
    /// What the carrier kept, all lines together.
    pub fee: Vnd,
    /// Written down (UTC).
    pub created_at: DateTimeUtc,
    /// By whom.
    pub created_by: String,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
