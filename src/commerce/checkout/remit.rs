//! Cash on delivery that a carrier hands over: its list is compared with the producer's own orders, and what does not
//! fit stays open until somebody says why it is settled.
//!
//! The books move once an order, when it is delivered (`cod:{order}`). A batch moves them only by delivering what is
//! still under way and was collected in full; for all else it is a comparison on top.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use entity::{
    OrderStatus, PaymentMethod, RemittanceState, Vnd, order, payment, payment_part, producer, receipt,
    remittance, remittance_line,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;

use super::fulfil::{self, Step};
use crate::orders::number;
use foundation::audit::{self, Act};
use foundation::kernel::db::{Db, Txn, is_duplicate, retried, write_txn};
use foundation::kernel::error::{Answer, Error, Result};
use foundation::kernel::fold::fold;

/// Lines of one batch.
pub const MOST_LINES: usize = 500;

/// A line as the carrier gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedLine {
    /// The order's number as typed.
    pub number: String,
    /// What was collected.
    pub collected: Vnd,
    /// What the carrier kept of it.
    pub fee: Vnd,
}

/// A batch as the carrier gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handed {
    /// Who carried.
    pub carrier: String,
    /// The carrier's number of the batch.
    pub batch: String,
    /// The day of the hand-over.
    pub remitted_on: NaiveDate,
    /// Its lines, at most [`MOST_LINES`].
    pub lines: Vec<HandedLine>,
}

/// A line beside the order it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// As the carrier gives it.
    pub line: HandedLine,
    /// The producer's order of that number.
    pub order: Option<order::Model>,
    /// What had to be collected.
    pub expected: Option<Vnd>,
    /// How the two fit.
    pub state: RemittanceState,
}

/// Why a batch was not written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemitRefusal {
    /// It has no lines, or too many.
    Lines,
    /// The carrier's batch of that number is written down.
    Known,
}

/// Compares lines with a producer's orders; writes nothing.
pub async fn compare(
    db: &impl ConnectionTrait,
    producer_id: i64,
    lines: &[HandedLine],
) -> Result<Vec<Compared>> {
    let numbers: Vec<Option<String>> = lines.iter().map(|line| number::parse(&line.number)).collect();
    let orders: Vec<order::Model> = order::Entity::find()
        .filter(order::Column::ProducerId.eq(producer_id))
        .filter(order::Column::Number.is_in(numbers.iter().flatten().cloned()))
        .all(db)
        .await?;
    let expected = expected(db, &orders).await?;
    let mut before: HashSet<i64> = handed_over(db, &orders).await?;
    let by_number: HashMap<&str, &order::Model> = orders
        .iter()
        .map(|order| (order.number.as_str(), order))
        .collect();
    Ok(lines
        .iter()
        .zip(&numbers)
        .map(|(line, number)| {
            let order = number
                .as_deref()
                .and_then(|number| by_number.get(number).copied());
            let due = order.map(|order| expected.get(&order.id).copied().unwrap_or(Vnd::ZERO));
            let state = match (order, due) {
                (Some(order), Some(due)) => {
                    if before.insert(order.id) {
                        fit(line.collected, due)
                    } else {
                        RemittanceState::Repeated
                    }
                }
                _ => RemittanceState::Unknown,
            };
            Compared {
                line: line.clone(),
                order: order.cloned(),
                expected: due,
                state,
            }
        })
        .collect())
}

fn fit(collected: Vnd, due: Vnd) -> RemittanceState {
    match collected.dong().cmp(&due.dong()) {
        std::cmp::Ordering::Less => RemittanceState::Short,
        std::cmp::Ordering::Equal => RemittanceState::Exact,
        std::cmp::Ordering::Greater => RemittanceState::Over,
    }
}

