//! A browser that has signed in before: it is not slowed by strangers who guess.

use sea_orm::entity::prelude::*;

/// A browser that has signed in before: it is not slowed by strangers who guess.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "known_devices")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Whose.
    pub user_id: i64,
    /// SHA-256 of the token, hex.
    pub token_hash: String,
    /// Last signed in (UTC).
    pub seen_at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
