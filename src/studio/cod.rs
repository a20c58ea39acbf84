//! Cash on delivery: what carriers still have to hand over, a carrier's batch typed or read from its file and looked at
//! before it is written down, and what does not fit.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use entity::{RemittanceState, Vnd};
use serde::Serialize;

use super::cod_lines::{self, ListTrouble};
use super::desk::Desk;
use super::typed::{at_most, require};
use super::{frame, words};
use commerce::checkout::{
    self, Compared, DifferenceRefusal, Handed, HandedLine, MOST_LINES, RemitRefusal, Remittance,
    RemittanceLine,
};
use foundation::i18n::format;
use foundation::kernel::clock::vietnam_day;
use foundation::kernel::fold::clean;
use shell::web::{Failure, Form, Upload, UploadLimits, Visit, urls};

/// Orders, batches and differences that are shown.
const MOST_ORDERS: u64 = 30;
const MOST_BATCHES: u64 = 20;
const MOST_OPEN: u64 = 20;
/// Lines of a batch on a page.
const MOST_SHOWN: usize = 60;
/// Characters of a carrier, of a batch's number, and of a reason.
const LONG_NAME: usize = 60;
const LONG_REASON: usize = 500;
/// A carrier's list of twenty thousand rows fits, though not so many are taken.
const FILE: UploadLimits = UploadLimits {
    files: 1,
    file_bytes: tabular::UPLOAD.bytes,
};

#[derive(Serialize)]
struct OrderRow {
    number: String,
    url: String,
    status: String,
    placed: String,
    expected: i64,
}

#[derive(Serialize)]
struct BatchRow {
    url: String,
    carrier: String,
    batch: String,
    on: String,
    collected: i64,
    fee: i64,
}

#[derive(Serialize)]
struct LineRow {
    id: i64,
    number: String,
    state: &'static str,
    expected: Option<i64>,
    collected: i64,
    fee: i64,
    /// What is missing (below nought) or too much.
    difference: Option<i64>,
    settled: Option<String>,
    reason: Option<String>,
}

#[derive(Serialize)]
struct Preview {
    /// Those that do not fit first, and not all of a long list.
    lines: Vec<LineRow>,
    further: usize,
    fitting: usize,
    all: usize,
    collected: i64,
    fee: i64,
    net: i64,
}

#[derive(Serialize)]
struct CodPage {
    count: u64,
    outstanding: Vec<OrderRow>,
    open: Vec<LineRow>,
    batches: Vec<BatchRow>,
    preview: Option<Preview>,
    action: String,
    settle_url: String,
    today: String,
    most: usize,
    /// The line whose form was refused.
    refused: Option<i64>,
}

#[derive(Serialize)]
struct BatchPage {
    carrier: String,
    batch: String,
    on: String,
    back: String,
    collected: i64,
    fee: i64,
    net: i64,
    lines: Vec<LineRow>,
    next: Option<String>,
}

/// `GET /nguoi-ban/thu-ho`
pub async fn show(mut desk: Desk) -> Result<HttpResponse, Failure> {
    let today = vietnam_day(desk.shopper.visit.state.services.clock.now());
    let form = Form::new([("on", today.to_string())]);
    page(&mut desk, &form, None).await
}

