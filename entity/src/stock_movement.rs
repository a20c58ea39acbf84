//! One change of a stock item; the item is the sum of its movements.

use sea_orm::entity::prelude::*;

use crate::MovementKind;

/// One change of a stock item; the item is the sum of its movements.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "stock_movements")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The variant.
    pub variant_id: i64,
    /// Why.
    pub kind: MovementKind,
    /// Pieces that came in or went out.
    pub on_hand: i64,
    /// Pieces promised or let go.
    pub reserved: i64,
    /// The line it belongs to.
    pub order_line_id: Option<i64>,
    /// In the words of who did it.
    pub reason: Option<String>,
    /// Who.
    pub actor: String,
    /// When (UTC).
    pub at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
