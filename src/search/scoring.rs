//! How well one document answers one reading.
//!
//! Runs of query words that stand side by side in a phrase of the document are valued by field, by
//! exactness and by context; every word of the query keeps its best run. The score is the mean over
//! the words, weighted by how telling they are; the coverage is the share of words that were found.

use std::collections::HashMap;

use super::analysis::{Field, PackedPhrase, hash, unpack};
use super::document::Kind;
use super::language::{Class, Guess, Reading, Sequence, Slot, Where};
use super::ranking;

/// Text score of a document.
#[derive(Debug, Clone, Copy, Default)]
pub struct TextScore {
    /// Weighted mean of the matches, 0 to 1.
    pub score: f32,
    /// Weighted share of the words that matched.
    pub coverage: f32,
    /// Was a guess needed?
    pub guessed: bool,
}

/// The best match of one word of the query.
#[derive(Debug, Clone, Copy, Default)]
struct Best {
    value: f32,
    guessed: bool,
    /// Was it in a name, not in a description?
    named: bool,
    /// Hash of the exact form that was found; 0 if a synonym stood for it.
    exact: u32,
}

/// A place in a sequence where a document token fits.
#[derive(Clone, Copy)]
struct Fit {
    sequence: usize,
    slot: usize,
    form: usize,
}

/// A run of fitting tokens that may still grow.
#[derive(Clone, Copy)]
struct Run {
    sequence: usize,
    first: usize,
    len: usize,
    start: usize,
    quality: f32,
    counted: usize,
    literal: usize,
    likely: usize,
    guesses: usize,
    telling: f32,
    exacts: [u32; ranking::MAX_WORDS * 2],
}

/// A reading prepared for many documents.
pub struct Scorer<'a> {
    reading: &'a Reading,
    fits: HashMap<u32, Vec<Fit>, foldhash::fast::FixedState>,
    sieve: Vec<u64>,
    content: usize,
    total: f32,
    /// Weight of the content words.
    telling: f32,
}

impl<'a> Scorer<'a> {
    pub fn new(reading: &'a Reading) -> Self {
        let mut fits: HashMap<u32, Vec<Fit>, _> = HashMap::with_hasher(foldhash::fast::FixedState::default());
        let mut sieve = vec![0_u64; 64];
        for (sequence, s) in reading.sequences.iter().enumerate() {
            for (slot, sl) in s.slots.iter().enumerate() {
                for (form, f) in sl.forms.iter().enumerate() {
                    let key = hash(&f.key);
                    fits.entry(key).or_default().push(Fit { sequence, slot, form });
                    if let Some(word) = sieve.get_mut(bucket(key).0) {
                        *word |= bucket(key).1;
                    }
                }
            }
        }
        let content = reading
            .slots()
            .iter()
            .filter(|s| s.class == Class::Content)
            .count();
        let telling = reading
            .slots()
            .iter()
            .filter(|s| s.class == Class::Content)
            .map(|s| s.weight)
            .sum();
        let total = reading.slots().iter().map(|s| s.weight).sum();
        Self {
            reading,
            fits,
            sieve,
            content,
            total,
            telling,
        }
    }

    /// How many words of the query are searched for.
    pub fn content(&self) -> usize {
        self.content
    }

    /// Scores the packed phrases of a document of that kind.
    pub fn score(&self, packed: &[u8], kind: Kind) -> TextScore {
        let slots = self.reading.slots();
        if slots.is_empty() || self.total <= 0.0 {
            return TextScore {
                score: 0.5,
                coverage: 1.0,
                guessed: false,
            };
        }
        let kind_asked = self.reading.kinds.contains(&kind);
        let mut sum = TextScore::default();
        let mut named = false;
        for (slot, best) in slots.iter().zip(self.matches(packed, kind)) {
            let quality = if slot.class == Class::Kind && kind_asked {
                1.0
            } else {
                best.value
            };
            sum.score += slot.weight * quality;
            if quality >= ranking::MIN_MATCH && slot.class == Class::Content {
                sum.coverage += slot.weight;
                sum.guessed |= best.guessed;
                named |= best.named;
            }
        }
        sum.score /= self.total;
        sum.coverage /= self.telling.max(f32::EPSILON);
        // A product that only mentions a word or two in passing is not what was asked for.
        if kind == Kind::Product && !named && slots.len() <= 2 {
            sum.coverage = 0.0;
        }
        sum
    }

