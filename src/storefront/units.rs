//! What a price is for: "chai", "hộp 500 g"; on English pages in English where the word is known.

use entity::Locale;

use domain::catalogue::Variant;
use shell::web::Visit;

/// The pack of a variant, or the unit it is sold by.
pub fn sold_by(visit: &Visit, variant: &Variant) -> String {
    let text = variant.pack.as_deref().unwrap_or(&variant.unit);
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
