//! Fairs and promotion events with their booths.

mod plan;
mod rows;

pub use plan::{Cell, Plan, plan};
pub use rows::{Booth, Event, Timing, booths, changed_since, of_producers};
