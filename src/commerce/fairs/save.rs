//! Events in a list, and writing one as it was seen.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{Locale, OwnerKind, PublicStatus, commune, event, event_text};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

use crate::sites::{Edit, Fault, Judge, LINE, PARAGRAPH, SaveRefusal, Sheet, Wrong, read_position};
use domain::slugs;
use foundation::audit::{self, Act};
use foundation::kernel::collate::Collation;
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Result};
use foundation::kernel::fold::fold;
use foundation::kernel::geo::Position;
use foundation::publication;

/// The fields of an event.
pub const FIELDS: [&str; 15] = [
    "slug",
    "name_vi",
    "name_en",
    "venue_vi",
    "venue_en",
    "commune",
    "lat",
    "lon",
    "starts_on",
    "ends_on",
    "booths",
    "region",
    "description_vi",
    "description_en",
    "source",
];

/// The four regions of Kế hoạch 100/KH-UBND, as keys.
pub const REGIONS: [&str; 4] = [
    "northern_mountains",
    "red_river_delta",
    "central_highlands",
    "south",
];

/// An event with what it says.
#[derive(Clone, Debug)]
pub struct Stored {
    /// The row.
    pub row: event::Model,
    /// What it says.
    pub sheet: Sheet,
}

/// An event in a list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Key.
    pub id: i64,
    /// Vietnamese name.
    pub name: String,
    /// First day.
    pub starts_on: Option<NaiveDate>,
    /// Last day.
    pub ends_on: Option<NaiveDate>,
    /// What the public sees.
    pub status: PublicStatus,
}

