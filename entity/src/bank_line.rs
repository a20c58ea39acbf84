//! A line of a bank statement.

use sea_orm::entity::prelude::*;

use crate::{BankLineState, Vnd};

/// A line of a bank statement.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "bank_lines")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The account.
    pub account: String,
    /// The bank's number of the line.
    pub reference: String,
    /// Credited.
    pub amount: Vnd,
    /// The words that came with it.
    #[sea_orm(column_type = "Text")]
    pub memo: String,
    /// When (UTC).
    pub booked_at: DateTimeUtc,
    /// How it got here: `csv`, `webhook`, `hand`.
    pub source: String,
    /// What became of it.
    pub state: BankLineState,
    /// The payment it was for.
    pub payment_id: Option<i64>,
    /// Known since (UTC).
    pub created_at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
