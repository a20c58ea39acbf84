//! What an event brought: visitors, turnover, contracts, as a whole and booth by booth. Nothing is written down before
//! it has begun.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::{event, event_booth, event_booth_result, event_result};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde_json::json;

use foundation::audit::{self, Act};
use foundation::kernel::clock::vietnam_day;
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Result};

/// What an event brought.
pub type FairResult = event_result::Model;
/// What a booth brought.
pub type BoothResult = event_booth_result::Model;

/// What is written down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Visitors.
    pub visitors: Option<i64>,
    /// Turnover in đồng.
    pub turnover: Option<i64>,
    /// Contracts.
    pub contracts: Option<i32>,
    /// Anything else.
    pub note: String,
    /// Booths by key, each with its turnover in đồng and its contracts; those that are not named stay as they are.
    pub booths: Vec<Brought>,
}

/// A booth by its key, with its turnover in đồng and its contracts.
pub type Brought = (i64, Option<i64>, Option<i32>);

/// Why nothing was written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultRefusal {
    /// There is no such event, or a booth is not one of its own.
    Missing,
    /// It has not begun, or nobody knows when it does.
    NotBegun,
    /// Somebody else has written meanwhile.
    Stale,
}

/// What an event brought, where it was written down.
pub async fn result(db: &impl ConnectionTrait, event: i64) -> Result<Option<FairResult>> {
    Ok(event_result::Entity::find_by_id(event).one(db).await?)
}

/// What the booths of an event brought, by booth.
pub async fn booth_results(db: &impl ConnectionTrait, event: i64) -> Result<HashMap<i64, BoothResult>> {
    let booths: Vec<i64> = event_booth::Entity::find()
        .select_only()
        .column(event_booth::Column::Id)
        .filter(event_booth::Column::EventId.eq(event))
        .into_tuple()
        .all(db)
        .await?;
    let rows = event_booth_result::Entity::find()
        .filter(event_booth_result::Column::BoothId.is_in(booths))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.booth_id, row)).collect())
}

/// Writes down what an event brought, as it was seen: `seen` is the revision of what stands there, 0 for nothing.
pub async fn put_result(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    (event, seen): (i64, i64),
    written: &Written,
) -> Answer<(), ResultRefusal> {
    retried(|| async {
        let txn = write_txn(db).await?;
        let found = event::Entity::find_by_id(event)
            .lock_exclusive()
            .one(&txn)
            .await?;
        let Some(row) = found else {
            return Ok(Err(ResultRefusal::Missing));
        };
        if row.starts_on.is_none_or(|day| day > vietnam_day(now)) {
            return Ok(Err(ResultRefusal::NotBegun));
        }
        let before = result(&txn, event).await?;
        if before.as_ref().map_or(0, |before| before.revision) != seen {
            return Ok(Err(ResultRefusal::Stale));
        }
        let known: Vec<i64> = event_booth::Entity::find()
            .select_only()
            .column(event_booth::Column::Id)
            .filter(event_booth::Column::EventId.eq(event))
            .into_tuple()
            .all(&txn)
            .await?;
        if !written.booths.iter().all(|(id, ..)| known.contains(id)) {
            return Ok(Err(ResultRefusal::Missing));
        }
        let after = event_result::Model {
            event_id: event,
            visitors: written.visitors,
            turnover: written.turnover,
            contracts: written.contracts,
            note: written.note.clone(),
            recorded_by: actor.to_owned(),
            updated_at: now,
            revision: seen + 1,
        };
        let row = after.clone().into_active_model().reset_all();
        if before.is_some() {
            row.update(&txn).await?;
        } else {
            event_result::Entity::insert(row)
                .exec_without_returning(&txn)
                .await?;
        }
        let stood = put_booths(&txn, written).await?;
        let said = |row: &FairResult, booths: &[Brought]| {
            json!({
                "visitors": row.visitors, "turnover": row.turnover,
                "contracts": row.contracts, "note": row.note, "booths": booths,
            })
        };
        let act = Act {
            actor,
            action: "event.put_result",
            subject_kind: "event",
            subject_id: Some(event),
            before: before.as_ref().map(|row| said(row, &stood)),
            after: Some(said(&after, &written.booths)),
            reason: None,
        };
        audit::record(&txn, now, act).await?;
        txn.commit().await?;
        Ok(Ok(()))
    })
    .await
}

/// Writes down what booths brought, and says what stood there of them.
async fn put_booths(txn: &Txn, written: &Written) -> Result<Vec<Brought>> {
    let named: Vec<i64> = written.booths.iter().map(|(id, ..)| *id).collect();
    let stood = event_booth_result::Entity::find()
        .filter(event_booth_result::Column::BoothId.is_in(named.iter().copied()))
        .order_by_asc(event_booth_result::Column::BoothId)
        .all(txn)
        .await?;
    event_booth_result::Entity::delete_many()
        .filter(event_booth_result::Column::BoothId.is_in(named))
        .exec(txn)
        .await?;
    let rows: Vec<event_booth_result::ActiveModel> = written
        .booths
        .iter()
        .filter(|(_, turnover, contracts)| turnover.is_some() || contracts.is_some())
        .map(|(booth_id, turnover, contracts)| {
            let row = event_booth_result::Model {
                booth_id: *booth_id,
                turnover: *turnover,
                contracts: *contracts,
            };
            row.into_active_model().reset_all()
        })
        .collect();
    if !rows.is_empty() {
        event_booth_result::Entity::insert_many(rows)
            .exec_without_returning(txn)
            .await?;
    }
    Ok(stood
        .into_iter()
        .map(|row| (row.booth_id, row.turnover, row.contracts))
        .collect())
}
