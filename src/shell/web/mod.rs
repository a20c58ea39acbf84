//! What all pages share: addresses, the frame, templates, the front with its cache and limits.
//!
//! Surfaces (`storefront`, `api`, `seo`, `hooks`) build on it and never on each other.

pub mod assets;
mod compress;
mod cross_site;
mod error_pages;
pub mod failure;
mod fragments;
pub mod front;
mod limits;
mod metrics;
mod page_cache;
pub mod params;
pub mod pictures;
pub mod place_query;
mod security;
pub mod site;
pub mod state;
pub mod urls;
pub mod view;
pub mod visit;

pub use failure::Failure;
pub use fragments::Fragments;
pub use front::{Front, guard};
pub use params::Params;
pub use site::{Crumb, Meta};
pub use state::State;
pub use view::Views;
pub use visit::Visit;
