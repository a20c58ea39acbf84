//! What time does: orders nobody paid or confirmed are called off, forgotten carts go, and so do the
//! particulars of people who left.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{OrderStatus, order};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};

use super::cancel::{By, cancel};
use crate::{accounts, cart};
use foundation::kernel::db::Db;
use foundation::kernel::error::Result;

/// Orders called off in one go.
const AT_ONCE: u64 = 200;

/// A card payment may be under way when its time is up: its goods are kept a little longer.
const GRACE: TimeDelta = TimeDelta::minutes(2);

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Orders called off.
    pub expired: usize,
    /// Carts thrown away.
    pub carts: u64,
}

/// Does what is due. Several processes may do it at once: each order is called off by one of them.
pub async fn sweep(db: &Db, now: DateTime<Utc>) -> Result<Swept> {
    let due: Vec<i64> = order::Entity::find()
        .select_only()
        .column(order::Column::Id)
        .filter(
            order::Column::Status.is_in([OrderStatus::AwaitingPayment, OrderStatus::AwaitingConfirmation]),
        )
        .filter(Expr::col(order::Column::ExpiresAt).lt(now - GRACE))
        .order_by_asc(order::Column::ExpiresAt)
        .limit(AT_ONCE)
        .into_tuple()
        .all(db)
        .await?;
    let mut swept = Swept::default();
    for order_id in due {
        if cancel(db, now, order_id, By::Expiry, ("system", None))
            .await?
            .is_ok()
        {
            swept.expired += 1;
        }
    }
    swept.carts = cart::tidy(db, now).await?;
    accounts::data::tidy(db, now).await?;
    Ok(swept)
}
