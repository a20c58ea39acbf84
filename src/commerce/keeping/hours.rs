//! When a place opens: the weekly rule, and the days that differ. What is written here was read by the rules of
//! `places` before; exceptions beat the rule.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entity::{hours_exception, place, place_closure};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde_json::json;

use super::{Acting, KeepRefusal, held, write};
use domain::places::exceptions::Exception;
use domain::places::opening_hours::Hours;
use foundation::audit::{self, Act};
use foundation::kernel::clock::vietnam_day;
use foundation::kernel::db::{Db, retried, write_txn};
use foundation::kernel::error::{Answer, Result};

/// Exceptions of one place that are still to come.
pub const MOST_EXCEPTIONS: u64 = 60;
/// How far ahead an exception may lie, and how long it may last, in days.
const FAR: i64 = 732;

/// An exception to be added: days, their hours (empty: closed) and remarks (empty: none).
#[derive(Clone, Copy, Debug)]
pub struct NewException<'a> {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Hours of each day as OSM times; empty: closed.
    pub hours: &'a str,
    /// Why, in Vietnamese.
    pub note_vi: &'a str,
    /// Why, in English.
    pub note_en: &'a str,
}

/// Sets the weekly rule, `None` for hours that nobody has told. `seen` is the revision that was looked at.
pub async fn set_hours(
    db: &Db,
    now: DateTime<Utc>,
    acting: Acting<'_>,
    seen: i64,
    text: Option<&str>,
) -> Answer<(), KeepRefusal> {
    retried(|| set(db, now, acting, seen, text)).await
}