/// What a carrier has to collect for each order: what is paid in cash, less what came another way; nothing for what
/// was called off or not taken at the door.
pub(super) async fn expected(
    db: &impl ConnectionTrait,
    orders: &[order::Model],
) -> Result<HashMap<i64, Vnd>> {
    let parts: Vec<payment_part::Model> = payment_part::Entity::find()
        .filter(payment_part::Column::OrderId.is_in(orders.iter().map(|order| order.id)))
        .all(db)
        .await?;
    let cash: HashSet<i64> = payment::Entity::find()
        .select_only()
        .column(payment::Column::Id)
        .filter(payment::Column::Id.is_in(parts.iter().map(|part| part.payment_id)))
        .filter(payment::Column::Method.eq(PaymentMethod::Cod))
        .into_tuple::<i64>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let receipts: Vec<receipt::Model> = receipt::Entity::find()
        .filter(receipt::Column::PaymentId.is_in(cash.iter().copied()))
        .all(db)
        .await?;
    let mut due = HashMap::with_capacity(orders.len());
    for order in orders {
        let part = parts
            .iter()
            .find(|part| part.order_id == order.id && cash.contains(&part.payment_id));
        let off = matches!(order.status, OrderStatus::Cancelled | OrderStatus::Refused);
        let amount = match part {
            Some(part) if !off => {
                let own = format!("cod:{}", order.id);
                let other: i64 = receipts
                    .iter()
                    .filter(|receipt| receipt.payment_id == part.payment_id && receipt.source != own)
                    .map(|receipt| receipt.amount.dong())
                    .sum();
                Vnd::new((part.amount.dong() - other).max(0))
            }
            _ => Vnd::ZERO,
        };
        due.insert(order.id, amount);
    }
    Ok(due)
}

/// Which of these orders were handed over.
async fn handed_over(db: &impl ConnectionTrait, orders: &[order::Model]) -> Result<HashSet<i64>> {
    let rows: Vec<Option<i64>> = remittance_line::Entity::find()
        .select_only()
        .column(remittance_line::Column::OrderId)
        .filter(remittance_line::Column::OrderId.is_in(orders.iter().map(|order| order.id)))
        .filter(remittance_line::Column::State.ne(RemittanceState::Repeated))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().flatten().collect())
}

/// Writes a batch down and delivers what it proves to be delivered. Returns its key.
pub async fn remit(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    producer_id: i64,
    handed: &Handed,
) -> Answer<i64, RemitRefusal> {
    if handed.lines.is_empty() || handed.lines.len() > MOST_LINES {
        return Ok(Err(RemitRefusal::Lines));
    }
    retried(|| remit_once(db, now, actor, producer_id, handed)).await
}

async fn remit_once(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    producer_id: i64,
    handed: &Handed,
) -> Answer<i64, RemitRefusal> {
    let txn = write_txn(db).await?;
    // A producer's batches stand in line: two that name the same order are compared one after the other.
    producer::Entity::find_by_id(producer_id)
        .lock_exclusive()
        .one(&txn)
        .await?
        .ok_or_else(|| Error::new("a batch for no producer"))?;
    let compared = compare(&txn, producer_id, &handed.lines).await?;
    let sum = |of: fn(&HandedLine) -> Vnd| Vnd::new(handed.lines.iter().map(|line| of(line).dong()).sum());
    let row = remittance::ActiveModel {
        producer_id: Set(producer_id),
        carrier: Set(handed.carrier.clone()),
        carrier_key: Set(fold(&handed.carrier)),
        batch: Set(handed.batch.clone()),
        batch_key: Set(handed.batch.to_uppercase()),
        remitted_on: Set(handed.remitted_on),
        collected: Set(sum(|line| line.collected)),
        fee: Set(sum(|line| line.fee)),
        created_at: Set(now),
        created_by: Set(actor.to_owned()),
        ..Default::default()
    };
    let id = match remittance::Entity::insert(row).exec(&txn).await {
        Ok(done) => done.last_insert_id,
        Err(error) if is_duplicate(&error) => return Ok(Err(RemitRefusal::Known)),
        Err(error) => return Err(error.into()),
    };
    let rows = compared
        .iter()
        .zip(0_i32..)
        .map(|(one, position)| remittance_line::ActiveModel {
            remittance_id: Set(id),
            position: Set(position),
            number: Set(one.line.number.clone()),
            order_id: Set(one.order.as_ref().map(|order| order.id)),
            expected: Set(one.expected),
            collected: Set(one.line.collected),
            fee: Set(one.line.fee),
            state: Set(one.state),
            reason: Set(None),
            settled_at: Set(None),
            settled_by: Set(None),
            ..Default::default()
        });
    remittance_line::Entity::insert_many(rows)
        .exec_without_returning(&txn)
        .await?;
    deliver(&txn, now, actor, &compared).await?;
    let open = compared
        .iter()
        .filter(|one| one.state != RemittanceState::Exact)
        .count();
    let act = Act {
        actor,
        action: "cod.remit",
        subject_kind: "remittance",
        subject_id: Some(id),
        before: None,
        after: Some(json!({
            "producer": producer_id, "carrier": handed.carrier, "batch": handed.batch,
            "on": handed.remitted_on, "lines": compared.len(), "open": open,
        })),
        reason: None,
    };
    audit::record(&txn, now, act).await?;
    txn.commit().await?;
    Ok(Ok(id))
}

