//! What a price is for: "chai", "hộp 500 g"; on English pages in English where the word is known.

use entity::Locale;

use super::visit::Visit;
use domain::catalogue::Variant;
use foundation::i18n::Texts;

/// The pack of a variant, or the unit it is sold by.
pub fn sold_by(visit: &Visit, variant: &Variant) -> String {
    spoken(visit, variant.pack.as_deref().unwrap_or(&variant.unit))
}

/// A pack or unit in the visit's language, as far as its words are known.
pub fn spoken(visit: &Visit, text: &str) -> String {
    told(visit.state.views.texts(), visit.locale, text)
}

/// The same in any language: for paper.
pub fn told(texts: &Texts, locale: Locale, text: &str) -> String {
    if locale == Locale::Vi {
        return text.to_owned();
    }
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| {
            let known = texts.get(locale, &format!("unit.{word}"), &[]);
            known.unwrap_or_else(|| word.to_owned())
        })
        .collect();
    words.join(" ")
}
