//! The first page of the office: what waits.

use actix_web::HttpResponse;
use serde::Serialize;

use super::desk::Officer;
use super::frame;
use commerce::operations::queue;
use commerce::{applications, checkout, complaints, keeping};
use domain::listings;
use shell::web::{Failure, Form, urls};

/// Something that waits.
#[derive(Serialize)]
struct Waiting {
    label: String,
    count: u64,
    url: String,
    /// What is pressing about it.
    note: Option<String>,
}

#[derive(Serialize)]
struct HomePage {
    /// What waits for somebody.
    waiting: Vec<Waiting>,
    /// What could wait and does not.
    quiet: Vec<Waiting>,
}

/// `GET /quan-tri`
pub async fn show(mut officer: Officer) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let services = &visit.state.services;
    let (db, locale) = (&services.db, visit.locale);
    let counts = applications::counts(db).await?;
    let (changed, stories) = listings::waiting(db).await?;
    let complaints = complaints::waiting(db, services.clock.now()).await?;
    let money = checkout::money_waits(db).await?;
    let applications = urls::office(locale, "applications");
    let of_state = |status: &str| format!("{applications}{}", urls::query(&[("status", status)]));
    let at = |key: &str| urls::office(locale, key);
    let late = (complaints.late > 0)
        .then(|| visit.text_with("office.waits_late", &[("n", &complaints.late.to_string())]));
    let rows = [
        ("office.waits_applied", counts.applied, of_state("applied"), None),
        (
            "office.waits_in_review",
            counts.in_review,
            of_state("in_review"),
            None,
        ),
        ("office.waits_listings", changed, at("changes"), None),
        ("office.waits_stories", stories, at("changes"), None),
        ("office.waits_complaints", complaints.open, at("complaints"), late),
        (
            "point.waits",
            keeping::count_waiting(db).await?,
            at("keepers"),
            None,
        ),
        ("office.waits_unmatched", money.unmatched, at("money"), None),
        ("office.waits_disputes", money.disputes, at("money"), None),
        ("office.waits_payouts", money.payouts, at("money"), None),
        ("office.waits_jobs", queue::given_up(db).await?, at("jobs"), None),
        (
            "office.waits_changes_asked",
            counts.changes_asked,
            of_state("changes_asked"),
            None,
        ),
    ];
    let (waiting, quiet) = rows
        .into_iter()
        .map(|(key, count, url, note)| Waiting {
            label: visit.text(key),
            count,
            url,
            note,
        })
        .partition(|row| row.count > 0);
    let title = visit.text("office.title");
    frame::page(
        &mut officer,
        ("office/home.html", "home", &[], "home"),
        title,
        &Form::default(),
        &HomePage { waiting, quiet },
    )
}
