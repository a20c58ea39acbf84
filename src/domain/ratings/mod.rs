//! Certificates: what may be said of them on a given day. Stars are never stored on a product; they
//! are read off its certificates, so that they lapse by themselves.

mod ending;
mod queries;
mod rules;
mod standing;

pub use ending::{Ending, ending_soon};
pub use queries::{Certificate, by_code, by_products, of_product, revoked_decision};
pub use rules::{generation, issuer_level};
pub use standing::{Standing, State, best};
