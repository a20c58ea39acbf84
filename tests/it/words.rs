//! The words of the site: none missing, none left over, both languages alike in what they fill in.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::files::below;

/// Keys whose whole name stands nowhere, because code puts it together: the beginnings of such keys.
/// Each stands in a `format!("beginning{…}")` or in a template as `"beginning" ~ …`.
fn composed() -> BTreeSet<String> {
    let mut beginnings = BTreeSet::new();
    for (_, text) in sources() {
        for piece in text.split('"').skip(1) {
            for (end, mark) in [(piece.find('{'), true), (None, false)] {
                if let (Some(end), true) = (end, mark)
                    && is_beginning(&piece[..end])
                {
                    beginnings.insert(piece[..end].to_owned());
                }
            }
        }
        // Tera joins with `~`: t(key="a.b_" ~ c)
        for (at, _) in text.match_indices("\" ~") {
            let start = text[..at].rfind('"').map_or(0, |start| start + 1);
            if is_beginning(&text[start..at]) {
                beginnings.insert(text[start..at].to_owned());
            }
        }
    }
    beginnings
}

/// `table.` or `table.word_`: what a composed key begins with.
fn is_beginning(text: &str) -> bool {
    text.split_once('.').is_some_and(|(table, _)| {
        !table.is_empty()
            && table
                .bytes()
                .all(|letter| letter.is_ascii_lowercase() || letter == b'_')
    }) && text
        .bytes()
        .all(|letter| letter.is_ascii_lowercase() || matches!(letter, b'_' | b'.' | b'0'..=b'9'))
}

fn sources() -> Vec<(String, String)> {
    let mut all = below("src", &[".rs"]);
    all.extend(below("templates", &[".html", ".txt"]));
    all
}

fn table(locale: &str) -> BTreeMap<String, String> {
    let folder = format!("templates/locales/{locale}");
    let mut flat = BTreeMap::new();
    for (path, text) in below(&folder, &[".toml"]) {
        let parsed: toml::Table = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
        flatten("", &parsed, &mut flat);
    }
    flat
}

fn flatten(path: &str, table: &toml::Table, flat: &mut BTreeMap<String, String>) {
    for (key, value) in table {
        let path = if path.is_empty() {
            key.clone()
        } else {
            format!("{path}.{key}")
        };
        match value {
            toml::Value::Table(table) => flatten(&path, table, flat),
            value => {
                flat.insert(path, value.as_str().unwrap().to_owned());
            }
        }
    }
}

/// A key without its plural form.
fn whole(key: &str) -> &str {
    key.strip_suffix(".one")
        .or(key.strip_suffix(".other"))
        .unwrap_or(key)
}

#[test]
fn both_languages_have_the_same_keys() {
    let (vi, en) = (table("vi"), table("en"));
    let vi: BTreeSet<&str> = vi.keys().map(|key| whole(key)).collect();
    let en: BTreeSet<&str> = en.keys().map(|key| whole(key)).collect();
    let apart: Vec<_> = vi.symmetric_difference(&en).collect();
    assert!(apart.is_empty(), "in one language only: {apart:?}");
}

#[test]
fn both_languages_fill_in_the_same() {
    let (vi, en) = (table("vi"), table("en"));
    let mut wrong = Vec::new();
    for (key, text) in &en {
        let Some(source) = vi.get(key).or_else(|| vi.get(whole(key))) else {
            continue;
        };
        let (here, there) = (holes(text), holes(source));
        // "one day" may leave its number out.
        let singular = key.strip_suffix(".one").is_some() && there.is_superset(&here);
        if here != there && !singular {
            wrong.push(format!("{key}: {here:?} in English, {there:?} in Vietnamese"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn holes(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
        .collect()
}

#[test]
fn every_key_is_used() {
    let beginnings = composed();
    let all: String = sources().into_iter().map(|(_, text)| text).collect();
    let quoted: BTreeSet<&str> = all.split(['"', '\'']).collect();
    let unused: Vec<String> = table("vi")
        .into_keys()
        .filter(|key| {
            let key = whole(key);
            !quoted.contains(key)
                && !beginnings
                    .iter()
                    .any(|beginning| key.starts_with(beginning.as_str()))
        })
        .collect();
    assert!(unused.is_empty(), "nobody uses {unused:#?}");
}

#[test]
fn every_key_that_is_named_exists() {
    let keys: BTreeSet<String> = table("vi").keys().map(|key| whole(key).to_owned()).collect();
    let mut missing = BTreeSet::new();
    for (path, text) in sources() {
        for start in ["t(key=\"", ".text(\"", ".text_with(\"", "text(locale, \""] {
            for (at, _) in text.match_indices(start) {
                let rest = &text[at + start.len()..];
                let Some((key, after)) = rest.split_once('"') else {
                    continue;
                };
                let composed = after.trim_start().starts_with('~') || key.contains('{');
                if !composed && key.contains('.') && !keys.contains(key) {
                    missing.insert(format!("{path}: {key}"));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn words_are_composed_characters() {
    for locale in ["vi", "en"] {
        for (key, text) in table(locale) {
            let nfc = unicode_normalization::is_nfc(&text);
            assert!(nfc, "{locale} {key} is not NFC: {text}");
            assert_eq!(text.trim(), text, "{locale} {key} begins or ends in a space");
            assert!(
                !text.contains("TODO") && !text.is_empty(),
                "{locale} {key} is not written yet"
            );
        }
    }
}
