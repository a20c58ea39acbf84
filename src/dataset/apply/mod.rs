//! From typed rows to the database: what is missing is added, what differs is brought up to date, what is
//! the same is not touched. One module per file; each first looks up everything its rows point to, and
//! writes nothing if any of it is missing.
//!
//! The import owns what the files say and nothing else: state, hours somebody confirmed, counted stock,
//! real prices and signed decisions stay as people left them, and so does a place or an event that the office edited,
//! also when it gave it another address.

mod communes;
mod events;
mod places;
mod producers;
mod products;
mod stories;
mod variants;

pub use communes::communes;
pub use events::events;
pub use places::{sales_points, villages};
pub use producers::producers;
pub use products::products;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::{OwnerKind, PlaceKind, catalogue_state, commune, place, producer, product, slug_history};
use sea_orm::{
    ColumnTrait, EntityTrait, ModelTrait, PaginatorTrait, PrimaryKeyTrait, QueryFilter, QuerySelect,
};

use super::reason::Reason;
use super::report::{FileReport, Refusal};
use super::source::DataFile;
use foundation::kernel::collate::Collation;
use foundation::kernel::db::Txn;
use foundation::kernel::error::{Error, Result};
use foundation::publication;

/// How many keys go into one `IN (…)`.
const KEYS: usize = 5_000;

/// One file on its way into the database, within one transaction.
pub struct Batch<'a> {
    /// The transaction.
    pub txn: &'a Txn,
    /// The moment all its rows carry.
    pub now: DateTime<Utc>,
    /// Makes sort keys.
    pub collation: &'a Collation,
    /// What has been done so far.
    pub report: FileReport,
    revision: Option<i64>,
}

impl<'a> Batch<'a> {
    /// Begins a file. Holds the catalogue version until the transaction ends, so that two imports at once
    /// follow one another.
    pub async fn begin(
        txn: &'a Txn,
        file: DataFile,
        now: DateTime<Utc>,
        collation: &'a Collation,
    ) -> Result<Self> {
        catalogue_state::Entity::find_by_id(1)
            .lock_exclusive()
            .one(txn)
            .await?
            .ok_or_else(|| Error::new("the row of the catalogue version is missing"))?;
        Ok(Self {
            txn,
            now,
            collation,
            report: FileReport::new(file),
            revision: None,
        })
    }

    /// The version of all that this file changes; the first call raises it.
    pub async fn revision(&mut self) -> Result<i64> {
        if let Some(revision) = self.revision {
            return Ok(revision);
        }
        let revision = publication::announce(self.txn, self.now).await?;
        self.revision = Some(revision);
        Ok(revision)
    }

    /// Notes a value that cannot be taken.
    pub fn refuse(&mut self, line: u64, column: &str, value: &str, reason: Reason) {
        self.report
            .refused
            .push(Refusal::new(line, column, value, reason));
    }

    /// Whether anything was refused, so that nothing may be written.
    pub fn is_refused(&self) -> bool {
        !self.report.refused.is_empty()
    }

    /// Counts a record.
    pub fn count(&mut self, new: bool, changed: bool) {
        let counter = match (new, changed) {
            (true, _) => &mut self.report.inserted,
            (false, true) => &mut self.report.changed,
            (false, false) => &mut self.report.unchanged,
        };
        *counter += 1;
    }

    /// Refuses what names a commune that is not there; `rows` are line and slug.
    fn check_communes<'r>(
        &mut self,
        communes: &HashMap<String, i64>,
        rows: impl Iterator<Item = (u64, Option<&'r str>)>,
    ) {
        for (line, slug) in rows {
            if let Some(slug) = slug.filter(|slug| !communes.contains_key(*slug)) {
                self.refuse(line, "commune_slug", slug, Reason::UnknownCommune);
            }
        }
    }
}

