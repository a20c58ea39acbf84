//! One application with everything side by side: what is said, the papers, what the office has seen, what it
//! decides.

use actix_web::{HttpResponse, web};
use entity::{ApplicationStatus, Locale, show_phone};
use serde::Serialize;

use super::desk::{Officer, Operator};
use super::frame;
use commerce::applications::{self, DecisionRefusal, Place, Verdict, Whole};
use commerce::payments::vietqr::bank_name;
use foundation::i18n::format;
use foundation::kernel::fold::fold;
use shell::web::{Failure, Form, Shopper, Visit, papers, urls};

/// Characters of what is said to an applicant.
const LONGEST: usize = 2_000;
/// Producers of a like name that are shown.
const MOST_ALIKE: usize = 6;

#[derive(Serialize)]
struct Fact {
    label: String,
    value: String,
}

#[derive(Serialize)]
struct Wanted {
    id: i64,
    label: String,
    required: bool,
    ticked: bool,
    papers: Vec<Sent>,
}

#[derive(Serialize)]
struct Sent {
    number: usize,
    pdf: bool,
    url: String,
}

#[derive(Serialize)]
struct Known {
    slug: String,
    name: String,
    url: String,
}

#[derive(Serialize)]
struct EventView {
    at: String,
    to: String,
    note: Option<String>,
}

#[derive(Serialize)]
struct ApplicationPage {
    name: String,
    status: String,
    version: i32,
    facts: Vec<Fact>,
    wanted: Vec<Wanted>,
    /// Producers of a like name.
    alike: Vec<Known>,
    events: Vec<EventView>,
    can_take: bool,
    can_decide: bool,
    take: String,
    ticks: String,
    decision: String,
    back: String,
    /// The producer that came of it.
    producer: Option<String>,
}

/// What an application says, in words.
async fn facts(visit: &Visit, whole: &Whole) -> Result<Vec<Fact>, Failure> {
    let row = &whole.application;
    let gazetteer = visit.state.gazetteer().await?;
    let commune = row.commune_id.and_then(|id| gazetteer.commune(id));
    let form = row
        .legal_form
        .map(|form| visit.text(&format!("apply.form_{}", form.word())));
    let facts = [
        ("apply.person", Some(whole.person.clone())),
        ("apply.person_email", whole.person_email.clone()),
        ("apply.legal_form", form),
        ("apply.name_vi", row.name_vi.clone()),
        ("apply.name_en", row.name_en.clone()),
        ("apply.tax_code", row.tax_code.clone()),
        ("apply.commune", commune.map(|commune| commune.name.clone())),
        ("apply.phone", row.phone.as_deref().map(show_phone)),
        ("apply.email", row.email.clone()),
        (
            "people.bank",
            row.bank_bin.as_deref().and_then(bank_name).map(str::to_owned),
        ),
        ("people.account", row.bank_account.clone()),
        ("people.holder", row.bank_holder.clone()),
    ];
    Ok(facts
        .into_iter()
        .filter_map(|(label, value)| {
            Some(Fact {
                label: visit.text(label),
                value: value?,
            })
        })
        .collect())
}

/// Public producers whose names hold that of an application, or are held by it: it may be one of them.
fn alike(visit: &Visit, name: &str) -> Vec<Known> {
    let wanted = fold(name);
    if wanted.is_empty() {
        return Vec::new();
    }
    visit
        .edition
        .producers()
        .filter(|producer| {
            let known = fold(producer.name(Locale::Vi).0);
            known.contains(&wanted) || (!known.is_empty() && wanted.contains(&known))
        })
        .take(MOST_ALIKE)
        .map(|producer| Known {
            slug: producer.slug.clone(),
            name: producer.name(visit.locale).0.to_owned(),
            url: urls::producer(visit.locale, &producer.slug),
        })
        .collect()
}

