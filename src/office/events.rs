//! Events: the list, and one with what it says.

use actix_web::{HttpResponse, web};
use entity::PublicStatus;
use serde::Serialize;

use super::desk::{Officer, Operator};
use super::frame;
use super::place_words::{choices, day, refuse, shown, with_slug};
use super::places::{Choice, key};
use super::queue::page_number;
use commerce::fairs::{self, Edit, FIELDS, REGIONS, SaveRefusal, Stored};
use commerce::sites::Sheet;
use foundation::i18n::format;
use shell::web::{Failure, Form, Visit, urls};

/// Events on a page.
const ROWS: u64 = 30;

#[derive(Serialize)]
struct Row {
    url: String,
    name: String,
    dates: String,
    hidden: bool,
}

#[derive(Serialize)]
struct EventsPage {
    rows: Vec<Row>,
    next: Option<String>,
    new: String,
}

#[derive(Serialize)]
struct Fact {
    label: String,
    value: String,
}

#[derive(Serialize)]
struct Side {
    label: String,
    theirs: String,
    mine: String,
}

/// Where the pages of an event are.
#[derive(Serialize)]
pub(super) struct Ways {
    about: String,
    booths: String,
    plan: String,
    results: String,
    public: Option<String>,
    back: String,
}

impl Ways {
    /// Of an event.
    pub(super) fn of(visit: &Visit, stored: &Stored) -> Self {
        let id = stored.row.id.to_string();
        let at = |name: &str| urls::office_at(visit.locale, name, &[&id]);
        Self {
            about: at("event"),
            booths: at("event_booths"),
            plan: at("event_plan"),
            results: at("event_results"),
            public: (stored.row.status == PublicStatus::Published)
                .then(|| urls::event(visit.locale, &stored.row.slug)),
            back: urls::office(visit.locale, "events"),
        }
    }
}

#[derive(Serialize)]
struct EventPage {
    name: String,
    ways: Option<Ways>,
    revision: i64,
    facts: Vec<Fact>,
    regions: Vec<Choice>,
    communes: Vec<String>,
    conflict: Vec<Side>,
    action: String,
    back: String,
}

/// `GET /quan-tri/su-kien`
pub(super) async fn index(mut officer: Officer) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let locale = visit.locale;
    let page = page_number(visit);
    let mut found = fairs::list(&visit.state.services.db, ((page - 1) * ROWS, ROWS + 1)).await?;
    let most = usize::try_from(ROWS).unwrap_or(usize::MAX);
    let more = found.len() > most;
    found.truncate(most);
    let further = (page + 1).to_string();
    let content = EventsPage {
        rows: found
            .into_iter()
            .map(|one| Row {
                url: urls::office_at(locale, "event", &[&one.id.to_string()]),
                dates: one.starts_on.map_or_else(
                    || visit.text("events.undated"),
                    |day| format::date_range(day, one.ends_on, locale),
                ),
                hidden: one.status != PublicStatus::Published,
                name: one.name,
            })
            .collect(),
        next: more.then(|| {
            format!(
                "{}{}",
                urls::office(locale, "events"),
                urls::query(&[("page", &further)])
            )
        }),
        new: urls::office(locale, "event_new"),
    };
    let title = visit.text("office.menu_events");
    frame::page(
        &mut officer,
        ("office/events.html", "events", &[], "events"),
        title,
        &Form::default(),
        &content,
    )
}

/// An event by the key in an address.
pub(super) async fn stored(visit: &Visit, id: i64) -> Result<Stored, Failure> {
    let found = fairs::find(&visit.state.services.db, id).await?;
    found.ok_or(Failure::NotFound)
}

fn label(visit: &Visit, field: &str) -> String {
    visit.text(&format!("fairs.f_{field}"))
}

/// A value in words.
fn told(visit: &Visit, sheet: &Sheet, field: &str) -> String {
    match (field, sheet.get(field)) {
        ("region", region) if REGIONS.contains(&region) => visit.text(&format!("events.region_{region}")),
        ("starts_on" | "ends_on", text) => day(visit, text),
        _ => shown(visit, sheet, field),
    }
}

