//! A buyer's bank takes money back.

use sea_orm::entity::prelude::*;

use crate::Vnd;

/// A buyer's bank takes money back.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "disputes")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The payment.
    pub payment_id: i64,
    /// The card company's number.
    pub provider_ref: String,
    /// How much.
    pub amount: Vnd,
    /// As the card company says.
    pub status: String,
    /// Since (UTC).
    pub opened_at: DateTimeUtc,
    /// Until (UTC).
    pub closed_at: Option<DateTimeUtc>,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
