//! A table that was sent: what each row comes to, and the word that writes it.

use actix_web::{HttpResponse, web};
use entity::{DeliveryReach, ImportKind, ImportOutcome};
use serde::Serialize;

use super::desk::{Desk, OwnersDesk};
use super::frame;
use super::listings::editor;
use super::table::{called, travels};
use domain::bulk::{self, Change, Column, Import, Problem, Shown, Stands, Why};
use foundation::i18n::format;
use shell::web::{Failure, Form, Visit, urls};

/// Rows of a page, changes of a row, characters of a value: pages stay small whatever a table says.
const ROWS: u64 = 15;
const CHANGES: usize = 4;
const LETTERS: usize = 60;
/// Ignored columns that are named.
const NAMED: usize = 10;

#[derive(Serialize)]
struct ImportPage {
    rows_read: i64,
    counts: Vec<CountView>,
    all: String,
    /// Whether all rows are shown.
    every: bool,
    ignored: Vec<String>,
    /// Whether somebody said "write".
    confirmed: bool,
    waiting: u64,
    written: u64,
    left: u64,
    until: String,
    rows: Vec<RowView>,
    pager: Pager,
    act: String,
    back: String,
}

#[derive(Serialize)]
struct CountView {
    label: String,
    rows: i64,
    url: String,
    current: bool,
}

#[derive(Serialize)]
struct RowView {
    line: i64,
    name: String,
    sku: String,
    kind: String,
    refused: bool,
    /// What became of it: written, left.
    outcome: Option<String>,
    problems: Vec<ProblemView>,
    changes: Vec<ChangeView>,
    further: usize,
}

#[derive(Serialize)]
struct ProblemView {
    column: Option<String>,
    text: String,
    found: String,
}

#[derive(Serialize)]
struct ChangeView {
    what: String,
    before: String,
    after: String,
}

#[derive(Serialize)]
struct Pager {
    prev: Option<String>,
    next: Option<String>,
    first: Option<String>,
    label: Option<String>,
}

async fn found(desk: &Desk, id: &str) -> Result<Import, Failure> {
    let id: i64 = id.parse().map_err(|_no_number| Failure::NotFound)?;
    let services = &desk.shopper.visit.state.services;
    let import = bulk::find(&services.db, services.clock.now(), desk.producer, id).await?;
    import.ok_or(Failure::NotFound)
}

/// `GET /nguoi-ban/san-pham/bang/{id}`
pub async fn show(desk: OwnersDesk, id: web::Path<String>) -> Result<HttpResponse, Failure> {
    let mut desk = desk.0;
    let import = found(&desk, &id).await?;
    let visit = &desk.shopper.visit;
    let db = &visit.state.services.db;
    let asked = visit.params.get("kind");
    let kind = ImportKind::ALL
        .into_iter()
        .find(|kind| Some(kind.word()) == asked);
    let number = visit.params.number("page").unwrap_or(1).clamp(1, 100_000);
    let skip = u64::try_from(number - 1).unwrap_or(0) * ROWS;
    let mut shown = bulk::shown(db, import.id, kind, (skip, ROWS + 1)).await?;
    let more = u64::try_from(shown.len()).unwrap_or(0) > ROWS;
    shown.truncate(usize::try_from(ROWS).unwrap_or(0));
    let stands = bulk::stands(db, import.id).await?;
    let page = view(visit, &import, kind, stands, (number, more), &shown);
    let (id, title) = (import.id.to_string(), visit.text("bulk.import_title"));
    frame::page(
        &mut desk,
        ("studio/table_import.html", "listing_import", &[&id], "listings"),
        title,
        &Form::default(),
        &page,
    )
    .await
}