/// Keys of all communes by slug.
async fn commune_ids(txn: &Txn) -> Result<HashMap<String, i64>> {
    let pairs: Vec<(String, i64)> = commune::Entity::find()
        .select_only()
        .column(commune::Column::Slug)
        .column(commune::Column::Id)
        .into_tuple()
        .all(txn)
        .await?;
    Ok(pairs.into_iter().collect())
}

/// Keys of some producers by slug.
async fn producer_ids(txn: &Txn, slugs: impl Iterator<Item = &str>) -> Result<HashMap<String, i64>> {
    let slugs: Vec<&str> = slugs.collect();
    let mut found = HashMap::new();
    for slugs in slugs.chunks(KEYS) {
        let pairs: Vec<(String, i64)> = producer::Entity::find()
            .select_only()
            .column(producer::Column::Slug)
            .column(producer::Column::Id)
            .filter(producer::Column::Slug.is_in(slugs.iter().copied()))
            .into_tuple()
            .all(txn)
            .await?;
        found.extend(pairs);
    }
    Ok(found)
}

/// Keys of some products by slug.
async fn product_ids(txn: &Txn, slugs: Vec<&str>) -> Result<HashMap<String, i64>> {
    let mut found = HashMap::new();
    for slugs in slugs.chunks(KEYS) {
        let pairs: Vec<(String, i64)> = product::Entity::find()
            .select_only()
            .column(product::Column::Slug)
            .column(product::Column::Id)
            .filter(product::Column::Slug.is_in(slugs.iter().copied()))
            .into_tuple()
            .all(txn)
            .await?;
        found.extend(pairs);
    }
    Ok(found)
}

/// The rows whose column holds one of the values, under the key that `key` makes of each.
async fn load<E, V, K>(
    txn: &Txn,
    column: E::Column,
    values: &[V],
    key: impl Fn(&E::Model) -> K,
) -> Result<HashMap<K, E::Model>>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E> + Send + Sync,
    V: Into<sea_orm::Value> + Clone,
    K: std::hash::Hash + Eq,
{
    let mut found = HashMap::new();
    for values in values.chunks(KEYS) {
        let rows = E::find()
            .filter(column.is_in(values.iter().cloned()))
            .all(txn)
            .await?;
        found.extend(rows.into_iter().map(|row| (key(&row), row)));
    }
    Ok(found)
}

/// Keys of what once had some address parts, by these.
async fn moved(txn: &Txn, kind: OwnerKind, slugs: &[&str]) -> Result<HashMap<String, i64>> {
    let mut found = HashMap::new();
    for slugs in slugs.chunks(KEYS) {
        let pairs: Vec<(String, i64)> = slug_history::Entity::find()
            .select_only()
            .column(slug_history::Column::OldSlug)
            .column(slug_history::Column::OwnerId)
            .filter(slug_history::Column::Kind.eq(kind))
            .filter(slug_history::Column::OldSlug.is_in(slugs.iter().copied()))
            .into_tuple()
            .all(txn)
            .await?;
        found.extend(pairs);
    }
    Ok(found)
}

/// How many rows of a table the file does not name.
async fn missing<E>(txn: &Txn, query: sea_orm::Select<E>, known: usize) -> Result<usize>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E> + Send + Sync,
    <E::PrimaryKey as PrimaryKeyTrait>::ValueType: Send,
{
    let all = query.count(txn).await?;
    Ok(usize::try_from(all).unwrap_or(usize::MAX).saturating_sub(known))
}

/// Keys of all craft villages by slug.
async fn village_ids(txn: &Txn) -> Result<HashMap<String, i64>> {
    let pairs: Vec<(String, i64)> = place::Entity::find()
        .select_only()
        .column(place::Column::Slug)
        .column(place::Column::Id)
        .filter(place::Column::Kind.eq(PlaceKind::CraftVillage))
        .into_tuple()
        .all(txn)
        .await?;
    Ok(pairs.into_iter().collect())
}
