//! Answers of the API: JSON that every origin may read and every cache may keep.

use actix_web::HttpResponse;
use actix_web::http::header::{self, HeaderValue};
use entity::{Locale, OwnerKind};
use serde::Serialize;

use foundation::kernel::error::Context;
use shell::web::{Failure, Visit, urls};

/// Headers of ours that a script of another origin may read.
const EXPOSED: &str = "ETag, Link, Retry-After, X-Request-Id";

/// Sets the language that the `lang` parameter asks for.
pub fn language(visit: &mut Visit) -> Result<(), Failure> {
    visit.locale = match visit.params.get("lang") {
        None | Some("vi") => Locale::Vi,
        Some("en") => Locale::En,
        Some(_) => return Err(Failure::Bad("lang: vi or en".to_owned())),
    };
    Ok(())
}

/// An answer that is the same for everybody until the catalogue or the day changes.
pub fn json(visit: &Visit, value: &impl Serialize) -> Result<HttpResponse, Failure> {
    let body = serde_json::to_string(value).context("writing JSON")?;
    Ok(open(visit.shared("application/json", body)))
}

/// The same for what depends on the minute, such as what is open now.
pub fn fresh_json(visit: &Visit, value: &impl Serialize) -> Result<HttpResponse, Failure> {
    let body = serde_json::to_string(value).context("writing JSON")?;
    Ok(open(visit.fresh("application/json", body)))
}

/// A page of a list, with the address of the next one in the `Link` header too.
pub fn linked(mut response: HttpResponse, next: Option<&str>) -> HttpResponse {
    if let Some(link) = next.and_then(|next| HeaderValue::from_str(&format!("<{next}>; rel=\"next\"")).ok()) {
        response.headers_mut().insert(header::LINK, link);
    }
    response
}

/// Lets scripts of every origin read an answer: nothing in it is personal.
pub fn open(mut response: HttpResponse) -> HttpResponse {
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static(EXPOSED),
    );
    response
}

/// The answer to a browser that asks beforehand whether it may read.
pub async fn preflight() -> HttpResponse {
    open(
        HttpResponse::NoContent()
            .insert_header((header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, OPTIONS"))
            .insert_header((header::ACCESS_CONTROL_ALLOW_HEADERS, "If-None-Match"))
            .insert_header((header::ACCESS_CONTROL_MAX_AGE, "86400"))
            .finish(),
    )
}

/// What to answer where nothing of that slug stands any more: 301, 410 or 404.
pub fn missing(visit: &Visit, collection: &str, kind: OwnerKind, slug: &str) -> Failure {
    if !urls::is_slug(slug) {
        return Failure::NotFound;
    }
    match visit.edition.moved(kind, slug) {
        Some(now) => Failure::Moved(urls::api_item(visit.locale, collection, now)),
        None if visit.edition.gone(kind, slug) => Failure::Gone,
        None => Failure::NotFound,
    }
}
