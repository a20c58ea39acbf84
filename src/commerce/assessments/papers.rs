//! Papers of a place. Rows are in the database and files are not: a job is put down before a file is written, and
//! looks an hour later whether a row names it; whatever happens in between, nothing stays behind.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{place, place_paper};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::{Value, json};

use foundation::audit::{self, Act};
use foundation::jobs::{self, JobError};
use foundation::kernel::db::{Db, retried, write_txn};
use foundation::kernel::error::{Answer, Result};
use foundation::media::{BlobStore, MediaKey, private};

/// A paper.
pub type Paper = place_paper::Model;

/// Kind of the job that removes papers no row names. Its payload is `{"keys": […]}`.
pub const FORGET_PLACE_PAPERS_JOB: &str = "forget_place_papers";
/// Papers a place may have.
pub const MOST_PAPERS: u64 = 40;
/// When files that were written are looked at: long after the request that brought them is over.
const LOOKED_AT_AFTER: TimeDelta = TimeDelta::hours(1);

/// Why a paper was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperRefusal {
    /// There is no such place or paper.
    Missing,
    /// No more fit.
    Full,
}

/// Puts down that a file is about to be written.
pub async fn expect(db: &Db, now: DateTime<Utc>, key: &MediaKey) -> Result<()> {
    enqueue(db, now + LOOKED_AT_AFTER, key.as_str()).await
}

async fn enqueue(txn: &impl ConnectionTrait, at: DateTime<Utc>, key: &str) -> Result<()> {
    jobs::enqueue(txn, FORGET_PLACE_PAPERS_JOB, &json!({ "keys": [key] }), None, at).await
}

/// Papers of a place, the oldest first.
pub async fn of_place(db: &impl ConnectionTrait, place: i64) -> Result<Vec<Paper>> {
    Ok(place_paper::Entity::find()
        .filter(place_paper::Column::PlaceId.eq(place))
        .order_by_asc(place_paper::Column::Id)
        .limit(MOST_PAPERS)
        .all(db)
        .await?)
}

/// A paper of a place, for the office.
pub async fn paper(db: &impl ConnectionTrait, place: i64, id: i64) -> Result<Option<Paper>> {
    Ok(place_paper::Entity::find_by_id(id)
        .filter(place_paper::Column::PlaceId.eq(place))
        .one(db)
        .await?)
}

/// Adds a paper whose file is kept already.
pub async fn attach(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    place: i64,
    title: &str,
    key: &MediaKey,
) -> Answer<(), PaperRefusal> {
    retried(|| async {
        let txn = write_txn(db).await?;
        let found = place::Entity::find_by_id(place)
            .lock_exclusive()
            .one(&txn)
            .await?;
        if found.is_none() {
            return Ok(Err(PaperRefusal::Missing));
        }
        let count = place_paper::Entity::find()
            .filter(place_paper::Column::PlaceId.eq(place))
            .count(&txn)
            .await?;
        if count >= MOST_PAPERS {
            return Ok(Err(PaperRefusal::Full));
        }
        let row = place_paper::ActiveModel {
            place_id: Set(place),
            title: Set(title.to_owned()),
            key: Set(key.as_str().to_owned()),
            content_type: Set(key.content_type().to_owned()),
            actor: Set(actor.to_owned()),
            created_at: Set(now),
            ..Default::default()
        };
        let row = row.insert(&txn).await?;
        note(&txn, now, actor, "place.attach_paper", &row).await?;
        txn.commit().await?;
        Ok(Ok(()))
    })
    .await
}

/// Takes a paper away; its file goes by a job.
pub async fn detach(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    place: i64,
    id: i64,
) -> Answer<(), PaperRefusal> {
    retried(|| async {
        let txn = write_txn(db).await?;
        let Some(row) = paper(&txn, place, id).await? else {
            return Ok(Err(PaperRefusal::Missing));
        };
        place_paper::Entity::delete_by_id(id).exec(&txn).await?;
        enqueue(&txn, now, &row.key).await?;
        note(&txn, now, actor, "place.detach_paper", &row).await?;
        txn.commit().await?;
        Ok(Ok(()))
    })
    .await
}

async fn note(
    txn: &impl ConnectionTrait,
    now: DateTime<Utc>,
    actor: &str,
    action: &str,
    row: &Paper,
) -> Result<()> {
    let act = Act {
        actor,
        action,
        subject_kind: "place",
        subject_id: Some(row.place_id),
        before: None,
        after: Some(json!({ "paper": row.id, "title": row.title })),
        reason: None,
    };
    audit::record(txn, now, act).await
}

/// Removes those files of a job that no row names (any more). Doing it twice does it once.
pub async fn forget_files(db: &Db, files: &dyn BlobStore, payload: &Value) -> Result<(), JobError> {
    private::forget_unnamed::<place_paper::Entity>(db, files, payload, place_paper::Column::Key).await
}
