//! The booths of an event: all of them with their plan, many at once, and one with who stands there and what is shown.

use actix_web::{HttpResponse, web};
use entity::PublicStatus;
use serde::Serialize;

use super::desk::{Officer, Operator};
use super::events::{Ways, stored};
use super::frame;
use super::places::{Choice, key};
use commerce::fairs::{self, BoothRefusal, Change, MOST_BOOTHS, NumberFault, Stored};
use commerce::membership;
use domain::events::{self, Booth};
use domain::producers;
use foundation::kernel::fold::clean;
use shell::web::booth_plan::BoothPlan;
use shell::web::{Failure, Form, Visit, urls};

/// Producers a search shows.
const MOST_FOUND: i64 = 10;
/// Characters of the name of who is no producer of ours.
const LONGEST: usize = 160;

#[derive(Serialize)]
struct Row {
    url: String,
    number: String,
    who: String,
    products: usize,
}

#[derive(Serialize)]
struct BoothsPage {
    name: String,
    ways: Ways,
    rows: Vec<Row>,
    plan: Option<BoothPlan>,
    action: String,
    /// Whether it is the sheet for paper.
    paper: bool,
}

#[derive(Serialize)]
struct Found {
    id: i64,
    name: String,
}

#[derive(Serialize)]
struct BoothPage {
    event: String,
    number: String,
    ways: Ways,
    producer: Option<String>,
    seen: String,
    q: String,
    found: Vec<Found>,
    searched: bool,
    products: Vec<Choice>,
    action: String,
}

async fn rows(visit: &Visit, event: i64, booths: &[Booth]) -> Result<Vec<Row>, Failure> {
    let ids: Vec<i64> = booths.iter().filter_map(|booth| booth.producer_id).collect();
    let names = producers::names(&visit.state.services.db, &ids, visit.locale).await?;
    let event = event.to_string();
    Ok(booths
        .iter()
        .map(|booth| Row {
            url: urls::office_at(visit.locale, "event_booth", &[&event, &booth.id.to_string()]),
            number: booth.number.clone(),
            who: booth
                .producer_id
                .and_then(|id| names.get(&id).cloned())
                .or_else(|| booth.name.clone())
                .unwrap_or_default(),
            products: booth.product_ids.len(),
        })
        .collect())
}

async fn list_page(
    officer: &mut Officer,
    id: i64,
    form: &Form,
    paper: bool,
) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let stored = stored(visit, id).await?;
    let booths = events::booths(&visit.state.services.db, id).await?;
    let key = id.to_string();
    let at = if paper { "event_plan" } else { "event_booths" };
    let content = BoothsPage {
        name: stored.sheet.get("name_vi").to_owned(),
        ways: Ways::of(visit, &stored),
        rows: rows(visit, id, &booths).await?,
        plan: BoothPlan::of(&booths),
        action: urls::office_at(visit.locale, "event_booths", &[&key]),
        paper,
    };
    let title = format!("{}: {}", visit.text("fairs.booths"), content.name);
    frame::page(
        officer,
        ("office/booths.html", at, &[&key], "events"),
        title,
        form,
        &content,
    )
}

/// `GET /quan-tri/su-kien/{id}/gian-hang`
pub(super) async fn index(mut officer: Officer, asked: web::Path<String>) -> Result<HttpResponse, Failure> {
    list_page(&mut officer, key(&asked)?, &Form::default(), false).await
}

/// `GET /quan-tri/su-kien/{id}/so-do`: plan and list for paper.
pub(super) async fn plan(mut officer: Officer, asked: web::Path<String>) -> Result<HttpResponse, Failure> {
    list_page(&mut officer, key(&asked)?, &Form::default(), true).await
}

