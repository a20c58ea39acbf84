//! The public pages: consumers find products and stories, tourists find places.
//!
//! Handlers read the edition, ask the features for what is long, and hand a view model to a template.

pub mod cards;
pub mod certificate;
pub mod documents;
pub mod events;

mod facets;
mod fragments;
pub mod home;
mod list;
pub mod map;
mod missing;
pub mod place;
pub mod place_card;
pub mod producers;
pub mod product;
pub mod products;
mod related;
pub mod search;
pub mod social;
pub mod stories;
mod structured_data;
pub mod trips;
mod units;
pub mod village;
