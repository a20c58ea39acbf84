//! Producers as the office sees them: all of them, whatever the public sees, and one with its people, how it sells,
//! and whether it is shown.

use actix_web::{HttpResponse, web};
use entity::{MemberRole, PublicStatus, show_phone};
use serde::Serialize;

use super::desk::{Officer, Operator};
use super::frame;
use super::queue::page_number;
use commerce::membership::{self, Standing, StandingRefusal, Stands};
use commerce::payments::vietqr::bank_name;
use foundation::kernel::fold::clean;
use shell::web::{Failure, Form, Visit, urls};

/// Producers on a page.
const MOST: i64 = 40;
/// Characters of a reason.
const LONGEST: usize = 1_000;
/// What the public sees, as it is asked for.
const STATES: [(&str, PublicStatus); 4] = [
    ("published", PublicStatus::Published),
    ("hidden", PublicStatus::Hidden),
    ("draft", PublicStatus::Draft),
    ("retired", PublicStatus::Retired),
];

#[derive(Serialize)]
struct Row {
    url: String,
    name: String,
    form: String,
    status: String,
    hidden: bool,
}

#[derive(Serialize)]
struct StateView {
    value: &'static str,
    label: String,
    current: bool,
}

#[derive(Serialize)]
struct ProducersPage {
    q: String,
    states: Vec<StateView>,
    rows: Vec<Row>,
    next: Option<String>,
    action: String,
}

/// A state in words.
fn status_label(visit: &Visit, status: PublicStatus) -> String {
    let word = STATES.iter().find(|(_, known)| *known == status);
    visit.text(&format!(
        "apply.public_{}",
        word.map_or("published", |(word, _)| *word)
    ))
}

fn form_label(visit: &Visit, stands: &Stands) -> String {
    visit.text(&format!("apply.form_{}", stands.legal_form.word()))
}

/// `GET /quan-tri/nha-san-xuat`
pub(super) async fn list(mut officer: Officer) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let locale = visit.locale;
    let q = clean(visit.params.get("q").unwrap_or_default(), 100);
    let wanted = visit.params.get("status").unwrap_or_default();
    let status = STATES
        .iter()
        .find(|(word, _)| *word == wanted)
        .map(|(_, status)| *status);
    let page = page_number(visit);
    let skip = i64::try_from(page - 1).unwrap_or_default() * MOST;
    let found = membership::all(&visit.state.services.db, &q, status, (skip, MOST + 1)).await?;
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    let action = urls::office(locale, "producers");
    let further = (page + 1).to_string();
    let next = (found.len() > most).then(|| {
        let query = urls::query(&[("q", &q), ("status", wanted), ("page", &further)]);
        format!("{action}{query}")
    });
    let content = ProducersPage {
        states: STATES
            .iter()
            .map(|(word, one)| StateView {
                value: word,
                label: status_label(visit, *one),
                current: Some(*one) == status,
            })
            .collect(),
        rows: found
            .into_iter()
            .take(most)
            .map(|one| Row {
                url: urls::office_at(locale, "producer", &[&one.id.to_string()]),
                form: form_label(visit, &one),
                status: status_label(visit, one.status),
                hidden: one.status != PublicStatus::Published,
                name: one.name,
            })
            .collect(),
        q,
        next,
        action,
    };
    let title = visit.text("apply.producers");
    frame::page(
        &mut officer,
        ("office/producers.html", "producers", &[], "producers"),
        title,
        &Form::default(),
        &content,
    )
}

#[derive(Serialize)]
struct Fact {
    label: String,
    value: String,
}

#[derive(Serialize)]
struct PersonView {
    name: String,
    email: String,
    owner: bool,
}

#[derive(Serialize)]
struct ProducerPage {
    name: String,
    status: String,
    /// `suspend`, `reinstate`, or nothing that can be done.
    turn: Option<&'static str>,
    public: Option<String>,
    facts: Vec<Fact>,
    people: Vec<PersonView>,
    action: String,
    back: String,
}