/// `POST /quan-tri/su-kien/{id}/gian-hang`: adds booths.
pub(super) async fn add(
    Operator(mut officer): Operator,
    asked: web::Path<String>,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    let id = key(&asked)?;
    let services = officer.shopper.visit.state.services.clone();
    let now = services.clock.now();
    match fairs::add(&services.db, now, &officer.actor, id, form.get("numbers")).await? {
        Ok(_) => {
            officer.shopper.visit.state.editions.refresh().await?;
            let here = urls::office_at(officer.shopper.visit.locale, "event_booths", &[&id.to_string()]);
            let to = format!("{here}{}", urls::query(&[("done", "saved")]));
            Ok(officer.shopper.see(&to))
        }
        Err(BoothRefusal::Missing) => Err(Failure::NotFound),
        Err(refusal) => {
            let (_, words) = words(&officer.shopper.visit, &refusal);
            form.refuse("numbers", words);
            list_page(&mut officer, id, &form, false).await
        }
    }
}

/// Beside which field a refusal stands, and its words.
fn words(visit: &Visit, refusal: &BoothRefusal) -> (&'static str, String) {
    match refusal {
        BoothRefusal::Missing | BoothRefusal::Stale => ("seen", visit.text("fairs.stale")),
        BoothRefusal::Numbers(fault) => {
            let words = match fault {
                NumberFault::Empty => visit.text("form.required"),
                NumberFault::Unreadable(text) => visit.text_with("fairs.bad_number", &[("text", text)]),
                NumberFault::TooMany => {
                    visit.text_with("fairs.too_many", &[("most", &MOST_BOOTHS.to_string())])
                }
                NumberFault::Twice(text) => visit.text_with("fairs.twice", &[("text", text)]),
            };
            ("number", words)
        }
        BoothRefusal::TakenNumber(text) => {
            ("number", visit.text_with("fairs.taken_number", &[("text", text)]))
        }
        BoothRefusal::TakenCell => ("column", visit.text("fairs.taken_cell")),
        BoothRefusal::BadCell => ("column", visit.text("fairs.bad_cell")),
        BoothRefusal::NoProducer => ("find", visit.text("fairs.no_producer")),
        BoothRefusal::ForeignProduct => ("product", visit.text("fairs.foreign_product")),
    }
}

async fn booth_page(
    officer: &mut Officer,
    stored: &Stored,
    booth: &Booth,
    form: &Form,
    chosen: &[i64],
) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let (db, locale) = (&visit.state.services.db, visit.locale);
    let q = clean(visit.params.get("q").unwrap_or_default(), 100);
    let found = if q.is_empty() {
        Vec::new()
    } else {
        membership::all(db, &q, Some(PublicStatus::Published), (0, MOST_FOUND)).await?
    };
    let (producer, products) = match booth.producer_id {
        None => (None, Vec::new()),
        Some(id) => (
            producers::names(db, &[id], locale).await?.remove(&id),
            fairs::of_producer(db, id).await?,
        ),
    };
    let (event, key) = (stored.row.id.to_string(), booth.id.to_string());
    let content = BoothPage {
        event: stored.sheet.get("name_vi").to_owned(),
        number: booth.number.clone(),
        ways: Ways::of(visit, stored),
        producer,
        seen: fairs::mark(booth),
        searched: !q.is_empty(),
        q,
        found: found
            .into_iter()
            .map(|one| Found {
                id: one.id,
                name: one.name,
            })
            .collect(),
        products: products
            .into_iter()
            .map(|product| Choice {
                chosen: chosen.contains(&product.id),
                value: product.id.to_string(),
                label: product.name,
            })
            .collect(),
        action: urls::office_at(locale, "event_booth", &[&event, &key]),
    };
    let title = visit.text_with("fairs.booth_title", &[("number", &content.number)]);
    frame::page(
        officer,
        ("office/booth.html", "event_booth", &[&event, &key], "events"),
        title,
        form,
        &content,
    )
}

