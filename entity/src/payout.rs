//! What the operator pays on to a producer.

use sea_orm::entity::prelude::*;

use crate::{PayoutStatus, Vnd};

/// What the operator pays on to a producer.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "payouts")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// To whom.
    pub producer_id: i64,
    /// How much.
    pub amount: Vnd,
    /// Where it stands.
    pub status: PayoutStatus,
    /// Who made it.
    pub actor: String,
    /// Made (UTC).
    pub created_at: DateTimeUtc,
    /// Paid (UTC).
    pub paid_at: Option<DateTimeUtc>,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
