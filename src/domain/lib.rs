//! What the public sees, as rules and SQL: no HTTP and no HTML. `edition` puts it together.

pub mod bulk;
pub mod catalogue;
pub mod compliance;
pub mod events;
pub mod gallery;
pub mod imprint;
pub mod inventory;
pub mod labels;
pub mod listings;
pub mod places;
pub mod producers;
pub mod ratings;
pub mod slugs;
pub mod stories;
pub mod taxonomy;

pub mod certification;
pub mod edition;