/// `POST /nguoi-ban/thu-ho`: shows how a batch fits, or writes it down. A file that comes with it takes the place of
/// the typed lines, and stands in their field afterwards.
pub async fn create(mut desk: Desk, upload: Upload) -> Result<HttpResponse, Failure> {
    let came = upload.read(FILE).await?;
    let mut form = came.form;
    let visit = &desk.shopper.visit;
    let services = visit.state.services.clone();
    let now = services.clock.now();
    let file = came.files.into_iter().next();
    let from_file = file.is_some();
    if let Some(file) = file {
        let read = match &file.bytes {
            Some(bytes) => cod_lines::from_file(bytes),
            None => Err(ListTrouble::TooLong),
        };
        match read {
            Ok(lines) => form.set("lines", cod_lines::written(&lines)),
            Err(trouble) => form.refuse("file", trouble.words(visit)),
        }
    }
    require(visit, &mut form, &["carrier", "batch", "lines"]);
    at_most(visit, &mut form, "carrier", LONG_NAME);
    at_most(visit, &mut form, "batch", LONG_NAME);
    let on = form.get("on").parse::<NaiveDate>().ok();
    let on = on.filter(|day| *day <= vietnam_day(now));
    if on.is_none() {
        form.refuse("on", visit.text("cod.refused_day"));
    }
    let lines = match cod_lines::typed(form.get("lines")) {
        Ok(lines) => lines,
        Err(trouble) => {
            form.refuse("lines", trouble.words(visit));
            Vec::new()
        }
    };
    // A list that was just read is looked at first: a button cannot skip that.
    let save = form.get("verb") == "save" && !from_file;
    if let (Some(remitted_on), true) = (on, save && form.is_fine()) {
        let handed = Handed {
            carrier: clean(form.get("carrier"), LONG_NAME),
            batch: clean(form.get("batch"), LONG_NAME),
            remitted_on,
            lines: lines.clone(),
        };
        let remitted = checkout::remit(&services.db, now, &desk.actor, desk.producer, &handed);
        match Box::pin(remitted).await? {
            Ok(id) => {
                let to = words::told(visit.locale, "cod_batch", &[&id.to_string()], "saved");
                return Ok(desk.shopper.see(&to));
            }
            Err(RemitRefusal::Known) => form.refuse("batch", visit.text("cod.refused_known")),
            Err(RemitRefusal::Lines) => form.refuse("lines", ListTrouble::Count.words(visit)),
        }
    }
    let compared = checkout::compare(&services.db, desk.producer, &lines).await?;
    page(&mut desk, &form, Some(&compared)).await
}

/// `GET /nguoi-ban/thu-ho/{id}`
pub async fn batch(mut desk: Desk, id: web::Path<String>) -> Result<HttpResponse, Failure> {
    let number: i64 = id.parse().map_err(|_no_number| Failure::NotFound)?;
    let visit = &desk.shopper.visit;
    let found = checkout::remittance(&visit.state.services.db, desk.producer, number).await?;
    let (batch, lines) = found.ok_or(Failure::NotFound)?;
    let key = number.to_string();
    let here = urls::studio_at(visit.locale, "cod_batch", &[&key]);
    let skip = visit
        .params
        .number("skip")
        .and_then(|skip| usize::try_from(skip).ok());
    let skip = skip.unwrap_or(0).min(MOST_LINES);
    let next = skip + MOST_SHOWN;
    let content = BatchPage {
        on: format::date(batch.remitted_on, visit.locale),
        back: urls::studio(visit.locale, "cod"),
        collected: batch.collected.dong(),
        fee: batch.fee.dong(),
        net: batch.collected.dong() - batch.fee.dong(),
        carrier: batch.carrier,
        batch: batch.batch,
        next: (next < lines.len()).then(|| format!("{here}{}", urls::query(&[("skip", &next.to_string())]))),
        lines: lines
            .iter()
            .skip(skip)
            .take(MOST_SHOWN)
            .map(|line| kept(visit, line))
            .collect(),
    };
    let title = visit.text_with("cod.batch_title", &[("name", &content.batch)]);
    frame::page(
        &mut desk,
        ("studio/cod_batch.html", "cod_batch", &[&key], "cod"),
        title,
        &Form::default(),
        &content,
    )
    .await
}

/// `POST /nguoi-ban/thu-ho/lech`: settles a line that does not fit, with a reason.
pub async fn settle(mut desk: Desk, mut form: Form) -> Result<HttpResponse, Failure> {
    let services = desk.shopper.visit.state.services.clone();
    let line = form.number("line").ok_or(Failure::NotFound)?;
    let visit = &desk.shopper.visit;
    require(visit, &mut form, &["reason"]);
    at_most(visit, &mut form, "reason", LONG_REASON);
    if form.is_fine() {
        let (now, ids) = (services.clock.now(), (desk.producer, line));
        let reason = clean(form.get("reason"), LONG_REASON);
        match checkout::settle_difference(&services.db, now, &desk.actor, ids, &reason).await? {
            Ok(()) => {
                let to = words::told(visit.locale, "cod", &[], "saved");
                return Ok(desk.shopper.see(&to));
            }
            Err(DifferenceRefusal::Missing) => return Err(Failure::NotFound),
            Err(DifferenceRefusal::Over) => {
                form.refuse("reason", visit.text("cod.refused_settled"));
            }
        }
    }
    page(&mut desk, &form, None).await
}

