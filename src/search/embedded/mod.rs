//! The embedded engine: a Tantivy index on disk or in memory, inside the process.
//!
//! Searching runs on the blocking pool, since reading a cold index touches the disk. Writing takes
//! one writer at a time; readers see a change only when it is complete, also during a rebuild.

mod candidates;
mod schema;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use async_trait::async_trait;
use futures_util::StreamExt;
use tantivy::directory::MmapDirectory;
use tantivy::schema::Schema;
use tantivy::{
    Index, IndexBuilder, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, Searcher, TantivyDocument,
    Term,
};

use super::document::{DocKey, Document};
use super::language::{self, Stage};
use super::pipeline::{self, Ranked};
use super::query::{Hits, Language, Query, Suggestion};
use super::vocabulary::Vocabulary;
use super::{Batches, SearchEngine, SearchError, ranking};
use schema::Fields;

/// Memory of the one indexing thread, in bytes.
const WRITER_BYTES: usize = 32_000_000;

/// Bytes of a block of the document store. Candidates lie scattered, and a block is read whole for each.
const BLOCK_BYTES: usize = 1_024;

fn builder(schema: Schema) -> IndexBuilder {
    let settings = IndexSettings {
        docstore_blocksize: BLOCK_BYTES,
        ..IndexSettings::default()
    };
    Index::builder().schema(schema).settings(settings)
}

/// The Tantivy engine.
#[derive(Clone)]
pub struct Embedded {
    inner: Arc<Inner>,
}

struct Inner {
    index: Index,
    reader: IndexReader,
    fields: Fields,
    /// The words of the generation of the index that was read last.
    vocabulary: RwLock<(u64, Arc<Vocabulary>)>,
    writing: Mutex<()>,
}

impl Embedded {
    /// Opens the index in a directory, or makes it. An index of another schema is replaced by an
    /// empty one: its content comes from the database anyway.
    pub fn open(directory: &Path) -> Result<Self, SearchError> {
        std::fs::create_dir_all(directory).map_err(unavailable)?;
        let (schema, _) = schema::schema();
        let opened = MmapDirectory::open(directory).map_err(unavailable)?;
        let index = match builder(schema.clone()).open_or_create(opened) {
            Ok(index) => index,
            Err(error) => {
                tracing::warn!(%error, "search index is of another make; starting an empty one");
                std::fs::remove_dir_all(directory).map_err(unavailable)?;
                std::fs::create_dir_all(directory).map_err(unavailable)?;
                builder(schema).create_in_dir(directory).map_err(unavailable)?
            }
        };
        Self::with(index)
    }

    /// An index in memory, for tests.
    pub fn in_memory() -> Result<Self, SearchError> {
        let (schema, _) = schema::schema();
        Self::with(builder(schema).create_in_ram().map_err(unavailable)?)
    }

    fn with(index: Index) -> Result<Self, SearchError> {
        let (_, fields) = schema::schema();
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::OnCommitWithDelay)
            .try_into()
            .map_err(unavailable)?;
        let inner = Inner {
            index,
            reader,
            fields,
            vocabulary: RwLock::new((u64::MAX, Arc::default())),
            writing: Mutex::new(()),
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Inner) -> Result<T, SearchError> + Send + 'static,
    ) -> Result<T, SearchError> {
        let inner = Arc::clone(&self.inner);
        tokio::task::spawn_blocking(move || work(&inner))
            .await
            .map_err(unavailable)?
    }

    /// [`SearchEngine::search`] without the hop to the blocking pool, for measuring.
    pub fn search_now(&self, query: &Query) -> Result<Hits, SearchError> {
        self.inner.search(query)
    }
}

