//! Criteria sheets and papers of a place: the history, a new sheet against one of the three decisions, one of them for
//! reading and for paper.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use entity::Locale;
use serde::Serialize;

use super::desk::{Officer, Operator};
use super::frame;
use super::places::{Choice, key};
use commerce::assessments::{self, CONCLUSIONS, Criterion, Filled, Refused, RowAnswer, Version};
use commerce::sites::{self, Stored};
use foundation::i18n::format;
use foundation::kernel::clock::vietnam_day;
use foundation::kernel::fold::clean;
use shell::web::papers::MOST_BYTES;
use shell::web::{Failure, Form, Visit, urls};

/// Characters of a name.
const LINE: usize = 160;
/// Characters of a remark.
const NOTE: usize = 1_000;

#[derive(Serialize)]
struct SheetRow {
    url: String,
    day: String,
    version: String,
    by: String,
    total: i32,
    out_of: i32,
    conclusion: String,
}

#[derive(Serialize)]
struct PaperRow {
    url: String,
    title: String,
    day: String,
    pdf: bool,
}

#[derive(Serialize)]
struct Ask {
    id: i64,
    text: String,
    block: String,
    most: Option<i32>,
    required: bool,
    verified: bool,
    /// Names of its fields.
    points: String,
    met: String,
    note: String,
    yes: bool,
    no: bool,
}

#[derive(Serialize)]
struct SheetsPage {
    name: String,
    back: String,
    history: Vec<SheetRow>,
    papers: Vec<PaperRow>,
    /// The decision a new sheet is filled in for.
    version: Option<&'static str>,
    versions: Vec<Choice>,
    version_note: String,
    ended: bool,
    asks: Vec<Ask>,
    /// Keys of what is asked: a form that was asked something else is not kept.
    asked: String,
    conclusions: Vec<Choice>,
    key: String,
    here: String,
    action: String,
    attach: String,
    megabytes: usize,
}

#[derive(Serialize)]
struct Line {
    text: String,
    block: String,
    required: bool,
    most: Option<i32>,
    points: Option<i32>,
    met: &'static str,
    note: String,
}

#[derive(Serialize)]
struct SheetPage {
    name: String,
    address: String,
    back: String,
    version: String,
    day: String,
    by: String,
    conclusion: String,
    total: i32,
    out_of: i32,
    note: String,
    lines: Vec<Line>,
}

/// Keys of criteria, as a form carries them.
fn keys(criteria: &[Criterion]) -> String {
    let keys: Vec<String> = criteria.iter().map(|one| one.id.to_string()).collect();
    keys.join(",")
}

/// A place by the key in an address.
pub(super) async fn found(visit: &Visit, asked: &str) -> Result<Stored, Failure> {
    let stored = sites::find(&visit.state.services.db, key(asked)?).await?;
    stored.ok_or(Failure::NotFound)
}

fn in_words(locale: Locale, vi: String, en: String) -> String {
    if locale == Locale::Vi { vi } else { en }
}

fn asks(visit: &Visit, criteria: Vec<Criterion>, form: &Form) -> Vec<Ask> {
    criteria
        .into_iter()
        .map(|one| {
            let met = format!("met_{}", one.id);
            Ask {
                points: format!("points_{}", one.id),
                note: format!("note_{}", one.id),
                yes: form.get(&met) == "yes",
                no: form.get(&met) == "no",
                met,
                block: visit.text(&format!("criteria.block_{}", one.block)),
                most: one.max_points,
                required: one.required,
                verified: one.verified,
                id: one.id,
                text: in_words(visit.locale, one.text_vi, one.text_en),
            }
        })
        .collect()
}

