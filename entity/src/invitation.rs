//! An invitation to work for a producer: one address, one use, a short life.

use sea_orm::entity::prelude::*;

use crate::MemberRole;

/// An invitation to work for a producer: one address, one use, a short life.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "invitations")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The producer.
    pub producer_id: i64,
    /// To whom, as it was typed.
    pub email: String,
    /// The address by which it is found: lower case, NFC.
    pub email_key: String,
    /// What they will be.
    pub role: MemberRole,
    /// SHA-256 of the token, hex.
    pub token_hash: String,
    /// Who invites.
    pub invited_by: i64,
    /// Made (UTC).
    pub created_at: DateTimeUtc,
    /// Dead after (UTC).
    pub expires_at: DateTimeUtc,
    /// Who took it.
    pub used_by: Option<i64>,
    /// Taken (UTC).
    pub used_at: Option<DateTimeUtc>,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
