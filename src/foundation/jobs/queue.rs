//! The queue in the database: adding, leasing, finishing.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};
use entity::job;
use sea_orm::sea_query::{LockBehavior, LockType, OnConflict, Query};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter,
    QuerySelect, sea_query::Expr,
};

use super::JobError;
use crate::kernel::db::Db;
use crate::kernel::error::Result;

/// How long a worker may keep a job before another one takes it for lost.
const LEASE: TimeDelta = TimeDelta::minutes(10);
/// Longest pause between two attempts: 2^12 seconds, a good hour.
const LONGEST_PAUSE: i32 = 12;

/// Which jobs a worker takes. A lane of its own keeps slow work (a mail server that hardly answers) from
/// holding up the rest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lane {
    /// Whatever is due.
    #[default]
    All,
    /// Jobs of these kinds.
    Only(&'static [&'static str]),
    /// Jobs of all other kinds, also of those that nobody knows.
    Except(&'static [&'static str]),
}

/// Adds a job within a transaction. While one of the same kind and `dedupe_key` waits, nothing is
/// added; one that is already running does not count, since it may have read the state before this change.
pub async fn enqueue(
    txn: &impl ConnectionTrait,
    kind: &str,
    payload: &serde_json::Value,
    dedupe_key: Option<&str>,
    now: DateTime<Utc>,
) -> Result<()> {
    let wanted = (payload.clone(), dedupe_key.map(str::to_owned));
    enqueue_many(txn, kind, std::slice::from_ref(&wanted), now).await
}

/// Adds several jobs of one kind, given as (payload, key), in one statement.
pub async fn enqueue_many(
    txn: &impl ConnectionTrait,
    kind: &str,
    wanted: &[(serde_json::Value, Option<String>)],
    now: DateTime<Utc>,
) -> Result<()> {
    let rows = wanted.iter().map(|(payload, dedupe_key)| job::ActiveModel {
        kind: Set(kind.to_owned()),
        payload: Set(payload.to_string()),
        dedupe_key: Set(dedupe_key.clone()),
        run_at: Set(now),
        attempts: Set(0),
        created_at: Set(now),
        ..Default::default()
    });
    job::Entity::insert_many(rows)
        .on_conflict(
            OnConflict::columns([job::Column::Kind, job::Column::DedupeKey])
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

/// Which of these payloads have a job of a kind: one that waits or runs, or one that was buried after a moment.
pub async fn among(
    txn: &impl ConnectionTrait,
    kind: &str,
    payloads: &[serde_json::Value],
    buried_after: DateTime<Utc>,
) -> Result<HashSet<String>> {
    let found: Vec<String> = job::Entity::find()
        .select_only()
        .column(job::Column::Payload)
        .filter(job::Column::Kind.eq(kind))
        .filter(job::Column::Payload.is_in(payloads.iter().map(ToString::to_string)))
        .filter(
            Expr::col(job::Column::DeadAt)
                .is_null()
                .or(Expr::col(job::Column::DeadAt).gt(buried_after)),
        )
        .into_tuple()
        .all(txn)
        .await?;
    Ok(found.into_iter().collect())
}

/// Leases the next due job of any kind, if there is one.
pub async fn lease(db: &Db, now: DateTime<Utc>) -> Result<Option<job::Model>> {
    lease_in(db, now, Lane::All).await
}

/// Leases the next due job of a lane, if any. On PostgreSQL the inner query skips rows that others are
/// leasing; SQLite drops that clause and the guard of the update keeps it correct.
pub async fn lease_in(db: &Db, now: DateTime<Utc>, lane: Lane) -> Result<Option<job::Model>> {
    let free = || {
        Expr::col(job::Column::LockedUntil)
            .is_null()
            .or(Expr::col(job::Column::LockedUntil).lt(now))
    };
    let kind = || Expr::col(job::Column::Kind);
    let mut next = Query::select()
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
    match lane {
        Lane::All => {}
        Lane::Only(kinds) => {
            next.and_where(kind().is_in(kinds.iter().copied()));
        }
        Lane::Except(kinds) => {
            next.and_where(kind().is_not_in(kinds.iter().copied()));
        }
    }
    let taken = job::Entity::update_many()
        .col_expr(job::Column::LockedUntil, Expr::value(now + LEASE))
        .col_expr(job::Column::Attempts, Expr::col(job::Column::Attempts).add(1))
        .col_expr(job::Column::DedupeKey, Expr::value(Option::<String>::None))
        // One value, asked for once. As a set (`IN`) PostgreSQL may ask for it again with every row, skip what it has
        // just locked, and lease the whole queue to hand out its first job.
        .filter(Expr::col(job::Column::Id).eq(Expr::SubQuery(None, Box::new(next.into()))))
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

/// Puts a failed job back with back-off, or buries it after so many attempts.
pub(super) async fn fail(
    db: &Db,
    job: &job::Model,
    error: &JobError,
    most_attempts: i32,
    now: DateTime<Utc>,
) -> Result<()> {
    let give_up = matches!(error, JobError::GiveUp(_)) || job.attempts >= most_attempts;
    let wait = TimeDelta::seconds(1_i64 << job.attempts.clamp(1, LONGEST_PAUSE));
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
