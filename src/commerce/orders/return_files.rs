//! The pictures of returns and their files: handed out order by order, and forgotten for good.
//!
//! Rows are in the database and files are not, so one of the two is always first. A file is written before the
//! row that names it and removed after it, each time with a job that was put down before: whatever happens in
//! between, a refused transaction, a lost connection, a crash, the job finds files that no row names and
//! removes them. Until then such a file is out of reach, since a look-up begins at a row.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{order, order_event, return_picture, return_request};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect};
use serde_json::{Value, json};

use super::returns::ASKED;
use foundation::jobs::{self, JobError};
use foundation::kernel::db::{Db, Txn};
use foundation::kernel::error::Result;
use foundation::media::{BlobStore, MediaKey, private};

/// Kind of the job that removes private files no row names. Its payload is `{"keys": […]}`.
pub const FORGET_FILES_JOB: &str = "forget_files";
/// When files that were written are looked at: long after the request that brought them is over.
const LOOKED_AT_AFTER: TimeDelta = TimeDelta::hours(1);
/// Purchases that are forgotten with one statement of each kind.
const CHUNK: usize = 500;

/// A picture of an order's return. The order is the asker's own: found by a purchase's token or person, or
/// among a producer's ([`super::order_of`]).
pub async fn picture_of(
    db: &impl ConnectionTrait,
    order_id: i64,
    picture_id: i64,
) -> Result<Option<return_picture::Model>> {
    let own = Query::select()
        .column(return_request::Column::Id)
        .from(return_request::Entity)
        .and_where(return_request::Column::OrderId.eq(order_id))
        .to_owned();
    Ok(return_picture::Entity::find_by_id(picture_id)
        .filter(Expr::col(return_picture::Column::ReturnId).in_subquery(own))
        .one(db)
        .await?)
}

/// Puts down that files are about to be written: an hour later those of them go again that no row names.
pub async fn expect_files(db: &Db, now: DateTime<Utc>, keys: &[MediaKey]) -> Result<()> {
    if keys.is_empty() {
        return Ok(());
    }
    let keys: Vec<&str> = keys.iter().map(MediaKey::as_str).collect();
    enqueue(db, now + LOOKED_AT_AFTER, &keys).await
}

async fn enqueue(txn: &impl ConnectionTrait, at: DateTime<Utc>, keys: &[&str]) -> Result<()> {
    jobs::enqueue(txn, FORGET_FILES_JOB, &json!({"keys": keys}), None, at).await
}

/// Removes those private files of a job that no row names (any more). Doing it twice does it once.
pub async fn forget_files(db: &Db, files: &dyn BlobStore, payload: &Value) -> Result<(), JobError> {
    private::forget_unnamed::<return_picture::Entity>(db, files, payload, return_picture::Column::Key).await
}

/// Forgets what buyers said and showed in the returns of these purchases: words and rows at once, files by a
/// job of the same transaction. That something was given back, and what came of it, stays with the order.
pub async fn forget_returns(txn: &Txn, now: DateTime<Utc>, purchase_ids: &[i64]) -> Result<()> {
    for ids in purchase_ids.chunks(CHUNK) {
        let orders = Query::select()
            .column(order::Column::Id)
            .from(order::Entity)
            .and_where(order::Column::PurchaseId.is_in(ids.iter().copied()))
            .to_owned();
        let returns: Vec<(i64, i64)> = return_request::Entity::find()
            .select_only()
            .column(return_request::Column::Id)
            .column(return_request::Column::OrderId)
            .filter(Expr::col(return_request::Column::OrderId).in_subquery(orders))
            .into_tuple()
            .all(txn)
            .await?;
        if !returns.is_empty() {
            forget_some(txn, now, &returns).await?;
        }
    }
    Ok(())
}

/// Purchases with a return that was asked before `before` and still says why, at most `limit`.
pub async fn with_old_returns(
    db: &impl ConnectionTrait,
    before: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<i64>> {
    let old = Query::select()
        .column(return_request::Column::OrderId)
        .from(return_request::Entity)
        .and_where(Expr::col(return_request::Column::CreatedAt).lt(before))
        .and_where(return_request::Column::Reason.ne(""))
        .to_owned();
    Ok(order::Entity::find()
        .select_only()
        .column(order::Column::PurchaseId)
        .distinct()
        .filter(Expr::col(order::Column::Id).in_subquery(old))
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?)
}

/// Forgets returns, given with their orders.
async fn forget_some(txn: &Txn, now: DateTime<Utc>, returns: &[(i64, i64)]) -> Result<()> {
    let (ids, orders): (Vec<i64>, Vec<i64>) = returns.iter().copied().unzip();
    let pictures = || return_picture::Column::ReturnId.is_in(ids.iter().copied());
    let keys: Vec<String> = return_picture::Entity::find()
        .select_only()
        .column(return_picture::Column::Key)
        .filter(pictures())
        .into_tuple()
        .all(txn)
        .await?;
    if !keys.is_empty() {
        return_picture::Entity::delete_many()
            .filter(pictures())
            .exec(txn)
            .await?;
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        enqueue(txn, now, &keys).await?;
    }
    return_request::Entity::update_many()
        .col_expr(return_request::Column::Reason, Expr::value(""))
        .col_expr(
            return_request::Column::Answer,
            Expr::value(Option::<String>::None),
        )
        .filter(return_request::Column::Id.is_in(ids.iter().copied()))
        .exec(txn)
        .await?;
    // Older timelines repeat the reason.
    order_event::Entity::update_many()
        .col_expr(order_event::Column::Note, Expr::value(Option::<String>::None))
        .filter(order_event::Column::Kind.eq(ASKED))
        .filter(order_event::Column::OrderId.is_in(orders))
        .exec(txn)
        .await?;
    Ok(())
}
