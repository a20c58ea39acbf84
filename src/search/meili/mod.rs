//! The Meilisearch engine, for several web nodes that share one index.
//!
//! The server finds candidates by folded words and pairs; the query is read and the candidates are
//! ranked by the same code as in the embedded engine. A rebuild fills new indexes and swaps them in.

mod probes;
mod store;

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use futures_util::StreamExt;
use meilisearch_sdk::client::{Client, SwapIndexes};
use meilisearch_sdk::documents::DocumentsQuery;
use meilisearch_sdk::indexes::Index;
use meilisearch_sdk::search::{SearchQuery, Selectors};
use meilisearch_sdk::settings::{PaginationSetting, Settings, TypoToleranceSettings};
use meilisearch_sdk::task_info::TaskInfo;
use serde::Deserialize;

use super::candidate::Candidate;
use super::document::{DocKey, Document};
use super::language::{self, Reading, Stage};
use super::pipeline::{self, Ranked};
use super::query::{Hits, Language, Query, Suggestion};
use super::vocabulary::Vocabulary;
use super::{Batches, SearchEngine, SearchError, ranking};
use store::{Entry, Piece, Stored};

/// Counts up when entries or settings change: another make of index lives beside the old one, so that
/// nodes of two versions can run at once.
const MAKE: u32 = 2;
/// How long a read vocabulary is taken for current.
const FRESH: Duration = Duration::from_secs(30);
/// How long a task of the server may take.
const TASK: Duration = Duration::from_mins(10);
/// Documents per request.
const BATCH: usize = 500;

/// The Meilisearch engine.
pub struct Meili {
    client: Client,
    uid: String,
    vocabulary: RwLock<Option<(Instant, Arc<Vocabulary>)>>,
    writing: tokio::sync::Mutex<()>,
}

/// A hit of a look-up.
#[derive(Debug, Deserialize)]
struct Found {
    key: String,
}

impl Meili {
    /// Connects to a server; makes the index `uid` (and the make of this version) there if it is missing.
    pub async fn connect(url: &str, key: Option<&str>, uid: &str) -> Result<Self, SearchError> {
        let client = Client::new(url, key).map_err(unavailable)?;
        let engine = Self {
            client,
            uid: format!("{uid}_{MAKE}"),
            vocabulary: RwLock::new(None),
            writing: tokio::sync::Mutex::new(()),
        };
        for (uid, key) in [(engine.uid.clone(), "key"), (engine.words_uid(), "id")] {
            if engine.client.get_index(&uid).await.is_err() {
                engine.create(&uid, key).await?;
            }
        }
        Ok(engine)
    }

    /// Takes both indexes off the server: for tests that made their own.
    #[cfg(test)]
    pub async fn remove(&self) -> Result<(), SearchError> {
        for uid in [self.uid.clone(), self.words_uid()] {
            self.done(self.client.delete_index(&uid).await).await?;
        }
        Ok(())
    }

    fn words_uid(&self) -> String {
        format!("{}_words", self.uid)
    }

    fn index(&self) -> Index {
        self.client.index(&self.uid)
    }

    async fn create(&self, uid: &str, key: &str) -> Result<(), SearchError> {
        self.done(self.client.create_index(uid, Some(key)).await).await?;
        if key == "key" {
            let settings = Settings::new()
                .with_searchable_attributes(["title", "name", "body", "pair"])
                .with_filterable_attributes(["key", "facts", "price", "_geo"])
                // Readings bring misspellings and synonyms along, each at its own weight: the server's own
                // typo rules and synonyms would add what the ranking does not know of.
                .with_typo_tolerance(TypoToleranceSettings {
                    enabled: Some(false),
                    ..Default::default()
                })
                .with_synonyms(HashMap::<String, Vec<String>>::new())
                .with_stop_words(Vec::<String>::new())
                .with_pagination(PaginationSetting { max_total_hits: 1000 });
            self.done(self.client.index(uid).set_settings(&settings).await)
                .await?;
        }
        Ok(())
    }

    /// Waits until the server has done what it accepted.
    async fn done(&self, task: Result<TaskInfo, meilisearch_sdk::errors::Error>) -> Result<(), SearchError> {
        let task = task.map_err(unavailable)?;
        let task = self
            .client
            .wait_for_task(task, Some(Duration::from_millis(20)), Some(TASK))
            .await
            .map_err(unavailable)?;
        if task.is_success() {
            Ok(())
        } else {
            Err(SearchError::Unavailable(format!("{task:?}")))
        }
    }

