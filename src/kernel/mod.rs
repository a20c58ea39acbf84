//! The ground under everything: clock, database, errors, Vietnamese folding. Knows no feature.
pub mod fold;
