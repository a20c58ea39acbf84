//! Following the catalogue: what changed since a version goes into the index, what vanished goes out.

use std::collections::BTreeSet;
use std::path::PathBuf;

use entity::{OwnerKind, event, place, producer, product, story};
use futures_util::{StreamExt, stream};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::documents::{BATCH, documents, kind_of};
use super::{folder, is_local};
use crate::services::Services;
use domain::edition::{Edition, Editions};
use foundation::kernel::db::Db;
use foundation::kernel::error::{Context, Error, Result};
use search::{DocKey, Kind, SearchError};

/// Keeps one index true.
#[derive(Clone)]
pub struct Indexer {
    services: Services,
    editions: Editions,
    /// One at a time: two would overtake each other.
    turn: std::sync::Arc<tokio::sync::Mutex<()>>,
}

impl Indexer {
    /// An indexer that makes documents from these editions.
    pub fn new(services: Services, editions: Editions) -> Self {
        Self {
            services,
            editions,
            turn: std::sync::Arc::default(),
        }
    }

    /// Makes the index usable at start: builds an empty one, and brings an own one up to the catalogue.
    pub async fn prepare(&self) -> Result<()> {
        let count = self.services.search.count().await.unwrap_or(0);
        if count == 0 && self.editions.current().version > 1 {
            self.rebuild().await?;
            return Ok(());
        }
        self.follow().await
    }

    /// Brings an index of this process's own up to the current edition; does nothing to a shared one,
    /// which jobs look after.
    pub async fn follow(&self) -> Result<()> {
        if !is_local(&self.services.settings) {
            return Ok(());
        }
        let _turn = self.turn.lock().await;
        let edition = self.editions.current();
        let done = self.recorded();
        if done == Some(edition.version) {
            return Ok(());
        }
        match done {
            Some(done) if done < edition.version => self.apply_since(&edition, done + 1).await?,
            // No record, or one of another database: nothing in the index can be trusted.
            _ => {
                self.build(&edition).await?;
            }
        }
        self.record(edition.version)
    }

    /// Works off the job of a change: everything of that revision or a later one.
    pub async fn catch_up(&self, from: i64) -> Result<()> {
        self.editions.refresh().await?;
        if is_local(&self.services.settings) {
            return self.follow().await;
        }
        let _turn = self.turn.lock().await;
        self.apply_since(&self.editions.current(), from).await
    }

    /// Builds the whole index anew beside the old one; says how many documents it holds.
    pub async fn rebuild(&self) -> Result<u64> {
        let _turn = self.turn.lock().await;
        self.editions.refresh().await?;
        let edition = self.editions.current();
        let count = self.build(&edition).await?;
        self.record(edition.version)?;
        Ok(count)
    }

    async fn build(&self, edition: &Edition) -> Result<u64> {
        let keys = all_keys(edition);
        let batches = stream::iter(keys.chunks(BATCH))
            .then(|keys| async {
                documents(&self.services.db, edition, keys)
                    .await
                    .map_err(|error| SearchError::Source(error.to_string()))
            })
            .boxed();
        self.services
            .search
            .rebuild(batches)
            .await
            .context("building the index")
    }

    async fn apply_since(&self, edition: &Edition, from: i64) -> Result<()> {
        let keys = changed_keys(&self.services.db, edition, from).await?;
        for chunk in keys.chunks(BATCH) {
            let upserts = documents(&self.services.db, edition, chunk).await?;
            let kept: BTreeSet<String> = upserts.iter().map(|document| document.key().term()).collect();
            let deletes = chunk
                .iter()
                .filter(|key| !kept.contains(&key.term()))
                .copied()
                .collect();
            self.services
                .search
                .apply(upserts, deletes)
                .await
                .context("updating the index")?;
        }
        Ok(())
    }

    fn record_path(&self) -> PathBuf {
        folder(&self.services.settings).with_extension("version")
    }

    /// The version that the own index is up to.
    fn recorded(&self) -> Option<i64> {
        std::fs::read_to_string(self.record_path())
            .ok()?
            .trim()
            .parse()
            .ok()
    }

    fn record(&self, version: i64) -> Result<()> {
        if !is_local(&self.services.settings) {
            return Ok(());
        }
        let path = self.record_path();
        std::fs::write(&path, version.to_string()).context(format!("writing {}", path.display()))
    }
}

