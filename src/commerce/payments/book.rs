//! Writing the ledger: append-only, each line once.

use chrono::{DateTime, Utc};
use entity::{Custody, LedgerAccount, Vnd, ledger_entry};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait};

use foundation::kernel::db::Txn;
use foundation::kernel::error::Result;

/// A line of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// Whose.
    pub account: LedgerAccount,
    /// About whom.
    pub producer_id: i64,
    /// About which order.
    pub order_id: i64,
    /// More or less.
    pub amount: Vnd,
    /// Who has the money.
    pub custody: Custody,
}

/// Writes lines that one cause brings about. The same cause is written once: a repeated call adds nothing.
pub async fn post(txn: &Txn, now: DateTime<Utc>, source: &str, postings: &[Posting]) -> Result<()> {
    let rows: Vec<ledger_entry::ActiveModel> = postings
        .iter()
        .filter(|posting| posting.amount != Vnd::ZERO)
        .map(|posting| ledger_entry::ActiveModel {
            account: Set(posting.account),
            producer_id: Set(posting.producer_id),
            order_id: Set(posting.order_id),
            amount: Set(posting.amount),
            custody: Set(posting.custody),
            source: Set(source.to_owned()),
            payout_id: Set(None),
            at: Set(now),
            ..Default::default()
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    ledger_entry::Entity::insert_many(rows)
        .on_conflict(
            OnConflict::columns([
                ledger_entry::Column::Account,
                ledger_entry::Column::OrderId,
                ledger_entry::Column::Source,
            ])
            .do_nothing()
            .to_owned(),
        )
        .exec_without_returning(txn)
        .await?;
    Ok(())
}
