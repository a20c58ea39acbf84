//! The programme at a glance: products by what they are, against the plan's targets; what ends soon; where goods are
//! sold; who has not sold lately.

use actix_web::HttpResponse;
use chrono::{Datelike, TimeDelta};
use entity::{Locale, Measure};
use serde::Serialize;

use super::desk::Officer;
use super::report_pages::{Report, Standing, idle, standing};
use super::{figures, frame};
use commerce::reports::{self, Target};
use domain::edition::Edition;
use foundation::i18n::format;
use shell::web::charts::{Chart, Point, bars, columns};
use shell::web::{Failure, Form, Visit, urls};

/// Communes in the chart: a longer one says nothing. The table of the report has them all.
const COMMUNES: usize = 10;
/// Days before its end at which a certificate is counted.
const ENDING: [i64; 3] = [30, 90, 180];
/// Days after which a producer counts as one without a sale.
pub(super) const IDLE_DAYS: i64 = 90;
/// Years that plans are about.
pub(super) const YEARS: std::ops::RangeInclusive<i32> = 2018..=2100;

#[derive(Serialize)]
struct ProgrammePage {
    year: String,
    years: Vec<Link>,
    targets: Vec<TargetView>,
    certified: String,
    charts: Vec<Chart>,
    places: Option<[Vec<PlaceCount>; 2]>,
    places_url: String,
    sets: Vec<SetView>,
    ending: Vec<Link>,
    idle: Link,
    sales: Standing,
    sales_url: String,
}

#[derive(Serialize)]
struct Link {
    label: String,
    text: String,
    url: String,
    current: bool,
}

#[derive(Serialize)]
struct SetView {
    name: String,
    count: String,
}

#[derive(Serialize)]
struct TargetView {
    label: String,
    reached: String,
    wanted: Option<String>,
    met: bool,
    missing: Option<String>,
    source: Option<String>,
    url: String,
}

/// `GET /quan-tri/chuong-trinh?year=2026`
pub(super) async fn show(mut officer: Officer) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let (db, locale, edition) = (&visit.state.services.db, visit.locale, &visit.edition);
    let year = asked_year(visit);
    let set = reports::targets(db, year).await?;
    let counts = figures::certified(edition);
    let now = visit.state.services.clock.now();
    let since = now - TimeDelta::days(IDLE_DAYS);
    let idle = idle(visit, since).await?;
    let count = |count: i64| format::number(count, locale);
    let page = ProgrammePage {
        year: year.to_string(),
        years: (edition.day.year() - 2..=edition.day.year() + 1)
            .map(|one| Link {
                label: one.to_string(),
                text: String::new(),
                url: here(locale, one),
                current: one == year,
            })
            .collect(),
        targets: Measure::ALL
            .into_iter()
            .map(|measure| {
                let target = set.iter().find(|target| target.measure == measure);
                target_view(visit, year, measure, target)
            })
            .collect(),
        certified: count(counts.all),
        charts: charts(visit, &counts),
        places: place_counts(visit),
        places_url: Report::Points.url(locale, &[]),
        sets: edition
            .taxonomy
            .sets()
            .iter()
            .filter_map(|set| {
                let counted = counts.sets.get(&set.id)?;
                Some(SetView {
                    name: set.name(locale).to_owned(),
                    count: count(*counted),
                })
            })
            .collect(),
        ending: ENDING
            .into_iter()
            .map(|days| Link {
                label: visit.text_with("programme.ends_within", &[("n", &days.to_string())]),
                text: number(figures::expiring(edition, days).len(), locale),
                url: Report::Expiring.url(locale, &[("days", &days.to_string())]),
                current: false,
            })
            .collect(),
        idle: Link {
            label: visit.text_with("programme.idle", &[("n", &IDLE_DAYS.to_string())]),
            text: number(idle.len(), locale),
            url: Report::Idle.url(locale, &[("days", &IDLE_DAYS.to_string())]),
            current: false,
        },
        sales: standing(visit, here(locale, year)).await?,
        sales_url: Report::Sales.url(locale, &[("year", &year.to_string())]),
    };
    let title = visit.text("programme.title");
    frame::page(
        &mut officer,
        ("office/programme.html", "programme", &[], "programme"),
        title,
        &Form::default(),
        &page,
    )
}

/// The address of a year.
pub(super) fn here(locale: Locale, year: i32) -> String {
    let query = urls::query(&[("year", &year.to_string())]);
    format!("{}{query}", urls::office(locale, "programme"))
}

/// The year an address asks for; else the present one.
pub(super) fn asked_year(visit: &Visit) -> i32 {
    let typed = visit
        .params
        .number("year")
        .and_then(|year| i32::try_from(year).ok());
    typed
        .filter(|year| YEARS.contains(year))
        .unwrap_or_else(|| visit.edition.day.year())
}

fn number(count: usize, locale: Locale) -> String {
    format::number(i64::try_from(count).unwrap_or(i64::MAX), locale)
}

