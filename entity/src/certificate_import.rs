//! A file of decisions that was read: looked at first, then applied, and undone if it was wrong.

use sea_orm::entity::prelude::*;

use crate::ImportStatus;

/// A file of decisions that was read: looked at first, then applied, and undone if it was wrong.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "certificate_imports")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Where it stands.
    pub status: ImportStatus,
    /// Lines that were read.
    pub lines: i32,
    /// Who brought it: `user:7`.
    pub created_by: String,
    /// When it came (UTC).
    pub created_at: DateTimeUtc,
    /// Who applied it.
    pub applied_by: Option<String>,
    /// When it was applied (UTC).
    pub applied_at: Option<DateTimeUtc>,
    /// Who undid it.
    pub undone_by: Option<String>,
    /// When it was undone (UTC).
    pub undone_at: Option<DateTimeUtc>,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
