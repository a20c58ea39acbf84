//! Events as an edition holds them, and the booths of one.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use entity::{Locale, OwnerKind, PublicStatus, event, event_booth, event_booth_product, event_text};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::gallery::{self, Picture};
use foundation::kernel::db::Db;
use foundation::kernel::error::Result;
use foundation::kernel::geo::Position;

/// Where a day stands to an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    /// It is to come.
    Upcoming,
    /// It is on.
    Now,
    /// It is over, or has no date and therefore cannot be announced.
    Past,
}

/// An event with its texts.
#[derive(Clone, Debug)]
pub struct Event {
    /// Key.
    pub id: i64,
    /// Address part.
    pub slug: String,
    /// Where, where known.
    pub commune_id: Option<i64>,
    /// First day; nothing where the source names none.
    pub starts_on: Option<NaiveDate>,
    /// Last day.
    pub ends_on: Option<NaiveDate>,
    /// Where the venue is, where known.
    pub at: Option<Position>,
    /// Number of booths.
    pub booths: Option<i32>,
    /// Region theme key.
    pub region: Option<String>,
    /// Where the facts come from.
    pub source: String,
    /// When it was last changed (UTC).
    pub updated_at: DateTime<Utc>,
    /// First picture.
    pub picture: Option<Picture>,
    texts: [Option<Text>; 2],
}

#[derive(Clone, Debug)]
struct Text {
    name: String,
    venue: Option<String>,
    description: String,
}

impl Event {
    fn text(&self, locale: Locale) -> Option<&Text> {
        self.texts.get(locale.index())?.as_ref()
    }

    /// Its name, and the language it is in.
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

    /// Its venue as the source writes it.
    pub fn venue(&self, locale: Locale) -> Option<&str> {
        let own = self.text(locale).and_then(|text| text.venue.as_deref());
        own.or(self.text(Locale::Vi).and_then(|text| text.venue.as_deref()))
    }

    /// What it is.
    pub fn description(&self, locale: Locale) -> &str {
        self.text(locale)
            .or(self.text(Locale::Vi))
            .map_or("", |text| &text.description)
    }

    /// Whether it has a text of its own in a language.
    pub fn speaks(&self, locale: Locale) -> bool {
        self.text(locale).is_some()
    }

    /// Where a day stands to it. Without a last day it lasts one day, as far as anybody knows.
    pub fn timing(&self, day: NaiveDate) -> Timing {
        match (self.starts_on, self.ends_on.or(self.starts_on)) {
            (Some(start), _) if day < start => Timing::Upcoming,
            (Some(_), Some(end)) if day <= end => Timing::Now,
            _ => Timing::Past,
        }
    }
}

/// Events changed after a revision: `None` for those the public must not see (any more).
pub async fn changed_since(db: &Db, revision: i64) -> Result<Vec<(i64, Option<Event>)>> {
    let rows = event::Entity::find()
        .filter(event::Column::Revision.gt(revision))
        .all(db)
        .await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let mut texts: HashMap<i64, [Option<Text>; 2]> = HashMap::new();
    for chunk in ids.chunks(gallery::CHUNK) {
        let wanted = event_text::Column::EventId.is_in(chunk.iter().copied());
        for row in event_text::Entity::find().filter(wanted).all(db).await? {
            if let Some(slot) = texts.entry(row.event_id).or_default().get_mut(row.locale.index()) {
                *slot = Some(Text {
                    name: row.name,
                    venue: row.venue,
                    description: row.description,
                });
            }
        }
    }
    let mut pictures = gallery::pictures(db, OwnerKind::Event, Some(&ids), true).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let id = row.id;
            let public = (row.status == PublicStatus::Published).then(|| Event {
                id,
                slug: row.slug,
                commune_id: row.commune_id,
                starts_on: row.starts_on,
                ends_on: row.ends_on,
                at: row
                    .lat
                    .zip(row.lon)
                    .and_then(|(lat, lon)| Position::new(lat, lon)),
                booths: row.booths,
                region: row.region,
                source: row.source,
                updated_at: row.updated_at,
                picture: pictures.remove(&id).and_then(|list| list.into_iter().next()),
                texts: texts.remove(&id).unwrap_or_default(),
            });
            (id, public)
        })
        .collect())
}

/// A numbered booth.
#[derive(Clone, Debug)]
pub struct Booth {
    /// Key.
    pub id: i64,
    /// Number on the plan.
    pub number: String,
    /// Who stands there.
    pub producer_id: Option<i64>,
    /// Who stands there, where it is no producer of ours.
    pub name: Option<String>,
    /// Column and row on the plan, from 1, where somebody has set them.
    pub cell: Option<(i16, i16)>,
    /// Products shown there.
    pub product_ids: Vec<i64>,
}

/// The letters a booth's number begins with, and the first number after them: `A`, 12 of "A12".
pub(super) fn hall_and_number(text: &str) -> (&str, u32) {
    let end = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
    let (hall, rest) = text.split_at(end);
    let digits: String = rest.chars().take_while(char::is_ascii_digit).take(9).collect();
    (hall, digits.parse().unwrap_or(0))
}

/// The booths of an event, by number: "2" before "10", "A2" before "B1".
pub async fn booths(db: &impl ConnectionTrait, event: i64) -> Result<Vec<Booth>> {
    let rows = event_booth::Entity::find()
        .filter(event_booth::Column::EventId.eq(event))
        .all(db)
        .await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let mut products: HashMap<i64, Vec<i64>> = HashMap::new();
    for chunk in ids.chunks(gallery::CHUNK) {
        let wanted = event_booth_product::Column::BoothId.is_in(chunk.iter().copied());
        for row in event_booth_product::Entity::find()
            .filter(wanted)
            .order_by_asc(event_booth_product::Column::ProductId)
            .all(db)
            .await?
        {
            products.entry(row.booth_id).or_default().push(row.product_id);
        }
    }
    let mut booths: Vec<Booth> = rows
        .into_iter()
        .map(|row| Booth {
            product_ids: products.remove(&row.id).unwrap_or_default(),
            id: row.id,
            cell: row.plan_column.zip(row.plan_row),
            number: row.number,
            producer_id: row.producer_id,
            name: row.name,
        })
        .collect();
    booths.sort_by_key(|booth| {
        let (hall, number) = hall_and_number(&booth.number);
        (hall.to_owned(), number, booth.number.clone())
    });
    Ok(booths)
}

/// Events a producer has a booth at, by event key.
pub async fn of_producers(db: &Db, producer: i64) -> Result<Vec<i64>> {
    let rows = event_booth::Entity::find()
        .filter(event_booth::Column::ProducerId.eq(producer))
        .all(db)
        .await?;
    let mut events: Vec<i64> = rows.into_iter().map(|row| row.event_id).collect();
    events.sort_unstable();
    events.dedup();
    Ok(events)
}