fn view(
    visit: &Visit,
    import: &Import,
    kind: Option<ImportKind>,
    stands: Stands,
    (number, more): (i64, bool),
    shown: &[Shown],
) -> ImportPage {
    let here = urls::studio_at(visit.locale, "listing_import", &[&import.id.to_string()]);
    let of = |kind: Option<ImportKind>, page: i64| {
        let page = if page > 1 { page.to_string() } else { String::new() };
        let word = kind.map_or("", ImportKind::word);
        format!("{here}{}", urls::query(&[("kind", word), ("page", &page)]))
    };
    let counted = |kind: ImportKind| match kind {
        ImportKind::NewProduct => import.new_products,
        ImportKind::NewPack => import.new_packs,
        ImportKind::Changed => import.changed,
        ImportKind::Unchanged => import.unchanged,
        ImportKind::Refused => import.refused,
    };
    let names = import.ignored.lines().take(NAMED).map(cut);
    ImportPage {
        rows_read: import.rows_read,
        counts: ImportKind::ALL
            .into_iter()
            .map(|one| CountView {
                label: visit.text(&format!("bulk.kind_{}", one.word())),
                rows: counted(one),
                url: of(Some(one), 1),
                current: kind == Some(one),
            })
            .collect(),
        all: of(None, 1),
        every: kind.is_none(),
        ignored: names.collect(),
        confirmed: import.confirmed_at.is_some(),
        waiting: stands.waiting,
        written: stands.written,
        left: stands.left,
        until: format::moment(import.expires_at, visit.locale),
        rows: shown.iter().map(|shown| row(visit, shown)).collect(),
        pager: Pager {
            prev: (number > 1).then(|| of(kind, number - 1)),
            next: more.then(|| of(kind, number + 1)),
            first: None,
            label: None,
        },
        act: here.clone(),
        back: urls::studio(visit.locale, "listing_table"),
    }
}

/// The beginning of a text.
fn cut(text: &str) -> String {
    if text.chars().count() <= LETTERS {
        return text.to_owned();
    }
    let begin: String = text.chars().take(LETTERS).collect();
    format!("{}…", begin.trim_end())
}

fn row(visit: &Visit, shown: &Shown) -> RowView {
    let (row, content) = (&shown.row, &shown.content);
    let outcome = match row.outcome {
        ImportOutcome::Written => Some(visit.text("bulk.outcome_written")),
        ImportOutcome::Left => Some(visit.text("bulk.outcome_left")),
        ImportOutcome::Waiting | ImportOutcome::Nothing => None,
    };
    RowView {
        line: row.line,
        name: cut(&row.name),
        sku: cut(&row.sku),
        kind: visit.text(&format!("bulk.kind_{}", row.kind.word())),
        refused: row.kind == ImportKind::Refused || row.outcome == ImportOutcome::Left,
        outcome,
        problems: content
            .problems
            .iter()
            .take(CHANGES)
            .map(|problem| wrong(visit, problem))
            .collect(),
        changes: content
            .changes
            .iter()
            .take(CHANGES)
            .map(|change| changed(visit, change))
            .collect(),
        further: content.changes.len().saturating_sub(CHANGES),
    }
}

fn wrong(visit: &Visit, problem: &Problem) -> ProblemView {
    let said = |value: &str| match (problem.why, problem.column, value.parse()) {
        (Why::Number, _, Ok(number)) => format::number(number, visit.locale),
        (Why::Stale, Some(column), _) => told(visit, column, value),
        _ => cut(value),
    };
    let (n, m) = (said(&problem.n), said(&problem.m));
    let key = format!("bulk.why_{}", problem.why.word());
    ProblemView {
        column: problem.column.map(|column| called(visit, visit.locale, column)),
        text: visit.text_with(&key, &[("n", &n), ("m", &m)]),
        found: cut(&problem.found),
    }
}

/// A value as people read it.
fn told(visit: &Visit, column: Column, value: &str) -> String {
    match (column, value.parse(), DeliveryReach::parse(value)) {
        (Column::Price | Column::Pieces, Ok(number), _) => format::number(number, visit.locale),
        (Column::Reach, _, Some(reach)) => travels(visit, reach),
        _ => cut(value),
    }
}

fn changed(visit: &Visit, change: &Change) -> ChangeView {
    ChangeView {
        what: called(visit, visit.locale, change.column),
        before: told(visit, change.column, &change.before),
        after: told(visit, change.column, &change.after),
    }
}

/// `POST /nguoi-ban/san-pham/bang/{id}`: writes what was shown. Sent again, it goes on where it ended and does
/// nothing twice.
pub async fn confirm(desk: OwnersDesk, id: web::Path<String>) -> Result<HttpResponse, Failure> {
    let mut desk = desk.0;
    let import = found(&desk, &id).await?;
    let services = desk.shopper.visit.state.services.clone();
    let now = services.clock.now();
    if !bulk::confirm(&services.db, now, editor(&desk), import.id).await? {
        return Err(Failure::NotFound);
    }
    let id = import.id.to_string();
    let to = urls::studio_at(desk.shopper.visit.locale, "listing_import", &[&id]);
    Ok(desk.shopper.see(&to))
}
