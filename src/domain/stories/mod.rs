//! Long texts about products, producers and places, as Markdown through an allow-list.

mod markdown;
mod rows;

pub use markdown::{excerpt, to_html};
pub use rows::{Body, Story, body, changed_since};
