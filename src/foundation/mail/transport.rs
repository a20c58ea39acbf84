//! The way out for messages: an SMTP server, files in the data folder, or memory for tests.

use std::sync::Arc;

use async_trait::async_trait;

use super::files::Files;
use super::message::{Message, one_line};
use super::smtp::Smtp;
use crate::config::{Mode, Settings};
use crate::kernel::error::{Error, Result};

/// Why a message did not go.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Something that may pass: the server is away, busy or not set up rightly.
    #[error("{0}")]
    Later(String),
    /// Something that never will: the address does not exist, the message is refused.
    #[error("{0}")]
    Never(String),
}

/// Takes messages out of the house.
#[async_trait]
pub trait Transport: Send + Sync {
    /// Sends one message, and returns when it is out of our hands.
    async fn send(&self, message: &Message) -> Result<(), SendError>;

    /// The folder of messages, where that is the way out: for the page that shows them.
    fn files(&self) -> Option<&Files> {
        None
    }
}

/// From whom messages come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// The address, with or without a name.
    pub from: String,
    /// The site's host, for the names of messages.
    pub host: String,
}

impl Sender {
    /// What is set; else the operator's address; else one at the site's host that reads no answers.
    pub fn new(settings: &Settings, origin: &str) -> Self {
        let host = url::Url::parse(origin)
            .ok()
            .and_then(|url| url.domain().map(str::to_owned))
            // A number is no domain that a message may come from.
            .unwrap_or_else(|| "localhost".to_owned());
        let own = || format!("Chợ Làng <no-reply@{host}>");
        let from = match (&settings.mail_from, &settings.operator.email) {
            (Some(from), _) if !from.trim().is_empty() => from.clone(),
            (_, Some(email)) if email.parse::<lettre::Address>().is_ok() => format!("Chợ Làng <{email}>"),
            _ => own(),
        };
        Self {
            from: one_line(&from, 320),
            host,
        }
    }
}

/// Opens the way out that the settings name. Nothing is asked of the server yet: it may be away when the site
/// starts.
pub fn open(settings: &Settings, origin: &str) -> Result<Arc<dyn Transport>> {
    let sender = Sender::new(settings, origin);
    sender
        .from
        .parse::<lettre::message::Mailbox>()
        .map_err(|error| Error::because("MAIL_FROM is no address", error))?;
    if let Some(url) = settings.smtp_url.as_deref().filter(|url| !url.trim().is_empty()) {
        return Ok(Arc::new(Smtp::new(url, &sender.host)?));
    }
    if settings.mode == Mode::Production {
        tracing::warn!("SMTP_URL is not set: messages are written to files and reach nobody");
    }
    Ok(Arc::new(Files::new(settings.data_dir.join("mail"))))
}
