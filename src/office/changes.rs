//! The queue of what was handed in, and a listing of it: what the public reads and what it would read, side by side,
//! and the decision. Officers read; the operator decides on what was seen.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};
use entity::{Locale, ProductKind, ReviewState};
use serde::Serialize;

use super::desk::{Officer, Operator};
use super::frame;
use domain::listings::{self, Change, Listing, PathOf, Refusal, Shot, Verdict};
use domain::{compliance, gallery, producers};
use foundation::i18n::format;
use foundation::kernel::clock::vietnam_day;
use shell::web::papers::give;
use shell::web::{Failure, Form, Picture, Visit, urls};

/// Rows of the queue; the longest waiting come first, so the rest comes when these are done.
const MOST: u64 = 100;
/// Characters of a reason.
const REASON: usize = 1_000;

/// Where the letter about a listing leads.
const LISTING: PathOf = |locale, id| urls::studio_at(locale, "listing", &[&id.to_string()]);

#[derive(Serialize)]
struct QueuePage {
    listings: Vec<Waiting>,
    stories: Vec<Waiting>,
}

#[derive(Serialize)]
struct Waiting {
    url: String,
    name: String,
    producer: String,
    since: String,
}

/// `GET /quan-tri/thay-doi`
pub async fn index(mut officer: Officer) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let locale = visit.locale;
    let db = &visit.state.services.db;
    let (listings, stories) = (
        listings::queue(db, MOST).await?,
        listings::story_queue(db, MOST).await?,
    );
    let makers: Vec<i64> = listings
        .iter()
        .chain(&stories)
        .map(|(_, producer, ..)| *producer)
        .collect();
    let names = producers::names(db, &makers, locale).await?;
    let waiting = |key: &str, rows: Vec<(i64, i64, String, Option<DateTime<Utc>>)>| -> Vec<Waiting> {
        rows.into_iter()
            .map(|(id, producer, name, since)| Waiting {
                url: urls::office_at(locale, key, &[&id.to_string()]),
                name,
                producer: names.get(&producer).cloned().unwrap_or_default(),
                since: since
                    .map(|since| format::moment(since, locale))
                    .unwrap_or_default(),
            })
            .collect()
    };
    let page = QueuePage {
        listings: waiting("change", listings),
        stories: waiting("story_change", stories),
    };
    let title = visit.text("listing.queue");
    frame::page(
        &mut officer,
        ("office/changes.html", "changes", &[], "changes"),
        title,
        &Form::default(),
        &page,
    )
}

/// A listing or story that was handed in, as its page shows it.
#[derive(Serialize)]
pub(super) struct ChangePage {
    pub(super) producer: String,
    pub(super) about: String,
    /// Whether a decision is wanted.
    pub(super) open: bool,
    pub(super) state: &'static str,
    pub(super) reason: Option<String>,
    pub(super) revision: i64,
    pub(super) mark: String,
    pub(super) rows: Vec<Side>,
    pub(super) before: Vec<Picture>,
    pub(super) after: Vec<Picture>,
    /// The papers that are asked for a listing.
    pub(super) papers: Vec<Papers>,
    /// A story as it would look.
    pub(super) previews: Vec<Preview>,
}

/// A paper that is asked for, with what was sent: (number, address, last day).
#[derive(Serialize)]
pub(super) struct Papers {
    label: String,
    met: bool,
    sent: Vec<(usize, String, Option<String>)>,
}

/// One thing that is said, before and after.
#[derive(Serialize)]
pub(super) struct Side {
    pub(super) label: String,
    pub(super) before: String,
    pub(super) after: String,
    pub(super) changed: bool,
}

/// A story in a language, as it would look.
#[derive(Serialize)]
pub(super) struct Preview {
    pub(super) lang: &'static str,
    pub(super) title: String,
    pub(super) html: String,
}

/// The number in an address.
pub(super) fn key(id: &str) -> Result<i64, Failure> {
    id.parse().map_err(|_no_number| Failure::NotFound)
}

/// `GET /quan-tri/thay-doi/san-pham/{id}`
pub async fn show(mut officer: Officer, id: web::Path<String>) -> Result<HttpResponse, Failure> {
    let id = key(&id)?;
    page(&mut officer, id, &Form::default()).await
}

