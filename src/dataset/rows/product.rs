//! Goods and services (`products.csv`), with what the file says of their certificate.

use chrono::{Datelike as _, NaiveDate};
use entity::{ProductKind, Stars, Vnd};

use super::{Both, Row};
use crate::fields::{Fields, LINE, PARAGRAPH};
use crate::reason::Reason;
use crate::reference;
use crate::source::DataFile;
use foundation::kernel::fold::fold;

/// The programme began with QĐ 490/QĐ-TTg of 7 May 2018: no certificate is older.
const FIRST_YEAR: i32 = 2018;
/// Set of tourism services, which nobody ships.
const SERVICES: i64 = 26;
/// Dearest thing that is believed, in đồng.
const DEAREST: i64 = 100_000_000_000;

/// A product.
#[derive(Clone, Debug, PartialEq)]
pub struct ProductRow {
    /// Line in the file.
    pub line: u64,
    /// Address part.
    pub slug: String,
    /// Slug of its maker.
    pub producer: String,
    /// Product set, 1 to 26.
    pub set: i64,
    /// Goods or service.
    pub kind: ProductKind,
    /// Name.
    pub name: Both,
    /// What it is.
    pub summary: Both,
    /// Ingredients or materials, in Vietnamese.
    pub materials: Option<String>,
    /// Storage or care, in Vietnamese.
    pub care: Option<String>,
    /// Words it is also looked for by, stars left out: a star is a certificate.
    pub tags: Vec<String>,
    /// Its certificate, where it has stars.
    pub certificate: Option<CertificateFacts>,
    /// Year it was put forward, where only that is known.
    pub assessed_year: Option<i32>,
    /// Size of the pack as written.
    pub pack: Option<String>,
    /// What one piece is called.
    pub unit: String,
    /// Demonstration price.
    pub price: Vnd,
    /// Where this is said.
    pub source: String,
    /// Whether a source names the record.
    pub verified: bool,
}

/// What the file says of a certificate.
#[derive(Clone, Debug, PartialEq)]
pub struct CertificateFacts {
    /// 3, 4 or 5.
    pub stars: Stars,
    /// Four stars, waiting for the fifth.
    pub potential_five: bool,
    /// Year of recognition.
    pub year: Option<i32>,
    /// Number and day of the decision, as written.
    pub decision: Option<String>,
}

impl ProductRow {
    fn stars(fields: &mut Fields<'_>) -> Option<Stars> {
        let raw = fields.raw("stars");
        if raw.is_empty() {
            return None;
        }
        let stars = raw.parse().ok().and_then(Stars::new);
        if stars.is_none() {
            fields.refuse("stars", Reason::ImpossibleStars);
        }
        stars
    }

    fn set(fields: &mut Fields<'_>) -> i64 {
        let raw = fields.raw("subgroup");
        let number = raw.split(' ').next().and_then(|number| number.parse().ok());
        let Some(set) = number.and_then(reference::set) else {
            fields.refuse("subgroup", Reason::UnknownSet);
            return 0;
        };
        let group = fields.number("group", 1, 6);
        if fields.raw("group").is_empty() {
            fields.refuse("group", Reason::Required);
        } else if group.is_some_and(|group| group != set.group) {
            fields.refuse("subgroup", Reason::SetOfOtherGroup { group: set.group });
        }
        set.id
    }
}

impl Row for ProductRow {
    const FILE: DataFile = DataFile::Products;

    fn read(fields: &mut Fields<'_>, today: NaiveDate) -> Self {
        let set = Self::set(fields);
        let stars = Self::stars(fields);
        let year = fields.small("recognised_year", FIRST_YEAR, today.year());
        let decision = fields.optional("decision_or_certificate", LINE);
        let words = fields.words("tags", LINE);
        let summary = Both::read(fields, "summary_vi", "summary_en", PARAGRAPH);
        let said = [&summary.vi]
            .into_iter()
            .chain(&words)
            .chain(&decision)
            .any(|text| fold(text).contains("tiem nang 5 sao"));
        if fields.raw("demo_price_vnd").is_empty() {
            fields.refuse("demo_price_vnd", Reason::Required);
        }
        Self {
            line: fields.line(),
            slug: fields.slug("slug"),
            producer: fields.slug("producer_slug"),
            set,
            kind: if set == SERVICES {
                ProductKind::Service
            } else {
                ProductKind::Goods
            },
            name: Both::read(fields, "name_vi", "name_en", LINE),
            summary,
            materials: fields.optional("ingredients_or_materials", PARAGRAPH),
            care: fields.optional("storage_or_care", PARAGRAPH),
            tags: words.into_iter().filter(|tag| !is_star_tag(tag)).collect(),
            assessed_year: if stars.is_none() { year } else { None },
            certificate: stars.map(|stars| CertificateFacts {
                stars,
                potential_five: said && stars.get() == 4,
                year,
                decision,
            }),
            pack: fields.optional("pack_size", LINE),
            unit: fields.text("unit", 24),
            price: Vnd::new(fields.number("demo_price_vnd", 1, DEAREST).unwrap_or_default()),
            source: fields.source(),
            verified: fields.yes("verified"),
        }
    }

    fn line(&self) -> u64 {
        self.line
    }

    fn slug(&self) -> &str {
        &self.slug
    }
}

/// "5 sao", "tiềm năng 5 sao", "OCOP 4 sao": words that belong to a certificate.
fn is_star_tag(tag: &str) -> bool {
    let folded = fold(tag);
    let mut words = folded.split(' ').rev();
    words.next() == Some("sao") && words.next().is_some_and(|number| number.parse::<u8>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_are_no_tags() {
        for tag in ["5 sao", "tiềm năng 5 sao", "OCOP 4 sao", "4 Sao"] {
            assert!(is_star_tag(tag), "{tag}");
        }
        for tag in ["hoa sao", "J02", "trà sao", "sao", "5 saothủy"] {
            assert!(!is_star_tag(tag), "{tag}");
        }
    }
}
