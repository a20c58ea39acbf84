//! Whole lists of an edition in their orders, worked out when first asked for.

use std::cmp::Reverse;
use std::sync::{Arc, OnceLock};

use entity::Locale;

use super::Edition;
use crate::events::Event;
use crate::producers::Producer;
use crate::stories::Story;

/// The orders that have been asked for.
#[derive(Debug, Default)]
pub(super) struct Lists {
    producers: [OnceLock<Vec<Arc<Producer>>>; 2],
    stories: OnceLock<Vec<Arc<Story>>>,
    events: OnceLock<Vec<Arc<Event>>>,
}

impl Edition {
    /// Producers by name.
    pub fn producers_by_name(&self, locale: Locale) -> &[Arc<Producer>] {
        let [vi, en] = &self.lists.producers;
        let slot = if locale == Locale::Vi { vi } else { en };
        slot.get_or_init(|| {
            let mut all: Vec<_> = self.producers().cloned().collect();
            all.sort_by(|a, b| a.sort_key(locale).cmp(b.sort_key(locale)).then(a.id.cmp(&b.id)));
            all
        })
    }

    /// Stories whose owner is shown, the newest first.
    pub fn newest_stories(&self) -> &[Arc<Story>] {
        self.lists.stories.get_or_init(|| {
            let mut all: Vec<_> = self
                .stories()
                .filter(|story| self.is_told(story))
                .cloned()
                .collect();
            all.sort_by_key(|story| (Reverse(story.updated_at), story.id));
            all
        })
    }

    /// Events, the latest first; those without a date at the end.
    pub fn latest_events(&self) -> &[Arc<Event>] {
        self.lists.events.get_or_init(|| {
            let mut all: Vec<_> = self.events().cloned().collect();
            all.sort_by_key(|event| (Reverse(event.starts_on), event.id));
            all
        })
    }

    /// Whether what a story is about is shown: the story of something hidden is hidden with it.
    pub fn is_told(&self, story: &Story) -> bool {
        use entity::OwnerKind::{Event, Place, Producer, Product, Story};
        match story.owner_kind {
            Product => self.catalogue.by_id(story.owner_id).is_some(),
            Producer => self.producer(story.owner_id).is_some(),
            Place => self.places.by_id(story.owner_id).is_some(),
            Event | Story => false,
        }
    }
}
