//! All listings of a producer as one table: fetched, changed in an office program, sent back. What is sent is shown
//! first, row by row; writing it is another step.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use entity::{DeliveryReach, Locale};
use serde::Serialize;
use tabular::{Sheet, Table, UPLOAD, Unreadable, Value};

use super::desk::{Desk, OwnersDesk};
use super::frame;
use super::listings::editor;
use domain::bulk::{self, Asked, Column, EXAMPLE_SKU, Import};
use domain::listings;
use foundation::i18n::format;
use foundation::kernel::error::Error;
use shell::web::{Failure, Form, Upload, UploadLimits, Visit, urls};

/// One file is taken; room for a second lets a file that is somewhat too long be told of beside its field.
const FILE: UploadLimits = UploadLimits {
    files: 2,
    file_bytes: UPLOAD.bytes,
};
const CSV: &str = "text/csv; charset=utf-8";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Columns one of which has to be there: without them nobody knows what a row is about.
const KEYS: [Column; 3] = [Column::Product, Column::Sku, Column::NameVi];

#[derive(Serialize)]
struct TablePage {
    files: Vec<FileView>,
    sent: Vec<SentView>,
    megabytes: usize,
    rows: String,
    back: String,
}

#[derive(Serialize)]
struct FileView {
    url: String,
    label: String,
}

#[derive(Serialize)]
struct SentView {
    url: String,
    at: String,
    rows: i64,
    written: bool,
}

/// `GET /nguoi-ban/san-pham/bang`
pub async fn show(desk: OwnersDesk) -> Result<HttpResponse, Failure> {
    let mut desk = desk.0;
    page(&mut desk, &Form::default()).await
}

async fn page(desk: &mut Desk, form: &Form) -> Result<HttpResponse, Failure> {
    let visit = &desk.shopper.visit;
    let (services, locale) = (&visit.state.services, visit.locale);
    let sent = bulk::recent(&services.db, services.clock.now(), desk.producer).await?;
    let view = |import: Import| SentView {
        url: urls::studio_at(locale, "listing_import", &[&import.id.to_string()]),
        at: format::moment(import.created_at, locale),
        rows: import.rows_read,
        written: import.written_at.is_some(),
    };
    let files = ["listings.xlsx", "listings.csv", "template.xlsx", "template.csv"];
    let page = TablePage {
        files: files
            .into_iter()
            .map(|file| FileView {
                url: urls::studio_at(locale, "listing_file", &[file]),
                label: visit.text(&format!("bulk.file_{}", file.replace('.', "_"))),
            })
            .collect(),
        sent: sent.into_iter().map(view).collect(),
        megabytes: UPLOAD.bytes >> 20,
        rows: format::number(i64::try_from(UPLOAD.rows).unwrap_or(i64::MAX), locale),
        back: urls::studio(locale, "listings"),
    };
    let title = visit.text("bulk.title");
    frame::page(
        desk,
        ("studio/table.html", "listing_table", &[], "listings"),
        title,
        form,
        &page,
    )
    .await
}

/// What a column is called.
pub(super) fn called(visit: &Visit, locale: Locale, column: Column) -> String {
    let key = format!("bulk.col_{}", column.word());
    visit.state.views.texts().text(locale, &key, &[])
}

fn header_of(visit: &Visit) -> Vec<String> {
    let named = |column| called(visit, visit.locale, column);
    Column::ALL.into_iter().map(named).collect()
}

/// How far a product travels, as tables say it in the reader's language.
pub(super) fn travels(visit: &Visit, reach: DeliveryReach) -> String {
    visit.text(&format!("bulk.reach_{}", reach.word()))
}

