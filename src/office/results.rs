//! What an event brought: a form that opens once it has begun.

use actix_web::{HttpResponse, web};
use entity::Vnd;
use serde::Serialize;

use super::desk::{Officer, Operator};
use super::events::{Ways, stored};
use super::frame;
use super::places::key;
use super::queue::page_number;
use commerce::fairs::{self, ResultRefusal, Written};
use domain::{bulk, events};
use foundation::i18n::format;
use shell::web::{Failure, Form, Visit, urls};

/// Booths on a page of the form.
const ROWS: usize = 30;
/// Characters of the note.
const LONGEST: usize = 4_000;
/// Đồng that are believed: a hundred thousand billion.
const MOST: i64 = 100_000_000_000_000;

#[derive(Serialize)]
struct BoothRow {
    number: String,
    turnover: String,
    contracts: String,
    turnover_field: String,
    contracts_field: String,
    id: i64,
}

#[derive(Serialize)]
struct Fact {
    label: String,
    value: String,
}

#[derive(Serialize)]
struct ResultsPage {
    name: String,
    ways: Ways,
    /// Whether it may be written down.
    begun: bool,
    written: Option<String>,
    facts: Vec<Fact>,
    note: Option<String>,
    revision: i64,
    rows: Vec<BoothRow>,
    next: Option<String>,
    action: String,
}

/// A number as people type it: digits, with points, commas or blanks between thousands and nowhere else.
fn amount(text: &str) -> Option<i64> {
    bulk::amount(text).filter(|amount| *amount <= MOST)
}

async fn page(officer: &mut Officer, id: i64, typed: Option<&Form>) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let (db, locale) = (&visit.state.services.db, visit.locale);
    let stored = stored(visit, id).await?;
    let row = fairs::result(db, id).await?;
    let brought = fairs::booth_results(db, id).await?;
    let booths = events::booths(db, id).await?;
    let number = usize::try_from(page_number(visit)).unwrap_or(1);
    let start = (number - 1).saturating_mul(ROWS);
    let key = id.to_string();
    let action = urls::office_at(locale, "event_results", &[&key]);
    let further = (number + 1).to_string();
    let text = |number: Option<i64>| number.map_or_else(String::new, |number| format::number(number, locale));
    let known = Form::new([
        ("visitors", text(row.as_ref().and_then(|row| row.visitors))),
        ("turnover", text(row.as_ref().and_then(|row| row.turnover))),
        (
            "contracts",
            text(row.as_ref().and_then(|row| row.contracts).map(i64::from)),
        ),
        (
            "note",
            row.as_ref().map(|row| row.note.clone()).unwrap_or_default(),
        ),
    ]);
    let form = typed.unwrap_or(&known);
    let value = |field: &str, stands: String| match typed {
        Some(form) => form.get(field).to_owned(),
        None => stands,
    };
    let content = ResultsPage {
        name: stored.sheet.get("name_vi").to_owned(),
        ways: Ways::of(visit, &stored),
        begun: stored
            .row
            .starts_on
            .is_some_and(|day| day <= visit.state.services.clock.today()),
        written: row.as_ref().map(|row| {
            visit.text_with(
                "fairs.written",
                &[("at", &format::moment(row.updated_at, locale))],
            )
        }),
        facts: row.as_ref().map_or_else(Vec::new, |row| {
            let money = row.turnover.map(|amount| format::vnd(Vnd::new(amount), locale));
            [
                (
                    "fairs.visitors",
                    row.visitors.map(|count| format::number(count, locale)),
                ),
                ("fairs.turnover", money),
                (
                    "fairs.contracts",
                    row.contracts
                        .map(|count| format::number(i64::from(count), locale)),
                ),
            ]
            .into_iter()
            .filter_map(|(label, value)| {
                Some(Fact {
                    label: visit.text(label),
                    value: value?,
                })
            })
            .collect()
        }),
        note: row
            .as_ref()
            .map(|row| row.note.clone())
            .filter(|note| !note.is_empty()),
        // A form that was refused because somebody else had written goes on from what stands there now.
        revision: row.as_ref().map_or(0, |row| row.revision),
        rows: booths
            .iter()
            .skip(start)
            .take(ROWS)
            .map(|booth| {
                let result = brought.get(&booth.id);
                let (turnover, contracts) = (
                    format!("turnover_{}", booth.id),
                    format!("contracts_{}", booth.id),
                );
                BoothRow {
                    turnover: value(&turnover, text(result.and_then(|one| one.turnover))),
                    contracts: value(
                        &contracts,
                        text(result.and_then(|one| one.contracts).map(i64::from)),
                    ),
                    turnover_field: turnover,
                    contracts_field: contracts,
                    number: booth.number.clone(),
                    id: booth.id,
                }
            })
            .collect(),
        next: (booths.len() > start.saturating_add(ROWS))
            .then(|| format!("{action}{}", urls::query(&[("page", &further)]))),
        action: if number > 1 {
            format!("{action}{}", urls::query(&[("page", &number.to_string())]))
        } else {
            action
        },
    };
    let title = format!("{}: {}", visit.text("fairs.results"), content.name);
    frame::page(
        officer,
        ("office/results.html", "event_results", &[&key], "events"),
        title,
        form,
        &content,
    )
}

