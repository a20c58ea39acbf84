//! Fairs (`events.csv`).

use chrono::NaiveDate;

use super::{Both, Row};
use crate::fields::{Fields, LINE, PARAGRAPH};
use crate::reason::Reason;
use crate::source::DataFile;
use foundation::kernel::fold::fold;

/// A fair.
#[derive(Clone, Debug, PartialEq)]
pub struct EventRow {
    /// Line in the file.
    pub line: u64,
    /// Address part.
    pub slug: String,
    /// Name.
    pub name: Both,
    /// Venue as the source writes it.
    pub venue: Option<String>,
    /// Slug of the commune.
    pub commune: Option<String>,
    /// First day.
    pub starts_on: Option<NaiveDate>,
    /// Last day.
    pub ends_on: Option<NaiveDate>,
    /// Number of booths.
    pub booths: Option<i32>,
    /// Region theme, where the name tells it.
    pub region: Option<&'static str>,
    /// What it is.
    pub description: Both,
    /// Where this is said.
    pub source: String,
    /// Whether a source names the record.
    pub verified: bool,
}

impl Row for EventRow {
    const FILE: DataFile = DataFile::Events;

    fn read(fields: &mut Fields<'_>, _today: NaiveDate) -> Self {
        let starts_on = fields.date("starts_on");
        let ends_on = fields.date("ends_on");
        let backwards = match (starts_on, ends_on) {
            (Some(start), Some(end)) => end < start,
            (None, Some(_)) => fields.raw("starts_on").is_empty(),
            _ => false,
        };
        if backwards {
            fields.refuse("ends_on", Reason::EndBeforeStart);
        }
        Self {
            line: fields.line(),
            slug: fields.slug("slug"),
            name: Both::read(fields, "name_vi", "name_en", LINE),
            venue: fields.optional("venue_vi", PARAGRAPH),
            commune: fields.optional_slug("commune_slug"),
            starts_on,
            ends_on,
            booths: fields.small("booths", 1, 100_000),
            region: region(&fold(fields.raw("name_vi"))),
            description: Both::read(fields, "description_vi", "description_en", PARAGRAPH),
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

/// The four regions of Kế hoạch 100/KH-UBND.
fn region(folded_name: &str) -> Option<&'static str> {
    [
        ("mien nui phia bac", "northern_mountains"),
        ("dong bang song hong", "red_river_delta"),
        ("mien trung", "central_highlands"),
        ("nam bo", "south"),
    ]
    .into_iter()
    .find(|(words, _)| folded_name.contains(words))
    .map(|(_, key)| key)
}
