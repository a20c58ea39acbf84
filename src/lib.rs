//! Chợ Làng: the public marketplace and map of Vietnam's OCOP programme.
//!
//! Imports go down only; `tests/it/architecture.rs` holds the table of who may use whom.

/// Pages are thousands of short strings: this allocator makes them a tenth cheaper than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

// 1 foundation: knows no feature
pub mod audit;
pub mod config;
pub mod i18n;
pub mod illustration;
pub mod jobs;
pub mod kernel;
pub mod media;
pub mod publication;
pub mod search;
pub mod services;

// 2 domain: rules and SQL; no HTTP, no HTML
pub mod catalogue;
pub mod events;
pub mod gallery;
pub mod places;
pub mod producers;
pub mod ratings;
pub mod stories;
pub mod taxonomy;

// 3 processes: rules that need several concepts
pub mod dataset;
pub mod edition;
pub mod indexing;

// 4 delivery: HTTP in, HTML out; no SQL
pub mod api;
pub mod hooks;
pub mod seo;
pub mod storefront;
pub mod web;

// 5 the whole
pub mod app;
pub mod cli;
pub mod worker;
