//! A day trip: choose stops, get them in order with arrival times checked against each place's hours.
//! Plain links and a form; the calendar and the route come from the same address with `format`.

use actix_web::HttpResponse;
use actix_web::http::header;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Asia::Ho_Chi_Minh;
use entity::PlaceKind;
use serde::Serialize;

use super::cards::commune_name;
use super::place_card::{PlaceCard, kind_key, metres, place_url};
use domain::places::opening_hours::Hours;
use domain::places::trip::{self, Leg, MOST_STOPS, Met, Stop};
use domain::places::trip_files::{self, FileStop};
use domain::places::{Filter, Found, Place};
use foundation::i18n::format;
use foundation::kernel::geo::Position;
use shell::web::place_query;
use shell::web::{Failure, Meta, Visit, urls};

/// How many places to choose from are offered.
const OFFERED: usize = 24;
/// How many stops a trip has that nobody chose.
const SUGGESTED: usize = 3;
/// Minutes at each stop when none are asked.
const STAY: i64 = 60;

#[derive(Serialize)]
struct TripsPage {
    title: String,
    intro: String,
    at: Option<String>,
    note: Option<String>,
    date: NaiveDate,
    earliest: NaiveDate,
    start: String,
    stay: i64,
    suggested: bool,
    stops: Vec<StopView>,
    total_label: Option<String>,
    files: Vec<FileLink>,
    choices: Vec<Choice>,
    most: usize,
}

#[derive(Serialize)]
struct StopView {
    #[serde(flatten)]
    card: PlaceCard,
    leg_label: Option<String>,
    arrive_label: String,
    warning: Option<String>,
    remove_url: String,
}

#[derive(Serialize)]
struct FileLink {
    label: String,
    url: String,
}

#[derive(Serialize)]
struct Choice {
    slug: String,
    title: String,
    kind_label: String,
    about: String,
    chosen: bool,
}

/// What was asked.
struct Wish<'a> {
    at: Option<&'a str>,
    from: Option<Position>,
    date: NaiveDate,
    start: NaiveTime,
    stay: i64,
    chosen: Vec<&'a Place>,
}

impl<'a> Wish<'a> {
    fn read(visit: &'a Visit) -> Self {
        let params = &visit.params;
        let at = params.get("at");
        let today = visit.edition.day;
        let date = params
            .get("date")
            .and_then(|text| text.parse().ok())
            .filter(|date| *date >= today);
        let start = params
            .get("start")
            .and_then(|text| NaiveTime::parse_from_str(text, "%H:%M").ok());
        let mut chosen: Vec<&Place> = Vec::new();
        for place in params
            .all("stop")
            .filter_map(|slug| visit.edition.places.by_slug(slug))
        {
            if place.at().is_some()
                && chosen.len() < MOST_STOPS
                && chosen.iter().all(|one| one.id != place.id)
            {
                chosen.push(place);
            }
        }
        Self {
            from: at.and_then(|name| place_query::find(&visit.edition, name)),
            at,
            date: date.or(today.succ_opt()).unwrap_or(today),
            start: start.or(NaiveTime::from_hms_opt(8, 30, 0)).unwrap_or_default(),
            stay: params
                .number("stay")
                .filter(|minutes| (10..=480).contains(minutes))
                .unwrap_or(STAY),
            chosen,
        }
    }

    fn depart(&self) -> DateTime<Utc> {
        let local = self.date.and_time(self.start);
        let at = Ho_Chi_Minh.from_local_datetime(&local).single();
        at.map(|at| at.to_utc()).unwrap_or_default()
    }

    /// The address of this wish with other stops.
    fn url(&self, visit: &Visit, stops: &[&Place], more: &[(&str, &str)]) -> String {
        let (date, start, stay) = (
            self.date.to_string(),
            self.start.format("%H:%M").to_string(),
            self.stay.to_string(),
        );
        let mut pairs = vec![
            ("at", self.at.unwrap_or_default()),
            ("date", &date),
            ("start", &start),
            ("stay", &stay),
        ];
        pairs.extend(stops.iter().map(|place| ("stop", place.slug.as_str())));
        pairs.extend_from_slice(more);
        format!("{}{}", urls::fixed(visit.locale, "trips"), urls::query(&pairs))
    }
}

