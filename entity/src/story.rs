//! A long text about a product, producer or place. Its slug is its owner's.

use sea_orm::entity::prelude::*;

use crate::{OwnerKind, PublicStatus};

/// A long text about a product, producer or place. Its slug is its owner's.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "stories")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Address part, unique.
    pub slug: String,
    /// What it is about.
    pub owner_kind: OwnerKind,
    /// Key of what it is about.
    pub owner_id: i64,
    /// What the public sees.
    pub status: PublicStatus,
    /// Who told it.
    pub told_by: Option<String>,
    /// When it was told.
    pub told_on: Option<Date>,
    /// Where the facts come from: a URL or the name of a document.
    #[sea_orm(column_type = "Text")]
    pub source: String,
    /// Whether a source names the record.
    pub verified: bool,
    /// When the row was made (UTC).
    pub created_at: DateTimeUtc,
    /// When the row was last changed (UTC).
    pub updated_at: DateTimeUtc,
    /// The catalogue version of the last change: readers load what is newer than theirs.
    pub revision: i64,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
