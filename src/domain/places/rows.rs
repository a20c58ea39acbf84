//! Places as an edition holds them, and the long texts of one.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use entity::{
    Locale, OwnerKind, PlaceKind, PlaceStatus, Precision, PublicStatus, hours_exception, place, place_text,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::exceptions;
use super::loading;
use super::opening_hours::Hours;
use crate::gallery::{self, Picture};
use foundation::kernel::db::Db;
use foundation::kernel::error::Result;
use foundation::kernel::geo::Position;

/// A sales point, creative centre or craft village.
#[derive(Clone, Debug)]
pub struct Place {
    /// Key.
    pub id: i64,
    /// Address part.
    pub slug: String,
    /// What stands there.
    pub kind: PlaceKind,
    /// Kind of location 1 to 8 of QĐ 950/QĐ-BCT.
    pub location_type: Option<i16>,
    /// Present commune.
    pub commune_id: Option<i64>,
    /// District before July 2025.
    pub former_district: Option<String>,
    /// Where it is, and how exactly that is known.
    pub position: Option<(Position, Precision)>,
    /// Who runs it.
    pub operator: Option<String>,
    /// Who recognised it, and by which decision.
    pub recognised: (Option<String>, Option<String>),
    /// Day of opening.
    pub opened_on: Option<NaiveDate>,
    /// When it is open; the notes of exceptions stand in the language of the index.
    hours: [Arc<Hours>; 2],
    /// Whether it can be visited.
    pub status: PlaceStatus,
    /// Day somebody last confirmed the record.
    pub last_confirmed_on: Option<NaiveDate>,
    /// Who confirmed it.
    pub confirmed_by: Option<String>,
    /// Floor area in square metres.
    pub floor_area_m2: Option<i32>,
    /// Telephone, E.164.
    pub phone: Option<String>,
    /// Web address, http or https.
    pub website: Option<String>,
    /// Facility keys.
    pub facilities: Vec<String>,
    /// BCP 47 tags of languages spoken.
    pub languages: Vec<String>,
    /// Payment method keys.
    pub payment_methods: Vec<String>,
    /// Craft village it belongs to.
    pub village_id: Option<i64>,
    /// Where the facts come from.
    pub source: String,
    /// Whether a source names it.
    pub verified: bool,
    /// When it was last changed (UTC).
    pub updated_at: DateTime<Utc>,
    /// First picture.
    pub picture: Option<Picture>,
    /// Products sold there, with the day each was last seen.
    pub stock: Vec<(i64, Option<NaiveDate>)>,
    /// Products it had run out of on a day, with that day.
    pub out: Vec<(i64, NaiveDate)>,
    /// Producers who show goods there.
    pub producers: Vec<i64>,
    texts: [Option<Text>; 2],
}

/// What lists need of a text.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub(super) name: String,
    pub(super) address: Option<String>,
    pub(super) craft: Option<String>,
    pub(super) sort_key: String,
    pub(super) search_key: String,
}

impl Place {
    fn text(&self, locale: Locale) -> Option<&Text> {
        self.texts.get(locale.index())?.as_ref()
    }

    fn any_text(&self, locale: Locale) -> Option<&Text> {
        self.text(locale).or(self.text(Locale::Vi))
    }

    /// Its name, and the language it is in: English falls back to Vietnamese.
    pub fn name(&self, locale: Locale) -> (&str, Locale) {
        match self.text(locale) {
            Some(text) => (&text.name, locale),
            None => (
                self.text(Locale::Vi)
                    .map_or(self.slug.as_str(), |text| &text.name),
                Locale::Vi,
            ),
        }
    }

    /// Whether it has a text of its own in a language.
    pub fn speaks(&self, locale: Locale) -> bool {
        self.text(locale).is_some()
    }

    /// Address as the source writes it.
    pub fn address(&self, locale: Locale) -> Option<&str> {
        self.any_text(locale)?.address.as_deref()
    }

    /// Craft of a village.
    pub fn craft(&self, locale: Locale) -> Option<&str> {
        self.any_text(locale)?.craft.as_deref()
    }

