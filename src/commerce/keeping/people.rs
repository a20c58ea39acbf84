//! Who keeps which place: appointed and dismissed by the office.

use chrono::{DateTime, Utc};
use entity::{Locale, PlaceKind, PlaceStatus, PublicStatus, email_key, place, place_manager, user};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Statement,
};
use serde_json::json;

use super::names;
use foundation::audit::{self, Act};
use foundation::kernel::db::{Db, retried, write_txn};
use foundation::kernel::error::{Answer, Result};
use foundation::kernel::fold::fold;
use foundation::mail::{self, Letter};

/// People who may keep one place.
const MOST_KEEPERS: usize = 20;

/// Somebody who keeps a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keeper {
    /// Who.
    pub user_id: i64,
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: Option<String>,
    /// Since (UTC).
    pub since: DateTime<Utc>,
}

/// A place as the office lists it.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct PlaceRow {
    /// Key.
    pub id: i64,
    /// Address part.
    pub slug: String,
    /// Name in Vietnamese.
    pub name: String,
    /// Whether it can be visited.
    pub status: PlaceStatus,
    /// What the public sees.
    pub public: PublicStatus,
    /// How many people keep it.
    pub keepers: i64,
}

/// Why nobody was appointed or dismissed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppointRefusal {
    /// There is no such place, or nobody of the kind keeps it.
    Missing,
    /// Nobody has an account with this address.
    NoAccount,
    /// They keep it already.
    Already,
    /// Enough people keep it.
    Full,
}

/// A place with a shelf, by its address part.
pub async fn place_named(db: &impl ConnectionTrait, slug: &str) -> Result<Option<super::Own>> {
    let row = place::Entity::find()
        .filter(place::Column::Slug.eq(slug))
        .filter(place::Column::Kind.ne(PlaceKind::CraftVillage))
        .one(db)
        .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let names = names(db, vec![row.id]).await?.remove(&row.id).unwrap_or_default();
    Ok(Some(super::Own { row, names }))
}

/// The people of a place, longest first.
pub async fn keepers(db: &impl ConnectionTrait, place_id: i64) -> Result<Vec<Keeper>> {
    let rows = place_manager::Entity::find()
        .filter(place_manager::Column::PlaceId.eq(place_id))
        .order_by_asc(place_manager::Column::CreatedAt)
        .order_by_asc(place_manager::Column::UserId)
        .all(db)
        .await?;
    let users = user::Entity::find()
        .filter(user::Column::Id.is_in(rows.iter().map(|row| row.user_id)))
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let user = users.iter().find(|user| user.id == row.user_id)?;
            Some(Keeper {
                user_id: row.user_id,
                name: user.name.clone(),
                email: user.email.clone(),
                since: row.created_at,
            })
        })
        .collect())
}

/// Places with a shelf, those with keepers first and by name, after the first `skip`; those whose name holds `query`.
pub async fn places(
    db: &impl ConnectionTrait,
    query: &str,
    (skip, most): (i64, i64),
) -> Result<Vec<PlaceRow>> {
    let folded = fold(query);
    let sql = "SELECT p.id AS id, p.slug AS slug, t.name AS name, p.status AS status, p.public AS public, \
         (SELECT COUNT(*) FROM place_managers m WHERE m.place_id = p.id) AS keepers \
         FROM places p JOIN place_texts t ON t.place_id = p.id AND t.locale = 'vi' \
         WHERE p.kind <> 'craft_village' AND p.public <> 'retired' AND ($1 = '' OR t.search_key LIKE $2) \
         ORDER BY CASE WHEN EXISTS (SELECT 1 FROM place_managers m WHERE m.place_id = p.id) THEN 0 ELSE 1 END, \
         t.sort_key, p.id LIMIT $3 OFFSET $4";
    let values: [sea_orm::Value; 4] = [
        folded.clone().into(),
        format!("%{folded}%").into(),
        most.into(),
        skip.into(),
    ];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    Ok(PlaceRow::find_by_statement(statement).all(db).await?)
}

