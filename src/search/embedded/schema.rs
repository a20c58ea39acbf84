//! The fields of the Tantivy index and what of a document goes into them.
//!
//! Words are analysed by us and handed over as tokens. Candidates are found by words in names and
//! titles and by pairs of neighbours anywhere; the rest is ranking, from the stored features.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use tantivy::TantivyDocument;
use tantivy::schema::{
    Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{PreTokenizedString, Token as IndexToken};

use super::super::analysis::{self, Phrase};
use super::super::candidate::{self, Card};
use super::super::document::Document;

/// The fields, by what they hold.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    /// `product-12`.
    pub key: Field,
    /// Facts to filter by, `kind:product`, `stars:4`.
    pub fact: Field,
    /// Price in đồng.
    pub price: Field,
    /// Latitude in degrees.
    pub lat: Field,
    /// Longitude in degrees.
    pub lon: Field,
    /// Folded words of titles.
    pub title: Field,
    /// Folded words of other names: tags, crafts, producers, places.
    pub name: Field,
    /// Folded words of descriptions.
    pub body: Field,
    /// Folded pairs of neighbours, anywhere.
    pub pair: Field,
    /// Folded pairs of neighbours in titles, tags and names.
    pub name_pair: Field,
    /// Exact forms, anywhere: the vocabulary.
    pub exact: Field,
    /// [`Card`] as JSON.
    pub card: Field,
    /// Packed phrases in Base64: texts are read at once, bytes of the document store one by one.
    pub features: Field,
}

/// The schema and its fields.
pub fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let words = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer("raw")
            .set_index_option(IndexRecordOption::WithFreqs)
            .set_fieldnorms(true),
    );
    let plain = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer("raw")
            .set_index_option(IndexRecordOption::Basic)
            .set_fieldnorms(false),
    );
    let fields = Fields {
        key: builder.add_text_field("key", STRING),
        fact: builder.add_text_field("fact", plain.clone()),
        price: builder.add_i64_field("price", INDEXED),
        lat: builder.add_f64_field("lat", INDEXED),
        lon: builder.add_f64_field("lon", INDEXED),
        title: builder.add_text_field("title", words.clone()),
        name: builder.add_text_field("name", words.clone()),
        body: builder.add_text_field("body", words),
        pair: builder.add_text_field("pair", plain.clone()),
        name_pair: builder.add_text_field("name_pair", plain.clone()),
        exact: builder.add_text_field("exact", plain),
        card: builder.add_text_field("card", STORED),
        features: builder.add_text_field("features", STORED),
    };
    (builder.build(), fields)
}

/// A document as Tantivy takes it.
pub fn to_index(document: &Document, fields: &Fields) -> Result<TantivyDocument, serde_json::Error> {
    let phrases = analysis::phrases(document);
    let mut out = TantivyDocument::new();
    out.add_text(fields.key, document.key().term());
    for fact in candidate::facts_of(document) {
        out.add_text(fields.fact, fact);
    }
    if let Some(price) = document.price {
        out.add_i64(fields.price, price);
    }
    if let (Some(lat), Some(lon)) = (document.lat, document.lon) {
        out.add_f64(fields.lat, lat);
        out.add_f64(fields.lon, lon);
    }
    let words = |wanted: &dyn Fn(analysis::Field) -> bool| -> Vec<String> {
        phrases
            .iter()
            .filter(|p| wanted(p.field))
            .flat_map(|p| p.tokens.iter().map(|t| t.key.clone()))
            .collect()
    };
    let is_title = |f| matches!(f, analysis::Field::Title | analysis::Field::TitleEn);
    let is_body = |f| {
        matches!(
            f,
            analysis::Field::Body | analysis::Field::Background | analysis::Field::Carried
        )
    };
    out.add_pre_tokenized_text(fields.title, tokenized(words(&is_title)));
    out.add_pre_tokenized_text(fields.name, tokenized(words(&|f| !is_title(f) && !is_body(f))));
    out.add_pre_tokenized_text(fields.body, tokenized(words(&is_body)));
    out.add_pre_tokenized_text(fields.pair, tokenized(pairs(phrases.iter())));
    let strong = phrases.iter().filter(|p| p.field.is_strong());
    out.add_pre_tokenized_text(fields.name_pair, tokenized(pairs(strong)));
    let mut exact: Vec<String> = phrases
        .iter()
        .flat_map(|p| p.tokens.iter().map(|t| t.exact.clone()))
        .collect();
    exact.sort_unstable();
    exact.dedup();
    out.add_pre_tokenized_text(fields.exact, tokenized(exact));
    out.add_text(fields.card, serde_json::to_string(&Card::of(document))?);
    out.add_text(
        fields.features,
        STANDARD_NO_PAD.encode(candidate::features(document)),
    );
    Ok(out)
}

fn pairs<'a>(phrases: impl Iterator<Item = &'a Phrase>) -> Vec<String> {
    let mut out: Vec<String> = phrases
        .flat_map(|phrase| phrase.tokens.windows(2))
        .filter_map(|pair| match pair {
            [a, b] => Some(format!("{} {}", a.key, b.key)),
            _ => None,
        })
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

fn tokenized(words: Vec<String>) -> PreTokenizedString {
    let tokens = words
        .into_iter()
        .enumerate()
        .map(|(position, text)| IndexToken {
            offset_from: 0,
            offset_to: 0,
            position,
            text,
            position_length: 1,
        })
        .collect();
    PreTokenizedString {
        text: String::new(),
        tokens,
    }
}
