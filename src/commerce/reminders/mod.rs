//! What people are reminded of in good time, each once: a sweep a day puts the messages into the outbox.

mod certificates;
mod letters;
mod orders;
mod papers;
mod points;
mod stock;

pub use certificates::{DAYS_BEFORE, certificates_expiring, certificates_revoked};
pub use orders::{REMINDED_AFTER, orders_unanswered};
pub use papers::papers_ending;
pub use points::points_unconfirmed;
pub use stock::{Low, running_out};
