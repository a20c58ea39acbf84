//! Imports of decisions: the template, sending a file, and all that were sent.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use tabular::Unreadable;

use super::certificates::{as_csv, as_xlsx};
use super::desk::{Officer, Operator};
use super::frame;
use super::queue::page_number;
use domain::certification;
use foundation::i18n::format;
use foundation::kernel::error::Context as _;
use shell::web::{Failure, Form, Upload, UploadLimits, Visit, urls};

/// Imports on a page.
const ROWS: u64 = 25;
/// One file is taken; room for a second lets a file that is somewhat too long be told of beside its field.
const LIMITS: UploadLimits = UploadLimits {
    files: 2,
    file_bytes: tabular::UPLOAD.bytes,
};
/// How the template is called.
const TEMPLATE: &str = "cho-lang-mau-chung-nhan";

#[derive(Serialize)]
struct ImportView {
    url: String,
    number: i64,
    status: &'static str,
    lines: String,
    at: String,
}

#[derive(Serialize)]
struct ImportsPage {
    imports: Vec<ImportView>,
    next: Option<String>,
    here: String,
    back: String,
    csv: String,
    xlsx: String,
    rows: String,
    megabytes: usize,
}

async fn page(officer: &mut Officer, form: &Form) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let locale = visit.locale;
    let number = page_number(visit);
    let reach = ((number - 1) * ROWS, ROWS + 1);
    let found = certification::imports(&visit.state.services.db, reach).await?;
    let most = usize::try_from(ROWS).unwrap_or(usize::MAX);
    let here = urls::office(locale, "certificate_imports");
    let further = (number + 1).to_string();
    let content = ImportsPage {
        next: (found.len() > most).then(|| format!("{here}{}", urls::query(&[("page", &further)]))),
        imports: found
            .into_iter()
            .take(most)
            .map(|import| ImportView {
                url: urls::office_at(locale, "certificate_import", &[&import.id.to_string()]),
                number: import.id,
                status: import.status.word(),
                lines: format::number(i64::from(import.lines), locale),
                at: format::moment(import.created_at, locale),
            })
            .collect(),
        back: urls::office(locale, "certificates"),
        csv: urls::office(locale, "certificate_template_csv"),
        xlsx: urls::office(locale, "certificate_template_xlsx"),
        rows: format::number(i64::try_from(tabular::UPLOAD.rows).unwrap_or(i64::MAX), locale),
        megabytes: tabular::UPLOAD.bytes >> 20,
        here,
    };
    let title = visit.text("cert.imports_title");
    frame::page(
        officer,
        (
            "office/certificate_imports.html",
            "certificate_imports",
            &[],
            "certificates",
        ),
        title,
        form,
        &content,
    )
}

/// `GET /quan-tri/chung-nhan/nhap`
pub(super) async fn index(mut officer: Officer) -> Result<HttpResponse, Failure> {
    page(&mut officer, &Form::default()).await
}

/// `POST /quan-tri/chung-nhan/nhap`: reads a file and leads to what it means. No certificate is written.
pub(super) async fn create(Operator(mut officer): Operator, upload: Upload) -> Result<HttpResponse, Failure> {
    let came = upload.read(LIMITS).await?;
    let visit = &officer.shopper.visit;
    let services = visit.state.services.clone();
    let mut form = came.form;
    let mut files = came.files.into_iter();
    let (file, more) = (files.next(), files.next().is_some() || came.too_many);
    let read = match file {
        _ if more => Err(visit.text("cert.one_file")),
        None => Err(visit.text("cert.no_file")),
        Some(file) => match file.bytes {
            None => Err(unreadable(
                visit,
                &Unreadable::TooLong {
                    max: tabular::UPLOAD.bytes,
                },
            )),
            Some(bytes) => web::block(move || tabular::read(&bytes, tabular::UPLOAD))
                .await
                .context("reading a table")?
                .map_err(|error| unreadable(visit, &error)),
        },
    };
    let lines = read.and_then(|table| match certification::lines(&table) {
        None => Err(visit.text("cert.no_columns")),
        Some(lines) if lines.is_empty() => Err(visit.text("cert.no_lines")),
        Some(lines) => Ok(lines),
    });
    match lines {
        Ok(lines) => {
            let (db, now, secrets) = (&services.db, services.clock.now(), &services.secrets);
            let id = certification::prepare(db, now, secrets, &officer.actor, &lines).await?;
            let import = urls::office_at(visit.locale, "certificate_import", &[&id.to_string()]);
            let to = format!("{import}{}", urls::query(&[("done", "read")]));
            Ok(officer.shopper.see(&to))
        }
        Err(words) => {
            form.refuse("file", words);
            page(&mut officer, &form).await
        }
    }
}

/// Why a file is not read, in words.
fn unreadable(visit: &Visit, why: &Unreadable) -> String {
    let number = |number: usize| {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        format::number(number, visit.locale)
    };
    match why {
        Unreadable::TooLong { max } => {
            visit.text_with("cert.file_too_long", &[("mb", &(max >> 20).to_string())])
        }
        Unreadable::TooManyRows { max } => visit.text_with("cert.file_rows", &[("rows", &number(*max))]),
        Unreadable::TooManyColumns { max } => {
            visit.text_with("cert.file_columns", &[("columns", &number(*max))])
        }
        Unreadable::CellTooLong { line, .. } => {
            visit.text_with("cert.file_cell", &[("line", &line.to_string())])
        }
        Unreadable::Ragged { line, .. } => {
            visit.text_with("cert.file_ragged", &[("line", &line.to_string())])
        }
        Unreadable::SameColumn { name } => visit.text_with("cert.file_same", &[("name", name)]),
        Unreadable::UnclosedQuote => visit.text("cert.file_quote"),
        Unreadable::Empty => visit.text("cert.no_lines"),
        Unreadable::Unknown => visit.text("cert.file_unknown"),
    }
}

/// `GET /quan-tri/chung-nhan/nhap/mau.csv`
pub(super) async fn csv(mut officer: Officer) -> Result<HttpResponse, Failure> {
    let sheet = certification::template(officer.shopper.visit.locale);
    Ok(as_csv(&mut officer, TEMPLATE, &sheet))
}

/// `GET /quan-tri/chung-nhan/nhap/mau.xlsx`
pub(super) async fn xlsx(mut officer: Officer) -> Result<HttpResponse, Failure> {
    let sheet = certification::template(officer.shopper.visit.locale);
    as_xlsx(&mut officer, TEMPLATE, sheet)
}
