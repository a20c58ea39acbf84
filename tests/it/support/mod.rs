//! What tests stand on: databases, a running site, a visitor.

pub mod app;
pub mod asking;
pub mod browser;
pub mod buying;
pub mod certifying;
pub mod customer;
pub mod db;
pub mod files;
pub mod filled;
pub mod imports;
pub mod keeping;
pub mod labels;
pub mod layers;
pub mod letters;
pub mod listing;
pub mod returning;
pub mod schema;
pub mod selling;
pub mod shop;
pub mod smtp;
pub mod stripe;
pub mod tables;
pub mod till;
pub mod upload;

use chrono::{DateTime, Utc};

/// The moment at which tests begin: 10 o'clock on 21 November 2026 in Hà Nội.
pub const NOW: &str = "2026-11-21T03:00:00Z";

/// A moment in RFC 3339.
pub fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}
