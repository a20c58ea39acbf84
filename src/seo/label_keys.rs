//! The public key of what is printed, with all that a program needs to check a label without us.

use actix_web::HttpResponse;
use actix_web::http::header;
use entity::Locale;
use serde_json::json;

use domain::labels;
use shell::web::{Failure, Visit, urls};

/// `/.well-known/cho-lang-qr.json`. Any page may read it: checkers of others run in browsers too.
pub async fn show(visit: Visit) -> Result<HttpResponse, Failure> {
    let services = &visit.state.services;
    let key = labels::key(&services.secrets)?;
    let origin = &services.origin;
    let address = |locale| {
        let path = urls::certificate(locale, "{code}");
        format!("{origin}{path}?s={{payload}}.{{signature}}")
    };
    let check = |locale| format!("{origin}{}", urls::fixed(locale, "label_check"));
    let document = json!({
        "format": "cho-lang-qr/1",
        "keys": [{
            "id": key.id(),
            "algorithm": "Ed25519",
            "encoding": "base64url",
            "public_key": key.public(),
        }],
        "address": { "vi": address(Locale::Vi), "en": address(Locale::En) },
        "check": { "vi": check(Locale::Vi), "en": check(Locale::En) },
        "encoding": "payload and signature are base64url without padding",
        "signed": "the ASCII text cho-lang-qr/1/{code}, one line feed (0x0A), the bytes of the payload",
        "payload": [
            { "bytes": "0", "is": "version, 1" },
            { "bytes": "1", "is": "bits 0 to 2: stars, 3 to 5; bit 3: matched with the signed decision; others 0" },
            { "bytes": "2-3", "is": "day of printing" },
            { "bytes": "4-5", "is": "first day on which the decision can have been signed" },
            { "bytes": "6-7", "is": "last day on which the decision can have been signed" },
            { "bytes": "8-9", "is": "last day on which the certificate certainly holds" },
            { "bytes": "10", "is": "length n of the number of the decision, in bytes" },
            { "bytes": "11-", "is": "n bytes: number of the decision, UTF-8; the rest: name of the product, UTF-8, an ellipsis where it was cut" },
        ],
        "days": "big-endian 16 bit: days since 2000-01-01, in Viet Nam",
        "means": "what was true on the day of printing; the address says what holds today",
    });
    let mut response = visit.shared("application/json", document.to_string());
    response.headers_mut().insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        header::HeaderValue::from_static("*"),
    );
    Ok(response)
}
