//! Writing a place as it was seen, and confirming it.

use chrono::{DateTime, Utc};
use entity::{Locale, OwnerKind, PlaceKind, PlaceStatus, commune, place, place_text};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::fault::{Fault, Wrong};
use super::judge::{Judged, Lookups, Named, judge};
use super::sheet::{FIELDS, Sheet};
use domain::slugs;
use foundation::audit::{self, Act};
use foundation::kernel::clock::vietnam_day;
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Error, Result};
use foundation::publication;

/// A place with its sheet.
#[derive(Clone, Debug)]
pub struct Stored {
    /// The row.
    pub row: place::Model,
    /// What it says.
    pub sheet: Sheet,
}

/// What is to be written.
#[derive(Clone, Copy, Debug)]
pub struct Edit<'a> {
    /// Who, as the audit writes it.
    pub actor: &'a str,
    /// The place or event; nothing for a new one.
    pub id: Option<i64>,
    /// The revision that was seen; nothing matters for a new one.
    pub seen: i64,
    /// What it is to say.
    pub sheet: &'a Sheet,
}

/// Why nothing was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveRefusal {
    /// There is no such place or event.
    Missing,
    /// Somebody else changed it meanwhile.
    Stale,
    /// It cannot say that.
    Wrong(Vec<Wrong>),
}

pub(super) async fn lookups(db: &impl ConnectionTrait) -> Result<Lookups> {
    let communes = commune::Entity::find()
        .select_only()
        .columns([commune::Column::Id, commune::Column::Slug, commune::Column::Name])
        .into_tuple::<(i64, String, String)>()
        .all(db)
        .await?;
    let villages = place::Entity::find()
        .select_only()
        .columns([place::Column::Id, place::Column::Slug])
        .filter(place::Column::Kind.eq(PlaceKind::CraftVillage))
        .into_tuple::<(i64, String)>()
        .all(db)
        .await?;
    let names = place_text::Entity::find()
        .select_only()
        .columns([place_text::Column::PlaceId, place_text::Column::Name])
        .filter(place_text::Column::PlaceId.is_in(villages.iter().map(|(id, _)| *id)))
        .filter(place_text::Column::Locale.eq(Locale::Vi))
        .into_tuple::<(i64, String)>()
        .all(db)
        .await?;
    let names: std::collections::HashMap<i64, String> = names.into_iter().collect();
    Ok(Lookups {
        communes: communes
            .into_iter()
            .map(|(id, slug, name)| Named { id, slug, name })
            .collect(),
        villages: villages
            .into_iter()
            .map(|(id, slug)| Named {
                name: names.get(&id).cloned().unwrap_or_default(),
                id,
                slug,
            })
            .collect(),
    })
}

pub(super) fn sheet_of(row: &place::Model, texts: &[place_text::Model], lookups: &Lookups) -> Sheet {
    Sheet::of(
        row,
        texts,
        Lookups::slug(&lookups.communes, row.commune_id),
        Lookups::slug(&lookups.villages, row.village_id),
    )
}

async fn texts_of(db: &impl ConnectionTrait, id: i64) -> Result<Vec<place_text::Model>> {
    Ok(place_text::Entity::find()
        .filter(place_text::Column::PlaceId.eq(id))
        .order_by_asc(place_text::Column::Locale)
        .all(db)
        .await?)
}

/// A place, whatever the public sees of it.
pub async fn find(db: &impl ConnectionTrait, id: i64) -> Result<Option<Stored>> {
    let Some(row) = place::Entity::find_by_id(id).one(db).await? else {
        return Ok(None);
    };
    let texts = texts_of(db, id).await?;
    let lookups = lookups(db).await?;
    let sheet = sheet_of(&row, &texts, &lookups);
    Ok(Some(Stored { row, sheet }))
}

/// Writes a place and says its key. What says the same as before changes nothing.
pub async fn save(db: &Db, now: DateTime<Utc>, edit: Edit<'_>) -> Answer<i64, SaveRefusal> {
    retried(|| async {
        let txn = write_txn(db).await?;
        let lookups = lookups(&txn).await?;
        let outcome = save_in(&txn, now, edit, &lookups).await?;
        if let Ok((id, true)) = outcome {
            txn.commit().await?;
            return Ok(Ok(id));
        }
        Ok(outcome.map(|(id, _)| id))
    })
    .await
}

