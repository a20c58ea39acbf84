//! Sales points, creative centres and craft villages for programs.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, NaiveDate, Utc};
use entity::{Locale, OwnerKind, PlaceKind, PlaceStatus};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::answer::{fresh_json, json, language, linked, missing};
use super::paging::{List, Paging};
use super::reading::{Language, bad, commune, number, switch, word};
use super::shapes::{CommuneRef, Link, Names, Picture, Position, Text};
use domain::places::opening_hours::State;
use domain::places::{self, Found, Place};
use shell::web::place_query::{KINDS, PlaceQuery};
use shell::web::{Failure, Visit};

/// A place as lists show it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlaceItem {
    /// Its name, page and resource.
    #[serde(flatten)]
    pub link: Link,
    /// Its name in both languages.
    pub names: Names,
    /// `sales_point`, `creative_centre` or `craft_village`.
    #[schema(value_type = String, example = "sales_point")]
    pub kind: PlaceKind,
    /// Address as the source writes it.
    pub address: Option<String>,
    /// Its commune today.
    pub commune: Option<CommuneRef>,
    /// Its district before July 2025.
    pub former_district: Option<String>,
    /// Where it is; null where nobody knows.
    pub position: Option<Position>,
    /// Metres from the point of `near`, along the surface of the earth.
    pub distance_m: Option<u32>,
    /// `open`, `unverified` or `temporarily_closed`.
    #[schema(value_type = String, example = "unverified")]
    pub status: PlaceStatus,
    /// Hours in the `opening_hours` syntax of OpenStreetMap, in Asia/Ho_Chi_Minh; null where they are unknown.
    #[schema(example = "Mo-Su 08:00-17:30")]
    pub opening_hours: Option<String>,
    /// Market days by the lunar calendar, 1 to 30.
    pub market_days: Vec<u8>,
    /// Craft of a village.
    pub craft: Option<String>,
    /// Day somebody last confirmed the record; null if nobody ever did.
    pub last_confirmed_on: Option<NaiveDate>,
    /// First picture.
    pub picture: Option<Picture>,
    /// When it was last changed (UTC).
    pub updated_at: DateTime<Utc>,
}

/// A place with everything that is known of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlaceDetail {
    /// As in lists.
    #[serde(flatten)]
    pub item: PlaceItem,
    /// Whether it is open at this moment; null for a village, which has no door.
    pub now: Option<Now>,
    /// Kind of location 1 to 8 of QĐ 950/QĐ-BCT.
    pub location_type: Option<i16>,
    /// Who runs it.
    pub operator: Option<String>,
    /// Day of opening.
    pub opened_on: Option<NaiveDate>,
    /// Who confirmed the record; `keeper`: the people who keep the place.
    pub confirmed_by: Option<String>,
    /// Floor area in square metres.
    pub floor_area_m2: Option<i32>,
    /// Telephone, E.164.
    pub phone: Option<String>,
    /// Web address.
    pub website: Option<String>,
    /// Facility keys.
    pub facilities: Vec<String>,
    /// Languages spoken, BCP 47.
    pub languages: Vec<String>,
    /// Payment method keys.
    pub payment_methods: Vec<String>,
    /// The craft village it belongs to.
    pub village: Option<Link>,
    /// Products sold there, with when each was last seen.
    pub products: Vec<Stocked>,
    /// Producers who show goods there.
    pub producers: Vec<Link>,
    /// What a visitor can do.
    pub what_to_do: Option<Text>,
    /// How to get there.
    pub getting_there: Option<Text>,
    /// When to come.
    pub best_season: Option<Text>,
    /// Anything else worth knowing.
    pub notes: Option<Text>,
    /// All pictures.
    pub pictures: Vec<Picture>,
    /// Its story.
    pub story: Option<Link>,
    /// Whether a source names it.
    pub verified: bool,
    /// Where the facts come from.
    pub source: String,
}

/// Open or closed.
#[derive(Debug, Serialize, ToSchema)]
pub struct Now {
    /// `open`, `closed` or `unknown`.
    #[schema(example = "unknown")]
    pub state: &'static str,
    /// When that changes (UTC), if it does within a week.
    pub changes_at: Option<DateTime<Utc>>,
}

