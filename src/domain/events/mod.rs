//! Fairs and promotion events with their booths.

mod rows;

pub use rows::{Booth, Event, Timing, booths, changed_since, of_producers};
