//! Payments: expecting and receiving. Each change is a guarded update with its receipt in the same transaction,
//! and its line in the ledger.

use chrono::{DateTime, Utc};
use entity::{
    Custody, LedgerAccount, PaymentMethod, PaymentStatus, Vnd, order, payment, payment_part, receipt,
};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, TryInsertResult,
};

use super::book::{Posting, post};
use foundation::kernel::db::Txn;
use foundation::kernel::error::{Error, Result};

/// Who has the money that comes by a method.
pub(super) const fn custody(method: PaymentMethod) -> Custody {
    match method {
        PaymentMethod::Cod | PaymentMethod::BankTransfer => Custody::Producer,
        PaymentMethod::Card => Custody::Operator,
    }
}

/// A payment to be expected.
#[derive(Clone, Debug)]
pub struct Expected {
    /// Memo of a transfer, or our reference with the card company.
    pub reference: String,
    /// The account it goes to, for a transfer: BIN, number, holder.
    pub account: Option<(String, String, String)>,
    /// Orders with what each is to get.
    pub shares: Vec<(i64, Vnd)>,
    /// Wanted until.
    pub expires_at: Option<DateTime<Utc>>,
}

/// Expects payments of a purchase.
pub async fn expect(
    txn: &Txn,
    now: DateTime<Utc>,
    purchase_id: i64,
    method: PaymentMethod,
    expected: &[Expected],
) -> Result<()> {
    let mut rows = Vec::with_capacity(expected.len());
    for one in expected {
        let amount = one
            .shares
            .iter()
            .try_fold(Vnd::ZERO, |sum, (_, share)| sum.plus(*share))
            .map_err(|error| Error::because("adding up a payment", error))?;
        let (bank_bin, bank_account, bank_holder) = match &one.account {
            Some((bin, account, holder)) => (Some(bin.clone()), Some(account.clone()), Some(holder.clone())),
            None => (None, None, None),
        };
        rows.push(payment::ActiveModel {
            purchase_id: Set(purchase_id),
            method: Set(method),
            reference: Set(one.reference.clone()),
            bank_bin: Set(bank_bin),
            bank_account: Set(bank_account),
            bank_holder: Set(bank_holder),
            amount: Set(amount),
            received: Set(Vnd::ZERO),
            refunded: Set(Vnd::ZERO),
            status: Set(if amount == Vnd::ZERO {
                PaymentStatus::Paid
            } else {
                PaymentStatus::Pending
            }),
            expires_at: Set(one.expires_at),
            created_at: Set(now),
            updated_at: Set(now),
            ..Default::default()
        });
    }
    let made = payment::Entity::insert_many(rows)
        .exec_with_returning(txn)
        .await?;
    let mut parts = Vec::new();
    for one in expected {
        let payment = made
            .iter()
            .find(|payment| payment.reference == one.reference)
            .ok_or_else(|| Error::new("a payment that was just made is not there"))?;
        parts.extend(
            one.shares
                .iter()
                .map(|(order_id, share)| payment_part::ActiveModel {
                    payment_id: Set(payment.id),
                    order_id: Set(*order_id),
                    amount: Set(*share),
                    received: Set(Vnd::ZERO),
                    refunded: Set(Vnd::ZERO),
                }),
        );
    }
    payment_part::Entity::insert_many(parts)
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

/// Locks a payment's row until the transaction ends: whoever moves an order and its money begins here, so
/// that nobody waits for somebody who waits for him.
pub async fn lock(txn: &Txn, now: DateTime<Utc>, payment_id: i64) -> Result<()> {
    payment::Entity::update_many()
        .col_expr(payment::Column::UpdatedAt, Expr::value(now))
        .filter(payment::Column::Id.eq(payment_id))
        .exec(txn)
        .await?;
    Ok(())
}

/// What an order got.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// The order.
    pub order: order::Model,
    /// What it was to get.
    pub amount: Vnd,
    /// What it has got by now.
    pub received: Vnd,
    /// What of it went back.
    pub refunded: Vnd,
}

/// What came of a receipt.
#[derive(Clone, Debug, PartialEq)]
pub enum Received {
    /// It was written down; the payment and its orders now.
    Now(Box<payment::Model>, Vec<Share>),
    /// It was written down before.
    Before,
}

