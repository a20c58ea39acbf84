//! The shelf of a place: what is sold there, when each was last seen, and what has run out today.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{Locale, PublicStatus, place, place_shortage, place_stock, producer, product};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait,
    QueryFilter, Statement,
};
use serde_json::json;

use super::{Acting, KeepRefusal, day, held, write};
use foundation::audit::{self, Act};
use foundation::kernel::clock::vietnam_day;
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Result};

/// Products a shelf may hold.
pub const MOST_PRODUCTS: u64 = 500;

/// A product on the shelf.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Sold {
    /// The product.
    pub product_id: i64,
    /// Its address part.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Who makes it.
    pub producer: String,
    /// What the public sees of it.
    pub status: PublicStatus,
    /// Day it was last seen there.
    pub last_confirmed_on: Option<NaiveDate>,
    /// Day for which it was said to have run out.
    pub out_on: Option<NaiveDate>,
}

/// What stands on the shelf, in the order of Vietnamese names, after the first `skip`.
pub async fn shelf(
    db: &impl ConnectionTrait,
    place_id: i64,
    locale: Locale,
    (skip, most): (i64, i64),
) -> Result<Vec<Sold>> {
    let sql = "SELECT k.product_id AS product_id, p.slug AS slug, COALESCE(o.name, t.name) AS name, \
         m.name AS producer, p.status AS status, k.last_confirmed_on AS last_confirmed_on, s.day AS out_on \
         FROM place_stock k JOIN products p ON p.id = k.product_id \
         JOIN product_texts t ON t.product_id = p.id AND t.locale = 'vi' \
         LEFT JOIN product_texts o ON o.product_id = p.id AND o.locale = $2 \
         JOIN producer_texts m ON m.producer_id = p.producer_id AND m.locale = 'vi' \
         LEFT JOIN place_shortages s ON s.place_id = k.place_id AND s.product_id = k.product_id \
         WHERE k.place_id = $1 ORDER BY t.sort_key, p.id LIMIT $3 OFFSET $4";
    let values: [sea_orm::Value; 4] = [place_id.into(), locale.tag().into(), most.into(), skip.into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    Ok(Sold::find_by_statement(statement).all(db).await?)
}

/// How many products stand on the shelf.
pub async fn shelf_count(db: &impl ConnectionTrait, place_id: i64) -> Result<u64> {
    Ok(place_stock::Entity::find()
        .filter(place_stock::Column::PlaceId.eq(place_id))
        .count(db)
        .await?)
}

/// Puts a product on the shelf, seen there today; says whether it is new there. What nobody else sees is not put
/// there.
pub async fn put(
    db: &Db,
    now: DateTime<Utc>,
    acting: Acting<'_>,
    product_id: i64,
) -> Answer<bool, KeepRefusal> {
    retried(|| add(db, now, acting, product_id)).await
}

async fn add(db: &Db, now: DateTime<Utc>, acting: Acting<'_>, product_id: i64) -> Answer<bool, KeepRefusal> {
    let today = vietnam_day(now);
    let txn = write_txn(db).await?;
    if held(&txn, acting).await?.is_none() {
        return Ok(Err(KeepRefusal::Missing));
    }
    if !is_public(&txn, product_id).await? {
        return Ok(Err(KeepRefusal::NotPublic));
    }
    let before = on_shelf(&txn, acting.place_id, product_id).await?;
    if before.is_none() && shelf_count(&txn, acting.place_id).await? >= MOST_PRODUCTS {
        return Ok(Err(KeepRefusal::Full));
    }
    let short = shortage(&txn, acting.place_id, product_id).await?;
    let seen = before.as_ref().map(|row| row.last_confirmed_on);
    if seen == Some(Some(today)) && short.is_none() {
        return Ok(Ok(false));
    }
    let row = place_stock::ActiveModel {
        place_id: Set(acting.place_id),
        product_id: Set(product_id),
        last_confirmed_on: Set(Some(today)),
    };
    place_stock::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([place_stock::Column::PlaceId, place_stock::Column::ProductId])
                .update_column(place_stock::Column::LastConfirmedOn)
                .to_owned(),
        )
        .exec_without_returning(&txn)
        .await?;
    place_shortage::Entity::delete_by_id((acting.place_id, product_id))
        .exec(&txn)
        .await?;
    let was = seen.map(|seen| json!({"product": product_id, "confirmed_on": day(seen)}));
    let is = json!({"product": product_id, "confirmed_on": day(Some(today))});
    changed(&txn, now, acting, "point.shelf_add", (was, Some(is))).await?;
    txn.commit().await?;
    Ok(Ok(before.is_none()))
}

