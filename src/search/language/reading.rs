//! A [`Reading`]: the query as slots with accepted forms, plus what it asks for besides words.
//!
//! A slot is one typed word with every form that may stand for it and how good each is. A sequence
//! is slots in a row; the query itself is one, each synonym phrase another that covers part of it.

use std::ops::Range;

use foundation::kernel::fold;

use super::super::analysis::{Token, hash};
use super::super::document::Kind;
use super::super::ranking;
use super::super::vocabulary::Vocabulary;
use super::steering::{find_kinds, promote, resolve, take_stars};
use super::{lexicon, slips, synonyms};

/// How freely a query is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// As typed; only keystrokes and words written together are undone.
    Literal,
    /// Other marks, spellings that sound alike, one letter wrong.
    Lenient,
    /// Literal, and the last word may be unfinished.
    Prefix,
}

/// What a word does in a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// It is searched.
    Content,
    /// It asks for a kind of thing.
    Kind,
    /// Praise or what is true of everything.
    Qualifier,
    /// Grammar.
    Function,
}

/// Where a sequence counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where {
    /// Anywhere.
    Anywhere,
    /// As a whole tag or name, or its first words.
    Head,
    /// In names of places and titles.
    Place,
}

/// How sure a form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guess {
    /// As typed.
    No,
    /// Nobody knows the word as typed, so it is a slip; counts in names.
    Likely,
    /// The word as typed exists too; counts in names and next to words as typed.
    Daring,
}

/// One form that may stand for a typed word.
#[derive(Debug, Clone)]
pub struct Form {
    /// Folded key.
    pub key: String,
    /// Quality per exact form (by hash); others get `otherwise`.
    pub exacts: Vec<(u32, f32)>,
    /// Quality of exact forms that are not listed; 0 means no match.
    pub otherwise: f32,
    /// How sure it is.
    pub guess: Guess,
}

/// One word of a sequence.
#[derive(Debug, Clone)]
pub struct Slot {
    /// Accepted forms, best first.
    pub forms: Vec<Form>,
    /// What it does.
    pub class: Class,
    /// Its share in the score.
    pub weight: f32,
}

/// Slots in a row that stand for a part of the query.
#[derive(Debug, Clone)]
pub struct Sequence {
    /// The words.
    pub slots: Vec<Slot>,
    /// Which slots of the query it stands for.
    pub covers: Range<usize>,
    /// Factor.
    pub weight: f32,
    /// Where it counts.
    pub place: Where,
}

/// What a query means.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The query itself comes first, synonyms after it.
    pub sequences: Vec<Sequence>,
    /// Kinds the words ask for.
    pub kinds: Vec<Kind>,
    /// Only those kinds are wanted.
    pub exclusive: bool,
    /// Recorded stars asked for (`4 sao`).
    pub stars: Option<i64>,
    /// Nothing but a kind or stars is asked: list them all.
    pub list_all: bool,
    /// The words as they were read.
    pub words: Vec<Token>,
    /// Were keystrokes or words written together undone?
    pub undone: bool,
    /// Was any word typed with marks?
    pub marked: bool,
}

impl Reading {
    /// Slots of the query itself.
    pub fn slots(&self) -> &[Slot] {
        self.sequences.first().map_or(&[], |s| s.slots.as_slice())
    }
}

/// Reads a typed text; `None` if it holds nothing to search for.
pub fn read(text: &str, vocabulary: &Vocabulary, stage: Stage) -> Option<Reading> {
    let mut words = fold::words(&fold::clean(text, ranking::MAX_CHARS));
    words.truncate(ranking::MAX_WORDS);
    let stars = take_stars(&mut words, text);
    let typed: Vec<Token> = words.iter().flat_map(|word| resolve(word, vocabulary)).collect();
    let undone = !typed.iter().map(|t| t.key.as_str()).eq(words
        .iter()
        .map(|w| Token::of(w).key)
        .collect::<Vec<_>>()
        .iter()
        .map(String::as_str));
    let mut reading = Reading {
        stars,
        undone,
        words: typed.clone(),
        ..Reading::default()
    };
    let mut classes: Vec<Class> = typed.iter().map(|t| lexicon::class_of(&t.exact)).collect();
    for (at, pair) in typed.windows(2).enumerate() {
        // `ở đâu` typed without marks; alone, `dau` may be oil, bean or head.
        if matches!(pair, [a, b] if a.key == "o" && b.key == "dau") {
            classes
                .iter_mut()
                .skip(at)
                .take(2)
                .for_each(|class| *class = Class::Function);
        }
    }
    find_kinds(&typed, &mut classes, &mut reading);
    promote(&typed, &mut classes, vocabulary);

    let nothing_but_steering = !classes.contains(&Class::Content);
    if nothing_but_steering && (stars.is_some() || !reading.kinds.is_empty()) {
        reading.list_all = true;
        return Some(reading);
    }
    if typed.is_empty() {
        return None;
    }
    if nothing_but_steering {
        classes.fill(Class::Content);
    }

    let marked = typed.iter().any(|t| fold::has_marks(&t.exact));
    reading.marked = marked;
    let mut slots: Vec<Slot> = typed
        .iter()
        .zip(&classes)
        .map(|(t, class)| slot(t, *class, vocabulary, stage, marked))
        .collect();
    if stage == Stage::Prefix
        && let (Some(last), Some(token)) = (slots.last_mut(), typed.last())
    {
        finish(last, token, vocabulary);
    }
    reading.sequences.push(Sequence {
        covers: 0..slots.len(),
        slots,
        weight: 1.0,
        place: Where::Anywhere,
    });
    add_synonyms(&typed, &classes, vocabulary, &mut reading);
    Some(reading)
}

