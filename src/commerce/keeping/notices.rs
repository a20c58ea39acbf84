//! "This place is gone", "this place has moved": what takes a place off the map is told by its keeper and decided by
//! the office. Until then nobody is sent there in vain: the place stands as closed for a while.

use chrono::{DateTime, Utc};
use entity::{NoticeKind, NoticeOutcome, PlaceStatus, place, place_notice};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde_json::json;

use super::standing::drop_closure;
use super::{Acting, KeepRefusal, held, names, standing_place, word, write};
use foundation::audit::{self, Act};
use foundation::kernel::clock::vietnam_day;
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Result};

/// A notice that waits, with the place it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// The notice.
    pub row: place_notice::Model,
    /// Address part of the place.
    pub slug: String,
    /// Name of the place in Vietnamese.
    pub name: String,
}

/// What the office decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The place comes off the map.
    Close,
    /// The place is shown as open.
    Open,
}

/// Whether a notice about a place waits.
pub(super) async fn waits(db: &impl ConnectionTrait, place_id: i64) -> Result<bool> {
    let count = place_notice::Entity::find()
        .filter(place_notice::Column::WaitingOf.eq(place_id))
        .count(db)
        .await?;
    Ok(count > 0)
}

/// Tells the office that a place is gone or has moved. One notice at a time.
pub async fn report(
    db: &Db,
    now: DateTime<Utc>,
    acting: Acting<'_>,
    kind: NoticeKind,
    message: &str,
) -> Answer<(), KeepRefusal> {
    retried(|| tell(db, now, acting, kind, message)).await
}

