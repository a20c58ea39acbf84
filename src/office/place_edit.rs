//! One place: what it says, and the form that changes it. Who saves says which revision was read; when somebody else
//! was faster, both versions are shown and nothing is lost.

use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::desk::{Officer, Operator};
use super::frame;
use super::place_words::{
    Fact, ListView, choices, filled, lists, refuse, shown, told, typed, with_slug, worded,
};
use super::places::{Choice, KINDS, STATUSES, key};
use commerce::sites::{self, Edit, FIELDS, SaveRefusal, Sheet, Stored};
use entity::{PlaceKind, PlaceStatus, PublicStatus};
use foundation::kernel::geo::HA_NOI;
use shell::web::assets::MapGround;
use shell::web::{Failure, Form, Visit, urls};

#[derive(Serialize)]
struct Side {
    label: String,
    theirs: String,
    mine: String,
}

#[derive(Serialize)]
struct PlacePage {
    name: String,
    known: bool,
    hidden: bool,
    revision: i64,
    facts: Vec<Fact>,
    kinds: Vec<Choice>,
    statuses: Vec<Choice>,
    precisions: Vec<Choice>,
    locations: Vec<Choice>,
    versions: Vec<Choice>,
    lists: Vec<ListView>,
    communes: Vec<String>,
    /// What somebody else has saved meanwhile.
    conflict: Vec<Side>,
    action: String,
    confirm: Option<String>,
    sheets: Option<String>,
    /// Who keeps it; villages have no shelf to keep.
    keepers: Option<String>,
    public: Option<String>,
    log: Option<String>,
    back: String,
    area: String,
    #[serde(flatten)]
    ground: MapGround,
}

/// The page of a place, or of a new one; `sheet` is what its form says.
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
    let at = |name: &str| id.as_deref().map(|id| urls::office_at(locale, name, &[id]));
    let name = stored.map(|stored| stored.sheet.get("name_vi").to_owned());
    let subject = stored.map(|stored| format!("place:{}", stored.row.id));
    let content = PlacePage {
        known: stored.is_some(),
        hidden: stored.is_some_and(|stored| stored.row.public != PublicStatus::Published),
        revision: stored.map_or(0, |stored| stored.row.revision),
        facts: stored.map_or_else(Vec::new, |stored| {
            FIELDS
                .into_iter()
                .filter_map(|field| told(visit, &stored.sheet, field))
                .collect()
        }),
        kinds: choices(
            visit,
            &KINDS.map(|(word, _)| word),
            "sites.kind_",
            sheet.get("kind"),
        ),
        statuses: choices(
            visit,
            &STATUSES.map(|(word, _)| word),
            "sites.status_",
            sheet.get("status"),
        ),
        precisions: choices(
            visit,
            &["door", "approximate", "centroid"],
            "sites.precision_",
            sheet.get("precision"),
        ),
        locations: choices(
            visit,
            &["1", "2", "3", "4", "5", "6", "7", "8"],
            "sites.location_",
            sheet.get("location_type"),
        ),
        versions: choices(
            visit,
            &["920", "950", "6385"],
            "sites.version_",
            sheet.get("criteria"),
        ),
        lists: lists(visit, sheet),
        communes: visit
            .edition
            .taxonomy
            .communes()
            .map(|commune| commune.name.clone())
            .collect(),
        conflict,
        action: at("place").unwrap_or_else(|| urls::office(locale, "place_new")),
        confirm: at("place_confirm"),
        sheets: at("place_sheets"),
        keepers: stored
            .filter(|stored| stored.row.kind != PlaceKind::CraftVillage)
            .map(|stored| urls::office_at(locale, "place_keepers", &[&stored.row.slug])),
        public: stored
            .filter(|stored| {
                // What is closed for good has no page.
                stored.row.public == PublicStatus::Published && stored.row.status != PlaceStatus::Closed
            })
            .map(|stored| match stored.row.kind {
                PlaceKind::CraftVillage => urls::village(locale, &stored.row.slug),
                PlaceKind::SalesPoint | PlaceKind::CreativeCentre => {
                    urls::sales_point(locale, &stored.row.slug)
                }
            }),
        log: subject.map(|subject| {
            format!(
                "{}{}",
                urls::office(locale, "audit"),
                urls::query(&[("subject", &subject)])
            )
        }),
        back: urls::office(locale, "places"),
        area: format!(
            "{},{},{},{}",
            HA_NOI.west, HA_NOI.south, HA_NOI.east, HA_NOI.north
        ),
        ground: MapGround::of(&visit.state.services.settings),
        name: name.unwrap_or_else(|| visit.text("sites.new")),
    };
    let title = content.name.clone();
    let key = if id.is_some() { "place" } else { "place_new" };
    frame::page(
        officer,
        (
            "office/place.html",
            key,
            &[id.as_deref().unwrap_or_default()],
            "places",
        ),
        title,
        form,
        &content,
    )
}

