//! Stock promised to an order line: kept, sold, or let go.

use sea_orm::entity::prelude::*;

use crate::ReservationState;

/// Stock promised to an order line: kept, sold, or let go.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "reservations")]
pub struct Model {
    /// The line.
    #[sea_orm(primary_key, auto_increment = false)]
    pub order_line_id: i64,
    /// The variant.
    pub variant_id: i64,
    /// Pieces.
    pub quantity: i64,
    /// What became of it.
    pub state: ReservationState,
    /// Promised (UTC).
    pub created_at: DateTimeUtc,
    /// Last moved (UTC).
    pub updated_at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
