//! The first page of the office: what waits.

use actix_web::HttpResponse;
use serde::Serialize;

use super::desk::Officer;
use super::frame;
use commerce::applications;
use shell::web::{Failure, Form, urls};

/// Something that waits.
#[derive(Serialize)]
struct Waiting {
    label: String,
    count: u64,
    url: String,
}

#[derive(Serialize)]
struct HomePage {
    waiting: Vec<Waiting>,
}

/// `GET /quan-tri`
pub async fn show(mut officer: Officer) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let counts = applications::counts(&visit.state.services.db).await?;
    let list = urls::office(visit.locale, "applications");
    let waiting = [
        ("applied", counts.applied),
        ("in_review", counts.in_review),
        ("changes_asked", counts.changes_asked),
    ]
    .into_iter()
    .map(|(status, count)| Waiting {
        label: visit.text(&format!("apply.waits_{status}")),
        count,
        url: format!("{list}{}", urls::query(&[("status", status)])),
    })
    .collect();
    let title = visit.text("office.title");
    frame::page(
        &mut officer,
        ("office/home.html", "home", &[], "home"),
        title,
        &Form::default(),
        &HomePage { waiting },
    )
}