/// Follows every edition until `stop` says so.
impl Indexer {
    /// Looks twice a second whether there is a newer edition.
    pub async fn follow_forever(self, mut stop: tokio::sync::watch::Receiver<bool>) {
        let mut healthy = true;
        loop {
            match self.follow().await {
                Ok(()) => healthy = true,
                Err(error) if healthy => {
                    healthy = false;
                    tracing::error!(error = %error, "the index cannot follow; searching falls behind");
                }
                Err(_) => {}
            }
            tokio::select! {
                () = tokio::time::sleep(std::time::Duration::from_millis(500)) => {}
                _ = stop.changed() => return,
            }
        }
    }
}

fn all_keys(edition: &Edition) -> Vec<DocKey> {
    let key = |kind, id| DocKey { kind, id };
    let products = edition
        .catalogue
        .products()
        .iter()
        .map(|row| key(Kind::Product, row.id));
    let producers = edition.producers().map(|row| key(Kind::Producer, row.id));
    let stories = edition.stories().map(|row| key(Kind::Story, row.id));
    let places = edition
        .places
        .all()
        .iter()
        .map(|row| key(kind_of(row.kind), row.id));
    let events = edition.events().map(|row| key(Kind::Event, row.id));
    products
        .chain(producers)
        .chain(stories)
        .chain(places)
        .chain(events)
        .collect()
}

macro_rules! ids_since {
    ($db:expr, $entity:ident, $from:expr) => {
        $entity::Entity::find()
            .select_only()
            .column($entity::Column::Id)
            .filter($entity::Column::Revision.gte($from))
            .into_tuple::<i64>()
            .all($db)
            .await?
    };
}

/// Keys of everything that changed, and of what is described by it: a producer's name stands in the
/// documents of its products.
async fn changed_keys(db: &Db, edition: &Edition, from: i64) -> Result<Vec<DocKey>> {
    let key = |kind, id| DocKey { kind, id };
    let mut keys: Vec<DocKey> = ids_since!(db, product, from)
        .into_iter()
        .map(|id| key(Kind::Product, id))
        .collect();
    let makers = ids_since!(db, producer, from);
    keys.extend(makers.iter().map(|id| key(Kind::Producer, *id)));
    for some in makers.chunks(BATCH) {
        // Asked of the database: what a hidden producer made is in no edition, and has to go out.
        let made = product::Entity::find()
            .select_only()
            .column(product::Column::Id)
            .filter(product::Column::ProducerId.is_in(some.iter().copied()))
            .into_tuple::<i64>()
            .all(db)
            .await?;
        keys.extend(made.into_iter().map(|id| key(Kind::Product, id)));
    }
    for (owner, kind) in [
        (OwnerKind::Product, Kind::Product),
        (OwnerKind::Producer, Kind::Producer),
    ] {
        let owners: Vec<i64> = keys
            .iter()
            .filter(|key| key.kind == kind)
            .map(|key| key.id)
            .collect();
        for some in owners.chunks(BATCH) {
            let told = story::Entity::find()
                .select_only()
                .column(story::Column::Id)
                .filter(story::Column::OwnerKind.eq(owner))
                .filter(story::Column::OwnerId.is_in(some.iter().copied()))
                .into_tuple::<i64>()
                .all(db)
                .await?;
            keys.extend(told.into_iter().map(|id| key(Kind::Story, id)));
        }
    }
    keys.extend(
        ids_since!(db, story, from)
            .into_iter()
            .map(|id| key(Kind::Story, id)),
    );
    keys.extend(
        ids_since!(db, event, from)
            .into_iter()
            .map(|id| key(Kind::Event, id)),
    );
    for id in ids_since!(db, place, from) {
        // A hidden place is in no edition: its key goes out under both kinds.
        match edition.places.by_id(id) {
            Some(place) => keys.push(key(kind_of(place.kind), id)),
            None => keys.extend([key(Kind::SalesPoint, id), key(Kind::Village, id)]),
        }
    }
    keys.sort_by_key(|key| key.term());
    keys.dedup_by_key(|key| key.term());
    if keys.is_empty() {
        return Ok(keys);
    }
    if edition.version < from {
        return Err(Error::new("the edition is older than the change"));
    }
    Ok(keys)
}
