//! The words of a query before they are searched: keystrokes undone, stars and kinds taken out.

use foundation::kernel::fold;

use super::super::analysis::{Token, tokens};
use super::super::vocabulary::Vocabulary;
use super::reading::{Class, Reading};
use super::{lexicon, slips};

/// A word as typed, or what its keystrokes meant, or two words that were written together.
pub(super) fn resolve(word: &str, vocabulary: &Vocabulary) -> Vec<Token> {
    // `trangf`, `bats`: try the word as it is before a plural is taken off.
    let raw = fold::match_key(word);
    let token = Token::of(word);
    if vocabulary.knows(&raw) || (raw == token.key && vocabulary.knows(&token.key)) {
        return vec![if raw == token.key {
            token
        } else {
            Token {
                key: raw,
                exact: fold::exact(word),
            }
        }];
    }
    for meant in slips::keystrokes(word) {
        let decoded = Token {
            key: fold::match_key(&meant),
            exact: fold::exact(&meant),
        };
        let plural = token.key != raw && vocabulary.knows(&token.key) && decoded.key == token.key;
        if vocabulary.knows(&decoded.key) && !plural {
            return vec![decoded];
        }
    }
    if vocabulary.knows(&token.key) {
        return vec![token];
    }
    match vocabulary.split(&raw) {
        Some((left, right)) => vec![Token::of(&left), Token::of(&right)],
        None => vec![token],
    }
}

/// Takes `4 sao`, `five star`, `5*`, `★★★★` out of the words.
pub(super) fn take_stars(words: &mut Vec<String>, text: &str) -> Option<i64> {
    let drawn = text.chars().filter(|c| matches!(c, '★' | '⭐')).count();
    let mut found = i64::try_from(drawn).ok().filter(|n| (3..=5).contains(n));
    let keys: Vec<String> = words.iter().map(|w| Token::of(w).key).collect();
    // `tiềm năng 5 sao` is a state of its own and stands in the tags.
    if keys.iter().any(|k| k == "tiem") {
        return None;
    }
    let at = keys.windows(2).position(|pair| match pair {
        [number, unit] => lexicon::stars(number, unit).is_some(),
        _ => false,
    });
    if let Some(at) = at
        && let (Some(number), Some(unit)) = (keys.get(at), keys.get(at + 1))
    {
        found = lexicon::stars(number, unit);
        words.drain(at..at + 2);
    } else if let Some(at) = keys.iter().position(|k| lexicon::stars_together(k).is_some()) {
        found = keys.get(at).and_then(|k| lexicon::stars_together(k));
        words.remove(at);
    } else if let Some(digit) = text.split('*').next().and_then(|head| head.chars().last())
        && text.contains('*')
        && matches!(digit, '3'..='5')
    {
        found = digit.to_digit(10).map(i64::from);
        words.retain(|w| w.len() != 1 || !w.starts_with(digit));
    }
    found
}

/// Marks the words that ask for a kind of thing.
pub(super) fn find_kinds(typed: &[Token], classes: &mut [Class], reading: &mut Reading) {
    for (phrase, kind, exclusive) in lexicon::kinds() {
        let wanted = tokens(phrase);
        let at = typed.windows(wanted.len()).position(|window| {
            window
                .iter()
                .zip(&wanted)
                .all(|(t, w)| t.key == w.key && fold::marks_agree(&t.exact, &w.exact))
        });
        let Some(at) = at else { continue };
        let free = classes
            .iter()
            .skip(at)
            .take(wanted.len())
            .all(|c| *c != Class::Kind);
        // `hội chợ làng nghề` asks for fairs; the rest of it is what they are about.
        if !free || (reading.exclusive && !reading.kinds.contains(kind)) {
            continue;
        }
        if *exclusive && !reading.exclusive {
            for class in classes.iter_mut().filter(|c| **c == Class::Kind) {
                *class = Class::Content;
            }
            reading.kinds.clear();
        }
        for class in classes.iter_mut().skip(at).take(wanted.len()) {
            *class = Class::Kind;
        }
        if !reading.kinds.contains(kind) {
            reading.kinds.push(*kind);
        }
        reading.exclusive |= *exclusive;
    }
}

/// A word of grammar or praise that makes a name with its neighbour (`hà đông`, `đồ thờ`) is content.
pub(super) fn promote(typed: &[Token], classes: &mut [Class], vocabulary: &Vocabulary) {
    let before = classes.to_vec();
    for (at, pair) in typed.windows(2).enumerate() {
        let [left, right] = pair else { continue };
        let (Some(a), Some(b)) = (before.get(at), before.get(at + 1)) else {
            continue;
        };
        let (weak, word) = match (a, b) {
            (Class::Qualifier | Class::Function, Class::Content) => (at, left),
            (Class::Content, Class::Qualifier | Class::Function) => (at + 1, right),
            _ => continue,
        };
        let everywhere = matches!(word.key.as_str(), "ocop" | "san" | "pham");
        if !everywhere
            && vocabulary.pairs_up(&left.key, &right.key)
            && let Some(class) = classes.get_mut(weak)
        {
            *class = Class::Content;
        }
    }
}
