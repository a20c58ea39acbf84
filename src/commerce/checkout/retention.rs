//! Forgetting: what the law wants kept is kept that long and no longer. Orders stay for three years with who
//! bought (Luật Thương mại điện tử 122/2025), and for ever without, since books have to add up.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{accounts, enquiries, orders};
use foundation::kernel::db::{Db, retried, write_txn};
use foundation::kernel::error::Result;
use foundation::mail;

/// Purchases forgotten in one transaction.
const AT_ONCE: u64 = 200;
/// How long the outbox says to whom a message went: long enough to answer "did you write to me?".
const MAILS_KEPT: TimeDelta = TimeDelta::days(90);
/// How long an enquiry is kept.
const ENQUIRIES_KEPT: TimeDelta = TimeDelta::days(365);

/// What was forgotten.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Purchases without their buyer now.
    pub purchases: usize,
    /// Messages without their recipient.
    pub mails: u64,
    /// Enquiries without who asked.
    pub enquiries: u64,
}

/// Forgets what is due, a little at a time so that nobody waits for it. Several processes may do it at once. The
/// particulars of the purchases are emptied by the next [`sweep`](super::sweep), once their orders are done.
pub async fn forget(db: &Db, now: DateTime<Utc>) -> Result<Forgotten> {
    let mut forgotten = Forgotten::default();
    loop {
        let some = retried(|| some_purchases(db, now)).await?;
        forgotten.purchases += some;
        if some == 0 {
            break;
        }
    }
    forgotten.mails = mail::forget_recipients(db, now - MAILS_KEPT).await?;
    forgotten.enquiries = retried(|| async {
        let txn = write_txn(db).await?;
        let gone = enquiries::forget_before(&txn, now, now - ENQUIRIES_KEPT).await?;
        txn.commit().await?;
        Ok(gone)
    })
    .await?;
    Ok(forgotten)
}

async fn some_purchases(db: &Db, now: DateTime<Utc>) -> Result<usize> {
    let txn = write_txn(db).await?;
    let Some(before) = now.checked_sub_months(accounts::data::ORDERS_KEPT) else {
        return Ok(0);
    };
    let mut due = accounts::data::let_go(&txn, now, before, AT_ONCE).await?;
    let purchases = due.len();
    // What was asked through a letter after its account had been erased.
    due.extend(orders::with_old_returns(&txn, before, AT_ONCE).await?);
    orders::forget_returns(&txn, now, &due).await?;
    txn.commit().await?;
    Ok(purchases)
}
