//! How people misspell a Vietnamese syllable by ear: s/x, ch/tr, d/gi/r, l/n, i/y, c/k/q, ng/ngh, final t/c, n/ng.

use foundation::kernel::fold;

/// Onsets that sound alike in some dialect.
const ONSETS: &[&[&str]] = &[
    &["s", "x"],
    &["ch", "tr"],
    &["d", "gi", "r", "v"],
    &["l", "n"],
    &["c", "k", "q"],
    &["ng", "ngh"],
    &["g", "gh"],
    &["ph", "f"],
];

/// Endings that sound alike in some dialect.
const ENDINGS: &[(&str, &str)] = &[("n", "ng"), ("t", "c"), ("i", "y"), ("n", "nh"), ("ch", "t")];

/// Spellings that sound like this word; marks are kept. Onsets first.
pub fn sounding_alike(word: &str) -> Vec<String> {
    let mut out = Vec::new();
    for group in ONSETS {
        // The longest onset of the group that the word has; `tr` before `t` is no question here.
        let Some(own) = group
            .iter()
            .filter(|onset| word.starts_with(**onset))
            .max_by_key(|o| o.len())
        else {
            continue;
        };
        let rest = word.strip_prefix(own).unwrap_or(word);
        if *own == "c" && rest.starts_with('h')
            || *own == "n" && rest.starts_with(['g', 'h'])
            || *own == "g" && rest.starts_with(['h', 'i'])
        {
            continue;
        }
        out.extend(
            group
                .iter()
                .filter(|onset| *onset != own)
                .map(|onset| format!("{onset}{rest}")),
        );
    }
    for (a, b) in ENDINGS {
        for (from, to) in [(a, b), (b, a)] {
            if let Some(head) = word.strip_suffix(from)
                && head.len() >= 2
                && !(*from == "n" && word.ends_with("ng"))
            {
                out.push(format!("{head}{to}"));
            }
        }
    }
    out.retain(|spelling| spelling != word);
    out
}

/// What keystrokes an input method left over meant, Telex first.
pub fn keystrokes(word: &str) -> Vec<String> {
    [fold::telex(word), fold::vni(word)]
        .into_iter()
        .flatten()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_usual_slips() {
        assert!(sounding_alike("trưng").contains(&"chưng".to_owned()));
        assert!(sounding_alike("chai").contains(&"trai".to_owned()));
        assert!(sounding_alike("nụa").contains(&"lụa".to_owned()));
        assert!(sounding_alike("xen").contains(&"sen".to_owned()));
        assert!(sounding_alike("rò").contains(&"giò".to_owned()));
        assert!(!sounding_alike("chai").contains(&"khai".to_owned()));
    }
}