    /// The words of the index, as of half a minute ago at most.
    async fn vocabulary(&self) -> Result<Arc<Vocabulary>, SearchError> {
        {
            let known = self.vocabulary.read().unwrap_or_else(PoisonError::into_inner);
            if let Some((read, vocabulary)) = known.as_ref()
                && read.elapsed() < FRESH
            {
                return Ok(Arc::clone(vocabulary));
            }
        }
        let words = self.client.index(self.words_uid());
        let pieces = DocumentsQuery::new(&words)
            .with_limit(1000)
            .execute::<Piece>()
            .await
            .map_err(unavailable)?;
        let vocabulary = Arc::new(store::from_pieces(pieces.results).unwrap_or_default());
        self.remember(&vocabulary);
        Ok(vocabulary)
    }

    fn remember(&self, vocabulary: &Arc<Vocabulary>) {
        let mut known = self.vocabulary.write().unwrap_or_else(PoisonError::into_inner);
        *known = Some((Instant::now(), Arc::clone(vocabulary)));
    }

    async fn save_words(&self, uid: &str, vocabulary: &Vocabulary) -> Result<(), SearchError> {
        let pieces = store::to_pieces(vocabulary).map_err(unavailable)?;
        self.done(self.client.index(uid).add_documents(&pieces, Some("id")).await)
            .await
    }

    async fn save(&self, uid: &str, documents: &[Document]) -> Result<(), SearchError> {
        for batch in documents.chunks(BATCH) {
            let entries: Vec<Entry> = batch.iter().map(Entry::of).collect();
            self.done(self.client.index(uid).add_documents(&entries, Some("key")).await)
                .await?;
        }
        Ok(())
    }

    async fn candidates(&self, reading: &Reading, query: &Query) -> Result<Vec<Candidate>, SearchError> {
        let index = self.index();
        let filter = probes::filter(reading, query);
        let probes = if reading.list_all {
            Vec::new()
        } else {
            probes::probes(reading)
        };
        let mut keys: Vec<(String, f32)> = if reading.list_all {
            let mut search = SearchQuery::new(&index);
            search
                .with_limit(ranking::MAX_CANDIDATES)
                .with_attributes_to_retrieve(Selectors::Some(&["key"]));
            if let Some(filter) = &filter {
                search.with_filter(filter);
            }
            let found = search.execute::<Found>().await.map_err(unavailable)?;
            found.hits.into_iter().map(|hit| (hit.result.key, 1.0)).collect()
        } else if probes.is_empty() {
            return Ok(Vec::new());
        } else {
            let mut many = self.client.multi_search();
            for probe in &probes {
                let mut search = SearchQuery::new(&index);
                search
                    .with_query(&probe.text)
                    .with_limit(ranking::MAX_CANDIDATES)
                    .with_attributes_to_search_on(probe.fields)
                    .with_attributes_to_retrieve(Selectors::Some(&["key"]));
                if let Some(filter) = &filter {
                    search.with_filter(filter);
                }
                many.with_search_query(search);
            }
            let found = many.execute::<Found>().await.map_err(unavailable)?;
            let mut gains: HashMap<String, f32> = HashMap::new();
            for (probe, result) in probes.iter().zip(found.results) {
                for hit in result.hits {
                    *gains.entry(hit.result.key).or_default() += probe.weight;
                }
            }
            gains.into_iter().collect()
        };
        keys.sort_by(|(a, x), (b, y)| y.total_cmp(x).then_with(|| a.cmp(b)));
        keys.truncate(ranking::MAX_CANDIDATES);
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let quoted: Vec<String> = keys.iter().map(|(key, _)| probes::quote(key)).collect();
        let wanted = format!("key IN [{}]", quoted.join(", "));
        let entries = DocumentsQuery::new(&index)
            .with_filter(&wanted)
            .with_fields(["card", "features"])
            .with_limit(ranking::MAX_CANDIDATES)
            .execute::<Stored>()
            .await
            .map_err(unavailable)?;
        Ok(entries
            .results
            .into_iter()
            .filter_map(Stored::candidate)
            .collect())
    }

