//! A maker of OCOP goods: cooperative, company, household or association.

use sea_orm::entity::prelude::*;

use crate::{LegalForm, Precision, PublicStatus};

/// A maker of OCOP goods: cooperative, company, household or association.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "producers")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Address part, unique.
    pub slug: String,
    /// Legal form.
    pub legal_form: LegalForm,
    /// Present commune, where known.
    pub commune_id: Option<i64>,
    /// Commune before July 2025, as the source writes it.
    pub former_commune: Option<String>,
    /// District before July 2025.
    pub former_district: Option<String>,
    /// Latitude, degrees.
    pub lat: Option<f64>,
    /// Longitude, degrees.
    pub lon: Option<f64>,
    /// How exact the position is.
    pub precision: Option<Precision>,
    /// Year of foundation.
    pub founded_year: Option<i32>,
    /// What the public sees.
    pub status: PublicStatus,
    /// Where the facts come from: a URL or the name of a document.
    #[sea_orm(column_type = "Text")]
    pub source: String,
    /// Whether a source names the record.
    pub verified: bool,
    /// When the row was made (UTC).
    pub created_at: DateTimeUtc,
    /// When the row was last changed (UTC).
    pub updated_at: DateTimeUtc,
    /// The catalogue version of the last change: readers load what is newer than theirs.
    pub revision: i64,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
