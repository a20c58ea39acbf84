//! The charts of the lists: what all of a list amounts to, whichever part of it is on the page.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use domain::catalogue::Product;
use domain::events::Event;

use super::built::number;
use super::lists::Idle;
use foundation::kernel::clock::vietnam_day;
use shell::web::Visit;
use shell::web::charts::{Chart, Point, bars, columns};

/// Months of the chart of endings: further ones are another year's work.
const MONTHS: usize = 12;

fn point(visit: &Visit, label: String, count: usize) -> Point {
    Point {
        label,
        value: i64::try_from(count).unwrap_or(i64::MAX),
        text: number(count, visit.locale),
    }
}

/// Counts by something that has an order; no chart of nothing.
fn counted<K: Ord>(keys: impl Iterator<Item = K>) -> Option<BTreeMap<K, usize>> {
    let mut counts = BTreeMap::new();
    for key in keys {
        *counts.entry(key).or_default() += 1;
    }
    (!counts.is_empty()).then_some(counts)
}

/// Products by what their certificate is worth today, those without one last.
pub(super) fn by_standing(visit: &Visit, products: &[&Arc<Product>]) -> Option<Chart> {
    let day = visit.edition.day;
    let states = products.iter().map(|product| {
        let state = product.seal(day).map(|(_, standing)| standing.state);
        (state.is_none(), state)
    });
    let points = counted(states)?.into_iter().map(|((_, state), count)| {
        let word = state.map_or("none", |state| state.key());
        point(visit, visit.text(&format!("report.standing_{word}")), count)
    });
    Some(bars(
        visit.text("report.chart_standing"),
        [
            visit.text("report.head_standing"),
            visit.text("programme.products"),
        ],
        points.collect(),
    ))
}

/// Certificates by the month they end in, the next months first.
pub(super) fn by_month(visit: &Visit, ending: &[(Arc<Product>, NaiveDate)]) -> Option<Chart> {
    let months = ending.iter().map(|(_, last)| (last.year(), last.month()));
    let points = counted(months)?
        .into_iter()
        .take(MONTHS)
        .map(|((year, month), count)| point(visit, format!("{month}/{year}"), count));
    Some(columns(
        visit.text("report.chart_ending"),
        [visit.text("report.month"), visit.text("programme.products")],
        points.collect(),
    ))
}

/// Producers by how long ago they sold something.
pub(super) fn by_last_sale(visit: &Visit, idle: &[Idle]) -> Option<Chart> {
    let today = visit.edition.day;
    let ages = idle.iter().map(|(_, last)| match last {
        None => (2, "report.never_sold"),
        Some(last) if (today - vietnam_day(*last)).num_days() > 365 => (1, "report.confirmed_old"),
        Some(_) => (0, "report.confirmed_year"),
    });
    let points = counted(ages)?
        .into_iter()
        .map(|((_, key), count)| point(visit, visit.text(key), count));
    Some(bars(
        visit.text("report.chart_idle"),
        [
            visit.text("report.head_last_sale"),
            visit.text("report.count_producers"),
        ],
        points.collect(),
    ))
}

/// Events by the year they begin in, those without a day last.
pub(super) fn by_year(visit: &Visit, events: &[&Arc<Event>]) -> Option<Chart> {
    let years = events.iter().map(|event| {
        let year = event.starts_on.map(|day| day.year());
        (year.is_none(), year)
    });
    let points = counted(years)?.into_iter().map(|((_, year), count)| {
        let label = year.map_or_else(|| visit.text("programme.no_year"), |year| year.to_string());
        point(visit, label, count)
    });
    Some(columns(
        visit.text("report.chart_events"),
        [visit.text("programme.year_of"), visit.text("report.count_events")],
        points.collect(),
    ))
}
