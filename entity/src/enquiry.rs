//! What somebody asks a producer about a service, or for a day to come.

use sea_orm::entity::prelude::*;

use crate::{EnquiryStatus, Locale};

/// What somebody asks a producer about a service, or for a day to come.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "enquiries")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The key of the form: the same one never asks twice.
    pub idempotency_key: String,
    /// The service.
    pub product_id: i64,
    /// Who answers.
    pub producer_id: i64,
    /// Name of the service in Vietnamese, as it was then.
    pub product_name: String,
    /// Who asks, with an account.
    pub user_id: Option<i64>,
    /// Who asks.
    pub name: String,
    /// Telephone, E.164; this or an e-mail address is there until they are erased.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// The day wanted, in Việt Nam.
    pub day: Option<Date>,
    /// How many come, 1 to 1,000.
    pub people: Option<i32>,
    /// What they want to know.
    #[sea_orm(column_type = "Text")]
    pub message: String,
    /// Language of the messages to who asks.
    pub locale: Locale,
    /// Where it stands.
    pub status: EnquiryStatus,
    /// Which wording of the consent was agreed to.
    pub text_version: String,
    /// Asked (UTC).
    pub created_at: DateTimeUtc,
    /// When name, telephone, address and words were erased (UTC).
    pub erased_at: Option<DateTimeUtc>,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
