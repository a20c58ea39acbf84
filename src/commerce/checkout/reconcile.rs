//! Healing what a crash or an outage left behind: notices nobody worked off, buyers who paid and whose notice
//! never came, pages of orders that are called off, refunds nobody sent. Run again and again; each run does a
//! bounded amount of work, and several processes may run it at once.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{PaymentMethod, PaymentStatus, RefundStatus, payment, payment_notice, refund};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::Value;

use super::card::{self, Witnessed};
use super::notices::{self, NOTICE_JOB};
use super::refunds::{self, REFUND_JOB};
use super::settle::Settled;
use crate::payments::{CardError, CardProvider, SessionStands};
use foundation::jobs;
use foundation::kernel::db::{Db, write_txn};
use foundation::kernel::error::Result;

/// Pages the company is asked about in one run.
const ASKED_AT_ONCE: u64 = 20;
/// Rows of each other kind in one run.
const HEALED_AT_ONCE: u64 = 100;
/// A page is asked about when nothing has happened to its payment for so long.
const QUIET: TimeDelta = TimeDelta::minutes(2);
/// A job that was buried is tried anew after so long: what was away may be back.
const BURIED: TimeDelta = TimeDelta::hours(1);

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reconciled {
    /// Notices that were given a job again.
    pub notices: usize,
    /// Payments whose money was found at the company.
    pub settled: usize,
    /// Pages that were closed.
    pub closed: usize,
    /// Refunds that were given a job again.
    pub refunds: usize,
}

/// Does what is due. Without cards only notices of banks are healed.
pub async fn reconcile(db: &Db, now: DateTime<Utc>, cards: Option<&dyn CardProvider>) -> Result<Reconciled> {
    let mut done = Reconciled {
        notices: lost_notices(db, now, cards.is_some()).await?,
        ..Reconciled::default()
    };
    if let Some(cards) = cards {
        done.refunds = lost_refunds(db, now).await?;
        // A company that is away is asked again next time.
        if let Err(error) = pages(db, now, cards, &mut done).await {
            match error {
                CardError::Away(error) => tracing::warn!(%error, "the card company cannot be asked"),
                CardError::Refused(why) => tracing::warn!(%why, "the card company gives no answer"),
            }
        }
    }
    Ok(done)
}

async fn lost_notices(db: &Db, now: DateTime<Utc>, with_cards: bool) -> Result<usize> {
    let mut query = payment_notice::Entity::find()
        .filter(payment_notice::Column::HandledAt.is_null())
        .filter(Expr::col(payment_notice::Column::ReceivedAt).lt(now - QUIET));
    if !with_cards {
        query = query.filter(payment_notice::Column::Provider.ne(notices::STRIPE));
    }
    let rows: Vec<i64> = query
        .select_only()
        .column(payment_notice::Column::Id)
        .order_by_asc(payment_notice::Column::Id)
        .limit(HEALED_AT_ONCE)
        .into_tuple()
        .all(db)
        .await?;
    ask_again(db, now, NOTICE_JOB, &rows, notices::job_of).await
}

async fn lost_refunds(db: &Db, now: DateTime<Utc>) -> Result<usize> {
    let by_card = payment::Entity::find()
        .select_only()
        .column(payment::Column::Id)
        .filter(payment::Column::Method.eq(PaymentMethod::Card));
    let rows: Vec<i64> = refund::Entity::find()
        .filter(refund::Column::Status.eq(RefundStatus::Asked))
        .filter(refund::Column::PaymentId.in_subquery(sea_orm::QueryTrait::into_query(by_card)))
        .filter(Expr::col(refund::Column::CreatedAt).lt(now - QUIET))
        .select_only()
        .column(refund::Column::Id)
        .order_by_asc(refund::Column::Id)
        .limit(HEALED_AT_ONCE)
        .into_tuple()
        .all(db)
        .await?;
    ask_again(db, now, REFUND_JOB, &rows, refunds::job_of).await
}