    /// Its place in an alphabetical list.
    pub fn sort_key(&self, locale: Locale) -> &str {
        self.any_text(locale).map_or("", |text| &text.sort_key)
    }

    /// Folded words it is found by in a language.
    pub fn search_key(&self, locale: Locale) -> &str {
        self.any_text(locale).map_or("", |text| &text.search_key)
    }

    /// When it is open, with remarks in a language.
    pub fn hours(&self, locale: Locale) -> &Arc<Hours> {
        let [vi, en] = &self.hours;
        if locale == Locale::Vi { vi } else { en }
    }

    /// Whether it has run out of a product on a day.
    pub fn is_out(&self, product: i64, day: NaiveDate) -> bool {
        self.out.contains(&(product, day))
    }

    /// Where it is.
    pub fn at(&self) -> Option<Position> {
        self.position.map(|(position, _)| position)
    }
}

/// Places changed after a revision: `None` for those the public must not see (any more).
pub async fn changed_since(db: &Db, revision: i64) -> Result<Vec<(i64, Option<Place>)>> {
    let rows = place::Entity::find()
        .filter(place::Column::Revision.gt(revision))
        .all(db)
        .await?;
    let ids: Option<Vec<i64>> = (revision > 0).then(|| rows.iter().map(|row| row.id).collect());
    let ids = ids.as_deref();
    let mut parts = Parts {
        texts: loading::texts(db, ids).await?,
        exceptions: loading::exceptions(db, ids).await?,
        stock: loading::stock(db, ids).await?,
        out: loading::shortages(db, ids).await?,
        producers: loading::producers(db, ids).await?,
        pictures: gallery::pictures(db, OwnerKind::Place, ids, true).await?,
        hours: HashMap::new(),
    };
    Ok(rows
        .into_iter()
        .map(|row| {
            let id = row.id;
            // A place that is closed for good is no place to go to.
            let public = row.public == PublicStatus::Published && row.status != PlaceStatus::Closed;
            (id, public.then(|| parts.build(row)))
        })
        .collect())
}

/// Everything that hangs on places, by place.
struct Parts {
    texts: HashMap<i64, [Option<Text>; 2]>,
    exceptions: HashMap<i64, Vec<hours_exception::Model>>,
    stock: HashMap<i64, Vec<(i64, Option<NaiveDate>)>>,
    out: HashMap<i64, Vec<(i64, NaiveDate)>>,
    producers: HashMap<i64, Vec<i64>>,
    pictures: HashMap<i64, Vec<Picture>>,
    /// Hours without exceptions, one for each way they are written: most places share a few.
    hours: HashMap<(String, String), Arc<Hours>>,
}

impl Parts {
    fn build(&mut self, row: place::Model) -> Place {
        let id = row.id;
        let point = row
            .lat
            .zip(row.lon)
            .and_then(|(lat, lon)| Position::new(lat, lon));
        let hours = self.hours(&row);
        Place {
            id,
            slug: row.slug,
            kind: row.kind,
            location_type: row.location_type,
            commune_id: row.commune_id,
            former_district: row.former_district,
            position: point.zip(Some(row.precision.unwrap_or(Precision::Approximate))),
            operator: row.operator,
            recognised: (row.recognised_by, row.decision_no),
            opened_on: row.opened_on,
            hours,
            status: row.status,
            last_confirmed_on: row.last_confirmed_on,
            confirmed_by: row.confirmed_by,
            floor_area_m2: row.floor_area_m2,
            phone: row.phone,
            website: row.website,
            facilities: list(&row.facilities),
            languages: list(&row.languages),
            payment_methods: list(&row.payment_methods),
            village_id: row.village_id,
            source: row.source,
            verified: row.verified,
            updated_at: row.updated_at,
            picture: self.pictures.remove(&id).and_then(|list| list.into_iter().next()),
            stock: self.stock.remove(&id).unwrap_or_default(),
            out: self.out.remove(&id).unwrap_or_default(),
            producers: self.producers.remove(&id).unwrap_or_default(),
            texts: self.texts.remove(&id).unwrap_or_default(),
        }
    }

