//! A story in one language, as Markdown.

use sea_orm::entity::prelude::*;

use crate::Locale;

/// A story in one language, as Markdown.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "story_texts")]
pub struct Model {
    /// The story.
    #[sea_orm(primary_key, auto_increment = false)]
    pub story_id: i64,
    /// Language.
    #[sea_orm(primary_key, auto_increment = false)]
    pub locale: Locale,
    /// Title.
    pub title: String,
    /// Markdown; rendered through an allow-list.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// Folded title.
    #[sea_orm(column_type = "Text")]
    pub search_key: String,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
