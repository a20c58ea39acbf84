//! What a price is for: "chai", "hộp 500 g"; on English pages in English where the word is known.

use entity::Locale;

use super::visit::Visit;
use domain::catalogue::Variant;

/// The pack of a variant, or the unit it is sold by.
pub fn sold_by(visit: &Visit, variant: &Variant) -> String {
    spoken(visit, variant.pack.as_deref().unwrap_or(&variant.unit))
}

/// A pack or unit in the visit's language, as far as its words are known.
pub fn spoken(visit: &Visit, text: &str) -> String {
    if visit.locale == Locale::Vi {
        return text.to_owned();
    }
    let texts = visit.state.views.texts();
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| {
            let known = texts.get(visit.locale, &format!("unit.{word}"), &[]);
            known.unwrap_or_else(|| word.to_owned())
        })
        .collect();
    words.join(" ")
}
