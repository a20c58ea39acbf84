//! Asking for large files and fetching them; having the figures worked out.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use entity::{ReportFormat, ReportKind, ReportState};
use serde::Serialize;

use super::{Report, index_page};
use crate::desk::{Officer, Operator};
use crate::programme;
use commerce::reports::{self, AskRefusal, Asked, FILES_KEPT, FileView, FileWish};
use foundation::i18n::format;
use foundation::kernel::error::Context;
use foundation::media::MediaKey;
use shell::web::{Failure, Form, Visit, urls};

/// The form that asks for a file.
#[derive(Serialize)]
pub(super) struct FileForm {
    act: String,
    kind: &'static str,
    year: String,
    formats: Vec<&'static str>,
    days: i64,
}

impl FileForm {
    /// The form of a report whose whole is a large file.
    pub(super) fn of(visit: &Visit, report: Report) -> Option<Self> {
        let kind = match report {
            Report::National => ReportKind::National,
            Report::Sales => ReportKind::SalesLines,
            _ => return None,
        };
        let formats = ReportFormat::ALL.into_iter().map(ReportFormat::word);
        let csv_only = kind == ReportKind::SalesLines;
        Some(Self {
            act: urls::office(visit.locale, "report_files"),
            kind: kind.word(),
            year: programme::asked_year(visit).to_string(),
            formats: formats.take(if csv_only { 1 } else { 2 }).collect(),
            days: FILES_KEPT.num_days(),
        })
    }
}

/// The files of who looks.
#[derive(Serialize)]
pub(super) struct Files {
    list: Vec<FileLine>,
    again: String,
    moving: bool,
    days: i64,
}

#[derive(Serialize)]
struct FileLine {
    kind: &'static str,
    format: String,
    year: String,
    asked: String,
    until: String,
    state: &'static str,
    done: String,
    total: String,
    size: Option<String>,
    url: Option<String>,
}

impl Files {
    /// Reads them, from who asks.
    pub(super) async fn of(officer: &Officer) -> Result<Self, Failure> {
        let visit = &officer.shopper.visit;
        let services = &visit.state.services;
        let found = reports::files_of(&services.db, services.clock.now(), user(officer)?).await?;
        let moving = |file: &FileView| file.run.state != ReportState::Done && !file.stopped;
        Ok(Self {
            moving: found.iter().any(moving),
            list: found.into_iter().map(|file| line(visit, file)).collect(),
            again: urls::office(visit.locale, "reports"),
            days: FILES_KEPT.num_days(),
        })
    }
}

fn line(visit: &Visit, FileView { run, stopped }: FileView) -> FileLine {
    let number = |count: i64| format::number(count, visit.locale);
    let done = run.state == ReportState::Done;
    let url = urls::office_at(visit.locale, "report_file", &[&run.id.to_string()]);
    FileLine {
        kind: run.kind.word(),
        format: run.format.word().to_uppercase(),
        year: run.year.to_string(),
        asked: format::moment(run.created_at, visit.locale),
        until: format::moment(run.expires_at, visit.locale),
        state: if stopped { "stopped" } else { run.state.word() },
        done: number(run.done),
        total: number(run.total),
        // Rounded up, so that a small file is not nothing.
        size: run.bytes.map(|bytes| number((bytes + 1_023) / 1_024)),
        url: done.then_some(url),
    }
}

/// The key of who sits there.
fn user(officer: &Officer) -> Result<i64, Failure> {
    let person = officer.shopper.person.as_ref();
    person.map(|person| person.id).ok_or(Failure::NotFound)
}

/// `POST /quan-tri/bao-cao/tep`: has a file made.
pub(crate) async fn ask(mut officer: Officer, mut form: Form) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let services = &visit.state.services;
    let year = form.number("year").and_then(|year| i32::try_from(year).ok());
    let year = year.filter(|year| programme::YEARS.contains(year));
    let asked = (
        ReportKind::parse(form.get("kind")),
        ReportFormat::parse(form.get("format")),
        year,
    );
    let refusal = match asked {
        (Some(kind), Some(format), Some(year)) => {
            let wish = FileWish {
                kind,
                format,
                year,
                locale: visit.locale,
            };
            let who = (user(&officer)?, officer.actor.as_str());
            let now = services.clock.now();
            match reports::ask_file(&services.db, now, &services.secrets, who, wish).await? {
                Ok(_) => {
                    let list = urls::office(visit.locale, "reports");
                    return Ok(officer.shopper.see(&format!("{list}?done=file_asked")));
                }
                Err(AskRefusal::Format) => "report.refused_format",
                Err(AskRefusal::TooMany) => "report.refused_many",
            }
        }
        _ => "report.refused_wish",
    };
    form.refuse("files", visit.text(refusal));
    let files = Files::of(&officer).await?;
    index_page(&mut officer, files, &form).await
}

/// `GET /quan-tri/bao-cao/tep/{id}`: a finished file, for who asked for it.
pub(crate) async fn fetch(mut officer: Officer, id: web::Path<String>) -> Result<HttpResponse, Failure> {
    let services = &officer.shopper.visit.state.services;
    let id: i64 = id.parse().ok().ok_or(Failure::NotFound)?;
    let found = reports::file_of(&services.db, services.clock.now(), user(&officer)?, id).await?;
    let run = found.ok_or(Failure::NotFound)?;
    let key = MediaKey::parse(&run.file_key).ok_or(Failure::NotFound)?;
    let bytes = services.files.get(&key).await;
    let bytes = bytes
        .context("the store of private files")?
        .ok_or(Failure::NotFound)?;
    let called = match run.kind {
        ReportKind::National => "PTNT_OCOP",
        ReportKind::SalesLines => "sales-lines",
    };
    let name = format!("{called}-{}.{}", run.year, run.format.word());
    let response = HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, key.content_type()))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header(("cross-origin-resource-policy", "same-origin"))
        .body(bytes);
    Ok(officer.shopper.answer(response))
}

/// `POST /quan-tri/bao-cao/tinh-lai`: has all figures of sales worked out anew.
pub(crate) async fn figures(Operator(mut officer): Operator, _form: Form) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let services = &visit.state.services;
    let asked = reports::ask_figures(&services.db, services.clock.now(), &officer.actor, true).await?;
    let done = match asked {
        Asked::Begun => "figuring",
        Asked::Runs => "figures_run",
        Asked::Nothing => "no_orders",
    };
    let to = Report::Sales.url(visit.locale, &[("done", done)]);
    Ok(officer.shopper.see(&to))
}
