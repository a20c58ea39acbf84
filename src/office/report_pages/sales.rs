//! Sales by group and quarter, from the figures that were worked out; and how these stand.

use std::collections::BTreeMap;

use chrono::Datelike;
use entity::Locale;
use serde::Serialize;

use super::Report;
use super::built::{Built, Cell, Choice, Line, Part};
use crate::programme;
use commerce::reports::{self, GroupMonth, OPEN_MONTHS};
use foundation::i18n::format;
use shell::web::charts::{Chart, Point, bars, columns};
use shell::web::{Failure, Visit, urls};

/// Quarters in the chart.
const QUARTERS: usize = 12;

/// Year and quarter, 1 to 4.
type Quarter = (i32, u32);

/// What was sold.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    orders: i64,
    pieces: i64,
    turnover: i64,
    refunded: i64,
}

impl Sum {
    fn add(&mut self, month: &GroupMonth) {
        self.orders += month.orders;
        self.pieces += month.pieces;
        self.turnover += month.turnover.dong();
        self.refunded += month.refunded.dong();
    }

    const fn net(self) -> i64 {
        self.turnover - self.refunded
    }
}

/// How the figures stand, and the button that has them worked out anew.
#[derive(Serialize)]
pub(crate) struct Standing {
    as_of: Option<String>,
    done: Option<i32>,
    total: Option<i32>,
    open_months: u32,
    act: String,
    again: String,
}

/// How the figures stand; `again` is the page that says so.
pub(crate) async fn standing(visit: &Visit, again: String) -> Result<Standing, Failure> {
    let progress = reports::progress(&visit.state.services.db).await?;
    Ok(Standing {
        as_of: progress.as_of.map(|at| format::moment(at, visit.locale)),
        done: progress.running.map(|running| running.done),
        total: progress.running.map(|running| running.total),
        open_months: OPEN_MONTHS,
        act: urls::office(visit.locale, "report_figures"),
        again,
    })
}

/// The report: a year on screen, all years in a file.
pub(super) async fn build(visit: &Visit, part: Part) -> Result<Built, Failure> {
    let locale = visit.locale;
    let months = reports::by_group(&visit.state.services.db).await?;
    let mut sums: BTreeMap<(Quarter, i64), Sum> = BTreeMap::new();
    for month in &months {
        let quarter = (month.month.year(), month.month.month0() / 3 + 1);
        sums.entry((quarter, month.group_id)).or_default().add(month);
    }
    let year = programme::asked_year(visit);
    let shown = |quarter: &Quarter| !part.screen || quarter.0 == year;
    let quarters: Vec<Quarter> = sums
        .keys()
        .filter(|(_, group)| *group == 0)
        .map(|(quarter, _)| *quarter)
        .collect();
    let mut lines = Vec::new();
    for quarter in quarters.iter().filter(|quarter| shown(quarter)) {
        lines.extend(quarter_lines(visit, &sums, *quarter));
    }
    let mut years: Vec<i32> = quarters.iter().map(|(year, _)| *year).collect();
    years.dedup();
    let charts = if part.screen {
        charts(visit, &sums, &quarters, year)
    } else {
        Vec::new()
    };
    Ok(Built {
        total: lines.len(),
        lines: lines.into_iter().skip(part.skip).take(part.most).collect(),
        charts,
        header: [
            "quarter", "group", "orders", "pieces", "turnover", "refunded", "net",
        ]
        .iter()
        .map(|key| visit.text(&format!("report.head_{key}")))
        .collect(),
        choices: years
            .into_iter()
            .map(|one| Choice {
                label: one.to_string(),
                url: Report::Sales.url(locale, &[("year", &one.to_string())]),
                current: one == year,
            })
            .collect(),
        notes: vec![
            visit.text("report.note_sold"),
            visit.text("report.note_refunds"),
            visit.text_with("report.note_open", &[("n", &OPEN_MONTHS.to_string())]),
        ],
        query: vec![("year", year.to_string())],
        figures: true,
    })
}

/// A quarter by group, then what is in no group any more, then everything.
fn quarter_lines(visit: &Visit, sums: &BTreeMap<(Quarter, i64), Sum>, quarter: Quarter) -> Vec<Line> {
    let locale = visit.locale;
    let name = quarter_name(visit, quarter);
    let mut lines = Vec::new();
    let all = sums.get(&(quarter, 0)).copied().unwrap_or_default();
    let mut rest = all;
    for group in visit.edition.taxonomy.groups() {
        let Some(sum) = sums.get(&(quarter, group.id)) else {
            continue;
        };
        rest.pieces -= sum.pieces;
        rest.turnover -= sum.turnover;
        rest.refunded -= sum.refunded;
        lines.push(line(&name, group.name(locale), Some(sum.orders), *sum, locale));
    }
    if rest.pieces != 0 {
        lines.push(line(&name, &visit.text("report.no_group"), None, rest, locale));
    }
    lines.push(line(
        &name,
        &visit.text("report.all_groups"),
        Some(all.orders),
        all,
        locale,
    ));
    lines
}

/// Orders of a group are known, those of no group are not: an order may have goods of both.
fn line(quarter: &str, group: &str, orders: Option<i64>, sum: Sum, locale: Locale) -> Line {
    Line(vec![
        Cell::text(quarter),
        Cell::text(group),
        orders.map_or_else(|| Cell::text(""), |orders| Cell::number(orders, locale)),
        Cell::number(sum.pieces, locale),
        Cell::money(sum.turnover, locale),
        Cell::money(sum.refunded, locale),
        Cell::money(sum.net(), locale),
    ])
}

fn quarter_name(visit: &Visit, (year, quarter): Quarter) -> String {
    let words = [("quarter", &*quarter.to_string()), ("year", &*year.to_string())];
    visit.text_with("report.quarter", &words)
}

fn charts(
    visit: &Visit,
    sums: &BTreeMap<(Quarter, i64), Sum>,
    quarters: &[Quarter],
    year: i32,
) -> Vec<Chart> {
    let locale = visit.locale;
    let point = |label: String, net: i64| Point {
        label,
        value: net,
        text: format::vnd(entity::Vnd::new(net), locale),
    };
    let until: Vec<&Quarter> = quarters.iter().filter(|(of, _)| *of <= year).collect();
    let from = until.len().saturating_sub(QUARTERS);
    let over: Vec<Point> = until
        .into_iter()
        .skip(from)
        .map(|quarter| {
            let net = sums.get(&(*quarter, 0)).copied().unwrap_or_default().net();
            point(quarter_name(visit, *quarter), net)
        })
        .collect();
    let groups: Vec<Point> = visit
        .edition
        .taxonomy
        .groups()
        .iter()
        .map(|group| {
            let of_year = sums
                .iter()
                .filter(|((quarter, id), _)| quarter.0 == year && *id == group.id);
            let net = of_year.map(|(_, sum)| sum.net()).sum();
            point(group.name(locale).to_owned(), net)
        })
        .collect();
    if over.is_empty() {
        return Vec::new();
    }
    let net = || visit.text("report.head_net");
    let of_year = visit.text_with("report.chart_groups", &[("year", &year.to_string())]);
    vec![
        columns(
            visit.text("report.chart_quarters"),
            [visit.text("report.head_quarter"), net()],
            over,
        ),
        bars(of_year, [visit.text("report.head_group"), net()], groups),
    ]
}
