//! From texts to tokens: what is indexed and what a candidate is ranked by.
//!
//! A document becomes phrases of tokens per field; each token is a pair of hashes, one of the folded
//! key and one of the exact form. [`Features`] is that, packed, stored with the document, so that
//! ranking never has to analyse a text again.

use foundation::kernel::fold;

use super::document::{Document, Kind};
use super::ranking;

/// Where in a document a phrase stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Field {
    Title,
    TitleEn,
    Keyword,
    Craft,
    Producer,
    ProducerCraft,
    FormerCommune,
    District,
    Commune,
    Address,
    Carried,
    Body,
    Background,
}

impl Field {
    const ALL: [Self; 13] = [
        Self::Title,
        Self::TitleEn,
        Self::Keyword,
        Self::Craft,
        Self::Producer,
        Self::ProducerCraft,
        Self::FormerCommune,
        Self::District,
        Self::Commune,
        Self::Address,
        Self::Carried,
        Self::Body,
        Self::Background,
    ];

    fn from_u8(n: u8) -> Option<Self> {
        Self::ALL.get(usize::from(n)).copied()
    }

    pub const fn weight(self) -> f32 {
        match self {
            Self::Title => ranking::TITLE,
            Self::TitleEn => ranking::TITLE_EN,
            Self::Keyword => ranking::KEYWORD,
            Self::Craft => ranking::CRAFT,
            Self::Producer => ranking::PRODUCER,
            Self::ProducerCraft => ranking::PRODUCER_CRAFT,
            Self::FormerCommune => ranking::FORMER_COMMUNE,
            Self::District => ranking::DISTRICT,
            Self::Commune => ranking::COMMUNE,
            Self::Address => ranking::ADDRESS,
            Self::Carried => ranking::CARRIED,
            Self::Body => ranking::BODY,
            Self::Background => ranking::BACKGROUND,
        }
    }

    /// Names and tags, where a word alone says something.
    pub const fn is_strong(self) -> bool {
        !matches!(
            self,
            Self::Body | Self::Background | Self::Carried | Self::Address
        )
    }

    /// Names of places, where one syllable of a name says nothing.
    pub const fn is_place(self) -> bool {
        matches!(
            self,
            Self::FormerCommune | Self::District | Self::Commune | Self::Address
        )
    }
}

/// One token of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Folded, `y` as `i`, English plural off: what is looked up.
    pub key: String,
    /// With marks, in canonical form: what ranks exact writing first.
    pub exact: String,
}

impl Token {
    pub fn of(word: &str) -> Self {
        let exact = fold::exact(word);
        let key = fold::match_key(word);
        match stem(&key) {
            Some(stemmed) if exact == key || !fold::has_marks(&exact) => Self {
                exact: stemmed.clone(),
                key: stemmed,
            },
            _ => Self { key, exact },
        }
    }
}

/// The tokens of a text.
pub fn tokens(text: &str) -> Vec<Token> {
    fold::words(text).iter().map(|word| Token::of(word)).collect()
}

/// The singular of an English plural; Vietnamese syllables never end in `s`.
fn stem(key: &str) -> Option<String> {
    if key.len() < 4 || !key.is_ascii() || key.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    if let Some(head) = key.strip_suffix("ies") {
        return Some(format!("{head}y"));
    }
    for suffix in ["shes", "ches", "xes", "sses"] {
        if key.ends_with(suffix) {
            return key.strip_suffix("es").map(str::to_owned);
        }
    }
    if key.ends_with("ss") || key.ends_with("us") || key.ends_with("is") {
        return None;
    }
    key.strip_suffix('s').map(str::to_owned)
}

/// A phrase of a document: tokens that stand next to each other in one field.
#[derive(Debug, Clone)]
pub struct Phrase {
    pub field: Field,
    pub tokens: Vec<Token>,
}

/// Longest part of a text that is analysed, in tokens; longer stories are cut.
const MAX_BODY_TOKENS: usize = 900;

/// The same of a producer's story at each of its products.
const MAX_BACKGROUND_TOKENS: usize = 300;

