//! The queue in the database: adding, leasing, finishing.

use chrono::{DateTime, TimeDelta, Utc};
use entity::job;
use sea_orm::sea_query::{LockBehavior, LockType, OnConflict, Query};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter,
    sea_query::Expr,
};

use super::JobError;
use crate::kernel::db::Db;
use crate::kernel::error::Result;

/// How long a worker may keep a job before another one takes it for lost.
const LEASE: TimeDelta = TimeDelta::minutes(10);
/// Attempts before a job is buried.
const MAX_ATTEMPTS: i32 = 10;

/// Adds a job within a transaction. While one of the same kind and `dedupe_key` waits, nothing is
/// added; one that is already running does not count, since it may have read the state before this change.
pub async fn enqueue(
    txn: &impl ConnectionTrait,
    kind: &str,
    payload: &serde_json::Value,
    dedupe_key: Option<&str>,
    now: DateTime<Utc>,
) -> Result<()> {
    let row = job::ActiveModel {
        kind: Set(kind.to_owned()),
        payload: Set(payload.to_string()),
        dedupe_key: Set(dedupe_key.map(str::to_owned)),
        run_at: Set(now),
        attempts: Set(0),
        created_at: Set(now),
        ..Default::default()
    };
    job::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([job::Column::Kind, job::Column::DedupeKey])
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

/// Leases the next due job, if any. On PostgreSQL the inner query skips rows that others are
/// leasing; SQLite drops that clause and the guard of the update keeps it correct.
pub async fn lease(db: &Db, now: DateTime<Utc>) -> Result<Option<job::Model>> {
    let free = || {
        Expr::col(job::Column::LockedUntil)
            .is_null()
            .or(Expr::col(job::Column::LockedUntil).lt(now))
    };
    let next = Query::select()
        .column(job::Column::Id)
        .from(job::Entity)
        .and_where(Expr::col(job::Column::DeadAt).is_null())
        .and_where(Expr::col(job::Column::RunAt).lte(now))
        .and_where(free())
        .order_by(job::Column::RunAt, sea_orm::Order::Asc)
        .order_by(job::Column::Id, sea_orm::Order::Asc)
        .limit(1)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .to_owned();
    let taken = job::Entity::update_many()
        .col_expr(job::Column::LockedUntil, Expr::value(now + LEASE))
        .col_expr(job::Column::Attempts, Expr::col(job::Column::Attempts).add(1))
        .col_expr(job::Column::DedupeKey, Expr::value(Option::<String>::None))
        .filter(Expr::col(job::Column::Id).in_subquery(next))
        .filter(free())
        .exec_with_returning(db)
        .await?;
    Ok(taken.into_iter().next())
}

/// Takes a finished job off the queue.
pub(super) async fn finish(db: &Db, job: &job::Model) -> Result<()> {
    job::Entity::delete_by_id(job.id).exec(db).await?;
    Ok(())
}

/// Puts a failed job back with back-off, or buries it.
pub(super) async fn fail(db: &Db, job: &job::Model, error: &JobError, now: DateTime<Utc>) -> Result<()> {
    let give_up = matches!(error, JobError::GiveUp(_)) || job.attempts >= MAX_ATTEMPTS;
    let wait = TimeDelta::seconds(1_i64 << job.attempts.clamp(1, 12));
    let row = job::ActiveModel {
        id: Set(job.id),
        last_error: Set(Some(error.to_string())),
        locked_until: Set(None),
        run_at: Set(now + wait),
        dead_at: Set(give_up.then_some(now)),
        ..Default::default()
    };
    job::Entity::update(row).exec(db).await?;
    Ok(())
}

/// How much stands in the queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Jobs that will run.
    pub due: u64,
    /// Jobs that were given up.
    pub dead: u64,
}

/// Counts the queue, for the operator's metrics.
pub async fn waiting(db: &Db) -> Result<Waiting> {
    let due = job::Entity::find()
        .filter(job::Column::DeadAt.is_null())
        .count(db)
        .await?;
    let dead = job::Entity::find()
        .filter(job::Column::DeadAt.is_not_null())
        .count(db)
        .await?;
    Ok(Waiting { due, dead })
}
