//! How the house is: what `/readyz` says part by part, room on the disk, and the age of what should have gone.

use actix_web::HttpResponse;
use serde::Serialize;

use super::desk::Officer;
use super::{frame, jobs};
use commerce::operations::queue;
use foundation::i18n::format;
use foundation::kernel::disk;
use foundation::publication;
use shell::web::{Failure, Form};

/// Less room than this in a hundred is told as a trouble.
const TIGHT: u64 = 10;
/// Work that waits longer than this hangs, in minutes: the worker looks twice a second.
const HANGS: i64 = 15;

#[derive(Serialize)]
struct HealthPage {
    parts: Vec<Part>,
    version: String,
    edition: String,
    waiting: String,
    dead: String,
    sent: Option<String>,
}

#[derive(Serialize)]
struct Part {
    key: &'static str,
    good: bool,
    /// More about it, in words.
    text: Option<String>,
}

fn part(key: &'static str, good: bool, text: Option<String>) -> Part {
    Part { key, good, text }
}

/// `GET /quan-tri/suc-khoe`
pub(super) async fn show(mut officer: Officer) -> Result<HttpResponse, Failure> {
    let visit = &officer.shopper.visit;
    let (services, locale) = (&visit.state.services, visit.locale);
    let (db, now) = (&services.db, services.clock.now());
    let state = publication::state(db).await;
    let database = state.is_ok();
    let edition = visit.state.editions.current();
    let behind = state.is_ok_and(|state| state.version > edition.version);
    let ages = queue::ages(db, now).await?;
    let waits = |at: Option<_>| at.map(|at| jobs::ago(visit, now, at));
    let hangs =
        |at: Option<chrono::DateTime<chrono::Utc>>| at.is_some_and(|at| (now - at).num_minutes() > HANGS);
    let room = disk::room(&services.settings.data_dir);
    let full = room.map(|room| room.free.saturating_mul(100) / room.all.max(1));
    let parts = vec![
        part("database", database, None),
        part("media", services.store.probe_writable().await.is_ok(), None),
        part("files", services.files.probe_writable().await.is_ok(), None),
        part("search", services.search.healthy().await, None),
        part("edition", !behind, None),
        part(
            "disk",
            full.is_none_or(|share| share >= TIGHT),
            room.map(|room| {
                let gigabytes = |bytes: u64| format::number(i64::try_from(bytes >> 30).unwrap_or(0), locale);
                visit.text_with(
                    "trust.room",
                    &[("free", &gigabytes(room.free)), ("all", &gigabytes(room.all))],
                )
            }),
        ),
        part("jobs", !hangs(ages.job), waits(ages.job)),
        part("mail", !hangs(ages.mail), waits(ages.mail)),
    ];
    let waiting = foundation::jobs::waiting(db).await?;
    let number = |count: u64| format::number(i64::try_from(count).unwrap_or(i64::MAX), locale);
    let page = HealthPage {
        parts,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        edition: format::number(edition.version, locale),
        waiting: number(waiting.due),
        dead: number(waiting.dead),
        sent: ages.sent.map(|at| format::moment(at, locale)),
    };
    let title = visit.text("office.menu_health");
    frame::page(
        &mut officer,
        ("office/health.html", "health", &[], "health"),
        title,
        &Form::default(),
        &page,
    )
}
