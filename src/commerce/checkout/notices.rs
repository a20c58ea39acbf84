//! What banks and card companies tell: kept as it came together with the job that reads it, answered at once,
//! worked off afterwards. The same notice is kept once, so whatever is told twice is worked off once.

use chrono::{DateTime, Utc};
use entity::payment_notice;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, TryInsertResult};
use serde_json::{Value, json};

use super::bank::{Booked, book_line};
use super::card::{self, Witnessed};
use super::disputes::{self, Told};
use super::refunds;
use super::settle::Settled;
use crate::payments::{CardError, CardNotice, CardProvider, bank_notice};
use foundation::jobs::{self, JobError};
use foundation::kernel::db::{Db, retried, write_txn};
use foundation::kernel::error::{Error, Result};

/// Kind of the job that works a notice off. Its payload is `{"notice": id}`.
pub const NOTICE_JOB: &str = "payment_notice";
/// Notices of the card company.
pub const STRIPE: &str = "stripe";
/// Notices of a bank's messenger.
pub const BANK: &str = "bank";

pub(super) fn job_of(notice_id: i64) -> Value {
    json!({"notice": notice_id})
}

/// Keeps a notice with its job. Says whether it is new; one that was told before changes nothing.
pub async fn keep_notice(
    db: &Db,
    now: DateTime<Utc>,
    provider: &str,
    notice_id: &str,
    body: &str,
) -> Result<bool> {
    retried(|| keep_once(db, now, provider, notice_id, body)).await
}

async fn keep_once(db: &Db, now: DateTime<Utc>, provider: &str, notice_id: &str, body: &str) -> Result<bool> {
    let txn = write_txn(db).await?;
    let row = payment_notice::ActiveModel {
        provider: Set(provider.to_owned()),
        notice_id: Set(notice_id.to_owned()),
        body: Set(body.to_owned()),
        received_at: Set(now),
        handled_at: Set(None),
        outcome: Set(None),
        ..Default::default()
    };
    let inserted = payment_notice::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([payment_notice::Column::Provider, payment_notice::Column::NoticeId])
                .do_nothing()
                .to_owned(),
        )
        .try_insert()
        .exec(&txn)
        .await?;
    let TryInsertResult::Inserted(inserted) = inserted else {
        return Ok(false);
    };
    let id = inserted.last_insert_id;
    jobs::enqueue(&txn, NOTICE_JOB, &job_of(id), Some(&id.to_string()), now).await?;
    txn.commit().await?;
    Ok(true)
}

/// The job: works a notice off and writes down what became of it. Done twice, it does nothing the second time.
pub async fn handle_notice(
    db: &Db,
    now: DateTime<Utc>,
    cards: Option<&dyn CardProvider>,
    payload: &Value,
) -> Result<(), JobError> {
    let id = jobs::number(payload, "notice")?;
    let found = payment_notice::Entity::find_by_id(id)
        .one(db)
        .await
        .map_err(Error::from)?;
    let Some(notice) = found else {
        return Err(JobError::GiveUp(format!("there is no notice {id}")));
    };
    if notice.handled_at.is_some() {
        return Ok(());
    }
    let outcome = match (notice.provider.as_str(), cards) {
        (BANK, _) => told_by_bank(db, now, &notice.body).await?,
        (STRIPE, Some(cards)) => told_by_company(db, now, cards, &notice.body).await?,
        (STRIPE, None) => return Err(JobError::Retry(Error::new("cards are switched off"))),
        (other, _) => format!("nobody reads notices of {other}"),
    };
    payment_notice::Entity::update_many()
        .col_expr(payment_notice::Column::HandledAt, Expr::value(Some(now)))
        .col_expr(payment_notice::Column::Outcome, Expr::value(Some(outcome)))
        .filter(payment_notice::Column::Id.eq(id))
        .filter(payment_notice::Column::HandledAt.is_null())
        .exec(db)
        .await
        .map_err(Error::from)?;
    Ok(())
}

async fn told_by_bank(db: &Db, now: DateTime<Utc>, body: &str) -> Result<String> {
    let Ok(notice) = bank_notice::read(body) else {
        return Ok("unreadable".to_owned());
    };
    let Some(credit) = notice.credit else {
        return Ok("a debit".to_owned());
    };
    Ok(match book_line(db, now, &credit, "webhook").await? {
        Booked::Before => "known before".to_owned(),
        Booked::Unmatched(_) => "unmatched".to_owned(),
        Booked::Matched(payment, status) => format!("payment {payment} is {}", status.word()),
    })
}

async fn told_by_company(
    db: &Db,
    now: DateTime<Utc>,
    cards: &dyn CardProvider,
    body: &str,
) -> Result<String, JobError> {
    match cards.notice(body) {
        None => Ok("unreadable".to_owned()),
        Some(CardNotice::Other(kind)) => Ok(format!("nothing to do for {kind}")),
        Some(CardNotice::RefundFailed(number)) => {
            let news = refunds::came_back(db, now, &number).await?;
            Ok(if news {
                "a refund failed"
            } else {
                "no refund of ours"
            }
            .to_owned())
        }
        Some(CardNotice::Session(session)) => match card::notice(db, now, cards, &session).await {
            Ok(Witnessed::Settled(Settled::Now(_), status)) => Ok(format!("settled: {}", status.word())),
            Ok(Witnessed::Settled(Settled::Before, _)) => Ok("settled before".to_owned()),
            Ok(Witnessed::NotPaid(stands)) => Ok(format!("not paid: {stands:?}")),
            Ok(Witnessed::Mismatch(why)) => Ok(format!("does not fit: {why}")),
            Err(CardError::Refused(why)) => Ok(format!("refused: {why}")),
            Err(CardError::Away(error)) => Err(JobError::Retry(error)),
        },
        Some(CardNotice::Dispute {
            id,
            intent,
            amount,
            currency,
            status,
            closed,
        }) => {
            let told = Told {
                id: &id,
                intent: &intent,
                amount,
                currency: &currency,
                status: &status,
                closed,
            };
            Ok(disputes::told(db, now, &told).await?.to_owned())
        }
    }
}
