//! A place on the map: sales point, creative centre or craft village.

use sea_orm::entity::prelude::*;

use crate::{PlaceKind, PlaceStatus, Precision, PublicStatus};

/// A place on the map: sales point, creative centre or craft village.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "places")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Address part, unique.
    pub slug: String,
    /// What stands there.
    pub kind: PlaceKind,
    /// Kind of location 1 to 8 of QĐ 950/QĐ-BCT.
    pub location_type: Option<i16>,
    /// Present commune, where known.
    pub commune_id: Option<i64>,
    /// District before July 2025.
    pub former_district: Option<String>,
    /// Latitude, degrees.
    pub lat: Option<f64>,
    /// Longitude, degrees.
    pub lon: Option<f64>,
    /// How exact the position is.
    pub precision: Option<Precision>,
    /// Who runs it.
    pub operator: Option<String>,
    /// Day of opening.
    pub opened_on: Option<Date>,
    /// Weekly hours in OSM `opening_hours` syntax; empty: unknown.
    #[sea_orm(column_type = "Text")]
    pub opening_hours: Option<String>,
    /// Market days of the lunar month, separated by commas.
    pub lunar_days: Option<String>,
    /// Whether it can be visited.
    pub status: PlaceStatus,
    /// Day somebody last confirmed the record.
    pub last_confirmed_on: Option<Date>,
    /// Who confirmed it.
    pub confirmed_by: Option<String>,
    /// Criteria it was recognised under: 920, 950 or 6385.
    pub criteria: Option<String>,
    /// Decision of recognition.
    pub decision_no: Option<String>,
    /// Who recognised it.
    pub recognised_by: Option<String>,
    /// Floor area in square metres.
    pub floor_area_m2: Option<i32>,
    /// Telephone, E.164.
    pub phone: Option<String>,
    /// Web address, http or https.
    pub website: Option<String>,
    /// Facility keys separated by commas.
    pub facilities: String,
    /// BCP 47 tags of languages spoken, separated by commas.
    pub languages: String,
    /// Payment method keys separated by commas.
    pub payment_methods: String,
    /// Craft village it belongs to.
    pub village_id: Option<i64>,
    /// What the public sees.
    pub public: PublicStatus,
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

impl Model {
    /// A place that is still to be made, of which nothing is known: shown, and nobody has confirmed it.
    pub const fn blank(now: DateTimeUtc) -> Self {
        Self {
            id: 0,
            slug: String::new(),
            kind: PlaceKind::SalesPoint,
            location_type: None,
            commune_id: None,
            former_district: None,
            lat: None,
            lon: None,
            precision: None,
            operator: None,
            opened_on: None,
            opening_hours: None,
            lunar_days: None,
            status: PlaceStatus::Unverified,
            last_confirmed_on: None,
            confirmed_by: None,
            criteria: None,
            decision_no: None,
            recognised_by: None,
            floor_area_m2: None,
            phone: None,
            website: None,
            facilities: String::new(),
            languages: String::new(),
            payment_methods: String::new(),
            village_id: None,
            public: PublicStatus::Published,
            source: String::new(),
            verified: false,
            created_at: now,
            updated_at: now,
            revision: 0,
            edited_at: None,
        }
    }
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
