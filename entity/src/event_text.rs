//! An event in one language.

use sea_orm::entity::prelude::*;

use crate::Locale;

/// An event in one language.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "event_texts")]
pub struct Model {
    /// The event.
    #[sea_orm(primary_key, auto_increment = false)]
    pub event_id: i64,
    /// Language.
    #[sea_orm(primary_key, auto_increment = false)]
    pub locale: Locale,
    /// Name.
    pub name: String,
    /// Venue as the source writes it.
    #[sea_orm(column_type = "Text")]
    pub venue: Option<String>,
    /// What it is.
    #[sea_orm(column_type = "Text")]
    pub description: String,
    /// Collation key, hex.
    pub sort_key: String,
    /// Folded name and venue.
    #[sea_orm(column_type = "Text")]
    pub search_key: String,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
