//! Moving an order from one state to the next: the only writer of `orders.status`.

use chrono::{DateTime, Utc};
use entity::{OrderStatus, order};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::history::{Event, record};
use foundation::kernel::db::Txn;
use foundation::kernel::error::{Error, Result};

/// What came of a move.
#[derive(Clone, Debug, PartialEq)]
pub enum Moved {
    /// It moved; this is the order now.
    Now(Box<order::Model>),
    /// It stood elsewhere: somebody was faster, or it was done before.
    StoodAt(OrderStatus),
}

/// Moves an order if it stands where it is thought to stand, and writes its timeline. An illegal move is a
/// fault of the program.
pub async fn advance(
    txn: &Txn,
    now: DateTime<Utc>,
    order_id: i64,
    from: &[OrderStatus],
    to: OrderStatus,
    event: Event<'_>,
) -> Result<Moved> {
    if let Some(illegal) = from.iter().find(|from| !from.may_become(to)) {
        return Err(Error::new(format!(
            "an order never goes from {illegal:?} to {to:?}"
        )));
    }
    let Some(before) = order::Entity::find_by_id(order_id).one(txn).await? else {
        return Err(Error::new(format!("there is no order {order_id}")));
    };
    if !from.contains(&before.status) {
        return Ok(Moved::StoodAt(before.status));
    }
    let mut update = order::Entity::update_many()
        .col_expr(order::Column::Status, Expr::value(to))
        .col_expr(order::Column::StatusAt, Expr::value(now))
        .filter(order::Column::Id.eq(order_id))
        .filter(order::Column::Status.eq(before.status));
    if !to.is_waiting() {
        update = update.col_expr(
            order::Column::ExpiresAt,
            Expr::value(Option::<DateTime<Utc>>::None),
        );
    }
    if to == OrderStatus::Delivered {
        update = update.col_expr(order::Column::DeliveredAt, Expr::value(Some(now)));
    }
    let Some(after) = update.exec_with_returning(txn).await?.into_iter().next() else {
        let stands = order::Entity::find_by_id(order_id).one(txn).await?;
        return Ok(Moved::StoodAt(stands.map_or(before.status, |order| order.status)));
    };
    let event = Event {
        order_id,
        moved: Some((Some(before.status), to)),
        ..event
    };
    record(txn, now, &[event]).await?;
    Ok(Moved::Now(Box::new(after)))
}
