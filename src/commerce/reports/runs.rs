//! Large files that somebody of the office asked for: a row with its job, looked up from who asked and from nowhere
//! else, and gone after a week.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{Locale, ReportFormat, ReportKind, ReportState, report_run};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, sea_query::Expr,
};
use serde_json::json;

use super::files::REPORT_JOB;
use foundation::audit::{self, Act};
use foundation::jobs;
use foundation::kernel::db::{Db, Txn, is_duplicate, retried, write_txn};
use foundation::kernel::error::{Answer, Context, Result};
use foundation::kernel::secrets::Secrets;
use foundation::media::{BlobStore, MediaKey, private};

/// So long a file is kept.
pub const FILES_KEPT: TimeDelta = TimeDelta::days(7);
/// Files one person may have at a time.
pub const MOST_FILES: u64 = 20;

/// A file that is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileWish {
    /// What is in it.
    pub kind: ReportKind,
    /// Its format; lines of sales come as CSV alone.
    pub format: ReportFormat,
    /// The year it is about.
    pub year: i32,
    /// Language of its words.
    pub locale: Locale,
}

/// Why a file is not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskRefusal {
    /// It is not to be had in that format.
    Format,
    /// There are too many already.
    TooMany,
}

/// A file of somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct FileView {
    /// Its row.
    pub run: report_run::Model,
    /// Whether it is not finished and nobody works on it any more: its job was given up.
    pub stopped: bool,
}

/// Asks for a file. Who asks again for what is being made gets the same one; a file that was given up is begun anew.
pub async fn ask_file(
    db: &Db,
    now: DateTime<Utc>,
    secrets: &Secrets,
    (user_id, actor): (i64, &str),
    wish: FileWish,
) -> Answer<i64, AskRefusal> {
    if wish.kind == ReportKind::SalesLines && wish.format != ReportFormat::Csv {
        return Ok(Err(AskRefusal::Format));
    }
    retried(|| async {
        let txn = write_txn(db).await?;
        if let Some(known) = open(&txn, user_id, wish).await? {
            let payload = json!({ "run": known });
            let waits = jobs::among(&txn, REPORT_JOB, std::slice::from_ref(&payload), now).await?;
            if waits.is_empty() {
                jobs::enqueue(&txn, REPORT_JOB, &payload, None, now).await?;
                txn.commit().await?;
            }
            return Ok(Ok(known));
        }
        let there = report_run::Entity::find()
            .filter(report_run::Column::UserId.eq(user_id))
            .count(&txn)
            .await?;
        if there >= MOST_FILES {
            return Ok(Err(AskRefusal::TooMany));
        }
        let row = report_run::ActiveModel {
            user_id: Set(user_id),
            kind: Set(wish.kind),
            format: Set(wish.format),
            year: Set(wish.year),
            locale: Set(wish.locale),
            state: Set(ReportState::Waiting),
            done: Set(0),
            total: Set(0),
            file_key: Set(private::new_key(secrets, wish.format.word())?.as_str().to_owned()),
            bytes: Set(None),
            created_at: Set(now),
            finished_at: Set(None),
            expires_at: Set(now + FILES_KEPT),
            ..Default::default()
        };
        let run = match report_run::Entity::insert(row).exec_with_returning(&txn).await {
            Ok(run) => run,
            Err(error) if is_duplicate(&error) => {
                drop(txn);
                let known = open(db, user_id, wish).await?;
                return Ok(known.ok_or(AskRefusal::TooMany));
            }
            Err(error) => return Err(error.into()),
        };
        let act = Act {
            actor,
            action: "report.file",
            subject_kind: "report_run",
            subject_id: Some(run.id),
            before: None,
            after: Some(json!({
                "kind": wish.kind.word(), "format": wish.format.word(), "year": wish.year,
            })),
            reason: None,
        };
        audit::record(&txn, now, act).await?;
        jobs::enqueue(&txn, REPORT_JOB, &json!({ "run": run.id }), None, now).await?;
        txn.commit().await?;
        Ok(Ok(run.id))
    })
    .await
}

/// The file of that kind that is being made for somebody.
async fn open(db: &impl ConnectionTrait, user_id: i64, wish: FileWish) -> Result<Option<i64>> {
    Ok(report_run::Entity::find()
        .select_only()
        .column(report_run::Column::Id)
        .filter(report_run::Column::UserId.eq(user_id))
        .filter(report_run::Column::Kind.eq(wish.kind))
        .filter(report_run::Column::Format.eq(wish.format))
        .filter(report_run::Column::Year.eq(wish.year))
        .filter(report_run::Column::Locale.eq(wish.locale))
        .filter(report_run::Column::State.ne(ReportState::Done))
        .into_tuple()
        .one(db)
        .await?)
}

/// The files of somebody, newest first.
pub async fn files_of(db: &impl ConnectionTrait, now: DateTime<Utc>, user_id: i64) -> Result<Vec<FileView>> {
    let runs = report_run::Entity::find()
        .filter(report_run::Column::UserId.eq(user_id))
        .filter(Expr::col(report_run::Column::ExpiresAt).gt(now))
        .order_by_desc(report_run::Column::Id)
        .limit(MOST_FILES)
        .all(db)
        .await?;
    let payload = |run: &report_run::Model| json!({ "run": run.id });
    let payloads: Vec<_> = runs
        .iter()
        .filter(|run| run.state != ReportState::Done)
        .map(payload)
        .collect();
    let waits = if payloads.is_empty() {
        HashSet::new()
    } else {
        jobs::among(db, REPORT_JOB, &payloads, now).await?
    };
    Ok(runs
        .into_iter()
        .map(|run| FileView {
            stopped: run.state != ReportState::Done && !waits.contains(&payload(&run).to_string()),
            run,
        })
        .collect())
}

/// A finished file, looked up from who asked for it: anybody else finds nothing.
pub async fn file_of(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    user_id: i64,
    id: i64,
) -> Result<Option<report_run::Model>> {
    Ok(report_run::Entity::find_by_id(id)
        .filter(report_run::Column::UserId.eq(user_id))
        .filter(report_run::Column::State.eq(ReportState::Done))
        .filter(Expr::col(report_run::Column::ExpiresAt).gt(now))
        .one(db)
        .await?)
}

/// Removes what is older than a week, first the file and then the row that names it; says how many. Several processes
/// may do it at once.
pub async fn forget_files(db: &Db, files: &dyn BlobStore, now: DateTime<Utc>) -> Result<u64> {
    let mut gone = 0;
    loop {
        let due = report_run::Entity::find()
            .filter(Expr::col(report_run::Column::ExpiresAt).lte(now))
            .order_by_asc(report_run::Column::ExpiresAt)
            .limit(100)
            .all(db)
            .await?;
        if due.is_empty() {
            return Ok(gone);
        }
        for run in &due {
            if let Some(key) = MediaKey::parse(&run.file_key) {
                files.delete(&key).await.context("removing an old report")?;
            }
            gone += remove(db, run.id).await?;
        }
    }
}

async fn remove(db: &Db, id: i64) -> Result<u64> {
    retried(|| async {
        let txn: Txn = write_txn(db).await?;
        let gone = report_run::Entity::delete_by_id(id).exec(&txn).await?;
        txn.commit().await?;
        Ok(gone.rows_affected)
    })
    .await
}
