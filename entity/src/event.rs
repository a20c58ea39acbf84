//! A fair or promotion event.

use sea_orm::entity::prelude::*;

use crate::PublicStatus;

/// A fair or promotion event.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "events")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Address part, unique.
    pub slug: String,
    /// Where, where known.
    pub commune_id: Option<i64>,
    /// First day; empty where the source names none.
    pub starts_on: Option<Date>,
    /// Last day.
    pub ends_on: Option<Date>,
    /// Latitude of the venue, degrees.
    pub lat: Option<f64>,
    /// Longitude of the venue, degrees.
    pub lon: Option<f64>,
    /// Number of booths.
    pub booths: Option<i32>,
    /// Region theme key.
    pub region: Option<String>,
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
    /// When the office last edited it (UTC): what it says then stands, whatever a data set says.
    pub edited_at: Option<DateTimeUtc>,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
