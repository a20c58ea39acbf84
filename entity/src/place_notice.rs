//! Word of a keeper that a place is gone for good or has moved; the office decides.

use sea_orm::entity::prelude::*;

use crate::{NoticeKind, NoticeOutcome, PlaceStatus};

/// Word of a keeper that a place is gone for good or has moved; the office decides.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "place_notices")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The place.
    pub place_id: i64,
    /// The same while the notice waits, so that a place has one at most; empty afterwards.
    pub waiting_of: Option<i64>,
    /// What is said.
    pub kind: NoticeKind,
    /// In the keeper's words: why, or where it is now.
    #[sea_orm(column_type = "Text")]
    pub message: String,
    /// How the place stood before.
    pub stood_at: PlaceStatus,
    /// Who says so.
    pub made_by: i64,
    /// Said (UTC).
    pub created_at: DateTimeUtc,
    /// Decided or taken back (UTC).
    pub decided_at: Option<DateTimeUtc>,
    /// What came of it.
    pub outcome: Option<NoticeOutcome>,
    /// The office's words.
    #[sea_orm(column_type = "Text")]
    pub answer: Option<String>,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
