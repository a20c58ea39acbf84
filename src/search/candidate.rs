//! What engines store of a document for ranking, and hand back when they propose it.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::analysis::{pack, phrases};
use super::document::{Document, Kind};
use super::query::Language;

/// What of a document an answer needs; stored in the index.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Card {
    pub kind: Kind,
    pub id: i64,
    pub slug: String,
    pub owner: Option<(Kind, String)>,
    pub title_vi: String,
    pub title_en: String,
    pub group: Option<i64>,
    pub set: Option<i64>,
    pub stars: Option<i64>,
    pub stars_until: Option<NaiveDate>,
    pub commune: Option<String>,
    pub producer: Option<String>,
    pub price: Option<i64>,
    pub in_stock: bool,
    pub ends_on: Option<NaiveDate>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
}

impl Card {
    pub fn of(document: &Document) -> Self {
        Self {
            kind: document.kind,
            id: document.id,
            slug: document.slug.clone(),
            owner: document.owner.clone(),
            title_vi: document.title_vi.clone(),
            title_en: document.title_en.clone(),
            group: document.group,
            set: document.set,
            stars: document.stars,
            stars_until: document.stars_until,
            commune: document.commune_slug.clone(),
            producer: document.producer_slug.clone(),
            price: document.price,
            in_stock: document.in_stock,
            ends_on: document.ends_on,
            lat: document.lat,
            lon: document.lon,
        }
    }

    pub fn current_stars(&self, today: NaiveDate) -> Option<i64> {
        self.stars_until.filter(|until| *until >= today).and(self.stars)
    }

    pub fn title(&self, language: Language) -> &str {
        match language {
            Language::En if !self.title_en.is_empty() => &self.title_en,
            _ => &self.title_vi,
        }
    }
}

/// A document that an engine proposes.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub card: Arc<Card>,
    pub features: Arc<[u8]>,
}

/// What is stored with a document for ranking.
pub fn features(document: &Document) -> Vec<u8> {
    pack(&phrases(document))
}

/// The facts of a document that an engine filters by, `kind:product`, `stars:4`.
pub fn facts_of(document: &Document) -> Vec<String> {
    let mut out = vec![format!("kind:{}", document.kind.as_str())];
    let numbers = [
        ("group", document.group),
        ("set", document.set),
        ("stars", document.stars),
    ];
    out.extend(
        numbers
            .into_iter()
            .filter_map(|(name, value)| Some(format!("{name}:{}", value?))),
    );
    out.extend(document.commune_slug.iter().map(|slug| format!("commune:{slug}")));
    out.extend(
        document
            .producer_slug
            .iter()
            .map(|slug| format!("producer:{slug}")),
    );
    if document.in_stock {
        out.push("in_stock".to_owned());
    }
    out
}