fn wanted(visit: &Visit, whole: &Whole) -> Vec<Wanted> {
    let id = whole.application.id.to_string();
    whole
        .requirements
        .iter()
        .map(|one| Wanted {
            id: one.id,
            label: if visit.locale == Locale::Vi {
                one.label_vi.clone()
            } else {
                one.label_en.clone()
            },
            required: one.required,
            ticked: whole.ticked.contains(&one.id),
            papers: whole
                .papers
                .iter()
                .filter(|paper| paper.requirement_id == one.id)
                .enumerate()
                .map(|(place, paper)| Sent {
                    number: place + 1,
                    pdf: paper.content_type == "application/pdf",
                    url: urls::office_at(visit.locale, "application_paper", &[&id, &paper.id.to_string()]),
                })
                .collect(),
        })
        .collect()
}

async fn form_page(officer: &mut Officer, id: i64, form: &Form) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let (db, locale) = (&visit.state.services.db, visit.locale);
    // What nobody has sent is nobody's business.
    let whole = applications::whole(db, id)
        .await?
        .filter(|whole| whole.application.submitted_at.is_some())
        .ok_or(Failure::NotFound)?;
    let row = &whole.application;
    let status = |status: ApplicationStatus| visit.text(&format!("apply.state_{}", status.word()));
    let events = applications::events(db, id).await?;
    let key = id.to_string();
    let at = |name: &str| urls::office_at(locale, name, &[key.as_str()]);
    let name = row.name_vi.clone().unwrap_or_default();
    let content = ApplicationPage {
        status: status(row.status),
        version: row.version,
        facts: facts(visit, &whole).await?,
        wanted: wanted(visit, &whole),
        alike: alike(visit, &name),
        events: events
            .into_iter()
            .map(|event| EventView {
                at: format::moment(event.at, locale),
                to: status(event.to_status),
                note: event.note,
            })
            .collect(),
        can_take: row.status == ApplicationStatus::Applied,
        can_decide: row.status == ApplicationStatus::InReview,
        take: at("application_take"),
        ticks: at("application_ticks"),
        decision: at("application_decision"),
        back: urls::office(locale, "applications"),
        producer: row
            .producer_id
            .map(|id| urls::office_at(locale, "producer", &[&id.to_string()])),
        name,
    };
    let title = content.name.clone();
    frame::page(
        officer,
        (
            "office/application.html",
            "application",
            &[key.as_str()],
            "applications",
        ),
        title,
        form,
        &content,
    )
}

/// The key in an address.
fn key(asked: &str) -> Result<i64, Failure> {
    asked.parse().map_err(|_no_number| Failure::NotFound)
}

/// The application again, which says what was done.
fn done(shopper: &mut Shopper, id: i64, what: &str) -> HttpResponse {
    let page = urls::office_at(shopper.visit.locale, "application", &[&id.to_string()]);
    let to = format!("{page}{}", urls::query(&[("done", what)]));
    shopper.see(&to)
}

/// `GET /quan-tri/ho-so/{id}`
pub(super) async fn show(mut officer: Officer, asked: web::Path<String>) -> Result<HttpResponse, Failure> {
    let id = key(&asked)?;
    form_page(&mut officer, id, &Form::default()).await
}

/// `GET /quan-tri/ho-so/{id}/giay-to/{paper}`
pub(super) async fn download(
    mut officer: Officer,
    asked: web::Path<(String, String)>,
) -> Result<HttpResponse, Failure> {
    let (id, paper) = asked.into_inner();
    let (id, paper) = (key(&id)?, key(&paper)?);
    let services = officer.shopper.visit.state.services.clone();
    let sent = applications::whole(&services.db, id)
        .await?
        .is_some_and(|whole| whole.application.submitted_at.is_some());
    if !sent {
        return Err(Failure::NotFound);
    }
    let row = applications::of_application(&services.db, id, paper)
        .await?
        .ok_or(Failure::NotFound)?;
    let response = papers::give(&services, &row.key, &format!("ho-so-{id}-{paper}")).await?;
    Ok(officer.shopper.answer(response))
}

