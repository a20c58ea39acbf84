//! A product in one language.

use sea_orm::entity::prelude::*;

use crate::Locale;

/// A product in one language.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "product_texts")]
pub struct Model {
    /// The product.
    #[sea_orm(primary_key, auto_increment = false)]
    pub product_id: i64,
    /// Language.
    #[sea_orm(primary_key, auto_increment = false)]
    pub locale: Locale,
    /// Name.
    pub name: String,
    /// What it is, in one or two sentences.
    #[sea_orm(column_type = "Text")]
    pub summary: String,
    /// Ingredients or materials.
    #[sea_orm(column_type = "Text")]
    pub materials: Option<String>,
    /// Storage or care.
    #[sea_orm(column_type = "Text")]
    pub care: Option<String>,
    /// Collation key, hex.
    pub sort_key: String,
    /// Folded name, for the search without an index.
    #[sea_orm(column_type = "Text")]
    pub search_key: String,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
