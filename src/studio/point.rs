//! A sales point at the desk: whether it is confirmed, one tap that does it, and what else may have become of it.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use entity::{NoticeKind, NoticeOutcome, PlaceStatus, place};
use serde::Serialize;

use super::point_desk::{Keeper, Point, page, words};
use super::typed::at_most;
use commerce::keeping::{self, LONGEST_CLOSURE_DAYS};
use domain::places::words as said;
use foundation::i18n::format;
use shell::web::{Failure, Form, Visit, urls};

/// Characters of a remark on a closure.
const NOTE: usize = 150;
/// Characters of a notice to the office.
const MESSAGE: usize = 1_000;

#[derive(Serialize)]
struct PlaceView {
    name: String,
    url: String,
    status: String,
    confirmed: String,
    due: bool,
}

#[derive(Serialize)]
struct PointsPage {
    places: Vec<PlaceView>,
}

#[derive(Serialize)]
struct NoticeView {
    kind: &'static str,
    message: String,
    at: String,
    waits: bool,
    /// What came of it; empty while it waits.
    outcome: &'static str,
    answer: Option<String>,
}

#[derive(Serialize)]
struct PointPage {
    status: String,
    confirmed: String,
    due: bool,
    /// Confirmed today already.
    fresh: bool,
    /// `open`, `suspended` or `closed`.
    standing: &'static str,
    until: Option<String>,
    products: String,
    notice: Option<NoticeView>,
    /// Whether it waits at the office.
    waits: bool,
    confirm: String,
    state: String,
    shelf: String,
    today: String,
    last: String,
}

fn status(visit: &Visit, status: PlaceStatus) -> String {
    visit.text(match status {
        PlaceStatus::Open => "point.status_open",
        PlaceStatus::Unverified => "point.status_unverified",
        PlaceStatus::TemporarilyClosed => "point.status_suspended",
        PlaceStatus::Closed => "point.status_closed",
    })
}

/// When it was last confirmed and by whom, as the public reads it.
fn confirmed(visit: &Visit, row: &place::Model) -> String {
    let who = row.confirmed_by.as_deref();
    said::confirmed_on(
        visit.state.views.texts(),
        visit.locale,
        row.last_confirmed_on,
        who,
    )
}

/// `GET /nguoi-ban/diem-ban`: the places one keeps; the only one opens at once.
pub(super) async fn index(mut keeper: Keeper) -> Result<HttpResponse, Failure> {
    let places = keeper.places().await?;
    let today = keeper.today();
    let visit = keeper.visit();
    let locale = visit.locale;
    if let [only] = places.as_slice() {
        let to = urls::studio_at(locale, "point", &[&only.row.slug]);
        return Ok(keeper.shopper.see(&to));
    }
    let content = PointsPage {
        places: places
            .iter()
            .map(|own| PlaceView {
                name: own.name(locale).to_owned(),
                url: urls::studio_at(locale, "point", &[&own.row.slug]),
                status: status(visit, own.row.status),
                confirmed: confirmed(visit, &own.row),
                due: keeping::is_due(own.row.last_confirmed_on, today),
            })
            .collect(),
    };
    let title = visit.text("point.title");
    page(
        &mut keeper,
        None,
        ("studio/points.html", "points"),
        title,
        &Form::default(),
        &content,
    )
}

async fn point_page(keeper: &mut Keeper, point: &Point, form: &Form) -> Result<HttpResponse, Failure> {
    let today = keeper.today();
    let visit = keeper.visit();
    let (db, locale, row) = (&visit.state.services.db, visit.locale, &point.own.row);
    let closure = keeping::closure(db, row.id).await?;
    let count = keeping::shelf_count(db, row.id).await?;
    let notice = keeping::last_notice(db, row.id).await?;
    let at = |key| urls::studio_at(locale, key, &[&row.slug]);
    let content = PointPage {
        status: status(visit, row.status),
        confirmed: confirmed(visit, row),
        due: keeping::is_due(row.last_confirmed_on, today),
        fresh: row.last_confirmed_on == Some(today) && row.status == PlaceStatus::Open,
        standing: match row.status {
            PlaceStatus::Open | PlaceStatus::Unverified => "open",
            PlaceStatus::TemporarilyClosed => "suspended",
            PlaceStatus::Closed => "closed",
        },
        until: closure.map(|closure| format::date(closure.last_day, locale)),
        products: visit.text_with("point.products", &[("n", &count.to_string())]),
        waits: notice.as_ref().is_some_and(|notice| notice.waiting_of.is_some()),
        notice: notice.map(|notice| NoticeView {
            kind: notice.kind.word(),
            at: format::moment(notice.created_at, locale),
            waits: notice.waiting_of.is_some(),
            outcome: notice.outcome.map_or("", NoticeOutcome::word),
            message: notice.message,
            answer: notice.answer,
        }),
        confirm: at("point_confirm"),
        state: at("point_state"),
        shelf: at("point_shelf"),
        today: today.to_string(),
        last: (today + chrono::TimeDelta::days(LONGEST_CLOSURE_DAYS)).to_string(),
    };
    let title = point.own.name(locale).to_owned();
    page(
        keeper,
        Some(point),
        ("studio/point.html", "point"),
        title,
        form,
        &content,
    )
}

