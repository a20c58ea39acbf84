//! What the producer is asked about its services, newest first.

use actix_web::HttpResponse;
use entity::{EnquiryStatus, enquiry, show_phone};
use serde::Serialize;

use super::desk::Desk;
use super::{frame, words};
use commerce::enquiries;
use foundation::i18n::format;
use shell::web::{Failure, Form, Visit, urls};

/// Enquiries on a page.
const AT_ONCE: usize = 20;

#[derive(Serialize)]
struct EnquiryView {
    id: i64,
    product: String,
    status: &'static str,
    name: String,
    phone: Option<String>,
    call: Option<String>,
    email: Option<String>,
    day: Option<String>,
    people: Option<i32>,
    message: String,
    asked_at: String,
    erased: bool,
}

#[derive(Serialize)]
struct EnquiriesPage {
    enquiries: Vec<EnquiryView>,
    more: Option<String>,
    mark_url: String,
}

fn view(visit: &Visit, row: enquiry::Model) -> EnquiryView {
    EnquiryView {
        id: row.id,
        product: row.product_name,
        status: row.status.word(),
        name: row.name,
        phone: row.phone.as_deref().map(show_phone),
        call: row.phone,
        email: row.email,
        day: row.day.map(|day| format::date(day, visit.locale)),
        people: row.people,
        message: row.message,
        asked_at: format::moment(row.created_at, visit.locale),
        erased: row.erased_at.is_some(),
    }
}

/// `GET /nguoi-ban/cau-hoi?before=…`
pub async fn show(mut desk: Desk) -> Result<HttpResponse, Failure> {
    let visit = &desk.shopper.visit;
    let db = &visit.state.services.db;
    let before = visit.params.number("before");
    let most = u64::try_from(AT_ONCE + 1).unwrap_or(u64::MAX);
    let found = enquiries::of_producer(db, desk.producer, before, most).await?;
    let more = (found.len() > AT_ONCE)
        .then(|| found.get(AT_ONCE - 1))
        .flatten()
        .map(|last| {
            let query = urls::query(&[("before", &last.id.to_string())]);
            format!("{}{query}", urls::studio(visit.locale, "enquiries"))
        });
    let page = EnquiriesPage {
        enquiries: found
            .into_iter()
            .take(AT_ONCE)
            .map(|row| view(visit, row))
            .collect(),
        more,
        mark_url: urls::studio(visit.locale, "enquiry_mark"),
    };
    let title = visit.text("desk_orders.enquiries_title");
    frame::page(
        &mut desk,
        ("studio/enquiries.html", "enquiries", &[], "enquiries"),
        title,
        &Form::default(),
        &page,
    )
    .await
}

/// `POST /nguoi-ban/cau-hoi/danh-dau`: answered, or nothing more to be done.
pub async fn mark(mut desk: Desk, form: Form) -> Result<HttpResponse, Failure> {
    let id = form.number("enquiry").ok_or(Failure::NotFound)?;
    let status = match form.get("status") {
        "new" => EnquiryStatus::New,
        "answered" => EnquiryStatus::Answered,
        "closed" => EnquiryStatus::Closed,
        _ => return Err(Failure::NotFound),
    };
    let services = desk.shopper.visit.state.services.clone();
    let ids = (desk.producer, id);
    if !enquiries::mark(&services.db, services.clock.now(), ids, status, &desk.actor).await? {
        return Err(Failure::NotFound);
    }
    let to = words::told(desk.shopper.visit.locale, "enquiries", &[], "saved");
    Ok(desk.shopper.see(&to))
}