/// The same within a transaction; says too whether anything was written.
pub(super) async fn save_in(
    txn: &Txn,
    now: DateTime<Utc>,
    edit: Edit<'_>,
    lookups: &Lookups,
) -> Answer<(i64, bool), SaveRefusal> {
    let before = match edit.id {
        None => None,
        Some(id) => {
            let found = place::Entity::find_by_id(id).lock_exclusive().one(txn).await?;
            let Some(row) = found else {
                return Ok(Err(SaveRefusal::Missing));
            };
            if row.revision != edit.seen {
                return Ok(Err(SaveRefusal::Stale));
            }
            Some(row)
        }
    };
    let mut wrong = Vec::new();
    let judged = judge(edit.sheet, before.as_ref(), lookups, now).unwrap_or_else(|found| {
        wrong = found;
        Judged::nothing(now)
    });
    let id = edit.id.unwrap_or_default();
    let slug = edit.sheet.get("slug");
    if !wrong.iter().any(|one| one.field == "slug") && !is_free(txn, slug, id).await? {
        wrong.push(Wrong {
            field: "slug",
            fault: Fault::TakenSlug,
        });
    }
    if !wrong.is_empty() {
        return Ok(Err(SaveRefusal::Wrong(wrong)));
    }
    let old = match &before {
        Some(row) => sheet_of(row, &texts_of(txn, row.id).await?, lookups),
        None => Sheet::default(),
    };
    let new = sheet_of(&judged.row, &judged.texts, lookups);
    let changed = old.differs_in(&new, &FIELDS);
    if changed.is_empty() {
        return Ok(Ok((id, false)));
    }
    let revision = publication::announce(txn, now).await?;
    if let Some(before) = before.as_ref().filter(|before| before.slug != judged.row.slug) {
        let (of, old) = ((OwnerKind::Place, before.id), Some(before.slug.as_str()));
        slugs::leave(txn, of, old, &judged.row.slug, revision).await?;
    }
    let id = write(txn, now, judged, before.is_some(), revision).await?;
    let act = Act {
        actor: edit.actor,
        action: if before.is_some() {
            "place.edit"
        } else {
            "place.create"
        },
        subject_kind: "place",
        subject_id: Some(id),
        before: before.is_some().then(|| old.part(&changed)),
        after: Some(new.part(&changed)),
        reason: None,
    };
    audit::record(txn, now, act).await?;
    Ok(Ok((id, true)))
}

async fn write(txn: &Txn, now: DateTime<Utc>, judged: Judged, known: bool, revision: i64) -> Result<i64> {
    let row = place::Model {
        updated_at: now,
        edited_at: Some(now),
        revision,
        ..judged.row
    };
    let mut row = row.into_active_model().reset_all();
    let id = if known {
        row.update(txn).await?.id
    } else {
        row.not_set(place::Column::Id);
        row.insert(txn).await?.id
    };
    place_text::Entity::delete_many()
        .filter(place_text::Column::PlaceId.eq(id))
        .exec(txn)
        .await?;
    let texts = judged.texts.into_iter().map(|text| {
        let text = place_text::Model { place_id: id, ..text };
        text.into_active_model().reset_all()
    });
    place_text::Entity::insert_many(texts)
        .exec_without_returning(txn)
        .await?;
    Ok(id)
}

/// Writes down that a place is today as its record says. `who` is what the public reads of who confirmed it. What
/// nobody had confirmed before is open from now on.
pub async fn confirm(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    who: &str,
    (id, seen): (i64, i64),
) -> Answer<(), SaveRefusal> {
    retried(|| async {
        let txn = write_txn(db).await?;
        let found = place::Entity::find_by_id(id).lock_exclusive().one(&txn).await?;
        let Some(before) = found else {
            return Ok(Err(SaveRefusal::Missing));
        };
        if before.revision != seen {
            return Ok(Err(SaveRefusal::Stale));
        }
        let today = vietnam_day(now);
        let status = match before.status {
            PlaceStatus::Unverified => PlaceStatus::Open,
            other => other,
        };
        let revision = publication::announce(&txn, now).await?;
        let written = place::Entity::update_many()
            .col_expr(place::Column::LastConfirmedOn, Expr::value(Some(today)))
            .col_expr(place::Column::ConfirmedBy, Expr::value(Some(who.to_owned())))
            .col_expr(place::Column::Status, Expr::value(status))
            .col_expr(place::Column::UpdatedAt, Expr::value(now))
            .col_expr(place::Column::Revision, Expr::value(revision))
            .filter(place::Column::Id.eq(id))
            .filter(place::Column::Revision.eq(seen))
            .exec(&txn)
            .await?;
        if written.rows_affected != 1 {
            return Err(Error::new("a locked place was changed by somebody else"));
        }
        let said = |day: Option<chrono::NaiveDate>, who: Option<&str>, status: PlaceStatus| {
            serde_json::json!({
                "last_confirmed_on": day.map(|day| day.to_string()),
                "confirmed_by": who,
                "status": status,
            })
        };
        let act = Act {
            actor,
            action: "place.confirm",
            subject_kind: "place",
            subject_id: Some(id),
            before: Some(said(
                before.last_confirmed_on,
                before.confirmed_by.as_deref(),
                before.status,
            )),
            after: Some(said(Some(today), Some(who), status)),
            reason: None,
        };
        audit::record(&txn, now, act).await?;
        txn.commit().await?;
        Ok(Ok(()))
    })
    .await
}

/// Whether a place may have an address part: no other one has or had it, and no story of somebody else stands there.
async fn is_free(txn: &Txn, slug: &str, id: i64) -> Result<bool> {
    let other = place::Entity::find()
        .filter(place::Column::Slug.eq(slug))
        .filter(place::Column::Id.ne(id))
        .one(txn)
        .await?;
    Ok(other.is_none() && slugs::is_free(txn, OwnerKind::Place, slug, id).await?)
}