/// `GET /nguoi-ban/diem-ban/{slug}`
pub(super) async fn show(mut keeper: Keeper, slug: web::Path<String>) -> Result<HttpResponse, Failure> {
    let point = keeper.place(&slug).await?;
    point_page(&mut keeper, &point, &Form::default()).await
}

/// `POST /nguoi-ban/diem-ban/{slug}/xac-nhan`: still open, and these are sold here.
pub(super) async fn confirm(mut keeper: Keeper, slug: web::Path<String>) -> Result<HttpResponse, Failure> {
    let point = keeper.place(&slug).await?;
    let services = keeper.visit().state.services.clone();
    let acting = keeper.acting(&point);
    match keeping::confirm(&services.db, services.clock.now(), acting).await? {
        Ok(changed) => {
            let done = if changed { "confirmed" } else { "known" };
            keeper.done("point", &point, done).await
        }
        Err(refusal) => {
            let mut form = Form::default();
            let words = words(keeper.visit(), refusal)?;
            form.refuse("confirm", words);
            point_page(&mut keeper, &point, &form).await
        }
    }
}

/// `POST /nguoi-ban/diem-ban/{slug}/tinh-trang`: closed for a while, open again, gone for good, moved.
pub(super) async fn turn(
    mut keeper: Keeper,
    slug: web::Path<String>,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    let point = keeper.place(&slug).await?;
    let services = keeper.visit().state.services.clone();
    let (db, now) = (&services.db, services.clock.now());
    let verb = form.get("do").to_owned();
    let field = match verb.as_str() {
        "close_for" => "until",
        "closed" => "gone",
        "moved" => "where",
        _ => "confirm",
    };
    let visit = &keeper.shopper.visit;
    for name in ["note_vi", "note_en"] {
        at_most(visit, &mut form, name, NOTE);
    }
    for name in ["gone", "where"] {
        at_most(visit, &mut form, name, MESSAGE);
    }
    let until: Option<NaiveDate> = form.get("until").parse().ok();
    let lacks = match field {
        "until" => until.is_none(),
        "confirm" => false,
        _ => form.get(field).is_empty(),
    };
    if lacks {
        let key = if field == "until" {
            "point.refused_days"
        } else {
            "form.required"
        };
        form.refuse(field, visit.text(key));
    }
    if form.is_fine() {
        let acting = keeper.acting(&point);
        let message = form.get(field);
        let (outcome, done) = match (verb.as_str(), until) {
            ("close_for", Some(until)) => {
                let notes = (form.get("note_vi"), form.get("note_en"));
                let outcome = keeping::close_for(db, now, acting, until, notes).await?;
                (outcome, "closed_for")
            }
            ("reopen", _) => (keeping::reopen(db, now, acting).await?, "reopened"),
            ("closed", _) => {
                let told = keeping::report(db, now, acting, NoticeKind::Closed, message).await?;
                (told, "reported")
            }
            ("moved", _) => {
                let told = keeping::report(db, now, acting, NoticeKind::Moved, message).await?;
                (told, "reported")
            }
            ("withdraw", _) => (keeping::withdraw_notice(db, now, acting).await?, "withdrawn"),
            _ => return Err(Failure::NotFound),
        };
        match outcome {
            Ok(()) => return keeper.done("point", &point, done).await,
            Err(refusal) => {
                let words = words(keeper.visit(), refusal)?;
                form.refuse(field, words);
            }
        }
    }
    // The refusal may be that it stands elsewhere meanwhile: the page shows where.
    let point = keeper.place(&slug).await?;
    point_page(&mut keeper, &point, &form).await
}