    fn hours(&mut self, row: &place::Model) -> [Arc<Hours>; 2] {
        let text = row.opening_hours.clone().unwrap_or_default();
        let days = row.lunar_days.clone().unwrap_or_default();
        let base = self.hours.entry((text, days)).or_insert_with_key(|(text, days)| {
            // What cannot be read is not known: it is never guessed at, and never open.
            let hours = Hours::parse(text).unwrap_or_default();
            Arc::new(hours.on_lunar_days(days))
        });
        let Some(rows) = self.exceptions.get(&row.id) else {
            return [base.clone(), base.clone()];
        };
        Locale::ALL.map(|locale| {
            let exceptions = exceptions::of_rows(rows, locale);
            Arc::new(Hours::clone(base).with_exceptions(exceptions))
        })
    }
}

fn list(text: &str) -> Vec<String> {
    text.split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The long texts of a place, each with the language it is in.
#[derive(Clone, Debug, Default)]
pub struct Detail {
    /// What a visitor can do.
    pub what_to_do: Option<(String, Locale)>,
    /// How to get there.
    pub getting_there: Option<(String, Locale)>,
    /// When to come.
    pub best_season: Option<(String, Locale)>,
    /// Anything else worth knowing.
    pub notes: Option<(String, Locale)>,
    /// All pictures.
    pub pictures: Vec<Picture>,
}

/// Reads the long texts of a place in a language, or in the other one.
pub async fn detail(db: &Db, id: i64, locale: Locale) -> Result<Detail> {
    let mut rows = place_text::Entity::find()
        .filter(place_text::Column::PlaceId.eq(id))
        .all(db)
        .await?;
    rows.sort_by_key(|row| row.locale != locale);
    let first = |pick: fn(&place_text::Model) -> Option<&String>| {
        rows.iter()
            .find_map(|row| pick(row).map(|text| (text.clone(), row.locale)))
    };
    let mut pictures = gallery::pictures(db, OwnerKind::Place, Some(&[id]), false).await?;
    Ok(Detail {
        what_to_do: first(|row| row.what_to_do.as_ref()),
        getting_there: first(|row| row.getting_there.as_ref()),
        best_season: first(|row| row.best_season.as_ref()),
        notes: first(|row| row.notes.as_ref()),
        pictures: pictures.remove(&id).unwrap_or_default(),
    })
}

#[cfg(test)]
impl Place {
    /// A sales point for tests, with hours in OSM syntax.
    pub(crate) fn sample(id: i64, at: Option<(f64, f64)>, hours: &str) -> Self {
        let hours = Arc::new(Hours::parse(hours).unwrap_or_default());
        let text = |name: String| Text {
            sort_key: name.clone(),
            search_key: name.clone(),
            address: Some("Ngõ 59 Hoàng Cầu, phường Ô Chợ Dừa, quận Đống Đa (cũ)".to_owned()),
            craft: None,
            name,
        };
        Self {
            id,
            slug: format!("diem-ban-so-{id}"),
            kind: PlaceKind::SalesPoint,
            location_type: None,
            commune_id: Some(id % 7),
            former_district: None,
            position: at.and_then(|(lat, lon)| Some((Position::new(lat, lon)?, Precision::Centroid))),
            operator: None,
            recognised: (None, None),
            opened_on: None,
            hours: [hours.clone(), hours],
            status: PlaceStatus::Open,
            last_confirmed_on: None,
            confirmed_by: None,
            floor_area_m2: None,
            phone: None,
            website: None,
            facilities: Vec::new(),
            languages: Vec::new(),
            payment_methods: Vec::new(),
            village_id: None,
            source: String::new(),
            verified: true,
            updated_at: DateTime::UNIX_EPOCH,
            picture: None,
            stock: vec![(id, None)],
            out: Vec::new(),
            producers: Vec::new(),
            texts: [
                Some(text(format!("Điểm giới thiệu và bán sản phẩm OCOP số {id:05}"))),
                None,
            ],
        }
    }
}
