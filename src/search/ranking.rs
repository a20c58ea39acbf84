//! Every number that decides the order of results, in one table.
//!
//! The public page about ranking criteria (a duty under NĐ 248/2026) prints [`CRITERIA`]; the code
//! uses the same constants, so the page cannot drift from what is done.

/// One criterion of the public page.
#[derive(Debug, Clone, Copy)]
pub struct Criterion {
    /// Stable name; the page's texts hang on it (`ranking.{key}` in the translations, `_` for `-`).
    pub key: &'static str,
    /// Its weight: a factor between 0 and 1.2, or a share for thresholds.
    pub weight: f32,
    /// What it is, in English, for the API and for developers.
    pub what: &'static str,
}

/// Words found in the Vietnamese title.
pub const TITLE: f32 = 1.0;
/// Words found in the English title.
pub const TITLE_EN: f32 = 0.97;
/// Words found in a tag of the product.
pub const KEYWORD: f32 = 0.88;
/// Words found in the craft or field.
pub const CRAFT: f32 = 0.8;
/// Words found in the producer's name.
pub const PRODUCER: f32 = 0.64;
/// Words found in the craft of a product's producer.
pub const PRODUCER_CRAFT: f32 = 0.55;
/// Words found in the name of the former commune.
pub const FORMER_COMMUNE: f32 = 0.78;
/// Words found in the name of the former district.
pub const DISTRICT: f32 = 0.66;
/// Words found in the name of today's commune.
pub const COMMUNE: f32 = 0.6;
/// Words found in an address or venue.
pub const ADDRESS: f32 = 0.6;
/// Words found in the names of goods that a sales point shows.
pub const CARRIED: f32 = 0.55;
/// Words found in the description or story.
pub const BODY: f32 = 0.42;

/// Words found in the story of the producer (products).
pub const BACKGROUND: f32 = 0.3;

/// A word that stands alone, away from its neighbours in the query, inside a title or tag.
pub const ALONE: f32 = 0.6;
/// The same as the first word of a title or tag, which in Vietnamese names the thing itself.
pub const ALONE_HEAD: f32 = 0.9;
/// The same inside the name of a producer, sales point or event.
pub const ALONE_NAME: f32 = 0.18;
/// The same inside a place name.
pub const ALONE_PLACE: f32 = 0.2;
/// The same inside a description.
pub const ALONE_BODY: f32 = 0.25;

/// A synonym or translation instead of the word typed.
pub const SYNONYM: f32 = 0.92;
/// Marks typed partly, the rest agrees (`gôm` for `gốm`).
pub const MARKS_PARTLY: f32 = 0.9;
/// Marks differ (`gồm` for `gốm`); tried only when the literal reading finds nothing.
pub const MARKS_DIFFER: f32 = 0.6;
/// Nothing was marked and the found word has marks.
pub const MARKS_MISSING: f32 = 0.98;
/// A spelling that sounds alike (s/x, ch/tr, d/gi/r, l/n); only when the literal reading finds nothing.
pub const SOUNDS_ALIKE: f32 = 0.75;
/// One letter wrong; only when the literal reading finds nothing.
pub const ONE_LETTER: f32 = 0.65;

/// Events that are over.
pub const PAST_EVENT: f32 = 0.7;
/// A star asked for whose certificate is not current.
pub const STAR_NOT_CURRENT: f32 = 0.9;
/// Out of stock.
pub const OUT_OF_STOCK: f32 = 0.97;
/// At the edge of the circle that was asked for; nearer ones lose less, in proportion.
pub const FAR: f32 = 0.6;
/// The kind of thing the words ask for (`điểm bán`, `village`).
pub const KIND_ASKED: f32 = 1.3;

/// Share of the query, weighted by how telling each word is, that a result must cover.
pub const MIN_COVERAGE: f32 = 0.7;
/// The same for queries of one or two words.
pub const MIN_COVERAGE_OF_TWO: f32 = 0.9;
/// The same when spellings are guessed.
pub const MIN_COVERAGE_LENIENT: f32 = 0.8;
/// A match below this does not count as covering a word.
pub const MIN_MATCH: f32 = 0.2;
/// Results below this share of the best one are left out.
pub const TAIL: f32 = 0.36;
/// The same when at least [`MANY`] results are strong.
pub const TAIL_OF_MANY: f32 = 0.5;
/// So many strong results make the weak ones dispensable.
pub const MANY: usize = 4;
/// A result from here on is strong.
pub const STRONG: f32 = 0.6;

/// Candidates that are ranked per query.
pub const MAX_CANDIDATES: usize = 300;
/// So many candidates in a row that do not fit end the reading where they come best first: those that
/// follow share even less with the query.
pub const PATIENCE: usize = 80;
/// Most hits in one answer.
pub const MAX_HITS: usize = 100;
/// Characters of a query that are read.
pub const MAX_CHARS: usize = 160;
/// Words of a query that are read.
pub const MAX_WORDS: usize = 14;

