//! "Still open, these are sold here": one tap a week confirms the place and all of its shelf.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{PlaceStatus, place, place_stock};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait as _, PaginatorTrait, QueryFilter};
use serde_json::json;

use super::standing::drop_closure;
use super::{Acting, KeepRefusal, day, standing_place, word, write};
use domain::places::words::KEEPER;
use foundation::audit::{self, Act};
use foundation::kernel::clock::vietnam_day;
use foundation::kernel::db::{Db, retried, write_txn};
use foundation::kernel::error::Answer;

/// Days after which a confirmation wants to be renewed.
pub const DUE_AFTER_DAYS: i64 = 7;

/// Whether a confirmation wants to be renewed on a day.
pub fn is_due(confirmed_on: Option<NaiveDate>, today: NaiveDate) -> bool {
    confirmed_on.is_none_or(|day| (today - day).num_days() > DUE_AFTER_DAYS)
}

/// Confirms the place and its whole shelf as of today, and opens it again where it was closed for a while. Done twice
/// a day it changes nothing the second time; says whether it changed anything.
pub async fn confirm(db: &Db, now: DateTime<Utc>, acting: Acting<'_>) -> Answer<bool, KeepRefusal> {
    retried(|| once(db, now, acting)).await
}

async fn once(db: &Db, now: DateTime<Utc>, acting: Acting<'_>) -> Answer<bool, KeepRefusal> {
    let today = vietnam_day(now);
    let txn = write_txn(db).await?;
    let before = match standing_place(&txn, acting).await? {
        Ok(place) => place,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let older = Expr::col(place_stock::Column::LastConfirmedOn)
        .is_null()
        .or(Expr::col(place_stock::Column::LastConfirmedOn).ne(today));
    let stale = place_stock::Entity::find()
        .filter(place_stock::Column::PlaceId.eq(acting.place_id))
        .filter(older.clone())
        .count(&txn)
        .await?;
    let known = before.last_confirmed_on == Some(today)
        && before.confirmed_by.as_deref() == Some(KEEPER)
        && before.status == PlaceStatus::Open;
    if known && stale == 0 {
        return Ok(Ok(false));
    }
    place_stock::Entity::update_many()
        .col_expr(place_stock::Column::LastConfirmedOn, Expr::value(today))
        .filter(place_stock::Column::PlaceId.eq(acting.place_id))
        .filter(older)
        .exec(&txn)
        .await?;
    drop_closure(&txn, acting.place_id, today).await?;
    let change = place::ActiveModel {
        status: Set(PlaceStatus::Open),
        last_confirmed_on: Set(Some(today)),
        confirmed_by: Set(Some(KEEPER.to_owned())),
        ..Default::default()
    };
    write(&txn, now, acting.place_id, change).await?;
    let act = Act {
        actor: acting.actor,
        action: "point.confirm",
        subject_kind: "place",
        subject_id: Some(acting.place_id),
        before: Some(json!({
            "status": word(before.status),
            "confirmed_on": day(before.last_confirmed_on),
            "confirmed_by": before.confirmed_by,
        })),
        after: Some(json!({
            "status": word(PlaceStatus::Open),
            "confirmed_on": day(Some(today)),
            "confirmed_by": KEEPER,
            "shelf": stale,
        })),
        reason: None,
    };
    audit::record(&txn, now, act).await?;
    txn.commit().await?;
    Ok(Ok(true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_confirmation_holds_a_week() {
        let today: NaiveDate = "2026-11-21".parse().unwrap();
        assert!(is_due(None, today));
        assert!(!is_due(Some(today), today));
        assert!(!is_due("2026-11-14".parse().ok(), today));
        assert!(is_due("2026-11-13".parse().ok(), today));
    }
}