/// `GET /quan-tri/su-kien/{id}/ket-qua`
pub(super) async fn show(mut officer: Officer, asked: web::Path<String>) -> Result<HttpResponse, Failure> {
    page(&mut officer, key(&asked)?, None).await
}

/// A number of a field, or a refusal beside it.
fn number(visit: &Visit, form: &mut Form, field: &str) -> Option<i64> {
    if form.get(field).is_empty() {
        return None;
    }
    let number = amount(form.get(field));
    if number.is_none() {
        form.refuse(field, visit.text("fairs.bad_amount"));
    }
    number
}

/// A count of a field, or a refusal beside it.
fn count(visit: &Visit, form: &mut Form, field: &str) -> Option<i32> {
    let count = number(visit, form, field)?;
    let small = i32::try_from(count).ok();
    if small.is_none() {
        form.refuse(field, visit.text("fairs.bad_amount"));
    }
    small
}

/// `POST /quan-tri/su-kien/{id}/ket-qua`
pub(super) async fn put(
    Operator(mut officer): Operator,
    asked: web::Path<String>,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    let id = key(&asked)?;
    let visit = &officer.shopper.visit;
    let note = form.get("note").to_owned();
    if note.chars().count() > LONGEST {
        form.refuse("note", visit.text("sites.fault_too_long"));
    }
    let mut named: Vec<i64> = form
        .pairs()
        .filter(|(name, _)| *name == "booth")
        .filter_map(|(_, value)| value.parse().ok())
        .collect();
    named.sort_unstable();
    named.dedup();
    let mut written = Written {
        visitors: number(visit, &mut form, "visitors"),
        turnover: number(visit, &mut form, "turnover"),
        contracts: count(visit, &mut form, "contracts"),
        note,
        booths: Vec::new(),
    };
    for booth in named {
        let turnover = number(visit, &mut form, &format!("turnover_{booth}"));
        let contracts = count(visit, &mut form, &format!("contracts_{booth}"));
        written.booths.push((booth, turnover, contracts));
    }
    if form.is_fine() {
        let services = visit.state.services.clone();
        let seen = form.number("revision").unwrap_or(-1);
        let now = services.clock.now();
        match fairs::put_result(&services.db, now, &officer.actor, (id, seen), &written).await? {
            Ok(()) => {
                let here = urls::office_at(visit.locale, "event_results", &[&id.to_string()]);
                let to = format!("{here}{}", urls::query(&[("done", "saved")]));
                return Ok(officer.shopper.see(&to));
            }
            Err(ResultRefusal::Missing) => return Err(Failure::NotFound),
            Err(ResultRefusal::NotBegun) => form.refuse("visitors", visit.text("fairs.not_begun")),
            Err(ResultRefusal::Stale) => form.refuse("visitors", visit.text("fairs.stale")),
        }
    }
    page(&mut officer, id, Some(&form)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_typed_with_points_commas_and_blanks() {
        for text in ["1250000", "1.250.000", "1,250,000 ₫", "1 250 000 đ"] {
            assert_eq!(amount(text), Some(1_250_000), "{text}");
        }
        for text in ["-5", "1e9", "", "999999999999999999999", "năm", "1,5"] {
            assert_eq!(amount(text), None, "{text}");
        }
    }
}
