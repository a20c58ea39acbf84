//! Finds candidates: a union of words in names and titles and of pairs anywhere, narrowed by facts.

use std::ops::Bound;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use moka::sync::Cache;
use tantivy::collector::TopDocs;
use tantivy::index::SegmentId;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, Query as IndexQuery, RangeQuery,
    TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{DocAddress, DocId, Searcher, TantivyDocument, Term};

use super::super::SearchError;
use super::super::language::{Class, Guess, Reading, Sequence};
use super::super::pipeline::{self, Candidate, Card};
use super::super::query::Query;
use super::super::ranking;
use super::schema::Fields;
use super::unavailable;

/// Candidates that were read before, by segment and number within: reading them out of the document store
/// is a third of a search. Segments never change, so nothing in here goes stale.
pub type Kept = Cache<(SegmentId, DocId), Candidate, foldhash::fast::RandomState>;

/// Bytes of candidates that are kept.
const KEPT_BYTES: u64 = 64 * 1024 * 1024;

/// Nothing kept yet.
pub fn kept() -> Kept {
    Cache::builder()
        .max_capacity(KEPT_BYTES)
        .weigher(|_: &(SegmentId, DocId), one: &Candidate| {
            // The card's texts and the bookkeeping come to about half a kilobyte.
            u32::try_from(one.features.len() + 512).unwrap_or(u32::MAX)
        })
        .build_with_hasher(foldhash::fast::RandomState::default())
}

/// One candidate out of the document store; nothing if it is damaged.
fn load(searcher: &Searcher, fields: &Fields, address: DocAddress) -> Result<Option<Candidate>, SearchError> {
    let stored: TantivyDocument = searcher.doc(address).map_err(unavailable)?;
    let text = |field: Field| stored.get_first(field).and_then(|value| value.as_str());
    let card = text(fields.card).and_then(|card| serde_json::from_str(card).ok());
    let features = text(fields.features).and_then(|text| STANDARD_NO_PAD.decode(text).ok());
    Ok(card
        .zip(features)
        .map(|(card, features): (Card, Vec<u8>)| Candidate {
            card: Arc::new(card),
            features: features.into(),
        }))
}

/// The best candidates for a reading, at most [`ranking::MAX_CANDIDATES`].
pub fn find(
    searcher: &Searcher,
    fields: &Fields,
    kept: &Kept,
    reading: &Reading,
    query: &Query,
) -> Result<Vec<Candidate>, SearchError> {
    let words: Box<dyn IndexQuery> = if reading.list_all {
        Box::new(AllQuery)
    } else {
        words(fields, reading)
    };
    let mut clauses = vec![(Occur::Must, words)];
    for filter in filters(fields, reading, query) {
        clauses.push((
            Occur::Must,
            Box::new(ConstScoreQuery::new(filter, 0.0)) as Box<dyn IndexQuery>,
        ));
    }
    let found = searcher
        .search(
            &BooleanQuery::new(clauses),
            &TopDocs::with_limit(ranking::MAX_CANDIDATES).order_by_score(),
        )
        .map_err(unavailable)?;
    let mut out = Vec::with_capacity(found.len());
    for (_, address) in found {
        let segment = searcher.segment_reader(address.segment_ord).segment_id();
        let place = (segment, address.doc_id);
        if let Some(known) = kept.get(&place) {
            out.push(known);
            continue;
        }
        if let Some(candidate) = load(searcher, fields, address)? {
            kept.insert(place, candidate.clone());
            out.push(candidate);
        }
    }
    Ok(out)
}

fn words(fields: &Fields, reading: &Reading) -> Box<dyn IndexQuery> {
    let mut union: Vec<(Occur, Box<dyn IndexQuery>)> = Vec::new();
    let mut add = |field: Field, text: &str, boost: f32| {
        let term = Term::from_field_text(field, text);
        let query = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
        union.push((Occur::Should, Box::new(BoostQuery::new(query, boost))));
    };
    let content = reading
        .slots()
        .iter()
        .filter(|s| s.class == Class::Content)
        .count();
    for (nth, sequence) in reading.sequences.iter().enumerate() {
        let single = sequence.slots.len() == 1;
        for slot in &sequence.slots {
            // In a synonym of several words only its pairs tell.
            let steers = slot.class == Class::Function || (slot.class != Class::Content && content > 0);
            if steers || (nth > 0 && !single) {
                continue;
            }
            for form in &slot.forms {
                let weight = sequence.weight * slot.weight * if form.guess == Guess::No { 1.0 } else { 0.5 };
                add(fields.title, &form.key, 3.0 * weight);
                add(fields.name, &form.key, 2.0 * weight);
                if content <= 1 || nth > 0 {
                    add(fields.body, &form.key, 0.5 * weight);
                }
            }
        }
        for pair in pairs(sequence) {
            add(fields.pair, &pair, 3.0 * sequence.weight);
            add(fields.name_pair, &pair, 4.0 * sequence.weight);
        }
    }
    if union.is_empty() {
        return Box::new(EmptyQuery);
    }
    Box::new(BooleanQuery::new(union))
}

/// Pairs of neighbours with every form of both, bounded.
fn pairs(sequence: &Sequence) -> Vec<String> {
    let mut out = Vec::new();
    for window in sequence.slots.windows(2) {
        let [left, right] = window else { continue };
        for a in &left.forms {
            for b in &right.forms {
                if (a.guess == Guess::No || b.guess == Guess::No) && out.len() < 120 {
                    out.push(format!("{} {}", a.key, b.key));
                }
            }
        }
    }
    out
}

fn filters(fields: &Fields, reading: &Reading, query: &Query) -> Vec<Box<dyn IndexQuery>> {
    let mut out: Vec<Box<dyn IndexQuery>> = Vec::new();
    for facts in pipeline::facts_asked(reading, query) {
        let terms = facts
            .iter()
            .map(|fact| {
                let term = Term::from_field_text(fields.fact, fact);
                let query: Box<dyn IndexQuery> = Box::new(TermQuery::new(term, IndexRecordOption::Basic));
                (Occur::Should, query)
            })
            .collect();
        out.push(Box::new(BooleanQuery::new(terms)));
    }
    let (min, max) = (query.filters.price_min, query.filters.price_max);
    if min.is_some() || max.is_some() {
        let bound = |price: Option<i64>| {
            price.map_or(Bound::Unbounded, |p| {
                Bound::Included(Term::from_field_i64(fields.price, p))
            })
        };
        out.push(Box::new(RangeQuery::new(bound(min), bound(max))));
    }
    if let Some(near) = query.filters.near {
        // The box; the circle within it is measured on the candidates.
        let bounds = near.bounds();
        let within = |field: Field, from: f64, to: f64| {
            let bound = |degrees: f64| Bound::Included(Term::from_field_f64(field, degrees));
            Box::new(RangeQuery::new(bound(from), bound(to)))
        };
        out.push(within(fields.lat, bounds.south, bounds.north));
        out.push(within(fields.lon, bounds.west, bounds.east));
    }
    out
}
