//! What programs and the people who work on the site ask and tell: health, figures, money that came in, the
//! messages of a demonstration.

pub mod bank;
pub mod dev_mail;
pub mod health;
pub mod stripe;

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};

/// A word for a program.
fn said(status: StatusCode, word: &'static str) -> HttpResponse {
    HttpResponse::build(status)
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .content_type("text/plain; charset=utf-8")
        .body(word)
}
