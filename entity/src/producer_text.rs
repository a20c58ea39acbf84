//! A producer in one language.

use sea_orm::entity::prelude::*;

use crate::Locale;

/// A producer in one language.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "producer_texts")]
pub struct Model {
    /// The producer.
    #[sea_orm(primary_key, auto_increment = false)]
    pub producer_id: i64,
    /// Language.
    #[sea_orm(primary_key, auto_increment = false)]
    pub locale: Locale,
    /// Full name.
    pub name: String,
    /// Craft or field.
    pub craft: Option<String>,
    /// Collation key, hex.
    pub sort_key: String,
    /// Folded name and craft, for the search without an index.
    pub search_key: String,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
