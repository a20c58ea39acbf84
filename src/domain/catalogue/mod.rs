//! Products: what can be found, in which order, and what one page of them says.
//!
//! Lists never touch the database: they read a [`Catalogue`], the products of one edition with
//! their orders and facets worked out. The long texts of one product are read when its page is made.

mod detail;
mod facets;
mod listing;
mod product;
mod rows;

pub use detail::{Detail, Shelf, detail, summaries};
pub use facets::{Counts, Filter, StarFilter};
pub use listing::{Catalogue, Page, Slice, Sort};
pub use product::{Availability, Product, Variant};
pub use rows::changed_since;
