//! Refusals and accidents as pages in the visitor's language, or as problem+json for programs.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::failure::Failure;
use super::site::{Meta, Site};
use super::state::State;
use super::urls;

#[derive(Serialize)]
struct ErrorPage<'a> {
    status: u16,
    request_id: &'a str,
    retry_label: Option<String>,
    moved: Option<()>,
}

/// The answer to a failed request at a path.
pub(super) fn answer(
    state: &web::Data<State>,
    path: &str,
    status: StatusCode,
    failure: Option<&Failure>,
    request_id: &str,
) -> HttpResponse {
    let mut response = if is_for_programs(path) {
        problem(status, failure, path)
    } else {
        page(state, path, status, failure, request_id)
    };
    if let Some(Failure::TooMany(seconds)) = failure {
        let wait = header::HeaderValue::from(*seconds);
        response.headers_mut().insert(header::RETRY_AFTER, wait);
    }
    if status == StatusCode::METHOD_NOT_ALLOWED {
        // RFC 9110 §15.5.6 wants it; what answers this status only reads.
        let methods = header::HeaderValue::from_static("GET, HEAD, OPTIONS");
        response.headers_mut().insert(header::ALLOW, methods);
    }
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, header::HeaderValue::from_static("5"));
    }
    response
}

fn is_for_programs(path: &str) -> bool {
    path.starts_with("/api/") && path != "/api/docs"
}

/// RFC 9457.
fn problem(status: StatusCode, failure: Option<&Failure>, path: &str) -> HttpResponse {
    let detail = match failure {
        Some(Failure::Bad(what) | Failure::Unavailable(what)) => Some(what.clone()),
        Some(Failure::TooMany(seconds)) => Some(format!("retry after {seconds} s")),
        _ => None,
    };
    let body = serde_json::json!({
        "type": "about:blank",
        "title": status.canonical_reason().unwrap_or("Error"),
        "status": status.as_u16(),
        "detail": detail,
        "instance": path,
    });
    HttpResponse::build(status)
        .insert_header((header::CONTENT_TYPE, "application/problem+json"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        // A program of another origin must be able to read why it was refused.
        .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .body(body.to_string())
}

fn page(
    state: &web::Data<State>,
    path: &str,
    status: StatusCode,
    failure: Option<&Failure>,
    request_id: &str,
) -> HttpResponse {
    let locale = urls::locale_of(path);
    let texts = state.views.texts();
    let known = [400, 403, 404, 410, 429, 500, 503];
    let shown = match status.as_u16() {
        code if known.contains(&code) => code,
        405 | 406 | 413 | 414 | 415 => 400,
        _ => 500,
    };
    let retry_label = match failure {
        Some(Failure::TooMany(seconds)) => {
            Some(texts.text(locale, "errors.retry", &[("n", &seconds.to_string())]))
        }
        _ => None,
    };
    let title = texts.text(locale, &format!("errors.title_{shown}"), &[]);
    let meta = Meta {
        title,
        noindex: true,
        lost: true,
        ..Meta::fixed("", "home")
    };
    let edition = state.editions.current();
    let site = Site::new(state, locale, path, &edition, meta);
    let page = ErrorPage {
        status: shown,
        request_id,
        retry_label,
        moved: None,
    };
    let html = state
        .views
        .page(locale, "errors/error.html", &site, &page)
        .unwrap_or_else(|error| {
            tracing::error!(error = %error, "the error page itself cannot be rendered");
            format!(
                "{} {}",
                status.as_u16(),
                status.canonical_reason().unwrap_or_default()
            )
        });
    HttpResponse::build(status)
        .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(html)
}
