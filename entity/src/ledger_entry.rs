//! One line of who has or is owed what. Never changed but for the payout that claims it.

use sea_orm::entity::prelude::*;

use crate::{Custody, LedgerAccount, Vnd};

/// One line of who has or is owed what. Never changed but for the payout that claims it.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_entries")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Whose.
    pub account: LedgerAccount,
    /// The producer it is about.
    pub producer_id: i64,
    /// The order it is about.
    pub order_id: i64,
    /// More (positive) or less (negative).
    pub amount: Vnd,
    /// Who has the money.
    pub custody: Custody,
    /// What caused it: `receipt:5`, `settle:7`, `refund:3`.
    pub source: String,
    /// The payout that claims it.
    pub payout_id: Option<i64>,
    /// When (UTC).
    pub at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
