//! What a producer makes of what it is asked: answered, or nothing more to be done.

use chrono::{DateTime, Utc};
use entity::{EnquiryStatus, enquiry};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use foundation::audit::{self, Act};
use foundation::kernel::db::{Db, retried, write_txn};
use foundation::kernel::error::Result;

/// How many of a producer's enquiries nobody has answered.
pub async fn unanswered(db: &impl ConnectionTrait, producer_id: i64) -> Result<u64> {
    Ok(enquiry::Entity::find()
        .filter(enquiry::Column::ProducerId.eq(producer_id))
        .filter(enquiry::Column::Status.eq(EnquiryStatus::New))
        .count(db)
        .await?)
}

/// Says where an enquiry of a producer stands. Says whether there is one; standing there already changes nothing.
pub async fn mark(
    db: &Db,
    now: DateTime<Utc>,
    (producer_id, enquiry_id): (i64, i64),
    status: EnquiryStatus,
    actor: &str,
) -> Result<bool> {
    retried(|| mark_once(db, now, (producer_id, enquiry_id), status, actor)).await
}

async fn mark_once(
    db: &Db,
    now: DateTime<Utc>,
    (producer_id, enquiry_id): (i64, i64),
    status: EnquiryStatus,
    actor: &str,
) -> Result<bool> {
    let txn = write_txn(db).await?;
    let found = enquiry::Entity::find_by_id(enquiry_id)
        .filter(enquiry::Column::ProducerId.eq(producer_id))
        .one(&txn)
        .await?;
    let Some(before) = found else {
        return Ok(false);
    };
    if before.status != status {
        enquiry::Entity::update_many()
            .col_expr(enquiry::Column::Status, Expr::value(status))
            .filter(enquiry::Column::Id.eq(enquiry_id))
            .exec(&txn)
            .await?;
        let act = Act {
            actor,
            action: "enquiry.mark",
            subject_kind: "enquiry",
            subject_id: Some(enquiry_id),
            before: Some(json!({"status": before.status.word()})),
            after: Some(json!({"status": status.word()})),
            reason: None,
        };
        audit::record(&txn, now, act).await?;
        txn.commit().await?;
    }
    Ok(true)
}
