//! Vietnamese alphabetical order (CLDR `vi`, through ICU4X) as a key that databases sort by bytes.
//!
//! `a ă â b c d đ e ê …`, letters first over the whole text, tones second. Keys are lower-case hex, so
//! that SQLite and PostgreSQL compare them alike whatever their own collation is. A new version of the
//! library may give other keys: whoever raises it writes them anew by importing or `reindex`.

use icu_collator::options::{AlternateHandling, CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale::locale;

/// Characters of a text that the order looks at; more would only make rows fat.
const LONGEST: usize = 60;

/// Makes keys. Building one reads tables; keep it for as many texts as there are.
#[derive(Debug)]
pub struct Collation(Option<CollatorBorrowed<'static>>);

impl Collation {
    /// The order of a Vietnamese dictionary, digits by their look.
    pub fn vietnamese() -> Self {
        let mut options = CollatorOptions::default();
        options.strength = Some(Strength::Tertiary);
        options.alternate_handling = Some(AlternateHandling::NonIgnorable);
        // The data is compiled in, so this cannot fail; if it ever does, the plain key below still sorts.
        Self(Collator::try_new(locale!("vi").into(), options).ok())
    }

    /// The key of a text: compare keys as bytes to compare texts as a dictionary does.
    pub fn key(&self, text: &str) -> String {
        let cut = super::fold::truncate_chars(text, LONGEST);
        let mut bytes = Vec::with_capacity(cut.len() * 3);
        match &self.0 {
            Some(collator) => {
                let Ok(()) = collator.write_sort_key_to(cut, &mut bytes);
            }
            None => bytes.extend_from_slice(super::fold::fold(cut).as_bytes()),
        }
        hex::encode(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_sort_as_a_vietnamese_dictionary() {
        let sorted = [
            "An Khánh",
            "Ăn vặt",
            "Ấm chén",
            "Ba Vì",
            "Dương Xá",
            "Đan Phượng",
            "Đông Anh",
            "Đường Lâm",
            "ga",
            "gà",
            "gả",
            "gã",
            "gá",
            "gạ",
            "Oai",
            "Ô Diên",
            "Ổi",
            "Ơn",
            "Thanh Oai",
            "Ứng Hòa",
            "Xuân La",
        ];
        let collation = Collation::vietnamese();
        let mut keyed: Vec<_> = sorted.iter().map(|text| (collation.key(text), *text)).collect();
        keyed.sort();
        let order: Vec<_> = keyed.into_iter().map(|(_, text)| text).collect();
        assert_eq!(order, sorted);
    }

    #[test]
    fn a_long_text_has_a_bounded_key() {
        assert!(Collation::vietnamese().key(&"ệ".repeat(10_000)).len() < 1_000);
    }
}