impl Inner {
    fn search(&self, query: &Query) -> Result<Hits, SearchError> {
        let searcher = self.reader.searcher();
        let vocabulary = self.vocabulary(&searcher)?;
        let mut best: Option<Ranked> = None;
        for stage in [Stage::Literal, Stage::Lenient] {
            let Some(ranked) = self.rank(&searcher, &vocabulary, query, stage)? else {
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

    fn rank(
        &self,
        searcher: &Searcher,
        vocabulary: &Vocabulary,
        query: &Query,
        stage: Stage,
    ) -> Result<Option<Ranked>, SearchError> {
        let Some(reading) = language::read(&query.text, vocabulary, stage) else {
            return Ok(None);
        };
        let found = candidates::find(searcher, &self.fields, &reading, query)?;
        // Read one by one, for ranking stops where nothing fits any more.
        let candidates = found
            .into_iter()
            .filter_map(|address| candidates::load(searcher, &self.fields, address).transpose());
        let patience = ranking::PATIENCE;
        pipeline::rank(&reading, stage, candidates, patience, query, vocabulary).map(Some)
    }

    /// The words of this generation of the index; read from its term dictionaries once.
    fn vocabulary(&self, searcher: &Searcher) -> Result<Arc<Vocabulary>, SearchError> {
        let generation = searcher.generation().generation_id();
        {
            let known = self.vocabulary.read().unwrap_or_else(PoisonError::into_inner);
            if known.0 == generation {
                return Ok(Arc::clone(&known.1));
            }
        }
        let mut known = self.vocabulary.write().unwrap_or_else(PoisonError::into_inner);
        if known.0 != generation {
            *known = (
                generation,
                Arc::new(read_vocabulary(searcher, &self.fields).map_err(unavailable)?),
            );
        }
        Ok(Arc::clone(&known.1))
    }

    /// Runs one change of the index and lets readers see it.
    fn write(
        &self,
        change: impl FnOnce(&mut IndexWriter<TantivyDocument>) -> Result<(), SearchError>,
    ) -> Result<(), SearchError> {
        let _one_at_a_time = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut writer = self
            .index
            .writer_with_num_threads(1, WRITER_BYTES)
            .map_err(unavailable)?;
        change(&mut writer)?;
        writer.commit().map_err(unavailable)?;
        writer.wait_merging_threads().map_err(unavailable)?;
        self.reader.reload().map_err(unavailable)
    }
}

fn add(
    writer: &IndexWriter<TantivyDocument>,
    fields: &Fields,
    document: &Document,
) -> Result<(), SearchError> {
    let indexed = schema::to_index(document, fields).map_err(unavailable)?;
    writer.add_document(indexed).map_err(unavailable)?;
    Ok(())
}

fn read_vocabulary(searcher: &Searcher, fields: &Fields) -> tantivy::Result<Vocabulary> {
    let mut vocabulary = Vocabulary::of(searcher.num_docs());
    let terms = |field, note: &mut dyn FnMut(&str, u32)| -> tantivy::Result<()> {
        for segment in searcher.segment_readers() {
            let inverted = segment.inverted_index(field)?;
            let mut stream = inverted.terms().stream()?;
            while let Some((term, info)) = stream.next() {
                if let Ok(text) = std::str::from_utf8(term) {
                    note(text, info.doc_freq);
                }
            }
        }
        Ok(())
    };
    terms(fields.exact, &mut |exact, documents| {
        vocabulary.add(exact, documents);
    })?;
    terms(fields.title, &mut |key, _| vocabulary.add_strong(key))?;
    terms(fields.name, &mut |key, _| vocabulary.add_strong(key))?;
    terms(fields.name_pair, &mut |pair, _| vocabulary.add_pair(pair))?;
    Ok(vocabulary)
}

#[async_trait]
impl SearchEngine for Embedded {
    async fn search(&self, query: &Query) -> Result<Hits, SearchError> {
        let query = query.clone();
        self.blocking(move |inner| inner.search(&query)).await
    }

    async fn suggest(
        &self,
        text: &str,
        language: Language,
        limit: usize,
    ) -> Result<Vec<Suggestion>, SearchError> {
        let mut query = Query::new(text, chrono::NaiveDate::MIN);
        query.language = language;
        self.blocking(move |inner| {
            let searcher = inner.reader.searcher();
            let vocabulary = inner.vocabulary(&searcher)?;
            let ranked = inner.rank(&searcher, &vocabulary, &query, Stage::Prefix)?;
            Ok(ranked
                .map(|r| pipeline::suggestions(r, language, limit))
                .unwrap_or_default())
        })
        .await
    }

    async fn apply(&self, upserts: Vec<Document>, deletes: Vec<DocKey>) -> Result<(), SearchError> {
        if upserts.is_empty() && deletes.is_empty() {
            return Ok(());
        }
        self.blocking(move |inner| {
            inner.write(|writer| {
                for key in deletes.iter().copied().chain(upserts.iter().map(Document::key)) {
                    writer.delete_term(Term::from_field_text(inner.fields.key, &key.term()));
                }
                upserts
                    .iter()
                    .try_for_each(|document| add(writer, &inner.fields, document))
            })
        })
        .await
    }

    async fn rebuild(&self, mut batches: Batches<'_>) -> Result<u64, SearchError> {
        // The database is read here, the index written on the blocking pool; a short channel between.
        let (send, mut receive) = tokio::sync::mpsc::channel::<Result<Vec<Document>, SearchError>>(2);
        let writing = self.blocking(move |inner| {
            let mut written = 0;
            inner.write(|writer| {
                writer.delete_all_documents().map_err(unavailable)?;
                while let Some(batch) = receive.blocking_recv() {
                    for document in batch? {
                        add(writer, &inner.fields, &document)?;
                        written += 1;
                    }
                }
                Ok(())
            })?;
            Ok(written)
        });
        let reading = async move {
            while let Some(batch) = batches.next().await {
                if send.send(batch).await.is_err() {
                    break;
                }
            }
        };
        let (written, ()) = futures_util::join!(writing, reading);
        written
    }

    async fn count(&self) -> Result<u64, SearchError> {
        Ok(self.inner.reader.searcher().num_docs())
    }

    async fn healthy(&self) -> bool {
        let inner = Arc::clone(&self.inner);
        // Asked every few seconds: opening the files anew is enough, reading them all is not for here.
        let opened = move || {
            let reader = inner.index.reader_builder().reload_policy(ReloadPolicy::Manual);
            reader.try_into().is_ok_and(|_: IndexReader| true)
        };
        tokio::task::spawn_blocking(opened).await.unwrap_or(false)
    }
}

fn unavailable(error: impl std::fmt::Display) -> SearchError {
    SearchError::Unavailable(error.to_string())
}
