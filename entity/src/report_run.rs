//! A large file somebody of the office asked for: made in the background, for them alone, and not for ever.

use sea_orm::entity::prelude::*;

use crate::{Locale, ReportFormat, ReportKind, ReportState};

/// A large file somebody of the office asked for: made in the background, for them alone, and not for ever.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "report_runs")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Who asked, and who alone gets it.
    pub user_id: i64,
    /// What is in it.
    pub kind: ReportKind,
    /// The file's format.
    pub format: ReportFormat,
    /// The year it is about.
    pub year: i32,
    /// Language of its words.
    pub locale: Locale,
    /// Where it stands.
    pub state: ReportState,
    /// How much is done: products or days.
    pub done: i64,
    /// How much there is to do; 0 until that is known.
    pub total: i64,
    /// Name in the private store, drawn before anything is written there.
    pub file_key: String,
    /// Bytes of the finished file.
    pub bytes: Option<i64>,
    /// Asked (UTC).
    pub created_at: DateTimeUtc,
    /// Finished (UTC).
    pub finished_at: Option<DateTimeUtc>,
    /// When file and row go (UTC).
    pub expires_at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
