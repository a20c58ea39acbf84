//! Places as files: out as a table and as a map, and in again. What a file would change is shown first, line by line;
//! nothing is written before somebody says so.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::desk::{Officer, Operator};
use super::frame;
use super::place_words::{fault, worded};
use super::places::key;
use commerce::sites::{self, Applied, FileFault, LineFault, MOST_LINES, Preview};
use shell::web::{Failure, Form, Upload, UploadLimits, Visit, urls};

/// One file of 5 MB; room for a second, so that the choice of two is told of.
const LIMITS: UploadLimits = UploadLimits {
    files: 2,
    file_bytes: 5 << 20,
};
/// Lines that are shown of what changes, and of what is wrong.
const SHOWN: usize = 60;
/// Characters of a value that are shown.
const SHORT: usize = 80;

#[derive(Serialize)]
struct FieldView {
    label: String,
    before: String,
    after: String,
}

#[derive(Serialize)]
struct ChangeView {
    line: u32,
    slug: String,
    new: bool,
    fields: Vec<FieldView>,
}

#[derive(Serialize)]
struct FaultView {
    line: u32,
    slug: String,
    words: String,
}

#[derive(Serialize)]
struct ImportPage {
    /// Whether a file is shown.
    shown: bool,
    changes: Vec<ChangeView>,
    faults: Vec<FaultView>,
    changed: usize,
    unchanged: usize,
    wrong: usize,
    /// Where the word goes that writes it; nothing while a line is wrong or nothing changes.
    confirm: Option<String>,
    action: String,
    back: String,
    most: usize,
}

fn short(text: &str) -> String {
    let mut short: String = text.chars().take(SHORT).collect();
    if text.chars().nth(SHORT).is_some() {
        short.push('…');
    }
    short
}

fn fault_views(visit: &Visit, faults: &[LineFault]) -> Vec<FaultView> {
    faults
        .iter()
        .take(SHOWN)
        .map(|one| FaultView {
            line: one.line,
            slug: one.slug.clone(),
            words: match one.wrong {
                Some(wrong) => format!(
                    "{}: {}",
                    visit.text(&format!("sites.f_{}", wrong.field)),
                    fault(visit, wrong.fault)
                ),
                None => visit.text("sites.line_stale"),
            },
        })
        .collect()
}

fn page(
    officer: &mut Officer,
    preview: Option<&Preview>,
    id: Option<i64>,
    form: &Form,
) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let locale = visit.locale;
    let none = Preview::default();
    let shown = preview.unwrap_or(&none);
    let id = id.map(|id| id.to_string());
    let fine = shown.faults.is_empty() && !shown.changes.is_empty();
    let content = ImportPage {
        shown: preview.is_some(),
        changes: shown
            .changes
            .iter()
            .take(SHOWN)
            .map(|change| ChangeView {
                line: change.line,
                slug: change.slug.clone(),
                new: change.new,
                fields: change
                    .fields
                    .iter()
                    .map(|(field, before, after)| FieldView {
                        label: visit.text(&format!("sites.f_{field}")),
                        before: short(&worded(visit, field, before)),
                        after: short(&worded(visit, field, after)),
                    })
                    .collect(),
            })
            .collect(),
        faults: fault_views(visit, &shown.faults),
        changed: shown.changes.len(),
        unchanged: shown.unchanged,
        wrong: shown.faults.len(),
        confirm: id
            .as_deref()
            .filter(|_| fine)
            .map(|id| urls::office_at(locale, "places_staged", &[id])),
        action: urls::office(locale, "places_import"),
        back: urls::office(locale, "places"),
        most: MOST_LINES,
    };
    let title = visit.text("sites.import");
    let (at, holes) = match id.as_deref() {
        Some(id) => ("places_staged", [id]),
        None => ("places_import", [""]),
    };
    frame::page(
        officer,
        ("office/places_import.html", at, &holes, "places"),
        title,
        form,
        &content,
    )
}

/// `GET /quan-tri/dia-diem/nhap-tep`
pub(super) async fn ask(Operator(mut officer): Operator) -> Result<HttpResponse, Failure> {
    page(&mut officer, None, None, &Form::default())
}

/// Why a file is not read, in words.
fn unread(visit: &Visit, fault: &FileFault) -> String {
    match fault {
        FileFault::Table(_) => visit.text("sites.file_table"),
        FileFault::Map => visit.text("sites.file_map"),
        FileFault::Shape(line) => visit.text_with("sites.file_shape", &[("line", &line.to_string())]),
        FileFault::Column(name) => visit.text_with("sites.file_column", &[("name", &short(name))]),
        FileFault::NoSlug => visit.text("sites.file_no_slug"),
        FileFault::TooMany => visit.text_with("sites.file_too_many", &[("most", &MOST_LINES.to_string())]),
    }
}

