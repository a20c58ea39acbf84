//! Who keeps which sales point, what keepers tell of places that are gone or have moved, and what the office decides.

use actix_web::{HttpResponse, web};
use entity::{Locale, NoticeOutcome, PlaceStatus, PublicStatus};
use serde::Serialize;

use super::desk::{Officer, Operator};
use super::frame;
use super::queue::page_number;
use commerce::keeping::{self, AppointRefusal, KeepRefusal, Own, Verdict};
use foundation::i18n::format;
use foundation::kernel::clock::vietnam_day;
use foundation::kernel::fold::clean;
use shell::web::{Failure, Form, Visit, urls};

/// Places on a page.
const MOST: i64 = 40;
/// Notices shown above them.
const NOTICES: u64 = 50;
/// Characters of a reason or an answer.
const LONGEST: usize = 1_000;

#[derive(Serialize)]
struct NoticeRow {
    url: String,
    name: String,
    kind: &'static str,
    at: String,
}

#[derive(Serialize)]
struct PlaceView {
    url: String,
    name: String,
    status: String,
    keepers: i64,
}

#[derive(Serialize)]
struct KeepersPage {
    notices: Vec<NoticeRow>,
    rows: Vec<PlaceView>,
    q: String,
    next: Option<String>,
    action: String,
}

fn status(visit: &Visit, status: PlaceStatus, public: PublicStatus) -> String {
    if public != PublicStatus::Published {
        return visit.text("point.status_hidden");
    }
    visit.text(match status {
        PlaceStatus::Open => "point.status_open",
        PlaceStatus::Unverified => "point.status_unverified",
        PlaceStatus::TemporarilyClosed => "point.status_suspended",
        PlaceStatus::Closed => "point.status_closed",
    })
}

/// `GET /quan-tri/nguoi-giu`
pub(super) async fn list(mut officer: Officer) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let (db, locale) = (&visit.state.services.db, visit.locale);
    let q = clean(visit.params.get("q").unwrap_or_default(), 100);
    let page = page_number(visit);
    let skip = i64::try_from(page - 1).unwrap_or_default() * MOST;
    let found = keeping::places(db, &q, (skip, MOST + 1)).await?;
    let notices = keeping::waiting(db, NOTICES).await?;
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    let action = urls::office(locale, "keepers");
    let further = (page + 1).to_string();
    let at = |slug: &str| urls::office_at(locale, "place_keepers", &[slug]);
    let content = KeepersPage {
        next: (found.len() > most)
            .then(|| format!("{action}{}", urls::query(&[("q", &q), ("page", &further)]))),
        notices: notices
            .into_iter()
            .map(|notice| NoticeRow {
                url: at(&notice.slug),
                name: notice.name,
                kind: notice.row.kind.word(),
                at: format::moment(notice.row.created_at, locale),
            })
            .collect(),
        rows: found
            .into_iter()
            .take(most)
            .map(|row| PlaceView {
                url: at(&row.slug),
                status: status(visit, row.status, row.public),
                keepers: row.keepers,
                name: row.name,
            })
            .collect(),
        q,
        action,
    };
    let title = visit.text("point.office_title");
    frame::page(
        &mut officer,
        ("office/keepers.html", "keepers", &[], "keepers"),
        title,
        &Form::default(),
        &content,
    )
}

#[derive(Serialize)]
struct PersonView {
    id: i64,
    name: String,
    email: String,
    since: String,
}

#[derive(Serialize)]
struct NoticeView {
    id: i64,
    kind: &'static str,
    message: String,
    at: String,
    waits: bool,
    outcome: &'static str,
    answer: Option<String>,
}

#[derive(Serialize)]
struct PlacePage {
    name: String,
    status: String,
    /// Taken off the map for good.
    closed: bool,
    confirmed: Option<String>,
    public: Option<String>,
    people: Vec<PersonView>,
    notice: Option<NoticeView>,
    /// Whether it waits for a decision.
    waits: bool,
    back: String,
    /// What the office says of it.
    record: String,
    log: String,
    action: String,
}

async fn own(visit: &Visit, slug: &str) -> Result<Own, Failure> {
    if !urls::is_slug(slug) {
        return Err(Failure::NotFound);
    }
    let found = keeping::place_named(&visit.state.services.db, slug).await?;
    found.ok_or(Failure::NotFound)
}