/// All phrases of a document, each once per field.
pub fn phrases(document: &Document) -> Vec<Phrase> {
    let mut out = Vec::new();
    let mut add = |field: Field, text: &str, breaks: &[char], budget: usize| {
        let mut left = budget;
        for part in text.split(|c: char| breaks.contains(&c)) {
            let mut found = tokens(part);
            found.truncate(left);
            left -= found.len();
            if !found.is_empty() {
                out.push(Phrase { field, tokens: found });
            }
        }
    };
    let name_breaks = ['–', '(', ')', ',', ':', ';', '/'];
    let text_breaks = ['.', ';', '!', '?', '\n', '(', ')', ':'];
    add(Field::Title, &document.title_vi, &name_breaks, 60);
    add(Field::TitleEn, &document.title_en, &name_breaks, 60);
    for keyword in &document.keywords {
        add(Field::Keyword, keyword, &name_breaks, 40);
    }
    let craft_field = if document.kind == Kind::Product {
        Field::ProducerCraft
    } else {
        Field::Craft
    };
    for craft in &document.craft {
        add(craft_field, craft, &name_breaks, 40);
    }
    for name in &document.producer_names {
        add(Field::Producer, name, &name_breaks, 40);
    }
    for place in &document.former_communes {
        add(Field::FormerCommune, place, &name_breaks, 20);
    }
    for place in &document.former_districts {
        add(Field::District, place, &name_breaks, 20);
    }
    if let Some(place) = &document.commune {
        add(Field::Commune, place, &name_breaks, 20);
    }
    if let Some(address) = &document.address {
        add(Field::Address, address, &name_breaks, 60);
    }
    for name in &document.carries {
        add(Field::Carried, name, &name_breaks, 30);
    }
    add(Field::Body, &document.body_vi, &text_breaks, MAX_BODY_TOKENS);
    add(Field::Body, &document.body_en, &text_breaks, MAX_BODY_TOKENS);
    add(
        Field::Background,
        &document.background,
        &text_breaks,
        MAX_BACKGROUND_TOKENS,
    );
    out
}

/// A stable 32-bit hash (FNV-1a): it is stored, so it must not change between builds.
pub fn hash(text: &str) -> u32 {
    text.bytes()
        .fold(0x811c_9dc5, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
}

/// Packs phrases: per phrase the field, the length, and the two hashes of each token.
pub fn pack(phrases: &[Phrase]) -> Vec<u8> {
    let mut out = Vec::new();
    for phrase in phrases {
        let Ok(len) = u16::try_from(phrase.tokens.len()) else {
            continue;
        };
        out.push(phrase.field as u8);
        out.extend(len.to_le_bytes());
        for token in &phrase.tokens {
            out.extend(hash(&token.key).to_le_bytes());
            out.extend(hash(&token.exact).to_le_bytes());
        }
    }
    out
}

/// A phrase as ranking sees it: `(key hash, exact hash)` per token.
pub struct PackedPhrase<'a> {
    pub field: Field,
    bytes: &'a [u8],
}

impl PackedPhrase<'_> {
    pub fn len(&self) -> usize {
        self.bytes.len() / 8
    }

    pub fn tokens(&self) -> impl Iterator<Item = (u32, u32)> {
        self.bytes.chunks_exact(8).map(|chunk| {
            let (key, exact) = chunk.split_at(4);
            (u32_of(key), u32_of(exact))
        })
    }
}

fn u32_of(bytes: &[u8]) -> u32 {
    bytes.try_into().map_or(0, u32::from_le_bytes)
}

/// Reads packed phrases back; stops at the first damaged byte.
pub fn unpack(bytes: &[u8]) -> impl Iterator<Item = PackedPhrase<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (field, after) = rest.split_first()?;
        let (len, after) = after.split_at_checked(2)?;
        let len = usize::from(u16::from_le_bytes(len.try_into().ok()?));
        let (tokens, after) = after.split_at_checked(len * 8)?;
        rest = after;
        Some(PackedPhrase {
            field: Field::from_u8(*field)?,
            bytes: tokens,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_and_spellings_meet() {
        assert_eq!(Token::of("noodles"), Token::of("noodle"));
        assert_eq!(Token::of("boxes"), Token::of("box"));
        assert_eq!(Token::of("candies").key, "candy");
        assert_eq!(Token::of("glass").key, "glass");
        assert_eq!(Token::of("hoà"), Token::of("hòa"));
        assert_eq!(Token::of("Mỹ"), Token::of("mĩ"));
    }

    #[test]
    fn packs_and_unpacks() {
        let mut document = Document::new(Kind::Product, 1, "tra-sen");
        document.title_vi = "Trà sen (Tây Hồ)".into();
        document.keywords = vec!["trà".into()];
        document.body_vi = "Ướp nhiều lượt. Sấy than.".into();
        let packed = pack(&phrases(&document));
        let read: Vec<_> = unpack(&packed).map(|p| (p.field, p.len())).collect();
        assert_eq!(
            read,
            [
                (Field::Title, 2),
                (Field::Title, 2),
                (Field::Keyword, 1),
                (Field::Body, 3),
                (Field::Body, 2)
            ]
        );
        let first = unpack(&packed).next().and_then(|p| p.tokens().next());
        assert_eq!(first, Some((hash("tra"), hash("trà"))));
        assert_eq!(unpack(&[9, 1]).count(), 0);
    }
}
