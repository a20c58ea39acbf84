//! Producers: what the public sees of cooperatives, companies, households and associations.

mod queries;
mod rows;

pub use queries::names;
pub use rows::{Producer, changed_since};
