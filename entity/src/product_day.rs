//! How often a product was looked at and put into carts on a day: counts alone, nobody's name and no network.

use sea_orm::entity::prelude::*;

/// How often a product was looked at and put into carts on a day.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "product_days")]
pub struct Model {
    /// The product.
    #[sea_orm(primary_key, auto_increment = false)]
    pub product_id: i64,
    /// The day in Việt Nam.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: Date,
    /// Times its page was given to people.
    pub views: i64,
    /// Carts it was put into.
    pub carts: i64,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
