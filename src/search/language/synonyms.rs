//! The thesaurus, read once: from the folded source phrase to what it also finds.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::super::analysis::{Token, tokens};
use super::reading::Where;
use super::thesaurus::GROUPS;

/// One entry: typed like this, it also finds that.
#[derive(Debug)]
pub struct Synonym {
    /// The source as it is written, to compare marks.
    pub source: Vec<Token>,
    /// What is found instead.
    pub target: Vec<Token>,
    /// Where the target counts.
    pub place: Where,
}

/// Longest source phrase in words.
pub const LONGEST: usize = 5;

static TABLE: LazyLock<HashMap<String, Vec<Synonym>>> = LazyLock::new(|| {
    let mut table: HashMap<String, Vec<Synonym>> = HashMap::new();
    for group in GROUPS {
        let (left, right) = group.split_once('>').unwrap_or((group, group));
        for source in members(left) {
            for target in members(right) {
                // What is only a part of the source (`quạt` of `quạt giấy`) says less than was asked.
                let says_less = source.0.len() > 1 && target.0.iter().all(|t| source.0.contains(t));
                if says_less || (source.0 == target.0 && target.1 == Where::Anywhere) {
                    continue;
                }
                table.entry(key(&source.0)).or_default().push(Synonym {
                    source: source.0.clone(),
                    target: target.0,
                    place: target.1,
                });
            }
        }
    }
    table
});

/// What a phrase of the query also finds; marks that were typed must agree with the entry.
pub fn of(typed: &[Token]) -> impl Iterator<Item = &'static Synonym> {
    TABLE.get(&key(typed)).into_iter().flatten().filter(|synonym| {
        typed.len() == synonym.source.len()
            && typed.iter().zip(&synonym.source).all(|(typed, source)| {
                typed.exact == source.exact
                    || foundation::kernel::fold::marks_agree(&typed.exact, &source.exact)
            })
    })
}

fn key(tokens: &[Token]) -> String {
    tokens
        .iter()
        .map(|t| t.key.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

fn members(side: &str) -> Vec<(Vec<Token>, Where)> {
    side.split('|')
        .map(str::trim)
        .filter(|member| !member.is_empty())
        .map(|member| {
            if let Some(rest) = member.strip_prefix('=') {
                (tokens(rest), Where::Head)
            } else if let Some(rest) = member.strip_prefix('@') {
                (tokens(rest), Where::Place)
            } else {
                (tokens(member), Where::Anywhere)
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(typed: &str) -> Vec<String> {
        of(&tokens(typed))
            .map(|s| {
                s.target
                    .iter()
                    .map(|t| t.exact.as_str())
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect()
    }

    #[test]
    fn finds_both_ways_and_across_languages() {
        assert!(targets("nhang").contains(&"hương".to_owned()));
        assert!(targets("glass noodles").contains(&"miến".to_owned()));
        assert!(targets("tra").contains(&"chè".to_owned()));
        assert!(targets("mật ong").is_empty() || !targets("mật ong").contains(&"honey".to_owned()));
    }

    #[test]
    fn marks_must_agree() {
        assert!(targets("trà").contains(&"chè".to_owned()));
        assert!(targets("trả").is_empty());
    }

    #[test]
    fn no_source_is_longer_than_what_is_looked_up() {
        for entry in TABLE.values().flatten() {
            assert!(entry.source.len() <= LONGEST, "{:?}", entry.source);
        }
    }
}
