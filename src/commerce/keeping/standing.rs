//! Closed for a while, and open again: the place says until when, its week shows it, and it opens by itself.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entity::{PlaceStatus, hours_exception, place, place_closure};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;

use super::{Acting, KeepRefusal, held, notices, standing_place, word, write};
use foundation::audit::{self, Act};
use foundation::kernel::clock::vietnam_day;
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Result};

/// Days a closure may last: what is closed longer is not closed for a while.
pub const LONGEST_CLOSURE_DAYS: i64 = 366;
/// Closures ended in one go.
const AT_ONCE: u64 = 500;

/// The closure of a place, while there is one.
pub async fn closure(db: &impl ConnectionTrait, place_id: i64) -> Result<Option<place_closure::Model>> {
    Ok(place_closure::Entity::find_by_id(place_id).one(db).await?)
}

/// Closes a place from today to a day, with remarks in both languages for its week; empty ones are none.
pub async fn close_for(
    db: &Db,
    now: DateTime<Utc>,
    acting: Acting<'_>,
    until: NaiveDate,
    notes: (&str, &str),
) -> Answer<(), KeepRefusal> {
    retried(|| close(db, now, acting, until, notes)).await
}

async fn close(
    db: &Db,
    now: DateTime<Utc>,
    acting: Acting<'_>,
    until: NaiveDate,
    (note_vi, note_en): (&str, &str),
) -> Answer<(), KeepRefusal> {
    let today = vietnam_day(now);
    if !(0..=LONGEST_CLOSURE_DAYS).contains(&(until - today).num_days()) {
        return Ok(Err(KeepRefusal::Days));
    }
    let txn = write_txn(db).await?;
    let before = match standing_place(&txn, acting).await? {
        Ok(place) => place,
        Err(refusal) => return Ok(Err(refusal)),
    };
    drop_closure(&txn, acting.place_id, today).await?;
    let some = |note: &str| Some(note.to_owned()).filter(|note| !note.is_empty());
    let exception = hours_exception::ActiveModel {
        place_id: Set(acting.place_id),
        date_from: Set(today),
        date_to: Set(until),
        hours: Set(None),
        note_vi: Set(some(note_vi)),
        note_en: Set(some(note_en)),
        ..Default::default()
    };
    let exception = hours_exception::Entity::insert(exception).exec(&txn).await?;
    let row = place_closure::ActiveModel {
        place_id: Set(acting.place_id),
        first_day: Set(today),
        last_day: Set(until),
        exception_id: Set(Some(exception.last_insert_id)),
    };
    place_closure::Entity::insert(row)
        .on_conflict(
            OnConflict::column(place_closure::Column::PlaceId)
                .update_columns([
                    place_closure::Column::FirstDay,
                    place_closure::Column::LastDay,
                    place_closure::Column::ExceptionId,
                ])
                .to_owned(),
        )
        .exec_without_returning(&txn)
        .await?;
    let change = place::ActiveModel {
        status: Set(PlaceStatus::TemporarilyClosed),
        ..Default::default()
    };
    write(&txn, now, acting.place_id, change).await?;
    let after = json!({"status": word(PlaceStatus::TemporarilyClosed), "until": until.to_string()});
    note(
        &txn,
        now,
        acting,
        "point.close",
        (before.status, Some(after), note_vi),
    )
    .await?;
    txn.commit().await?;
    Ok(Ok(()))
}

/// Opens a place again that was closed for a while.
pub async fn reopen(db: &Db, now: DateTime<Utc>, acting: Acting<'_>) -> Answer<(), KeepRefusal> {
    retried(|| open(db, now, acting)).await
}