/// The page with everything about a place's criteria; a new sheet is open for `version`.
pub(super) async fn page(
    officer: &mut Officer,
    stored: &Stored,
    version: Option<Version>,
    form: &Form,
) -> Result<HttpResponse, Failure> {
    let operator = officer.is_operator();
    let visit = &officer.shopper.visit;
    let (services, locale) = (&visit.state.services, visit.locale);
    let (db, id) = (&services.db, stored.row.id);
    let version = version.filter(|_| operator);
    let criteria = match version {
        Some(version) => assessments::active(db, version).await?,
        None => Vec::new(),
    };
    let place = id.to_string();
    let conclusion = |word: &str| visit.text(&format!("criteria.conclusion_{word}"));
    let content = SheetsPage {
        name: stored.sheet.get("name_vi").to_owned(),
        back: urls::office_at(locale, "place", &[&place]),
        history: assessments::history(db, id)
            .await?
            .into_iter()
            .map(|sheet| SheetRow {
                url: urls::office_at(locale, "place_sheet", &[&place, &sheet.id.to_string()]),
                day: format::date(sheet.assessed_on, locale),
                version: visit.text(&format!("sites.version_{}", sheet.version)),
                by: sheet.assessed_by,
                total: sheet.total,
                out_of: sheet.out_of,
                conclusion: conclusion(&sheet.conclusion),
            })
            .collect(),
        papers: assessments::of_place(db, id)
            .await?
            .into_iter()
            .map(|paper| PaperRow {
                url: urls::office_at(locale, "place_paper", &[&place, &paper.id.to_string()]),
                title: paper.title,
                day: format::date(vietnam_day(paper.created_at), locale),
                pdf: paper.content_type == "application/pdf",
            })
            .collect(),
        version: version.map(Version::word),
        versions: Version::ALL
            .into_iter()
            .map(|one| Choice {
                value: one.word().to_owned(),
                label: visit.text(&format!("sites.version_{}", one.word())),
                chosen: version == Some(one),
            })
            .collect(),
        version_note: version
            .map(|version| visit.text(&format!("criteria.note_{}", version.word())))
            .unwrap_or_default(),
        ended: version.is_some_and(|version| version.has_ended(services.clock.today())),
        asked: keys(&criteria),
        asks: asks(visit, criteria, form),
        conclusions: CONCLUSIONS
            .into_iter()
            .map(|word| Choice {
                value: word.to_owned(),
                label: conclusion(word),
                chosen: form.get("conclusion") == word,
            })
            .collect(),
        key: match form.some("key") {
            Some(key) => key.to_owned(),
            None => services.secrets.token()?,
        },
        here: urls::office_at(locale, "place_sheets", &[&place]),
        action: urls::office_at(locale, "place_sheets", &[&place]),
        attach: urls::office_at(locale, "place_papers", &[&place]),
        megabytes: MOST_BYTES >> 20,
    };
    let title = format!("{}: {}", visit.text("sites.sheets"), content.name);
    frame::page(
        officer,
        ("office/place_sheets.html", "place_sheets", &[&place], "places"),
        title,
        form,
        &content,
    )
}

/// `GET /quan-tri/dia-diem/{id}/tieu-chi`; `?version=950` opens a new sheet.
pub(super) async fn index(mut officer: Officer, asked: web::Path<String>) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let stored = found(visit, &asked).await?;
    let version = Version::of(visit.params.get("version").unwrap_or_default());
    let form = Form::new([
        ("assessed_on", visit.state.services.clock.today().to_string()),
        ("conclusion", "open".to_owned()),
    ]);
    page(&mut officer, &stored, version, &form).await
}

/// The answers of a form to what is asked, with what is wrong beside its field.
fn answers(visit: &Visit, form: &mut Form, criteria: &[Criterion]) -> Vec<RowAnswer> {
    let mut answers = Vec::new();
    for one in criteria {
        let (points, met) = (format!("points_{}", one.id), format!("met_{}", one.id));
        let given = form.get(&points).to_owned();
        let number = form.number(&points).and_then(|points| i32::try_from(points).ok());
        if one.max_points.is_some() && !given.is_empty() && number.is_none() {
            form.refuse(&points, visit.text("sites.fault_bad_number"));
        }
        answers.push(RowAnswer {
            criterion: one.id,
            points: number.filter(|_| one.max_points.is_some()),
            met: match form.get(&met) {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            },
            note: form.get(&format!("note_{}", one.id)).chars().take(NOTE).collect(),
        });
    }
    answers
}

