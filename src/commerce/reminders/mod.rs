//! What people are reminded of in good time, each once: a sweep a day puts the messages into the outbox.

mod certificates;
mod stock;

pub use certificates::{DAYS_BEFORE, certificates_expiring};
pub use stock::{Low, running_out};
