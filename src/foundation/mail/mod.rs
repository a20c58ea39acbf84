//! Messages that go out: a row each, made in the transaction that causes it, sent by a job, each once.
//! Rendering stands above (it needs templates); the way out is a [`Transport`].
//!
//! A worker that dies between sending and saying so sends again: with the same `Message-ID`, by which mail
//! servers and people recognise the repeat.

mod files;
mod memory;
mod message;
mod outbox;
mod smtp;
mod transport;

pub use files::{Files, Kept};
pub use memory::Memory;
pub use message::{Message, Picture, one_line};
pub use outbox::{
    Letter, MAIL_JOB, bury, forget_recipients, known, mark_failed, mark_sent, put, put_now, waiting,
};
pub use smtp::Smtp;
pub use transport::{SendError, Sender, Transport, open};
