//! Money came in: the one way for the webhook, the browser's return, the bank statement, the producer's hand
//! and the reconciliation. Whatever is told twice counts once.

use chrono::{DateTime, Utc};
use entity::{
    Custody, LedgerAccount, OrderStatus, PaymentMethod, PaymentStatus, Vnd, ledger_entry, order, payment,
    purchase,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::letters;
use super::refunds;
use crate::orders::{self, Event, Moved};
use crate::payments::{self, Posting, Received, Share, post};
use domain::inventory;
use foundation::kernel::db::Txn;
use foundation::kernel::error::{Error, Result};
use foundation::{mail, publication};

/// What came of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// It was told before; nothing changed.
    Before,
    /// It is written down, and the payment stands there now.
    Now(PaymentStatus),
}

/// Writes money down and moves what it pays for: orders that have all they wait for are confirmed, and what
/// comes for an order that was called off goes back by itself.
pub async fn settle(
    txn: &Txn,
    now: DateTime<Utc>,
    payment_id: i64,
    amount: Vnd,
    source: &str,
    actor: &str,
) -> Result<Settled> {
    let (payment, shares) = match payments::receive(txn, now, payment_id, amount, source).await? {
        Received::Before => return Ok(Settled::Before),
        Received::Now(payment, shares) => (payment, shares),
    };
    for share in &shares {
        told(txn, now, &payment, share, actor).await?;
    }
    Ok(Settled::Now(payment.status))
}

async fn told(
    txn: &Txn,
    now: DateTime<Utc>,
    payment: &payment::Model,
    share: &Share,
    actor: &str,
) -> Result<()> {
    let order = &share.order;
    let note = Some(share.received.to_string());
    if order.status.is_called_off() {
        let left = share.received.dong() - share.refunded.dong();
        if left > 0 {
            record(txn, now, order.id, "late_money", actor, note).await?;
            let key = format!("late:{}:{}", order.id, share.received);
            // Refused only when it went back already.
            let _ = refunds::ask(txn, now, order, Vnd::new(left), &key, ("late", actor)).await?;
        }
        return Ok(());
    }
    let kind = match Ord::cmp(&share.received, &share.amount) {
        std::cmp::Ordering::Less => "partly_paid",
        std::cmp::Ordering::Equal => "paid",
        std::cmp::Ordering::Greater => "overpaid",
    };
    record(txn, now, order.id, kind, actor, note).await?;
    if share.received >= share.amount {
        if order.status == OrderStatus::AwaitingPayment {
            confirm(txn, now, order, actor).await?;
        } else if payment.method == PaymentMethod::Cod {
            book(txn, now, order).await?;
        }
    }
    Ok(())
}

async fn record(
    txn: &Txn,
    now: DateTime<Utc>,
    order_id: i64,
    kind: &str,
    actor: &str,
    note: Option<String>,
) -> Result<()> {
    let event = Event {
        order_id,
        kind,
        moved: None,
        actor,
        note,
    };
    orders::record(txn, now, &[event]).await
}

/// Confirms an order, because it is paid or because the producer says so: its goods are sold, it gets its
/// receipt's number, and the buyer is told. Says whether it was this call that did it.
pub async fn confirm(txn: &Txn, now: DateTime<Utc>, order: &order::Model, actor: &str) -> Result<bool> {
    let event = Event {
        order_id: order.id,
        kind: "confirmed",
        moved: None,
        actor,
        note: None,
    };
    let from = [OrderStatus::AwaitingPayment, OrderStatus::AwaitingConfirmation];
    let Moved::Now(after) = orders::advance(txn, now, order.id, &from, OrderStatus::Confirmed, event).await?
    else {
        return Ok(false);
    };
    let lines = orders::lines_of(txn, order.id).await?;
    let moved = inventory::sell(txn, now, &lines, actor).await?;
    publication::touch_products(txn, now, &moved.turned).await?;
    orders::invoice_number(txn, &after).await?;
    if order.status == OrderStatus::AwaitingPayment {
        book(txn, now, &after).await?;
    }
    let purchase = purchase::Entity::find_by_id(order.purchase_id)
        .one(txn)
        .await?
        .ok_or_else(|| Error::new("an order without its purchase"))?;
    let kind = if order.status == OrderStatus::AwaitingPayment {
        "order_paid"
    } else {
        "order_confirmed"
    };
    mail::put(txn, now, letters::order_letter(&purchase, order, kind))
        .await
        .map(|()| true)
}

/// Moves commission, delivery and the site's part of a discount to their accounts: lines that sum to nothing,
/// written once an order.
pub(super) async fn book(txn: &Txn, now: DateTime<Utc>, order: &order::Model) -> Result<()> {
    post(txn, now, &format!("settle:{}", order.id), &settlement(order, 1)).await
}

/// Takes back what [`book`] and [`release_shipping`] moved, for an order that is called off. What was never moved
/// is not taken back.
pub(super) async fn unbook(txn: &Txn, now: DateTime<Utc>, order: &order::Model) -> Result<()> {
    let moved: Vec<String> = ledger_entry::Entity::find()
        .select_only()
        .column(ledger_entry::Column::Source)
        .distinct()
        .filter(ledger_entry::Column::OrderId.eq(order.id))
        .into_tuple()
        .all(txn)
        .await?;
    let (settled, delivered) = (format!("settle:{}", order.id), format!("delivered:{}", order.id));
    if moved.contains(&settled) {
        post(txn, now, &format!("un{settled}"), &settlement(order, -1)).await?;
    }
    if moved.contains(&delivered) {
        post(txn, now, &format!("un{delivered}"), &delivery(order, -1)).await?;
    }
    Ok(())
}

/// The delivery of an order is done: what was held for it is the producer's.
pub(super) async fn release_shipping(txn: &Txn, now: DateTime<Utc>, order: &order::Model) -> Result<()> {
    post(txn, now, &format!("delivered:{}", order.id), &delivery(order, 1)).await
}

fn posting(order: &order::Model, account: LedgerAccount, amount: i64) -> Posting {
    Posting {
        account,
        producer_id: order.producer_id,
        order_id: order.id,
        amount: Vnd::new(amount),
        custody: Custody::Operator,
    }
}

fn delivery(order: &order::Model, sign: i64) -> Vec<Posting> {
    let fee = sign * order.shipping.dong();
    vec![
        posting(order, LedgerAccount::Shipping, -fee),
        posting(order, LedgerAccount::Producer, fee),
    ]
}

fn settlement(order: &order::Model, sign: i64) -> Vec<Posting> {
    let line = |account, amount: i64| posting(order, account, sign * amount);
    let (commission, shipping) = (order.commission.dong(), order.shipping.dong());
    let subsidy = order.subsidy.dong();
    vec![
        line(LedgerAccount::Producer, subsidy - commission - shipping),
        line(LedgerAccount::Commission, commission),
        line(LedgerAccount::Shipping, shipping),
        line(LedgerAccount::Subsidy, -subsidy),
    ]
}
