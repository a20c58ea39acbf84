//! Giving money back: the refund is written, and for a card a job sends it. What was paid straight to a
//! producer is the producer's to send; the desk asks for it until it says so.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{PaymentMethod, RefundStatus, Vnd, order, payment, purchase, refund};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::Value;

use super::letters;
use crate::orders::{self, Event};
use crate::payments::{self, CardError, CardProvider, GiveBackRefusal};
use foundation::audit::{self, Act};
use foundation::jobs::{self, JobError};
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Error, Result};
use foundation::mail;

/// Kind of the job that tells the card company. Its payload is `{"refund": id}`.
pub const REFUND_JOB: &str = "refund";

/// The company forgets keys after a day. A refund that is asked for again later is looked for first.
const KEY_HOLDS: TimeDelta = TimeDelta::hours(20);

pub(super) fn job_of(refund_id: i64) -> Value {
    serde_json::json!({"refund": refund_id})
}

/// Gives back part of what an order got, as its own operation.
pub async fn refund(
    db: &Db,
    now: DateTime<Utc>,
    order_id: i64,
    amount: Vnd,
    key: &str,
    why: (&str, &str),
) -> Answer<refund::Model, GiveBackRefusal> {
    retried(|| once(db, now, order_id, amount, key, why)).await
}

