//! A picture of something, at its position in the gallery.

use sea_orm::entity::prelude::*;

use crate::OwnerKind;

/// A picture of something, at its position in the gallery.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "media_links")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// What it shows.
    pub owner_kind: OwnerKind,
    /// Key of what it shows.
    pub owner_id: i64,
    /// Order in the gallery, from 0.
    pub position: i16,
    /// The picture.
    pub media_id: i64,
    /// What is to be seen, in Vietnamese.
    #[sea_orm(column_type = "Text")]
    pub alt_vi: String,
    /// What is to be seen, in English.
    #[sea_orm(column_type = "Text")]
    pub alt_en: String,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
