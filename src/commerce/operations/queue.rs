//! Jobs that wait or were given up, and messages that did not go: looked at, tried again, thrown away.

use chrono::{DateTime, Utc};
use entity::{job, mail};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Select,
};
use serde_json::json;

use foundation::audit::{self, Act};
use foundation::jobs;
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Result};
use foundation::mail::MAIL_JOB;

/// Longest piece of a payload or of a cause that is shown, in characters.
const LONGEST: usize = 400;

/// There is no such job or message, or it is not one that may be touched: it runs, or it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing;

/// What the operator does with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Tries it again at once.
    Retry,
    /// Throws it away.
    Discard,
}

impl Verb {
    /// Its word in the audit log.
    const fn word(self) -> &'static str {
        match self {
            Self::Retry => "retry",
            Self::Discard => "discard",
        }
    }
}

/// A job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Key.
    pub id: i64,
    /// Kind.
    pub kind: String,
    /// What it is about, shortened.
    pub payload: String,
    /// How often it was started.
    pub attempts: i32,
    /// When it was asked for (UTC).
    pub created_at: DateTime<Utc>,
    /// When it is started next (UTC).
    pub run_at: DateTime<Utc>,
    /// When it was given up (UTC).
    pub dead_at: Option<DateTime<Utc>>,
    /// Why the last attempt failed, shortened.
    pub cause: Option<String>,
    /// Whether a worker has it just now.
    pub runs: bool,
}

/// A message that was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Key.
    pub id: i64,
    /// What it is about.
    pub key: String,
    /// Which one.
    pub template: String,
    /// To whom.
    pub recipient: String,
    /// When it was made (UTC).
    pub created_at: DateTime<Utc>,
    /// When it was given up (UTC).
    pub dead_at: Option<DateTime<Utc>>,
    /// Why.
    pub cause: Option<String>,
}

/// Jobs that were given up, last first. Those of messages are told with their message.
pub async fn buried(db: &impl ConnectionTrait, now: DateTime<Utc>, most: u64) -> Result<Vec<Job>> {
    let rows = job::Entity::find()
        .filter(job::Column::DeadAt.is_not_null())
        .filter(job::Column::Kind.ne(MAIL_JOB))
        .order_by_desc(job::Column::DeadAt)
        .order_by_desc(job::Column::Id)
        .limit(most)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| view(row, now)).collect())
}

/// How many jobs and messages were given up and wait for somebody.
pub async fn given_up(db: &impl ConnectionTrait) -> Result<u64> {
    let jobs = job::Entity::find()
        .filter(job::Column::DeadAt.is_not_null())
        .filter(job::Column::Kind.ne(MAIL_JOB))
        .count(db)
        .await?;
    Ok(jobs + lost().count(db).await?)
}

/// Messages that were given up and not thrown away.
fn lost() -> Select<mail::Entity> {
    mail::Entity::find()
        .filter(mail::Column::SentAt.is_null())
        .filter(mail::Column::DeadAt.is_not_null())
        .filter(mail::Column::Recipient.ne(""))
}

/// Jobs that wait or run, next first.
pub async fn waiting(db: &impl ConnectionTrait, now: DateTime<Utc>, most: u64) -> Result<Vec<Job>> {
    let rows = job::Entity::find()
        .filter(job::Column::DeadAt.is_null())
        .order_by_asc(job::Column::RunAt)
        .order_by_asc(job::Column::Id)
        .limit(most)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| view(row, now)).collect())
}

fn view(row: job::Model, now: DateTime<Utc>) -> Job {
    Job {
        id: row.id,
        kind: row.kind,
        payload: short(&row.payload),
        attempts: row.attempts,
        created_at: row.created_at,
        run_at: row.run_at,
        dead_at: row.dead_at,
        cause: row.last_error.as_deref().map(short),
        runs: row.locked_until.is_some_and(|until| until >= now),
    }
}

fn short(text: &str) -> String {
    let kept: String = text.chars().take(LONGEST).collect();
    if kept.len() < text.len() {
        format!("{kept}…")
    } else {
        kept
    }
}

/// Messages that were given up and not thrown away, last first.
pub async fn dead_letters(db: &impl ConnectionTrait, most: u64) -> Result<Vec<Message>> {
    let rows = lost()
        .order_by_desc(mail::Column::DeadAt)
        .order_by_desc(mail::Column::Id)
        .limit(most)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Message {
            id: row.id,
            key: row.key,
            template: row.template,
            recipient: row.recipient,
            created_at: row.created_at,
            dead_at: row.dead_at,
            cause: row.last_error.as_deref().map(short),
        })
        .collect())
}

/// How old the oldest is of what should have gone by now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ages {
    /// The oldest job that is due (UTC).
    pub job: Option<DateTime<Utc>>,
    /// The oldest message that waits (UTC).
    pub mail: Option<DateTime<Utc>>,
    /// When the last message went (UTC).
    pub sent: Option<DateTime<Utc>>,
}

