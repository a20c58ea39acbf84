//! Search over products, producers, stories, places and events: one box, one ranked list.
//!
//! Owns the port ([`SearchEngine`]), the understanding of what was typed ([`language`]), the ranking
//! ([`ranking`], `scoring`) and two engines behind it: [`embedded`] (Tantivy) and [`meili`]. Knows
//! nothing of the database: `indexing` builds [`Document`]s and calls [`SearchEngine::apply`].
//! An engine only finds candidates; reading and ranking are shared, so both answer alike.

mod analysis;
mod candidate;
#[cfg(test)]
mod contract;
mod document;
pub mod embedded;
pub mod eval;
pub mod language;
pub mod meili;
mod pipeline;
mod query;
pub mod ranking;
mod scoring;
#[cfg(test)]
pub mod testing;
mod vocabulary;

use async_trait::async_trait;
use futures_util::stream::BoxStream;

pub use document::{DocKey, Document, Kind};
pub use query::{Filters, Hit, Hits, Language, Near, Query, Suggestion};

/// What can go wrong in an engine. Callers fall back to the database and report it.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The engine is away, busy or its files are damaged; try again or rebuild.
    #[error("search engine unavailable: {0}")]
    Unavailable(String),
    /// The caller's stream of documents failed; nothing was changed.
    #[error("documents could not be read: {0}")]
    Source(String),
}

/// Batches of documents for [`SearchEngine::rebuild`]; a few hundred documents each.
pub type Batches<'a> = BoxStream<'a, Result<Vec<Document>, SearchError>>;

/// A search engine. `Arc<dyn SearchEngine>` is held by the services; all methods may run at once.
#[async_trait]
pub trait SearchEngine: Send + Sync {
    /// Ranked hits for a query; an empty list when nothing fits what was typed.
    async fn search(&self, query: &Query) -> Result<Hits, SearchError>;

    /// What the box may offer while somebody types: best titles for an unfinished text.
    async fn suggest(
        &self,
        text: &str,
        language: Language,
        limit: usize,
    ) -> Result<Vec<Suggestion>, SearchError>;

    /// Adds or replaces documents and removes others; returns when readers see the change.
    async fn apply(&self, upserts: Vec<Document>, deletes: Vec<DocKey>) -> Result<(), SearchError>;

    /// Replaces the whole index; readers keep the old one until the new one is complete.
    /// Returns how many documents were written.
    async fn rebuild(&self, batches: Batches<'_>) -> Result<u64, SearchError>;

    /// Number of documents that readers see.
    async fn count(&self) -> Result<u64, SearchError>;

    /// Can the engine answer now?
    async fn healthy(&self) -> bool;
}
