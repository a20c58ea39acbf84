//! A picture that went through the media pipeline, with its renditions.

use sea_orm::entity::prelude::*;

/// A picture that went through the media pipeline, with its renditions.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "media_assets")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// SHA-256 of what was uploaded, hex, unique.
    pub source_hash: String,
    /// Width of the upright original in pixels.
    pub width: i32,
    /// Height in pixels.
    pub height: i32,
    /// Placeholder tone, 0 to 15.
    pub tone: i16,
    /// Blurred miniature as a data URI.
    #[sea_orm(column_type = "Text")]
    pub placeholder: String,
    /// JSON list of {width, height, webp, jpeg}: keys in the store.
    #[sea_orm(column_type = "Text")]
    pub renditions: String,
    /// Drawn, not photographed.
    pub illustration: bool,
    /// When it was made (UTC).
    pub created_at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
