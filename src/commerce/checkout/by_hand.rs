//! What a person says about money that no machine tells: a refund was sent, a line of the statement is nothing of
//! ours. Everything begins at the producer whose it is.

use chrono::{DateTime, Utc};
use entity::{BankLineState, PaymentMethod, RefundStatus, bank_line, producer_setting, refund};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;

use crate::orders::{self, Event};
use crate::payments;
use crate::payments::statement::plain_account;
use foundation::audit::{self, Act};
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Result};

/// Why a refund is not marked as sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SentRefusal {
    /// The order has no such refund.
    NoRefund,
    /// The card company sends it and says so itself.
    ByCard,
    /// It was sent or has failed already.
    Over,
}

/// The producer has sent a refund back to the buyer. Saying it twice says it once.
pub async fn refund_sent(
    db: &Db,
    now: DateTime<Utc>,
    (order_id, refund_id): (i64, i64),
    actor: &str,
) -> Answer<(), SentRefusal> {
    retried(|| sent_once(db, now, (order_id, refund_id), actor)).await
}

async fn sent_once(
    db: &Db,
    now: DateTime<Utc>,
    (order_id, refund_id): (i64, i64),
    actor: &str,
) -> Answer<(), SentRefusal> {
    let txn = write_txn(db).await?;
    let found = refund::Entity::find_by_id(refund_id)
        .filter(refund::Column::OrderId.eq(order_id))
        .one(&txn)
        .await?;
    let Some(refund) = found else {
        return Ok(Err(SentRefusal::NoRefund));
    };
    let payment = payments::payment(&txn, refund.payment_id).await?;
    if payment.is_none_or(|payment| payment.method == PaymentMethod::Card) {
        return Ok(Err(SentRefusal::ByCard));
    }
    payments::lock(&txn, now, refund.payment_id).await?;
    if !payments::finish_refund(&txn, now, refund_id, None).await? {
        return Ok(Err(SentRefusal::Over));
    }
    let event = Event {
        order_id,
        kind: "refunded",
        moved: None,
        actor,
        note: Some(refund.amount.to_string()),
    };
    orders::record(&txn, now, &[event]).await?;
    let act = Act {
        actor,
        action: "refund.sent",
        subject_kind: "order",
        subject_id: Some(order_id),
        before: Some(json!({"refund": refund_id, "status": RefundStatus::Asked.word()})),
        after: Some(
            json!({"refund": refund_id, "status": RefundStatus::Done.word(), "amount": refund.amount.dong()}),
        ),
        reason: None,
    };
    audit::record(&txn, now, act).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

/// The account on which a producer gets transfers, as lines of statements name it.
pub async fn account_of(db: &impl ConnectionTrait, producer_id: i64) -> Result<Option<String>> {
    let setting = producer_setting::Entity::find_by_id(producer_id).one(db).await?;
    Ok(setting
        .and_then(|setting| setting.bank_account)
        .map(|account| plain_account(&account))
        .filter(|account| !account.is_empty()))
}

/// Lines of a producer's own account in a state, newest first.
pub async fn own_lines(
    db: &impl ConnectionTrait,
    producer_id: i64,
    state: BankLineState,
    most: u64,
) -> Result<Vec<bank_line::Model>> {
    let Some(account) = account_of(db, producer_id).await? else {
        return Ok(Vec::new());
    };
    Ok(bank_line::Entity::find()
        .filter(bank_line::Column::Account.eq(account))
        .filter(bank_line::Column::State.eq(state))
        .order_by_desc(bank_line::Column::BookedAt)
        .order_by_desc(bank_line::Column::Id)
        .limit(most)
        .all(db)
        .await?)
}

/// A line of a producer's own account.
pub async fn own_line(
    db: &impl ConnectionTrait,
    producer_id: i64,
    line_id: i64,
) -> Result<Option<bank_line::Model>> {
    let Some(account) = account_of(db, producer_id).await? else {
        return Ok(None);
    };
    Ok(bank_line::Entity::find_by_id(line_id)
        .filter(bank_line::Column::Account.eq(account))
        .one(db)
        .await?)
}

/// Puts a line of a producer's own account aside, or takes it out again. Says whether it moved; nothing where the
/// account has no such line.
pub async fn set_aside(
    db: &Db,
    now: DateTime<Utc>,
    (producer_id, line_id): (i64, i64),
    aside: bool,
    actor: &str,
) -> Result<Option<bool>> {
    retried(|| aside_once(db, now, (producer_id, line_id), aside, actor)).await
}

async fn aside_once(
    db: &Db,
    now: DateTime<Utc>,
    (producer_id, line_id): (i64, i64),
    aside: bool,
    actor: &str,
) -> Result<Option<bool>> {
    let txn = write_txn(db).await?;
    if own_line(&txn, producer_id, line_id).await?.is_none() {
        return Ok(None);
    }
    let moved = turn(&txn, now, line_id, aside, actor).await?;
    txn.commit().await?;
    Ok(Some(moved))
}

/// The office puts a line of any account aside, or takes it out again. Says whether it moved.
pub async fn put_aside(db: &Db, now: DateTime<Utc>, line_id: i64, aside: bool, actor: &str) -> Result<bool> {
    retried(|| async {
        let txn = write_txn(db).await?;
        let moved = turn(&txn, now, line_id, aside, actor).await?;
        txn.commit().await?;
        Ok(moved)
    })
    .await
}

async fn turn(txn: &Txn, now: DateTime<Utc>, line_id: i64, aside: bool, actor: &str) -> Result<bool> {
    let (from, to) = if aside {
        (BankLineState::Unmatched, BankLineState::Ignored)
    } else {
        (BankLineState::Ignored, BankLineState::Unmatched)
    };
    let moved = bank_line::Entity::update_many()
        .col_expr(bank_line::Column::State, Expr::value(to))
        .filter(bank_line::Column::Id.eq(line_id))
        .filter(bank_line::Column::State.eq(from))
        .exec(txn)
        .await?
        .rows_affected
        == 1;
    if moved {
        let act = Act {
            actor,
            action: "bank_line.aside",
            subject_kind: "bank_line",
            subject_id: Some(line_id),
            before: Some(json!({"state": from.word()})),
            after: Some(json!({"state": to.word()})),
            reason: None,
        };
        audit::record(txn, now, act).await?;
    }
    Ok(moved)
}
