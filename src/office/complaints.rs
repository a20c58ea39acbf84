//! Complaints: the queue with its time limits, and one of them with what is done about it.

use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::desk::{Officer, Operator};
use super::{frame, jobs};
use commerce::complaints::{self, Complaint, Step, StepRefusal};
use entity::{ComplaintStatus, show_phone};
use foundation::i18n::format;
use shell::web::{Failure, Form, Visit, urls};

/// Complaints on a page.
const ROWS: u64 = 25;
/// Longest answer, in characters.
const LONGEST: usize = 4_000;

#[derive(Serialize)]
struct QueuePage {
    complaints: Vec<RowView>,
    open: bool,
    waiting: String,
    late: String,
    open_url: String,
    done_url: String,
    next: Option<String>,
}

#[derive(Serialize)]
struct RowView {
    number: String,
    url: String,
    topic: &'static str,
    status: &'static str,
    since: String,
    answer_by: String,
    late: bool,
}

#[derive(Serialize)]
struct ComplaintPage {
    number: String,
    topic: &'static str,
    about: Option<String>,
    message: String,
    name: String,
    phone: Option<String>,
    email: Option<String>,
    status: &'static str,
    at: String,
    answer_by: String,
    late: bool,
    answer: Option<String>,
    here: String,
    may_acknowledge: bool,
    may_answer: bool,
    may_close: bool,
}

/// `GET /quan-tri/khieu-nai`; `?done=…` is a note of the frame, `?old=1` lists what is done.
pub(super) async fn index(mut officer: Officer) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let services = &visit.state.services;
    let (db, now) = (&services.db, services.clock.now());
    let open = !visit.params.ticked("old");
    let skip = visit
        .params
        .number("skip")
        .and_then(|skip| u64::try_from(skip).ok())
        .unwrap_or(0);
    // Nobody pages further than this by hand.
    let skip = skip.min(100_000);
    let mut found = complaints::list(db, open, skip, ROWS + 1).await?;
    let more = u64::try_from(found.len()).unwrap_or(0) > ROWS;
    found.truncate(usize::try_from(ROWS).unwrap_or(0));
    let waiting = complaints::waiting(db, now).await?;
    let here = urls::office(visit.locale, "complaints");
    let number = |count: u64| format::number(i64::try_from(count).unwrap_or(i64::MAX), visit.locale);
    let next = (skip + ROWS).to_string();
    let old = if open { "" } else { "1" };
    let page = QueuePage {
        open,
        waiting: number(waiting.open),
        late: number(waiting.late),
        open_url: here.clone(),
        done_url: format!("{here}{}", urls::query(&[("old", "1")])),
        next: more.then(|| format!("{here}{}", urls::query(&[("old", old), ("skip", &next)]))),
        complaints: found
            .into_iter()
            .map(|row| RowView {
                url: urls::office_at(visit.locale, "complaint", &[&row.number]),
                topic: row.topic.word(),
                status: row.status.word(),
                since: jobs::ago(visit, now, row.created_at),
                answer_by: format::moment(row.answer_by, visit.locale),
                late: complaints::is_late(&row, now),
                number: row.number,
            })
            .collect(),
    };
    let title = visit.text("office.menu_complaints");
    frame::page(
        &mut officer,
        ("office/complaints.html", "complaints", &[], "complaints"),
        title,
        &Form::default(),
        &page,
    )
}

/// `GET /quan-tri/khieu-nai/{number}`
pub(super) async fn show(mut officer: Officer, number: web::Path<String>) -> Result<HttpResponse, Failure> {
    let complaint = found(&officer.shopper.visit, &number).await?;
    page(&mut officer, complaint, &Form::default())
}

/// `POST /quan-tri/khieu-nai/{number}`: takes it on, answers it or closes it.
pub(super) async fn update(
    Operator(mut officer): Operator,
    number: web::Path<String>,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    let complaint = found(&officer.shopper.visit, &number).await?;
    let visit = &officer.shopper.visit;
    let services = &visit.state.services;
    let verb = form.get("verb").to_owned();
    let text = form.get("answer").to_owned();
    if verb != "acknowledge" {
        if text.is_empty() {
            form.refuse("answer", visit.text("form.required"));
        } else if text.chars().count() > LONGEST {
            form.refuse("answer", visit.text("complaint.refused_long"));
        }
    }
    let step = match verb.as_str() {
        "acknowledge" => Step::Acknowledge,
        "answer" => Step::Answer(&text),
        "close" => Step::Close(&text),
        _ => {
            form.refuse("answer", visit.text("form.required"));
            return page(&mut officer, complaint, &form);
        }
    };
    if form.is_fine() {
        let (now, secrets) = (services.clock.now(), &services.secrets);
        let number = &complaint.number;
        let outcome = complaints::step(
            &services.db,
            now,
            secrets,
            &officer.actor,
            number,
            step,
            &urls::complaint_with,
        )
        .await?;
        match outcome {
            Ok(()) => {
                let here = urls::office_at(visit.locale, "complaint", &[number]);
                let to = format!("{here}{}", urls::query(&[("done", "saved")]));
                return Ok(officer.shopper.see(&to));
            }
            Err(StepRefusal::Missing) => return Err(Failure::NotFound),
            Err(StepRefusal::StandsAt(_)) => {
                form.refuse("answer", visit.text("complaint.refused_elsewhere"));
            }
        }
    }
    let complaint = found(visit, &number).await?;
    page(&mut officer, complaint, &form)
}

async fn found(visit: &Visit, number: &str) -> Result<Complaint, Failure> {
    let found = complaints::find(&visit.state.services.db, number).await?;
    found.ok_or(Failure::NotFound)
}

fn page(officer: &mut Officer, complaint: Complaint, form: &Form) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let now = visit.state.services.clock.now();
    let may = |next| complaint.status.may_become(next);
    let content = ComplaintPage {
        topic: complaint.topic.word(),
        status: complaint.status.word(),
        at: format::moment(complaint.created_at, visit.locale),
        answer_by: format::moment(complaint.answer_by, visit.locale),
        late: complaints::is_late(&complaint, now),
        here: urls::office_at(visit.locale, "complaint", &[&complaint.number]),
        may_acknowledge: may(ComplaintStatus::Acknowledged),
        may_answer: may(ComplaintStatus::Answered),
        may_close: may(ComplaintStatus::Closed),
        phone: complaint.phone.as_deref().map(show_phone),
        number: complaint.number.clone(),
        about: complaint.about,
        message: complaint.message,
        name: complaint.name,
        email: complaint.email,
        answer: complaint.answer,
    };
    let title = visit.text_with("complaint.page_title", &[("number", &content.number)]);
    let number = content.number.clone();
    frame::page(
        officer,
        ("office/complaint.html", "complaint", &[&number], "complaints"),
        title,
        form,
        &content,
    )
}
