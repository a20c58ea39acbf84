//! The first page of the desk: what wants attention.

use actix_web::HttpResponse;
use serde::Serialize;

use super::desk::{Desk, PRODUCER};
use super::frame;
use shell::web::{Failure, Form, urls};

#[derive(Serialize)]
struct HomePage {
    public: Option<String>,
}

/// `GET /nguoi-ban`
pub async fn show(mut desk: Desk) -> Result<HttpResponse, Failure> {
    let visit = &desk.shopper.visit;
    let public = visit
        .edition
        .producer(desk.producer)
        .map(|producer| urls::producer(visit.locale, &producer.slug));
    let title = visit.text("studio.title");
    let page = HomePage { public };
    frame::page(
        &mut desk,
        ("studio/home.html", "home", &[], "home"),
        title,
        &Form::default(),
        &page,
    )
    .await
}

/// `POST /nguoi-ban/doi`: works for another of one's producers from now on.
pub async fn switch(mut desk: Desk, form: Form) -> Result<HttpResponse, Failure> {
    let own = desk.shopper.person.as_ref().is_some_and(|person| {
        let wanted = form.number("producer");
        person.producers.iter().any(|(id, _)| Some(*id) == wanted)
    });
    if !own {
        return Err(Failure::NotFound);
    }
    desk.shopper.set_cookie(PRODUCER, form.get("producer"), None);
    let to = urls::studio(desk.shopper.visit.locale, "home");
    Ok(desk.shopper.see(&to))
}
