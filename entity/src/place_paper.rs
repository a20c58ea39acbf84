//! A paper about a place; its file lies in the private store.

use sea_orm::entity::prelude::*;

/// A paper about a place; its file lies in the private store.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "place_papers")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The place.
    pub place_id: i64,
    /// What it is.
    pub title: String,
    /// Its name in the private store.
    pub key: String,
    /// What kind of file.
    pub content_type: String,
    /// Who sent it, as the audit writes it.
    pub actor: String,
    /// When (UTC).
    pub created_at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
