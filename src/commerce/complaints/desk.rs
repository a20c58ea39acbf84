//! The office's side: what waits, taking it on, answering, closing; and forgetting who complained.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{ComplaintStatus, Locale, complaint};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde_json::json;

use super::Complaint;
use foundation::audit::{self, Act};
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Result};
use foundation::kernel::secrets::Secrets;
use foundation::mail::{self, Letter};

/// So long after it was closed or answered, who complained is forgotten: a claim has run out by then.
const KEPT: TimeDelta = TimeDelta::days(2 * 365);

/// What is done with a complaint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// Somebody takes it on.
    Acknowledge,
    /// It is answered, in these words.
    Answer(&'a str),
    /// Nothing more is to be done, for this reason.
    Close(&'a str),
}

/// Why a step is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepRefusal {
    /// There is no such complaint.
    Missing,
    /// It stands where that makes no sense, or somebody was faster.
    StandsAt(ComplaintStatus),
}

/// How many complaints wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Neither answered nor closed.
    pub open: u64,
    /// Of these, over a time limit.
    pub late: u64,
}

/// Complaints, those that wait first and the most urgent of them first; at most so many after `skip`.
pub async fn list(db: &impl ConnectionTrait, open: bool, skip: u64, most: u64) -> Result<Vec<Complaint>> {
    let waits = [ComplaintStatus::New, ComplaintStatus::Acknowledged];
    let query = complaint::Entity::find();
    let query = if open {
        query
            .filter(complaint::Column::Status.is_in(waits))
            .order_by_asc(complaint::Column::AnswerBy)
    } else {
        query
            .filter(complaint::Column::Status.is_not_in(waits))
            .order_by_desc(complaint::Column::CreatedAt)
    };
    Ok(query
        .order_by_asc(complaint::Column::Id)
        .offset(skip)
        .limit(most)
        .all(db)
        .await?)
}

/// How many wait, and how many of them are over time.
pub async fn waiting(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Waiting> {
    let open = || {
        complaint::Entity::find()
            .filter(complaint::Column::Status.is_in([ComplaintStatus::New, ComplaintStatus::Acknowledged]))
    };
    let unanswered = Expr::col(complaint::Column::AnswerBy).lt(now);
    let unseen = Expr::col(complaint::Column::AcknowledgeBy)
        .lt(now)
        .and(Expr::col(complaint::Column::AcknowledgedAt).is_null());
    Ok(Waiting {
        open: open().count(db).await?,
        late: open().filter(unanswered.or(unseen)).count(db).await?,
    })
}

/// Takes a step; who complained is told of an answer. `page` is the path of the complaint's page for them, given
/// language, number and token.
pub async fn step(
    db: &Db,
    now: DateTime<Utc>,
    secrets: &Secrets,
    actor: &str,
    number: &str,
    step: Step<'_>,
    page: &(dyn Fn(Locale, &str, &str) -> String + Send + Sync),
) -> Answer<(), StepRefusal> {
    retried(|| async {
        let txn = write_txn(db).await?;
        let Some(before) = super::find(&txn, number).await? else {
            return Ok(Err(StepRefusal::Missing));
        };
        let next = match step {
            Step::Acknowledge => ComplaintStatus::Acknowledged,
            Step::Answer(_) => ComplaintStatus::Answered,
            Step::Close(_) => ComplaintStatus::Closed,
        };
        if !before.status.may_become(next) || !moved(&txn, now, &before, next, step).await? {
            return Ok(Err(StepRefusal::StandsAt(before.status)));
        }
        if let (Step::Answer(answer), Some(recipient)) = (step, &before.email) {
            let token = super::token(secrets, number)?;
            let letter = Letter {
                key: format!("complaint_answered:{number}"),
                template: "complaint_answered",
                locale: before.locale,
                recipient: recipient.clone(),
                payload: json!({
                    "name": before.name, "number": number, "answer": answer,
                    "url": page(before.locale, number, &token),
                }),
            };
            mail::put(&txn, now, vec![letter]).await?;
        }
        record(&txn, now, actor, &before, next, step).await?;
        txn.commit().await?;
        Ok(Ok(()))
    })
    .await
}

/// Moves it if it still stands where it stood.
async fn moved(
    txn: &Txn,
    now: DateTime<Utc>,
    before: &Complaint,
    next: ComplaintStatus,
    step: Step<'_>,
) -> Result<bool> {
    let mut update = complaint::Entity::update_many()
        .col_expr(complaint::Column::Status, Expr::value(next))
        .filter(complaint::Column::Id.eq(before.id))
        .filter(complaint::Column::Status.eq(before.status));
    if before.acknowledged_at.is_none() {
        update = update.col_expr(complaint::Column::AcknowledgedAt, Expr::value(Some(now)));
    }
    match step {
        Step::Acknowledge => {}
        Step::Answer(answer) => {
            update = update
                .col_expr(complaint::Column::Answer, Expr::value(Some(answer.to_owned())))
                .col_expr(complaint::Column::AnsweredAt, Expr::value(Some(now)));
        }
        Step::Close(_) => {
            update = update.col_expr(complaint::Column::ClosedAt, Expr::value(Some(now)));
        }
    }
    Ok(update.exec(txn).await?.rows_affected == 1)
}

async fn record(
    txn: &Txn,
    now: DateTime<Utc>,
    actor: &str,
    before: &Complaint,
    next: ComplaintStatus,
    step: Step<'_>,
) -> Result<()> {
    let (action, reason) = match step {
        Step::Acknowledge => ("complaint.acknowledge", None),
        // The answer stands with the complaint; the log does not keep what may be about a person.
        Step::Answer(_) => ("complaint.answer", None),
        Step::Close(reason) => ("complaint.close", Some(reason)),
    };
    let act = Act {
        actor,
        action,
        subject_kind: "complaint",
        subject_id: Some(before.id),
        before: Some(json!({ "status": before.status.word(), "number": before.number })),
        after: Some(json!({ "status": next.word(), "number": before.number })),
        reason,
    };
    audit::record(txn, now, act).await
}

/// Forgets who complained of what is long done; says how many that were.
pub async fn forget(db: &Db, now: DateTime<Utc>) -> Result<u64> {
    let cutoff = now - KEPT;
    let done = complaint::Entity::find()
        .select_only()
        .column(complaint::Column::Id)
        .filter(complaint::Column::ErasedAt.is_null())
        .filter(
            Expr::col(complaint::Column::ClosedAt)
                .lt(cutoff)
                .or(Expr::col(complaint::Column::AnsweredAt).lt(cutoff)),
        )
        .limit(500)
        .into_tuple::<i64>()
        .all(db)
        .await?;
    let mut forgotten = 0;
    for id in done {
        let row = complaint::ActiveModel {
            id: Set(id),
            name: Set(String::new()),
            phone: Set(None),
            email: Set(None),
            message: Set(String::new()),
            about: Set(None),
            erased_at: Set(Some(now)),
            ..Default::default()
        };
        complaint::Entity::update(row).exec(db).await?;
        forgotten += 1;
    }
    Ok(forgotten)
}
