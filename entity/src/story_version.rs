//! A version of a story: the one being written, and all that were public.

use sea_orm::entity::prelude::*;

use crate::{OwnerKind, ReviewState};

/// A version of a story: the one being written, and all that were public.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "story_versions")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Whose story.
    pub producer_id: i64,
    /// What it is about: the producer or one of its products.
    pub owner_kind: OwnerKind,
    /// Key of what it is about.
    pub owner_id: i64,
    /// Where it stands; what was approved is kept.
    pub state: ReviewState,
    /// Grows with every change: who saves or decides says which one they saw.
    pub revision: i64,
    /// The whole story as JSON.
    #[sea_orm(column_type = "Text")]
    pub content: String,
    /// Why it was sent back.
    #[sea_orm(column_type = "Text")]
    pub reason: Option<String>,
    /// Who changed it last.
    pub edited_by: String,
    /// When it was handed in (UTC).
    pub submitted_at: Option<DateTimeUtc>,
    /// When it was decided (UTC).
    pub decided_at: Option<DateTimeUtc>,
    /// Who decided.
    pub decided_by: Option<String>,
    /// Begun (UTC).
    pub created_at: DateTimeUtc,
    /// Last changed (UTC).
    pub updated_at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
