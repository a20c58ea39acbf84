//! Orders that wait for the producer's word for more than a day: it is reminded once, before they run out.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{Locale, OrderStatus, order, producer_setting};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait as _, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use std::collections::HashMap;

use super::letters::put_new;
use foundation::kernel::db::Db;
use foundation::kernel::error::Result;
use foundation::mail::Letter;

/// How long an order waits before its producer is reminded.
pub const REMINDED_AFTER: TimeDelta = TimeDelta::hours(24);
/// Orders looked at in one go: they run out or are answered soon, so there are never many.
const AT_ONCE: u64 = 500;

/// Puts a message about every order that has waited for a word since a day, to producers that left an address;
/// says how many. Each order once, however often this runs.
pub async fn orders_unanswered(db: &Db, now: DateTime<Utc>) -> Result<usize> {
    let waiting = order::Entity::find()
        .filter(order::Column::Status.eq(OrderStatus::AwaitingConfirmation))
        .filter(Expr::col(order::Column::PlacedAt).lte(now - REMINDED_AFTER))
        .order_by_asc(order::Column::ExpiresAt)
        .limit(AT_ONCE)
        .all(db)
        .await?;
    let addresses: HashMap<i64, String> = producer_setting::Entity::find()
        .filter(producer_setting::Column::ProducerId.is_in(waiting.iter().map(|order| order.producer_id)))
        .all(db)
        .await?
        .into_iter()
        .filter_map(|row| Some((row.producer_id, row.email?)))
        .collect();
    let letters: Vec<Letter> = waiting
        .iter()
        .filter_map(|order| {
            Some(Letter {
                key: format!("unanswered_order:{}", order.id),
                template: "unanswered_order",
                locale: Locale::Vi,
                recipient: addresses.get(&order.producer_id)?.clone(),
                payload: json!({"purchase": order.purchase_id, "order": order.id}),
            })
        })
        .collect();
    put_new(db, now, letters).await
}