    async fn rank(&self, query: &Query, stage: Stage) -> Result<Option<Ranked>, SearchError> {
        let vocabulary = self.vocabulary().await?;
        let Some(reading) = language::read(&query.text, &vocabulary, stage) else {
            return Ok(None);
        };
        let candidates = self.candidates(&reading, query).await?;
        let candidates = candidates.into_iter().map(Ok);
        // They have all been fetched, in the server's order: all of them are looked at.
        pipeline::rank(&reading, stage, candidates, usize::MAX, query, &vocabulary).map(Some)
    }
}

#[async_trait]
impl SearchEngine for Meili {
    async fn search(&self, query: &Query) -> Result<Hits, SearchError> {
        let mut best: Option<Ranked> = None;
        for stage in [Stage::Literal, Stage::Lenient] {
            let Some(ranked) = self.rank(query, stage).await? else {
                break;
            };
            let strong = ranked.is_strong();
            if best.as_ref().is_none_or(|b| ranked.best() > b.best()) {
                best = Some(ranked);
            }
            if strong {
                break;
            }
        }
        Ok(best
            .map(|ranked| pipeline::answer(ranked, query))
            .unwrap_or_default())
    }

    async fn suggest(
        &self,
        text: &str,
        language: Language,
        limit: usize,
    ) -> Result<Vec<Suggestion>, SearchError> {
        let mut query = Query::new(text, chrono::NaiveDate::MIN);
        query.language = language;
        let ranked = self.rank(&query, Stage::Prefix).await?;
        Ok(ranked
            .map(|r| pipeline::suggestions(r, language, limit))
            .unwrap_or_default())
    }

    async fn apply(&self, upserts: Vec<Document>, deletes: Vec<DocKey>) -> Result<(), SearchError> {
        let _one_at_a_time = self.writing.lock().await;
        if !deletes.is_empty() {
            let keys: Vec<String> = deletes.iter().map(|key| key.term()).collect();
            self.done(self.index().delete_documents(&keys).await).await?;
        }
        if !upserts.is_empty() {
            self.save(&self.uid, &upserts).await?;
            // Words of what was there before stay counted until the next rebuild.
            let mut vocabulary = (*self.vocabulary().await?).clone();
            store::count_words(&mut vocabulary, &upserts);
            vocabulary.documents = self.count().await?;
            self.save_words(&self.words_uid(), &vocabulary).await?;
            self.remember(&Arc::new(vocabulary));
        }
        Ok(())
    }

    async fn rebuild(&self, mut batches: Batches<'_>) -> Result<u64, SearchError> {
        let _one_at_a_time = self.writing.lock().await;
        let next = format!("{}_next", self.uid);
        let next_words = format!("{next}_words");
        for (uid, key) in [(&next, "key"), (&next_words, "id")] {
            if self.client.get_index(uid).await.is_ok() {
                self.done(self.client.delete_index(uid).await).await?;
            }
            self.create(uid, key).await?;
        }
        let mut vocabulary = Vocabulary::default();
        while let Some(batch) = batches.next().await {
            let batch = batch?;
            self.save(&next, &batch).await?;
            store::count_words(&mut vocabulary, &batch);
        }
        self.save_words(&next_words, &vocabulary).await?;
        let swap = |a: &str, b: &str| SwapIndexes {
            indexes: (a.to_owned(), b.to_owned()),
            rename: None,
        };
        let swaps = [swap(&self.uid, &next), swap(&self.words_uid(), &next_words)];
        self.done(self.client.swap_indexes(&swaps).await).await?;
        let written = vocabulary.documents;
        self.remember(&Arc::new(vocabulary));
        self.done(self.client.delete_index(&next).await).await?;
        self.done(self.client.delete_index(&next_words).await).await?;
        Ok(written)
    }

    async fn count(&self) -> Result<u64, SearchError> {
        let stats = self.index().get_stats().await.map_err(unavailable)?;
        Ok(u64::try_from(stats.number_of_documents).unwrap_or(u64::MAX))
    }

    async fn healthy(&self) -> bool {
        self.client.is_healthy().await
    }
}

fn unavailable(error: impl std::fmt::Display) -> SearchError {
    SearchError::Unavailable(error.to_string())
}
