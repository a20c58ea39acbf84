//! Stories of producers and places. A story has the slug of its owner, so slugs of owners with a story
//! must differ across kinds.

use std::collections::HashMap;

use entity::{Locale, OwnerKind, PublicStatus, story, story_text};

use super::{Batch, load};
use crate::reason::Reason;
use crate::rows::Both;
use crate::store;
use foundation::kernel::error::Result;
use foundation::kernel::fold::fold;

/// Stories that the database holds under the slugs of a file.
pub struct Stories {
    stories: HashMap<String, story::Model>,
    texts: HashMap<(i64, Locale), story_text::Model>,
}

/// A story of a row.
pub struct Told<'a> {
    /// Kind of its owner.
    pub owner: OwnerKind,
    /// Slug of its owner.
    pub slug: &'a str,
    /// Title, from the owner's name.
    pub title: Both,
    /// The story.
    pub body: &'a Both,
    /// Where this is said.
    pub source: &'a str,
    /// Whether a source names the owner.
    pub verified: bool,
}

impl Stories {
    /// Loads what there is.
    pub async fn load(batch: &Batch<'_>, slugs: &[&str]) -> Result<Self> {
        let stories =
            load::<story::Entity, _, _>(batch.txn, story::Column::Slug, slugs, |row| row.slug.clone())
                .await?;
        let ids: Vec<i64> = stories.values().map(|story| story.id).collect();
        let texts = load::<story_text::Entity, _, _>(batch.txn, story_text::Column::StoryId, &ids, |row| {
            (row.story_id, row.locale)
        })
        .await?;
        Ok(Self { stories, texts })
    }

    /// Refuses a slug under which somebody else's story stands.
    pub fn check(&self, batch: &mut Batch<'_>, line: u64, slug: &str, kind: OwnerKind, id: Option<i64>) {
        let taken = self
            .stories
            .get(slug)
            .is_some_and(|story| story.owner_kind != kind || Some(story.owner_id) != id);
        if taken {
            batch.refuse(line, "slug", slug, Reason::TakenSlug);
        }
    }

    /// Writes a story where it is new or differs; says whether it did.
    pub async fn keep(&self, batch: &mut Batch<'_>, owner_id: i64, told: Told<'_>) -> Result<bool> {
        let txn = batch.txn;
        let before = self.stories.get(told.slug);
        let wanted = story::Model {
            id: before.map_or(0, |before| before.id),
            slug: told.slug.to_owned(),
            owner_kind: told.owner,
            owner_id,
            status: before.map_or(PublicStatus::Published, |before| before.status),
            told_by: before.and_then(|before| before.told_by.clone()),
            told_on: before.and_then(|before| before.told_on),
            source: told.source.to_owned(),
            verified: told.verified,
            created_at: before.map_or(batch.now, |before| before.created_at),
            updated_at: before.map_or(batch.now, |before| before.updated_at),
            revision: before.map_or(0, |before| before.revision),
        };
        let id = if before.is_some() {
            wanted.id
        } else {
            let revision = batch.revision().await?;
            let row = story::Model {
                revision,
                ..wanted.clone()
            };
            store::add(txn, row, story::Column::Id).await?.id
        };
        let mut changed = before.is_none();
        for locale in Locale::ALL {
            let Some(body) = told.body.get(locale) else {
                continue;
            };
            let title = told.title.or_vi(locale);
            let text = story_text::Model {
                story_id: id,
                locale,
                title: title.to_owned(),
                body: body.to_owned(),
                search_key: fold(title),
            };
            changed |= store::keep(txn, self.texts.get(&(id, locale)), text).await?;
        }
        if let Some(before) = before.filter(|before| changed || **before != wanted) {
            let row = story::Model {
                updated_at: batch.now,
                revision: batch.revision().await?,
                ..wanted
            };
            return store::keep(txn, Some(before), row).await;
        }
        Ok(changed)
    }
}

/// "Làng gốm Bát Tràng" within a sentence: "làng gốm Bát Tràng".
pub fn lower_first(name: &str) -> String {
    let mut chars = name.chars();
    chars
        .next()
        .map(|first| first.to_lowercase().chain(chars).collect())
        .unwrap_or_default()
}
