//! `/webhooks/stripe`: the card company tells that something happened. Verified and kept as it came, answered,
//! and worked off by a job that asks the company itself.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use bytes::Bytes;

use super::said;
use commerce::checkout;
use commerce::payments::BadNotice;
use shell::web::{Failure, State};

/// Takes a notice. 404 where no cards are taken, 401 without a good signature, 400 for what has no number, and
/// 200 for everything else: of a kind we do not know, or told before.
pub async fn create(
    state: web::Data<State>,
    request: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Failure> {
    let services = &state.services;
    let Some(cards) = &services.cards else {
        return Err(Failure::NotFound);
    };
    let Ok(text) = std::str::from_utf8(&body) else {
        return Ok(said(StatusCode::BAD_REQUEST, "content"));
    };
    let signature = request
        .headers()
        .get("stripe-signature")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let now = services.clock.now();
    match cards.verify(text, signature, now) {
        Ok(id) => {
            checkout::keep_notice(&services.db, now, checkout::STRIPE, &id, text).await?;
            Ok(said(StatusCode::OK, "ok"))
        }
        Err(BadNotice::Signature) => {
            tracing::warn!("a notice of the card company that is not believed");
            Ok(said(StatusCode::UNAUTHORIZED, "signature"))
        }
        Err(BadNotice::Content) => Ok(said(StatusCode::BAD_REQUEST, "content")),
    }
}