/// A product on the shelf of a place.
#[derive(Debug, Serialize, ToSchema)]
pub struct Stocked {
    /// The product.
    pub product: Link,
    /// Day it was last seen there.
    pub last_confirmed_on: Option<NaiveDate>,
    /// Whether the place says that it has run out today.
    pub out_today: bool,
}

/// The filters of the map page.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "read by `PlaceQuery`; described here")]
pub struct PlaceFilters {
    /// `sales_point`, `creative_centre` or `craft_village`; may be given several times.
    kind: Option<Vec<String>>,
    /// Goods of this group are sold or made there.
    #[param(minimum = 1, maximum = 6)]
    group: Option<i64>,
    /// Slug of a product that is sold there.
    carries: Option<String>,
    /// Slug of a commune, see `/api/v1/taxonomy`.
    commune: Option<String>,
    /// `1`: certainly open at this moment.
    open: Option<bool>,
    /// `lat,lon`: within `radius_km` of here, nearest first. Used rounded to about a kilometre, never kept.
    #[param(example = "20.98,105.91")]
    near: Option<String>,
    /// Radius around `near` in kilometres.
    #[param(minimum = 0, maximum = 100, default = 15)]
    radius_km: Option<f64>,
    /// `min_lon,min_lat,max_lon,max_lat` (the order of RFC 7946); must not cross 180°.
    #[param(example = "105.7,20.9,106.0,21.1")]
    bbox: Option<String>,
}

impl PlaceItem {
    fn new(visit: &Visit, place: &Place, distance: Option<f64>) -> Self {
        let hours = place.hours(visit.locale);
        Self {
            link: Link::place(visit, place),
            names: Names::new(|locale| place.name(locale)),
            kind: place.kind,
            address: place.address(visit.locale).map(str::to_owned),
            commune: CommuneRef::of(visit, place.commune_id),
            former_district: place.former_district.clone(),
            position: place.position.map(|(at, precision)| Position {
                lat: at.lat(),
                lon: at.lon(),
                precision,
            }),
            distance_m: distance.map(metres),
            status: place.status,
            opening_hours: hours.osm(),
            market_days: hours.market_days().to_vec(),
            craft: place.craft(visit.locale).map(str::to_owned),
            last_confirmed_on: place.last_confirmed_on,
            picture: place.picture.as_ref().map(|picture| Picture::new(visit, picture)),
            updated_at: place.updated_at,
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "distances on the earth are between 0 and 20,100,000 m"
)]
fn metres(distance: f64) -> u32 {
    distance.round() as u32
}

/// Reads the filters of the map page, strictly: what finds nothing by mistake is refused by name.
pub fn query(visit: &Visit) -> Result<PlaceQuery, Failure> {
    let params = &visit.params;
    if params
        .all("kind")
        .any(|kind| KINDS.iter().all(|(known, _)| *known != kind))
    {
        word(params, "kind", &KINDS)?;
        return Err(bad(
            "kind",
            "one of sales_point, creative_centre, craft_village is wanted",
        ));
    }
    number(params, "group", 1, 6)?;
    switch(params, "open")?;
    commune(visit)?;
    if params
        .get("carries")
        .is_some_and(|slug| visit.edition.catalogue.by_slug(slug).is_none())
    {
        return Err(bad("carries", "no product has this slug"));
    }
    PlaceQuery::read(params, &visit.edition, visit.state.services.clock.now()).map_err(
        |failure| match failure {
            Failure::Bad(name) if !name.contains(':') => bad(&name, "not what this parameter takes"),
            other => other,
        },
    )
}

/// Places: by name, or nearest first where `near` is given.
#[utoipa::path(
    get,
    path = "/api/v1/places",
    tag = "places",
    params(PlaceFilters, Paging, Language),
    responses((status = 200, description = "A page of places", body = List<PlaceItem>))
)]
pub async fn index(mut visit: Visit) -> Result<HttpResponse, Failure> {
    language(&mut visit)?;
    let query = query(&visit)?;
    list(&visit, &query)
}

/// Craft villages: the places of that kind, by name, or nearest first where `near` is given.
#[utoipa::path(
    get,
    path = "/api/v1/villages",
    tag = "places",
    params(PlaceFilters, Paging, Language),
    responses((status = 200, description = "A page of craft villages", body = List<PlaceItem>))
)]
pub async fn villages(mut visit: Visit) -> Result<HttpResponse, Failure> {
    language(&mut visit)?;
    let mut query = query(&visit)?;
    query.filter.kinds = vec![PlaceKind::CraftVillage];
    list(&visit, &query)
}

