//! The map page: first a list of places with hours and ways there, whole without scripts; the map
//! beside it draws the same places from the GeoJSON of the API.

use std::collections::HashSet;

use actix_web::HttpResponse;
use serde::Serialize;

use super::list::Pager;
use super::place_card::{PlaceCard, is_timed, kind_key, metres};
use domain::places::{Found, Places};
use foundation::i18n::format;
use foundation::kernel::geo::{Bbox, HA_NOI};
use shell::web::assets::MapGround;
use shell::web::place_query::{KINDS, PlaceQuery};
use shell::web::{Failure, Meta, Visit, urls};

/// Places on one page of the list.
const PAGE_SIZE: usize = 24;
/// What the map shows when nothing narrows the search: the city, edge to edge.
const CITY: Bbox = Bbox {
    west: 105.28,
    south: 20.56,
    east: 106.03,
    north: 21.39,
};

#[derive(Serialize)]
struct MapPage {
    title: String,
    intro: String,
    total_label: String,
    places: Vec<PlaceCard>,
    pager: Pager,
    geojson_url: String,
    kinds: Vec<Choice>,
    groups: Vec<Choice>,
    communes: Vec<Choice>,
    open: bool,
    near: Option<String>,
    radius_km: Option<f64>,
    at: Option<String>,
    note: Option<String>,
    carries: Option<Carried>,
    clear_url: Option<String>,
    #[serde(flatten)]
    ground: MapGround,
    area: String,
    view: Option<String>,
}

#[derive(Serialize)]
struct Choice {
    label: String,
    value: String,
    active: bool,
}

#[derive(Serialize)]
struct Carried {
    slug: String,
    title: String,
}

/// `/ban-do` and `/en/map`.
pub async fn index(visit: Visit) -> Result<HttpResponse, Failure> {
    let locale = visit.locale;
    let query = PlaceQuery::read(&visit.params, &visit.edition, visit.state.services.clock.now())?;
    let places = &visit.edition.places;
    let found = if query.elsewhere {
        Vec::new()
    } else {
        places.select(&query.filter, locale)
    };
    let number = match visit.params.get("page") {
        None => 1,
        Some(text) => text
            .parse::<usize>()
            .ok()
            .filter(|page| *page > 0)
            .ok_or(Failure::NotFound)?,
    };
    let start = (number - 1).checked_mul(PAGE_SIZE).ok_or(Failure::NotFound)?;
    if start > 0 && start >= found.len() {
        return Err(Failure::NotFound);
    }
    let shown: Vec<&Found<'_>> = found.iter().skip(start).take(PAGE_SIZE).collect();
    let timed = query.filter.open_at.is_some() || shown.iter().any(|(place, _)| is_timed(place));
    let page = page(&visit, &query, &found, &shown, start);
    let mut meta = Meta::fixed(page.title.clone(), "map")
        .about(visit.text("map.meta"))
        .under(locale, visit.text("nav.home"), "home")
        .under(locale, page.title.clone(), "map");
    meta.noindex = query.narrows() || start > 0;
    if timed {
        visit.fresh_page("storefront/map.html", meta, &page)
    } else {
        visit.page("storefront/map.html", meta, &page)
    }
}