async fn page(officer: &mut Officer, id: i64, form: &Form) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let db = &visit.state.services.db;
    let change = listings::show(db, id).await?.ok_or(Failure::NotFound)?;
    let page = ChangePage {
        producer: maker(visit, change.producer_id).await?,
        about: change.before.words(Locale::Vi).name.clone(),
        open: change.draft.state == ReviewState::Submitted,
        state: change.draft.state.word(),
        reason: change.draft.reason.clone(),
        revision: change.draft.revision,
        mark: change.mark.clone(),
        rows: sides(visit, &change),
        before: pictures(visit, &change.before.pictures).await?,
        after: pictures(visit, &change.draft.content.pictures).await?,
        papers: papers(visit, &change).await?,
        previews: Vec::new(),
    };
    let (number, title) = (id.to_string(), change.draft.content.vi.name);
    frame::page(
        officer,
        ("office/change.html", "change", &[&number], "changes"),
        title,
        form,
        &page,
    )
}

/// The papers that are asked for a listing, as its draft has it.
async fn papers(visit: &Visit, change: &Change) -> Result<Vec<Papers>, Failure> {
    let (services, locale) = (&visit.state.services, visit.locale);
    let draft = &change.draft;
    let asked = compliance::asked(&services.db, draft.product_id, draft.content.set_id).await?;
    let today = vietnam_day(services.clock.now());
    let id = draft.id.to_string();
    let sent = |(place, paper): (usize, &compliance::Paper)| {
        let url = urls::office_at(locale, "change_paper", &[&id, &paper.id.to_string()]);
        let last = paper.valid_until.map(|day| format::date(day, locale));
        (place + 1, url, last)
    };
    Ok(asked
        .iter()
        .map(|one| Papers {
            label: one.label(locale).to_owned(),
            met: one.is_met(today),
            sent: one.papers.iter().enumerate().map(sent).collect(),
        })
        .collect())
}

/// `GET /quan-tri/thay-doi/san-pham/{id}/giay-to/{paper}`: a paper of the listing that is looked at.
pub async fn paper(mut officer: Officer, path: web::Path<(String, String)>) -> Result<HttpResponse, Failure> {
    let (id, paper) = path.into_inner();
    let services = officer.shopper.visit.state.services.clone();
    let change = listings::show(&services.db, key(&id)?)
        .await?
        .ok_or(Failure::NotFound)?;
    let paper = compliance::of_product(&services.db, change.draft.product_id, key(&paper)?)
        .await?
        .ok_or(Failure::NotFound)?;
    let response = give(&services, &paper.key, &format!("giay-to-{}", paper.id)).await?;
    Ok(officer.shopper.answer(response))
}

/// The name of a producer.
pub(super) async fn maker(visit: &Visit, producer: i64) -> Result<String, Failure> {
    let names = producers::names(&visit.state.services.db, &[producer], visit.locale).await?;
    Ok(names.get(&producer).cloned().unwrap_or_default())
}

async fn pictures(visit: &Visit, shots: &[Shot]) -> Result<Vec<Picture>, Failure> {
    let wanted: Vec<(i64, String, String)> = shots
        .iter()
        .map(|shot| (shot.media_id, shot.alt_vi.clone(), shot.alt_en.clone()))
        .collect();
    let found = gallery::by_keys(&visit.state.services.db, &wanted).await?;
    Ok(wanted
        .iter()
        .filter_map(|(id, ..)| found.get(id))
        .map(|picture| Picture::small(picture, visit.locale))
        .collect())
}

