//! The criteria of the three decisions: officers read, the operator completes them from the originals.

use actix_web::{HttpResponse, web};
use entity::Locale;
use serde::Serialize;

use super::desk::{Officer, Operator};
use super::frame;
use super::place_words::choices;
use super::places::{Choice, key};
use commerce::assessments::{self, BLOCKS, CriterionRefusal, Version, Wish};
use shell::web::{Failure, Form, Visit, urls};

/// Characters of a criterion.
const LONGEST: usize = 1_000;

#[derive(Serialize)]
struct Row {
    url: String,
    text: String,
    block: String,
    points: Option<i32>,
    required: bool,
    verified: bool,
    active: bool,
}

#[derive(Serialize)]
struct Group {
    title: String,
    note: String,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct CriteriaPage {
    groups: Vec<Group>,
    versions: Vec<Choice>,
    blocks: Vec<Choice>,
    known: bool,
    action: String,
    list: String,
}

async fn page(officer: &mut Officer, id: i64, form: &Form) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let locale = visit.locale;
    let every = assessments::every(&visit.state.services.db).await?;
    let rows = |version: Version| {
        every
            .iter()
            .filter(|one| one.version == version.word())
            .map(|one| Row {
                url: urls::office_at(locale, "criterion", &[&one.id.to_string()]),
                text: if locale == Locale::Vi {
                    one.text_vi.clone()
                } else {
                    one.text_en.clone()
                },
                block: visit.text(&format!("criteria.block_{}", one.block)),
                points: one.max_points,
                required: one.required,
                verified: one.verified,
                active: one.active,
            })
            .collect()
    };
    let key = id.to_string();
    let content = CriteriaPage {
        groups: Version::ALL
            .into_iter()
            .map(|version| Group {
                title: visit.text(&format!("sites.version_{}", version.word())),
                note: visit.text(&format!("criteria.note_{}", version.word())),
                rows: rows(version),
            })
            .collect(),
        versions: choices(
            visit,
            &Version::ALL.map(Version::word),
            "sites.version_",
            form.get("version"),
        ),
        blocks: choices(visit, &BLOCKS, "criteria.block_", form.get("block")),
        known: id != 0,
        action: urls::office_at(locale, "criterion", &[&key]),
        list: urls::office(locale, "criteria"),
    };
    let title = visit.text("office.menu_criteria");
    let at = if id == 0 { "criteria" } else { "criterion" };
    frame::page(
        officer,
        ("office/criteria.html", at, &[&key], "criteria"),
        title,
        form,
        &content,
    )
}

/// `GET /quan-tri/tieu-chi`
pub(super) async fn index(mut officer: Officer) -> Result<HttpResponse, Failure> {
    let form = Form::new([
        ("version", "950".to_owned()),
        ("required", "1".to_owned()),
        ("active", "1".to_owned()),
        ("position", "100".to_owned()),
    ]);
    page(&mut officer, 0, &form).await
}

/// `GET /quan-tri/tieu-chi/{id}`
pub(super) async fn show(mut officer: Officer, asked: web::Path<String>) -> Result<HttpResponse, Failure> {
    let id = key(&asked)?;
    let one = assessments::find(&officer.shopper.visit.state.services.db, id).await?;
    let one = one.ok_or(Failure::NotFound)?;
    let seen = assessments::mark(&one);
    let tick = |on: bool| if on { "1".to_owned() } else { String::new() };
    let form = Form::new([
        ("seen", seen),
        ("version", one.version),
        ("block", one.block),
        ("position", one.position.to_string()),
        ("text_vi", one.text_vi),
        ("text_en", one.text_en),
        (
            "max_points",
            one.max_points
                .map(|points| points.to_string())
                .unwrap_or_default(),
        ),
        ("required", tick(one.required)),
        ("verified", tick(one.verified)),
        ("active", tick(one.active)),
    ]);
    page(&mut officer, id, &form).await
}

/// What the form wants, with what is wrong beside its field.
fn wish(visit: &Visit, form: &mut Form) -> Option<Wish> {
    let version = Version::of(form.get("version"));
    if version.is_none() {
        form.refuse("version", visit.text("form.required"));
    }
    let block = form.get("block").to_owned();
    if !BLOCKS.contains(&block.as_str()) {
        form.refuse("block", visit.text("form.required"));
    }
    for field in ["text_vi", "text_en"] {
        if form.get(field).is_empty() {
            form.refuse(field, visit.text("form.required"));
        } else if form.get(field).chars().count() > LONGEST {
            form.refuse(field, visit.text("sites.fault_too_long"));
        }
    }
    let mut number = |field: &str, least: i64, most: i64| {
        let number = form
            .number(field)
            .filter(|number| (least..=most).contains(number));
        if number.is_none() {
            form.refuse(field, visit.text("sites.fault_bad_number"));
        }
        number.and_then(|number| i32::try_from(number).ok())
    };
    let position = number("position", 0, 100_000);
    let max_points = if form.get("max_points").is_empty() {
        None
    } else {
        let points = form
            .number("max_points")
            .filter(|points| (1..=1_000).contains(points));
        if points.is_none() {
            form.refuse("max_points", visit.text("sites.fault_bad_number"));
        }
        points.and_then(|points| i32::try_from(points).ok())
    };
    if !form.is_fine() {
        return None;
    }
    Some(Wish {
        version: version?,
        block,
        position: position?,
        text_vi: form.get("text_vi").to_owned(),
        text_en: form.get("text_en").to_owned(),
        max_points,
        required: form.ticked("required"),
        verified: form.ticked("verified"),
        active: form.ticked("active"),
    })
}

/// `POST /quan-tri/tieu-chi/{id}`: changes a criterion, or adds one (key 0).
pub(super) async fn put(
    Operator(mut officer): Operator,
    asked: web::Path<String>,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    let id = key(&asked)?;
    let services = officer.shopper.visit.state.services.clone();
    let Some(wish) = wish(&officer.shopper.visit, &mut form) else {
        if id != 0 && assessments::find(&services.db, id).await?.is_none() {
            return Err(Failure::NotFound);
        }
        return page(&mut officer, id, &form).await;
    };
    let seen = form.get("seen").to_owned();
    let known = (id != 0).then_some((id, seen.as_str()));
    match assessments::put(&services.db, services.clock.now(), &officer.actor, known, &wish).await? {
        Ok(()) => {
            let list = urls::office(officer.shopper.visit.locale, "criteria");
            let to = format!("{list}{}", urls::query(&[("done", "saved")]));
            Ok(officer.shopper.see(&to))
        }
        Err(CriterionRefusal::Missing) => Err(Failure::NotFound),
        Err(CriterionRefusal::Stale) => {
            let one = assessments::find(&services.db, id).await?;
            form.set("seen", assessments::mark(&one.ok_or(Failure::NotFound)?));
            form.refuse("text_vi", officer.shopper.visit.text("fairs.stale"));
            page(&mut officer, id, &form).await
        }
    }
}