async fn open(db: &Db, now: DateTime<Utc>, acting: Acting<'_>) -> Answer<(), KeepRefusal> {
    let txn = write_txn(db).await?;
    let Some(before) = held(&txn, acting).await? else {
        return Ok(Err(KeepRefusal::Missing));
    };
    if notices::waits(&txn, acting.place_id).await? {
        return Ok(Err(KeepRefusal::Waits));
    }
    match before.status {
        PlaceStatus::TemporarilyClosed => {}
        PlaceStatus::Closed => return Ok(Err(KeepRefusal::Closed)),
        PlaceStatus::Open | PlaceStatus::Unverified => return Ok(Ok(())),
    }
    drop_closure(&txn, acting.place_id, vietnam_day(now)).await?;
    open_up(&txn, now, acting, before.status).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

/// The place is open again, and who opened it is written down.
async fn open_up(txn: &Txn, now: DateTime<Utc>, acting: Acting<'_>, before: PlaceStatus) -> Result<()> {
    let change = place::ActiveModel {
        status: Set(PlaceStatus::Open),
        ..Default::default()
    };
    write(txn, now, acting.place_id, change).await?;
    let after = json!({"status": word(PlaceStatus::Open)});
    note(txn, now, acting, "point.reopen", (before, Some(after), "")).await
}

async fn note(
    txn: &Txn,
    now: DateTime<Utc>,
    acting: Acting<'_>,
    action: &str,
    (before, after, reason): (PlaceStatus, Option<serde_json::Value>, &str),
) -> Result<()> {
    let act = Act {
        actor: acting.actor,
        action,
        subject_kind: "place",
        subject_id: Some(acting.place_id),
        before: Some(json!({"status": word(before)})),
        after,
        reason: Some(reason).filter(|reason| !reason.is_empty()),
    };
    audit::record(txn, now, act).await
}

/// Ends a closure within a transaction: its exception ends yesterday, or was never.
pub(super) async fn drop_closure(txn: &Txn, place_id: i64, today: NaiveDate) -> Result<()> {
    let Some(closure) = closure(txn, place_id).await? else {
        return Ok(());
    };
    if let Some(id) = closure.exception_id {
        match today.pred_opt().filter(|eve| *eve >= closure.first_day) {
            Some(eve) if eve < closure.last_day => {
                let row = hours_exception::ActiveModel {
                    id: Set(id),
                    date_to: Set(eve),
                    ..Default::default()
                };
                hours_exception::Entity::update(row).exec(txn).await?;
            }
            Some(_) => {}
            None => {
                hours_exception::Entity::delete_by_id(id).exec(txn).await?;
            }
        }
    }
    place_closure::Entity::delete_by_id(place_id).exec(txn).await?;
    Ok(())
}

/// Opens the places whose closure ended before today, as they had announced; says how many.
pub async fn end_closures(db: &Db, now: DateTime<Utc>) -> Result<usize> {
    let today = vietnam_day(now);
    let ended: Vec<i64> = place_closure::Entity::find()
        .select_only()
        .column(place_closure::Column::PlaceId)
        .filter(place_closure::Column::LastDay.lt(today))
        .limit(AT_ONCE)
        .into_tuple()
        .all(db)
        .await?;
    let mut count = 0;
    for place_id in ended {
        count += usize::from(retried(|| end(db, now, today, place_id)).await?);
    }
    Ok(count)
}

async fn end(db: &Db, now: DateTime<Utc>, today: NaiveDate, place_id: i64) -> Result<bool> {
    let txn = write_txn(db).await?;
    let row = place::Entity::find_by_id(place_id)
        .lock_exclusive()
        .one(&txn)
        .await?;
    let over = closure(&txn, place_id)
        .await?
        .is_some_and(|closure| closure.last_day + TimeDelta::days(1) <= today);
    let (Some(before), true) = (row, over) else {
        return Ok(false);
    };
    drop_closure(&txn, place_id, today).await?;
    // Closed for good or reported meanwhile: that stays.
    let opens = before.status == PlaceStatus::TemporarilyClosed && !notices::waits(&txn, place_id).await?;
    if opens {
        let acting = Acting {
            place_id,
            user_id: 0,
            actor: "system",
        };
        open_up(&txn, now, acting, before.status).await?;
    }
    txn.commit().await?;
    Ok(opens)
}