/// `/hanh-trinh` and `/en/trips`.
pub async fn index(visit: Visit) -> Result<HttpResponse, Failure> {
    let wish = Wish::read(&visit);
    let near = around(&visit, &wish);
    let suggested = wish.chosen.is_empty();
    let stops: Vec<&Place> = if suggested {
        let villages = near
            .iter()
            .filter(|(place, _)| place.kind == PlaceKind::CraftVillage);
        villages
            .take(SUGGESTED)
            .map(|(place, _)| place.as_ref())
            .collect()
    } else {
        wish.chosen.clone()
    };
    let unknown = Hours::unknown();
    let given: Vec<Stop<'_>> = stops
        .iter()
        .filter_map(|place| {
            // The hours of a market are not those of its village.
            let village = place.kind == PlaceKind::CraftVillage;
            Some(Stop {
                at: place.at()?,
                hours: if village {
                    &unknown
                } else {
                    place.hours(visit.locale)
                },
            })
        })
        .collect();
    let legs = trip::plan(wish.from, &given, wish.depart(), wish.stay);
    let planned: Vec<(&Place, Leg)> = legs
        .into_iter()
        .filter_map(|leg| Some((*stops.get(leg.stop)?, leg)))
        .collect();
    match visit.params.get("format") {
        None => {}
        Some("ics") => {
            let file = trip_files::calendar(&files(&visit, &planned), visit.state.services.clock.now());
            return Ok(download("text/calendar; charset=utf-8", "cho-lang.ics", file));
        }
        Some("gpx") => {
            let file = trip_files::gpx(&files(&visit, &planned), &visit.text("trips.title"));
            return Ok(download("application/gpx+xml", "cho-lang.gpx", file));
        }
        Some(_) => return Err(Failure::Bad("format".to_owned())),
    }
    let page = page(&visit, &wish, &near, &planned, suggested);
    let mut meta = Meta::fixed(page.title.clone(), "trips")
        .about(visit.text("trips.meta"))
        .under(visit.locale, visit.text("nav.home"), "home")
        .under(visit.locale, page.title.clone(), "trips");
    meta.noindex = !suggested || wish.at.is_some();
    // Whether a stop is open now stands on its card.
    if planned
        .iter()
        .any(|(place, _)| super::place_card::is_timed(place))
    {
        visit.fresh_page("storefront/trips.html", meta, &page)
    } else {
        visit.page("storefront/trips.html", meta, &page)
    }
}

/// Places to choose from, nearest first: around the start, the first stop, or the middle of the city.
fn around<'a>(visit: &'a Visit, wish: &Wish<'_>) -> Vec<Found<'a>> {
    let centre = wish
        .from
        .or(wish.chosen.first().and_then(|place| place.at()))
        .or(Position::new(21.0288, 105.8523));
    let filter = Filter {
        near: centre.map(|centre| (centre, 100_000.0)),
        ..Filter::default()
    };
    visit.edition.places.select(&filter, visit.locale)
}