/// Refuses at the head of the page what cannot be done to an application.
async fn refused(
    officer: &mut Officer,
    id: i64,
    mut form: Form,
    refusal: DecisionRefusal,
) -> Result<HttpResponse, Failure> {
    let (field, word) = match refusal {
        DecisionRefusal::Missing => return Err(Failure::NotFound),
        DecisionRefusal::Moved => ("decision", "apply.moved"),
        DecisionRefusal::Unticked => ("seen", "apply.unticked"),
        DecisionRefusal::NoProducer => ("slug", "apply.no_producer"),
        DecisionRefusal::Owned => ("slug", "apply.owned"),
        DecisionRefusal::AccountTaken => ("decision", "people.account_taken"),
    };
    form.refuse(field, officer.shopper.visit.text(word));
    form_page(officer, id, &form).await
}

/// `POST /quan-tri/ho-so/{id}/xem`
pub(super) async fn take(operator: Operator, asked: web::Path<String>) -> Result<HttpResponse, Failure> {
    let Operator(mut officer) = operator;
    let id = key(&asked)?;
    let services = officer.shopper.visit.state.services.clone();
    match applications::take(&services.db, services.clock.now(), &officer.actor, id).await? {
        Ok(()) => Ok(done(&mut officer.shopper, id, "taken")),
        Err(refusal) => refused(&mut officer, id, Form::default(), refusal).await,
    }
}

/// `POST /quan-tri/ho-so/{id}/danh-dau`
pub(super) async fn ticks(
    operator: Operator,
    asked: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Failure> {
    let Operator(mut officer) = operator;
    let id = key(&asked)?;
    let seen: Vec<i64> = form
        .pairs()
        .filter(|(name, _)| *name == "seen")
        .filter_map(|(_, value)| value.parse().ok())
        .collect();
    let services = officer.shopper.visit.state.services.clone();
    let now = services.clock.now();
    match applications::set_ticks(&services.db, now, &officer.actor, id, &seen).await? {
        Ok(()) => Ok(done(&mut officer.shopper, id, "saved")),
        Err(refusal) => refused(&mut officer, id, form, refusal).await,
    }
}

/// What the form decides, or what is wrong with it beside its field.
fn verdict(visit: &Visit, form: &mut Form) -> Option<Verdict> {
    let reason: String = form.get("reason").chars().take(LONGEST).collect();
    match form.get("decision") {
        "approve" => {
            // The address of a known producer is typed, or chosen among those of a like name.
            let slug = form
                .some("slug")
                .or(form.some("alike"))
                .unwrap_or_default()
                .to_owned();
            if slug.is_empty() {
                return Some(Verdict::Approve(Place::New));
            }
            if urls::is_slug(&slug) {
                return Some(Verdict::Approve(Place::Known(slug)));
            }
            form.refuse("slug", visit.text("apply.no_producer"));
            None
        }
        "change" | "reject" if reason.is_empty() => {
            form.refuse("reason", visit.text("apply.say_why"));
            None
        }
        "change" => Some(Verdict::Change(reason)),
        "reject" => Some(Verdict::Reject(reason)),
        _ => {
            form.refuse("decision", visit.text("apply.choose"));
            None
        }
    }
}

/// `POST /quan-tri/ho-so/{id}/quyet-dinh`
pub(super) async fn decide(
    operator: Operator,
    asked: web::Path<String>,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    let Operator(mut officer) = operator;
    let id = key(&asked)?;
    let version = form
        .number("version")
        .and_then(|version| i32::try_from(version).ok())
        .unwrap_or_default();
    let Some(verdict) = verdict(&officer.shopper.visit, &mut form) else {
        return form_page(&mut officer, id, &form).await;
    };
    let services = officer.shopper.visit.state.services.clone();
    let outcome = applications::decide(
        &services.db,
        services.clock.now(),
        &officer.actor,
        (id, version),
        &verdict,
        (
            |locale| urls::studio(locale, "apply"),
            |locale| urls::studio(locale, "home"),
        ),
    )
    .await?;
    match outcome {
        Ok(()) => Ok(done(&mut officer.shopper, id, "decided")),
        Err(refusal) => refused(&mut officer, id, form, refusal).await,
    }
}
