//! A complaint to the operator, with its time limits and its answer.

use sea_orm::entity::prelude::*;

use crate::{ComplaintStatus, ComplaintTopic, Locale};

/// A complaint to the operator, with its time limits and its answer.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "complaints")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Number that people say and write, unique.
    pub number: String,
    /// The key of the form: the same one never complains twice.
    pub idempotency_key: String,
    /// What it is about.
    pub topic: ComplaintTopic,
    /// The page, product or order that is meant, as typed.
    #[sea_orm(column_type = "Text")]
    pub about: Option<String>,
    /// Who complains; empty once erased.
    pub name: String,
    /// Telephone, E.164.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// In their words; empty once erased.
    #[sea_orm(column_type = "Text")]
    pub message: String,
    /// Language of the messages to them.
    pub locale: Locale,
    /// Where it stands.
    pub status: ComplaintStatus,
    /// What was answered.
    #[sea_orm(column_type = "Text")]
    pub answer: Option<String>,
    /// When it came (UTC).
    pub created_at: DateTimeUtc,
    /// Until when it has to be acknowledged (UTC).
    pub acknowledge_by: DateTimeUtc,
    /// Until when it has to be answered (UTC).
    pub answer_by: DateTimeUtc,
    /// When somebody took it on (UTC).
    pub acknowledged_at: Option<DateTimeUtc>,
    /// When it was answered (UTC).
    pub answered_at: Option<DateTimeUtc>,
    /// When it was closed (UTC).
    pub closed_at: Option<DateTimeUtc>,
    /// When who complained was forgotten (UTC).
    pub erased_at: Option<DateTimeUtc>,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