/// What a listing says, by label.
fn said(visit: &Visit, listing: &Listing) -> BTreeMap<&'static str, String> {
    let month = |month: i16| visit.text(&format!("months.m{month}"));
    let taxonomy = &visit.edition.taxonomy;
    let set = taxonomy.set(listing.set_id);
    let kind = match listing.kind {
        ProductKind::Goods => "listing.kind_goods",
        ProductKind::Service => "listing.kind_service",
    };
    let alts: Vec<String> = listing
        .pictures
        .iter()
        .map(|shot| format!("{} / {}", shot.alt_vi, shot.alt_en))
        .collect();
    BTreeMap::from([
        ("name_vi", listing.vi.name.clone()),
        ("name_en", listing.en.name.clone()),
        ("summary_vi", listing.vi.summary.clone()),
        ("summary_en", listing.en.summary.clone()),
        ("materials_vi", listing.vi.materials.clone()),
        ("materials_en", listing.en.materials.clone()),
        ("care_vi", listing.vi.care.clone()),
        ("care_en", listing.en.care.clone()),
        (
            "set",
            set.map(|set| set.name(visit.locale).to_owned())
                .unwrap_or_default(),
        ),
        ("kind", visit.text(kind)),
        (
            "season",
            listing
                .season
                .map(|(from, to)| {
                    let (from, to) = (month(from), month(to));
                    visit.text_with("product.season_span", &[("from", &from), ("to", &to)])
                })
                .unwrap_or_default(),
        ),
        ("slug", listing.slug.clone()),
        ("alts", alts.join("\n")),
    ])
}

const ORDER: [&str; 13] = [
    "name_vi",
    "name_en",
    "summary_vi",
    "summary_en",
    "materials_vi",
    "materials_en",
    "care_vi",
    "care_en",
    "set",
    "kind",
    "season",
    "slug",
    "alts",
];

fn sides(visit: &Visit, change: &Change) -> Vec<Side> {
    // A listing that was never public has nothing before it.
    let mut before = match change.status {
        entity::PublicStatus::Draft => BTreeMap::new(),
        _ => said(visit, &change.before),
    };
    let mut after = said(visit, &change.draft.content);
    ORDER
        .into_iter()
        .map(|key| {
            let (before, after) = (
                before.remove(key).unwrap_or_default(),
                after.remove(key).unwrap_or_default(),
            );
            Side {
                label: visit.text(&format!("listing.{key}")),
                changed: before != after,
                before,
                after,
            }
        })
        .filter(|side| !side.before.is_empty() || !side.after.is_empty())
        .collect()
}

/// Reads the decision: what was seen, and what is said of it. `None` when it is refused beside its field.
pub(super) fn verdict(visit: &Visit, form: &mut Form) -> Option<((i64, String), Verdict)> {
    let seen = (form.number("revision"), form.get("mark").to_owned());
    let verdict = match form.get("do") {
        "approve" => Some(Verdict::Approve),
        "refuse" => {
            let reason: String = form.get("reason").chars().take(REASON).collect();
            if reason.is_empty() {
                form.refuse("reason", visit.text("form.required"));
                return None;
            }
            Some(Verdict::Refuse(reason))
        }
        _ => None,
    };
    if let ((Some(revision), mark), Some(verdict)) = (seen, verdict) {
        return Some(((revision, mark), verdict));
    }
    form.refuse("reason", visit.text("listing.refused_act"));
    None
}

/// Says why a decision was not taken; what is not there is not found.
pub(super) fn refuse(visit: &Visit, form: &mut Form, refusal: Refusal) -> Result<(), Failure> {
    if refusal == Refusal::Unknown {
        return Err(Failure::NotFound);
    }
    form.refuse(
        "reason",
        visit.text(&format!("listing.refused_{}", refusal.word())),
    );
    Ok(())
}

/// The queue, after a decision.
pub(super) fn back(locale: Locale) -> String {
    format!(
        "{}{}",
        urls::office(locale, "changes"),
        urls::query(&[("done", "saved")])
    )
}

/// `POST /quan-tri/thay-doi/san-pham/{id}`
pub async fn decide(
    operator: Operator,
    id: web::Path<String>,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    let mut officer = operator.0;
    let id = key(&id)?;
    let visit = &officer.shopper.visit;
    let services = visit.state.services.clone();
    let (db, now) = (&services.db, services.clock.now());
    if listings::show(db, id).await?.is_none() {
        return Err(Failure::NotFound);
    }
    if let Some(((revision, mark), verdict)) = verdict(visit, &mut form) {
        let seen = (revision, mark.as_str());
        match listings::decide(db, now, &officer.actor, id, seen, &verdict, LISTING).await? {
            Ok(()) => {
                let to = back(visit.locale);
                return Ok(officer.shopper.see(&to));
            }
            Err(refusal) => refuse(visit, &mut form, refusal)?,
        }
    }
    page(&mut officer, id, &form).await
}
