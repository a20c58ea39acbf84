//! Values of a row, judged and turned into types. Every getter returns something, a blank where it
//! refused: the refusal alone decides, since one refused value keeps its whole file out.

use std::collections::HashMap;
use std::str::FromStr;

use chrono::NaiveDate;
use entity::Precision;
use unicode_normalization::UnicodeNormalization;
use url::Url;

use super::provenance;
use super::reason::Reason;
use super::report::Refusal;
use super::table::Record;
use foundation::kernel::geo::{self, PositionFault};

/// Characters of an address part.
pub const SLUG: usize = 80;
/// Characters of a name or another line of text.
pub const LINE: usize = 160;
/// Characters of a paragraph.
pub const PARAGRAPH: usize = 2_000;
/// Characters of a story.
pub const STORY: usize = 20_000;

/// A point and how exactly it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Position {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// How exact.
    pub precision: Precision,
}

/// One row under judgement.
#[derive(Debug)]
pub struct Fields<'a> {
    columns: &'a [&'a str],
    record: &'a Record,
    refused: &'a mut Vec<Refusal>,
}

impl<'a> Fields<'a> {
    /// A row with the columns its values belong to, and where refusals go.
    pub fn new(columns: &'a [&'a str], record: &'a Record, refused: &'a mut Vec<Refusal>) -> Self {
        Self {
            columns,
            record,
            refused,
        }
    }

    /// Line of the row.
    pub fn line(&self) -> u64 {
        self.record.line
    }

    /// The value as it stands, without spaces around it.
    pub fn raw(&self, column: &str) -> &'a str {
        let at = self.columns.iter().position(|name| *name == column);
        at.and_then(|at| self.record.values.get(at))
            .map_or("", |value| value.trim())
    }

    /// Notes that a value cannot be taken.
    pub fn refuse(&mut self, column: &str, reason: Reason) {
        let value = self.raw(column);
        self.refused
            .push(Refusal::new(self.record.line, column, value, reason));
    }

    /// Text that must be there, in NFC.
    pub fn text(&mut self, column: &str, max: usize) -> String {
        let text = self.optional(column, max);
        if text.is_none() && self.raw(column).is_empty() {
            self.refuse(column, Reason::Required);
        }
        text.unwrap_or_default()
    }

    /// Text in NFC; `None` when nothing stands there.
    pub fn optional(&mut self, column: &str, max: usize) -> Option<String> {
        let raw = self.raw(column);
        if raw.is_empty() {
            return None;
        }
        let text: String = raw.replace("\r\n", "\n").nfc().collect();
        if text.chars().any(is_unwanted) {
            self.refuse(column, Reason::ControlCharacter);
        } else if text.chars().nth(max).is_some() {
            self.refuse(column, Reason::TooLong { max });
        }
        Some(text)
    }

    /// An address part that must be there.
    pub fn slug(&mut self, column: &str) -> String {
        let slug = self.optional_slug(column);
        if slug.is_none() {
            self.refuse(column, Reason::Required);
        }
        slug.unwrap_or_default()
    }

    /// An address part; `None` when nothing stands there.
    pub fn optional_slug(&mut self, column: &str) -> Option<String> {
        let raw = self.raw(column);
        if raw.is_empty() {
            return None;
        }
        if !is_slug(raw) {
            self.refuse(column, Reason::BadSlug);
        }
        Some(raw.to_owned())
    }

    /// Address parts between semicolons.
    pub fn slugs(&mut self, column: &str) -> Vec<String> {
        let mut slugs: Vec<String> = Vec::new();
        for slug in self
            .raw(column)
            .split(';')
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            if !is_slug(slug) {
                self.refuse(column, Reason::BadSlug);
            } else if !slugs.iter().any(|known| known == slug) {
                slugs.push(slug.to_owned());
            }
        }
        slugs
    }

    /// Words between semicolons, in NFC.
    pub fn words(&mut self, column: &str, max: usize) -> Vec<String> {
        let text = self.optional(column, max).unwrap_or_default();
        text.split(';')
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// One of a list of words.
    pub fn word<T: Copy>(&mut self, column: &str, words: &[(&str, T)], allowed: &'static str) -> Option<T> {
        let raw = self.raw(column);
        let found = words
            .iter()
            .find(|(word, _)| *word == raw)
            .map(|(_, value)| *value);
        if found.is_none() {
            self.refuse(column, Reason::UnknownWord { allowed });
        }
        found
    }

    /// `yes` or `no`.
    pub fn yes(&mut self, column: &str) -> bool {
        self.word(column, &[("yes", true), ("no", false)], "yes, no")
            .unwrap_or_default()
    }

    /// A whole number within bounds; `None` when nothing stands there.
    pub fn number(&mut self, column: &str, min: i64, max: i64) -> Option<i64> {
        let raw = self.raw(column);
        if raw.is_empty() {
            return None;
        }
        // `parse` takes a plus sign, which no spreadsheet writes on purpose.
        let number = i64::from_str(raw)
            .ok()
            .filter(|number| (min..=max).contains(number) && !raw.starts_with('+'));
        if number.is_none() {
            self.refuse(column, Reason::BadNumber { min, max });
        }
        number
    }

    /// A small whole number within bounds; `None` when nothing stands there.
    pub fn small(&mut self, column: &str, min: i32, max: i32) -> Option<i32> {
        self.number(column, min.into(), max.into())
            .and_then(|number| i32::try_from(number).ok())
    }

    /// A date written year-month-day; `None` when nothing stands there.
    pub fn date(&mut self, column: &str) -> Option<NaiveDate> {
        let raw = self.raw(column);
        if raw.is_empty() {
            return None;
        }
        let date = iso_date(raw);
        if date.is_none() {
            self.refuse(column, Reason::BadDate);
        }
        date
    }

    /// The point of the columns `lat`, `lon` and `coordinate_precision`; `None` when they are empty.
    pub fn position(&mut self) -> Option<Position> {
        let columns = ["lat", "lon", "coordinate_precision"];
        let given = columns.map(|column| !self.raw(column).is_empty());
        if given == [false; 3] {
            return None;
        }
        if let Some((column, _)) = columns.into_iter().zip(given).find(|(_, given)| !given) {
            self.refuse(column, Reason::HalfPosition);
            return None;
        }
        let precision = self.word(
            "coordinate_precision",
            &[
                ("door", Precision::Door),
                ("approximate", Precision::Approximate),
                ("centroid", Precision::Centroid),
            ],
            "door, approximate, centroid",
        );
        let (lat, lon) = (self.degrees("lat"), self.degrees("lon"));
        let (lat, lon) = (lat?, lon?);
        match geo::plausible(lat, lon) {
            Ok(_) => {}
            Err(PositionFault::Swapped) => self.refuse("lat", Reason::SwappedCoordinates),
            Err(PositionFault::Outside) => {
                let column = if geo::VIETNAM_LATITUDES.contains(&lat) {
                    "lon"
                } else {
                    "lat"
                };
                self.refuse(column, Reason::OutsideVietnam);
            }
        }
        Some(Position {
            lat,
            lon,
            precision: precision?,
        })
    }

    fn degrees(&mut self, column: &str) -> Option<f64> {
        let degrees = f64::from_str(self.raw(column))
            .ok()
            .filter(|degrees| degrees.is_finite());
        if degrees.is_none() {
            self.refuse(column, Reason::BadCoordinate);
        }
        degrees
    }

    /// The sources of the row, as they are shown: addresses and names of documents.
    pub fn source(&mut self) -> String {
        let text = self.text("source", PARAGRAPH);
        let mut parts = Vec::new();
        for part in text.split(" ; ").map(str::trim).filter(|part| !part.is_empty()) {
            let is_address = part.contains("://");
            if is_address && !is_web(part) {
                self.refuse("source", Reason::BadUrl);
            }
            parts.push(if is_address {
                part.to_owned()
            } else {
                provenance::document(part)
            });
        }
        parts.join(provenance::SEPARATOR)
    }
}

/// Refuses every slug that an earlier row of the file has. `rows` are line and slug.
pub fn refuse_twins<'a>(rows: impl Iterator<Item = (u64, &'a str)>, refused: &mut Vec<Refusal>) {
    let mut first: HashMap<&str, u64> = HashMap::new();
    for (line, slug) in rows.filter(|(_, slug)| !slug.is_empty()) {
        if let Some(earlier) = first.get(slug) {
            let reason = Reason::DuplicateSlug { line: *earlier };
            refused.push(Refusal::new(line, "slug", slug, reason));
        } else {
            first.insert(slug, line);
        }
    }
}

/// Year-month-day with all its zeroes, and nothing else.
fn iso_date(text: &str) -> Option<NaiveDate> {
    let shaped = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| {
            if matches!(at, 4 | 7) {
                byte == b'-'
            } else {
                byte.is_ascii_digit()
            }
        });
    shaped.then(|| NaiveDate::from_str(text).ok()).flatten()
}

fn is_slug(text: &str) -> bool {
    text.len() <= SLUG
        && text.split('-').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}

fn is_web(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host().is_some())
        && !text.contains(char::is_whitespace)
}

/// Control characters but the line feed, and those that hide or turn text around.
fn is_unwanted(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
