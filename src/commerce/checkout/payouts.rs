//! What the operator owes producers of the money it collected, and paying it on. A payout claims lines of the
//! ledger by their keys, each line once; its amount is their sum and nothing else.

use chrono::{DateTime, Utc};
use entity::{Custody, LedgerAccount, PayoutStatus, Vnd, ledger_entry, payout};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Statement,
};
use serde_json::json;

use foundation::audit::{self, Act};
use foundation::kernel::db::{Db, retried, write_txn};
use foundation::kernel::error::{Answer, Error, Result};

/// Lines claimed by one statement: what a database binds has its limits.
const AT_ONCE: usize = 1_000;

/// What makes a line (`l`, of order `o`) one that a payout may claim: no payout has it, and its order is delivered and
/// undisputed, or it is a debt of an order that ended otherwise after it had been paid out. Money of an order that was
/// called off is the buyer's until it has gone back, so a credit there is nobody's earning.
const CLAIMABLE: &str = "FROM ledger_entries l \
    JOIN orders o ON o.id = l.order_id \
    WHERE l.account = 'producer' AND l.custody = 'operator' AND l.payout_id IS NULL \
      AND NOT EXISTS (SELECT 1 FROM payment_parts pp JOIN disputes d ON d.payment_id = pp.payment_id \
                      WHERE pp.order_id = o.id AND d.closed_at IS NULL) \
      AND (o.status = 'delivered' \
           OR (o.status IN ('cancelled', 'refused', 'returned') \
               AND (SELECT SUM(u.amount) FROM ledger_entries u \
                    WHERE u.order_id = o.id AND u.account = 'producer' AND u.custody = 'operator' \
                      AND u.payout_id IS NULL) < 0))";

#[derive(Debug, FromQueryResult)]
struct Line {
    id: i64,
    amount: i64,
}

/// Why nothing is paid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayoutRefusal {
    /// Nothing is owed.
    Nothing,
    /// The producer owes this much: commissions and money that went back are more than what came in.
    Owes(Vnd),
}

async fn claimable(db: &impl ConnectionTrait, producer_id: i64) -> Result<Vec<Line>> {
    let backend = db.get_database_backend();
    let sql =
        format!("SELECT l.id AS id, l.amount AS amount {CLAIMABLE} AND l.producer_id = $1 ORDER BY l.id");
    let statement = Statement::from_sql_and_values(backend, sql, [producer_id.into()]);
    Ok(Line::find_by_statement(statement).all(db).await?)
}

fn sum(lines: &[Line]) -> Result<Vnd> {
    lines
        .iter()
        .try_fold(Vnd::ZERO, |sum, line| sum.plus(Vnd::new(line.amount)))
        .map_err(|error| Error::because("adding up a balance", error))
}

/// What a payout would pay a producer now; negative when the producer owes.
pub async fn balance(db: &impl ConnectionTrait, producer_id: i64) -> Result<Vnd> {
    sum(&claimable(db, producer_id).await?)
}

#[derive(Debug, FromQueryResult)]
struct Owed {
    producer_id: i64,
    amount: i64,
}

/// What the operator collected for producers and has not paid on, the largest first. Orders that are still under way are
/// in it: what of it is due, [`make_payout`] works out.
pub async fn unpaid(db: &impl ConnectionTrait, most: u64) -> Result<Vec<(i64, Vnd)>> {
    let sql = "SELECT producer_id, CAST(SUM(amount) AS BIGINT) AS amount FROM ledger_entries \
         WHERE account = 'producer' AND custody = 'operator' AND payout_id IS NULL AND producer_id IS NOT NULL \
         GROUP BY producer_id HAVING SUM(amount) > 0 ORDER BY 2 DESC, 1 LIMIT $1";
    let backend = db.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, sql, [most.into()]);
    let rows = Owed::find_by_statement(statement).all(db).await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.producer_id, Vnd::new(row.amount)))
        .collect())
}

/// How often a payout that lost a line to another one is worked out anew.
const TRIES: u32 = 8;

/// Pays out what is owed: claims the lines, for the bank to be told next. Two at once pay it once.
pub async fn make_payout(
    db: &Db,
    now: DateTime<Utc>,
    producer_id: i64,
    actor: &str,
) -> Answer<payout::Model, PayoutRefusal> {
    for _ in 0..TRIES {
        if let Some(answer) = retried(|| once(db, now, producer_id, actor)).await? {
            return Ok(answer);
        }
        // Another payout was faster with one of the lines: what is left is worked out anew.
    }
    Err(Error::new("payouts that get in each other's way"))
}

