//! Finds candidates: a union of words in names and titles and of pairs anywhere, narrowed by facts.

use std::ops::Bound;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use tantivy::collector::TopDocs;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, Query as IndexQuery, RangeQuery,
    TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{DocAddress, Searcher, TantivyDocument, Term};

use super::super::SearchError;
use super::super::candidate::{Candidate, Card};
use super::super::language::{Class, Guess, Reading, Sequence};
use super::super::pipeline;
use super::super::query::Query;
use super::super::ranking;
use super::schema::Fields;
use super::unavailable;

/// Where the best candidates for a reading lie, at most [`ranking::MAX_CANDIDATES`], best first.
pub fn find(
    searcher: &Searcher,
    fields: &Fields,
    reading: &Reading,
    query: &Query,
) -> Result<Vec<DocAddress>, SearchError> {
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
    Ok(found.into_iter().map(|(_, address)| address).collect())
}

/// One candidate out of the document store; nothing if it is damaged.
pub fn load(
    searcher: &Searcher,
    fields: &Fields,
    address: DocAddress,
) -> Result<Option<Candidate>, SearchError> {
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