async fn set(
    db: &Db,
    now: DateTime<Utc>,
    acting: Acting<'_>,
    seen: i64,
    text: Option<&str>,
) -> Answer<(), KeepRefusal> {
    // What cannot be read would be shown as unknown for ever: nothing of the kind is kept.
    if text.is_some_and(|text| Hours::parse(text).is_err()) {
        return Ok(Err(KeepRefusal::Days));
    }
    let txn = write_txn(db).await?;
    let Some(before) = held(&txn, acting).await? else {
        return Ok(Err(KeepRefusal::Missing));
    };
    if before.opening_hours.as_deref() == text {
        return Ok(Ok(()));
    }
    if before.revision != seen {
        return Ok(Err(KeepRefusal::Changed));
    }
    let change = place::ActiveModel {
        opening_hours: Set(text.map(str::to_owned)),
        ..Default::default()
    };
    write(&txn, now, acting.place_id, change).await?;
    let act = Act {
        actor: acting.actor,
        action: "point.hours",
        subject_kind: "place",
        subject_id: Some(acting.place_id),
        before: Some(json!({"opening_hours": before.opening_hours})),
        after: Some(json!({"opening_hours": text})),
        reason: None,
    };
    audit::record(&txn, now, act).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

/// The exceptions of a place that are not over on a day, by their days; that of a closure is shown with the closure
/// and left out when `own` ones are asked for.
pub async fn exceptions(
    db: &impl ConnectionTrait,
    place_id: i64,
    today: NaiveDate,
    own: bool,
) -> Result<Vec<hours_exception::Model>> {
    let mut rows = hours_exception::Entity::find()
        .filter(hours_exception::Column::PlaceId.eq(place_id))
        .filter(hours_exception::Column::DateTo.gte(today))
        .order_by_asc(hours_exception::Column::Id)
        .limit(MOST_EXCEPTIONS * 2)
        .all(db)
        .await?;
    if own {
        let closure = place_closure::Entity::find_by_id(place_id).one(db).await?;
        let hidden = closure.and_then(|closure| closure.exception_id);
        rows.retain(|row| Some(row.id) != hidden);
        rows.sort_by_key(|row| (row.date_from, row.date_to, row.id));
    }
    Ok(rows)
}

/// Adds an exception; one that is there already is not added again.
pub async fn add_exception(
    db: &Db,
    now: DateTime<Utc>,
    acting: Acting<'_>,
    new: NewException<'_>,
) -> Answer<(), KeepRefusal> {
    retried(|| add(db, now, acting, new)).await
}

async fn add(
    db: &Db,
    now: DateTime<Utc>,
    acting: Acting<'_>,
    new: NewException<'_>,
) -> Answer<(), KeepRefusal> {
    let today = vietnam_day(now);
    let far = today + TimeDelta::days(FAR);
    let readable = new.hours.is_empty() || Exception::open(new.from, new.to, new.hours).is_ok();
    if new.from > new.to || new.to < today || new.to > far || !readable {
        return Ok(Err(KeepRefusal::Days));
    }
    let txn = write_txn(db).await?;
    if held(&txn, acting).await?.is_none() {
        return Ok(Err(KeepRefusal::Missing));
    }
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let (hours, note_vi, note_en) = (some(new.hours), some(new.note_vi), some(new.note_en));
    let alike = |row: &hours_exception::Model| {
        (row.date_from, row.date_to) == (new.from, new.to)
            && (&row.hours, &row.note_vi, &row.note_en) == (&hours, &note_vi, &note_en)
    };
    let known = exceptions(&txn, acting.place_id, today, true).await?;
    if known.iter().any(alike) {
        return Ok(Ok(()));
    }
    let count = hours_exception::Entity::find()
        .filter(hours_exception::Column::PlaceId.eq(acting.place_id))
        .filter(hours_exception::Column::DateTo.gte(today))
        .count(&txn)
        .await?;
    if count >= MOST_EXCEPTIONS {
        return Ok(Err(KeepRefusal::Full));
    }
    let row = hours_exception::ActiveModel {
        place_id: Set(acting.place_id),
        date_from: Set(new.from),
        date_to: Set(new.to),
        hours: Set(hours),
        note_vi: Set(note_vi),
        note_en: Set(note_en),
        ..Default::default()
    };
    hours_exception::Entity::insert(row)
        .exec_without_returning(&txn)
        .await?;
    write(&txn, now, acting.place_id, place::ActiveModel::default()).await?;
    let after = json!({
        "from": new.from.to_string(), "to": new.to.to_string(), "hours": new.hours,
        "note_vi": new.note_vi, "note_en": new.note_en,
    });
    let act = Act {
        actor: acting.actor,
        action: "point.exception_add",
        subject_kind: "place",
        subject_id: Some(acting.place_id),
        before: None,
        after: Some(after),
        reason: None,
    };
    audit::record(&txn, now, act).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

/// Takes an exception away. That of a closure goes with the closure.
pub async fn remove_exception(
    db: &Db,
    now: DateTime<Utc>,
    acting: Acting<'_>,
    id: i64,
) -> Answer<(), KeepRefusal> {
    retried(|| remove(db, now, acting, id)).await
}

async fn remove(db: &Db, now: DateTime<Utc>, acting: Acting<'_>, id: i64) -> Answer<(), KeepRefusal> {
    let txn = write_txn(db).await?;
    if held(&txn, acting).await?.is_none() {
        return Ok(Err(KeepRefusal::Missing));
    }
    let known = exceptions(&txn, acting.place_id, vietnam_day(now), true).await?;
    let Some(row) = known.into_iter().find(|row| row.id == id) else {
        return Ok(Err(KeepRefusal::Missing));
    };
    hours_exception::Entity::delete_by_id(id).exec(&txn).await?;
    write(&txn, now, acting.place_id, place::ActiveModel::default()).await?;
    let act = Act {
        actor: acting.actor,
        action: "point.exception_remove",
        subject_kind: "place",
        subject_id: Some(acting.place_id),
        before: Some(json!({
            "from": row.date_from.to_string(), "to": row.date_to.to_string(), "hours": row.hours,
            "note_vi": row.note_vi, "note_en": row.note_en,
        })),
        after: None,
        reason: None,
    };
    audit::record(&txn, now, act).await?;
    txn.commit().await?;
    Ok(Ok(()))
}
