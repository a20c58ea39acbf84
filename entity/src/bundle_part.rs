//! What a gift set is made of: a variant of one product holds variants of others, also of other producers.

use sea_orm::entity::prelude::*;

/// What a gift set is made of: a variant of one product holds variants of others, also of other producers.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "bundle_parts")]
pub struct Model {
    /// The set's own variant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub bundle_id: i64,
    /// What is inside.
    #[sea_orm(primary_key, auto_increment = false)]
    pub part_id: i64,
    /// How many pieces of it.
    pub quantity: i64,
    /// Its share in the revenue, in proportion to the others.
    pub weight: i64,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
