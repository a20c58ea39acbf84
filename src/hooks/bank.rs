//! `/webhooks/bank`: a messenger tells of a line on a producer's account. Signature first, over the bytes as
//! they came; then the notice is kept with its job, and the answer is given before anything is worked off.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use bytes::Bytes;

use super::said;
use commerce::checkout;
use commerce::payments::bank_notice::{self, NoticeRefusal};
use shell::web::{Failure, State};

/// Takes a notice. 404 where no secret is set, 401 without a good signature, 400 for what cannot be read, and
/// 200 for everything else, also when it was told before.
pub async fn create(
    state: web::Data<State>,
    request: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Failure> {
    let services = &state.services;
    let Some(secret) = services.settings.payments.bank_secret() else {
        return Err(Failure::NotFound);
    };
    let header = |name: &str| {
        let value = request.headers().get(name);
        value.and_then(|value| value.to_str().ok()).unwrap_or_default()
    };
    let now = services.clock.now();
    let told = (header("x-timestamp"), header("x-signature"));
    if let Err(refusal) = bank_notice::verify(secret, now, told, &body) {
        tracing::warn!(?refusal, "a notice of a bank that is not believed");
        return Ok(said(StatusCode::UNAUTHORIZED, "signature"));
    }
    let read = std::str::from_utf8(&body)
        .map_err(|_not_utf8| NoticeRefusal::Content)
        .and_then(|text| Ok((text, bank_notice::read(text)?)));
    let Ok((text, notice)) = read else {
        return Ok(said(StatusCode::BAD_REQUEST, "content"));
    };
    checkout::keep_notice(&services.db, now, checkout::BANK, &notice.id, text).await?;
    Ok(said(StatusCode::OK, "ok"))
}