fn target_view(visit: &Visit, year: i32, measure: Measure, target: Option<&Target>) -> TargetView {
    let locale = visit.locale;
    let reached = figures::reached(&visit.edition, measure, year);
    let number = |count: i64| format::number(count, locale);
    let left = target.and_then(|target| Some(target.low - reached?));
    TargetView {
        label: visit.text(&format!("programme.measure_{}", measure.word())),
        reached: reached.map_or_else(|| "–".to_owned(), number),
        wanted: target.map(|target| wanted(target, locale)),
        met: left.is_some_and(|left| left <= 0),
        missing: left.filter(|left| *left > 0).map(number),
        source: target.map(|target| target.source.clone()),
        url: urls::office_at(locale, "programme_target", &[&year.to_string(), measure.word()]),
    }
}

/// What a target wants, in figures: one number or a span.
pub(super) fn wanted(target: &Target, locale: Locale) -> String {
    let number = |count: i64| format::number(count, locale);
    match target.high {
        Some(high) if high > target.low => format!("{}–{}", number(target.low), number(high)),
        _ => number(target.low),
    }
}

fn charts(visit: &Visit, counts: &figures::Counts) -> Vec<Chart> {
    let (edition, locale): (&Edition, Locale) = (&visit.edition, visit.locale);
    let point = |label: String, value: i64| Point {
        label,
        value,
        text: format::number(value, locale),
    };
    let heads = |key: &str| {
        [
            visit.text(&format!("programme.by_{key}")),
            visit.text("programme.products"),
        ]
    };
    let title = |key: &str| visit.text(&format!("programme.chart_{key}"));
    let stars = counts.stars.iter().rev();
    let stars = stars.map(|(stars, count)| {
        point(
            visit.text_with("programme.stars", &[("n", &stars.to_string())]),
            *count,
        )
    });
    let groups = edition.taxonomy.groups().iter().map(|group| {
        let count = counts.groups.get(&group.id).copied().unwrap_or(0);
        point(group.name(locale).to_owned(), count)
    });
    let years = counts.years.iter().map(|(year, count)| {
        let label = year.map_or_else(|| visit.text("programme.no_year"), |year| year.to_string());
        point(label, *count)
    });
    let mut communes: Vec<Point> = counts
        .communes
        .iter()
        .map(|(commune, count)| {
            let known = commune.and_then(|id| edition.taxonomy.commune(id));
            let label = known.map_or_else(
                || visit.text("programme.no_commune"),
                |commune| commune.name.clone(),
            );
            point(label, *count)
        })
        .collect();
    communes.sort_by(|one, other| {
        other
            .value
            .cmp(&one.value)
            .then_with(|| one.label.cmp(&other.label))
    });
    communes.truncate(COMMUNES);
    [
        bars(title("stars"), heads("stars"), stars.collect()),
        bars(title("group"), heads("group"), groups.collect()),
        columns(title("year"), heads("year"), years.collect()),
        bars(title("commune"), heads("commune"), communes),
    ]
    .into_iter()
    .filter(|_| counts.all > 0)
    .collect()
}

/// A count of places with its words.
#[derive(Serialize)]
struct PlaceCount {
    label: String,
    text: String,
    #[serde(skip)]
    count: usize,
}

/// Where goods are sold: by whether it can be visited, and by when somebody last confirmed it. Nothing where there is
/// no such place.
fn place_counts(visit: &Visit) -> Option<[Vec<PlaceCount>; 2]> {
    let edition = &visit.edition;
    figures::points(edition).next()?;
    let counted = |label: String, count: usize| PlaceCount {
        label,
        text: number(count, visit.locale),
        count,
    };
    let statuses = figures::STATUSES.into_iter().map(|(key, status)| {
        let found = figures::points(edition).filter(|place| place.status == status);
        counted(visit.text(&format!("report.place_{key}")), found.count())
    });
    let ages = figures::AGES.into_iter().map(|key| {
        let found = figures::points(edition)
            .filter(|place| figures::age(place.last_confirmed_on, edition.day) == key);
        counted(visit.text(&format!("report.confirmed_{key}")), found.count())
    });
    Some([statuses.collect(), ages.collect()])
}

/// The same as charts.
pub(super) fn place_charts(visit: &Visit) -> Vec<Chart> {
    let Some([statuses, ages]) = place_counts(visit) else {
        return Vec::new();
    };
    let points = |counts: Vec<PlaceCount>| {
        let point = |one: PlaceCount| Point {
            label: one.label,
            value: i64::try_from(one.count).unwrap_or(i64::MAX),
            text: one.text,
        };
        counts.into_iter().map(point).collect()
    };
    let heads = |key: &str| [visit.text(key), visit.text("programme.places")];
    vec![
        bars(
            visit.text("programme.chart_status"),
            heads("report.status"),
            points(statuses),
        ),
        bars(
            visit.text("programme.chart_confirmed"),
            heads("report.confirmed"),
            points(ages),
        ),
    ]
}
