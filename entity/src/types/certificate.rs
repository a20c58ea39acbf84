//! What an OCOP certificate says and how far it is believed.

use chrono::{Months, NaiveDate};
use sea_orm::{DeriveActiveEnum, DeriveValueType, EnumIter, prelude::StringLen};
use serde::{Deserialize, Serialize};

/// Stars on a certificate. Only 3, 4 and 5 are ever certified; one and two stars are a commune's
/// screening result and get no certificate (QĐ 148/QĐ-TTg, kept by QĐ 26/2026/QĐ-TTg).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType,
)]
#[serde(into = "i16", try_from = "i16")]
pub struct Stars(i16);

impl Stars {
    /// All that can be certified, best first.
    pub const ALL: [Self; 3] = [Self(5), Self(4), Self(3)];

    /// Stars, if a certificate may carry that number.
    pub fn new(stars: i16) -> Option<Self> {
        (3..=5).contains(&stars).then_some(Self(stars))
    }

    /// The number: 3, 4 or 5.
    pub const fn get(self) -> i16 {
        self.0
    }
}

impl From<Stars> for i16 {
    fn from(stars: Stars) -> Self {
        stars.0
    }
}

impl TryFrom<i16> for Stars {
    type Error = String;
    fn try_from(stars: i16) -> Result<Self, Self::Error> {
        Self::new(stars).ok_or_else(|| format!("{stars} stars cannot be certified"))
    }
}

/// Where a statement about a certificate comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(1))")]
pub enum EvidenceGrade {
    /// Matched with the signed decision.
    #[sea_orm(string_value = "A")]
    A,
    /// Reported by the press; no decision seen.
    #[sea_orm(string_value = "B")]
    B,
    /// Said by the seller alone.
    #[sea_orm(string_value = "C")]
    C,
}

/// The level of the body that recognised a product, as of the certificate's own date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum IssuerLevel {
    /// Former district (3 stars between 24/02/2023 and 30/06/2025).
    District,
    /// Province or city.
    Province,
    /// The ministry: five stars.
    National,
}

/// A day a certificate was signed, as exactly as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CertificateDay {
    /// First day it can have been.
    pub earliest: NaiveDate,
    /// Last day it can have been.
    pub latest: NaiveDate,
}

impl CertificateDay {
    /// A certificate lives this many months from the signing of its decision (QĐ 148, QĐ 26/2026).
    pub const VALIDITY_MONTHS: Months = Months::new(36);

    /// A day that is known exactly.
    pub const fn exact(day: NaiveDate) -> Self {
        Self {
            earliest: day,
            latest: day,
        }
    }

    /// Only the year is known. `None` for years no calendar holds.
    pub fn year(year: i32) -> Option<Self> {
        Some(Self {
            earliest: NaiveDate::from_ymd_opt(year, 1, 1)?,
            latest: NaiveDate::from_ymd_opt(year, 12, 31)?,
        })
    }

    /// The last valid day, counted from either end. A period in months ends with the same day of its
    /// last month (Bộ luật Dân sự 2015, Điều 148).
    pub fn expires(self) -> Option<Self> {
        Some(Self {
            earliest: self.earliest.checked_add_months(Self::VALIDITY_MONTHS)?,
            latest: self.latest.checked_add_months(Self::VALIDITY_MONTHS)?,
        })
    }
}
