//! Goods that come back: what the producer says to a buyer who asks, and what follows when the goods are there.

use chrono::{DateTime, Utc};
use entity::{OrderStatus, ReturnStatus, order, purchase};
use sea_orm::EntityTrait;
use serde_json::json;

use super::fulfil::{self, FulfilRefusal, Step};
use super::letters;
use crate::orders::{self, Event};
use foundation::audit::{self, Act};
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Error, Result};
use foundation::mail;

/// Why a return does not move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GiveBackTrouble {
    /// Nobody asked, or it was answered before.
    Answered,
    /// A "no" needs its reason.
    NoReason,
    /// The order is not with its buyer.
    StandsAt(OrderStatus),
}

/// Answers a buyer who asks to give goods back: yes, or no with the reason. The buyer is told.
pub async fn answer_return(
    db: &Db,
    now: DateTime<Utc>,
    order_id: i64,
    (accepted, words): (bool, &str),
    actor: &str,
) -> Answer<(), GiveBackTrouble> {
    if !accepted && words.is_empty() {
        return Ok(Err(GiveBackTrouble::NoReason));
    }
    retried(|| answer_once(db, now, order_id, (accepted, words), actor)).await
}

async fn answer_once(
    db: &Db,
    now: DateTime<Utc>,
    order_id: i64,
    (accepted, words): (bool, &str),
    actor: &str,
) -> Answer<(), GiveBackTrouble> {
    let txn = write_txn(db).await?;
    let (purchase, order) = whole(&txn, order_id).await?;
    let (to, kind, template) = if accepted {
        (ReturnStatus::Accepted, "return_accepted", "order_return_accepted")
    } else {
        (ReturnStatus::Refused, "return_refused", "order_return_refused")
    };
    let answer = Some(words).filter(|words| !words.is_empty());
    let moved = orders::move_return(&txn, now, order_id, (ReturnStatus::Asked, to), answer).await?;
    if !moved {
        return Ok(Err(GiveBackTrouble::Answered));
    }
    record(&txn, now, (order_id, kind), (ReturnStatus::Asked, to), actor).await?;
    mail::put(&txn, now, letters::order_letter(&purchase, &order, template)).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

/// The goods of an accepted return are there: they go back into stock and the money that is left goes back to the
/// buyer. Doing it twice does it once.
pub async fn return_arrived(
    db: &Db,
    now: DateTime<Utc>,
    order_id: i64,
    actor: &str,
) -> Answer<(), GiveBackTrouble> {
    retried(|| arrived_once(db, now, order_id, actor)).await
}

async fn arrived_once(
    db: &Db,
    now: DateTime<Utc>,
    order_id: i64,
    actor: &str,
) -> Answer<(), GiveBackTrouble> {
    let txn = write_txn(db).await?;
    // The step first: it locks the payment, as every step does, so that nobody waits for somebody who waits.
    match fulfil::within(&txn, now, order_id, &Step::TakeBack, actor).await? {
        Ok(()) => {}
        Err(FulfilRefusal::StandsAt(status)) => return Ok(Err(GiveBackTrouble::StandsAt(status))),
    }
    let states = (ReturnStatus::Accepted, ReturnStatus::Received);
    if !orders::move_return(&txn, now, order_id, states, None).await? {
        return Ok(Err(GiveBackTrouble::Answered));
    }
    audited(&txn, now, (order_id, "return_received"), states, actor).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

async fn whole(txn: &Txn, order_id: i64) -> Result<(purchase::Model, order::Model)> {
    let order = order::Entity::find_by_id(order_id)
        .one(txn)
        .await?
        .ok_or_else(|| Error::new("a return of no order"))?;
    let purchase = purchase::Entity::find_by_id(order.purchase_id)
        .one(txn)
        .await?
        .ok_or_else(|| Error::new("an order without its purchase"))?;
    Ok((purchase, order))
}

/// Writes the timeline and the audit. The words stand in the return alone, so that they can be forgotten there.
async fn record(
    txn: &Txn,
    now: DateTime<Utc>,
    (order_id, kind): (i64, &str),
    states: (ReturnStatus, ReturnStatus),
    actor: &str,
) -> Result<()> {
    let event = Event {
        order_id,
        kind,
        moved: None,
        actor,
        note: None,
    };
    orders::record(txn, now, &[event]).await?;
    audited(txn, now, (order_id, kind), states, actor).await
}

async fn audited(
    txn: &Txn,
    now: DateTime<Utc>,
    (order_id, kind): (i64, &str),
    (from, to): (ReturnStatus, ReturnStatus),
    actor: &str,
) -> Result<()> {
    let action = format!("order.{kind}");
    let act = Act {
        actor,
        action: &action,
        subject_kind: "order",
        subject_id: Some(order_id),
        before: Some(json!({"return": from.word()})),
        after: Some(json!({"return": to.word()})),
        reason: None,
    };
    audit::record(txn, now, act).await
}
