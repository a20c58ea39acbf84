//! A buyer's wish to give delivered goods back: one an order, with the reason and with pictures, answered by the
//! producer.

use chrono::{DateTime, Utc};
use entity::{OrderStatus, ReturnStatus, order, return_picture, return_request};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::history::{Event, record};
use foundation::kernel::db::{Db, Txn, is_duplicate, retried, write_txn};
use foundation::kernel::error::{Answer, Error, Result};
use foundation::media::MediaKey;

/// Kind of the event that a return was asked for.
pub(super) const ASKED: &str = "return_asked";
/// How many keys go into one `IN` list.
const CHUNK: usize = 5_000;

/// Why nothing was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReturnRefusal {
    /// The goods are not with the buyer.
    NotDelivered,
    /// It was asked for before.
    Asked,
}

/// A return with its pictures.
#[derive(Clone, Debug, PartialEq)]
pub struct ReturnView {
    /// What was asked, and what became of it.
    pub request: return_request::Model,
    /// Its pictures, in the order they were sent.
    pub pictures: Vec<return_picture::Model>,
}

/// Asks for a return of a delivered order, with its line on the timeline. The files of the pictures are kept
/// already (see [`super::expect_files`]); where the return is refused the caller removes them again.
pub async fn ask_return(
    db: &Db,
    now: DateTime<Utc>,
    order_id: i64,
    reason: &str,
    pictures: &[MediaKey],
) -> Answer<(), ReturnRefusal> {
    retried(|| ask_once(db, now, order_id, reason, pictures)).await
}

async fn ask_once(
    db: &Db,
    now: DateTime<Utc>,
    order_id: i64,
    reason: &str,
    pictures: &[MediaKey],
) -> Answer<(), ReturnRefusal> {
    let txn = write_txn(db).await?;
    let order = order::Entity::find_by_id(order_id)
        .one(&txn)
        .await?
        .ok_or_else(|| Error::new("a return of no order"))?;
    if order.status != OrderStatus::Delivered {
        return Ok(Err(ReturnRefusal::NotDelivered));
    }
    let row = return_request::ActiveModel {
        order_id: Set(order_id),
        reason: Set(reason.to_owned()),
        status: Set(ReturnStatus::Asked),
        answer: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    };
    let return_id = match return_request::Entity::insert(row).exec(&txn).await {
        Ok(inserted) => inserted.last_insert_id,
        Err(error) if is_duplicate(&error) => return Ok(Err(ReturnRefusal::Asked)),
        Err(error) => return Err(error.into()),
    };
    if !pictures.is_empty() {
        let rows = pictures.iter().map(|key| return_picture::ActiveModel {
            return_id: Set(return_id),
            key: Set(key.as_str().to_owned()),
            content_type: Set(key.content_type().to_owned()),
            ..Default::default()
        });
        return_picture::Entity::insert_many(rows)
            .exec_without_returning(&txn)
            .await?;
    }
    // The reason stands in the return alone, so that it can be forgotten there.
    let event = Event {
        order_id,
        kind: ASKED,
        moved: None,
        actor: "buyer",
        note: None,
    };
    record(&txn, now, &[event]).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

/// Moves a return that stands at `from`, with the producer's answer where there is one. Says whether it moved:
/// not if it stands elsewhere or somebody was faster.
pub async fn move_return(
    txn: &Txn,
    now: DateTime<Utc>,
    order_id: i64,
    (from, to): (ReturnStatus, ReturnStatus),
    answer: Option<&str>,
) -> Result<bool> {
    let mut update = return_request::Entity::update_many()
        .col_expr(return_request::Column::Status, Expr::value(to))
        .col_expr(return_request::Column::UpdatedAt, Expr::value(now))
        .filter(return_request::Column::OrderId.eq(order_id))
        .filter(return_request::Column::Status.eq(from));
    if let Some(answer) = answer {
        update = update.col_expr(
            return_request::Column::Answer,
            Expr::value(Some(answer.to_owned())),
        );
    }
    Ok(update.exec(txn).await?.rows_affected == 1)
}

/// Whether a return of an order was asked for.
pub async fn is_asked(db: &impl ConnectionTrait, order_id: i64) -> Result<bool> {
    let found: Option<i64> = return_request::Entity::find()
        .select_only()
        .column(return_request::Column::Id)
        .filter(return_request::Column::OrderId.eq(order_id))
        .into_tuple()
        .one(db)
        .await?;
    Ok(found.is_some())
}

/// The returns of orders, with their pictures. Whose orders they are, a purchase's or a producer's, is the
/// caller's to know.
pub async fn returns_of(db: &impl ConnectionTrait, order_ids: &[i64]) -> Result<Vec<ReturnView>> {
    let mut found = Vec::new();
    for ids in order_ids.chunks(CHUNK) {
        let requests = return_request::Entity::find()
            .filter(return_request::Column::OrderId.is_in(ids.iter().copied()))
            .all(db)
            .await?;
        if requests.is_empty() {
            continue;
        }
        let pictures = return_picture::Entity::find()
            .filter(return_picture::Column::ReturnId.is_in(requests.iter().map(|request| request.id)))
            .order_by_asc(return_picture::Column::Id)
            .all(db)
            .await?;
        found.extend(requests.into_iter().map(|request| {
            ReturnView {
                pictures: pictures
                    .iter()
                    .filter(|picture| picture.return_id == request.id)
                    .cloned()
                    .collect(),
                request,
            }
        }));
    }
    Ok(found)
}
