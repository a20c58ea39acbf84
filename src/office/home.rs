//! The first page of the office.

use actix_web::HttpResponse;
use serde::Serialize;

use super::desk::Officer;
use super::frame;
use shell::web::{Failure, Form};

#[derive(Serialize)]
struct HomePage {}

/// `GET /quan-tri`
pub async fn show(mut officer: Officer) -> Result<HttpResponse, Failure> {
    let title = officer.shopper.visit.text("office.title");
    frame::page(
        &mut officer,
        ("office/home.html", "home", &[], "home"),
        title,
        &Form::default(),
        &HomePage {},
    )
}
