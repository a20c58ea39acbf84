//! `/media/{key}`: pictures from the store. The key names the content, so an answer never changes; only what the office
//! hides is not answered while it is hidden.

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};

use super::assets::IMMUTABLE;
use super::failure::Failure;
use super::state::State;
use foundation::kernel::error::Context;
use foundation::media::MediaKey;

/// Answers with a picture. Keys that no picture can have never reach the store.
pub async fn show(
    request: HttpRequest,
    key: web::Path<String>,
    state: web::Data<State>,
) -> Result<HttpResponse, Failure> {
    let key = MediaKey::parse(&key).ok_or(Failure::NotFound)?;
    // Looked at before the tag: who has the picture already is not told that it still stands.
    if state.editions.current().withholds(key.as_str()) {
        return Err(Failure::NotFound);
    }
    let etag = HeaderValue::from_str(&format!("\"{key}\"")).context("the tag of a picture")?;
    if request.headers().get(header::IF_NONE_MATCH) == Some(&etag) {
        return Ok(HttpResponse::NotModified()
            .insert_header((header::ETAG, etag))
            .finish());
    }
    let bytes = state
        .services
        .store
        .get(&key)
        .await
        .context("the store of pictures")?;
    let bytes = bytes.ok_or(Failure::NotFound)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, key.content_type()))
        .insert_header((header::CACHE_CONTROL, IMMUTABLE))
        .insert_header((header::ETAG, etag))
        .body(bytes))
}