/// `POST /quan-tri/dia-diem/{id}/tieu-chi`: keeps a sheet.
pub(super) async fn create(
    Operator(mut officer): Operator,
    asked: web::Path<String>,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let stored = found(visit, &asked).await?;
    let services = visit.state.services.clone();
    let Some(version) = Version::of(form.get("version")) else {
        form.refuse("version", visit.text("form.required"));
        return page(&mut officer, &stored, None, &form).await;
    };
    let criteria = assessments::active(&services.db, version).await?;
    let answers = answers(visit, &mut form, &criteria);
    if form.get("asked") != keys(&criteria) {
        form.refuse("assessed_on", visit.text("criteria.again"));
    }
    let day = form.get("assessed_on").parse::<NaiveDate>().ok();
    if day.is_none() {
        form.refuse("assessed_on", visit.text("sites.fault_bad_day"));
    }
    let by = clean(form.get("assessed_by"), LINE);
    if by.is_empty() {
        form.refuse("assessed_by", visit.text("form.required"));
    }
    let conclusion = form.get("conclusion").to_owned();
    if !CONCLUSIONS.contains(&conclusion.as_str()) {
        form.refuse("conclusion", visit.text("form.required"));
    }
    let key: String = form.get("key").chars().take(80).collect();
    if key.len() < 16 {
        // A form without a key of its own is not from our page.
        form.refuse("assessed_on", visit.text("criteria.again"));
    }
    if let (Some(assessed_on), true) = (day, form.is_fine()) {
        let filled = Filled {
            version,
            assessed_on,
            assessed_by: by,
            conclusion,
            note: form.get("note").chars().take(NOTE).collect(),
            answers,
            key,
        };
        let (now, id) = (services.clock.now(), stored.row.id);
        match assessments::fill(&services.db, now, &officer.actor, id, &filled).await? {
            Ok(sheet) => {
                let (place, sheet) = (id.to_string(), sheet.to_string());
                let here = urls::office_at(visit.locale, "place_sheet", &[&place, &sheet]);
                let to = format!("{here}{}", urls::query(&[("done", "saved")]));
                return Ok(officer.shopper.see(&to));
            }
            Err(Refused::Missing) => return Err(Failure::NotFound),
            Err(Refused::Changed) => form.refuse("assessed_on", visit.text("criteria.again")),
            Err(Refused::Future) => form.refuse("assessed_on", visit.text("sites.fault_future")),
            Err(Refused::Points(id)) => {
                form.refuse(&format!("points_{id}"), visit.text("criteria.too_many_points"));
            }
            Err(Refused::Unmet(id)) => {
                let points = criteria
                    .iter()
                    .any(|one| one.id == id && one.max_points.is_some());
                let field = if points {
                    format!("points_{id}")
                } else {
                    format!("met_{id}")
                };
                form.refuse(&field, visit.text("criteria.unmet"));
            }
        }
    }
    page(&mut officer, &stored, Some(version), &form).await
}

/// `GET /quan-tri/dia-diem/{id}/tieu-chi/{sheet}`: one sheet, as it is printed.
pub(super) async fn show(
    mut officer: Officer,
    asked: web::Path<(String, String)>,
) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let locale = visit.locale;
    let stored = found(visit, &asked.0).await?;
    let db = &visit.state.services.db;
    let sheet = assessments::sheet(db, stored.row.id, key(&asked.1)?).await?;
    let sheet = sheet.ok_or(Failure::NotFound)?;
    let ids = (stored.row.id.to_string(), sheet.id.to_string());
    let content = SheetPage {
        name: stored.sheet.get("name_vi").to_owned(),
        address: stored.sheet.get("address_vi").to_owned(),
        back: urls::office_at(locale, "place_sheets", &[&ids.0]),
        version: visit.text(&format!("sites.version_{}", sheet.version)),
        day: format::date(sheet.assessed_on, locale),
        by: sheet.assessed_by,
        conclusion: visit.text(&format!("criteria.conclusion_{}", sheet.conclusion)),
        total: sheet.total,
        out_of: sheet.out_of,
        note: sheet.note,
        lines: assessments::rows(db, sheet.id)
            .await?
            .into_iter()
            .map(|row| Line {
                text: in_words(locale, row.text_vi, row.text_en),
                block: visit.text(&format!("criteria.block_{}", row.block)),
                required: row.required,
                most: row.max_points,
                points: row.points,
                met: match row.met {
                    Some(true) => "yes",
                    Some(false) => "no",
                    None => "",
                },
                note: row.note,
            })
            .collect(),
    };
    let title = format!("{}: {}", visit.text("criteria.sheet"), content.name);
    frame::page(
        &mut officer,
        (
            "office/place_sheet.html",
            "place_sheet",
            &[&ids.0, &ids.1],
            "places",
        ),
        title,
        &Form::default(),
        &content,
    )
}
