//! The one row that says which version of the public catalogue the database holds.

use sea_orm::entity::prelude::*;

/// The one row that says which version of the public catalogue the database holds.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "catalogue_state")]
pub struct Model {
    /// Always 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// Grows with every public change; caches are keyed by it.
    pub version: i64,
    /// Whether demonstration prices and stock are loaded.
    pub demo_data: bool,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