async fn tell(
    db: &Db,
    now: DateTime<Utc>,
    acting: Acting<'_>,
    kind: NoticeKind,
    message: &str,
) -> Answer<(), KeepRefusal> {
    let txn = write_txn(db).await?;
    let before = match standing_place(&txn, acting).await? {
        Ok(place) => place,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let row = place_notice::ActiveModel {
        place_id: Set(acting.place_id),
        waiting_of: Set(Some(acting.place_id)),
        kind: Set(kind),
        message: Set(message.to_owned()),
        stood_at: Set(before.status),
        made_by: Set(acting.user_id),
        created_at: Set(now),
        decided_at: Set(None),
        outcome: Set(None),
        answer: Set(None),
        ..Default::default()
    };
    place_notice::Entity::insert(row)
        .exec_without_returning(&txn)
        .await?;
    stand(&txn, now, acting.place_id, PlaceStatus::TemporarilyClosed).await?;
    let after = json!({"status": word(PlaceStatus::TemporarilyClosed), "notice": kind.word()});
    let turned = (before.status, after, message);
    record(&txn, now, acting.actor, "point.notice", acting.place_id, turned).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

/// Takes the waiting notice of a place back: it stands as it stood before.
pub async fn withdraw_notice(db: &Db, now: DateTime<Utc>, acting: Acting<'_>) -> Answer<(), KeepRefusal> {
    retried(|| take_back(db, now, acting)).await
}

async fn take_back(db: &Db, now: DateTime<Utc>, acting: Acting<'_>) -> Answer<(), KeepRefusal> {
    let txn = write_txn(db).await?;
    let Some(before) = held(&txn, acting).await? else {
        return Ok(Err(KeepRefusal::Missing));
    };
    let Some(notice) = waiting_of(&txn, acting.place_id).await? else {
        return Ok(Err(KeepRefusal::Changed));
    };
    settle(&txn, now, &notice, NoticeOutcome::Withdrawn, None).await?;
    // What the office has decided of it meanwhile is not undone by taking a notice back.
    let status = match before.status {
        PlaceStatus::TemporarilyClosed => notice.stood_at,
        decided => decided,
    };
    stand(&txn, now, acting.place_id, status).await?;
    let after = json!({"status": word(status)});
    let turned = (before.status, after, "");
    record(
        &txn,
        now,
        acting.actor,
        "point.notice_back",
        acting.place_id,
        turned,
    )
    .await?;
    txn.commit().await?;
    Ok(Ok(()))
}

/// The office decides on a notice, once.
pub async fn decide(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    (place_id, notice_id): (i64, i64),
    verdict: Verdict,
    answer: &str,
) -> Answer<(), KeepRefusal> {
    retried(|| judge(db, now, actor, (place_id, notice_id), verdict, answer)).await
}

async fn judge(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    (place_id, notice_id): (i64, i64),
    verdict: Verdict,
    answer: &str,
) -> Answer<(), KeepRefusal> {
    let txn = write_txn(db).await?;
    let Some(before) = locked(&txn, place_id).await? else {
        return Ok(Err(KeepRefusal::Missing));
    };
    let notice = waiting_of(&txn, place_id)
        .await?
        .filter(|notice| notice.id == notice_id);
    let Some(notice) = notice else {
        return Ok(Err(KeepRefusal::Changed));
    };
    let (outcome, status) = match verdict {
        Verdict::Close => (NoticeOutcome::Closed, PlaceStatus::Closed),
        Verdict::Open => (NoticeOutcome::Open, PlaceStatus::Open),
    };
    settle(&txn, now, &notice, outcome, Some(answer)).await?;
    drop_closure(&txn, place_id, vietnam_day(now)).await?;
    stand(&txn, now, place_id, status).await?;
    let after = json!({"status": word(status), "notice": notice.kind.word()});
    let turned = (before.status, after, answer);
    record(&txn, now, actor, "point.notice_decided", place_id, turned).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

/// The office puts a place back on the map that was closed for good. Nobody has looked at it yet, so it is not
/// confirmed.
pub async fn open_again(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    place_id: i64,
    reason: &str,
) -> Answer<(), KeepRefusal> {
    retried(|| put_back(db, now, actor, place_id, reason)).await
}

async fn put_back(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    place_id: i64,
    reason: &str,
) -> Answer<(), KeepRefusal> {
    let txn = write_txn(db).await?;
    let Some(before) = locked(&txn, place_id).await? else {
        return Ok(Err(KeepRefusal::Missing));
    };
    if before.status != PlaceStatus::Closed {
        return Ok(Err(KeepRefusal::Changed));
    }
    stand(&txn, now, place_id, PlaceStatus::Unverified).await?;
    let after = json!({"status": word(PlaceStatus::Unverified)});
    let turned = (before.status, after, reason);
    record(&txn, now, actor, "point.open_again", place_id, turned).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

async fn locked(txn: &Txn, place_id: i64) -> Result<Option<place::Model>> {
    Ok(place::Entity::find_by_id(place_id)
        .lock_exclusive()
        .one(txn)
        .await?)
}

async fn waiting_of(db: &impl ConnectionTrait, place_id: i64) -> Result<Option<place_notice::Model>> {
    Ok(place_notice::Entity::find()
        .filter(place_notice::Column::WaitingOf.eq(place_id))
        .one(db)
        .await?)
}

async fn settle(
    txn: &Txn,
    now: DateTime<Utc>,
    notice: &place_notice::Model,
    outcome: NoticeOutcome,
    answer: Option<&str>,
) -> Result<()> {
    let row = place_notice::ActiveModel {
        id: Set(notice.id),
        waiting_of: Set(None),
        decided_at: Set(Some(now)),
        outcome: Set(Some(outcome)),
        answer: Set(answer.map(str::to_owned)),
        ..Default::default()
    };
    place_notice::Entity::update(row).exec(txn).await?;
    Ok(())
}

async fn stand(txn: &Txn, now: DateTime<Utc>, place_id: i64, status: PlaceStatus) -> Result<()> {
    let change = place::ActiveModel {
        status: Set(status),
        ..Default::default()
    };
    write(txn, now, place_id, change).await?;
    Ok(())
}

async fn record(
    txn: &Txn,
    now: DateTime<Utc>,
    actor: &str,
    action: &str,
    place_id: i64,
    (before, after, reason): (PlaceStatus, serde_json::Value, &str),
) -> Result<()> {
    let act = Act {
        actor,
        action,
        subject_kind: "place",
        subject_id: Some(place_id),
        before: Some(json!({"status": word(before)})),
        after: Some(after),
        reason: Some(reason).filter(|reason| !reason.is_empty()),
    };
    audit::record(txn, now, act).await
}

/// The last notice about a place, whatever became of it.
pub async fn last_notice(db: &impl ConnectionTrait, place_id: i64) -> Result<Option<place_notice::Model>> {
    Ok(place_notice::Entity::find()
        .filter(place_notice::Column::PlaceId.eq(place_id))
        .order_by_desc(place_notice::Column::Id)
        .one(db)
        .await?)
}

/// Notices that wait, oldest first.
pub async fn waiting(db: &impl ConnectionTrait, most: u64) -> Result<Vec<Notice>> {
    let rows = place_notice::Entity::find()
        .filter(place_notice::Column::WaitingOf.is_not_null())
        .order_by_asc(place_notice::Column::CreatedAt)
        .order_by_asc(place_notice::Column::Id)
        .limit(most)
        .all(db)
        .await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.place_id).collect();
    let slugs: Vec<(i64, String)> = place::Entity::find()
        .select_only()
        .columns([place::Column::Id, place::Column::Slug])
        .filter(place::Column::Id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    let names = names(db, ids).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let (_, slug) = slugs.iter().find(|(id, _)| *id == row.place_id)?;
            let name = names
                .get(&row.place_id)
                .and_then(|names| names.get(&entity::Locale::Vi));
            Some(Notice {
                name: name.unwrap_or(slug).clone(),
                slug: slug.clone(),
                row,
            })
        })
        .collect())
}

/// How many notices wait.
pub async fn count_waiting(db: &impl ConnectionTrait) -> Result<u64> {
    Ok(place_notice::Entity::find()
        .filter(place_notice::Column::WaitingOf.is_not_null())
        .count(db)
        .await?)
}
