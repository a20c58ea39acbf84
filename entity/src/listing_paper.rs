//! A paper about a product: a self-declaration, a certificate of food safety. Its file lies in the private store.

use sea_orm::entity::prelude::*;

/// A paper about a product: a self-declaration, a certificate of food safety. Its file lies in the private store.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "listing_papers")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Whose it is.
    pub producer_id: i64,
    /// The product.
    pub product_id: i64,
    /// What it shows.
    pub requirement_id: i64,
    /// Its name in the private store.
    pub key: String,
    /// What it is.
    pub content_type: String,
    /// The last day it holds, in Việt Nam; empty when it has no end.
    pub valid_until: Option<Date>,
    /// Who sent it.
    pub actor: String,
    /// Sent (UTC).
    pub created_at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