fn slot(token: &Token, class: Class, vocabulary: &Vocabulary, stage: Stage, marked: bool) -> Slot {
    let (form, documents) = literal(token, vocabulary, stage, marked);
    let weight = match class {
        Class::Content => vocabulary.weight(documents),
        Class::Kind => 0.1,
        Class::Qualifier => 0.07,
        Class::Function => 0.02,
    };
    let mut forms = vec![form];
    if stage == Stage::Lenient && matches!(class, Class::Content | Class::Kind) {
        add_guesses(token, vocabulary, &mut forms);
    }
    Slot { forms, class, weight }
}

/// The word as typed: which exact forms it accepts, and in how many documents it is.
fn literal(token: &Token, vocabulary: &Vocabulary, stage: Stage, marked: bool) -> (Form, u32) {
    let mut form = Form {
        key: token.key.clone(),
        exacts: Vec::new(),
        otherwise: 0.0,
        guess: Guess::No,
    };
    let Some(word) = vocabulary.word(&token.key) else {
        return (form, 0);
    };
    if !fold::has_marks(&token.exact) {
        // Between marked words an unmarked one is probably meant so (`trà sen`).
        form.otherwise = if marked {
            ranking::MARKS_PARTLY
        } else {
            ranking::MARKS_MISSING
        };
        form.exacts.push((hash(&token.exact), 1.0));
        let own = word
            .forms
            .iter()
            .find(|(form, _)| *form == token.exact)
            .map(|(_, documents)| *documents);
        return (form, own.filter(|_| marked).unwrap_or(word.documents));
    }
    let exact = word.forms.iter().find(|(form, _)| *form == token.exact);
    if let Some((known, documents)) = exact {
        form.exacts.push((hash(known), 1.0));
        if stage == Stage::Lenient {
            form.otherwise = ranking::MARKS_DIFFER;
        }
        return (form, *documents);
    }
    let mut documents = 0;
    for (known, count) in word
        .forms
        .iter()
        .filter(|(known, _)| fold::marks_agree(&token.exact, known))
    {
        form.exacts.push((hash(known), ranking::MARKS_PARTLY));
        documents += count;
    }
    if stage == Stage::Lenient {
        form.otherwise = ranking::MARKS_DIFFER;
        documents = word.documents;
    }
    (form, documents)
}

/// Spellings that sound alike, and words one letter away.
fn add_guesses(token: &Token, vocabulary: &Vocabulary, forms: &mut Vec<Form>) {
    for spelling in slips::sounding_alike(&token.exact) {
        let guess = Token {
            key: fold::match_key(&spelling),
            exact: fold::exact(&spelling),
        };
        if !vocabulary.knows(&guess.key) || forms.iter().any(|f| f.key == guess.key) {
            continue;
        }
        let (mut form, _) = literal(&guess, vocabulary, Stage::Literal, false);
        form.exacts
            .iter_mut()
            .for_each(|(_, quality)| *quality *= ranking::SOUNDS_ALIKE);
        form.otherwise = ranking::SOUNDS_ALIKE * 0.85;
        form.guess = guess_at(token, vocabulary, 3);
        forms.push(form);
    }
    let unknown = !vocabulary.knows(&token.key);
    if token.key.len() < 3 || (token.key.len() < 4 && unknown) {
        return;
    }
    for key in vocabulary.one_slip(&token.key, if unknown { 12 } else { 6 }) {
        if forms.iter().all(|f| f.key != key) {
            let otherwise = ranking::ONE_LETTER;
            let guess = guess_at(token, vocabulary, 5);
            forms.push(Form {
                key,
                exacts: Vec::new(),
                otherwise,
                guess,
            });
        }
    }
}

fn guess_at(token: &Token, vocabulary: &Vocabulary, letters: usize) -> Guess {
    if token.key.len() >= letters && !vocabulary.knows(&token.key) {
        Guess::Likely
    } else {
        Guess::Daring
    }
}

/// Lets the last, unfinished word stand for the known words that begin with it.
fn finish(slot: &mut Slot, token: &Token, vocabulary: &Vocabulary) {
    for key in vocabulary.beginning(&token.key, 24) {
        if key != token.key {
            slot.forms.push(Form {
                key,
                exacts: Vec::new(),
                otherwise: 0.9,
                guess: Guess::No,
            });
        }
    }
    slot.class = Class::Content;
    slot.weight = slot.weight.max(0.3);
}

fn add_synonyms(typed: &[Token], classes: &[Class], vocabulary: &Vocabulary, reading: &mut Reading) {
    for start in 0..typed.len() {
        for end in start + 1..=typed.len().min(start + synonyms::LONGEST) {
            let (Some(span), Some(span_classes)) = (typed.get(start..end), classes.get(start..end)) else {
                continue;
            };
            if end == start + 1
                && span_classes
                    .iter()
                    .all(|c| matches!(c, Class::Function | Class::Kind))
            {
                continue;
            }
            for synonym in synonyms::of(span) {
                let slots: Vec<Slot> = synonym.target.iter().map(exactly).collect();
                if synonym.target.iter().any(|t| !vocabulary.knows(&t.key)) {
                    continue;
                }
                reading.sequences.push(Sequence {
                    slots,
                    covers: start..end,
                    weight: ranking::SYNONYM,
                    place: synonym.place,
                });
            }
        }
    }
}

/// A slot that accepts this token with exactly its marks.
fn exactly(token: &Token) -> Slot {
    let form = Form {
        key: token.key.clone(),
        exacts: vec![(hash(&token.exact), 1.0)],
        otherwise: 0.0,
        guess: Guess::No,
    };
    Slot {
        forms: vec![form],
        class: Class::Content,
        weight: 1.0,
    }
}
