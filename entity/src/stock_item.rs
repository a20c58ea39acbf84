//! What is on hand of a variant. One row a variant; moves only through the inventory.

use sea_orm::entity::prelude::*;

/// What is on hand of a variant. One row a variant; moves only through the inventory.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "stock_items")]
pub struct Model {
    /// The variant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub variant_id: i64,
    /// Pieces in the house.
    pub on_hand: i64,
    /// Pieces promised to orders.
    pub reserved: i64,
    /// Sold without stock: made when ordered.
    pub made_to_order: bool,
    /// Whether the number is a demonstration value.
    pub demo: bool,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
