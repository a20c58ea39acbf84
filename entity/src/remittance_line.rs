//! What a carrier says of one order in a batch, and how that fits to the order.

use sea_orm::entity::prelude::*;

use crate::{RemittanceState, Vnd};

/// What a carrier says of one order in a batch, and how that fits to the order.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "remittance_lines")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The batch.
    pub remittance_id: i64,
    /// Its place, from 0.
    pub position: i32,
    /// The order's number as the carrier has it.
    pub number: String,
    /// The producer's order of that number.
    pub order_id: Option<i64>,
    /// What the carrier had to collect for it.
    pub expected: Option<Vnd>,
    /// What it collected.
    pub collected: Vnd,
    /// What it kept of that.
    pub fee: Vnd,
    /// How the two fit.
    pub state: RemittanceState,
    /// Why a difference is settled.
    #[sea_orm(column_type = "Text")]
    pub reason: Option<String>,
    /// When it was settled (UTC).
    pub settled_at: Option<DateTimeUtc>,
    /// By whom.
    pub settled_by: Option<String>,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