/// Orders that are under way and whose cash was collected in full are delivered, which settles them once.
async fn deliver(txn: &Txn, now: DateTime<Utc>, actor: &str, compared: &[Compared]) -> Result<()> {
    for one in compared {
        let whole = matches!(one.state, RemittanceState::Exact | RemittanceState::Over);
        let Some(order) = &one.order else {
            continue;
        };
        let cash = one.expected.is_some_and(|due| due > Vnd::ZERO);
        if whole && cash && order.status == OrderStatus::Shipped {
            // Refused only when somebody was faster: then it is delivered, or was not taken.
            let _ = Box::pin(fulfil::within(txn, now, order.id, &Step::Deliver, actor)).await?;
        }
    }
    Ok(())
}

/// Why a difference is not settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DifferenceRefusal {
    /// The producer has no such line.
    Missing,
    /// It is settled, or there is no difference.
    Over,
}

/// Settles a line that does not fit, with a reason. The books do not move.
pub async fn settle_difference(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    (producer_id, line_id): (i64, i64),
    reason: &str,
) -> Answer<(), DifferenceRefusal> {
    retried(|| async {
        let txn = write_txn(db).await?;
        let Some(line) = remittance_line::Entity::find_by_id(line_id).one(&txn).await? else {
            return Ok(Err(DifferenceRefusal::Missing));
        };
        let own = remittance::Entity::find_by_id(line.remittance_id)
            .filter(remittance::Column::ProducerId.eq(producer_id))
            .one(&txn)
            .await?;
        if own.is_none() {
            return Ok(Err(DifferenceRefusal::Missing));
        }
        let row = remittance_line::ActiveModel {
            reason: Set(Some(reason.to_owned())),
            settled_at: Set(Some(now)),
            settled_by: Set(Some(actor.to_owned())),
            ..Default::default()
        };
        let settled = remittance_line::Entity::update_many()
            .set(row)
            .filter(remittance_line::Column::Id.eq(line_id))
            .filter(remittance_line::Column::SettledAt.is_null())
            .filter(remittance_line::Column::State.ne(RemittanceState::Exact))
            .exec(&txn)
            .await?;
        if settled.rows_affected != 1 {
            return Ok(Err(DifferenceRefusal::Over));
        }
        let act = Act {
            actor,
            action: "cod.settle_difference",
            subject_kind: "remittance",
            subject_id: Some(line.remittance_id),
            before: Some(json!({
                "line": line.id, "number": line.number, "state": line.state.word(),
                "expected": line.expected.map(Vnd::dong), "collected": line.collected.dong(),
            })),
            after: Some(json!({ "settled": true })),
            reason: Some(reason),
        };
        audit::record(&txn, now, act).await?;
        txn.commit().await?;
        Ok(Ok(()))
    })
    .await
}
