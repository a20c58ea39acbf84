//! Makers (`producers.csv`).

use chrono::{Datelike as _, NaiveDate};
use entity::LegalForm;

use super::{Both, Row};
use crate::fields::{Fields, LINE, Position, STORY};
use crate::source::DataFile;

/// A maker with its story.
#[derive(Clone, Debug, PartialEq)]
pub struct ProducerRow {
    /// Line in the file.
    pub line: u64,
    /// Address part.
    pub slug: String,
    /// Full name.
    pub name: Both,
    /// Legal form.
    pub legal_form: LegalForm,
    /// Slug of the present commune.
    pub commune: Option<String>,
    /// Commune before July 2025.
    pub former_commune: Option<String>,
    /// District before July 2025.
    pub former_district: Option<String>,
    /// Where it is.
    pub position: Option<Position>,
    /// Year of foundation.
    pub founded_year: Option<i32>,
    /// Craft or field, in Vietnamese.
    pub craft: Option<String>,
    /// Its story.
    pub story: Option<Both>,
    /// Where this is said.
    pub source: String,
    /// Whether a source names the record.
    pub verified: bool,
}

impl Row for ProducerRow {
    const FILE: DataFile = DataFile::Producers;

    fn read(fields: &mut Fields<'_>, today: NaiveDate) -> Self {
        Self {
            line: fields.line(),
            slug: fields.slug("slug"),
            name: Both::read(fields, "name_vi", "name_en", LINE),
            legal_form: fields
                .word(
                    "kind",
                    &[
                        ("cooperative", LegalForm::Cooperative),
                        ("cooperative_group", LegalForm::CooperativeGroup),
                        ("company", LegalForm::Company),
                        ("household", LegalForm::Household),
                        ("association", LegalForm::Association),
                    ],
                    "cooperative, cooperative_group, company, household, association",
                )
                .unwrap_or(LegalForm::Household),
            commune: fields.optional_slug("commune_slug"),
            former_commune: fields.optional("former_commune", LINE),
            former_district: fields.optional("former_district", LINE),
            position: fields.position(),
            founded_year: fields.small("founded_year", 900, today.year()),
            craft: fields.optional("craft_or_field", LINE),
            story: fields.optional("story_vi", STORY).map(|vi| Both {
                vi,
                en: fields.optional("story_en", STORY),
            }),
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
