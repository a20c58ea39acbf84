//! The read API of the site: everything public, for programs.
//!
//! Same content, filters and words as the pages, read from the same edition. Answers are cached,
//! compressed and tagged by the front like pages; refusals are problem+json. `openapi` describes it
//! from the code, `/api/docs` shows that to people.

mod answer;
mod certificates;
mod docs;
mod events;
mod facets;
mod geojson;
mod openapi;
mod paging;
mod places;
mod producers;
mod products;
mod reading;
mod search;
mod shapes;
mod stories;
mod taxonomy;

use actix_web::http::Method;
use actix_web::web::{ServiceConfig, get, method};

use answer::preflight;

pub use openapi::document;

/// Mounts the description and its page; the resources themselves are mounted from the table that also
/// describes them.
pub fn routes(config: &mut ServiceConfig) {
    openapi::mount(config);
    config
        .route("/api/openapi.json", get().to(openapi::show))
        .route("/api/openapi.json", method(Method::OPTIONS).to(preflight))
        .route("/api/docs", get().to(docs::show));
}
