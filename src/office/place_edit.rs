//! One place: what it says, and the form that changes it. Who saves says which revision was read; when somebody else
//! was faster, both versions are shown and nothing is lost.

use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::desk::{Officer, Operator};
use super::frame;
use super::places::{Choice, KINDS, STATUSES, key};
use commerce::sites::{
    self, Edit, FACILITIES, FIELDS, Fault, LANGUAGES, PAYMENTS, SaveRefusal, Sheet, Stored,
};
use entity::{PlaceKind, PlaceStatus, PublicStatus};
use foundation::kernel::fold::slug;
use foundation::kernel::geo::HA_NOI;
use shell::web::assets::OperatorLayer;
use shell::web::{Failure, Form, Visit, urls};

/// A field that holds several keys, with what it may hold and the name of each one's words.
type ListField = (&'static str, &'static [&'static str], fn(&str) -> String);

/// Fields that hold several keys.
const LISTS: [ListField; 3] = [
    ("payment_methods", &PAYMENTS, |key| format!("sites.payment_{key}")),
    ("facilities", &FACILITIES, |key| format!("sites.facility_{key}")),
    ("languages", &LANGUAGES, |key| format!("sites.language_{key}")),
];

#[derive(Serialize)]
struct ListView {
    name: &'static str,
    legend: String,
    items: Vec<Choice>,
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

#[derive(Serialize)]
struct Tiles {
    url: String,
    attribution: String,
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
    public: Option<String>,
    log: Option<String>,
    back: String,
    area: String,
    tiles: Option<Tiles>,
    areas: Option<&'static str>,
    archive: Option<&'static str>,
}

/// What a form says.
fn typed(form: &Form) -> Sheet {
    let mut sheet = Sheet::default();
    for field in FIELDS {
        if LISTS.iter().any(|(name, ..)| *name == field) {
            let keys: Vec<&str> = form
                .pairs()
                .filter(|(name, _)| *name == field)
                .map(|(_, value)| value.trim())
                .collect();
            sheet.set(field, keys.join(","));
        } else {
            sheet.set(field, form.get(field));
        }
    }
    sheet
}

/// A form that says what a sheet says, with names for people where the sheet has address parts.
fn filled(visit: &Visit, sheet: &Sheet) -> Form {
    Form::new(FIELDS.map(|field| (field, shown(visit, sheet, field))))
}

/// What a form shows of a field: a name where the sheet has an address part.
pub(super) fn shown(visit: &Visit, sheet: &Sheet, field: &str) -> String {
    let text = sheet.get(field);
    let commune = (field == "commune")
        .then(|| visit.edition.taxonomy.commune_by_slug(text))
        .flatten();
    commune.map_or_else(|| text.to_owned(), |commune| commune.name.clone())
}

/// A value in words, for who only reads.
fn told(visit: &Visit, sheet: &Sheet, field: &'static str) -> Option<Fact> {
    let text = shown(visit, sheet, field);
    if text.is_empty() {
        return None;
    }
    let value = match field {
        "kind" => visit.text(&format!("sites.kind_{text}")),
        "status" => visit.text(&format!("sites.status_{text}")),
        "precision" => visit.text(&format!("sites.precision_{text}")),
        "location_type" => visit.text(&format!("sites.location_{text}")),
        "criteria" => visit.text(&format!("sites.version_{text}")),
        _ => match LISTS.iter().find(|(name, ..)| *name == field) {
            Some((_, known, word)) => {
                let words = text.split(',').map(|key| {
                    if known.contains(&key) {
                        visit.text(&word(key))
                    } else {
                        key.to_owned()
                    }
                });
                words.collect::<Vec<_>>().join(", ")
            }
            None => text,
        },
    };
    Some(Fact {
        label: visit.text(&format!("sites.f_{field}")),
        value,
    })
}

/// Words of a column to choose from; `beginning` is how the names of their texts begin.
pub(super) fn choices(visit: &Visit, words: &[&str], beginning: &str, chosen: &str) -> Vec<Choice> {
    words
        .iter()
        .map(|word| Choice {
            value: (*word).to_owned(),
            label: visit.text(&format!("{beginning}{word}")),
            chosen: *word == chosen,
        })
        .collect()
}

fn lists(visit: &Visit, sheet: &Sheet) -> Vec<ListView> {
    LISTS
        .into_iter()
        .map(|(name, known, word)| {
            let have: Vec<&str> = sheet.get(name).split(',').filter(|key| !key.is_empty()).collect();
            let others = have.iter().filter(|key| !known.contains(key));
            ListView {
                name,
                legend: visit.text(&format!("sites.f_{name}")),
                items: known
                    .iter()
                    .map(|key| (key, visit.text(&word(key))))
                    .chain(others.map(|key| (key, (*key).to_owned())))
                    .map(|(key, label)| Choice {
                        value: (*key).to_owned(),
                        label,
                        chosen: have.contains(key),
                    })
                    .collect(),
            }
        })
        .collect()
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
    let settings = &visit.state.services.settings;
    let layer = settings.map_layer_file.as_deref().and_then(OperatorLayer::of);
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
        tiles: (!settings.map_tile_url.is_empty()).then(|| Tiles {
            url: settings.map_tile_url.clone(),
            attribution: settings.map_tile_attribution.clone(),
        }),
        areas: layer
            .filter(|layer| *layer == OperatorLayer::Areas)
            .map(OperatorLayer::url),
        archive: layer
            .filter(|layer| *layer == OperatorLayer::Archive)
            .map(OperatorLayer::url),
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
pub(super) async fn create(Operator(officer): Operator, form: Form) -> Result<HttpResponse, Failure> {
    let mut sheet = typed(&form);
    if sheet.get("slug").is_empty() {
        sheet.set("slug", slug(sheet.get("name_vi")));
    }
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
            let here = urls::office_at(visit.locale, "place", &[&id.to_string()]);
            let to = format!("{here}{}", urls::query(&[("done", "saved")]));
            return Ok(officer.shopper.see(&to));
        }
        Err(SaveRefusal::Missing) => return Err(Failure::NotFound),
        Err(SaveRefusal::Stale) => form.refuse("conflict", visit.text("sites.stale")),
        Err(SaveRefusal::Wrong(wrong)) => {
            for one in wrong {
                form.refuse(one.field, fault(visit, one.fault));
            }
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
        .map(|field| Side {
            label: visit.text(&format!("sites.f_{field}")),
            theirs: shown(visit, &stored.sheet, field),
            mine: shown(visit, &sheet, field),
        })
        .filter(|side| side.theirs != side.mine)
        .collect();
    page(&mut officer, Some(&stored), &sheet, &form, conflict)
}

/// A fault in words.
pub(super) fn fault(visit: &Visit, fault: Fault) -> String {
    visit.text(&format!("sites.fault_{}", fault.word()))
}

/// The page of a place that was to be confirmed as somebody had seen it before it changed.
pub(super) async fn changed_meanwhile(officer: &mut Officer, id: i64) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let stored = stored(visit, id).await?;
    let mut form = filled(visit, &stored.sheet);
    form.refuse("conflict", visit.text("sites.stale_confirm"));
    page(officer, Some(&stored), &stored.sheet, &form, Vec::new())
}
