//! The words of the site: `templates/locales/{vi,en}/*.toml`, Vietnamese being the source, and the
//! way amounts, days and distances are written in each language.

pub mod format;

use std::collections::HashMap;

use entity::Locale;

use crate::kernel::error::{Context, Error, Result};

/// Every text of the pages in both languages, by dotted key.
#[derive(Debug)]
pub struct Texts {
    texts: [HashMap<String, String>; 2],
}

/// A value that goes into a text at `{name}`.
pub type Argument<'a> = (&'a str, &'a str);

impl Texts {
    /// Reads the files of both languages. A key that stands in one language only is an error: it would
    /// be shown raw. So is one that stands in two files.
    pub fn parse<'a>(
        vi: impl IntoIterator<Item = &'a str>,
        en: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self> {
        let texts = [merged(vi).context("texts vi")?, merged(en).context("texts en")?];
        let [vi, en] = &texts;
        let missing: Vec<&str> = vi
            .keys()
            .filter(|key| !en.contains_key(*key) && !en.contains_key(&format!("{key}.other")))
            .chain(en.keys().filter(|key| {
                let whole = key
                    .strip_suffix(".one")
                    .or(key.strip_suffix(".other"))
                    .unwrap_or(key);
                !vi.contains_key(*key) && !vi.contains_key(whole)
            }))
            .map(String::as_str)
            .collect();
        if missing.is_empty() {
            Ok(Self { texts })
        } else {
            Err(Error::new(format!(
                "texts that stand in one language only: {}",
                missing.join(", ")
            )))
        }
    }

    /// The text of a key with its arguments filled in, or nothing when no such key exists.
    pub fn get(&self, locale: Locale, key: &str, arguments: &[Argument<'_>]) -> Option<String> {
        let text = self.find(locale, key, arguments)?;
        if arguments.is_empty() || !text.contains('{') {
            return Some(text.clone());
        }
        let mut filled = text.clone();
        for (name, value) in arguments {
            filled = filled.replace(&format!("{{{name}}}"), value);
        }
        Some(filled)
    }

    /// The text of a key, or the key itself, which a test of all pages looks for.
    pub fn text(&self, locale: Locale, key: &str, arguments: &[Argument<'_>]) -> String {
        self.get(locale, key, arguments)
            .unwrap_or_else(|| format!("⟦{key}⟧"))
    }

    /// Every key of the source language.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let [vi, _] = &self.texts;
        vi.keys().map(String::as_str)
    }

    /// English has a singular: with an argument `n` the forms `.one` and `.other` are looked for.
    fn find(&self, locale: Locale, key: &str, arguments: &[Argument<'_>]) -> Option<&String> {
        let table = self.texts.get(locale.index())?;
        table.get(key).or_else(|| {
            let (_, n) = arguments.iter().find(|(name, _)| *name == "n")?;
            let form = if *n == "1" { "one" } else { "other" };
            table
                .get(&format!("{key}.{form}"))
                .or_else(|| table.get(&format!("{key}.other")))
        })
    }
}

fn merged<'a>(files: impl IntoIterator<Item = &'a str>) -> Result<HashMap<String, String>> {
    let mut all = HashMap::new();
    for file in files {
        flatten(file, &mut all)?;
    }
    Ok(all)
}

fn flatten(toml: &str, flat: &mut HashMap<String, String>) -> Result<()> {
    let table: toml::Table = toml.parse().context("no TOML")?;
    let mut open = vec![(String::new(), toml::Value::Table(table))];
    while let Some((path, value)) = open.pop() {
        match value {
            toml::Value::Table(table) => {
                for (key, value) in table {
                    let path = if path.is_empty() {
                        key
                    } else {
                        format!("{path}.{key}")
                    };
                    open.push((path, value));
                }
            }
            toml::Value::String(text) => {
                if flat.contains_key(&path) {
                    return Err(Error::new(format!("{path} stands in two files")));
                }
                flat.insert(path, text);
            }
            other => return Err(Error::new(format!("{path} is no text but {}", other.type_str()))),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_filled_and_counted() {
        let texts = Texts::parse(
            ["[list]\ncount = \"{n} sản phẩm của {who}\""],
            ["[list.count]\none = \"{n} product of {who}\"\nother = \"{n} products of {who}\""],
        )
        .unwrap();
        let vi = texts.text(Locale::Vi, "list.count", &[("n", "1"), ("who", "Lan")]);
        assert_eq!(vi, "1 sản phẩm của Lan");
        assert_eq!(
            texts.text(Locale::En, "list.count", &[("n", "1"), ("who", "Lan")]),
            "1 product of Lan"
        );
        assert_eq!(
            texts.text(Locale::En, "list.count", &[("n", "2"), ("who", "Lan")]),
            "2 products of Lan"
        );
        assert_eq!(texts.text(Locale::En, "list.none", &[]), "⟦list.none⟧");
    }

    #[test]
    fn a_text_in_one_language_only_is_refused() {
        assert!(Texts::parse(["a = \"x\"\nb = \"y\""], ["a = \"x\""]).is_err());
        assert!(Texts::parse(["a = \"x\""], ["a = \"x\"\nb = \"y\""]).is_err());
        assert!(Texts::parse(["a = 1"], ["a = 1"]).is_err());
    }

    #[test]
    fn files_add_up_and_do_not_overwrite_each_other() {
        let texts = Texts::parse(["a = \"x\"", "b = \"y\""], ["a = \"x\"\nb = \"z\""]).unwrap();
        assert_eq!(texts.text(Locale::Vi, "b", &[]), "y");
        assert!(Texts::parse(["a = \"x\"", "a = \"y\""], ["a = \"x\""]).is_err());
    }
}
