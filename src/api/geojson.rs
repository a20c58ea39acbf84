//! The places of a box as GeoJSON (RFC 7946): one by one while they are few, in groups when they are
//! many, so that an answer stays small. The map page reads it; so may anybody else.

use actix_web::HttpResponse;
use entity::PlaceKind;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::answer::{language, open};
use super::places::PlaceFilters;
use super::reading::{Language, number};
use domain::places::cluster::Group;
use domain::places::{Place, words};
use foundation::i18n::format;
use foundation::kernel::error::Context;
use shell::web::place_query::PlaceQuery;
use shell::web::{Failure, Visit, urls};

/// Zoom when none is asked: the whole city on a small screen.
const DEFAULT_ZOOM: u8 = 9;
/// Names listed with a group that no zoom can part.
const NAMED: usize = 12;

/// A FeatureCollection with what a map says around it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Collection {
    /// `FeatureCollection`.
    r#type: &'static str,
    /// Whether every place of the box stands here by itself.
    complete: bool,
    /// Number of places in the box, in groups or not.
    total: usize,
    /// Places, or groups of them.
    features: Vec<Feature>,
}

/// A place or a group of places.
#[derive(Debug, Serialize, ToSchema)]
pub struct Feature {
    /// `Feature`.
    r#type: &'static str,
    /// Where it is.
    geometry: Geometry,
    /// What it is.
    properties: Properties,
}

/// A point.
#[derive(Debug, Serialize, ToSchema)]
pub struct Geometry {
    /// `Point`.
    r#type: &'static str,
    /// Longitude and latitude in degrees, WGS 84.
    coordinates: [f64; 2],
}

/// What a feature is: a place, or a group with the number of its places.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Properties {
    /// One place.
    Place(Box<PlaceProperties>),
    /// Places too many or too close to be drawn one by one.
    Group {
        /// How many.
        count: usize,
        /// The number in words.
        label: String,
        /// The first of them, where no zoom can part them.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        places: Vec<Named>,
    },
}

/// A place on the map, in words of the asked language.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlaceProperties {
    /// Address part.
    slug: String,
    /// Its name.
    name: String,
    /// `sales_point`, `creative_centre` or `craft_village`.
    #[schema(value_type = String)]
    kind: PlaceKind,
    /// The kind in words.
    kind_label: String,
    /// Path of its page.
    url: String,
    /// Its commune, or its former district.
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    /// Open or closed, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    hours: Option<String>,
    /// `open`, `closed` or `unknown`; absent for villages, which have no door.
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    /// Hours in the syntax of OpenStreetMap.
    #[serde(skip_serializing_if = "Option::is_none")]
    opening_hours: Option<String>,
    /// Said where the position is not exact.
    #[serde(skip_serializing_if = "Option::is_none")]
    precision: Option<String>,
}

/// A place by name.
#[derive(Debug, Serialize, ToSchema)]
pub struct Named {
    /// Its name.
    name: String,
    /// Path of its page.
    url: String,
}

/// How near the map is drawn.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "read where it is used; described here")]
pub struct Zoom {
    /// Zoom of a web map, which decides what is grouped when there are many places.
    #[param(minimum = 0, maximum = 22, default = 9)]
    zoom: Option<u8>,
}

/// Places as GeoJSON (RFC 7946): one by one while they are few, in groups when they are many.
#[utoipa::path(
    get,
    path = "/api/v1/places.geojson",
    tag = "places",
    params(PlaceFilters, Zoom, Language),
    responses((
        status = 200,
        description = "Points and groups of points",
        body = Collection,
        content_type = "application/geo+json"
    ))
)]
pub async fn index(mut visit: Visit) -> Result<HttpResponse, Failure> {
    language(&mut visit)?;
    let zoom = number(&visit.params, "zoom", 0, 22)?;
    let zoom = zoom
        .and_then(|zoom| u8::try_from(zoom).ok())
        .unwrap_or(DEFAULT_ZOOM);
    let query = super::places::query(&visit)?;
    let timed = visit
        .edition
        .places
        .all()
        .iter()
        .any(|place| place.hours(visit.locale).is_known());
    let answer = collection(&visit, &query, zoom);
    let body = serde_json::to_string(&answer).context("writing GeoJSON")?;
    let content_type = "application/geo+json";
    Ok(open(if timed {
        visit.fresh(content_type, body)
    } else {
        visit.shared(content_type, body)
    }))
}

fn collection(visit: &Visit, query: &PlaceQuery, zoom: u8) -> Collection {
    if query.elsewhere {
        return Collection {
            r#type: "FeatureCollection",
            complete: true,
            total: 0,
            features: Vec::new(),
        };
    }
    let drawing = visit.edition.places.draw(&query.filter, visit.locale, zoom);
    Collection {
        r#type: "FeatureCollection",
        complete: drawing.complete,
        total: drawing.groups.iter().map(|(group, _)| group.members.len()).sum(),
        features: drawing
            .groups
            .iter()
            .map(|(group, members)| feature(visit, group, members))
            .collect(),
    }
}

fn feature(visit: &Visit, group: &Group, members: &[&std::sync::Arc<Place>]) -> Feature {
    let round = |degrees: f64| (degrees * 1e5).round() / 1e5;
    let properties = match members {
        [place] => Properties::Place(Box::new(place_properties(visit, place))),
        many => Properties::Group {
            count: many.len(),
            label: visit.text_with(
                "map.points",
                &[(
                    "n",
                    &format::number(i64::try_from(many.len()).unwrap_or(0), visit.locale),
                )],
            ),
            places: if group.coincide {
                many.iter().take(NAMED).map(|place| named(visit, place)).collect()
            } else {
                Vec::new()
            },
        },
    };
    Feature {
        r#type: "Feature",
        geometry: Geometry {
            r#type: "Point",
            coordinates: [round(group.centre.lon()), round(group.centre.lat())],
        },
        properties,
    }
}

fn url(visit: &Visit, place: &Place) -> String {
    match place.kind {
        PlaceKind::CraftVillage => urls::village(visit.locale, &place.slug),
        PlaceKind::SalesPoint | PlaceKind::CreativeCentre => urls::sales_point(visit.locale, &place.slug),
    }
}

fn named(visit: &Visit, place: &Place) -> Named {
    Named {
        name: place.name(visit.locale).0.to_owned(),
        url: url(visit, place),
    }
}

fn place_properties(visit: &Visit, place: &Place) -> PlaceProperties {
    let locale = visit.locale;
    let kind = match place.kind {
        PlaceKind::SalesPoint => "place.sales_point",
        PlaceKind::CreativeCentre => "place.creative_centre",
        PlaceKind::CraftVillage => "place.craft_village",
    };
    let said = words::said(
        visit.state.views.texts(),
        locale,
        place,
        visit.state.services.clock.now(),
    );
    let commune = place.commune_id.and_then(|id| visit.edition.taxonomy.commune(id));
    let (state, hours) = said.map(|said| (said.state, said.label)).unzip();
    PlaceProperties {
        slug: place.slug.clone(),
        name: place.name(locale).0.to_owned(),
        kind: place.kind,
        kind_label: visit.text(kind),
        url: url(visit, place),
        address: commune
            .map(|commune| commune.name.clone())
            .or_else(|| place.former_district.clone()),
        hours,
        state,
        opening_hours: place.hours(locale).osm(),
        precision: words::precision(visit.state.views.texts(), locale, place)
            .map(|_| visit.text("place.approximate")),
    }
}
