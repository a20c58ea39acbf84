//! The papers behind certificates. Rows are in the database and files are not: a job is put down before a file is
//! written, and looks an hour later whether a row names it.

use chrono::{DateTime, TimeDelta, Utc};
use entity::certificate_paper;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use super::KEYS;
use foundation::jobs::{self, JobError};
use foundation::kernel::db::{Db, Txn};
use foundation::kernel::error::Result;
use foundation::media::{BlobStore, MediaKey, private};

/// Kind of the job that removes papers no row names. Its payload is `{"keys": […]}`.
pub const FORGET_JOB: &str = "forget_certificate_papers";
/// When a file that was written is looked at: long after the request that brought it is over.
const LOOKED_AT_AFTER: TimeDelta = TimeDelta::hours(1);

/// A paper behind a certificate.
pub type Paper = certificate_paper::Model;

/// Puts down that a file is about to be written.
pub async fn expect(db: &Db, now: DateTime<Utc>, key: &MediaKey) -> Result<()> {
    let payload = json!({"keys": [key.as_str()]});
    jobs::enqueue(db, FORGET_JOB, &payload, None, now + LOOKED_AT_AFTER).await
}

/// Puts a paper, whose file is kept already, behind a certificate.
pub(super) async fn add(
    txn: &Txn,
    now: DateTime<Utc>,
    actor: &str,
    certificate: i64,
    key: &MediaKey,
) -> Result<()> {
    let row = certificate_paper::ActiveModel {
        certificate_id: Set(certificate),
        key: Set(key.as_str().to_owned()),
        content_type: Set(key.content_type().to_owned()),
        created_by: Set(actor.to_owned()),
        created_at: Set(now),
        ..Default::default()
    };
    certificate_paper::Entity::insert(row)
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

/// The papers behind some certificates, in the order they came.
pub async fn papers_of(db: &impl ConnectionTrait, certificates: &[i64]) -> Result<Vec<Paper>> {
    let mut found = Vec::new();
    for some in certificates.chunks(KEYS) {
        let papers = certificate_paper::Entity::find()
            .filter(certificate_paper::Column::CertificateId.is_in(some.iter().copied()))
            .order_by_asc(certificate_paper::Column::Id)
            .all(db)
            .await?;
        found.extend(papers);
    }
    Ok(found)
}

/// A paper by its key. Who asks is of the office.
pub async fn paper(db: &impl ConnectionTrait, id: i64) -> Result<Option<Paper>> {
    Ok(certificate_paper::Entity::find_by_id(id).one(db).await?)
}

/// Removes those files of a job that no row names. Doing it twice does it once.
pub async fn forget(db: &Db, files: &dyn BlobStore, payload: &Value) -> Result<(), JobError> {
    private::forget_unnamed::<certificate_paper::Entity>(db, files, payload, certificate_paper::Column::Key)
        .await
}
