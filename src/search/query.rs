//! A question to the engine and its answer: [`Query`], [`Hits`], [`Suggestion`].

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use serde::Serialize;

use super::document::{DocKey, Kind};
use foundation::kernel::geo::{Bbox, Position};

/// Language of the titles in an answer; what is searched is always both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Vietnamese.
    #[default]
    Vi,
    /// English; falls back to Vietnamese where there is no English title.
    En,
}

/// A circle: only what lies within, and the nearer the better.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    /// Its middle.
    pub centre: Position,
    /// Its radius in metres.
    pub metres: f64,
}

impl Near {
    /// The box around the circle, for an engine's first sieve.
    pub fn bounds(&self) -> Bbox {
        Bbox::around(self.centre, self.metres)
    }

    /// Metres from the middle, if the point lies within.
    pub fn reach(&self, lat: Option<f64>, lon: Option<f64>) -> Option<f64> {
        let metres = self.centre.metres_to(Position::new(lat?, lon?)?);
        (metres <= self.metres).then_some(metres)
    }
}

/// Narrowing by facts; all given ones must hold. A list means any of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filters {
    /// Groups 1 to 6.
    pub groups: Vec<i64>,
    /// Product sets 1 to 26.
    pub sets: Vec<i64>,
    /// Stars that are current on [`Query::today`].
    pub stars: Vec<i64>,
    /// Commune slugs.
    pub communes: Vec<String>,
    /// Producer slugs.
    pub producers: Vec<String>,
    /// Lowest price in đồng, inclusive.
    pub price_min: Option<i64>,
    /// Highest price in đồng, inclusive.
    pub price_max: Option<i64>,
    /// Only what can be ordered now.
    pub in_stock: bool,
    /// Only what lies within; what has no position is left out.
    pub near: Option<Near>,
}

/// What somebody asks.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// As typed; anything goes, it is treated as text and capped.
    pub text: String,
    /// Only these kinds; empty means all, mixed.
    pub kinds: Vec<Kind>,
    /// Narrowing by facts.
    pub filters: Filters,
    /// Most hits to return (capped at [`super::ranking::MAX_HITS`]).
    pub limit: usize,
    /// Hits to skip.
    pub offset: usize,
    /// The day in Asia/Ho_Chi_Minh, which decides what certificate is current and what event is past.
    pub today: NaiveDate,
    /// Language of the titles.
    pub language: Language,
}

impl Query {
    /// A plain query for the first 20 hits of all kinds.
    pub fn new(text: &str, today: NaiveDate) -> Self {
        Self {
            text: text.to_owned(),
            kinds: Vec::new(),
            filters: Filters::default(),
            limit: 20,
            offset: 0,
            today,
            language: Language::Vi,
        }
    }
}

/// One result.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// Primary key.
    pub id: i64,
    /// Slug; of a story its owner's.
    pub slug: String,
    /// Kind of a story's owner, whose page the story is about.
    pub owner_kind: Option<Kind>,
    /// Title in the asked language.
    pub title: String,
    /// Between 0 and about 1.2; comparable within one answer only.
    pub score: f32,
}

impl Hit {
    /// Its name in the index.
    pub const fn key(&self) -> DocKey {
        DocKey {
            kind: self.kind,
            id: self.id,
        }
    }
}

/// An answer.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Hits {
    /// Best first.
    pub items: Vec<Hit>,
    /// How many fit in all, counted up to [`super::ranking::MAX_CANDIDATES`].
    pub total: usize,
    /// Is `total` (and every count below) only a lower bound?
    pub more: bool,
    /// Count per kind of everything that fits.
    pub kinds: BTreeMap<Kind, usize>,
    /// Count per group (products).
    pub groups: BTreeMap<i64, usize>,
    /// Count per stars current today (products).
    pub stars: BTreeMap<i64, usize>,
    /// Count per commune slug.
    pub communes: BTreeMap<String, usize>,
    /// The text that was searched instead, when what was typed found nothing.
    pub corrected: Option<String>,
}

impl Hits {
    /// Adds the hits of another answer after these, each thing once. The answers must be first pages of
    /// the same kind of titles; counts grow by what is new.
    pub fn append(&mut self, other: Self) {
        let known: HashSet<DocKey> = self.items.iter().map(Hit::key).collect();
        let new: Vec<Hit> = other
            .items
            .into_iter()
            .filter(|hit| !known.contains(&hit.key()))
            .collect();
        self.total += new.len();
        self.more |= other.more;
        for hit in &new {
            *self.kinds.entry(hit.kind).or_default() += 1;
        }
        self.items.extend(new);
    }
}

/// One suggestion while typing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Suggestion {
    /// What it is.
    pub kind: Kind,
    /// Slug; of a story its owner's.
    pub slug: String,
    /// Title in the asked language.
    pub title: String,
}