/// Rows whose words are the reader's own: nobody has to know what a value is kept as.
fn spoken(visit: &Visit, mut rows: Vec<Vec<Value>>) -> Vec<Vec<Value>> {
    let Some(at) = Column::ALL.iter().position(|column| *column == Column::Reach) else {
        return rows;
    };
    for cell in rows.iter_mut().filter_map(|row| row.get_mut(at)) {
        let reach = match cell {
            Value::Text(word) => DeliveryReach::parse(word),
            _ => None,
        };
        if let Some(reach) = reach {
            *cell = travels(visit, reach).into();
        }
    }
    rows
}

/// The row that shows how a table is filled in; sent back as it is, it is refused.
fn example(visit: &Visit) -> Vec<Value> {
    let value = |column: Column| match column {
        Column::Set => Value::Integer(4),
        Column::SeasonFrom => Value::Integer(3),
        Column::SeasonTo => Value::Integer(5),
        Column::Reach => travels(visit, DeliveryReach::Anywhere).into(),
        Column::Capacity => Value::Integer(40),
        Column::Sku => EXAMPLE_SKU.into(),
        Column::Price => Value::Integer(180_000),
        Column::WeightG => Value::Integer(500),
        Column::Vat => "5".into(),
        Column::MadeToOrder => Value::Integer(0),
        Column::Pieces => Value::Integer(24),
        Column::NameVi
        | Column::NameEn
        | Column::SummaryVi
        | Column::SummaryEn
        | Column::CareVi
        | Column::CareEn
        | Column::Pack
        | Column::Unit => visit.text(&format!("bulk.ex_{}", column.word())).into(),
        _ => Value::Empty,
    };
    Column::ALL.into_iter().map(value).collect()
}

/// A sheet that says what each column means.
fn explained(visit: &Visit) -> Sheet {
    Sheet {
        name: visit.text("bulk.sheet_about"),
        header: vec![visit.text("bulk.column"), visit.text("bulk.meaning")],
        rows: Column::ALL
            .into_iter()
            .map(|column| {
                let about = visit.text(&format!("bulk.about_{}", column.word()));
                vec![called(visit, visit.locale, column).into(), about.into()]
            })
            .collect(),
    }
}

/// `GET /nguoi-ban/san-pham/bang/tai-ve/{file}`: the empty table, or the producer's own.
pub async fn download(desk: OwnersDesk, file: web::Path<String>) -> Result<HttpResponse, Failure> {
    let mut desk = desk.0;
    let visit = &desk.shopper.visit;
    let db = &visit.state.services.db;
    let (what, ending) = file.split_once('.').ok_or(Failure::NotFound)?;
    let rows = match what {
        "listings" => spoken(visit, bulk::rows(&listings::wholes(db, desk.producer).await?)),
        "template" => vec![example(visit)],
        _ => return Err(Failure::NotFound),
    };
    let sheet = Sheet {
        name: visit.text("bulk.sheet"),
        header: header_of(visit),
        rows,
    };
    let (kind, body) = match ending {
        "csv" => (CSV, tabular::csv(&sheet)),
        "xlsx" => {
            let sheets = [sheet, explained(visit)];
            let book = web::block(move || tabular::xlsx(&sheets))
                .await
                .map_err(|error| Error::because("writing a table", error))?
                .map_err(|error| Error::because("writing a table", error))?;
            (XLSX, book)
        }
        _ => return Err(Failure::NotFound),
    };
    let name = format!("attachment; filename=\"cho-lang-{what}.{ending}\"");
    let response = HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, kind))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .insert_header((header::CONTENT_DISPOSITION, name))
        .body(body);
    Ok(desk.shopper.answer(response))
}

