//! A buyer's wish to give delivered goods back: one an order, with the reason, answered by the producer.

use chrono::{DateTime, Utc};
use entity::{OrderStatus, ReturnStatus, order, return_request};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::history::{Event, record};
use foundation::kernel::db::{Db, is_duplicate, write_txn};
use foundation::kernel::error::{Answer, Error, Result};

/// Why nothing was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReturnRefusal {
    /// The goods are not with the buyer.
    NotDelivered,
    /// It was asked for before.
    Asked,
}

/// Asks for a return of a delivered order, with its line on the timeline.
pub async fn ask_return(
    db: &Db,
    now: DateTime<Utc>,
    order_id: i64,
    reason: &str,
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
    match return_request::Entity::insert(row).exec(&txn).await {
        Ok(_) => {}
        Err(error) if is_duplicate(&error) => return Ok(Err(ReturnRefusal::Asked)),
        Err(error) => return Err(error.into()),
    }
    let event = Event {
        order_id,
        kind: "return_asked",
        moved: None,
        actor: "buyer",
        note: Some(reason.to_owned()),
    };
    record(&txn, now, &[event]).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

/// The return of an order, if one was asked for.
pub async fn return_of(db: &impl ConnectionTrait, order_id: i64) -> Result<Option<return_request::Model>> {
    Ok(return_request::Entity::find()
        .filter(return_request::Column::OrderId.eq(order_id))
        .one(db)
        .await?)
}