fn list(visit: &Visit, query: &PlaceQuery) -> Result<HttpResponse, Failure> {
    let paging = Paging::read(visit)?;
    let places: Vec<Found<'_>> = if query.elsewhere {
        Vec::new()
    } else {
        visit.edition.places.select(&query.filter, visit.locale)
    };
    let order = match query.filter.near {
        Some(_) => "near".to_owned(),
        None => format!("name-{}", visit.locale.tag()),
    };
    let (items, next) = paging.cut(visit, &order, &places, |(place, _)| place.id)?;
    let list = List {
        data: items
            .iter()
            .map(|(place, distance)| PlaceItem::new(visit, place, *distance))
            .collect(),
        total: places.len(),
        as_of: visit.edition.day,
        next,
    };
    // What is open now is another list a minute later.
    let response = match query.filter.open_at {
        Some(_) => fresh_json(visit, &list)?,
        None => json(visit, &list)?,
    };
    Ok(linked(response, list.next.as_deref()))
}

/// One place with its hours, what is sold there and how to get there.
#[utoipa::path(
    get,
    path = "/api/v1/places/{slug}",
    tag = "places",
    params(("slug" = String, Path, description = "Slug of the place"), Language),
    responses((status = 200, description = "The place", body = PlaceDetail))
)]
pub async fn show(mut visit: Visit, slug: web::Path<String>) -> Result<HttpResponse, Failure> {
    language(&mut visit)?;
    let edition = visit.edition.clone();
    let Some(place) = edition.places.by_slug(&slug) else {
        return Err(missing(&visit, "places", OwnerKind::Place, &slug));
    };
    let texts = places::detail(&visit.state.services.db, place.id, visit.locale).await?;
    let stocked = place.stock.iter().filter_map(|(id, seen)| {
        let product = Link::product(&visit, edition.catalogue.by_id(*id)?);
        Some(Stocked {
            product,
            last_confirmed_on: *seen,
            out_today: place.is_out(*id, edition.day),
        })
    });
    let village = place.village_id.and_then(|id| edition.places.by_id(id));
    let makers = place.producers.iter().filter_map(|id| edition.producer(*id));
    let story = edition.story_of(OwnerKind::Place, place.id);
    let now = now(place, visit.state.services.clock.now());
    let detail = PlaceDetail {
        item: PlaceItem::new(&visit, place, None),
        location_type: place.location_type,
        operator: place.operator.clone(),
        opened_on: place.opened_on,
        confirmed_by: place.confirmed_by.clone(),
        floor_area_m2: place.floor_area_m2,
        phone: place.phone.clone(),
        website: place.website.clone(),
        facilities: place.facilities.clone(),
        languages: place.languages.clone(),
        payment_methods: place.payment_methods.clone(),
        village: village.map(|village| Link::place(&visit, village)),
        products: stocked.collect(),
        producers: makers.map(|producer| Link::producer(&visit, producer)).collect(),
        what_to_do: texts.what_to_do.map(Text::new),
        getting_there: texts.getting_there.map(Text::new),
        best_season: texts.best_season.map(Text::new),
        notes: texts.notes.map(Text::new),
        pictures: texts
            .pictures
            .iter()
            .map(|picture| Picture::new(&visit, picture))
            .collect(),
        story: story.map(|story| Link::story(&visit, story)),
        verified: place.verified,
        source: place.source.clone(),
        now,
    };
    // Unknown hours do not change by the minute.
    if detail.now.as_ref().is_some_and(|now| now.state != "unknown") {
        fresh_json(&visit, &detail)
    } else {
        json(&visit, &detail)
    }
}

fn now(place: &Place, at: DateTime<Utc>) -> Option<Now> {
    if place.kind == PlaceKind::CraftVillage {
        return None;
    }
    if place.status == PlaceStatus::TemporarilyClosed {
        return Some(Now {
            state: "closed",
            changes_at: None,
        });
    }
    Some(match place.hours(Locale::Vi).status(at) {
        State::Open { until } => Now {
            state: "open",
            changes_at: until,
        },
        State::Closed { opens } => Now {
            state: "closed",
            changes_at: opens,
        },
        State::Unknown => Now {
            state: "unknown",
            changes_at: None,
        },
    })
}
