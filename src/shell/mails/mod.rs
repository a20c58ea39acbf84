//! Messages put into words and sent. A row of the outbox names its template and little more; what an order says
//! is read when the message is written, since everything on an order is a copy. Templates stand in
//! `templates/mail`, each a subject, a text and HTML that says the same.

mod enquiry_mail;
mod letters;
mod order_mail;
mod pay;
mod render;
mod send;

pub use letters::low_stock_letter;
pub use order_mail::{OrderMail, address};
pub use render::{Frame, Rendered, TEMPLATES, message, rendered};
pub use send::{ATTEMPTS, send};