fn page(
    officer: &mut Officer,
    stored: Option<&Stored>,
    sheet: &Sheet,
    form: &Form,
    conflict: Vec<Side>,
) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let locale = visit.locale;
    let id = stored.map(|stored| stored.row.id.to_string());
    let content = EventPage {
        name: stored.map_or_else(
            || visit.text("fairs.new"),
            |stored| stored.sheet.get("name_vi").to_owned(),
        ),
        ways: stored.map(|stored| Ways::of(visit, stored)),
        revision: stored.map_or(0, |stored| stored.row.revision),
        facts: stored.map_or_else(Vec::new, |stored| {
            FIELDS
                .into_iter()
                .map(|field| Fact {
                    label: label(visit, field),
                    value: told(visit, &stored.sheet, field),
                })
                .filter(|fact| !fact.value.is_empty())
                .collect()
        }),
        regions: choices(visit, &REGIONS, "events.region_", sheet.get("region")),
        communes: visit
            .edition
            .taxonomy
            .communes()
            .map(|commune| commune.name.clone())
            .collect(),
        conflict,
        action: id.as_deref().map_or_else(
            || urls::office(locale, "event_new"),
            |id| urls::office_at(locale, "event", &[id]),
        ),
        back: urls::office(locale, "events"),
    };
    let title = content.name.clone();
    let at = if id.is_some() { "event" } else { "event_new" };
    frame::page(
        officer,
        (
            "office/event.html",
            at,
            &[id.as_deref().unwrap_or_default()],
            "events",
        ),
        title,
        form,
        &content,
    )
}

fn filled(visit: &Visit, sheet: &Sheet) -> Form {
    Form::new(FIELDS.map(|field| (field, shown(visit, sheet, field))))
}

/// `GET /quan-tri/su-kien/{id}`
pub(super) async fn show(mut officer: Officer, asked: web::Path<String>) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let stored = stored(visit, key(&asked)?).await?;
    let form = filled(visit, &stored.sheet);
    page(&mut officer, Some(&stored), &stored.sheet, &form, Vec::new())
}

/// `GET /quan-tri/su-kien/moi`
pub(super) async fn blank(Operator(mut officer): Operator) -> Result<HttpResponse, Failure> {
    page(
        &mut officer,
        None,
        &Sheet::default(),
        &Form::default(),
        Vec::new(),
    )
}

/// `POST /quan-tri/su-kien/moi`
pub(super) async fn create(Operator(officer): Operator, form: Form) -> Result<HttpResponse, Failure> {
    write(officer, None, form).await
}

/// `POST /quan-tri/su-kien/{id}`
pub(super) async fn update(
    Operator(officer): Operator,
    asked: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Failure> {
    let id = key(&asked)?;
    write(officer, Some(id), form).await
}

async fn write(mut officer: Officer, id: Option<i64>, mut form: Form) -> Result<HttpResponse, Failure> {
    let mut sheet = Sheet::default();
    for field in FIELDS {
        sheet.set(field, form.get(field));
    }
    if id.is_none() {
        with_slug(&mut sheet, &mut form);
    }
    let services = officer.shopper.visit.state.services.clone();
    let edit = Edit {
        actor: &officer.actor,
        id,
        seen: form.number("revision").unwrap_or(-1),
        sheet: &sheet,
    };
    let outcome = fairs::save(&services.db, services.clock.now(), edit).await?;
    let visit = &officer.shopper.visit;
    let stale = match outcome {
        Ok(id) => {
            visit.state.editions.refresh().await?;
            let here = urls::office_at(visit.locale, "event", &[&id.to_string()]);
            let to = format!("{here}{}", urls::query(&[("done", "saved")]));
            return Ok(officer.shopper.see(&to));
        }
        Err(SaveRefusal::Missing) => return Err(Failure::NotFound),
        Err(SaveRefusal::Stale) => {
            form.refuse("conflict", visit.text("sites.stale"));
            true
        }
        Err(SaveRefusal::Wrong(wrong)) => {
            refuse(visit, &mut form, &sheet, wrong);
            false
        }
    };
    let Some(id) = id else {
        return page(&mut officer, None, &sheet, &form, Vec::new());
    };
    let stored = stored(visit, id).await?;
    let mut conflict = Vec::new();
    if stale {
        let sides = FIELDS.into_iter().map(|field| Side {
            label: label(visit, field),
            theirs: told(visit, &stored.sheet, field),
            mine: told(visit, &sheet, field),
        });
        conflict.extend(sides.filter(|side| side.theirs != side.mine));
    }
    page(&mut officer, Some(&stored), &sheet, &form, conflict)
}
