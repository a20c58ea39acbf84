//! The timeline of an order.

use chrono::{DateTime, Utc};
use entity::{OrderStatus, order_event};
use sea_orm::{ActiveValue::Set, EntityTrait};

use foundation::kernel::db::Txn;
use foundation::kernel::error::Result;

/// Something that happened to an order.
#[derive(Clone, Debug)]
pub struct Event<'a> {
    /// The order.
    pub order_id: i64,
    /// What: a key of the texts `order.event_…`.
    pub kind: &'a str,
    /// Where it stood and stands, if it moved.
    pub moved: Option<(Option<OrderStatus>, OrderStatus)>,
    /// Who: `buyer`, `system`, `user:7`.
    pub actor: &'a str,
    /// In their words.
    pub note: Option<String>,
}

/// Writes what happened, in one statement.
pub async fn record(txn: &Txn, now: DateTime<Utc>, events: &[Event<'_>]) -> Result<()> {
    let rows = events.iter().map(|event| order_event::ActiveModel {
        order_id: Set(event.order_id),
        kind: Set(event.kind.to_owned()),
        from_status: Set(event
            .moved
            .and_then(|(from, _)| from)
            .map(|status| status.word().to_owned())),
        to_status: Set(event.moved.map(|(_, to)| to.word().to_owned())),
        actor: Set(event.actor.to_owned()),
        note: Set(event.note.clone()),
        at: Set(now),
        ..Default::default()
    });
    order_event::Entity::insert_many(rows)
        .exec_without_returning(txn)
        .await?;
    Ok(())
}