async fn found(visit: &Visit, asked: &(String, String)) -> Result<(Stored, Booth), Failure> {
    let (event, booth) = (key(&asked.0)?, key(&asked.1)?);
    let stored = stored(visit, event).await?;
    let booth = fairs::own(&visit.state.services.db, event, booth).await?;
    Ok((stored, booth.ok_or(Failure::NotFound)?))
}

/// What the form says of a booth as it stands.
fn as_kept(booth: &Booth) -> [(&'static str, String); 4] {
    let text = |number: Option<i16>| number.map_or_else(String::new, |number| number.to_string());
    [
        ("number", booth.number.clone()),
        ("name", booth.name.clone().unwrap_or_default()),
        ("column", text(booth.cell.map(|(column, _)| column))),
        ("row", text(booth.cell.map(|(_, row)| row))),
    ]
}

/// `GET /quan-tri/su-kien/{id}/gian-hang/{booth}`; `?q=…` looks for a producer.
pub(super) async fn show(
    Operator(mut officer): Operator,
    asked: web::Path<(String, String)>,
) -> Result<HttpResponse, Failure> {
    let (stored, booth) = found(&officer.shopper.visit, &asked).await?;
    let form = Form::new(as_kept(&booth));
    booth_page(&mut officer, &stored, &booth, &form, &booth.product_ids).await
}

/// What the form wants, or what is wrong with it beside its field.
fn wish(visit: &Visit, form: &mut Form, products: Vec<i64>) -> Option<Change> {
    match form.get("do") {
        "assign" => Some(Change::Assign(form.number("producer").unwrap_or(-1))),
        "clear" => Some(Change::Clear),
        "remove" => Some(Change::Remove),
        _ => {
            let cell = match (form.get("column"), form.get("row")) {
                ("", "") => None,
                (column, row) => {
                    let pair = column.parse::<i16>().ok().zip(row.parse::<i16>().ok());
                    if pair.is_none() {
                        form.refuse("column", visit.text("fairs.bad_cell"));
                        return None;
                    }
                    pair
                }
            };
            Some(Change::Set {
                number: form.get("number").to_owned(),
                name: Some(clean(form.get("name"), LONGEST)).filter(|name| !name.is_empty()),
                cell,
                products,
            })
        }
    }
}

/// `POST /quan-tri/su-kien/{id}/gian-hang/{booth}`
pub(super) async fn update(
    Operator(mut officer): Operator,
    asked: web::Path<(String, String)>,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let (stored, booth) = found(visit, &asked).await?;
    let services = visit.state.services.clone();
    let products: Vec<i64> = form
        .pairs()
        .filter(|(name, _)| *name == "product")
        .map(|(_, value)| value.parse().unwrap_or(-1))
        .collect();
    if let Some(change) = wish(visit, &mut form, products.clone()) {
        let at = (stored.row.id, booth.id);
        let (now, seen) = (services.clock.now(), form.get("seen").to_owned());
        match fairs::change(&services.db, now, &officer.actor, at, &seen, &change).await? {
            Ok(()) => {
                visit.state.editions.refresh().await?;
                let (event, key) = (at.0.to_string(), at.1.to_string());
                let here = if matches!(change, Change::Assign(_) | Change::Clear) {
                    urls::office_at(visit.locale, "event_booth", &[&event, &key])
                } else {
                    urls::office_at(visit.locale, "event_booths", &[&event])
                };
                let to = format!("{here}{}", urls::query(&[("done", "saved")]));
                return Ok(officer.shopper.see(&to));
            }
            Err(BoothRefusal::Missing) => return Err(Failure::NotFound),
            Err(refusal) => {
                let (field, words) = words(visit, &refusal);
                form.refuse(field, words);
            }
        }
    }
    if form.get("do") != "save" {
        // The small forms beside it carry none of what the large one says.
        for (name, value) in as_kept(&booth) {
            form.set(name, value);
        }
        return booth_page(&mut officer, &stored, &booth, &form, &booth.product_ids).await;
    }
    booth_page(&mut officer, &stored, &booth, &form, &products).await
}
