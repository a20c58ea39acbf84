//! A product shown at a booth.

use sea_orm::entity::prelude::*;

/// A product shown at a booth.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "event_booth_products")]
pub struct Model {
    /// The booth.
    #[sea_orm(primary_key, auto_increment = false)]
    pub booth_id: i64,
    /// The product.
    #[sea_orm(primary_key, auto_increment = false)]
    pub product_id: i64,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
