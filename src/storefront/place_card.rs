//! A place in a list.

use chrono::NaiveDate;
use entity::{PlaceKind, Precision};
use serde::Serialize;

use super::cards::{Picture, commune_name};
use crate::i18n::format;
use crate::places::Place;
use crate::web::{Visit, urls};

/// After so many days a shelf is no longer believed: "ask first".
const FADES_AFTER_DAYS: i64 = 60;

/// A place in a list.
#[derive(Clone, Debug, Serialize)]
pub struct PlaceCard {
    slug: String,
    url: String,
    title: String,
    title_lang: &'static str,
    kind: PlaceKind,
    kind_label: String,
    address: Option<String>,
    commune: Option<String>,
    distance_m: Option<u32>,
    hours_state: &'static str,
    hours_label: Option<String>,
    precision_label: Option<String>,
    confirmed_label: Option<String>,
    picture: Option<Picture>,
    lat: Option<f64>,
    lon: Option<f64>,
    carries: usize,
    directions: Vec<()>,
}

/// The address of a place's page.
pub fn place_url(locale: entity::Locale, kind: PlaceKind, slug: &str) -> String {
    match kind {
        PlaceKind::CraftVillage => urls::village(locale, slug),
        PlaceKind::SalesPoint | PlaceKind::CreativeCentre => urls::sales_point(locale, slug),
    }
}

impl PlaceCard {
    /// A place, with its distance in metres where one was asked for.
    pub fn new(visit: &Visit, place: &Place, distance_m: Option<u32>) -> Self {
        let locale = visit.locale;
        let (title, lang) = place.name(locale);
        let kind = match place.kind {
            PlaceKind::SalesPoint => "place.sales_point",
            PlaceKind::CreativeCentre => "place.creative_centre",
            PlaceKind::CraftVillage => "place.craft_village",
        };
        let precision = match place.position {
            Some((_, Precision::Door)) | None => None,
            Some((_, Precision::Approximate | Precision::Centroid)) => Some(visit.text("place.approximate")),
        };
        Self {
            slug: place.slug.clone(),
            url: place_url(locale, place.kind, &place.slug),
            title: title.to_owned(),
            title_lang: lang.tag(),
            kind: place.kind,
            kind_label: visit.text(kind),
            address: place.address(locale).map(str::to_owned),
            commune: commune_name(visit, place.commune_id),
            distance_m,
            hours_state: "unknown",
            hours_label: None,
            precision_label: precision,
            confirmed_label: place
                .last_confirmed_on
                .map(|day| visit.text_with("place.confirmed", &[("day", &format::date(day, locale))])),
            picture: place
                .picture
                .as_ref()
                .map(|picture| Picture::small(picture, locale)),
            lat: place.at().map(crate::places::nearby::Position::lat),
            lon: place.at().map(crate::places::nearby::Position::lon),
            carries: place.stock.len(),
            directions: Vec::new(),
        }
    }

    /// Its name, for sorting.
    pub fn title(&self) -> &str {
        &self.title
    }
}

/// How far a shelf is believed: (`confirmed` or `ask`, in words).
pub fn freshness(visit: &Visit, confirmed_on: Option<NaiveDate>) -> (&'static str, String) {
    match confirmed_on {
        None => ("ask", visit.text("place.shelf_unconfirmed")),
        Some(day) => {
            let words = [("day", format::date(day, visit.locale))];
            let words = [("day", words[0].1.as_str())];
            if (visit.edition.day - day).num_days() > FADES_AFTER_DAYS {
                ("ask", visit.text_with("place.shelf_faded", &words))
            } else {
                ("confirmed", visit.text_with("place.shelf_confirmed", &words))
            }
        }
    }
}
