//! Wards and communes (`communes.csv`).

use chrono::NaiveDate;

use super::Row;
use crate::fields::{Fields, LINE, PARAGRAPH};
use crate::reason::Reason;
use crate::source::DataFile;

/// A commune-level unit.
#[derive(Clone, Debug, PartialEq)]
pub struct CommuneRow {
    /// Line in the file.
    pub line: u64,
    /// Address part.
    pub slug: String,
    /// Full name with its kind.
    pub name: String,
    /// `phuong`, `xa` or `dac_khu`.
    pub kind: &'static str,
    /// Districts before July 2025 that it lies in.
    pub former_districts: Vec<String>,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Where this is said.
    pub source: String,
}

impl Row for CommuneRow {
    const FILE: DataFile = DataFile::Communes;

    fn read(fields: &mut Fields<'_>, _today: NaiveDate) -> Self {
        let position = fields.position();
        if position.is_none() && fields.raw("lat").is_empty() {
            fields.refuse("lat", Reason::Required);
        }
        fields.yes("verified");
        Self {
            line: fields.line(),
            slug: fields.slug("slug"),
            name: fields.text("name_vi", LINE),
            kind: fields
                .word(
                    "kind",
                    &[("phuong", "phuong"), ("xa", "xa"), ("dac_khu", "dac_khu")],
                    "phuong, xa, dac_khu",
                )
                .unwrap_or_default(),
            former_districts: fields.words("former_districts", PARAGRAPH),
            lat: position.map_or(0.0, |position| position.lat),
            lon: position.map_or(0.0, |position| position.lon),
            source: fields.source(),
        }
    }

    fn line(&self) -> u64 {
        self.line
    }

    fn slug(&self) -> &str {
        &self.slug
    }
}
