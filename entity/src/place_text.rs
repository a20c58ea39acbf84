//! A place in one language.

use sea_orm::entity::prelude::*;

use crate::Locale;

/// A place in one language.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "place_texts")]
pub struct Model {
    /// The place.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place_id: i64,
    /// Language.
    #[sea_orm(primary_key, auto_increment = false)]
    pub locale: Locale,
    /// Name.
    pub name: String,
    /// Address as the source writes it.
    #[sea_orm(column_type = "Text")]
    pub address: Option<String>,
    /// Craft of a village.
    pub craft: Option<String>,
    /// What a visitor can do.
    #[sea_orm(column_type = "Text")]
    pub what_to_do: Option<String>,
    /// How to get there.
    #[sea_orm(column_type = "Text")]
    pub getting_there: Option<String>,
    /// When to come.
    #[sea_orm(column_type = "Text")]
    pub best_season: Option<String>,
    /// Anything else worth knowing.
    #[sea_orm(column_type = "Text")]
    pub notes: Option<String>,
    /// Collation key, hex.
    pub sort_key: String,
    /// Folded name, address and craft.
    #[sea_orm(column_type = "Text")]
    pub search_key: String,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
