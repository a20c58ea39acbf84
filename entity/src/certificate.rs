//! An OCOP certificate of a product: stars, issuer, decision and dates, and how far it is believed.

use sea_orm::entity::prelude::*;

use crate::{EvidenceGrade, IssuerLevel, Stars};

/// An OCOP certificate of a product: stars, issuer, decision and dates, and how far it is believed.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "certificates")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The product.
    pub product_id: i64,
    /// Public code of the check page, unique.
    pub code: String,
    /// 3, 4 or 5.
    pub stars: Stars,
    /// Scored 90 or more by the city and waiting for the ministry: legally four stars.
    pub potential_five: bool,
    /// Who recognised it, where named.
    pub issuer: Option<String>,
    /// Level of the issuer, as of the date.
    pub issuer_level: Option<IssuerLevel>,
    /// Number of the decision, where named.
    pub decision_no: Option<String>,
    /// First day it can have been signed.
    pub issued_earliest: Option<Date>,
    /// Last day it can have been signed; equal to the first when the day is known.
    pub issued_latest: Option<Date>,
    /// Last valid day, counted from the first.
    pub expires_earliest: Option<Date>,
    /// Last valid day, counted from the last.
    pub expires_latest: Option<Date>,
    /// Day of revocation.
    pub revoked_on: Option<Date>,
    /// Why it was revoked.
    #[sea_orm(column_type = "Text")]
    pub revoked_reason: Option<String>,
    /// A signed decision, B press, C seller.
    pub grade: EvidenceGrade,
    /// Generation of rules, 1 to 3.
    pub generation: Option<i16>,
    /// Where this is said.
    #[sea_orm(column_type = "Text")]
    pub source: String,
    /// When it was recorded (UTC).
    pub recorded_at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
