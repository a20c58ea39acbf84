//! From candidates to an answer, the same for both engines: score, accept, order, count.
//!
//! An engine finds candidates for a [`Reading`] and hands them here as [`Candidate`]s.

use std::sync::Arc;

use super::analysis::hash;
use super::candidate::{Candidate, Card};
use super::document::Kind;
use super::language::{Reading, Stage};
use super::query::{Hit, Hits, Language, Query, Suggestion};
use super::ranking;
use super::scoring::Scorer;
use super::vocabulary::Vocabulary;

/// What an engine narrows by: of each list at least one fact must hold. Empty lists are left out.
pub fn facts_asked(reading: &Reading, query: &Query) -> Vec<Vec<String>> {
    let named = |name: &str, values: &mut dyn Iterator<Item = String>| -> Vec<String> {
        values.map(|value| format!("{name}:{value}")).collect()
    };
    let kinds = |kinds: &[Kind]| named("kind", &mut kinds.iter().map(|kind| kind.as_str().to_owned()));
    let numbers = |name: &str, values: &[i64]| named(name, &mut values.iter().map(ToString::to_string));
    let words = |name: &str, values: &[String]| named(name, &mut values.iter().cloned());
    let filters = &query.filters;
    let mut asked = vec![
        kinds(&query.kinds),
        numbers("group", &filters.groups),
        numbers("set", &filters.sets),
        numbers("stars", &filters.stars),
        numbers("stars", reading.stars.as_slice()),
        words("commune", &filters.communes),
        words("producer", &filters.producers),
    ];
    if reading.list_all {
        asked.push(kinds(&reading.kinds));
    }
    if filters.in_stock {
        asked.push(vec!["in_stock".to_owned()]);
    }
    asked.retain(|facts| !facts.is_empty());
    asked
}

/// The accepted candidates of one reading, best first.
pub struct Ranked {
    items: Vec<(Arc<Card>, f32)>,
    corrected: Option<String>,
    full: bool,
}

impl Ranked {
    /// Good enough that no freer reading is tried?
    pub fn is_strong(&self) -> bool {
        self.best() >= 0.3
    }

    pub fn best(&self) -> f32 {
        self.items.first().map_or(0.0, |(_, score)| *score)
    }
}

/// Scores and orders candidates; leaves out what covers too little of the query, and reads no further after
/// `patience` such in a row. Fails when a candidate cannot be read.
pub fn rank<E>(
    reading: &Reading,
    stage: Stage,
    candidates: impl Iterator<Item = Result<Candidate, E>>,
    patience: usize,
    query: &Query,
    vocabulary: &Vocabulary,
) -> Result<Ranked, E> {
    let (mut read, mut in_vain) = (0, 0);
    let scorer = Scorer::new(reading);
    let needed = match stage {
        // Of two words both must be there.
        _ if scorer.content() <= 2 => ranking::MIN_COVERAGE_OF_TWO,
        Stage::Lenient => ranking::MIN_COVERAGE_LENIENT,
        Stage::Literal | Stage::Prefix => ranking::MIN_COVERAGE,
    };
    let mut top: Option<(f32, Kind, Arc<[u8]>)> = None;
    let mut items: Vec<(Arc<Card>, f32)> = Vec::new();
    for candidate in candidates {
        if in_vain >= patience {
            break;
        }
        let Candidate { card, features } = candidate?;
        read += 1;
        in_vain += 1;
        if !fits(&card, reading, query) {
            continue;
        }
        let asked = reading.kinds.contains(&card.kind);
        let text = scorer.score(&features, card.kind);
        if text.coverage < needed {
            continue;
        }
        in_vain = 0;
        let score = text.score * facts(&card, reading, query, asked);
        if top.as_ref().is_none_or(|(best, ..)| score > *best) {
            top = Some((score, card.kind, features));
        }
        items.push((card, score));
    }
    items.sort_by(|(a, x), (b, y)| {
        y.total_cmp(x)
            .then_with(|| b.current_stars(query.today).cmp(&a.current_stars(query.today)))
            .then_with(|| a.title_vi.cmp(&b.title_vi))
            .then_with(|| (a.kind, a.id).cmp(&(b.kind, b.id)))
    });
    if reading.exclusive && items.iter().any(|(card, _)| reading.kinds.contains(&card.kind)) {
        items.retain(|(card, _)| reading.kinds.contains(&card.kind));
    }
    merge_stories(&mut items, reading, query);
    if !reading.list_all {
        trim(&mut items);
    }
    let corrected = top.and_then(|(_, kind, features)| {
        let found = scorer.found(&features, kind);
        corrected(reading, stage, &found, vocabulary)
    });
    Ok(Ranked {
        items,
        corrected,
        full: read >= ranking::MAX_CANDIDATES,
    })
}

/// Filters of the query, checked on the card (engines narrow by them too).
fn fits(card: &Card, reading: &Reading, query: &Query) -> bool {
    let filters = &query.filters;
    let any =
        |wanted: &[i64], has: Option<i64>| wanted.is_empty() || has.is_some_and(|v| wanted.contains(&v));
    let text = |wanted: &[String], has: Option<&String>| {
        wanted.is_empty() || has.is_some_and(|v| wanted.contains(v))
    };
    (query.kinds.is_empty() || query.kinds.contains(&card.kind))
        && any(&filters.groups, card.group)
        && any(&filters.sets, card.set)
        && any(&filters.stars, card.current_stars(query.today))
        && text(&filters.communes, card.commune.as_ref())
        && text(&filters.producers, card.producer.as_ref())
        && filters
            .price_min
            .is_none_or(|min| card.price.is_some_and(|p| p >= min))
        && filters
            .price_max
            .is_none_or(|max| card.price.is_some_and(|p| p <= max))
        && (!filters.in_stock || card.in_stock)
        && filters
            .near
            .is_none_or(|near| near.reach(card.lat, card.lon).is_some())
        && reading
            .stars
            .is_none_or(|stars| card.kind == Kind::Product && card.stars == Some(stars))
        && !(reading.list_all && !reading.kinds.is_empty() && !reading.kinds.contains(&card.kind))
}

