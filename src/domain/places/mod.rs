//! Sales points, creative centres and craft villages: where they are, when they are open, what is near.
//!
//! Owns opening hours (with Tết and lunar market days), distances, bounding boxes and map clusters.
//! Lists and the map read the places of an edition from memory ([`Places`]); only the long texts of
//! one place are read when its page is made. Places know products by id only, never the catalogue.

pub mod cluster;
pub mod exceptions;
mod hours_rules;
mod index;
mod loading;
pub mod lunar;
pub mod opening_hours;
mod rows;
pub mod trip;
pub mod trip_files;
pub mod weekly;
pub mod words;

pub use hours_rules::Span;
pub use index::{Drawing, Filter, Found, Places};
pub use rows::{Detail, Place, changed_since, detail};
