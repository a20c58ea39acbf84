//! An edition: all of the public content as of one version and one day, in memory and immutable.
//!
//! Requests read the edition that was current when they came; a watcher makes the next one beside it
//! when the version in the database or the day in Việt Nam has moved on. So every page is of one
//! piece, lists never touch the database, and a certificate lapses at midnight by itself.

mod build;
mod handle;
mod lists;
mod traces;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use entity::OwnerKind;

use crate::catalogue::Catalogue;
use crate::events::Event;
use crate::imprint::Imprint;
use crate::places::Places;
use crate::producers::Producer;
use crate::stories::Story;
use crate::taxonomy::Taxonomy;
use traces::Traces;

pub use handle::{Editions, watch};

/// The public content of one version on one day.
#[derive(Debug)]
pub struct Edition {
    /// Version of the content.
    pub version: i64,
    /// The day in Việt Nam it was made for.
    pub day: NaiveDate,
    /// Whether prices and stock are demonstration values.
    pub demo_data: bool,
    /// Who runs the site, and the texts of its legal pages.
    pub imprint: Imprint,
    /// Communes, groups and sets.
    pub taxonomy: Taxonomy,
    /// Products.
    pub catalogue: Catalogue,
    /// Sales points, creative centres and craft villages.
    pub places: Places,
    producers: HashMap<i64, Arc<Producer>>,
    producers_by_slug: HashMap<String, i64>,
    stories: HashMap<i64, Arc<Story>>,
    stories_by_slug: HashMap<String, i64>,
    stories_by_owner: HashMap<(OwnerKind, i64), i64>,
    events: HashMap<i64, Arc<Event>>,
    events_by_slug: HashMap<String, i64>,
    traces: Traces,
    withheld: HashSet<String>,
    lists: lists::Lists,
}

impl Edition {
    /// A producer by key.
    pub fn producer(&self, id: i64) -> Option<&Arc<Producer>> {
        self.producers.get(&id)
    }

    /// A producer by address part.
    pub fn producer_by_slug(&self, slug: &str) -> Option<&Arc<Producer>> {
        self.producers.get(self.producers_by_slug.get(slug)?)
    }

    /// All producers, in no order.
    pub fn producers(&self) -> impl Iterator<Item = &Arc<Producer>> {
        self.producers.values()
    }

    /// A story by address part.
    pub fn story_by_slug(&self, slug: &str) -> Option<&Arc<Story>> {
        self.stories.get(self.stories_by_slug.get(slug)?)
    }

    /// The story of something.
    pub fn story_of(&self, kind: OwnerKind, owner: i64) -> Option<&Arc<Story>> {
        self.stories.get(self.stories_by_owner.get(&(kind, owner))?)
    }

    /// A story by key.
    pub fn story(&self, id: i64) -> Option<&Arc<Story>> {
        self.stories.get(&id)
    }

    /// All stories, in no order.
    pub fn stories(&self) -> impl Iterator<Item = &Arc<Story>> {
        self.stories.values()
    }

    /// An event by address part.
    pub fn event_by_slug(&self, slug: &str) -> Option<&Arc<Event>> {
        self.events.get(self.events_by_slug.get(slug)?)
    }

    /// An event by key.
    pub fn event(&self, id: i64) -> Option<&Arc<Event>> {
        self.events.get(&id)
    }

    /// All events, in no order.
    pub fn events(&self) -> impl Iterator<Item = &Arc<Event>> {
        self.events.values()
    }

    /// The slug that something has today, by one that it had: its old address answers 301, once.
    pub fn moved(&self, kind: OwnerKind, old_slug: &str) -> Option<&str> {
        let id = self.traces.moved(kind, old_slug)?;
        match kind {
            OwnerKind::Product => self.catalogue.by_id(id).map(|row| row.slug.as_str()),
            OwnerKind::Producer => self.producers.get(&id).map(|row| row.slug.as_str()),
            OwnerKind::Place => self.places.by_id(id).map(|row| row.slug.as_str()),
            OwnerKind::Event => self.events.get(&id).map(|row| row.slug.as_str()),
            OwnerKind::Story => self.stories.get(&id).map(|row| row.slug.as_str()),
        }
    }

    /// Whether a file of a picture is not given out, because what it shows is hidden by the office and nothing else
    /// that is public shows it.
    pub fn withholds(&self, key: &str) -> bool {
        self.withheld.contains(key)
    }

    /// Whether something of that slug was taken away for good: its page answers 410.
    pub fn gone(&self, kind: OwnerKind, slug: &str) -> bool {
        self.traces.gone(kind, slug)
    }
}
