//! Producers: what the public sees of cooperatives, companies, households and associations.

mod rows;

pub use rows::{Producer, changed_since};