    /// The hash of the exact form found for each word of the query, 0 where there is none.
    pub fn found(&self, packed: &[u8], kind: Kind) -> Vec<u32> {
        self.matches(packed, kind).iter().map(|best| best.exact).collect()
    }

    fn matches(&self, packed: &[u8], kind: Kind) -> Vec<Best> {
        let named_alone = matches!(kind, Kind::Product | Kind::Village | Kind::Story);
        let mut best = vec![Best::default(); self.reading.slots().len()];
        for phrase in unpack(packed) {
            self.scan(&phrase, named_alone, &mut best);
        }
        best
    }

    fn scan(&self, phrase: &PackedPhrase<'_>, named_alone: bool, best: &mut [Best]) {
        let mut open: Vec<Run> = Vec::new();
        let mut next: Vec<Run> = Vec::new();
        for (at, (key, exact)) in phrase.tokens().enumerate() {
            let (word, bit) = bucket(key);
            let fits = if self.sieve.get(word).is_some_and(|w| w & bit != 0) {
                self.fits.get(&key).map_or(&[] as &[Fit], Vec::as_slice)
            } else {
                &[]
            };
            next.clear();
            for fit in fits {
                let Some((quality, slot, guess)) = self.value(*fit, exact) else {
                    continue;
                };
                let before = open
                    .iter()
                    .find(|r| r.sequence == fit.sequence && r.first + r.len == fit.slot);
                let mut run = before.copied().unwrap_or(Run {
                    sequence: fit.sequence,
                    first: fit.slot,
                    len: 0,
                    start: at,
                    quality: 0.0,
                    counted: 0,
                    literal: 0,
                    likely: 0,
                    guesses: 0,
                    telling: 0.0,
                    exacts: [0; ranking::MAX_WORDS * 2],
                });
                let counts = slot.class != Class::Function || phrase.field.is_strong();
                if let Some(slot) = run.exacts.get_mut(run.len) {
                    *slot = exact;
                }
                run.len += 1;
                run.quality += quality;
                run.counted += usize::from(counts);
                run.literal += usize::from(guess == Guess::No);
                run.likely += usize::from(guess == Guess::Likely);
                if slot.class == Class::Content {
                    run.telling = run.telling.max(slot.weight);
                }
                run.guesses += usize::from(guess == Guess::Daring);
                next.push(run);
            }
            for run in open.iter().filter(|r| !next.iter().any(|n| extends(n, r))) {
                self.close(run, phrase, named_alone, best);
            }
            std::mem::swap(&mut open, &mut next);
        }
        for run in &open {
            self.close(run, phrase, named_alone, best);
        }
    }

    fn value(&self, fit: Fit, exact: u32) -> Option<(f32, &Slot, Guess)> {
        let slot = self.reading.sequences.get(fit.sequence)?.slots.get(fit.slot)?;
        let form = slot.forms.get(fit.form)?;
        let quality = form
            .exacts
            .iter()
            .find(|(e, _)| *e == exact)
            .map_or(form.otherwise, |(_, q)| *q);
        (quality > 0.0).then_some((quality, slot, form.guess))
    }

