//! What lies in Meilisearch: one entry per document, and the vocabulary in pieces.
//!
//! Words are folded by us and sent ready, pairs of neighbours as one word each, so that the server
//! only has to look up; reading a query and ranking happen on this side, as for the embedded engine.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde::{Deserialize, Serialize};

use super::super::analysis::{Field, Phrase, phrases};
use super::super::candidate::{self, Candidate, Card};
use super::super::document::Document;
use super::super::vocabulary::Vocabulary;

/// A document as it is stored.
#[derive(Debug, Serialize, Deserialize)]
pub struct Entry {
    /// `product-12`.
    pub key: String,
    /// Folded words of titles.
    title: String,
    /// Folded words of other names.
    name: String,
    /// Folded words of descriptions.
    body: String,
    /// Pairs of neighbours, anywhere.
    pair: String,
    /// Facts to filter by, `kind:product`.
    facts: Vec<String>,
    /// Price in đồng.
    price: Option<i64>,
    /// Where it is, in the shape the server knows; absent where unknown, since it refuses null parts.
    #[serde(rename = "_geo", skip_serializing_if = "Option::is_none")]
    geo: Option<Geo>,
    #[serde(flatten)]
    stored: Stored,
}

/// A point as Meilisearch reads it, degrees.
#[derive(Debug, Serialize, Deserialize)]
pub struct Geo {
    lat: f64,
    lng: f64,
}

/// The part of an entry that ranking reads.
#[derive(Debug, Serialize, Deserialize)]
pub struct Stored {
    card: Card,
    features: String,
}

impl Stored {
    /// The candidate in it, unless it is damaged.
    pub fn candidate(self) -> Option<Candidate> {
        let features = STANDARD_NO_PAD.decode(&self.features).ok()?;
        Some(Candidate {
            card: Arc::new(self.card),
            features: features.into(),
        })
    }
}

impl Entry {
    /// A document as it is sent.
    pub fn of(document: &Document) -> Self {
        let phrases = phrases(document);
        let is_title = |f: Field| matches!(f, Field::Title | Field::TitleEn);
        let is_body = |f: Field| matches!(f, Field::Body | Field::Background | Field::Carried);
        Self {
            key: document.key().term(),
            title: words(&phrases, is_title),
            name: words(&phrases, |f| !is_title(f) && !is_body(f)),
            body: words(&phrases, is_body),
            pair: pairs(&phrases).join(" "),
            facts: candidate::facts_of(document),
            price: document.price,
            geo: document.lat.zip(document.lon).map(|(lat, lng)| Geo { lat, lng }),
            stored: Stored {
                card: Card::of(document),
                features: STANDARD_NO_PAD.encode(candidate::features(document)),
            },
        }
    }
}

fn words(phrases: &[Phrase], wanted: impl Fn(Field) -> bool) -> String {
    let keys: Vec<&str> = phrases
        .iter()
        .filter(|phrase| wanted(phrase.field))
        .flat_map(|phrase| phrase.tokens.iter().map(|token| token.key.as_str()))
        .collect();
    keys.join(" ")
}

fn pairs(phrases: &[Phrase]) -> Vec<String> {
    let mut out: Vec<String> = phrases
        .iter()
        .flat_map(|phrase| phrase.tokens.windows(2))
        .filter_map(|window| match window {
            [a, b] => Some(pair(&a.key, &b.key)),
            _ => None,
        })
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Two neighbours as one word that the server does not take apart.
pub fn pair(left: &str, right: &str) -> String {
    format!("{left}q{right}")
}

/// Counts the words of documents into a vocabulary.
pub fn count_words(vocabulary: &mut Vocabulary, documents: &[Document]) {
    for document in documents {
        vocabulary.documents += 1;
        let phrases = phrases(document);
        let mut exact: Vec<&str> = phrases
            .iter()
            .flat_map(|p| p.tokens.iter().map(|t| t.exact.as_str()))
            .collect();
        exact.sort_unstable();
        exact.dedup();
        for form in exact {
            vocabulary.add(form, 1);
        }
        for phrase in phrases.iter().filter(|p| p.field.is_strong()) {
            for token in &phrase.tokens {
                vocabulary.add_strong(&token.key);
            }
            for window in phrase.tokens.windows(2) {
                if let [a, b] = window {
                    vocabulary.add_pair(&format!("{} {}", a.key, b.key));
                }
            }
        }
    }
}

/// A piece of the vocabulary, which is too long for one document.
#[derive(Debug, Serialize, Deserialize)]
pub struct Piece {
    /// Number of the piece.
    pub id: usize,
    /// How many pieces belong together.
    of: usize,
    text: String,
}

/// Bytes per piece.
const PIECE: usize = 200_000;

/// The vocabulary cut into pieces.
pub fn to_pieces(vocabulary: &Vocabulary) -> Result<Vec<Piece>, serde_json::Error> {
    let text: Vec<char> = serde_json::to_string(vocabulary)?.chars().collect();
    let parts: Vec<String> = text.chunks(PIECE).map(|part| part.iter().collect()).collect();
    let of = parts.len();
    Ok(parts
        .into_iter()
        .enumerate()
        .map(|(id, text)| Piece { id, of, text })
        .collect())
}

/// The vocabulary out of its pieces; `None` while some are missing.
pub fn from_pieces(mut pieces: Vec<Piece>) -> Option<Vocabulary> {
    pieces.sort_by_key(|piece| piece.id);
    let of = pieces.first()?.of;
    pieces.retain(|piece| piece.id < of);
    if pieces.len() != of {
        return None;
    }
    let text: String = pieces.into_iter().map(|piece| piece.text).collect();
    serde_json::from_str(&text).ok()
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::documents;
    use super::*;

    #[test]
    fn the_vocabulary_survives_its_pieces() {
        let mut vocabulary = Vocabulary::default();
        count_words(&mut vocabulary, &documents());
        let pieces = to_pieces(&vocabulary).expect("pieces");
        assert!(pieces.len() > 1);
        let read = from_pieces(pieces).expect("whole");
        assert!(read.knows("gom") && read.pairs_up("bat", "trang"));
        assert_eq!(read.documents, vocabulary.documents);
    }

    #[test]
    fn an_entry_gives_its_candidate_back() {
        let document = documents().remove(0);
        let json = serde_json::to_string(&Entry::of(&document)).expect("json");
        let stored: Stored = serde_json::from_str(&json).expect("stored");
        let candidate = stored.candidate().expect("a candidate");
        assert_eq!(candidate.card.slug, document.slug);
        assert_eq!(*candidate.features, *super::candidate::features(&document));
    }
}
