//! What rules may touch of the world outside: handed down, never reached for.

use std::sync::Arc;

use foundation::config::Settings;
use foundation::kernel::clock::Clock;
use foundation::kernel::db::Db;
use foundation::media::BlobStore;
use search::SearchEngine;

/// The outside world.
#[derive(Clone)]
pub struct Services {
    /// Database.
    pub db: Db,
    /// Time.
    pub clock: Clock,
    /// Pictures.
    pub store: Arc<dyn BlobStore>,
    /// Search.
    pub search: Arc<dyn SearchEngine>,
    /// Settings.
    pub settings: Arc<Settings>,
    /// The site's own address, without a slash at the end.
    pub origin: Arc<str>,
}
