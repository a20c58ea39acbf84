//! The days on which a sales point keeps other hours, or none: Tết, a fair, a Sunday that it opens once.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;

use super::point_desk::{Keeper, words};
use super::point_hours::{as_kept, hours_page};
use super::typed::at_most;
use commerce::keeping::{self, NewException};
use domain::places::weekly;
use shell::web::{Failure, Form, Visit};

/// Characters of a remark.
const NOTE: usize = 150;

/// The days that were typed; refused beside their field when they are none.
fn days(visit: &Visit, form: &mut Form, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let from: Option<NaiveDate> = form.get("from").parse().ok();
    let to: Option<NaiveDate> = match form.get("to") {
        "" => from,
        typed => typed.parse().ok(),
    };
    if from.is_none() {
        form.refuse("from", visit.text("point.refused_day"));
    }
    if to.is_none() && from.is_some() {
        form.refuse("to", visit.text("point.refused_day"));
    }
    let (from, to) = from.zip(to)?;
    if to < from || to < today {
        form.refuse("to", visit.text("point.refused_days"));
        return None;
    }
    Some((from, to))
}

/// The hours of those days as OSM times, empty for none.
fn hours(visit: &Visit, form: &mut Form) -> String {
    match form.get("kind") {
        "closed" => String::new(),
        "open" => match weekly::times(form.get("times")) {
            Some(times) if !times.is_empty() => weekly::written(&times, ","),
            _ => {
                form.refuse("times", visit.text("point.refused_times"));
                String::new()
            }
        },
        _ => {
            form.refuse("kind", visit.text("point.choose"));
            String::new()
        }
    }
}

/// `POST /nguoi-ban/diem-ban/{slug}/ngay-khac`: adds days, or takes some away again.
pub(super) async fn update(
    mut keeper: Keeper,
    slug: web::Path<String>,
    mut form: Form,
) -> Result<HttpResponse, Failure> {
    let point = keeper.place(&slug).await?;
    let services = keeper.visit().state.services.clone();
    let (db, now, today) = (&services.db, services.clock.now(), keeper.today());
    if form.get("do") == "remove" {
        let id = form.number("id").ok_or(Failure::NotFound)?;
        let acting = keeper.acting(&point);
        return match keeping::remove_exception(db, now, acting, id).await? {
            Ok(()) => keeper.done("point_hours", &point, "saved").await,
            Err(_) => Err(Failure::NotFound),
        };
    }
    let visit = &keeper.shopper.visit;
    let days = days(visit, &mut form, today);
    let hours = hours(visit, &mut form);
    for name in ["note_vi", "note_en"] {
        at_most(visit, &mut form, name, NOTE);
    }
    if let (Some((from, to)), true) = (days, form.is_fine()) {
        let new = NewException {
            from,
            to,
            hours: &hours,
            note_vi: form.get("note_vi"),
            note_en: form.get("note_en"),
        };
        let acting = keeper.acting(&point);
        match keeping::add_exception(db, now, acting, new).await? {
            Ok(()) => return keeper.done("point_hours", &point, "saved").await,
            Err(refusal) => {
                let words = words(keeper.visit(), refusal)?;
                form.refuse("from", words);
            }
        }
    }
    as_kept(&point, today, &mut form);
    hours_page(&mut keeper, &point, &form, None).await
}