fn page(
    visit: &Visit,
    wish: &Wish<'_>,
    near: &[Found<'_>],
    planned: &[(&Place, Leg)],
    suggested: bool,
) -> TripsPage {
    let stops: Vec<&Place> = planned.iter().map(|(place, _)| *place).collect();
    let file = |key: &str, format: &str| FileLink {
        label: visit.text(key),
        url: wish.url(visit, &stops, &[("format", format)]),
    };
    let note = wish
        .at
        .filter(|_| wish.from.is_none())
        .map(|name| visit.text_with("map.at_unknown", &[("name", name)]));
    let mut choices: Vec<&Place> = wish.chosen.clone();
    for (place, _) in near {
        if choices.len() < OFFERED && choices.iter().all(|one| one.id != place.id) {
            choices.push(place);
        }
    }
    TripsPage {
        title: visit.text("trips.title"),
        intro: visit.text("trips.intro"),
        at: wish.at.map(str::to_owned),
        note,
        date: wish.date,
        earliest: visit.edition.day,
        start: wish.start.format("%H:%M").to_string(),
        stay: wish.stay,
        suggested,
        stops: planned
            .iter()
            .map(|(place, leg)| stop(visit, wish, &stops, place, leg))
            .collect(),
        total_label: total(visit, planned),
        files: if planned.is_empty() {
            Vec::new()
        } else {
            vec![file("trips.ics", "ics"), file("trips.gpx", "gpx")]
        },
        choices: choices
            .into_iter()
            .map(|place| Choice {
                slug: place.slug.clone(),
                title: place.name(visit.locale).0.to_owned(),
                kind_label: visit.text(kind_key(place.kind)),
                about: place
                    .craft(visit.locale)
                    .map(str::to_owned)
                    .or_else(|| commune_name(visit, place.commune_id))
                    .unwrap_or_default(),
                chosen: wish.chosen.iter().any(|one| one.id == place.id),
            })
            .collect(),
        most: MOST_STOPS,
    }
}

fn clock(at: DateTime<Utc>) -> String {
    at.with_timezone(&Ho_Chi_Minh).format("%H:%M").to_string()
}

fn stop(visit: &Visit, wish: &Wish<'_>, stops: &[&Place], place: &Place, leg: &Leg) -> StopView {
    let others: Vec<&Place> = stops.iter().filter(|one| one.id != place.id).copied().collect();
    let road = format::distance(metres(Some(leg.metres)).unwrap_or(0), visit.locale);
    let village = place.kind == PlaceKind::CraftVillage;
    let warning = match leg.met {
        Met::Open => None,
        Met::Unknown if village => None,
        Met::Unknown => Some(visit.text("trips.unknown")),
        Met::Short(until) => Some(visit.text_with("trips.short", &[("time", &clock(until))])),
        Met::Closed(None) => Some(visit.text("trips.closed")),
        Met::Closed(Some(opens)) => {
            let day = format::date(opens.with_timezone(&Ho_Chi_Minh).date_naive(), visit.locale);
            Some(visit.text_with("trips.closed_until", &[("time", &clock(opens)), ("day", &day)]))
        }
    };
    StopView {
        card: PlaceCard::new(visit, place, None),
        leg_label: (leg.minutes > 0).then(|| {
            visit.text_with(
                "trips.leg",
                &[("road", &road), ("minutes", &leg.minutes.to_string())],
            )
        }),
        arrive_label: visit.text_with(
            "trips.there",
            &[("from", &clock(leg.arrive)), ("to", &clock(leg.leave))],
        ),
        warning,
        remove_url: wish.url(visit, &others, &[]),
    }
}

fn total(visit: &Visit, planned: &[(&Place, Leg)]) -> Option<String> {
    let (_, last) = planned.last()?;
    let road: f64 = planned.iter().map(|(_, leg)| leg.metres).sum();
    let road = format::distance(metres(Some(road)).unwrap_or(0), visit.locale);
    Some(visit.text_with("trips.total", &[("road", &road), ("time", &clock(last.leave))]))
}

fn files(visit: &Visit, planned: &[(&Place, Leg)]) -> Vec<FileStop> {
    planned
        .iter()
        .filter_map(|(place, leg)| {
            let address = [
                place.address(visit.locale).map(str::to_owned),
                commune_name(visit, place.commune_id),
                Some("Hà Nội".to_owned()),
            ];
            Some(FileStop {
                name: place.name(visit.locale).0.to_owned(),
                address: address.into_iter().flatten().collect::<Vec<_>>().join(", "),
                url: format!(
                    "{}{}",
                    visit.state.services.origin,
                    place_url(visit.locale, place.kind, &place.slug)
                ),
                at: place.at()?,
                arrive: leg.arrive,
                leave: leg.leave,
            })
        })
        .collect()
}

fn download(content_type: &'static str, name: &str, body: String) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, content_type))
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ))
        .insert_header((header::CACHE_CONTROL, "public, max-age=0, s-maxage=60"))
        .body(body)
}
