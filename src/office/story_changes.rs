//! A story that was handed in: what the public reads and what it would read, side by side, and the decision.

use actix_web::{HttpResponse, web};
use entity::{Locale, ReviewState};

use super::changes::{ChangePage, Preview, Side, back, key, maker, refuse, verdict};
use super::desk::{Officer, Operator};
use super::frame;
use domain::listings::{self, PathOf, StoryChange, Told};
use domain::stories::to_html;
use foundation::i18n::format;
use shell::web::{Failure, Form, Visit, urls};

/// Where the letter about a story leads.
const STORY: PathOf = |locale, id| urls::studio_at(locale, "story", &[&id.to_string()]);

/// `GET /quan-tri/thay-doi/cau-chuyen/{id}`
pub async fn show(mut officer: Officer, id: web::Path<String>) -> Result<HttpResponse, Failure> {
    let id = key(&id)?;
    page(&mut officer, id, &Form::default()).await
}

async fn page(officer: &mut Officer, id: i64, form: &Form) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let db = &visit.state.services.db;
    let change = listings::show_story(db, id).await?.ok_or(Failure::NotFound)?;
    let page = ChangePage {
        producer: maker(visit, change.producer_id).await?,
        about: change.about.clone(),
        open: change.draft.state == ReviewState::Submitted,
        state: change.draft.state.word(),
        reason: change.draft.reason.clone(),
        revision: change.draft.revision,
        mark: change.mark.clone(),
        rows: story_sides(visit, &change),
        before: Vec::new(),
        after: Vec::new(),
        papers: Vec::new(),
        previews: Locale::ALL
            .into_iter()
            .map(|locale| (locale, change.draft.told.text(locale)))
            .filter(|(_, (_, body))| !body.is_empty())
            .map(|(locale, (title, body))| Preview {
                lang: locale.tag(),
                title: title.to_owned(),
                html: to_html(body),
            })
            .collect(),
    };
    let (number, title) = (id.to_string(), change.draft.told.title_vi);
    frame::page(
        officer,
        ("office/change.html", "story_change", &[&number], "changes"),
        title,
        form,
        &page,
    )
}

fn story_sides(visit: &Visit, change: &StoryChange) -> Vec<Side> {
    let empty = Told::default();
    let (before, after) = (change.before.as_ref().unwrap_or(&empty), &change.draft.told);
    let day = |told: &Told| {
        told.told_on
            .map(|day| format::date(day, visit.locale))
            .unwrap_or_default()
    };
    [
        ("title_vi", before.title_vi.clone(), after.title_vi.clone()),
        ("body_vi", before.body_vi.clone(), after.body_vi.clone()),
        ("title_en", before.title_en.clone(), after.title_en.clone()),
        ("body_en", before.body_en.clone(), after.body_en.clone()),
        ("told_by", before.told_by.clone(), after.told_by.clone()),
        ("told_on", day(before), day(after)),
    ]
    .into_iter()
    .filter(|(_, before, after)| !before.is_empty() || !after.is_empty())
    .map(|(key, before, after)| Side {
        label: visit.text(&format!("story_desk.{key}")),
        changed: before != after,
        before,
        after,
    })
    .collect()
}

/// `POST /quan-tri/thay-doi/cau-chuyen/{id}`
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
    if listings::show_story(db, id).await?.is_none() {
        return Err(Failure::NotFound);
    }
    if let Some(((revision, mark), verdict)) = verdict(visit, &mut form) {
        let seen = (revision, mark.as_str());
        match listings::decide_story(db, now, &officer.actor, id, seen, &verdict, STORY).await? {
            Ok(()) => {
                let to = back(visit.locale);
                return Ok(officer.shopper.see(&to));
            }
            Err(refusal) => refuse(visit, &mut form, refusal)?,
        }
    }
    page(&mut officer, id, &form).await
}
