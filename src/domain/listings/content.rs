//! What a listing and a story say, as they are written, compared and kept.

use entity::{Locale, ProductKind};
use serde::{Deserialize, Serialize};

/// Pictures of a listing.
pub const MOST_PICTURES: usize = 12;

/// What a listing says in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// Name.
    pub name: String,
    /// What it is.
    pub summary: String,
    /// Ingredients or materials.
    pub materials: String,
    /// Storage or care.
    pub care: String,
}

/// A picture of a listing with its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shot {
    /// The picture.
    pub media_id: i64,
    /// What is to be seen, in Vietnamese.
    pub alt_vi: String,
    /// What is to be seen, in English.
    pub alt_en: String,
}

/// The whole of a listing but its packs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// Address part.
    pub slug: String,
    /// Product set, 1 to 26.
    pub set_id: i64,
    /// Goods or service.
    pub kind: ProductKind,
    /// First and last month of its season, 1 to 12; the last may lie before the first.
    pub season: Option<(i16, i16)>,
    /// In Vietnamese.
    pub vi: Words,
    /// In English.
    pub en: Words,
    /// Pictures in their order.
    pub pictures: Vec<Shot>,
}

/// What has to be there before a listing or story is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// The Vietnamese name or title.
    Name,
    /// The Vietnamese description or text.
    Summary,
    /// An English name without an English description, or the other way round.
    HalfEnglish,
    /// A picture.
    Picture,
    /// Words for a picture, in both languages.
    Alt,
    /// A pack with a price.
    Pack,
    /// Who told it.
    Teller,
}

impl Lack {
    /// The word its sentence is kept under.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Summary => "summary",
            Self::HalfEnglish => "half_english",
            Self::Picture => "picture",
            Self::Alt => "alt",
            Self::Pack => "pack",
            Self::Teller => "teller",
        }
    }
}

impl Listing {
    /// What it says in a language.
    pub fn words(&self, locale: Locale) -> &Words {
        match locale {
            Locale::Vi => &self.vi,
            Locale::En => &self.en,
        }
    }

    /// What still has to be filled in; packs are counted by whoever asks.
    pub fn lacks(&self, packs: usize) -> Vec<Lack> {
        let mut lacks = words_lack(&self.vi.name, &self.vi.summary, &self.en.name, &self.en.summary);
        if self.pictures.is_empty() {
            lacks.push(Lack::Picture);
        }
        let silent = |shot: &Shot| shot.alt_vi.is_empty() || shot.alt_en.is_empty();
        if self.pictures.iter().any(silent) {
            lacks.push(Lack::Alt);
        }
        if packs == 0 && self.kind == ProductKind::Goods {
            lacks.push(Lack::Pack);
        }
        lacks
    }
}

/// A story as it is told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Title in Vietnamese.
    pub title_vi: String,
    /// Markdown in Vietnamese.
    pub body_vi: String,
    /// Title in English.
    pub title_en: String,
    /// Markdown in English.
    pub body_en: String,
    /// Who told it.
    pub told_by: String,
    /// When it was told.
    pub told_on: Option<chrono::NaiveDate>,
}

impl Told {
    /// Title and Markdown in a language.
    pub fn text(&self, locale: Locale) -> (&str, &str) {
        match locale {
            Locale::Vi => (&self.title_vi, &self.body_vi),
            Locale::En => (&self.title_en, &self.body_en),
        }
    }

    /// What still has to be filled in.
    pub fn lacks(&self) -> Vec<Lack> {
        let mut lacks = words_lack(&self.title_vi, &self.body_vi, &self.title_en, &self.body_en);
        if self.told_by.is_empty() {
            lacks.push(Lack::Teller);
        }
        lacks
    }
}

fn words_lack(name_vi: &str, text_vi: &str, name_en: &str, text_en: &str) -> Vec<Lack> {
    let mut lacks = Vec::new();
    if name_vi.is_empty() {
        lacks.push(Lack::Name);
    }
    if text_vi.is_empty() {
        lacks.push(Lack::Summary);
    }
    // English may be left out, but not by half: a page in two languages would say two things.
    if name_en.is_empty() != text_en.is_empty() {
        lacks.push(Lack::HalfEnglish);
    }
    lacks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_may_be_missing_and_not_by_half() {
        let mut told = Told {
            title_vi: "a".to_owned(),
            body_vi: "b".to_owned(),
            told_by: "c".to_owned(),
            ..Told::default()
        };
        assert_eq!(told.lacks(), []);
        told.title_en = "d".to_owned();
        assert_eq!(told.lacks(), [Lack::HalfEnglish]);
        assert_eq!(Told::default().lacks(), [Lack::Name, Lack::Summary, Lack::Teller]);
    }

    #[test]
    fn a_picture_says_what_it_shows_in_both_languages() {
        let words = Words {
            name: "a".to_owned(),
            summary: "b".to_owned(),
            ..Words::default()
        };
        let mut listing = Listing {
            slug: "a".to_owned(),
            set_id: 1,
            kind: ProductKind::Goods,
            season: None,
            vi: words,
            en: Words::default(),
            pictures: Vec::new(),
        };
        assert_eq!(listing.lacks(0), [Lack::Picture, Lack::Pack]);
        listing.pictures.push(Shot {
            media_id: 1,
            alt_vi: "c".to_owned(),
            alt_en: String::new(),
        });
        assert_eq!(listing.lacks(1), [Lack::Alt]);
        listing.kind = ProductKind::Service;
        assert_eq!(listing.lacks(0), [Lack::Alt]);
    }
}