/// Events, the latest first and those without a day at the end; at most so many after `skip`.
pub async fn list(db: &impl ConnectionTrait, (skip, most): (u64, u64)) -> Result<Vec<Listed>> {
    let rows = event::Entity::find()
        .order_by_with_nulls(
            event::Column::StartsOn,
            sea_orm::Order::Desc,
            sea_orm::sea_query::NullOrdering::Last,
        )
        .order_by_desc(event::Column::Id)
        .offset(skip)
        .limit(most)
        .all(db)
        .await?;
    let names: std::collections::HashMap<i64, String> = event_text::Entity::find()
        .select_only()
        .columns([event_text::Column::EventId, event_text::Column::Name])
        .filter(event_text::Column::EventId.is_in(rows.iter().map(|row| row.id)))
        .filter(event_text::Column::Locale.eq(Locale::Vi))
        .into_tuple::<(i64, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    Ok(rows
        .into_iter()
        .map(|row| Listed {
            name: names.get(&row.id).cloned().unwrap_or(row.slug),
            id: row.id,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            status: row.status,
        })
        .collect())
}

/// An event, whatever the public sees of it.
pub async fn find(db: &impl ConnectionTrait, id: i64) -> Result<Option<Stored>> {
    let Some(row) = event::Entity::find_by_id(id).one(db).await? else {
        return Ok(None);
    };
    let texts = texts_of(db, id).await?;
    let sheet = sheet_of(db, &row, &texts).await?;
    Ok(Some(Stored { row, sheet }))
}

async fn texts_of(db: &impl ConnectionTrait, id: i64) -> Result<Vec<event_text::Model>> {
    Ok(event_text::Entity::find()
        .filter(event_text::Column::EventId.eq(id))
        .all(db)
        .await?)
}

async fn sheet_of(
    db: &impl ConnectionTrait,
    row: &event::Model,
    texts: &[event_text::Model],
) -> Result<Sheet> {
    let commune = match row.commune_id {
        Some(id) => commune::Entity::find_by_id(id).one(db).await?,
        None => None,
    };
    let mut sheet = Sheet::default();
    let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
    let degrees = |number: Option<f64>| number.map_or_else(String::new, |number| number.to_string());
    sheet.set("slug", row.slug.clone());
    sheet.set("commune", commune.map(|commune| commune.slug).unwrap_or_default());
    sheet.set("lat", degrees(row.lat));
    sheet.set("lon", degrees(row.lon));
    sheet.set("starts_on", day(row.starts_on));
    sheet.set("ends_on", day(row.ends_on));
    let booths = row.booths.map(|booths| booths.to_string());
    sheet.set("booths", booths.unwrap_or_default());
    sheet.set("region", row.region.clone().unwrap_or_default());
    sheet.set("source", row.source.clone());
    for text in texts {
        let tag = text.locale.tag();
        sheet.set(&format!("name_{tag}"), text.name.clone());
        sheet.set(&format!("venue_{tag}"), text.venue.clone().unwrap_or_default());
        sheet.set(&format!("description_{tag}"), text.description.clone());
    }
    Ok(sheet)
}

/// Writes an event and says its key. What says the same as before changes nothing.
pub async fn save(db: &Db, now: DateTime<Utc>, edit: Edit<'_>) -> Answer<i64, SaveRefusal> {
    retried(|| save_once(db, now, edit)).await
}

async fn save_once(db: &Db, now: DateTime<Utc>, edit: Edit<'_>) -> Answer<i64, SaveRefusal> {
    let txn = write_txn(db).await?;
    let before = match edit.id {
        None => None,
        Some(id) => {
            let found = event::Entity::find_by_id(id).lock_exclusive().one(&txn).await?;
            let Some(row) = found else {
                return Ok(Err(SaveRefusal::Missing));
            };
            if row.revision != edit.seen {
                return Ok(Err(SaveRefusal::Stale));
            }
            Some(row)
        }
    };
    let (row, texts) = match judge(&txn, now, edit.sheet, before.as_ref()).await? {
        Ok(judged) => judged,
        Err(wrong) => return Ok(Err(SaveRefusal::Wrong(wrong))),
    };
    let old = match &before {
        Some(before) => sheet_of(&txn, before, &texts_of(&txn, before.id).await?).await?,
        None => Sheet::default(),
    };
    let new = sheet_of(&txn, &row, &texts).await?;
    let changed = old.differs_in(&new, &FIELDS);
    if changed.is_empty() {
        return Ok(Ok(row.id));
    }
    let revision = publication::announce(&txn, now).await?;
    if let Some(before) = before.as_ref().filter(|before| before.slug != row.slug) {
        let (of, old) = ((OwnerKind::Event, before.id), Some(before.slug.as_str()));
        slugs::leave(&txn, of, old, &row.slug, revision).await?;
    }
    let id = write(&txn, now, row, texts, before.is_some(), revision).await?;
    let act = Act {
        actor: edit.actor,
        action: if before.is_some() {
            "event.edit"
        } else {
            "event.create"
        },
        subject_kind: "event",
        subject_id: Some(id),
        before: before.is_some().then(|| old.part(&changed)),
        after: Some(new.part(&changed)),
        reason: None,
    };
    audit::record(&txn, now, act).await?;
    txn.commit().await?;
    Ok(Ok(id))
}

async fn write(
    txn: &Txn,
    now: DateTime<Utc>,
    row: event::Model,
    texts: Vec<event_text::Model>,
    known: bool,
    revision: i64,
) -> Result<i64> {
    let row = event::Model {
        updated_at: now,
        edited_at: Some(now),
        revision,
        ..row
    };
    let mut row = row.into_active_model().reset_all();
    let id = if known {
        row.update(txn).await?.id
    } else {
        row.not_set(event::Column::Id);
        row.insert(txn).await?.id
    };
    event_text::Entity::delete_many()
        .filter(event_text::Column::EventId.eq(id))
        .exec(txn)
        .await?;
    let texts = texts.into_iter().map(|text| {
        let text = event_text::Model { event_id: id, ..text };
        text.into_active_model().reset_all()
    });
    event_text::Entity::insert_many(texts)
        .exec_without_returning(txn)
        .await?;
    Ok(id)
}

type Judged = (event::Model, Vec<event_text::Model>);

async fn judge(
    txn: &Txn,
    now: DateTime<Utc>,
    sheet: &Sheet,
    before: Option<&event::Model>,
) -> Answer<Judged, Vec<Wrong>> {
    let mut judge = Judge::new(sheet);
    let slug = judge.slug(before.map(|before| before.slug.as_str()));
    if judge.wrong.is_empty() && !is_free(txn, &slug, before.map_or(0, |before| before.id)).await? {
        judge.refuse("slug", Fault::TakenSlug);
    }
    let named = sheet.get("commune");
    let commune_id = if named.is_empty() {
        None
    } else {
        commune_of(txn, named).await?
    };
    if !named.is_empty() && commune_id.is_none() {
        judge.refuse("commune", Fault::UnknownCommune);
    }
    let position = read_position(sheet.get("lat"), sheet.get("lon")).unwrap_or_else(|fault| {
        judge.refuse("lat", fault);
        None
    });
    let (starts_on, ends_on) = (judge.day("starts_on"), judge.day("ends_on"));
    let backwards = match (starts_on, ends_on) {
        (Some(start), Some(end)) => end < start,
        (None, Some(_)) => sheet.get("starts_on").is_empty(),
        _ => false,
    };
    if backwards {
        judge.refuse("ends_on", Fault::EndsBeforeItStarts);
    }
    let booths = judge.number("booths", 1, 100_000);
    let region = judge.text("region", LINE);
    if region.as_deref().is_some_and(|region| !REGIONS.contains(&region)) {
        judge.refuse("region", Fault::UnknownWord);
    }
    let source = judge.text("source", PARAGRAPH).unwrap_or_default();
    let texts = texts(&mut judge, before.map_or(0, |before| before.id));
    if !judge.wrong.is_empty() {
        return Ok(Err(judge.wrong));
    }
    let row = event::Model {
        id: before.map_or(0, |before| before.id),
        slug,
        commune_id,
        starts_on,
        ends_on,
        lat: position.map(Position::lat),
        lon: position.map(Position::lon),
        booths,
        region,
        status: before.map_or(PublicStatus::Published, |before| before.status),
        source,
        verified: before.is_none_or(|before| before.verified),
        created_at: before.map_or(now, |before| before.created_at),
        updated_at: now,
        revision: before.map_or(0, |before| before.revision),
        edited_at: before.and_then(|before| before.edited_at),
    };
    Ok(Ok((row, texts)))
}

/// The commune of an address part, or the only one of a name.
async fn commune_of(txn: &Txn, text: &str) -> Result<Option<i64>> {
    let rows = commune::Entity::find()
        .filter(
            sea_orm::Condition::any()
                .add(commune::Column::Slug.eq(text))
                .add(commune::Column::SearchKey.eq(fold(text))),
        )
        .all(txn)
        .await?;
    let by_slug = rows.iter().find(|row| row.slug == text);
    Ok(match (by_slug, rows.as_slice()) {
        (Some(row), _) | (None, [row]) => Some(row.id),
        _ => None,
    })
}

async fn is_free(txn: &Txn, slug: &str, id: i64) -> Result<bool> {
    let other = event::Entity::find()
        .filter(event::Column::Slug.eq(slug))
        .filter(event::Column::Id.ne(id))
        .one(txn)
        .await?;
    Ok(other.is_none() && slugs::is_free(txn, OwnerKind::Event, slug, id).await?)
}

fn texts(judge: &mut Judge<'_>, event_id: i64) -> Vec<event_text::Model> {
    let collation = Collation::vietnamese();
    let mut texts = Vec::new();
    let fields = [
        (Locale::Vi, ["name_vi", "venue_vi", "description_vi"]),
        (Locale::En, ["name_en", "venue_en", "description_en"]),
    ];
    for (locale, fields) in fields {
        let said = fields.iter().any(|field| !judge.sheet.get(field).is_empty());
        if locale == Locale::En && !said {
            continue;
        }
        let [name, venue, description] = fields;
        let named = judge.text(name, LINE);
        if named.is_none() {
            judge.refuse(name, Fault::Required);
        }
        let named = named.unwrap_or_default();
        let venue = judge.text(venue, PARAGRAPH);
        texts.push(event_text::Model {
            event_id,
            locale,
            sort_key: collation.key(&named),
            search_key: fold(&format!("{named} {}", venue.as_deref().unwrap_or_default())),
            description: judge.text(description, PARAGRAPH).unwrap_or_default(),
            name: named,
            venue,
        });
    }
    texts
}
