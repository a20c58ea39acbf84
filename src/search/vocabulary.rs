//! The words that occur in the index, how often, and with what marks.
//!
//! Answers what a query word may mean: is it known, how telling is it, which marks does it take,
//! what known word lies one slip away. Rebuilt by an engine whenever its documents change.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use foundation::kernel::fold;

/// What is known of one key.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Word {
    /// Documents with it, summed over its exact forms.
    pub documents: u32,
    /// Its exact forms with the number of documents each.
    pub forms: Vec<(String, u32)>,
    /// Does it stand in a title, tag or name?
    pub strong: bool,
}

/// All words of an index.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Vocabulary {
    /// Documents in the index.
    pub documents: u64,
    words: HashMap<String, Word>,
    pairs: HashSet<String>,
}

impl Vocabulary {
    /// Of an index with so many documents, without words yet.
    pub fn of(documents: u64) -> Self {
        Self {
            documents,
            ..Self::default()
        }
    }

    /// Counts one exact form of a token.
    pub fn add(&mut self, exact: &str, documents: u32) {
        let key = fold::match_key(exact);
        let word = self.words.entry(key).or_default();
        word.documents = word.documents.saturating_add(documents);
        match word.forms.iter_mut().find(|(form, _)| form == exact) {
            Some((_, count)) => *count = count.saturating_add(documents),
            None => word.forms.push((exact.to_owned(), documents)),
        }
    }

    /// Marks a key as standing in a title, tag or name.
    pub fn add_strong(&mut self, key: &str) {
        if let Some(word) = self.words.get_mut(key) {
            word.strong = true;
        }
    }

    /// Notes two keys that stand side by side in a title, tag or name (`bat trang`).
    pub fn add_pair(&mut self, pair: &str) {
        if pair.chars().all(|c| c == ' ' || c.is_alphabetic()) {
            self.pairs.insert(pair.to_owned());
        }
    }

    /// What is known of a key.
    pub fn word(&self, key: &str) -> Option<&Word> {
        self.words.get(key)
    }

    /// Is the key known?
    pub fn knows(&self, key: &str) -> bool {
        self.words.contains_key(key)
    }

    /// How telling a word is: 1 if unknown or in one document, towards 0.15 if everywhere.
    #[expect(clippy::cast_precision_loss, reason = "a ratio of counts for ranking")]
    pub fn weight(&self, documents: u32) -> f32 {
        let all = self.documents.max(10) as f32;
        let seen = documents as f32;
        (((all + 1.0) / (seen + 0.5)).ln() / (all + 1.0).ln()).clamp(0.15, 1.0)
    }

    /// Do the two stand side by side in some title, tag or name?
    pub fn pairs_up(&self, left: &str, right: &str) -> bool {
        self.pairs.contains(&format!("{left} {right}"))
    }

    /// Splits words written together (`battrang`) into two that stand side by side somewhere.
    pub fn split(&self, key: &str) -> Option<(String, String)> {
        if key.len() < 4 || !key.is_ascii() {
            return None;
        }
        (2..key.len() - 1).find_map(|at| {
            let (left, right) = key.split_at(at);
            self.pairs
                .contains(&format!("{left} {right}"))
                .then(|| (left.to_owned(), right.to_owned()))
        })
    }

    /// Known keys one slip away (a letter missing, too many, wrong, or two swapped), likeliest first.
    pub fn one_slip(&self, key: &str, limit: usize) -> Vec<String> {
        if !key.is_ascii() || key.len() < 3 || key.bytes().any(|b| b.is_ascii_digit()) {
            return Vec::new();
        }
        let mut near: Vec<(&String, &Word)> = self
            .words
            .iter()
            .filter(|(known, _)| {
                known.len().abs_diff(key.len()) <= 1
                    && known.is_ascii()
                    && *known != key
                    && is_one_slip(key, known)
            })
            .collect();
        near.sort_by_key(|(known, word)| (!word.strong, std::cmp::Reverse(word.documents), known.as_str()));
        near.into_iter()
            .take(limit)
            .map(|(known, _)| known.clone())
            .collect()
    }

    /// Known keys that begin like this, titles first, likeliest first.
    pub fn beginning(&self, prefix: &str, limit: usize) -> Vec<String> {
        let mut found: Vec<(&String, &Word)> = self
            .words
            .iter()
            .filter(|(known, word)| word.strong && known.starts_with(prefix))
            .collect();
        found.sort_by_key(|(known, word)| {
            (
                known.as_str() != prefix,
                std::cmp::Reverse(word.documents),
                known.as_str(),
            )
        });
        found
            .into_iter()
            .take(limit)
            .map(|(known, _)| known.clone())
            .collect()
    }
}

/// Is the Damerau-Levenshtein distance of two ASCII words exactly one?
fn is_one_slip(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let tail = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if long.len() == short.len() + 1 {
        return head + tail >= short.len();
    }
    if a.len() != b.len() {
        return false;
    }
    if head + tail + 1 >= a.len() {
        return head < a.len();
    }
    // Two neighbours swapped.
    head + tail + 2 == a.len() && a.get(head) == b.get(head + 1) && a.get(head + 1) == b.get(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vocabulary {
        let mut vocabulary = Vocabulary::of(100);
        for (form, documents) in [("gốm", 12), ("gồm", 30), ("bát", 9), ("tràng", 8), ("pottery", 5)] {
            vocabulary.add(form, documents);
        }
        vocabulary.add_strong("gom");
        vocabulary.add_strong("pottery");
        vocabulary.add_pair("bat trang");
        vocabulary
    }

    #[test]
    fn keeps_forms_under_their_key() {
        let vocabulary = sample();
        let word = vocabulary.word("gom").expect("known");
        assert_eq!((word.documents, word.forms.len()), (42, 2));
        assert!(vocabulary.weight(1) > vocabulary.weight(50));
    }

    #[test]
    fn finds_slips_and_splits() {
        let vocabulary = sample();
        assert_eq!(vocabulary.one_slip("potery", 5), ["pottery"]);
        assert_eq!(vocabulary.one_slip("pottrey", 5), ["pottery"]);
        assert_eq!(vocabulary.one_slip("gpm", 5), ["gom"]);
        assert!(vocabulary.one_slip("xxxxx", 5).is_empty());
        assert_eq!(vocabulary.split("battrang"), Some(("bat".into(), "trang".into())));
        assert_eq!(vocabulary.beginning("pot", 3), ["pottery"]);
    }

    #[test]
    fn one_slip_is_one_only() {
        assert!(is_one_slip("tra", "tre"));
        assert!(is_one_slip("tra", "tr"));
        assert!(is_one_slip("ab", "ba"));
        assert!(!is_one_slip("abcd", "badc"));
        assert!(!is_one_slip("tra", "tra"));
    }
}
