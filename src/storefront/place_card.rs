//! A place in a list: the same card on the map page, on product and village pages.

use chrono::NaiveDate;
use entity::{Locale, PlaceKind, Precision};
use serde::Serialize;

use super::cards::commune_name;
use domain::places::{Place, words};
use foundation::i18n::format;
use foundation::kernel::geo::Position;
use shell::web::{Picture, Visit, urls};

/// A place in a list.
#[derive(Clone, Debug, Serialize)]
pub struct PlaceCard {
    slug: String,
    url: String,
    title: String,
    title_lang: &'static str,
    kind: PlaceKind,
    kind_label: String,
    craft: Option<String>,
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
    directions: Vec<Direction>,
}

/// A way there: a link to a program that knows the roads.
#[derive(Clone, Debug, Serialize)]
pub struct Direction {
    label: &'static str,
    url: String,
}

/// The address of a place's page.
pub fn place_url(locale: Locale, kind: PlaceKind, slug: &str) -> String {
    match kind {
        PlaceKind::CraftVillage => urls::village(locale, slug),
        PlaceKind::SalesPoint | PlaceKind::CreativeCentre => urls::sales_point(locale, slug),
    }
}

/// The key of a kind's name.
pub fn kind_key(kind: PlaceKind) -> &'static str {
    match kind {
        PlaceKind::SalesPoint => "place.sales_point",
        PlaceKind::CreativeCentre => "place.creative_centre",
        PlaceKind::CraftVillage => "place.craft_village",
    }
}

impl PlaceCard {
    /// A place, with its distance in metres where one was asked for.
    pub fn new(visit: &Visit, place: &Place, distance_m: Option<u32>) -> Self {
        let locale = visit.locale;
        let (title, lang) = place.name(locale);
        let now = visit.state.services.clock.now();
        let said = words::said(visit.state.views.texts(), locale, place, now);
        let precision = match place.position {
            Some((_, Precision::Door)) | None => None,
            Some((_, Precision::Approximate | Precision::Centroid)) => Some(visit.text("place.approximate")),
        };
        let confirmed = place
            .last_confirmed_on
            .map(|day| visit.text_with("place.confirmed", &[("day", &format::date(day, locale))]));
        Self {
            slug: place.slug.clone(),
            url: place_url(locale, place.kind, &place.slug),
            title: title.to_owned(),
            title_lang: lang.tag(),
            kind: place.kind,
            kind_label: visit.text(kind_key(place.kind)),
            craft: place.craft(locale).map(str::to_owned),
            address: place.address(locale).map(str::to_owned),
            commune: commune_name(visit, place.commune_id),
            distance_m,
            hours_state: said.as_ref().map_or("unknown", |said| said.state),
            hours_label: said.map(|said| match said.next {
                Some(next) => format!("{}, {next}", said.label),
                None => said.label,
            }),
            precision_label: precision,
            confirmed_label: confirmed,
            picture: place
                .picture
                .as_ref()
                .map(|picture| Picture::small(picture, locale)),
            lat: place.at().map(Position::lat),
            lon: place.at().map(Position::lon),
            carries: place.stock.len(),
            directions: directions(visit, place),
        }
    }

    /// Its name, for sorting.
    pub fn title(&self) -> &str {
        &self.title
    }
}

/// Whether anything said of this place holds for this minute only.
pub fn is_timed(place: &Place) -> bool {
    place.kind != PlaceKind::CraftVillage && place.hours(Locale::Vi).is_known()
}

/// Metres as a card shows them.
pub fn metres(distance: Option<f64>) -> Option<u32> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a distance on earth is between 0 and 20,040,000 metres"
    )]
    distance.map(|metres| metres.round() as u32)
}

/// Links to the maps people use. Where the position is only roughly known the maps are asked for the
/// place by name, which beats the middle of a commune.
pub fn directions(visit: &Visit, place: &Place) -> Vec<Direction> {
    let Some((at, precision)) = place.position else {
        return Vec::new();
    };
    let (lat, lon) = (format!("{:.5}", at.lat()), format!("{:.5}", at.lon()));
    let point = format!("{lat},{lon}");
    let name = place.name(Locale::Vi).0;
    let commune = commune_name(visit, place.commune_id).unwrap_or_default();
    let named = format!("{name}, {commune}, Hà Nội");
    let (target, zoom) = if precision == Precision::Door {
        (&point, 18)
    } else {
        (&named, 14)
    };
    let google = urls::query(&[("api", "1"), ("destination", target)]);
    let osm = urls::query(&[("mlat", &lat), ("mlon", &lon)]);
    let geo = urls::query(&[("q", target)]);
    let link = |label, url| Direction { label, url };
    vec![
        link("Google Maps", format!("https://www.google.com/maps/dir/{google}")),
        link(
            "OpenStreetMap",
            format!("https://www.openstreetmap.org/{osm}#map={zoom}/{lat}/{lon}"),
        ),
        link("geo", format!("geo:{point}{geo}")),
    ]
}

/// How far a place's shelf is believed about a product: (`confirmed` or `ask`, in words).
pub fn freshness(
    visit: &Visit,
    place: &Place,
    product: i64,
    confirmed_on: Option<NaiveDate>,
) -> (&'static str, String) {
    if place.is_out(product, visit.edition.day) {
        return ("ask", visit.text("point.public_out"));
    }
    words::shelf(
        visit.state.views.texts(),
        visit.locale,
        confirmed_on,
        visit.edition.day,
    )
}
