//! A variant in a cart.

use sea_orm::entity::prelude::*;

use crate::Vnd;

/// A variant in a cart.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "cart_lines")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The cart.
    pub cart_id: i64,
    /// What.
    pub variant_id: i64,
    /// How many pieces.
    pub quantity: i64,
    /// The price the buyer last saw: a change is told.
    pub seen_price: Vnd,
    /// Put aside for later.
    pub saved: bool,
    /// When (UTC).
    pub added_at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