async fn form_page(officer: &mut Officer, id: i64, form: &Form) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let (db, locale) = (&visit.state.services.db, visit.locale);
    let stands = membership::one(db, id).await?.ok_or(Failure::NotFound)?;
    let people = membership::list(db, id).await?;
    let settings = membership::of_producer(db, id).await?;
    let mut facts = vec![("apply.legal_form", Some(form_label(visit, &stands)))];
    if let Some(row) = settings {
        let bank = row
            .bank_bin
            .as_deref()
            .map(|bin| bank_name(bin).unwrap_or(bin).to_owned());
        facts.extend([
            ("apply.phone", row.phone.as_deref().map(show_phone)),
            ("apply.email", row.email),
            ("people.bank", bank),
            ("people.account", row.bank_account),
            ("people.holder", row.bank_holder),
        ]);
    }
    let key = id.to_string();
    let content = ProducerPage {
        status: status_label(visit, stands.status),
        turn: match stands.status {
            PublicStatus::Published => Some("suspend"),
            PublicStatus::Hidden => Some("reinstate"),
            PublicStatus::Draft | PublicStatus::Retired => None,
        },
        public: (stands.status == PublicStatus::Published).then(|| urls::producer(locale, &stands.slug)),
        facts: facts
            .into_iter()
            .filter_map(|(label, value)| {
                Some(Fact {
                    label: visit.text(label),
                    value: value?,
                })
            })
            .collect(),
        people: people
            .into_iter()
            .map(|member| PersonView {
                name: member.name,
                email: member.email.unwrap_or_default(),
                owner: member.role == MemberRole::Owner,
            })
            .collect(),
        action: urls::office_at(locale, "producer_standing", &[key.as_str()]),
        back: urls::office(locale, "producers"),
        name: stands.name,
    };
    let title = content.name.clone();
    frame::page(
        officer,
        ("office/producer.html", "producer", &[key.as_str()], "producers"),
        title,
        form,
        &content,
    )
}

/// `GET /quan-tri/nha-san-xuat/{id}`
pub(super) async fn show(mut officer: Officer, asked: web::Path<String>) -> Result<HttpResponse, Failure> {
    let id: i64 = asked.parse().map_err(|_no_number| Failure::NotFound)?;
    form_page(&mut officer, id, &Form::default()).await
}

/// `POST /quan-tri/nha-san-xuat/{id}/trang-thai`: takes a producer away or brings it back, with the reason.
pub(super) async fn turn(
    operator: Operator,
    asked: web::Path<String>,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    let Operator(mut officer) = operator;
    let id: i64 = asked.parse().map_err(|_no_number| Failure::NotFound)?;
    let reason: String = form.get("reason").chars().take(LONGEST).collect();
    let visit = &officer.shopper.visit;
    if reason.is_empty() {
        form.refuse("reason", visit.text("apply.say_why"));
    }
    let back = match form.get("turn") {
        "suspend" => Some(false),
        "reinstate" => Some(true),
        _ => None,
    };
    let (Some(back), true) = (back, form.is_fine()) else {
        form.refuse("reason", visit.text("apply.say_why"));
        return form_page(&mut officer, id, &form).await;
    };
    let services = visit.state.services.clone();
    let standing = Standing {
        actor: &officer.actor,
        reason: &reason,
        link: |locale| urls::studio(locale, "home"),
    };
    let (db, now) = (&services.db, services.clock.now());
    let (outcome, told) = if back {
        (membership::reinstate(db, now, id, standing).await?, "reinstated")
    } else {
        (membership::suspend(db, now, id, standing).await?, "suspended")
    };
    match outcome {
        Ok(()) => {
            let page = urls::office_at(officer.shopper.visit.locale, "producer", &[&id.to_string()]);
            let to = format!("{page}{}", urls::query(&[("done", told)]));
            Ok(officer.shopper.see(&to))
        }
        Err(StandingRefusal::Missing) => Err(Failure::NotFound),
        Err(StandingRefusal::Moved) => {
            form.refuse("reason", officer.shopper.visit.text("apply.moved"));
            form_page(&mut officer, id, &form).await
        }
    }
}
