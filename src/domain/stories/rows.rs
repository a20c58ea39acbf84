//! Stories as an edition holds them, and their bodies.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use entity::{Locale, OwnerKind, PublicStatus, story, story_text};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::markdown::excerpt;
use foundation::kernel::db::Db;
use foundation::kernel::error::Result;

/// How many characters of a story stand on its card.
const EXCERPT: usize = 180;

/// A story without its body.
#[derive(Clone, Debug)]
pub struct Story {
    /// Key.
    pub id: i64,
    /// Address part: its owner's.
    pub slug: String,
    /// What it is about.
    pub owner_kind: OwnerKind,
    /// Key of what it is about.
    pub owner_id: i64,
    /// Who told it.
    pub told_by: Option<String>,
    /// When it was told.
    pub told_on: Option<NaiveDate>,
    /// Where the facts come from.
    pub source: String,
    /// When it was last changed (UTC).
    pub updated_at: DateTime<Utc>,
    texts: [Option<(String, String)>; 2],
}

impl Story {
    fn text(&self, locale: Locale) -> Option<&(String, String)> {
        self.texts.get(locale.index())?.as_ref()
    }

    /// Its title, and the language it is in.
    pub fn title(&self, locale: Locale) -> (&str, Locale) {
        match self.text(locale) {
            Some((title, _)) => (title, locale),
            None => (
                self.text(Locale::Vi)
                    .map_or(self.slug.as_str(), |(title, _)| title),
                Locale::Vi,
            ),
        }
    }

    /// Its first words.
    pub fn excerpt(&self, locale: Locale) -> &str {
        self.text(locale)
            .or(self.text(Locale::Vi))
            .map_or("", |(_, excerpt)| excerpt)
    }

    /// Whether it is told in a language.
    pub fn speaks(&self, locale: Locale) -> bool {
        self.text(locale).is_some()
    }
}

/// Stories changed after a revision: `None` for those the public must not see (any more).
pub async fn changed_since(db: &Db, revision: i64) -> Result<Vec<(i64, Option<Story>)>> {
    let rows = story::Entity::find()
        .filter(story::Column::Revision.gt(revision))
        .all(db)
        .await?;
    let mut texts: HashMap<i64, [Option<(String, String)>; 2]> = HashMap::new();
    let mut keep = |row: story_text::Model| {
        if let Some(slot) = texts.entry(row.story_id).or_default().get_mut(row.locale.index()) {
            *slot = Some((row.title, excerpt(&row.body, EXCERPT)));
        }
    };
    if revision > 0 {
        let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
        for chunk in ids.chunks(crate::gallery::CHUNK) {
            let wanted = story_text::Column::StoryId.is_in(chunk.iter().copied());
            story_text::Entity::find()
                .filter(wanted)
                .all(db)
                .await?
                .into_iter()
                .for_each(&mut keep);
        }
    } else {
        story_text::Entity::find()
            .all(db)
            .await?
            .into_iter()
            .for_each(&mut keep);
    }
    Ok(rows
        .into_iter()
        .map(|row| {
            let id = row.id;
            let public = (row.status == PublicStatus::Published).then(|| Story {
                id,
                slug: row.slug,
                owner_kind: row.owner_kind,
                owner_id: row.owner_id,
                told_by: row.told_by,
                told_on: row.told_on,
                source: row.source,
                updated_at: row.updated_at,
                texts: texts.remove(&id).unwrap_or_default(),
            });
            (id, public)
        })
        .collect())
}

/// The whole text of a story.
#[derive(Clone, Debug)]
pub struct Body {
    /// Markdown.
    pub markdown: String,
    /// The language it is in.
    pub locale: Locale,
}

/// Reads the whole text in a language, or in the other one.
pub async fn body(db: &Db, story: i64, locale: Locale) -> Result<Option<Body>> {
    let texts = story_text::Entity::find()
        .filter(story_text::Column::StoryId.eq(story))
        .all(db)
        .await?;
    let own = texts.iter().find(|text| text.locale == locale).or(texts.first());
    Ok(own.map(|text| Body {
        markdown: text.body.clone(),
        locale: text.locale,
    }))
}
