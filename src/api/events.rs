//! Fairs for programs, with their booths.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, NaiveDate, Utc};
use entity::OwnerKind;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::answer::{json, language, linked, missing};
use super::paging::{List, Paging};
use super::reading::{Language, commune, word};
use super::shapes::{CommuneRef, Link, Names, Picture, Text};
use domain::events::{self, Event, Timing};
use shell::web::{Failure, Visit, urls};

const TIMINGS: [(&str, Timing); 3] = [
    ("upcoming", Timing::Upcoming),
    ("now", Timing::Now),
    ("past", Timing::Past),
];

/// An event as lists show it.
#[derive(Debug, Serialize, ToSchema)]
pub struct EventItem {
    /// Its name, page and resource.
    #[serde(flatten)]
    pub link: Link,
    /// Its name in both languages.
    pub names: Names,
    /// First day; null where the source names none.
    pub starts_on: Option<NaiveDate>,
    /// Last day.
    pub ends_on: Option<NaiveDate>,
    /// `upcoming`, `now` or `past` as of today; what has no date is `past`.
    #[schema(example = "upcoming")]
    pub timing: &'static str,
    /// Venue as the source writes it.
    pub venue: Option<String>,
    /// Commune, where known.
    pub commune: Option<CommuneRef>,
    /// Number of booths, where known.
    pub booth_count: Option<i32>,
    /// Theme of the region.
    pub region: Option<String>,
    /// Where the facts come from.
    pub source: String,
    /// First picture.
    pub picture: Option<Picture>,
    /// When it was last changed (UTC).
    pub updated_at: DateTime<Utc>,
}

/// An event with its booths.
#[derive(Debug, Serialize, ToSchema)]
pub struct EventDetail {
    /// As in lists.
    #[serde(flatten)]
    pub item: EventItem,
    /// What it is.
    pub description: Text,
    /// Booths by number.
    pub booths: Vec<BoothView>,
}

/// A numbered booth.
#[derive(Debug, Serialize, ToSchema)]
pub struct BoothView {
    /// Number on the plan.
    pub number: String,
    /// Who stands there, where it is a producer of ours.
    pub producer: Option<Link>,
    /// Who stands there, where it is not.
    pub name: Option<String>,
    /// Products shown there.
    pub products: Vec<Link>,
}

/// The filters of the list.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "read where they are used; described here")]
pub struct EventFilters {
    /// `upcoming`, `now` or `past`.
    #[param(pattern = "^(upcoming|now|past)$")]
    when: Option<String>,
    /// Slug of a commune, see `/api/v1/taxonomy`.
    commune: Option<String>,
}

impl EventItem {
    fn new(visit: &Visit, event: &Event) -> Self {
        let timing = event.timing(visit.edition.day);
        Self {
            link: Link::new(
                visit,
                "events",
                &event.slug,
                event.name(visit.locale).0,
                urls::event,
            ),
            names: Names::new(|locale| event.name(locale)),
            starts_on: event.starts_on,
            ends_on: event.ends_on,
            timing: TIMINGS
                .iter()
                .find(|(_, one)| *one == timing)
                .map_or("past", |(word, _)| word),
            venue: event.venue(visit.locale).map(str::to_owned),
            commune: CommuneRef::of(visit, event.commune_id),
            booth_count: event.booths,
            region: event.region.clone(),
            source: event.source.clone(),
            picture: event.picture.as_ref().map(|picture| Picture::new(visit, picture)),
            updated_at: event.updated_at,
        }
    }
}

/// Events, the latest first.
#[utoipa::path(
    get,
    path = "/api/v1/events",
    tag = "events",
    params(EventFilters, Paging, Language),
    responses((status = 200, description = "A page of events", body = List<EventItem>))
)]
pub async fn index(mut visit: Visit) -> Result<HttpResponse, Failure> {
    language(&mut visit)?;
    let paging = Paging::read(&visit)?;
    let timing = word(&visit.params, "when", &TIMINGS)?;
    let commune = commune(&visit)?;
    let edition = &visit.edition;
    let events: Vec<_> = edition
        .latest_events()
        .iter()
        .filter(|event| timing.is_none_or(|timing| event.timing(edition.day) == timing))
        .filter(|event| commune.is_none_or(|commune| event.commune_id == Some(commune)))
        .collect();
    let (items, next) = paging.cut(&visit, "latest", &events, |event| event.id)?;
    let list = List {
        data: items.iter().map(|event| EventItem::new(&visit, event)).collect(),
        total: events.len(),
        as_of: edition.day,
        next,
    };
    Ok(linked(json(&visit, &list)?, list.next.as_deref()))
}

/// One event with its booths and what is shown there.
#[utoipa::path(
    get,
    path = "/api/v1/events/{slug}",
    tag = "events",
    params(("slug" = String, Path, description = "Slug of the event"), Language),
    responses((status = 200, description = "The event", body = EventDetail))
)]
pub async fn show(mut visit: Visit, slug: web::Path<String>) -> Result<HttpResponse, Failure> {
    language(&mut visit)?;
    let edition = visit.edition.clone();
    let locale = visit.locale;
    let Some(event) = edition.event_by_slug(&slug) else {
        return Err(missing(&visit, "events", OwnerKind::Event, &slug));
    };
    let booths = events::booths(&visit.state.services.db, event.id)
        .await?
        .into_iter()
        .map(|booth| {
            let producer = booth.producer_id.and_then(|id| edition.producer(id));
            BoothView {
                number: booth.number,
                producer: producer.map(|producer| Link::producer(&visit, producer)),
                name: booth.name,
                products: booth
                    .product_ids
                    .iter()
                    .filter_map(|id| edition.catalogue.by_id(*id))
                    .map(|product| Link::product(&visit, product))
                    .collect(),
            }
        });
    let detail = EventDetail {
        booths: booths.collect(),
        item: EventItem::new(&visit, event),
        description: Text::new((event.description(locale).to_owned(), event.name(locale).1)),
    };
    json(&visit, &detail)
}