fn page(
    visit: &Visit,
    query: &PlaceQuery,
    found: &[Found<'_>],
    shown: &[&Found<'_>],
    start: usize,
) -> MapPage {
    let locale = visit.locale;
    let product = query
        .filter
        .carries
        .and_then(|id| visit.edition.catalogue.by_id(id));
    MapPage {
        title: visit.text("map.title"),
        intro: visit.text("map.intro"),
        total_label: total(visit, found.len()),
        places: shown
            .iter()
            .map(|(place, away)| PlaceCard::new(visit, place, metres(*away)))
            .collect(),
        pager: pager(visit, query, start, shown.len(), found.len()),
        geojson_url: geojson_url(visit, query),
        kinds: KINDS
            .into_iter()
            .map(|(value, kind)| Choice {
                label: visit.text(kind_key(kind)),
                value: value.to_owned(),
                active: query.filter.kinds.contains(&kind),
            })
            .collect(),
        groups: groups(visit, query),
        communes: communes(visit, query),
        open: query.filter.open_at.is_some(),
        near: query
            .filter
            .near
            .map(|(near, _)| format!("{},{}", near.lat(), near.lon())),
        radius_km: query.filter.near.map(|_| query.radius_km),
        note: note(visit, query),
        at: query.at.clone(),
        carries: product.map(|product| Carried {
            slug: product.slug.clone(),
            title: product.name(locale).0.to_owned(),
        }),
        clear_url: query.narrows().then(|| urls::fixed(locale, "map").to_owned()),
        ground: MapGround::of(&visit.state.services.settings),
        area: text(&HA_NOI),
        view: view(query, found).map(|bbox| text(&bbox)),
    }
}

fn total(visit: &Visit, count: usize) -> String {
    let count = format::number(i64::try_from(count).unwrap_or(i64::MAX), visit.locale);
    visit.text_with("map.total", &[("n", &count)])
}

/// What stands above the list where the search was not taken just as it was typed.
fn note(visit: &Visit, query: &PlaceQuery) -> Option<String> {
    if query.elsewhere {
        return Some(visit.text("map.elsewhere"));
    }
    let name = query.at.as_deref()?;
    if query.at_known {
        let radius = format!("{}", query.radius_km);
        return Some(visit.text_with("map.around", &[("name", name), ("km", &radius)]));
    }
    Some(visit.text_with("map.at_unknown", &[("name", name)]))
}

fn pager(visit: &Visit, query: &PlaceQuery, start: usize, shown: usize, total: usize) -> Pager {
    let number = start / PAGE_SIZE + 1;
    let url = |page: usize| {
        let page = if page > 1 { page.to_string() } else { String::new() };
        address(visit, query, &[("page", &page)])
    };
    Pager {
        prev: (number > 1).then(|| url(number - 1)),
        next: (start + shown < total).then(|| url(number + 1)),
        first: (number > 1).then(|| url(1)),
        label: if shown == 0 {
            String::new()
        } else {
            Pager::label(visit, start, shown, total)
        },
    }
}

/// The page's address with all that was asked and something more.
fn address(visit: &Visit, query: &PlaceQuery, more: &[(&str, &str)]) -> String {
    let mut pairs: Vec<(&str, &str)> = query
        .pairs
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    pairs.extend(query.at.as_deref().map(|at| ("at", at)));
    pairs.extend(query.bbox.as_deref().map(|bbox| ("bbox", bbox)));
    pairs.extend_from_slice(more);
    format!("{}{}", urls::fixed(visit.locale, "map"), urls::query(&pairs))
}

/// The same search for the map, without the box: the map asks for the one it shows.
fn geojson_url(visit: &Visit, query: &PlaceQuery) -> String {
    let mut pairs = vec![("lang", visit.locale.tag())];
    pairs.extend(query.pairs.iter().map(|(name, value)| (*name, value.as_str())));
    format!("/api/v1/places.geojson{}", urls::query(&pairs))
}

fn groups(visit: &Visit, query: &PlaceQuery) -> Vec<Choice> {
    let groups = visit.edition.taxonomy.groups().iter();
    groups
        .map(|group| Choice {
            label: group.name(visit.locale).to_owned(),
            value: group.id.to_string(),
            active: query.filter.group == Some(group.id),
        })
        .collect()
}

/// Communes that have a place.
fn communes(visit: &Visit, query: &PlaceQuery) -> Vec<Choice> {
    let places = visit.edition.places.all().iter();
    let with: HashSet<i64> = places.filter_map(|place| place.commune_id).collect();
    let communes = visit
        .edition
        .taxonomy
        .communes()
        .filter(|commune| with.contains(&commune.id));
    communes
        .map(|commune| Choice {
            label: commune.name.clone(),
            value: commune.slug.clone(),
            active: query.filter.commune == Some(commune.id),
        })
        .collect()
}

/// What the map shows first: the search's circle or box, or what it found.
fn view(query: &PlaceQuery, found: &[Found<'_>]) -> Option<Bbox> {
    if let Some((centre, radius)) = query.filter.near {
        return Bbox::around(centre, radius).clip(&HA_NOI);
    }
    if query.filter.bbox.is_some() {
        return query.filter.bbox;
    }
    if !query.narrows() {
        return Some(CITY);
    }
    Places::bounds(found.iter().map(|(place, _)| *place))
}

fn text(bbox: &Bbox) -> String {
    format!(
        "{:.4},{:.4},{:.4},{:.4}",
        bbox.west, bbox.south, bbox.east, bbox.north
    )
}
