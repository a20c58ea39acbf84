//! A buyer's bank takes money back. As long as it is undecided, nothing of the payment's orders is paid out;
//! when it is lost, the money counts as gone back, in the ledger like any refund.

use chrono::{DateTime, Utc};
use entity::{Vnd, dispute, order, payment, payment_part};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, TryInsertResult};

use super::letters::{self, LOST};
use crate::orders::{self, Event};
use crate::payments;
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Error, Result};
use foundation::mail;

/// What is told of a dispute.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told<'a> {
    /// The company's number of the dispute.
    pub id: &'a str,
    /// The company's number of the payment.
    pub intent: &'a str,
    /// How much.
    pub amount: i64,
    /// In which currency.
    pub currency: &'a str,
    /// As the company says.
    pub status: &'a str,
    /// Whether it is over.
    pub closed: bool,
}

/// Writes down what is told of a dispute; says in a few words what came of it.
pub(super) async fn told(db: &Db, now: DateTime<Utc>, told: &Told<'_>) -> Result<&'static str> {
    retried(|| once(db, now, told)).await
}

async fn once(db: &Db, now: DateTime<Utc>, told: &Told<'_>) -> Result<&'static str> {
    let txn = write_txn(db).await?;
    let Some(payment) = payments::by_intent(&txn, told.intent).await? else {
        return Ok("a dispute about no payment of ours");
    };
    if told.currency != "vnd" || told.amount < 0 {
        return Ok("a dispute in another currency");
    }
    // First in line at the payment, as whoever moves its money.
    payments::lock(&txn, now, payment.id).await?;
    let row = dispute::ActiveModel {
        payment_id: Set(payment.id),
        provider_ref: Set(told.id.to_owned()),
        amount: Set(Vnd::new(told.amount)),
        status: Set(told.status.to_owned()),
        opened_at: Set(now),
        closed_at: Set(None),
        ..Default::default()
    };
    let inserted = dispute::Entity::insert(row)
        .on_conflict(
            OnConflict::column(dispute::Column::ProviderRef)
                .do_nothing()
                .to_owned(),
        )
        .try_insert()
        .exec(&txn)
        .await?;
    let opened = matches!(inserted, TryInsertResult::Inserted(_));
    // What is over stays over, whatever comes late: notices are not told in their order.
    let mut update = dispute::Entity::update_many()
        .col_expr(dispute::Column::Status, Expr::value(told.status))
        .filter(dispute::Column::ProviderRef.eq(told.id))
        .filter(dispute::Column::ClosedAt.is_null());
    if told.closed {
        update = update.col_expr(dispute::Column::ClosedAt, Expr::value(Some(now)));
    }
    let moved = update.exec_with_returning(&txn).await?.into_iter().next();
    let over = moved.filter(|_| told.closed);
    if opened {
        record(&txn, now, &payment, "dispute", Vnd::new(told.amount).to_string()).await?;
    }
    if let Some(dispute) = &over {
        record(&txn, now, &payment, "dispute_closed", told.status.to_owned()).await?;
        tell(&txn, now, &payment, dispute).await?;
        if told.status == LOST {
            lose(&txn, now, &payment, told).await?;
        }
    } else if opened {
        let dispute = dispute::Entity::find()
            .filter(dispute::Column::ProviderRef.eq(told.id))
            .one(&txn)
            .await?
            .ok_or_else(|| Error::new("a dispute that went away"))?;
        tell(&txn, now, &payment, &dispute).await?;
    }
    txn.commit().await?;
    Ok(match (opened, over.is_some()) {
        (_, true) => "a dispute is over",
        (true, false) => "a dispute begins",
        (false, false) => "a dispute goes on",
    })
}

/// Tells the buyer and the producers, by mail, with what of each order is in dispute.
async fn tell(
    txn: &Txn,
    now: DateTime<Utc>,
    payment: &payment::Model,
    dispute: &dispute::Model,
) -> Result<()> {
    let shares = shares(&payments::parts_of(txn, payment.id).await?, dispute.amount.dong());
    let orders = order::Entity::find()
        .filter(order::Column::Id.is_in(shares.iter().map(|(id, _)| *id)))
        .all(txn)
        .await?;
    let concerned: Vec<(order::Model, Vnd)> = shares
        .iter()
        .filter_map(|(id, amount)| Some((orders.iter().find(|order| order.id == *id)?.clone(), *amount)))
        .collect();
    let letters = letters::dispute_letters(txn, dispute, &concerned).await?;
    mail::put(txn, now, letters).await
}

/// What a disputed amount takes from each order, in their places, as far as anything is left of it.
fn shares(parts: &[payment_part::Model], amount: i64) -> Vec<(i64, Vnd)> {
    let mut rest = amount;
    let mut shares = Vec::new();
    for part in parts {
        let taken = Ord::min(rest, part.received.dong() - part.refunded.dong());
        if taken > 0 {
            rest -= taken;
            shares.push((part.order_id, Vnd::new(taken)));
        }
    }
    shares
}

async fn record(
    txn: &Txn,
    now: DateTime<Utc>,
    payment: &payment::Model,
    kind: &str,
    note: String,
) -> Result<()> {
    let parts = payments::parts_of(txn, payment.id).await?;
    let events: Vec<Event<'_>> = parts
        .iter()
        .map(|part| Event {
            order_id: part.order_id,
            kind,
            moved: None,
            actor: "system",
            note: Some(note.clone()),
        })
        .collect();
    orders::record(txn, now, &events).await
}

/// The buyer's bank has taken the money: what is left of the orders is given back in the books, in their places,
/// and no job sends anything.
async fn lose(txn: &Txn, now: DateTime<Utc>, payment: &payment::Model, told: &Told<'_>) -> Result<()> {
    for (order_id, taken) in shares(&payments::parts_of(txn, payment.id).await?, told.amount) {
        let key = format!("dispute:{}:{order_id}", told.id);
        let given = payments::give_back(txn, now, order_id, taken, &key, ("dispute", "system")).await?;
        let Ok(refund) = given else {
            return Err(Error::new("a lost dispute about more than came in"));
        };
        payments::finish_refund(txn, now, refund.id, Some(told.id.to_owned())).await?;
    }
    Ok(())
}