/// `POST /nguoi-ban/san-pham/bang`: reads a table and keeps what it comes to, to be looked at. No listing changes.
pub async fn create(desk: OwnersDesk, upload: Upload) -> Result<HttpResponse, Failure> {
    let mut desk = desk.0;
    let came = upload.read(FILE).await?;
    let mut form = came.form;
    let mut files = came.files.into_iter();
    let visit = &desk.shopper.visit;
    let read = match (files.next(), files.next(), came.too_many) {
        (Some(file), None, false) if file.size > 0 => match file.bytes {
            Some(bytes) => web::block(move || tabular::read(&bytes, UPLOAD))
                .await
                .map_err(|error| Error::because("reading a table", error))?
                .map_err(|why| unreadable(visit, &why)),
            None => Err(unreadable(visit, &Unreadable::TooLong { max: UPLOAD.bytes })),
        },
        _ => Err(visit.text("bulk.no_file")),
    };
    let planned = match read {
        Ok(table) => planned(&desk, &table).await?,
        Err(words) => Err(words),
    };
    match planned {
        Ok(import) => {
            let to = urls::studio_at(visit.locale, "listing_import", &[&import.to_string()]);
            Ok(desk.shopper.see(&to))
        }
        Err(words) => {
            form.refuse("file", words);
            page(&mut desk, &form).await
        }
    }
}

/// Judges a table and keeps it, or says why nobody knows what it is about.
async fn planned(desk: &Desk, table: &Table) -> Result<Result<i64, String>, Failure> {
    let visit = &desk.shopper.visit;
    let places: Vec<(Column, usize)> = Column::ALL
        .into_iter()
        .filter_map(|column| {
            let names = Locale::ALL.map(|locale| called(visit, locale, column));
            let [vi, en] = names.each_ref().map(String::as_str);
            Some((column, table.column(&[vi, en, column.word()])?))
        })
        .collect();
    if !places.iter().any(|(column, _)| KEYS.contains(column)) {
        let names = KEYS.map(|column| called(visit, visit.locale, column)).join(", ");
        return Ok(Err(visit.text_with("bulk.no_columns", &[("names", &names)])));
    }
    if table.rows.is_empty() {
        return Ok(Err(visit.text("bulk.no_rows")));
    }
    let known = |at: usize| places.iter().any(|(_, place)| *place == at);
    let ignored: Vec<String> = table
        .header
        .iter()
        .enumerate()
        .filter(|(at, name)| !known(*at) && !name.is_empty())
        .map(|(_, name)| name.replace('\n', " "))
        .collect();
    let sets: Vec<i64> = visit.edition.taxonomy.sets().iter().map(|set| set.id).collect();
    let asked = Asked {
        table,
        places: &places,
        sets: &sets,
    };
    let services = &visit.state.services;
    let rows = bulk::plan(&services.db, desk.producer, asked).await?;
    let now = services.clock.now();
    Ok(Ok(
        bulk::keep(&services.db, now, editor(desk), &ignored, &rows).await?
    ))
}

/// Why a file is not read, in words.
fn unreadable(visit: &Visit, why: &Unreadable) -> String {
    let with = |key: &str, n: usize, m: usize| {
        let (n, m) = (n.to_string(), m.to_string());
        visit.text_with(key, &[("n", &n), ("m", &m)])
    };
    let line = |line: u32| usize::try_from(line).unwrap_or(usize::MAX);
    match why {
        Unreadable::TooLong { max } => with("bulk.bad_too_long", max >> 20, 0),
        Unreadable::TooManyRows { max } => with("bulk.bad_rows", *max, 0),
        Unreadable::TooManyColumns { max } => with("bulk.bad_columns", *max, 0),
        Unreadable::CellTooLong { line: at, max } => with("bulk.bad_cell", line(*at), *max),
        Unreadable::Ragged { line: at, found, .. } => with("bulk.bad_ragged", line(*at), *found),
        Unreadable::UnclosedQuote => visit.text("bulk.bad_quote"),
        Unreadable::Empty => visit.text("bulk.no_rows"),
        Unreadable::SameColumn { name } => {
            let name: String = name.chars().take(60).collect();
            visit.text_with("bulk.bad_same", &[("name", &name)])
        }
        Unreadable::Unknown => visit.text("bulk.bad_unknown"),
    }
}
