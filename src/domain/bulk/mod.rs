//! Listings as tables: everything a producer has as one, and one that it sends compared with what stands there, kept
//! for a day and written when somebody says so.
//!
//! What is written goes through the writers of the forms: words into the open draft of a listing, which the office
//! looks at as always; packs, prices and stock at once. Nothing is written that was not shown: what changed since is
//! left out, with what stands there now.

mod apply;
mod column;
mod judge;
mod part;
mod plan;
mod row;
mod store;
mod value;
mod write;

pub use apply::confirm;
pub use column::{Column, rows};
pub use judge::EXAMPLE_SKU;
pub use plan::{Asked, plan};
pub use row::{Change, Content, Problem, Row, Why};
pub use store::{Import, ImportRow, Shown, Stands, find, keep, recent, shown, stands, sweep};
pub use value::amount;
