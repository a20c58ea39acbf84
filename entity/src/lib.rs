//! Tables and their vocabulary: one file per table, one newtype or enum per idea.
//!
//! No I/O, no async, no web. Rules live in the features of the main crate; what stands here is
//! what a column may hold and which state may follow which.

#![expect(
    clippy::disallowed_methods,
    reason = "the code that sea-orm generates for each model begins transactions itself"
)]

pub mod audit_entry;
pub mod catalogue_state;
pub mod certificate;
pub mod commune;
pub mod commune_predecessor;
pub mod event;
pub mod event_booth;
pub mod event_booth_product;
pub mod event_text;
pub mod hours_exception;
pub mod job;
pub mod media_asset;
pub mod media_link;
pub mod place;
pub mod place_producer;
pub mod place_stock;
pub mod place_text;
pub mod producer;
pub mod producer_text;
pub mod product;
pub mod product_group;
pub mod product_set;
pub mod product_set_alias;
pub mod product_text;
pub mod slug_history;
pub mod stock_item;
pub mod story;
pub mod story_text;
pub mod types;
pub mod variant;

pub use types::*;
