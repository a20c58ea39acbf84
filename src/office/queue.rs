//! What waits for the office: applications in a state, those that wait longest first; and what is asked of them.

use actix_web::{HttpResponse, web};
use entity::{ApplicationStatus, LegalForm, Locale};
use serde::Serialize;

use super::desk::{Officer, Operator};
use super::frame;
use commerce::applications::{self, Requirement};
use domain::compliance;
use foundation::i18n::format;
use foundation::kernel::clock::vietnam_day;
use foundation::kernel::fold::clean;
use shell::web::{Failure, Form, Visit, urls};

/// Applications on a page.
const MOST: u64 = 30;
/// Characters of a requirement.
const LONGEST_LABEL: usize = 300;
/// The states in the order of what has to be done.
const STATES: [ApplicationStatus; 5] = [
    ApplicationStatus::Applied,
    ApplicationStatus::InReview,
    ApplicationStatus::ChangesAsked,
    ApplicationStatus::Approved,
    ApplicationStatus::Rejected,
];

#[derive(Serialize)]
struct StateView {
    label: String,
    url: String,
    current: bool,
}

#[derive(Serialize)]
struct Row {
    url: String,
    name: String,
    person: String,
    form: Option<String>,
    sent: Option<String>,
}

#[derive(Serialize)]
struct QueuePage {
    states: Vec<StateView>,
    rows: Vec<Row>,
    next: Option<String>,
}

/// The page a list is at; the first one for nonsense.
pub(super) fn page_number(visit: &Visit) -> u64 {
    let typed = visit.params.get("page").and_then(|text| text.parse::<u64>().ok());
    typed.unwrap_or(1).clamp(1, 10_000)
}

/// `GET /quan-tri/ho-so`
pub(super) async fn show(mut officer: Officer) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let locale = visit.locale;
    let wanted = visit.params.get("status").unwrap_or_default();
    let status = STATES
        .into_iter()
        .find(|status| status.word() == wanted)
        .unwrap_or(ApplicationStatus::Applied);
    let page = page_number(visit);
    let skip = (page - 1) * MOST;
    let found = applications::listed(&visit.state.services.db, status, (skip, MOST + 1)).await?;
    let list = urls::office(locale, "applications");
    let at = |status: ApplicationStatus, page: u64| {
        let page = page.to_string();
        format!(
            "{list}{}",
            urls::query(&[("status", status.word()), ("page", &page)])
        )
    };
    let more = found.len() > usize::try_from(MOST).unwrap_or(usize::MAX);
    let content = QueuePage {
        states: STATES
            .into_iter()
            .map(|one| StateView {
                label: visit.text(&format!("apply.state_{}", one.word())),
                url: format!("{list}{}", urls::query(&[("status", one.word())])),
                current: one == status,
            })
            .collect(),
        rows: found
            .into_iter()
            .take(usize::try_from(MOST).unwrap_or(usize::MAX))
            .map(|listed| {
                let row = listed.application;
                Row {
                    url: urls::office_at(locale, "application", &[&row.id.to_string()]),
                    form: row
                        .legal_form
                        .map(|form| visit.text(&format!("apply.form_{}", form.word()))),
                    sent: row.submitted_at.map(|at| format::date(vietnam_day(at), locale)),
                    name: row.name_vi.unwrap_or_default(),
                    person: listed.person,
                }
            })
            .collect(),
        next: more.then(|| at(status, page + 1)),
    };
    let title = visit.text("apply.queue");
    frame::page(
        &mut officer,
        ("office/queue.html", "applications", &[], "applications"),
        title,
        &Form::default(),
        &content,
    )
}

#[derive(Serialize)]
struct RequirementView {
    url: String,
    label: String,
    form: Option<String>,
    sets: String,
    required: bool,
    active: bool,
}

#[derive(Serialize)]
struct Choice {
    value: &'static str,
    label: String,
}

#[derive(Serialize)]
struct RequirementsPage {
    requirements: Vec<RequirementView>,
    forms: Vec<Choice>,
    /// Whether one that is there is being changed.
    known: bool,
    action: String,
    list: String,
}