    /// Values a finished run and credits the words it covers.
    fn close(&self, run: &Run, phrase: &PackedPhrase<'_>, named_alone: bool, best: &mut [Best]) {
        let Some(sequence) = self.reading.sequences.get(run.sequence) else {
            return;
        };
        let is_query = run.sequence == 0;
        if !is_query && run.len != sequence.slots.len() {
            return;
        }
        let whole = run.len == phrase.len();
        let head = run.start == 0;
        if !allowed(sequence, phrase.field, whole, head) {
            return;
        }
        let context = if is_query {
            self.context(run, phrase.field, whole, head, named_alone)
        } else {
            synonym_context(phrase.field, run.len, whole, head)
        };
        #[expect(clippy::cast_precision_loss, reason = "a run has a handful of words")]
        let quality = run.quality / run.len as f32;
        let value = quality * phrase.field.weight() * context * sequence.weight;
        let covers = if is_query {
            run.first..run.first + run.len
        } else {
            sequence.covers.clone()
        };
        for (nth, at) in covers.enumerate() {
            let exact = if is_query {
                run.exacts.get(nth).copied().unwrap_or(0)
            } else {
                0
            };
            if let Some(slot) = best.get_mut(at)
                && value > slot.value
            {
                *slot = Best {
                    value,
                    guessed: run.guesses + run.likely > 0,
                    named: phrase.field.is_strong() || phrase.field == Field::Address,
                    exact,
                };
            }
        }
    }

    /// What it is worth to stand alone, at the head, or as the whole phrase.
    fn context(&self, run: &Run, field: Field, whole: bool, head: bool, named_alone: bool) -> f32 {
        let named = matches!(
            field,
            Field::Title | Field::TitleEn | Field::Keyword | Field::Craft
        );
        if run.guesses > 0 && self.content > 1 {
            // A guess needs a neighbour that was typed so, in a name.
            let backed = run.literal > 0 && run.guesses == 1 && run.counted >= 2;
            if !backed || !(field.is_strong() || field == Field::Address) {
                return 0.0;
            }
        }
        let in_names = field.is_strong() || field == Field::Address;
        if run.likely > 0 && self.content > 1 && !in_names && run.counted < 3 {
            return 0.0;
        }
        let short = self.reading.slots().len() <= 2;
        let everyday = if short && field == Field::Background {
            0.5
        } else {
            0.33
        };
        // Two everyday words side by side in a description, typed without marks, mean nothing.
        if !in_names && !self.reading.marked && self.content > 1 && run.counted < 3 && run.telling < everyday
        {
            return ranking::ALONE_BODY;
        }
        if whole {
            return 1.0;
        }
        // Other marks and no neighbour: that is another word.
        if self.content > 1 && run.counted < 2 && run.quality < ranking::MARKS_DIFFER + 0.05 {
            return 0.0;
        }
        if run.counted >= 2 {
            return if head && named { 1.0 } else { 0.97 };
        }
        if self.content <= 1 {
            return match field {
                _ if named && head => 0.97,
                _ if named => 0.88,
                Field::Producer => 0.85,
                _ if field.is_place() => 0.5,
                _ => 0.75,
            };
        }
        match field {
            _ if (named || field == Field::Carried) && head => ranking::ALONE_HEAD,
            Field::Title | Field::TitleEn if !named_alone => ranking::ALONE_NAME,
            _ if named => ranking::ALONE,
            Field::ProducerCraft => ranking::ALONE,
            Field::Producer => ranking::ALONE_NAME,
            Field::Carried if run.telling >= 0.6 => ranking::ALONE,
            _ if field.is_place() => ranking::ALONE_PLACE,
            _ => ranking::ALONE_BODY,
        }
    }
}

fn synonym_context(field: Field, len: usize, whole: bool, head: bool) -> f32 {
    match field {
        _ if whole => 1.0,
        Field::Title | Field::TitleEn | Field::Keyword | Field::Craft if head => 0.97,
        Field::Title | Field::TitleEn | Field::Keyword | Field::Craft => 0.9,
        _ if len >= 2 => 0.9,
        _ => 0.7,
    }
}

fn allowed(sequence: &Sequence, field: Field, whole: bool, head: bool) -> bool {
    match sequence.place {
        Where::Anywhere => true,
        Where::Head => matches!(field, Field::Title | Field::Keyword | Field::Craft) && (whole || head),
        Where::Place => field.is_place() || field == Field::Title,
    }
}

fn extends(longer: &Run, shorter: &Run) -> bool {
    longer.sequence == shorter.sequence && longer.first == shorter.first && longer.len == shorter.len + 1
}

fn bucket(key: u32) -> (usize, u64) {
    let at = usize::try_from(key >> 20).unwrap_or(0);
    (at / 64, 1 << (at % 64))
}