/// Gives a place into the hands of somebody who has an account, by its address, and tells them. `link` is the address
/// of their desk in a language.
pub async fn appoint(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    place_id: i64,
    email: &str,
    link: fn(Locale) -> String,
) -> Answer<(), AppointRefusal> {
    retried(|| add(db, now, actor, place_id, email, link)).await
}

async fn add(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    place_id: i64,
    email: &str,
    link: fn(Locale) -> String,
) -> Answer<(), AppointRefusal> {
    let txn = write_txn(db).await?;
    let row = place::Entity::find_by_id(place_id)
        .filter(place::Column::Kind.ne(PlaceKind::CraftVillage))
        .lock_exclusive()
        .one(&txn)
        .await?;
    let Some(row) = row else {
        return Ok(Err(AppointRefusal::Missing));
    };
    // Whoever typed somebody's address when they made an account does not get that somebody's place.
    let found = user::Entity::find()
        .filter(user::Column::EmailKey.eq(email_key(email)))
        .filter(user::Column::ErasedAt.is_null())
        .filter(user::Column::EmailVerifiedAt.is_not_null())
        .one(&txn)
        .await?;
    let Some(user) = found else {
        return Ok(Err(AppointRefusal::NoAccount));
    };
    let known = keepers(&txn, place_id).await?;
    if known.iter().any(|keeper| keeper.user_id == user.id) {
        return Ok(Err(AppointRefusal::Already));
    }
    if known.len() >= MOST_KEEPERS {
        return Ok(Err(AppointRefusal::Full));
    }
    let keeper = place_manager::ActiveModel {
        place_id: Set(place_id),
        user_id: Set(user.id),
        created_at: Set(now),
    };
    place_manager::Entity::insert(keeper)
        .exec_without_returning(&txn)
        .await?;
    let act = Act {
        actor,
        action: "point.appoint",
        subject_kind: "place",
        subject_id: Some(place_id),
        before: None,
        after: Some(json!({"user": user.id})),
        reason: None,
    };
    audit::record(&txn, now, act).await?;
    if let Some(address) = user.email {
        let names = names(&txn, vec![place_id])
            .await?
            .remove(&place_id)
            .unwrap_or_default();
        let name = names.get(&user.locale).or_else(|| names.get(&Locale::Vi));
        let letter = Letter {
            key: format!("keeper_appointed:{place_id}:{}:{}", user.id, now.timestamp()),
            template: "keeper_appointed",
            locale: user.locale,
            recipient: address,
            payload: json!({
                "name": user.name,
                "place": name.unwrap_or(&row.slug),
                "url": link(user.locale),
            }),
        };
        mail::put(&txn, now, vec![letter]).await?;
    }
    txn.commit().await?;
    Ok(Ok(()))
}

/// Takes a place out of somebody's hands. With their next request they find it no more.
pub async fn dismiss(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    place_id: i64,
    user_id: i64,
) -> Answer<(), AppointRefusal> {
    retried(|| remove(db, now, actor, place_id, user_id)).await
}

async fn remove(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    place_id: i64,
    user_id: i64,
) -> Answer<(), AppointRefusal> {
    let txn = write_txn(db).await?;
    // Held, so that nothing the person sends at this moment comes after it.
    place::Entity::find_by_id(place_id)
        .lock_exclusive()
        .one(&txn)
        .await?;
    let gone = place_manager::Entity::delete_by_id((place_id, user_id))
        .exec(&txn)
        .await?;
    if gone.rows_affected != 1 {
        return Ok(Err(AppointRefusal::Missing));
    }
    let act = Act {
        actor,
        action: "point.dismiss",
        subject_kind: "place",
        subject_id: Some(place_id),
        before: Some(json!({"user": user_id})),
        after: None,
        reason: None,
    };
    audit::record(&txn, now, act).await?;
    txn.commit().await?;
    Ok(Ok(()))
}
