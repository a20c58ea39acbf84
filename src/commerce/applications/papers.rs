//! The papers of an application. Rows are in the database and files are not: a job is put down before a file is
//! written, and looks an hour later whether a row names it; whatever happens in between, nothing stays behind.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{application_document, application_tick};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};

use super::draft::held;
use super::requirements::applicable;
use super::{Application, Paper};
use foundation::jobs::{self, JobError};
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Result};
use foundation::media::{BlobStore, MediaKey, private};

/// Kind of the job that removes papers no row names. Its payload is `{"keys": […]}`.
pub const FORGET_PAPERS_JOB: &str = "forget_papers";
/// Papers an application may have.
pub const MOST_PAPERS: u64 = 20;
/// When files that were written are looked at: long after the request that brought them is over.
const LOOKED_AT_AFTER: TimeDelta = TimeDelta::hours(1);

/// Why a paper was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperRefusal {
    /// The person has no application that can be written in.
    Closed,
    /// Nobody asks for that, or there is no such paper.
    Missing,
    /// No more fit.
    Full,
}

/// Puts down that a file is about to be written.
pub async fn expect(db: &Db, now: DateTime<Utc>, key: &MediaKey) -> Result<()> {
    enqueue(db, now + LOOKED_AT_AFTER, &[key.as_str()]).await
}

pub(super) async fn enqueue(txn: &impl ConnectionTrait, at: DateTime<Utc>, keys: &[&str]) -> Result<()> {
    jobs::enqueue(txn, FORGET_PAPERS_JOB, &json!({"keys": keys}), None, at).await
}

/// Adds a paper, whose file is kept already, to a person's open application.
pub async fn add(
    db: &Db,
    now: DateTime<Utc>,
    user_id: i64,
    requirement_id: i64,
    key: &MediaKey,
) -> Answer<(), PaperRefusal> {
    retried(|| async {
        let txn = write_txn(db).await?;
        let row = match writable(&txn, user_id).await? {
            Ok(row) => row,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let asked = applicable(&txn, row.legal_form).await?;
        if !asked.iter().any(|requirement| requirement.id == requirement_id) {
            return Ok(Err(PaperRefusal::Missing));
        }
        let count = application_document::Entity::find()
            .filter(application_document::Column::ApplicationId.eq(row.id))
            .count(&txn)
            .await?;
        if count >= MOST_PAPERS {
            return Ok(Err(PaperRefusal::Full));
        }
        let paper = application_document::ActiveModel {
            application_id: Set(row.id),
            requirement_id: Set(requirement_id),
            key: Set(key.as_str().to_owned()),
            content_type: Set(key.content_type().to_owned()),
            created_at: Set(now),
            ..Default::default()
        };
        application_document::Entity::insert(paper)
            .exec_without_returning(&txn)
            .await?;
        unsee(&txn, row.id, requirement_id).await?;
        txn.commit().await?;
        Ok(Ok(()))
    })
    .await
}

/// Takes a paper out of a person's open application; its file goes by a job.
pub async fn remove(db: &Db, now: DateTime<Utc>, user_id: i64, paper_id: i64) -> Answer<(), PaperRefusal> {
    retried(|| async {
        let txn = write_txn(db).await?;
        let row = match writable(&txn, user_id).await? {
            Ok(row) => row,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let Some(paper) = of_application(&txn, row.id, paper_id).await? else {
            return Ok(Err(PaperRefusal::Missing));
        };
        application_document::Entity::delete_by_id(paper.id)
            .exec(&txn)
            .await?;
        enqueue(&txn, now, &[paper.key.as_str()]).await?;
        unsee(&txn, row.id, paper.requirement_id).await?;
        txn.commit().await?;
        Ok(Ok(()))
    })
    .await
}

/// What the office has seen before is not what lies there now.
async fn unsee(txn: &Txn, application_id: i64, requirement_id: i64) -> Result<()> {
    application_tick::Entity::delete_by_id((application_id, requirement_id))
        .exec(txn)
        .await?;
    Ok(())
}

async fn writable(txn: &Txn, user_id: i64) -> Answer<Application, PaperRefusal> {
    let row = held(txn, user_id).await?;
    Ok(row
        .filter(|row| row.status.is_writable())
        .ok_or(PaperRefusal::Closed))
}

/// A paper of an application. The application is the asker's own, or the asker is of the office.
pub async fn of_application(
    db: &impl ConnectionTrait,
    application_id: i64,
    paper_id: i64,
) -> Result<Option<Paper>> {
    Ok(application_document::Entity::find_by_id(paper_id)
        .filter(application_document::Column::ApplicationId.eq(application_id))
        .one(db)
        .await?)
}

/// Removes those files of a job that no row names (any more). Doing it twice does it once.
pub async fn forget_papers(db: &Db, files: &dyn BlobStore, payload: &Value) -> Result<(), JobError> {
    private::forget_unnamed::<application_document::Entity>(
        db,
        files,
        payload,
        application_document::Column::Key,
    )
    .await
}
