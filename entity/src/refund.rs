//! Money that goes back.

use sea_orm::entity::prelude::*;

use crate::{RefundStatus, Vnd};

/// Money that goes back.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "refunds")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The payment.
    pub payment_id: i64,
    /// The order.
    pub order_id: i64,
    /// How much.
    pub amount: Vnd,
    /// The same one never pays twice.
    pub idempotency_key: String,
    /// Why.
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    /// Where it stands.
    pub status: RefundStatus,
    /// The card company's number.
    pub provider_ref: Option<String>,
    /// Who asked for it.
    pub actor: String,
    /// Asked (UTC).
    pub created_at: DateTimeUtc,
    /// Gone (UTC).
    pub done_at: Option<DateTimeUtc>,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