/// Gives those rows a job again that have none.
async fn ask_again(
    db: &Db,
    now: DateTime<Utc>,
    kind: &str,
    rows: &[i64],
    payload: impl Fn(i64) -> Value,
) -> Result<usize> {
    if rows.is_empty() {
        return Ok(0);
    }
    let wanted: Vec<Value> = rows.iter().map(|id| payload(*id)).collect();
    let txn = write_txn(db).await?;
    let known = jobs::among(&txn, kind, &wanted, now - BURIED).await?;
    let missing: Vec<(Value, Option<String>)> = rows
        .iter()
        .zip(wanted)
        .filter(|(_, payload)| !known.contains(&payload.to_string()))
        .map(|(id, payload)| (payload, Some(id.to_string())))
        .collect();
    if !missing.is_empty() {
        jobs::enqueue_many(&txn, kind, &missing, now).await?;
        txn.commit().await?;
    }
    Ok(missing.len())
}

/// Asks about pages of payments that are waited for, and closes those of payments that are called off.
async fn pages(
    db: &Db,
    now: DateTime<Utc>,
    cards: &dyn CardProvider,
    done: &mut Reconciled,
) -> std::result::Result<(), CardError> {
    let due = payment::Entity::find()
        .filter(payment::Column::Method.eq(PaymentMethod::Card))
        .filter(payment::Column::Status.is_in([PaymentStatus::Pending, PaymentStatus::Cancelled]))
        .filter(payment::Column::ProviderRef.is_not_null())
        .filter(payment::Column::RedirectUrl.is_not_null())
        .filter(Expr::col(payment::Column::UpdatedAt).lt(now - QUIET))
        .order_by_asc(payment::Column::UpdatedAt)
        .limit(ASKED_AT_ONCE)
        .all(db)
        .await
        .map_err(away)?;
    for payment in due {
        let Some(session_id) = payment.provider_ref.as_deref() else {
            continue;
        };
        // Whoever touches it first asks; the others leave it alone until it has been quiet again.
        let touched = payment::Entity::update_many()
            .col_expr(payment::Column::UpdatedAt, Expr::value(now))
            .filter(payment::Column::Id.eq(payment.id))
            .filter(payment::Column::UpdatedAt.eq(payment.updated_at))
            .exec(db)
            .await
            .map_err(away)?;
        if touched.rows_affected == 0 {
            continue;
        }
        let witnessed = match card::notice(db, now, cards, session_id).await {
            // One page that the company does not know keeps no other from being asked about.
            Err(CardError::Refused(why)) => {
                tracing::warn!(payment = payment.id, %why, "a page that cannot be asked about");
                forget(db, &payment).await?;
                continue;
            }
            other => other?,
        };
        let cancelled = payment.status == PaymentStatus::Cancelled;
        match witnessed {
            Witnessed::NotPaid(SessionStands::Open) if cancelled => {
                cards.expire(session_id).await?;
                forget(db, &payment).await?;
                done.closed += 1;
            }
            Witnessed::NotPaid(SessionStands::Open | SessionStands::Pending) => {}
            Witnessed::Settled(settled, _) => {
                if matches!(settled, Settled::Now(_)) {
                    done.settled += 1;
                }
                forget(db, &payment).await?;
            }
            Witnessed::NotPaid(_) | Witnessed::Mismatch(_) => forget(db, &payment).await?,
        }
    }
    Ok(())
}

/// Nothing more is to be learnt of a page: its address is taken away. Its number stays.
async fn forget(db: &Db, payment: &payment::Model) -> std::result::Result<(), CardError> {
    payment::Entity::update_many()
        .col_expr(payment::Column::RedirectUrl, Expr::value(Option::<String>::None))
        .filter(payment::Column::Id.eq(payment.id))
        .filter(payment::Column::ProviderRef.eq(payment.provider_ref.clone()))
        .exec(db)
        .await
        .map_err(away)?;
    Ok(())
}

fn away(error: sea_orm::DbErr) -> CardError {
    CardError::Away(error.into())
}
