//! The record of a sales point as its keepers hold it true: that it is open, what stands on its shelf, when it opens,
//! how it is reached. What a keeper says counts at once and is written down; what takes the place off the map is
//! decided by the office. Every operation starts from the place and looks within its transaction whether who acts
//! keeps it still: a right that was lost a moment ago is lost.

mod code;
mod confirm;
mod contact;
mod hours;
mod notices;
mod people;
mod shelf;
mod standing;

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use entity::{Locale, PlaceKind, PlaceStatus, PublicStatus, place, place_manager, place_text};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use foundation::kernel::db::Txn;
use foundation::kernel::error::{Answer, Result};
use foundation::publication;

pub use code::{Scanned, product_of};
pub use confirm::{DUE_AFTER_DAYS, confirm, is_due};
pub use contact::{Contact, set_contact};
pub use hours::{MOST_EXCEPTIONS, NewException, add_exception, exceptions, remove_exception, set_hours};
pub use notices::{
    Notice, Verdict, count_waiting, decide, last_notice, open_again, report, waiting, withdraw_notice,
};
pub use people::{AppointRefusal, Keeper, PlaceRow, appoint, dismiss, keepers, place_named, places};
pub use shelf::{MOST_PRODUCTS, Sold, put, set_out, shelf, shelf_count, take_off};
pub use standing::{LONGEST_CLOSURE_DAYS, close_for, closure, end_closures, reopen};

/// Places one person may keep; nobody has as many.
const MOST_PLACES: u64 = 100;

/// Who acts, and on which place.
#[derive(Clone, Copy, Debug)]
pub struct Acting<'a> {
    /// The place.
    pub place_id: i64,
    /// The person.
    pub user_id: i64,
    /// The same as the audit writes it.
    pub actor: &'a str,
}

/// Why nothing changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeepRefusal {
    /// The place, the row, or the right to it is not there (any more).
    Missing,
    /// The record changed since the page was made.
    Changed,
    /// The office has taken the place off the map.
    Closed,
    /// A notice waits at the office.
    Waits,
    /// There is no room for more.
    Full,
    /// The product is not public.
    NotPublic,
    /// The days are none that can be meant.
    Days,
}

/// A place somebody keeps.
#[derive(Clone, Debug, PartialEq)]
pub struct Own {
    /// Its record.
    pub row: place::Model,
    names: HashMap<Locale, String>,
}

impl Own {
    /// Its name in a language, or in Vietnamese.
    pub fn name(&self, locale: Locale) -> &str {
        self.names
            .get(&locale)
            .or_else(|| self.names.get(&Locale::Vi))
            .map_or(self.row.slug.as_str(), String::as_str)
    }

    /// Whether the public finds its page.
    pub fn is_public(&self) -> bool {
        self.row.public == PublicStatus::Published && self.row.status != entity::PlaceStatus::Closed
    }
}

/// The places somebody keeps, by name. Craft villages are no sales points: they have no shelf and no door.
pub async fn own(db: &impl ConnectionTrait, user_id: i64) -> Result<Vec<Own>> {
    let ids: Vec<i64> = place_manager::Entity::find()
        .select_only()
        .column(place_manager::Column::PlaceId)
        .filter(place_manager::Column::UserId.eq(user_id))
        .limit(MOST_PLACES)
        .into_tuple()
        .all(db)
        .await?;
    let rows = place::Entity::find()
        .filter(place::Column::Id.is_in(ids))
        .filter(place::Column::Kind.ne(PlaceKind::CraftVillage))
        .filter(place::Column::Public.ne(PublicStatus::Retired))
        .all(db)
        .await?;
    let mut names = names(db, rows.iter().map(|row| row.id).collect()).await?;
    let mut all: Vec<Own> = rows
        .into_iter()
        .map(|row| Own {
            names: names.remove(&row.id).unwrap_or_default(),
            row,
        })
        .collect();
    all.sort_by(|one, other| one.name(Locale::Vi).cmp(other.name(Locale::Vi)));
    Ok(all)
}

/// Names of places by language.
async fn names(db: &impl ConnectionTrait, ids: Vec<i64>) -> Result<HashMap<i64, HashMap<Locale, String>>> {
    let rows: Vec<(i64, Locale, String)> = place_text::Entity::find()
        .select_only()
        .columns([
            place_text::Column::PlaceId,
            place_text::Column::Locale,
            place_text::Column::Name,
        ])
        .filter(place_text::Column::PlaceId.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    let mut found: HashMap<i64, HashMap<Locale, String>> = HashMap::new();
    for (id, locale, name) in rows {
        found.entry(id).or_default().insert(locale, name);
    }
    Ok(found)
}

/// The place, held until the transaction ends, if who acts keeps it.
async fn held(txn: &Txn, acting: Acting<'_>) -> Result<Option<place::Model>> {
    // The place first: whoever appoints and dismisses holds it too, so what follows is the last word.
    let row = place::Entity::find_by_id(acting.place_id)
        .filter(place::Column::Kind.ne(PlaceKind::CraftVillage))
        .filter(place::Column::Public.ne(PublicStatus::Retired))
        .lock_exclusive()
        .one(txn)
        .await?;
    let keeps = place_manager::Entity::find_by_id((acting.place_id, acting.user_id))
        .one(txn)
        .await?;
    Ok(row.filter(|_| keeps.is_some()))
}

/// The place, held until the transaction ends, if who acts keeps it and may say how it stands: neither closed for good
/// nor waiting for the office's word.
async fn standing_place(txn: &Txn, acting: Acting<'_>) -> Answer<place::Model, KeepRefusal> {
    let Some(row) = held(txn, acting).await? else {
        return Ok(Err(KeepRefusal::Missing));
    };
    if row.status == PlaceStatus::Closed {
        return Ok(Err(KeepRefusal::Closed));
    }
    if notices::waits(txn, acting.place_id).await? {
        return Ok(Err(KeepRefusal::Waits));
    }
    Ok(Ok(row))
}

/// A change of a place that says which of its columns are set; the rest stays. The version moves on, so that page,
/// map, search and API show it together.
async fn write(
    txn: &Txn,
    now: DateTime<Utc>,
    place_id: i64,
    change: place::ActiveModel,
) -> Result<place::Model> {
    let revision = publication::announce(txn, now).await?;
    let row = place::ActiveModel {
        id: Set(place_id),
        updated_at: Set(now),
        revision: Set(revision),
        ..change
    };
    Ok(place::Entity::update(row).exec(txn).await?)
}

/// A day as the audit writes it.
fn day(day: Option<NaiveDate>) -> serde_json::Value {
    day.map_or(serde_json::Value::Null, |day| day.to_string().into())
}

/// The word a standing is stored as.
const fn word(status: entity::PlaceStatus) -> &'static str {
    match status {
        entity::PlaceStatus::Open => "open",
        entity::PlaceStatus::Unverified => "unverified",
        entity::PlaceStatus::TemporarilyClosed => "temporarily_closed",
        entity::PlaceStatus::Closed => "closed",
    }
}