async fn stored(visit: &Visit, id: i64) -> Result<Stored, Failure> {
    let found = sites::find(&visit.state.services.db, id).await?;
    found.ok_or(Failure::NotFound)
}

/// `GET /quan-tri/dia-diem/{id}`
pub(super) async fn show(mut officer: Officer, asked: web::Path<String>) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let stored = stored(visit, key(&asked)?).await?;
    let form = filled(visit, &stored.sheet);
    page(&mut officer, Some(&stored), &stored.sheet, &form, Vec::new())
}

/// `GET /quan-tri/dia-diem/moi`
pub(super) async fn blank(Operator(mut officer): Operator) -> Result<HttpResponse, Failure> {
    let mut sheet = Sheet::default();
    sheet.set("kind", "sales_point");
    sheet.set("status", "unverified");
    let form = filled(&officer.shopper.visit, &sheet);
    page(&mut officer, None, &sheet, &form, Vec::new())
}

/// `POST /quan-tri/dia-diem/moi`
pub(super) async fn create(Operator(officer): Operator, mut form: Form) -> Result<HttpResponse, Failure> {
    let mut sheet = typed(&form);
    with_slug(&mut sheet, &mut form);
    write(officer, None, sheet, form).await
}

/// `POST /quan-tri/dia-diem/{id}`
pub(super) async fn update(
    Operator(officer): Operator,
    asked: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Failure> {
    let id = key(&asked)?;
    let sheet = typed(&form);
    write(officer, Some(id), sheet, form).await
}

async fn write(
    mut officer: Officer,
    id: Option<i64>,
    sheet: Sheet,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    let services = officer.shopper.visit.state.services.clone();
    let edit = Edit {
        actor: &officer.actor,
        id,
        seen: form.number("revision").unwrap_or(-1),
        sheet: &sheet,
    };
    let outcome = sites::save(&services.db, services.clock.now(), edit).await?;
    let visit = &officer.shopper.visit;
    match outcome {
        Ok(id) => {
            visit.state.editions.refresh().await?;
            let here = urls::office_at(visit.locale, "place", &[&id.to_string()]);
            let to = format!("{here}{}", urls::query(&[("done", "saved")]));
            return Ok(officer.shopper.see(&to));
        }
        Err(SaveRefusal::Missing) => return Err(Failure::NotFound),
        Err(SaveRefusal::Stale) => form.refuse("conflict", visit.text("sites.stale")),
        Err(SaveRefusal::Wrong(wrong)) => {
            refuse(visit, &mut form, &sheet, wrong);
            let stored = match id {
                Some(id) => Some(stored(visit, id).await?),
                None => None,
            };
            return page(&mut officer, stored.as_ref(), &sheet, &form, Vec::new());
        }
    }
    let stored = stored(visit, id.unwrap_or_default()).await?;
    // Typed names become address parts when they are judged: compared is what people read.
    let conflict = FIELDS
        .into_iter()
        .filter(|field| shown(visit, &stored.sheet, field) != shown(visit, &sheet, field))
        .map(|field| Side {
            label: visit.text(&format!("sites.f_{field}")),
            theirs: worded(visit, field, stored.sheet.get(field)),
            mine: worded(visit, field, sheet.get(field)),
        })
        .collect();
    page(&mut officer, Some(&stored), &sheet, &form, conflict)
}

/// The page of a place that was to be confirmed as somebody had seen it before it changed.
pub(super) async fn changed_meanwhile(officer: &mut Officer, id: i64) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let stored = stored(visit, id).await?;
    let mut form = filled(visit, &stored.sheet);
    form.refuse("conflict", visit.text("sites.stale_confirm"));
    page(officer, Some(&stored), &stored.sheet, &form, Vec::new())
}