/// The ages, for the page that says how the house is.
pub async fn ages(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Ages> {
    let job: Option<DateTime<Utc>> = job::Entity::find()
        .select_only()
        .column(job::Column::RunAt)
        .filter(job::Column::DeadAt.is_null())
        .filter(Expr::col(job::Column::RunAt).lte(now))
        .order_by_asc(job::Column::RunAt)
        .into_tuple()
        .one(db)
        .await?;
    let mail: Option<DateTime<Utc>> = mail::Entity::find()
        .select_only()
        .column(mail::Column::CreatedAt)
        .filter(mail::Column::SentAt.is_null())
        .filter(mail::Column::DeadAt.is_null())
        .order_by_asc(mail::Column::CreatedAt)
        .into_tuple()
        .one(db)
        .await?;
    let sent: Option<Option<DateTime<Utc>>> = mail::Entity::find()
        .select_only()
        .column(mail::Column::SentAt)
        .filter(mail::Column::SentAt.is_not_null())
        .order_by_desc(mail::Column::SentAt)
        .into_tuple()
        .one(db)
        .await?;
    Ok(Ages {
        job,
        mail,
        sent: sent.flatten(),
    })
}

/// Tries a job again at once, or throws it away. One that runs is left alone, and only what was given up is
/// thrown away.
pub async fn act_on_job(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    id: i64,
    verb: Verb,
) -> Answer<(), Missing> {
    retried(|| job_once(db, now, actor, id, verb)).await
}

async fn job_once(db: &Db, now: DateTime<Utc>, actor: &str, id: i64, verb: Verb) -> Answer<(), Missing> {
    let txn = write_txn(db).await?;
    let found = job::Entity::find_by_id(id).one(&txn).await?;
    let Some(row) = found.filter(|row| row.locked_until.is_none_or(|until| until < now)) else {
        return Ok(Err(Missing));
    };
    if row.kind == MAIL_JOB && row.dead_at.is_some() {
        // It is told, and done with, together with its message.
        return Ok(Err(Missing));
    }
    let free = Expr::col(job::Column::LockedUntil)
        .is_null()
        .or(Expr::col(job::Column::LockedUntil).lt(now));
    let touched = match verb {
        Verb::Retry => {
            let update = job::Entity::update_many()
                .col_expr(job::Column::RunAt, Expr::value(now))
                .col_expr(job::Column::Attempts, Expr::value(0))
                .col_expr(job::Column::DeadAt, Expr::value(Option::<DateTime<Utc>>::None))
                .filter(job::Column::Id.eq(id))
                .filter(free);
            update.exec(&txn).await?.rows_affected
        }
        Verb::Discard => {
            let delete = job::Entity::delete_many()
                .filter(job::Column::Id.eq(id))
                .filter(job::Column::DeadAt.is_not_null())
                .filter(free);
            delete.exec(&txn).await?.rows_affected
        }
    };
    if touched == 0 {
        return Ok(Err(Missing));
    }
    let before = json!({
        "kind": row.kind,
        "payload": row.payload,
        "attempts": row.attempts,
        "cause": row.last_error,
    });
    record(&txn, now, actor, ("job", id), verb, before).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

/// Tries a message that was given up again, or throws it away: then to whom it was to go and what it said are
/// forgotten, and its key stays, so that it never goes twice.
pub async fn act_on_message(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    id: i64,
    verb: Verb,
) -> Answer<(), Missing> {
    retried(|| message_once(db, now, actor, id, verb)).await
}

async fn message_once(db: &Db, now: DateTime<Utc>, actor: &str, id: i64, verb: Verb) -> Answer<(), Missing> {
    let txn = write_txn(db).await?;
    let found = mail::Entity::find_by_id(id).one(&txn).await?;
    let dead =
        found.filter(|row| row.sent_at.is_none() && row.dead_at.is_some() && !row.recipient.is_empty());
    let Some(row) = dead else {
        return Ok(Err(Missing));
    };
    let payload = json!({"key": row.key});
    // The job that was buried with it: a second one would send it a second time.
    job::Entity::delete_many()
        .filter(job::Column::Kind.eq(MAIL_JOB))
        .filter(job::Column::Payload.eq(payload.to_string()))
        .filter(job::Column::DeadAt.is_not_null())
        .exec(&txn)
        .await?;
    let mut changed = mail::ActiveModel {
        id: Set(id),
        ..Default::default()
    };
    match verb {
        Verb::Retry => {
            changed.dead_at = Set(None);
            // Its patience begins anew: it is tried for as long as a new one.
            changed.created_at = Set(now);
        }
        Verb::Discard => {
            changed.recipient = Set(String::new());
            changed.payload = Set("{}".to_owned());
        }
    }
    mail::Entity::update(changed).exec(&txn).await?;
    if verb == Verb::Retry {
        jobs::enqueue(&txn, MAIL_JOB, &payload, Some(&row.key), now).await?;
    }
    // Not to whom: the log cannot forget.
    let before = json!({"key": row.key, "template": row.template, "cause": row.last_error});
    record(&txn, now, actor, ("mail", id), verb, before).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

async fn record(
    txn: &Txn,
    now: DateTime<Utc>,
    actor: &str,
    (kind, id): (&str, i64),
    verb: Verb,
    before: serde_json::Value,
) -> Result<()> {
    let act = Act {
        actor,
        action: &format!("{kind}.{}", verb.word()),
        subject_kind: kind,
        subject_id: Some(id),
        before: Some(before),
        after: None,
        reason: None,
    };
    audit::record(txn, now, act).await
}