async fn once(
    db: &Db,
    now: DateTime<Utc>,
    order_id: i64,
    amount: Vnd,
    key: &str,
    why: (&str, &str),
) -> Answer<refund::Model, GiveBackRefusal> {
    let txn = write_txn(db).await?;
    let order = order::Entity::find_by_id(order_id)
        .one(&txn)
        .await?
        .ok_or_else(|| Error::new("a refund of no order"))?;
    // The payment first, as when money comes in: both stand in line at its row.
    if let Some(payment) = payments::of_order(&txn, order_id).await? {
        payments::lock(&txn, now, payment.id).await?;
    }
    match ask(&txn, now, &order, amount, key, why).await? {
        Ok(refund) => {
            audited(&txn, now, &refund).await?;
            txn.commit().await?;
            Ok(Ok(refund))
        }
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// Writes down who gave money back by hand and why; the same key again writes nothing.
async fn audited(txn: &Txn, now: DateTime<Utc>, refund: &refund::Model) -> Result<()> {
    if refund.created_at != now {
        return Ok(());
    }
    let act = Act {
        actor: &refund.actor,
        action: "order.refund",
        subject_kind: "order",
        subject_id: Some(refund.order_id),
        before: None,
        after: Some(serde_json::json!({"refund": refund.id, "amount": refund.amount.dong()})),
        reason: Some(&refund.reason),
    };
    audit::record(txn, now, act).await
}

/// Asks for a refund within a transaction: row, ledger, timeline, job and message.
pub(super) async fn ask(
    txn: &Txn,
    now: DateTime<Utc>,
    order: &order::Model,
    amount: Vnd,
    key: &str,
    (reason, actor): (&str, &str),
) -> Answer<refund::Model, GiveBackRefusal> {
    let refund = match payments::give_back(txn, now, order.id, amount, key, (reason, actor)).await? {
        Ok(refund) => refund,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if refund.created_at != now {
        // The same key again: everything below was done then.
        return Ok(Ok(refund));
    }
    let event = Event {
        order_id: order.id,
        kind: "refund",
        moved: None,
        actor,
        note: Some(amount.to_string()),
    };
    orders::record(txn, now, &[event]).await?;
    let purchase = purchase::Entity::find_by_id(order.purchase_id)
        .one(txn)
        .await?
        .ok_or_else(|| Error::new("an order without its purchase"))?;
    if purchase.method == PaymentMethod::Card {
        let key = refund.id.to_string();
        jobs::enqueue(txn, REFUND_JOB, &job_of(refund.id), Some(&key), now).await?;
    }
    mail::put(txn, now, letters::refund_letter(&purchase, order, &refund)).await?;
    Ok(Ok(refund))
}

/// Asks for all that is left of what an order got. Nothing left asks for nothing.
pub(super) async fn ask_rest(
    txn: &Txn,
    now: DateTime<Utc>,
    order: &order::Model,
    (reason, actor): (&str, &str),
) -> Result<()> {
    use entity::payment_part;

    let part = payment_part::Entity::find()
        .filter(payment_part::Column::OrderId.eq(order.id))
        .one(txn)
        .await?;
    let left = part.map_or(0, |part| part.received.dong() - part.refunded.dong());
    if left > 0 {
        let key = format!("{reason}:{}", order.id);
        // Refused only if somebody else gave it back in between, and then there is nothing left to do.
        let _ = ask(txn, now, order, Vnd::new(left), &key, (reason, actor)).await?;
    }
    Ok(())
}

/// The job: tells the card company to give money back, and writes down what it says. Done twice, the money goes
/// back once.
pub async fn send_refund(
    db: &Db,
    now: DateTime<Utc>,
    cards: Option<&dyn CardProvider>,
    payload: &Value,
) -> Result<(), JobError> {
    let id = jobs::number(payload, "refund")?;
    let found = refund::Entity::find_by_id(id)
        .one(db)
        .await
        .map_err(Error::from)?;
    let Some(refund) = found else {
        return Err(JobError::GiveUp(format!("there is no refund {id}")));
    };
    if refund.status != RefundStatus::Asked {
        return Ok(());
    }
    let Some(cards) = cards else {
        return Err(JobError::Retry(Error::new("cards are switched off")));
    };
    let payment = payments::payment(db, refund.payment_id)
        .await?
        .ok_or_else(|| JobError::GiveUp("a refund of no payment".to_owned()))?;
    match sent(now, cards, &payment, &refund).await {
        Ok(number) => Ok(write_down(db, now, id, Ok(number)).await?),
        Err(CardError::Refused(why)) => {
            tracing::error!(refund = id, %why, "the card company refuses to give money back");
            Ok(write_down(db, now, id, Err(why)).await?)
        }
        Err(CardError::Away(error)) => Err(JobError::Retry(error)),
    }
}

async fn sent(
    now: DateTime<Utc>,
    cards: &dyn CardProvider,
    payment: &payment::Model,
    refund: &refund::Model,
) -> std::result::Result<String, CardError> {
    let intent = match (&payment.provider_intent, &payment.provider_ref) {
        (Some(intent), _) => intent.clone(),
        (None, Some(session)) => {
            let session = cards.read(session).await?;
            session
                .intent
                .ok_or_else(|| CardError::Refused("nothing was paid by card".to_owned()))?
        }
        (None, None) => return Err(CardError::Refused("nothing was paid by card".to_owned())),
    };
    // Two sites may share an account at the company: the reference tells their keys apart, and the first word
    // those of refunds from those of pages.
    let key = format!("refund:{}:{}", payment.reference, refund.idempotency_key);
    if now - refund.created_at > KEY_HOLDS
        && let Some(number) = cards.refunded(&intent, &key).await?
    {
        return Ok(number);
    }
    cards.refund(&intent, refund.amount, &key).await
}

/// The company could not bring back what it had said yes to, because the card is gone. Says whether that is news.
pub(super) async fn came_back(db: &Db, now: DateTime<Utc>, number: &str) -> Result<bool> {
    retried(|| came_back_once(db, now, number)).await
}

async fn came_back_once(db: &Db, now: DateTime<Utc>, number: &str) -> Result<bool> {
    let txn = write_txn(db).await?;
    let found = refund::Entity::find()
        .filter(refund::Column::ProviderRef.eq(number))
        .one(&txn)
        .await?;
    let Some(refund) = found else {
        return Ok(false);
    };
    payments::lock(&txn, now, refund.payment_id).await?;
    if !payments::fail_refund(&txn, now, refund.id, RefundStatus::Done).await? {
        return Ok(false);
    }
    let event = Event {
        order_id: refund.order_id,
        kind: "refund_failed",
        moved: None,
        actor: "system",
        note: Some(refund.amount.to_string()),
    };
    orders::record(&txn, now, &[event]).await?;
    txn.commit().await?;
    Ok(true)
}

async fn write_down(
    db: &Db,
    now: DateTime<Utc>,
    refund_id: i64,
    answer: std::result::Result<String, String>,
) -> Result<()> {
    retried(|| write_down_once(db, now, refund_id, &answer)).await
}

async fn write_down_once(
    db: &Db,
    now: DateTime<Utc>,
    refund_id: i64,
    answer: &std::result::Result<String, String>,
) -> Result<()> {
    let txn = write_txn(db).await?;
    let refund = refund::Entity::find_by_id(refund_id)
        .one(&txn)
        .await?
        .ok_or_else(|| Error::new("a refund that went away"))?;
    payments::lock(&txn, now, refund.payment_id).await?;
    let (moved, kind, note) = match answer {
        Ok(number) => (
            payments::finish_refund(&txn, now, refund_id, Some(number.clone())).await?,
            "refunded",
            refund.amount.to_string(),
        ),
        Err(why) => (
            payments::fail_refund(&txn, now, refund_id, RefundStatus::Asked).await?,
            "refund_failed",
            why.clone(),
        ),
    };
    if moved {
        let event = Event {
            order_id: refund.order_id,
            kind,
            moved: None,
            actor: "system",
            note: Some(note),
        };
        orders::record(&txn, now, &[event]).await?;
    }
    txn.commit().await?;
    Ok(())
}