/// The table for the public page, strongest first.
pub const CRITERIA: &[Criterion] = &[
    Criterion {
        key: "kind-asked",
        weight: KIND_ASKED,
        what: "the query names this kind of thing (shop, village, cooperative)",
    },
    Criterion {
        key: "title",
        weight: TITLE,
        what: "words in the Vietnamese title",
    },
    Criterion {
        key: "title-en",
        weight: TITLE_EN,
        what: "words in the English title",
    },
    Criterion {
        key: "keyword",
        weight: KEYWORD,
        what: "words in a tag",
    },
    Criterion {
        key: "craft",
        weight: CRAFT,
        what: "words in the craft or field of the producer or village",
    },
    Criterion {
        key: "former-commune",
        weight: FORMER_COMMUNE,
        what: "words in the name of the commune before July 2025",
    },
    Criterion {
        key: "producer",
        weight: PRODUCER,
        what: "words in the producer's name",
    },
    Criterion {
        key: "district",
        weight: DISTRICT,
        what: "words in the name of the former district",
    },
    Criterion {
        key: "commune",
        weight: COMMUNE,
        what: "words in the name of today's commune",
    },
    Criterion {
        key: "address",
        weight: ADDRESS,
        what: "words in an address",
    },
    Criterion {
        key: "carried",
        weight: CARRIED,
        what: "words in the names of goods shown at a sales point",
    },
    Criterion {
        key: "producer-craft",
        weight: PRODUCER_CRAFT,
        what: "words in the craft of the product's producer",
    },
    Criterion {
        key: "body",
        weight: BODY,
        what: "words in the description or story",
    },
    Criterion {
        key: "background",
        weight: BACKGROUND,
        what: "words in the story of the product's producer",
    },
    Criterion {
        key: "alone-head",
        weight: ALONE_HEAD,
        what: "a word apart from its neighbours, first in a title or tag",
    },
    Criterion {
        key: "alone",
        weight: ALONE,
        what: "a word apart from its neighbours, later in a title or tag",
    },
    Criterion {
        key: "alone-body",
        weight: ALONE_BODY,
        what: "a word apart from its neighbours, in a description",
    },
    Criterion {
        key: "alone-place",
        weight: ALONE_PLACE,
        what: "a word apart from its neighbours, in a place name",
    },
    Criterion {
        key: "alone-name",
        weight: ALONE_NAME,
        what: "a word apart from its neighbours, in the name of a producer, sales point or event",
    },
    Criterion {
        key: "marks-missing",
        weight: MARKS_MISSING,
        what: "nothing was marked and the word found has marks",
    },
    Criterion {
        key: "synonym",
        weight: SYNONYM,
        what: "a synonym or translation instead of the word",
    },
    Criterion {
        key: "marks-partly",
        weight: MARKS_PARTLY,
        what: "marks typed partly, the rest agrees",
    },
    Criterion {
        key: "marks-differ",
        weight: MARKS_DIFFER,
        what: "same letters with other marks, if nothing else is found",
    },
    Criterion {
        key: "sounds-alike",
        weight: SOUNDS_ALIKE,
        what: "a spelling that sounds alike, if nothing else is found",
    },
    Criterion {
        key: "one-letter",
        weight: ONE_LETTER,
        what: "one letter wrong, if nothing else is found",
    },
    Criterion {
        key: "star-not-current",
        weight: STAR_NOT_CURRENT,
        what: "a star asked for whose certificate is not current",
    },
    Criterion {
        key: "past-event",
        weight: PAST_EVENT,
        what: "an event that is over",
    },
    Criterion {
        key: "out-of-stock",
        weight: OUT_OF_STOCK,
        what: "cannot be ordered now",
    },
    Criterion {
        key: "far",
        weight: FAR,
        what: "at the edge of the circle that was asked for; nearer ones lose less",
    },
    Criterion {
        key: "coverage-of-two",
        weight: MIN_COVERAGE_OF_TWO,
        what: "share of a query of one or two words a result must cover to be listed",
    },
    Criterion {
        key: "coverage",
        weight: MIN_COVERAGE,
        what: "share of a longer query a result must cover to be listed",
    },
    Criterion {
        key: "coverage-lenient",
        weight: MIN_COVERAGE_LENIENT,
        what: "the same when spellings are guessed",
    },
    Criterion {
        key: "tail-of-many",
        weight: TAIL_OF_MANY,
        what: "share of the best score below which a result is left out when at least four are strong",
    },
    Criterion {
        key: "tail",
        weight: TAIL,
        what: "the same when fewer are strong",
    },
];

/// How much a kind counts when nothing in the query asks for one.
pub const fn kind_weight(kind: super::Kind) -> f32 {
    match kind {
        super::Kind::Product => 1.0,
        super::Kind::Village => 0.99,
        super::Kind::Producer => 0.98,
        super::Kind::SalesPoint => 0.92,
        super::Kind::Story => 0.85,
        super::Kind::Event => 0.75,
    }
}