/// The factors that do not come from the words.
fn facts(card: &Card, reading: &Reading, query: &Query, asked: bool) -> f32 {
    let today = query.today;
    let mut factor = ranking::kind_weight(card.kind);
    if asked {
        factor = ranking::KIND_ASKED;
    }
    if card.kind == Kind::Event && card.ends_on.is_none_or(|end| end < today) {
        factor *= ranking::PAST_EVENT;
    }
    if reading.stars.is_some() && card.current_stars(today).is_none() {
        factor *= ranking::STAR_NOT_CURRENT;
    }
    if !card.in_stock {
        factor *= ranking::OUT_OF_STOCK;
    }
    if let Some(near) = query.filters.near
        && let Some(metres) = near.reach(card.lat, card.lon)
    {
        #[expect(clippy::cast_possible_truncation, reason = "a share between 0 and 1")]
        let share = (metres / near.metres) as f32;
        factor *= 1.0 - (1.0 - ranking::FAR) * share;
    }
    factor
}

/// A story and what it tells about are one answer: the owner is listed, unless stories were asked for.
fn merge_stories(items: &mut Vec<(Arc<Card>, f32)>, reading: &Reading, query: &Query) {
    if query.kinds == [Kind::Story] {
        return;
    }
    if reading.kinds.contains(&Kind::Story) {
        let told: Vec<(Kind, String)> = items.iter().filter_map(|(card, _)| card.owner.clone()).collect();
        items.retain(|(card, _)| {
            !told
                .iter()
                .any(|(kind, slug)| *kind == card.kind && *slug == card.slug)
        });
        return;
    }
    let listed: Vec<(Kind, String)> = items
        .iter()
        .map(|(card, _)| (card.kind, card.slug.clone()))
        .collect();
    items.retain(|(card, _)| card.owner.as_ref().is_none_or(|owner| !listed.contains(owner)));
}

/// Cuts the weak tail.
fn trim(items: &mut Vec<(Arc<Card>, f32)>) {
    let Some(best) = items.first().map(|(_, score)| *score) else {
        return;
    };
    let strong = items
        .iter()
        .filter(|(_, score)| *score >= ranking::STRONG)
        .count();
    let share = if strong >= ranking::MANY {
        ranking::TAIL_OF_MANY
    } else {
        ranking::TAIL
    };
    items.retain(|(_, score)| *score >= best * share);
}

/// The query as it was read, if that is not how it was typed.
fn corrected(reading: &Reading, stage: Stage, found: &[u32], vocabulary: &Vocabulary) -> Option<String> {
    if stage != Stage::Lenient && !reading.undone {
        return None;
    }
    let mut changed = reading.undone;
    let words: Vec<String> = reading
        .words
        .iter()
        .zip(reading.slots())
        .zip(found)
        .map(|((typed, slot), &exact)| {
            let known = slot
                .forms
                .iter()
                .filter_map(|form| vocabulary.word(&form.key))
                .flat_map(|word| &word.forms)
                .find(|(form, _)| exact != 0 && hash(form) == exact);
            match known {
                Some((form, _)) => {
                    changed |= *form != typed.exact;
                    form.clone()
                }
                None => typed.exact.clone(),
            }
        })
        .collect();
    changed.then(|| words.join(" "))
}

/// Turns the ranked list into the page that was asked for, with counts over the whole list.
pub fn answer(ranked: Ranked, query: &Query) -> Hits {
    let mut hits = Hits {
        total: ranked.items.len(),
        more: ranked.full,
        corrected: ranked.corrected,
        ..Hits::default()
    };
    for (card, _) in &ranked.items {
        *hits.kinds.entry(card.kind).or_default() += 1;
        if let Some(group) = card.group {
            *hits.groups.entry(group).or_default() += 1;
        }
        if let Some(stars) = card.current_stars(query.today) {
            *hits.stars.entry(stars).or_default() += 1;
        }
        if let Some(commune) = &card.commune {
            *hits.communes.entry(commune.clone()).or_default() += 1;
        }
    }
    hits.items = ranked
        .items
        .into_iter()
        .skip(query.offset)
        .take(query.limit.min(ranking::MAX_HITS))
        .map(|(card, score)| Hit {
            title: card.title(query.language).to_owned(),
            owner_kind: card.owner.as_ref().map(|(kind, _)| *kind),
            kind: card.kind,
            id: card.id,
            slug: card.slug.clone(),
            score,
        })
        .collect();
    hits
}

/// Suggestions out of a ranked list: no two alike.
pub fn suggestions(ranked: Ranked, language: Language, limit: usize) -> Vec<Suggestion> {
    let mut out: Vec<Suggestion> = Vec::new();
    for (card, _) in ranked.items {
        let title = card.title(language).to_owned();
        if out.len() < limit && out.iter().all(|s| s.title != title) {
            out.push(Suggestion {
                kind: card.kind,
                slug: card.slug.clone(),
                title,
            });
        }
    }
    out
}
