//! A browser somebody is signed in with. The token itself is only in the cookie.

use sea_orm::entity::prelude::*;

/// A browser somebody is signed in with. The token itself is only in the cookie.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "user_sessions")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// SHA-256 of the token, hex.
    pub token_hash: String,
    /// Who.
    pub user_id: i64,
    /// What the browser calls itself, cut.
    pub agent: String,
    /// From where, shortened to its network.
    pub address: String,
    /// Signed in (UTC).
    pub created_at: DateTimeUtc,
    /// Last seen (UTC), to the minute.
    pub seen_at: DateTimeUtc,
    /// Dead after (UTC).
    pub expires_at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