async fn once(
    db: &Db,
    now: DateTime<Utc>,
    producer_id: i64,
    actor: &str,
) -> Result<Option<std::result::Result<payout::Model, PayoutRefusal>>> {
    let txn = write_txn(db).await?;
    let lines = claimable(&txn, producer_id).await?;
    let amount = sum(&lines)?;
    if amount == Vnd::ZERO {
        return Ok(Some(Err(PayoutRefusal::Nothing)));
    }
    if amount < Vnd::ZERO {
        return Ok(Some(Err(PayoutRefusal::Owes(Vnd::new(-amount.dong())))));
    }
    let row = payout::ActiveModel {
        producer_id: Set(producer_id),
        amount: Set(amount),
        status: Set(PayoutStatus::Claimed),
        actor: Set(actor.to_owned()),
        created_at: Set(now),
        paid_at: Set(None),
        ..Default::default()
    };
    let payout = payout::Entity::insert(row).exec_with_returning(&txn).await?;
    for some in lines.chunks(AT_ONCE) {
        let claimed = ledger_entry::Entity::update_many()
            .col_expr(ledger_entry::Column::PayoutId, Expr::value(Some(payout.id)))
            .filter(ledger_entry::Column::Id.is_in(some.iter().map(|line| line.id)))
            .filter(ledger_entry::Column::Account.eq(LedgerAccount::Producer))
            .filter(ledger_entry::Column::Custody.eq(Custody::Operator))
            .filter(ledger_entry::Column::PayoutId.is_null())
            .exec(&txn)
            .await?;
        if claimed.rows_affected != some.len() as u64 {
            txn.rollback().await?;
            return Ok(None);
        }
    }
    let act = Act {
        actor,
        action: "payout.make",
        subject_kind: "payout",
        subject_id: Some(payout.id),
        before: None,
        after: Some(json!({"producer": producer_id, "amount": amount.dong(), "lines": lines.len()})),
        reason: None,
    };
    audit::record(&txn, now, act).await?;
    txn.commit().await?;
    Ok(Some(Ok(payout)))
}

/// The bank has done it. Says whether it was this call that wrote it down.
pub async fn mark_paid(db: &Db, now: DateTime<Utc>, payout_id: i64, actor: &str) -> Result<bool> {
    retried(|| paid_once(db, now, payout_id, actor)).await
}

async fn paid_once(db: &Db, now: DateTime<Utc>, payout_id: i64, actor: &str) -> Result<bool> {
    let txn = write_txn(db).await?;
    let paid = payout::Entity::update_many()
        .col_expr(payout::Column::Status, Expr::value(PayoutStatus::Paid))
        .col_expr(payout::Column::PaidAt, Expr::value(Some(now)))
        .filter(payout::Column::Id.eq(payout_id))
        .filter(payout::Column::Status.eq(PayoutStatus::Claimed))
        .exec(&txn)
        .await?
        .rows_affected
        == 1;
    if paid {
        let act = Act {
            actor,
            action: "payout.paid",
            subject_kind: "payout",
            subject_id: Some(payout_id),
            before: Some(json!({"status": PayoutStatus::Claimed.word()})),
            after: Some(json!({"status": PayoutStatus::Paid.word()})),
            reason: None,
        };
        audit::record(&txn, now, act).await?;
        txn.commit().await?;
    }
    Ok(paid)
}

/// Payouts of everybody, those first that have to be sent, then newest first.
pub async fn payouts(db: &impl ConnectionTrait, most: u64) -> Result<Vec<payout::Model>> {
    Ok(payout::Entity::find()
        .order_by_asc(payout::Column::Status)
        .order_by_desc(payout::Column::Id)
        .limit(most)
        .all(db)
        .await?)
}

/// The payouts of a producer, newest first.
pub async fn payouts_of(
    db: &impl ConnectionTrait,
    producer_id: i64,
    most: u64,
) -> Result<Vec<payout::Model>> {
    Ok(payout::Entity::find()
        .filter(payout::Column::ProducerId.eq(producer_id))
        .order_by_desc(payout::Column::Id)
        .limit(most)
        .all(db)
        .await?)
}
