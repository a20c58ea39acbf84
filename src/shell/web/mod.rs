//! What all pages share: addresses, the frame, templates, the front with its cache and limits.
//!
//! Surfaces (`storefront`, `api`, `seo`, `hooks`) build on it and never on each other.

mod agents;
pub mod assets;
pub mod booth_plan;
pub mod charts;
pub mod codes;
mod compress;
mod cross_site;
pub mod desk_menu;
mod error_pages;
pub mod failure;
pub mod form;
mod fragments;
pub mod front;
pub mod guarded;
mod limits;
mod metrics;
pub mod new_pictures;
pub mod operator;
mod page_cache;
pub mod papers;
pub mod params;
pub mod picture;
mod pictures;
pub mod place_query;
pub mod private_pictures;
mod seal;
mod security;
pub mod shopper;
pub mod site;
pub mod state;
pub mod units;
pub mod upload;
pub mod urls;
pub mod view;
pub mod visit;

pub use failure::Failure;
pub use form::{FieldError, Form};
pub use fragments::Fragments;
pub use front::{Front, guard};
pub use guarded::{Guarded, Need};
pub use params::Params;
pub use picture::Picture;
pub use seal::Seal;
pub use security::with_camera;
pub use shopper::{OwnerOf, Shopper};
pub use site::{Crumb, Meta};
pub use state::{Communes, State};
pub use upload::{Upload, UploadLimits, Uploads};
pub use view::Views;
pub use visit::Visit;

use actix_web::web::{ServiceConfig, get};

/// Mounts built files and pictures.
pub fn routes(config: &mut ServiceConfig) {
    config
        .route("/assets/{file}", get().to(assets::show))
        .route("/map/operator/{file}", get().to(assets::operator_layer))
        .route("/map/{file}", get().to(assets::base_layer))
        .route("/media/{key:.+}", get().to(pictures::show));
}
