//! Giving money back: a guarded update of what an order got, with the refund and its line in the ledger.

use chrono::{DateTime, Utc};
use entity::{LedgerAccount, PaymentMethod, RefundStatus, Vnd, order, payment, payment_part, refund};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter};

use super::book::{Posting, post};
use super::money::custody;
use foundation::kernel::db::Txn;
use foundation::kernel::error::{Answer, Error, Result};

/// Why money does not go back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GiveBackRefusal {
    /// More than is left of what came in.
    MoreThanReceived(Vnd),
    /// Nothing, or less than nothing.
    NotPositive,
}

/// Gives back part of what came in for an order: writes the refund, and the job or the person that sends the
/// money comes after. The same key gives back once. Two at the same time stand in line at the part's row.
pub async fn give_back(
    txn: &Txn,
    now: DateTime<Utc>,
    order_id: i64,
    amount: Vnd,
    key: &str,
    (reason, actor): (&str, &str),
) -> Answer<refund::Model, GiveBackRefusal> {
    let known = refund::Entity::find()
        .filter(refund::Column::IdempotencyKey.eq(key))
        .one(txn)
        .await?;
    if let Some(known) = known {
        return Ok(Ok(known));
    }
    if amount <= Vnd::ZERO {
        return Ok(Err(GiveBackRefusal::NotPositive));
    }
    let left = Expr::col(payment_part::Column::Received).sub(Expr::col(payment_part::Column::Refunded));
    let part = payment_part::Entity::update_many()
        .col_expr(
            payment_part::Column::Refunded,
            Expr::col(payment_part::Column::Refunded).add(amount.dong()),
        )
        .filter(payment_part::Column::OrderId.eq(order_id))
        .filter(left.gte(amount.dong()))
        .exec_with_returning(txn)
        .await?
        .into_iter()
        .next();
    let Some(part) = part else {
        let part = payment_part::Entity::find()
            .filter(payment_part::Column::OrderId.eq(order_id))
            .one(txn)
            .await?;
        let left = part.map_or(0, |part| part.received.dong() - part.refunded.dong());
        return Ok(Err(GiveBackRefusal::MoreThanReceived(Vnd::new(left))));
    };
    let payment = payment::Entity::update_many()
        .col_expr(
            payment::Column::Refunded,
            Expr::col(payment::Column::Refunded).add(amount.dong()),
        )
        .col_expr(payment::Column::UpdatedAt, Expr::value(now))
        .filter(payment::Column::Id.eq(part.payment_id))
        .exec_with_returning(txn)
        .await?
        .into_iter()
        .next()
        .ok_or_else(|| Error::new("a part of no payment"))?;
    let row = refund::ActiveModel {
        payment_id: Set(payment.id),
        order_id: Set(order_id),
        amount: Set(amount),
        idempotency_key: Set(key.to_owned()),
        reason: Set(reason.to_owned()),
        status: Set(RefundStatus::Asked),
        actor: Set(actor.to_owned()),
        created_at: Set(now),
        ..Default::default()
    };
    let refund = refund::Entity::insert(row).exec_with_returning(txn).await?;
    let posting = producers_line(txn, order_id, Vnd::new(-amount.dong()), payment.method).await?;
    post(txn, now, &format!("refund:{}", refund.id), &[posting]).await?;
    Ok(Ok(refund))
}

/// The money is gone.
pub async fn finish_refund(
    txn: &Txn,
    now: DateTime<Utc>,
    refund_id: i64,
    provider_ref: Option<String>,
) -> Result<bool> {
    let done = refund::Entity::update_many()
        .col_expr(refund::Column::Status, Expr::value(RefundStatus::Done))
        .col_expr(refund::Column::DoneAt, Expr::value(Some(now)))
        .col_expr(refund::Column::ProviderRef, Expr::value(provider_ref))
        .filter(refund::Column::Id.eq(refund_id))
        .filter(refund::Column::Status.eq(RefundStatus::Asked))
        .exec(txn)
        .await?;
    Ok(done.rows_affected == 1)
}

/// The card company refused, at once (`from` asked) or after it had said yes (`from` done): the money stays where
/// it was, and a person has to look.
pub async fn fail_refund(txn: &Txn, now: DateTime<Utc>, refund_id: i64, from: RefundStatus) -> Result<bool> {
    let failed = refund::Entity::update_many()
        .col_expr(refund::Column::Status, Expr::value(RefundStatus::Failed))
        .filter(refund::Column::Id.eq(refund_id))
        .filter(refund::Column::Status.eq(from))
        .exec_with_returning(txn)
        .await?
        .into_iter()
        .next();
    let Some(failed) = failed else {
        return Ok(false);
    };
    let amount = failed.amount.dong();
    payment_part::Entity::update_many()
        .col_expr(
            payment_part::Column::Refunded,
            Expr::col(payment_part::Column::Refunded).sub(amount),
        )
        .filter(payment_part::Column::OrderId.eq(failed.order_id))
        .exec(txn)
        .await?;
    let payment = payment::Entity::update_many()
        .col_expr(
            payment::Column::Refunded,
            Expr::col(payment::Column::Refunded).sub(amount),
        )
        .filter(payment::Column::Id.eq(failed.payment_id))
        .exec_with_returning(txn)
        .await?
        .into_iter()
        .next()
        .ok_or_else(|| Error::new("a refund of no payment"))?;
    let posting = producers_line(txn, failed.order_id, failed.amount, payment.method).await?;
    post(txn, now, &format!("refund_failed:{refund_id}"), &[posting]).await?;
    Ok(true)
}

async fn producers_line(txn: &Txn, order_id: i64, amount: Vnd, method: PaymentMethod) -> Result<Posting> {
    let order = order::Entity::find_by_id(order_id)
        .one(txn)
        .await?
        .ok_or_else(|| Error::new("money of an order that is not there"))?;
    Ok(Posting {
        account: LedgerAccount::Producer,
        producer_id: order.producer_id,
        order_id,
        amount,
        custody: custody(method),
    })
}
