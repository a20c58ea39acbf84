//! Sales points, creative centres and craft villages: where they are, when they are open, what is near.
//!
//! Owns opening hours (with Tết and lunar market days), distances, bounding boxes and map clusters.
//! Everything but the queries is pure. Places know products by id only, never the catalogue.

pub mod cluster;
pub mod exceptions;
mod hours_rules;
pub mod lunar;
pub mod nearby;
pub mod opening_hours;
pub use hours_rules::Span;
