//! Producers as an edition holds them.

use std::collections::HashMap;

use entity::{LegalForm, Locale, OwnerKind, Precision, PublicStatus, producer, producer_text};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::gallery::{self, CHUNK, Picture};
use foundation::kernel::db::Db;
use foundation::kernel::error::Result;

/// A producer with its texts in both languages.
#[derive(Clone, Debug)]
pub struct Producer {
    /// Key.
    pub id: i64,
    /// Address part.
    pub slug: String,
    /// Legal form.
    pub legal_form: LegalForm,
    /// Present commune.
    pub commune_id: Option<i64>,
    /// Commune before July 2025.
    pub former_commune: Option<String>,
    /// District before July 2025.
    pub former_district: Option<String>,
    /// Position (latitude, longitude) in degrees and how exact it is.
    pub position: Option<(f64, f64, Precision)>,
    /// Year of foundation.
    pub founded_year: Option<i32>,
    /// Where the facts come from.
    pub source: String,
    /// Whether a source names it.
    pub verified: bool,
    /// When it was last changed (UTC).
    pub updated_at: chrono::DateTime<chrono::Utc>,
    /// First picture.
    pub picture: Option<Picture>,
    texts: [Option<Text>; 2],
}

#[derive(Clone, Debug)]
struct Text {
    name: String,
    craft: Option<String>,
    sort_key: String,
}

impl Producer {
    fn text(&self, locale: Locale) -> Option<&Text> {
        self.texts.get(locale.index())?.as_ref()
    }

    /// Its name, and the language it is in: English falls back to Vietnamese.
    pub fn name(&self, locale: Locale) -> (&str, Locale) {
        match self.text(locale) {
            Some(text) => (&text.name, locale),
            None => (
                self.text(Locale::Vi)
                    .map_or(self.slug.as_str(), |text| &text.name),
                Locale::Vi,
            ),
        }
    }

    /// Whether it has a text of its own in a language.
    pub fn speaks(&self, locale: Locale) -> bool {
        self.text(locale).is_some()
    }

    /// Its craft or field.
    pub fn craft(&self, locale: Locale) -> Option<&str> {
        self.text(locale).or(self.text(Locale::Vi))?.craft.as_deref()
    }

    /// Its place in an alphabetical list.
    pub fn sort_key(&self, locale: Locale) -> &str {
        self.text(locale)
            .or(self.text(Locale::Vi))
            .map_or("", |text| &text.sort_key)
    }
}

/// Producers changed after a revision: `None` for those the public must not see (any more).
pub async fn changed_since(db: &Db, revision: i64) -> Result<Vec<(i64, Option<Producer>)>> {
    let rows = producer::Entity::find()
        .filter(producer::Column::Revision.gt(revision))
        .all(db)
        .await?;
    let ids: Option<Vec<i64>> = (revision > 0).then(|| rows.iter().map(|row| row.id).collect());
    let mut texts = texts(db, ids.as_deref()).await?;
    let mut pictures = gallery::pictures(db, OwnerKind::Producer, ids.as_deref(), true).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let id = row.id;
            let public = (row.status == PublicStatus::Published).then(|| {
                let picture = pictures.remove(&id).and_then(|list| list.into_iter().next());
                build(row, texts.remove(&id).unwrap_or_default(), picture)
            });
            (id, public)
        })
        .collect())
}

async fn texts(db: &Db, ids: Option<&[i64]>) -> Result<HashMap<i64, Vec<producer_text::Model>>> {
    let mut rows = Vec::new();
    match ids {
        None => rows = producer_text::Entity::find().all(db).await?,
        Some(ids) => {
            for chunk in ids.chunks(CHUNK) {
                let wanted = producer_text::Column::ProducerId.is_in(chunk.iter().copied());
                rows.extend(producer_text::Entity::find().filter(wanted).all(db).await?);
            }
        }
    }
    let mut found: HashMap<i64, Vec<producer_text::Model>> = HashMap::new();
    for row in rows {
        found.entry(row.producer_id).or_default().push(row);
    }
    Ok(found)
}

fn build(row: producer::Model, texts: Vec<producer_text::Model>, picture: Option<Picture>) -> Producer {
    let mut both = [None, None];
    for text in texts {
        if let Some(slot) = both.get_mut(text.locale.index()) {
            *slot = Some(Text {
                name: text.name,
                craft: text.craft,
                sort_key: text.sort_key,
            });
        }
    }
    let position = match (row.lat, row.lon, row.precision) {
        (Some(lat), Some(lon), Some(precision)) => Some((lat, lon, precision)),
        _ => None,
    };
    Producer {
        id: row.id,
        slug: row.slug,
        legal_form: row.legal_form,
        commune_id: row.commune_id,
        former_commune: row.former_commune,
        former_district: row.former_district,
        position,
        founded_year: row.founded_year,
        source: row.source,
        verified: row.verified,
        updated_at: row.updated_at,
        picture,
        texts: both,
    }
}
