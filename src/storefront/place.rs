//! The page of a sales point or creative centre: today, the week, what is sold there, the way.

use actix_web::{HttpResponse, web};
use chrono::Datelike;
use entity::{OwnerKind, PlaceKind, show_phone};
use serde::Serialize;
use serde_json::{Value, json};

use super::cards::{Fact, Facts, ProducerCard, commune_name};
use super::missing::missing;
use super::place_card::{PlaceCard, freshness, is_timed, kind_key, metres};
use domain::edition::Edition;
use domain::places::opening_hours::clock;
use domain::places::{self, Detail, Place, words};
use foundation::i18n::format;
use shell::web::{Failure, Meta, Visit, urls};

/// How far "nearby" reaches in metres, and how many are shown.
const NEARBY: (f64, usize) = (12_000.0, 6);

#[derive(Serialize)]
struct PlacePage {
    place: PlaceView,
    hours: HoursView,
    facts: Vec<Fact>,
    stock: Vec<StockLine>,
    producers: Vec<ProducerCard>,
    village: Option<PlaceCard>,
    nearby: Vec<PlaceCard>,
}

#[derive(Serialize)]
struct PlaceView {
    #[serde(flatten)]
    card: PlaceCard,
    former_label: Option<String>,
    getting_there: Option<String>,
    notes: Option<String>,
    precision_text: Option<String>,
    confirmed_text: String,
    source: Option<String>,
}

#[derive(Serialize)]
struct HoursView {
    state: &'static str,
    label: String,
    next_label: Option<String>,
    known: bool,
    market: Option<String>,
    week: Vec<DayLine>,
}

#[derive(Serialize)]
struct DayLine {
    day: String,
    text: String,
    today: bool,
}

#[derive(Serialize)]
struct StockLine {
    title: String,
    url: String,
    producer: String,
    fresh_label: String,
    fresh: &'static str,
}

/// `/diem-ban/{slug}` and `/en/sales-points/{slug}`.
pub async fn show(visit: Visit, slug: web::Path<String>) -> Result<HttpResponse, Failure> {
    let edition = visit.edition.clone();
    let place = match edition.places.by_slug(&slug) {
        Some(place) if place.kind != PlaceKind::CraftVillage => place,
        Some(village) => return Err(Failure::Moved(urls::village(visit.locale, &village.slug))),
        None => return Err(missing(&visit, OwnerKind::Place, &slug, urls::sales_point)),
    };
    let detail = places::detail(&visit.state.services.db, place.id, visit.locale).await?;
    let nearby = edition.places.nearby(place, NEARBY.0, NEARBY.1);
    let timed = is_timed(place) || nearby.iter().any(|(other, _)| is_timed(other));
    let page = PlacePage {
        hours: hours(&visit, place),
        facts: facts(&visit, place),
        stock: stock(&visit, &edition, place),
        producers: place
            .producers
            .iter()
            .filter_map(|id| edition.producer(*id))
            .map(|producer| ProducerCard::new(&visit, producer))
            .collect(),
        village: place
            .village_id
            .and_then(|id| edition.places.by_id(id))
            .map(|village| PlaceCard::new(&visit, village, None)),
        nearby: nearby
            .iter()
            .map(|(other, away)| PlaceCard::new(&visit, other, metres(*away)))
            .collect(),
        place: view(&visit, place, detail),
    };
    let name = place.name(visit.locale).0.to_owned();
    let title = if let Some(commune) = commune_name(&visit, place.commune_id).filter(|_| name.len() < 40) {
        format!("{name}, {commune}")
    } else {
        name.clone()
    };
    let about = [
        Some(visit.text(kind_key(place.kind))),
        place.address(visit.locale).map(str::to_owned),
    ];
    let about: Vec<_> = about.into_iter().flatten().collect();
    let mut meta = Meta::new(
        title,
        urls::sales_point(entity::Locale::Vi, &place.slug),
        urls::sales_point(entity::Locale::En, &place.slug),
    )
    .about(format!("{name}. {}.", about.join(": ")))
    .under(visit.locale, visit.text("nav.home"), "home")
    .under(visit.locale, visit.text("nav.map"), "map");
    meta.picture = Some(urls::social_picture(visit.locale, OwnerKind::Place, &place.slug));
    meta.json_ld.push(store(&visit, place));
    if timed {
        visit.fresh_page("storefront/place.html", meta, &page)
    } else {
        visit.page("storefront/place.html", meta, &page)
    }
}

fn view(visit: &Visit, place: &Place, detail: Detail) -> PlaceView {
    let texts = visit.state.views.texts();
    let former = place.former_district.as_deref();
    PlaceView {
        card: PlaceCard::new(visit, place, None),
        former_label: former.map(|name| visit.text_with("place.former", &[("name", name)])),
        getting_there: detail.getting_there.map(|(text, _)| text),
        notes: detail.notes.map(|(text, _)| text),
        precision_text: words::precision(texts, visit.locale, place),
        confirmed_text: words::confirmed(texts, visit.locale, place),
        source: place.source.starts_with("http").then(|| {
            place
                .source
                .split(';')
                .next()
                .unwrap_or_default()
                .trim()
                .to_owned()
        }),
    }
}

