//! Typed rows of each file. Pure: from records to rows or refusals, with no database in sight.

mod commune;
mod event;
mod place;
mod producer;
mod product;

pub use commune::CommuneRow;
pub use event::EventRow;
pub use place::{PlaceRow, SalesPointRow, VillageRow};
pub use producer::ProducerRow;
pub use product::{CertificateFacts, ProductRow};

use chrono::NaiveDate;
use entity::Locale;

use super::fields::{Fields, refuse_twins};
use super::report::Refusal;
use super::source::DataFile;
use super::table;

/// A text in both languages; English may be missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Both {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: Option<String>,
}

impl Both {
    /// The pair of columns `{stem}_vi`, which must be filled, and `{stem}_en`.
    fn read(fields: &mut Fields<'_>, vi: &str, en: &str, max: usize) -> Self {
        Self {
            vi: fields.text(vi, max),
            en: fields.optional(en, max),
        }
    }

    /// The text in a language, if there is one.
    pub fn get(&self, locale: Locale) -> Option<&str> {
        match locale {
            Locale::Vi => Some(&self.vi),
            Locale::En => self.en.as_deref(),
        }
    }

    /// The text in a language, or the Vietnamese one.
    pub fn or_vi(&self, locale: Locale) -> &str {
        self.get(locale).unwrap_or(&self.vi)
    }
}

/// A row that comes from a file and has an address part.
pub trait Row: Sized {
    /// The file it comes from.
    const FILE: DataFile;

    /// Reads the row; what is wrong goes into the fields' refusals. `today` bounds years.
    fn read(fields: &mut Fields<'_>, today: NaiveDate) -> Self;

    /// Its line in the file.
    fn line(&self) -> u64;

    /// Its address part.
    fn slug(&self) -> &str;
}

/// Reads a whole file, or says all that is wrong with it.
pub fn parse<R: Row>(bytes: &[u8], today: NaiveDate) -> Result<Vec<R>, Vec<Refusal>> {
    let columns = R::FILE.columns();
    let records = table::read(bytes, columns)?;
    let mut refused = Vec::new();
    let rows: Vec<R> = records
        .iter()
        .map(|record| R::read(&mut Fields::new(columns, record, &mut refused), today))
        .collect();
    refuse_twins(rows.iter().map(|row| (row.line(), row.slug())), &mut refused);
    refused.sort_by_key(|refusal| refusal.line);
    if refused.is_empty() {
        Ok(rows)
    } else {
        Err(refused)
    }
}