async fn place_page(officer: &mut Officer, own: &Own, form: &Form) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let (db, locale, row) = (&visit.state.services.db, visit.locale, &own.row);
    let people = keeping::keepers(db, row.id).await?;
    let notice = keeping::last_notice(db, row.id).await?;
    let subject = format!("place:{}", row.id);
    let content = PlacePage {
        name: own.name(locale).to_owned(),
        status: status(visit, row.status, row.public),
        closed: row.status == PlaceStatus::Closed,
        confirmed: row.last_confirmed_on.map(|day| format::date(day, locale)),
        public: own.is_public().then(|| urls::sales_point(locale, &row.slug)),
        people: people
            .into_iter()
            .map(|keeper| PersonView {
                id: keeper.user_id,
                name: keeper.name,
                email: keeper.email.unwrap_or_default(),
                since: format::date(vietnam_day(keeper.since), locale),
            })
            .collect(),
        waits: notice.as_ref().is_some_and(|notice| notice.waiting_of.is_some()),
        notice: notice.map(|notice| NoticeView {
            id: notice.id,
            kind: notice.kind.word(),
            at: format::moment(notice.created_at, locale),
            waits: notice.waiting_of.is_some(),
            outcome: notice.outcome.map_or("", NoticeOutcome::word),
            message: notice.message,
            answer: notice.answer,
        }),
        back: urls::office(locale, "keepers"),
        record: urls::office_at(locale, "place", &[&row.id.to_string()]),
        log: format!(
            "{}{}",
            urls::office(locale, "audit"),
            urls::query(&[("subject", &subject)])
        ),
        action: urls::office_at(locale, "place_keepers", &[&row.slug]),
    };
    let (title, slug) = (content.name.clone(), row.slug.clone());
    frame::page(
        officer,
        ("office/place_keepers.html", "place_keepers", &[&slug], "keepers"),
        title,
        form,
        &content,
    )
}

/// `GET /quan-tri/diem-ban/{slug}/nguoi-giu`
pub(super) async fn show(mut officer: Officer, slug: web::Path<String>) -> Result<HttpResponse, Failure> {
    let own = own(&officer.shopper.visit, &slug).await?;
    place_page(&mut officer, &own, &Form::default()).await
}

fn keeps(visit: &Visit, refusal: AppointRefusal) -> Result<String, Failure> {
    Ok(match refusal {
        AppointRefusal::Missing => return Err(Failure::NotFound),
        AppointRefusal::NoAccount => visit.text("point.refused_account"),
        AppointRefusal::Already => visit.text("point.refused_already"),
        AppointRefusal::Full => visit.text("point.refused_full"),
    })
}

/// `POST /quan-tri/diem-ban/{slug}/nguoi-giu`: appoints, dismisses, decides on a notice, puts back on the map.
pub(super) async fn update(
    Operator(mut officer): Operator,
    slug: web::Path<String>,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let own = own(visit, &slug).await?;
    let services = visit.state.services.clone();
    let (db, now, id) = (&services.db, services.clock.now(), own.row.id);
    let actor = officer.actor.clone();
    let text = form.get("answer").to_owned();
    let verb = form.get("do").to_owned();
    let decides = matches!(verb.as_str(), "close" | "open" | "open_again");
    if decides && (text.is_empty() || text.chars().count() > LONGEST) {
        form.refuse("answer", visit.text("point.say_why"));
    }
    if form.is_fine() {
        let refused = match verb.as_str() {
            "appoint" => {
                let link: fn(Locale) -> String = |locale| urls::studio(locale, "points");
                let outcome = keeping::appoint(db, now, &actor, id, form.get("email"), link).await?;
                match outcome {
                    Ok(()) => None,
                    Err(refusal) => Some(("email", keeps(visit, refusal)?)),
                }
            }
            "dismiss" => {
                let user = form.number("user").ok_or(Failure::NotFound)?;
                match keeping::dismiss(db, now, &actor, id, user).await? {
                    Ok(()) => None,
                    Err(refusal) => Some(("email", keeps(visit, refusal)?)),
                }
            }
            "close" | "open" => {
                let notice = form.number("notice").ok_or(Failure::NotFound)?;
                let verdict = if verb == "close" {
                    Verdict::Close
                } else {
                    Verdict::Open
                };
                let outcome = keeping::decide(db, now, &actor, (id, notice), verdict, &text).await?;
                decided(visit, outcome)?
            }
            "open_again" => {
                let outcome = keeping::open_again(db, now, &actor, id, &text).await?;
                decided(visit, outcome)?
            }
            _ => return Err(Failure::NotFound),
        };
        match refused {
            None => {
                visit.state.editions.refresh().await?;
                let here = urls::office_at(visit.locale, "place_keepers", &[&own.row.slug]);
                let to = format!("{here}{}", urls::query(&[("done", "saved")]));
                return Ok(officer.shopper.see(&to));
            }
            Some((field, words)) => form.refuse(field, words),
        }
    }
    place_page(&mut officer, &own, &form).await
}

/// What is said beside the answer when a decision came too late.
fn decided(
    visit: &Visit,
    outcome: Result<(), KeepRefusal>,
) -> Result<Option<(&'static str, String)>, Failure> {
    match outcome {
        Ok(()) => Ok(None),
        Err(KeepRefusal::Missing) => Err(Failure::NotFound),
        Err(_) => Ok(Some(("answer", visit.text("point.refused_changed")))),
    }
}
