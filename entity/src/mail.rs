//! A message: made in the transaction that causes it, sent by a job.

use sea_orm::entity::prelude::*;

use crate::Locale;

/// A message: made in the transaction that causes it, sent by a job.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "mails")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// What it is about: the same one is never sent twice.
    pub key: String,
    /// Which one.
    pub template: String,
    /// Language.
    pub locale: Locale,
    /// To whom.
    pub recipient: String,
    /// What it says, as JSON.
    #[sea_orm(column_type = "Text")]
    pub payload: String,
    /// Made (UTC).
    pub created_at: DateTimeUtc,
    /// Sent (UTC).
    pub sent_at: Option<DateTimeUtc>,
    /// Given up (UTC).
    pub dead_at: Option<DateTimeUtc>,
    /// Why it did not go.
    #[sea_orm(column_type = "Text")]
    pub last_error: Option<String>,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