/// Writes down money that came in. `source` names what told it (`bank:12`); the same one counts once. The
/// payment's row is locked first, so receipts of one payment stand in line.
pub async fn receive(
    txn: &Txn,
    now: DateTime<Utc>,
    payment_id: i64,
    amount: Vnd,
    source: &str,
) -> Result<Received> {
    let taken = payment::Entity::update_many()
        .col_expr(
            payment::Column::Received,
            Expr::col(payment::Column::Received).add(amount.dong()),
        )
        .col_expr(payment::Column::UpdatedAt, Expr::value(now))
        .filter(payment::Column::Id.eq(payment_id))
        .exec_with_returning(txn)
        .await?
        .into_iter()
        .next()
        .ok_or_else(|| Error::new(format!("there is no payment {payment_id}")))?;
    let row = receipt::ActiveModel {
        payment_id: Set(payment_id),
        source: Set(source.to_owned()),
        amount: Set(amount),
        at: Set(now),
        ..Default::default()
    };
    let inserted = receipt::Entity::insert(row)
        .on_conflict(
            OnConflict::column(receipt::Column::Source)
                .do_nothing()
                .to_owned(),
        )
        .try_insert()
        .exec(txn)
        .await?;
    let TryInsertResult::Inserted(inserted) = inserted else {
        // Told before: take back what was added above.
        payment::Entity::update_many()
            .col_expr(
                payment::Column::Received,
                Expr::col(payment::Column::Received).sub(amount.dong()),
            )
            .filter(payment::Column::Id.eq(payment_id))
            .exec(txn)
            .await?;
        return Ok(Received::Before);
    };
    let receipt_id = inserted.last_insert_id;
    let status = standing(&taken);
    payment::Entity::update_many()
        .col_expr(payment::Column::Status, Expr::value(status))
        .filter(payment::Column::Id.eq(payment_id))
        .exec(txn)
        .await?;
    let shares = share_out(txn, now, &taken, amount, &format!("receipt:{receipt_id}")).await?;
    Ok(Received::Now(
        Box::new(payment::Model { status, ..taken }),
        shares,
    ))
}

/// Where a payment stands, by its amounts.
fn standing(payment: &payment::Model) -> PaymentStatus {
    let (received, amount) = (payment.received, payment.amount);
    if payment.status == PaymentStatus::Cancelled {
        return PaymentStatus::Cancelled;
    }
    match Ord::cmp(&received, &amount) {
        std::cmp::Ordering::Equal => PaymentStatus::Paid,
        std::cmp::Ordering::Greater => PaymentStatus::Over,
        std::cmp::Ordering::Less if received > Vnd::ZERO => PaymentStatus::Partial,
        std::cmp::Ordering::Less => PaymentStatus::Pending,
    }
}

/// Gives each order of a payment its share of what came in, in their places, and what is too much to the last.
async fn share_out(
    txn: &Txn,
    now: DateTime<Utc>,
    payment: &payment::Model,
    amount: Vnd,
    source: &str,
) -> Result<Vec<Share>> {
    let parts = payment_part::Entity::find()
        .filter(payment_part::Column::PaymentId.eq(payment.id))
        .order_by_asc(payment_part::Column::OrderId)
        .all(txn)
        .await?;
    let orders = order::Entity::find()
        .filter(order::Column::Id.is_in(parts.iter().map(|part| part.order_id)))
        .all(txn)
        .await?;
    let mut rest = amount.dong();
    let mut shares = Vec::with_capacity(parts.len());
    let mut postings = Vec::new();
    let last = parts.len().saturating_sub(1);
    for (index, part) in parts.iter().enumerate() {
        let order = orders
            .iter()
            .find(|order| order.id == part.order_id)
            .ok_or_else(|| Error::new("a payment for an order that is not there"))?;
        let open = Ord::max(part.amount.dong() - part.received.dong(), 0);
        let given = if index == last { rest } else { Ord::min(open, rest) };
        rest -= given;
        if given > 0 {
            payment_part::Entity::update_many()
                .col_expr(
                    payment_part::Column::Received,
                    Expr::col(payment_part::Column::Received).add(given),
                )
                .filter(payment_part::Column::OrderId.eq(part.order_id))
                .exec(txn)
                .await?;
            postings.push(Posting {
                account: LedgerAccount::Producer,
                producer_id: order.producer_id,
                order_id: order.id,
                amount: Vnd::new(given),
                custody: custody(payment.method),
            });
        }
        shares.push(Share {
            order: order.clone(),
            amount: part.amount,
            received: Vnd::new(part.received.dong() + given),
            refunded: part.refunded,
        });
    }
    post(txn, now, source, &postings).await?;
    Ok(shares)
}

/// Expects nothing more for an order: of a payment none of whose orders is wanted any more.
pub async fn cancel_rest(txn: &Txn, now: DateTime<Utc>, payment_id: i64) -> Result<()> {
    payment::Entity::update_many()
        .col_expr(payment::Column::Status, Expr::value(PaymentStatus::Cancelled))
        .col_expr(payment::Column::UpdatedAt, Expr::value(now))
        .filter(payment::Column::Id.eq(payment_id))
        .filter(payment::Column::Status.is_in([PaymentStatus::Pending, PaymentStatus::Partial]))
        .exec(txn)
        .await?;
    Ok(())
}
