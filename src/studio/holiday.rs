//! Days on which a producer sends nothing: from the first to the last, or none.

use actix_web::HttpResponse;
use chrono::{Months, NaiveDate};

use super::desk::OwnersDesk;
use super::settings::make;
use commerce::membership::Change;
use shell::web::{Failure, Form, Visit};

/// A day as browsers send one.
fn day(visit: &Visit, form: &mut Form, name: &str) -> Option<NaiveDate> {
    let day = form.some(name)?.parse().ok();
    if day.is_none() {
        form.refuse(name, visit.text("people.bad_day"));
    }
    day
}

/// `POST /nguoi-ban/cai-dat/nghi`: both days empty ends a holiday.
pub(super) async fn update(desk: OwnersDesk, mut form: Form) -> Result<HttpResponse, Failure> {
    let OwnersDesk(mut desk) = desk;
    let visit = &desk.shopper.visit;
    if !form.pairs().any(|(name, _)| name == "closed_from") {
        form.refuse("closed_from", visit.text("form.required"));
    }
    let from = day(visit, &mut form, "closed_from");
    let until = day(visit, &mut form, "closed_until");
    let today = visit.state.services.clock.today();
    let furthest = today.checked_add_months(Months::new(12)).unwrap_or(today);
    let days = match (from, until) {
        (Some(from), Some(until)) => {
            if until < from {
                form.refuse("closed_until", visit.text("people.days_turned"));
            } else if until < today || until > furthest {
                form.refuse("closed_until", visit.text("people.days_far"));
            }
            Some((from, until))
        }
        (Some(_), None) => {
            form.refuse("closed_until", visit.text("form.required"));
            None
        }
        (None, Some(_)) => {
            form.refuse("closed_from", visit.text("form.required"));
            None
        }
        (None, None) => None,
    };
    make(&mut desk, form, Some(Change::Holiday(days))).await
}
