//! Calling an order off before it is under way: goods are let go or come back, money that came goes back.

use chrono::{DateTime, Utc};
use entity::{OrderStatus, order, payment_part, purchase};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{letters, refunds, settle};
use crate::orders::{self, Event, Moved};
use crate::payments;
use domain::inventory;
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Error, Result};
use foundation::{mail, publication};

/// Who calls off, and with which right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The buyer, before it is made ready.
    Buyer,
    /// The producer or the operator, before it is under way.
    Seller,
    /// Time: nobody paid or confirmed.
    Expiry,
}

/// Why it is not called off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CancelRefusal {
    /// It stands too far for that, or has ended already.
    StandsAt(OrderStatus),
}

/// Calls an order off, as its own operation. Doing it twice does it once.
pub async fn cancel(
    db: &Db,
    now: DateTime<Utc>,
    order_id: i64,
    by: By,
    (actor, reason): (&str, Option<&str>),
) -> Answer<(), CancelRefusal> {
    retried(|| once(db, now, order_id, by, (actor, reason))).await
}

async fn once(
    db: &Db,
    now: DateTime<Utc>,
    order_id: i64,
    by: By,
    why: (&str, Option<&str>),
) -> Answer<(), CancelRefusal> {
    let txn = write_txn(db).await?;
    match within(&txn, now, order_id, by, why).await? {
        Ok(()) => {
            txn.commit().await?;
            Ok(Ok(()))
        }
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// Calls an order off within a transaction.
pub(super) async fn within(
    txn: &Txn,
    now: DateTime<Utc>,
    order_id: i64,
    by: By,
    (actor, reason): (&str, Option<&str>),
) -> Answer<(), CancelRefusal> {
    let allowed: &[OrderStatus] = match by {
        By::Buyer => &[
            OrderStatus::AwaitingPayment,
            OrderStatus::AwaitingConfirmation,
            OrderStatus::Confirmed,
        ],
        By::Seller => &[
            OrderStatus::AwaitingPayment,
            OrderStatus::AwaitingConfirmation,
            OrderStatus::Confirmed,
            OrderStatus::Packed,
        ],
        By::Expiry => &[OrderStatus::AwaitingPayment, OrderStatus::AwaitingConfirmation],
    };
    let part = payment_part::Entity::find()
        .filter(payment_part::Column::OrderId.eq(order_id))
        .one(txn)
        .await?;
    // The payment first, as when money comes in: both stand in line at its row.
    if let Some(part) = &part {
        payments::lock(txn, now, part.payment_id).await?;
    }
    let event = Event {
        order_id,
        kind: if by == By::Expiry { "expired" } else { "cancelled" },
        moved: None,
        actor,
        note: reason.map(str::to_owned),
    };
    let order = match orders::advance(txn, now, order_id, allowed, OrderStatus::Cancelled, event).await? {
        Moved::Now(order) => order,
        Moved::StoodAt(status) => return Ok(Err(CancelRefusal::StandsAt(status))),
    };
    give_up(txn, now, &order, actor).await?;
    if let Some(part) = part {
        settle_payment(txn, now, part.payment_id).await?;
    }
    let purchase = purchase::Entity::find_by_id(order.purchase_id)
        .one(txn)
        .await?
        .ok_or_else(|| Error::new("an order without its purchase"))?;
    mail::put(
        txn,
        now,
        letters::order_letter(&purchase, &order, "order_cancelled"),
    )
    .await?;
    Ok(Ok(()))
}

/// What every order that ends without a sale does: goods let go or brought back, bookings taken back, money
/// returned.
pub(super) async fn give_up(txn: &Txn, now: DateTime<Utc>, order: &order::Model, actor: &str) -> Result<()> {
    let lines = orders::lines_of(txn, order.id).await?;
    let mut turned = inventory::let_go(txn, now, &lines, actor).await?.turned;
    turned.extend(inventory::bring_back(txn, now, &lines, actor).await?.turned);
    publication::touch_products(txn, now, &turned).await?;
    settle::unbook(txn, now, order).await?;
    refunds::ask_rest(txn, now, order, ("cancelled", actor)).await
}

/// A payment none of whose orders is wanted any more waits for nothing.
async fn settle_payment(txn: &Txn, now: DateTime<Utc>, payment_id: i64) -> Result<()> {
    let parts = payments::parts_of(txn, payment_id).await?;
    let open = order::Entity::find()
        .filter(order::Column::Id.is_in(parts.iter().map(|part| part.order_id)))
        .all(txn)
        .await?
        .iter()
        .any(|order| !order.status.is_called_off());
    if !open {
        payments::cancel_rest(txn, now, payment_id).await?;
    }
    Ok(())
}
