//! The ground under everything: clock, database, errors, Vietnamese folding. Knows no feature.

pub mod cache;
pub mod clock;
pub mod collate;
pub mod db;
pub mod disk;
pub mod error;
pub mod fold;
pub mod geo;
pub mod secrets;
pub mod signing;