/// Takes a product off the shelf.
pub async fn take_off(
    db: &Db,
    now: DateTime<Utc>,
    acting: Acting<'_>,
    product_id: i64,
) -> Answer<(), KeepRefusal> {
    retried(|| remove(db, now, acting, product_id)).await
}

async fn remove(db: &Db, now: DateTime<Utc>, acting: Acting<'_>, product_id: i64) -> Answer<(), KeepRefusal> {
    let txn = write_txn(db).await?;
    if held(&txn, acting).await?.is_none() {
        return Ok(Err(KeepRefusal::Missing));
    }
    let Some(before) = on_shelf(&txn, acting.place_id, product_id).await? else {
        return Ok(Err(KeepRefusal::Missing));
    };
    place_stock::Entity::delete_by_id((acting.place_id, product_id))
        .exec(&txn)
        .await?;
    place_shortage::Entity::delete_by_id((acting.place_id, product_id))
        .exec(&txn)
        .await?;
    let was = json!({"product": product_id, "confirmed_on": day(before.last_confirmed_on)});
    changed(&txn, now, acting, "point.shelf_remove", (Some(was), None)).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

/// Says that a product has run out today, or that it is there again after all. Tomorrow it counts as there.
pub async fn set_out(
    db: &Db,
    now: DateTime<Utc>,
    acting: Acting<'_>,
    product_id: i64,
    out: bool,
) -> Answer<(), KeepRefusal> {
    retried(|| turn(db, now, acting, product_id, out)).await
}

async fn turn(
    db: &Db,
    now: DateTime<Utc>,
    acting: Acting<'_>,
    product_id: i64,
    out: bool,
) -> Answer<(), KeepRefusal> {
    let today = vietnam_day(now);
    let txn = write_txn(db).await?;
    if held(&txn, acting).await?.is_none() || on_shelf(&txn, acting.place_id, product_id).await?.is_none() {
        return Ok(Err(KeepRefusal::Missing));
    }
    let before = shortage(&txn, acting.place_id, product_id).await?;
    if before == out.then_some(today) {
        return Ok(Ok(()));
    }
    if out {
        let row = place_shortage::ActiveModel {
            place_id: Set(acting.place_id),
            product_id: Set(product_id),
            day: Set(today),
        };
        place_shortage::Entity::insert(row)
            .on_conflict(
                OnConflict::columns([place_shortage::Column::PlaceId, place_shortage::Column::ProductId])
                    .update_column(place_shortage::Column::Day)
                    .to_owned(),
            )
            .exec_without_returning(&txn)
            .await?;
    } else {
        place_shortage::Entity::delete_by_id((acting.place_id, product_id))
            .exec(&txn)
            .await?;
    }
    let was = json!({"product": product_id, "out_on": day(before)});
    let is = json!({"product": product_id, "out_on": day(out.then_some(today))});
    changed(&txn, now, acting, "point.shelf_out", (Some(was), Some(is))).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

/// The end of every change of a shelf: the version, and the audit.
async fn changed(
    txn: &Txn,
    now: DateTime<Utc>,
    acting: Acting<'_>,
    action: &str,
    (before, after): (Option<serde_json::Value>, Option<serde_json::Value>),
) -> Result<()> {
    write(txn, now, acting.place_id, place::ActiveModel::default()).await?;
    let act = Act {
        actor: acting.actor,
        action,
        subject_kind: "place",
        subject_id: Some(acting.place_id),
        before,
        after,
        reason: None,
    };
    audit::record(txn, now, act).await
}

async fn on_shelf(txn: &Txn, place_id: i64, product_id: i64) -> Result<Option<place_stock::Model>> {
    Ok(place_stock::Entity::find_by_id((place_id, product_id))
        .one(txn)
        .await?)
}

async fn shortage(txn: &Txn, place_id: i64, product_id: i64) -> Result<Option<NaiveDate>> {
    let row = place_shortage::Entity::find_by_id((place_id, product_id))
        .one(txn)
        .await?;
    Ok(row.map(|row| row.day))
}

/// Whether the public sees a product: it and its producer are published.
async fn is_public(txn: &Txn, product_id: i64) -> Result<bool> {
    let row = product::Entity::find_by_id(product_id)
        .filter(product::Column::Status.eq(PublicStatus::Published))
        .one(txn)
        .await?;
    let Some(row) = row else {
        return Ok(false);
    };
    let maker = producer::Entity::find_by_id(row.producer_id)
        .filter(producer::Column::Status.eq(PublicStatus::Published))
        .one(txn)
        .await?;
    Ok(maker.is_some())
}
