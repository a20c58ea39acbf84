//! What a producer does with an order: confirm, pack, send, hand over; or learn that it was refused at the door
//! or came back.

use chrono::{DateTime, Utc};
use entity::{DeliveryMethod, OrderStatus, PaymentMethod, Vnd, order, purchase};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{cancel, letters, settle};
use crate::orders::{self, Event, Moved};
use crate::payments;
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Error};
use foundation::mail;

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The producer takes the order on (cash on delivery; it called the buyer first).
    Confirm,
    /// It is made ready.
    Pack,
    /// It is under way, or waits at the sales point: carrier and its number.
    Ship {
        /// Who carries it.
        carrier: Option<String>,
        /// The carrier's number.
        tracking: Option<String>,
    },
    /// It is with the buyer; cash on delivery is in the producer's hand.
    Deliver,
    /// The buyer did not take it.
    Refuse,
    /// The goods came back after delivery.
    TakeBack,
}

/// Why a step is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FulfilRefusal {
    /// It stands where that makes no sense, or somebody was faster.
    StandsAt(OrderStatus),
}

/// Takes a step, as its own operation. Doing it twice does it once.
pub async fn fulfil(
    db: &Db,
    now: DateTime<Utc>,
    order_id: i64,
    step: &Step,
    actor: &str,
) -> Answer<(), FulfilRefusal> {
    retried(|| once(db, now, order_id, step, actor)).await
}

async fn once(
    db: &Db,
    now: DateTime<Utc>,
    order_id: i64,
    step: &Step,
    actor: &str,
) -> Answer<(), FulfilRefusal> {
    let txn = write_txn(db).await?;
    match within(&txn, now, order_id, step, actor).await? {
        Ok(()) => {
            txn.commit().await?;
            Ok(Ok(()))
        }
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// Takes a step within a transaction.
pub(super) async fn within(
    txn: &Txn,
    now: DateTime<Utc>,
    order_id: i64,
    step: &Step,
    actor: &str,
) -> Answer<(), FulfilRefusal> {
    let before = order::Entity::find_by_id(order_id)
        .one(txn)
        .await?
        .ok_or_else(|| Error::new("a step of no order"))?;
    let purchase = purchase::Entity::find_by_id(before.purchase_id)
        .one(txn)
        .await?
        .ok_or_else(|| Error::new("an order without its purchase"))?;
    if *step == Step::Confirm {
        let awaits_word = before.status == OrderStatus::AwaitingConfirmation;
        if !awaits_word || !settle::confirm(txn, now, &before, actor).await? {
            return Ok(Err(FulfilRefusal::StandsAt(before.status)));
        }
        return Ok(Ok(()));
    }
    let payment = payments::of_order(txn, order_id).await?;
    if let Some(payment) = &payment {
        payments::lock(txn, now, payment.id).await?;
    }
    let (from, to, kind): (&[OrderStatus], OrderStatus, &str) = match step {
        Step::Confirm | Step::Pack => (&[OrderStatus::Confirmed], OrderStatus::Packed, "packed"),
        Step::Ship { .. } if before.delivery == DeliveryMethod::Pickup => (
            &[OrderStatus::Confirmed, OrderStatus::Packed],
            OrderStatus::Shipped,
            "ready",
        ),
        Step::Ship { .. } => (
            &[OrderStatus::Confirmed, OrderStatus::Packed],
            OrderStatus::Shipped,
            "shipped",
        ),
        Step::Deliver => (&[OrderStatus::Shipped], OrderStatus::Delivered, "delivered"),
        Step::Refuse => (&[OrderStatus::Shipped], OrderStatus::Refused, "refused"),
        Step::TakeBack => (&[OrderStatus::Delivered], OrderStatus::Returned, "returned"),
    };
    let event = Event {
        order_id,
        kind,
        moved: None,
        actor,
        note: match step {
            Step::Ship { carrier, tracking } => {
                let said: Vec<&str> = [carrier, tracking]
                    .into_iter()
                    .filter_map(Option::as_deref)
                    .collect();
                Some(said.join(" ")).filter(|said| !said.is_empty())
            }
            _ => None,
        },
    };
    let order = match orders::advance(txn, now, order_id, from, to, event).await? {
        Moved::Now(order) => order,
        Moved::StoodAt(status) => return Ok(Err(FulfilRefusal::StandsAt(status))),
    };
    match step {
        Step::Ship { carrier, tracking } => {
            order::Entity::update_many()
                .col_expr(order::Column::Carrier, Expr::value(carrier.clone()))
                .col_expr(order::Column::TrackingCode, Expr::value(tracking.clone()))
                .filter(order::Column::Id.eq(order_id))
                .exec(txn)
                .await?;
        }
        Step::Deliver => {
            if let Some(payment) = payment.filter(|payment| payment.method == PaymentMethod::Cod) {
                let open = payment.amount.dong() - payment.received.dong();
                if open > 0 {
                    let source = format!("cod:{order_id}");
                    settle::settle(txn, now, payment.id, Vnd::new(open), &source, actor).await?;
                }
            }
            settle::release_shipping(txn, now, &order).await?;
        }
        Step::Refuse | Step::TakeBack => {
            cancel::give_up(txn, now, &order, actor).await?;
            if let Some(payment) = payment {
                payments::cancel_rest(txn, now, payment.id).await?;
            }
        }
        Step::Confirm | Step::Pack => {}
    }
    let told = match step {
        Step::Ship { .. } => Some("order_shipped"),
        Step::Deliver => Some("order_delivered"),
        Step::Refuse => Some("order_refused"),
        _ => None,
    };
    if let Some(kind) = told {
        mail::put(txn, now, letters::order_letter(&purchase, &order, kind)).await?;
    }
    Ok(Ok(()))
}