fn hours(visit: &Visit, place: &Place) -> HoursView {
    let texts = visit.state.views.texts();
    let hours = place.hours(visit.locale);
    let now = visit.state.services.clock.now();
    let said = words::said(texts, visit.locale, place, now);
    let week = hours.week(visit.edition.day);
    HoursView {
        state: said.as_ref().map_or("unknown", |said| said.state),
        label: said.as_ref().map_or_else(String::new, |said| said.label.clone()),
        next_label: said.and_then(|said| said.next),
        // An announced closure is worth a table even where the rule is not known.
        known: hours.is_known() || week.iter().any(|row| row.known),
        market: words::market(texts, visit.locale, hours, visit.edition.day),
        week: week
            .iter()
            .map(|row| DayLine {
                day: format!(
                    "{} {}",
                    format::weekday(row.date.weekday(), visit.locale),
                    row.date.format("%-d/%-m")
                ),
                text: words::day(texts, visit.locale, row),
                today: row.date == visit.edition.day,
            })
            .collect(),
    }
}

/// What is known of a place besides goods, hours and the way.
pub(super) fn facts(visit: &Visit, place: &Place) -> Vec<Fact> {
    let mut facts = Facts::default();
    let location = place
        .location_type
        .map(|number| visit.text(&format!("place.location_{number}")));
    facts
        .add(visit, "place.location", location)
        .add(visit, "place.operator", place.operator.clone())
        .add(visit, "place.recognised", place.recognised.0.clone())
        .add(visit, "place.decision", place.recognised.1.clone())
        .add(
            visit,
            "place.opened",
            place.opened_on.map(|day| format::date(day, visit.locale)),
        )
        .add(
            visit,
            "place.floor",
            place.floor_area_m2.map(|area| format!("{area} m²")),
        )
        .add(visit, "place.phone", place.phone.as_deref().map(show_phone))
        .add(visit, "place.website", place.website.clone())
        .add(
            visit,
            "point.payment",
            known(visit, &place.payment_methods, |key| format!("point.pay_{key}")),
        )
        .add(
            visit,
            "point.facilities",
            known(visit, &place.facilities, |key| format!("point.has_{key}")),
        )
        .add(
            visit,
            "place.languages",
            known(visit, &place.languages, |key| format!("point.speaks_{key}")),
        );
    facts.list()
}

/// Keys in words; those we have no words for are left out.
fn known(visit: &Visit, keys: &[String], word: fn(&str) -> String) -> Option<String> {
    let texts = visit.state.views.texts();
    let words: Vec<String> = keys
        .iter()
        .filter_map(|key| texts.get(visit.locale, &word(key), &[]))
        .collect();
    (!words.is_empty()).then(|| words.join(", "))
}

fn stock(visit: &Visit, edition: &Edition, place: &Place) -> Vec<StockLine> {
    let locale = visit.locale;
    let mut lines: Vec<_> = place
        .stock
        .iter()
        .filter_map(|(id, seen)| Some((edition.catalogue.by_id(*id)?, *seen)))
        .collect();
    lines.sort_by(|(a, _), (b, _)| a.sort_key(locale).cmp(b.sort_key(locale)));
    lines
        .into_iter()
        .map(|(product, seen)| {
            let (fresh, fresh_label) = freshness(visit, place, product.id, seen.or(place.last_confirmed_on));
            let producer = edition.producer(product.producer_id);
            StockLine {
                title: product.name(locale).0.to_owned(),
                url: urls::product(locale, &product.slug),
                producer: producer.map_or_else(String::new, |producer| producer.name(locale).0.to_owned()),
                fresh_label,
                fresh,
            }
        })
        .collect()
}

/// schema.org address of a place.
pub fn postal_address(visit: &Visit, place: &Place) -> Value {
    json!({
        "@type": "PostalAddress",
        "streetAddress": place.address(visit.locale),
        "addressLocality": commune_name(visit, place.commune_id),
        "addressRegion": "Hà Nội",
        "addressCountry": "VN",
    })
}

/// schema.org position of a place, `null` where it has none.
pub fn geo(place: &Place) -> Value {
    place.at().map_or(
        Value::Null,
        |at| json!({"@type": "GeoCoordinates", "latitude": at.lat(), "longitude": at.lon()}),
    )
}

/// schema.org Store; hours only where they are known, one entry for each of the coming days.
fn store(visit: &Visit, place: &Place) -> Value {
    let week = place.hours(visit.locale).week(visit.edition.day);
    let days: Vec<_> = week
        .iter()
        .flat_map(|row| {
            row.spans.iter().filter(|span| span.open).map(|span| {
                json!({
                    "@type": "OpeningHoursSpecification",
                    "dayOfWeek": format::weekday(row.date.weekday(), entity::Locale::En),
                    "opens": clock(span.from),
                    "closes": if span.to == 1_440 { "23:59".to_owned() } else { clock(span.to) },
                    "validFrom": row.date,
                    "validThrough": row.date,
                })
            })
        })
        .collect();
    let mut store = json!({
        "@context": "https://schema.org",
        "@type": "Store",
        "name": place.name(visit.locale).0,
        "url": format!("{}{}", visit.state.services.origin, urls::sales_point(visit.locale, &place.slug)),
        "address": postal_address(visit, place),
    });
    if let Some(object) = store.as_object_mut() {
        let mut put = |key: &str, value: Value| {
            if !value.is_null() {
                object.insert(key.to_owned(), value);
            }
        };
        put("geo", geo(place));
        put(
            "telephone",
            place.phone.clone().map_or(Value::Null, Value::String),
        );
        put(
            "openingHoursSpecification",
            if days.is_empty() {
                Value::Null
            } else {
                Value::Array(days)
            },
        );
    }
    store
}
