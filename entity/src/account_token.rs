//! A link sent by mail: one purpose, one person, one use, a short life.

use sea_orm::entity::prelude::*;

use crate::TokenPurpose;

/// A link sent by mail: one purpose, one person, one use, a short life.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "account_tokens")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Whose.
    pub user_id: i64,
    /// What it is for.
    pub purpose: TokenPurpose,
    /// SHA-256 of the token, hex.
    pub token_hash: String,
    /// The new address, where one is to be proven.
    pub target: Option<String>,
    /// Made (UTC).
    pub created_at: DateTimeUtc,
    /// Dead after (UTC).
    pub expires_at: DateTimeUtc,
    /// Used (UTC).
    pub used_at: Option<DateTimeUtc>,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