/// `POST /quan-tri/dia-diem/nhap-tep`: reads a file and shows what it would change.
pub(super) async fn stage(Operator(mut officer): Operator, upload: Upload) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let came = upload.read(LIMITS).await?;
    let mut form = came.form;
    let mut files = came.files.into_iter();
    let (Some(file), None, false) = (files.next(), files.next(), came.too_many) else {
        form.refuse("file", visit.text("apply.no_file"));
        return page(&mut officer, None, None, &form);
    };
    let Some(bytes) = file.bytes else {
        form.refuse("file", visit.text("sites.file_table"));
        return page(&mut officer, None, None, &form);
    };
    // What a file is shows in its first sign and not in its name.
    let plain = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let first = plain.iter().find(|byte| !byte.is_ascii_whitespace());
    let read = if first == Some(&b'{') {
        sites::read_geojson(plain)
    } else {
        sites::read_table(&bytes)
    };
    let lines = match read {
        Ok(lines) => lines,
        Err(fault) => {
            form.refuse("file", unread(visit, &fault));
            return page(&mut officer, None, None, &form);
        }
    };
    let services = visit.state.services.clone();
    let now = services.clock.now();
    let preview = sites::preview(&services.db, now, &lines).await?;
    if !preview.faults.is_empty() {
        form.refuse("file", visit.text("sites.file_faults"));
        return page(&mut officer, Some(&preview), None, &form);
    }
    if preview.changes.is_empty() {
        return page(&mut officer, Some(&preview), None, &form);
    }
    let id = sites::stage(&services.db, now, &officer.actor, &preview.changes).await?;
    let to = urls::office_at(officer.shopper.visit.locale, "places_staged", &[&id.to_string()]);
    Ok(officer.shopper.see(&to))
}

/// `GET /quan-tri/dia-diem/nhap-tep/{id}`: what a file that waits would change now.
pub(super) async fn show(
    Operator(mut officer): Operator,
    asked: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let id = key(&asked)?;
    let services = officer.shopper.visit.state.services.clone();
    let preview = sites::staged(&services.db, services.clock.now(), id).await?;
    let preview = preview.ok_or(Failure::NotFound)?;
    page(&mut officer, Some(&preview), Some(id), &Form::default())
}

/// `POST /quan-tri/dia-diem/nhap-tep/{id}`: writes it, all of it or nothing.
pub(super) async fn apply(
    Operator(mut officer): Operator,
    asked: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let id = key(&asked)?;
    let services = officer.shopper.visit.state.services.clone();
    let now = services.clock.now();
    let outcome = sites::apply(&services.db, now, &officer.actor, id).await?;
    let visit = &officer.shopper.visit;
    let faults = match outcome {
        Err(()) => return Err(Failure::NotFound),
        Ok(Applied::Written(_)) => {
            visit.state.editions.refresh().await?;
            let to = urls::office(visit.locale, "places");
            let to = format!("{to}{}", urls::query(&[("done", "imported")]));
            return Ok(officer.shopper.see(&to));
        }
        Ok(Applied::Refused(faults)) => faults,
    };
    let preview = sites::staged(&services.db, now, id).await?;
    let mut preview = preview.ok_or(Failure::NotFound)?;
    preview.faults = faults;
    let mut form = Form::default();
    form.refuse("file", visit.text("sites.file_faults"));
    page(&mut officer, Some(&preview), Some(id), &form)
}

fn download(officer: &mut Officer, kind: &'static str, name: &str, bytes: Vec<u8>) -> HttpResponse {
    let response = HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, kind))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ))
        .body(bytes);
    officer.shopper.answer(response)
}

/// `GET /quan-tri/dia-diem/bang.csv`
pub(super) async fn csv(mut officer: Officer) -> Result<HttpResponse, Failure> {
    let records = sites::every(&officer.shopper.visit.state.services.db).await?;
    let bytes = sites::table(&records);
    Ok(download(
        &mut officer,
        "text/csv; charset=utf-8",
        "cho-lang-dia-diem.csv",
        bytes,
    ))
}

/// `GET /quan-tri/dia-diem/ban-do.geojson`
pub(super) async fn geojson(mut officer: Officer) -> Result<HttpResponse, Failure> {
    let records = sites::every(&officer.shopper.visit.state.services.db).await?;
    let bytes = sites::geojson(&records).to_string().into_bytes();
    Ok(download(
        &mut officer,
        "application/geo+json",
        "cho-lang-dia-diem.geojson",
        bytes,
    ))
}
