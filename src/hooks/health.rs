//! `/healthz` (alive), `/readyz` (able to work, part by part) and `/metrics`.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use serde_json::json;

use foundation::jobs;
use foundation::kernel::db;
use shell::web::State;

/// The process answers.
pub async fn alive() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body("ok\n")
}

/// Database, search and both stores of files, each by itself: an operator must see which part is away.
/// Search has a fallback, so the site is ready without it.
pub async fn ready(state: web::Data<State>) -> HttpResponse {
    let services = &state.services;
    let database = db::probe_writable(&services.db).await.is_ok();
    let media = services.store.probe_writable().await.is_ok();
    let files = services.files.probe_writable().await.is_ok();
    let search = services.search.healthy().await;
    let word = |good: bool| if good { "ok" } else { "failed" };
    let body = json!({
        "database": word(database),
        "media": word(media),
        "files": word(files),
        "search": if search { "ok" } else { "degraded" },
        "edition": state.editions.current().version,
    });
    let mut response = if database && media && files {
        HttpResponse::Ok()
    } else {
        HttpResponse::ServiceUnavailable()
    };
    response
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(body)
}

/// Figures in the Prometheus text format.
pub async fn metrics(state: web::Data<State>) -> HttpResponse {
    let figures = &state.front.metrics;
    if let Ok(waiting) = jobs::waiting(&state.services.db).await {
        figures
            .jobs_waiting
            .set(i64::try_from(waiting.due).unwrap_or(i64::MAX));
        figures
            .jobs_dead
            .set(i64::try_from(waiting.dead).unwrap_or(i64::MAX));
    }
    figures.version.set(state.editions.current().version);
    HttpResponse::Ok()
        .insert_header((
            header::CONTENT_TYPE,
            "application/openmetrics-text; version=1.0.0; charset=utf-8",
        ))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(figures.text())
}
