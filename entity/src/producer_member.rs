//! Somebody who works for a producer.

use sea_orm::entity::prelude::*;

use crate::MemberRole;

/// Somebody who works for a producer.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "producer_members")]
pub struct Model {
    /// The producer.
    #[sea_orm(primary_key, auto_increment = false)]
    pub producer_id: i64,
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: i64,
    /// What they may do.
    pub role: MemberRole,
    /// Since (UTC).
    pub created_at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