fn difference(state: RemittanceState, collected: i64, expected: Option<i64>) -> Option<i64> {
    match state {
        RemittanceState::Exact => None,
        RemittanceState::Short | RemittanceState::Over => Some(collected - expected.unwrap_or(0)),
        // What comes for nothing that is known, or comes again, is too much as a whole.
        RemittanceState::Unknown | RemittanceState::Repeated => Some(collected),
    }
}

fn kept(visit: &Visit, line: &RemittanceLine) -> LineRow {
    let (collected, expected) = (line.collected.dong(), line.expected.map(Vnd::dong));
    LineRow {
        id: line.id,
        number: line.number.clone(),
        state: line.state.word(),
        expected,
        collected,
        fee: line.fee.dong(),
        difference: difference(line.state, collected, expected),
        settled: line.settled_at.map(|at| format::moment(at, visit.locale)),
        reason: line.reason.clone(),
    }
}

fn seen(one: &Compared) -> LineRow {
    let (collected, expected) = (one.line.collected.dong(), one.expected.map(Vnd::dong));
    LineRow {
        id: 0,
        number: one.line.number.clone(),
        state: one.state.word(),
        expected,
        collected,
        fee: one.line.fee.dong(),
        difference: difference(one.state, collected, expected),
        settled: None,
        reason: None,
    }
}

fn previewed(compared: &[Compared]) -> Preview {
    let sum = |of: fn(&HandedLine) -> Vnd| -> i64 { compared.iter().map(|one| of(&one.line).dong()).sum() };
    let (collected, fee) = (sum(|line| line.collected), sum(|line| line.fee));
    let (fit, differ): (Vec<&Compared>, Vec<&Compared>) = compared
        .iter()
        .partition(|one| one.state == RemittanceState::Exact);
    let fitting = fit.len();
    Preview {
        lines: differ.into_iter().chain(fit).take(MOST_SHOWN).map(seen).collect(),
        further: compared.len().saturating_sub(MOST_SHOWN),
        fitting,
        all: compared.len(),
        collected,
        fee,
        net: collected - fee,
    }
}

async fn page(desk: &mut Desk, form: &Form, compared: Option<&[Compared]>) -> Result<HttpResponse, Failure> {
    let visit = &desk.shopper.visit;
    let locale = visit.locale;
    let (db, producer) = (&visit.state.services.db, desk.producer);
    let outstanding = checkout::outstanding(db, producer, MOST_ORDERS).await?;
    let open = checkout::open_differences(db, producer, MOST_OPEN).await?;
    let batches = checkout::remittances(db, producer, MOST_BATCHES).await?;
    let batch = |row: Remittance| BatchRow {
        url: urls::studio_at(locale, "cod_batch", &[&row.id.to_string()]),
        carrier: row.carrier,
        batch: row.batch,
        on: format::date(row.remitted_on, locale),
        collected: row.collected.dong(),
        fee: row.fee.dong(),
    };
    let content = CodPage {
        count: outstanding.count,
        outstanding: outstanding
            .orders
            .into_iter()
            .map(|(order, expected)| OrderRow {
                url: urls::studio_at(locale, "order", &[&order.number]),
                status: visit.text(&format!("order.status_{}", order.status.word())),
                placed: format::date(vietnam_day(order.placed_at), locale),
                expected: expected.dong(),
                number: order.number,
            })
            .collect(),
        open: open.iter().map(|line| kept(visit, line)).collect(),
        batches: batches.into_iter().map(batch).collect(),
        preview: compared.filter(|lines| !lines.is_empty()).map(previewed),
        action: urls::studio(locale, "cod"),
        settle_url: urls::studio(locale, "cod_settle"),
        today: vietnam_day(visit.state.services.clock.now()).to_string(),
        most: MOST_LINES,
        refused: form.number("line"),
    };
    let title = visit.text("cod.title");
    frame::page(
        desk,
        ("studio/cod.html", "cod", &[], "cod"),
        title,
        form,
        &content,
    )
    .await
}
