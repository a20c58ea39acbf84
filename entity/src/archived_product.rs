//! A product that its own producer put away. One that the office hid has no such row, so that only the office
//! can show it again.

use sea_orm::entity::prelude::*;

/// A product that its own producer put away.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "archived_products")]
pub struct Model {
    /// The product.
    #[sea_orm(primary_key, auto_increment = false)]
    pub product_id: i64,
    /// Who put it away.
    pub actor: String,
    /// When (UTC).
    pub archived_at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
