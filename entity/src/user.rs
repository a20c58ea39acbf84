//! A person with an account.

use sea_orm::entity::prelude::*;

use crate::{Locale, StaffRole};

/// A person with an account.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// E-mail address as typed, NFC, trimmed; one of e-mail and phone is there.
    pub email: Option<String>,
    /// The address by which it is found: lower case, NFC.
    pub email_key: Option<String>,
    /// Telephone, E.164.
    pub phone: Option<String>,
    /// Name.
    pub name: String,
    /// PHC string of argon2id; empty for an erased account.
    pub password_hash: String,
    /// Language of the mails.
    pub locale: Locale,
    /// What the person is to the programme office.
    pub staff_role: Option<StaffRole>,
    /// When the e-mail address was proven (UTC).
    pub email_verified_at: Option<DateTimeUtc>,
    /// When the phone number was proven (UTC).
    pub phone_verified_at: Option<DateTimeUtc>,
    /// Shared secret of the second factor, sealed with the site's key.
    pub totp_secret: Option<String>,
    /// When the second factor was switched on (UTC).
    pub totp_enabled_at: Option<DateTimeUtc>,
    /// The last time step that was used: a code counts once (RFC 6238 §5.2).
    pub totp_last_step: Option<i64>,
    /// When the account was made (UTC).
    pub created_at: DateTimeUtc,
    /// When it was last changed (UTC).
    pub updated_at: DateTimeUtc,
    /// When the person had it erased (UTC).
    pub erased_at: Option<DateTimeUtc>,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
