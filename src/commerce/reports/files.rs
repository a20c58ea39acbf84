//! Making a large file: rows in pieces, progress in the run's row, the finished file in the private store under the
//! name its row has had from the beginning. So a crash leaves nothing that no row names.

use bytes::Bytes;
use chrono::{DateTime, Utc};
use entity::{Locale, ReportKind, ReportState, report_run};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::Value;

use super::{lines, national};
use foundation::jobs::{self, JobError};
use foundation::kernel::clock::Clock;
use foundation::kernel::db::{Db, retried, write_txn};
use foundation::kernel::error::{Context, Error, Result};
use foundation::media::{BlobStore, MediaKey};

/// Kind of the job that makes a file. Its payload is `{"run": 3}`.
pub const REPORT_JOB: &str = "report_file";

/// Words of a file, by language and key.
pub type Say = dyn Fn(Locale, &str) -> String + Send + Sync;

/// Makes the file of a run. One that is made already, or that nobody waits for any more, is left alone.
pub async fn make_file(
    db: &Db,
    clock: &Clock,
    files: &dyn BlobStore,
    say: &Say,
    payload: &Value,
) -> Result<(), JobError> {
    let id = jobs::number(payload, "run")?;
    let run = report_run::Entity::find_by_id(id).one(db).await;
    let run = run.map_err(Error::from)?;
    let Some(run) = run.filter(|run| run.state != ReportState::Done && run.expires_at > clock.now()) else {
        return Ok(());
    };
    let key = MediaKey::parse(&run.file_key)
        .ok_or_else(|| JobError::GiveUp(format!("a report under the name {}", run.file_key)))?;
    let content = match run.kind {
        ReportKind::National => national::file(db, clock.today(), &run, say).await?,
        ReportKind::SalesLines => lines::file(db, &run, say).await?,
    };
    let bytes = i64::try_from(content.len()).unwrap_or(i64::MAX);
    let put = files.put(&key, Bytes::from(content)).await;
    put.context("keeping a report")?;
    if !finish(db, clock.now(), id, bytes).await? {
        // Its row went while the file was made.
        let gone = files.delete(&key).await;
        gone.context("removing a report that nobody waits for")?;
    }
    Ok(())
}

/// Says how far a run has come.
pub(super) async fn told(db: &Db, id: i64, done: i64, total: i64) -> Result<()> {
    retried(|| async {
        let txn = write_txn(db).await?;
        report_run::Entity::update_many()
            .col_expr(report_run::Column::State, Expr::value(ReportState::Running))
            .col_expr(report_run::Column::Done, Expr::value(done))
            .col_expr(report_run::Column::Total, Expr::value(total))
            .filter(report_run::Column::Id.eq(id))
            .filter(report_run::Column::State.ne(ReportState::Done))
            .exec(&txn)
            .await?;
        txn.commit().await?;
        Ok(())
    })
    .await
}

async fn finish(db: &Db, now: DateTime<Utc>, id: i64, bytes: i64) -> Result<bool> {
    retried(|| async {
        let txn = write_txn(db).await?;
        let finished = report_run::Entity::update_many()
            .col_expr(report_run::Column::State, Expr::value(ReportState::Done))
            .col_expr(report_run::Column::Bytes, Expr::value(Some(bytes)))
            .col_expr(report_run::Column::FinishedAt, Expr::value(Some(now)))
            .filter(report_run::Column::Id.eq(id))
            .exec(&txn)
            .await?;
        txn.commit().await?;
        Ok(finished.rows_affected == 1)
    })
    .await
}
