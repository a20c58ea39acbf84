//! What rules may touch of the world outside: handed down, never reached for.

use std::sync::Arc;

use commerce::payments::CardProvider;
use foundation::config::Settings;
use foundation::kernel::clock::Clock;
use foundation::kernel::db::Db;
use foundation::kernel::secrets::Secrets;
use foundation::mail::Transport;
use foundation::media::BlobStore;
use search::SearchEngine;

/// The outside world.
#[derive(Clone)]
pub struct Services {
    /// Database.
    pub db: Db,
    /// Time.
    pub clock: Clock,
    /// Pictures that anybody may see.
    pub store: Arc<dyn BlobStore>,
    /// Private files: given out only by handlers that have looked who asks.
    pub files: Arc<dyn BlobStore>,
    /// The way out for messages.
    pub mail: Arc<dyn Transport>,
    /// Search.
    pub search: Arc<dyn SearchEngine>,
    /// The card company, if cards are taken.
    pub cards: Option<Arc<dyn CardProvider>>,
    /// Settings.
    pub settings: Arc<Settings>,
    /// Randomness and the site's key.
    pub secrets: Secrets,
    /// The site's own address, without a slash at the end.
    pub origin: Arc<str>,
}

impl Services {
    /// Whether the site takes cards.
    pub fn takes_cards(&self) -> bool {
        self.cards.is_some()
    }
}