/// All requirements, and the form of one of them or of a new one (key 0).
async fn requirements_page(officer: &mut Officer, id: i64, form: &Form) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let locale = visit.locale;
    let key = id.to_string();
    let word = |form: LegalForm| visit.text(&format!("apply.form_{}", form.word()));
    let every = applications::every(&visit.state.services.db).await?;
    let content = RequirementsPage {
        requirements: every
            .into_iter()
            .map(|one| RequirementView {
                url: urls::office_at(locale, "requirement", &[&one.id.to_string()]),
                label: if locale == Locale::Vi {
                    one.label_vi
                } else {
                    one.label_en
                },
                form: one.legal_form.map(word),
                sets: one.sets.replace(',', ", "),
                required: one.required,
                active: one.active,
            })
            .collect(),
        forms: LegalForm::ALL
            .into_iter()
            .map(|form| Choice {
                value: form.word(),
                label: word(form),
            })
            .collect(),
        known: id != 0,
        action: urls::office_at(locale, "requirement", &[key.as_str()]),
        list: urls::office(locale, "requirements"),
    };
    let title = visit.text("apply.requirements");
    let at = if id == 0 { "requirements" } else { "requirement" };
    frame::page(
        officer,
        ("office/requirements.html", at, &[key.as_str()], "requirements"),
        title,
        form,
        &content,
    )
}

/// `GET /quan-tri/yeu-cau`
pub(super) async fn requirements(mut officer: Officer) -> Result<HttpResponse, Failure> {
    let form = Form::new([
        ("required", "1".to_owned()),
        ("active", "1".to_owned()),
        ("position", "10".to_owned()),
    ]);
    requirements_page(&mut officer, 0, &form).await
}

/// `GET /quan-tri/yeu-cau/{id}`
pub(super) async fn requirement(
    mut officer: Officer,
    asked: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let id: i64 = asked.parse().map_err(|_no_number| Failure::NotFound)?;
    let every = applications::every(&officer.shopper.visit.state.services.db).await?;
    let one = every
        .into_iter()
        .find(|one| one.id == id)
        .ok_or(Failure::NotFound)?;
    let tick = |on: bool| if on { "1".to_owned() } else { String::new() };
    let form = Form::new([
        ("label_vi", one.label_vi),
        ("label_en", one.label_en),
        (
            "legal_form",
            one.legal_form.map(LegalForm::word).unwrap_or_default().to_owned(),
        ),
        ("sets", one.sets.replace(',', ", ")),
        ("required", tick(one.required)),
        ("active", tick(one.active)),
        ("position", one.position.to_string()),
    ]);
    requirements_page(&mut officer, id, &form).await
}

/// `POST /quan-tri/yeu-cau/{id}`: writes a requirement; key 0 makes a new one.
pub(super) async fn put(
    operator: Operator,
    asked: web::Path<String>,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    let Operator(mut officer) = operator;
    let id: i64 = asked.parse().map_err(|_no_number| Failure::NotFound)?;
    let services = officer.shopper.visit.state.services.clone();
    if id != 0 {
        let every = applications::every(&services.db).await?;
        every.iter().find(|one| one.id == id).ok_or(Failure::NotFound)?;
    }
    let visit = &officer.shopper.visit;
    for name in ["label_vi", "label_en"] {
        if form.get(name).is_empty() {
            form.refuse(name, visit.text("form.required"));
        }
    }
    let only = form.some("legal_form").map(LegalForm::parse);
    if only == Some(None) {
        form.refuse("legal_form", visit.text("apply.choose"));
    }
    let position = form.number("position").and_then(|n| i32::try_from(n).ok());
    if position.is_none() {
        form.refuse("position", visit.text("apply.bad_position"));
    }
    let sets = compliance::parse_sets(form.get("sets"));
    if sets.is_none() {
        form.refuse("sets", visit.text("papers.bad_sets"));
    }
    if let (Some(position), Some(sets), true) = (position, sets, form.is_fine()) {
        let wanted = Requirement {
            id,
            label_vi: clean(form.get("label_vi"), LONGEST_LABEL),
            label_en: clean(form.get("label_en"), LONGEST_LABEL),
            legal_form: only.flatten(),
            sets,
            required: form.ticked("required"),
            position,
            active: form.ticked("active"),
            updated_at: services.clock.now(),
        };
        let now = services.clock.now();
        if !applications::put(&services.db, now, &officer.actor, &wanted).await? {
            return Err(Failure::NotFound);
        }
        let list = urls::office(officer.shopper.visit.locale, "requirements");
        let to = format!("{list}{}", urls::query(&[("done", "saved")]));
        return Ok(officer.shopper.see(&to));
    }
    requirements_page(&mut officer, id, &form).await
}
