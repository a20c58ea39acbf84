//! Kinds and states of places, and how exactly a position is known.

use sea_orm::{DeriveActiveEnum, EnumIter, prelude::StringLen};
use serde::{Deserialize, Serialize};

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(20))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// Điểm giới thiệu và bán sản phẩm OCOP (QĐ 950/QĐ-BCT).
    SalesPoint,
    /// Trung tâm thiết kế sáng tạo, giới thiệu, quảng bá và bán sản phẩm OCOP (QĐ 6385/QĐ-UBND).
    CreativeCentre,
    /// Làng nghề.
    CraftVillage,
}

/// Whether the place can be visited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(20))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum PlaceStatus {
    /// In operation, as last confirmed.
    Open,
    /// Known from a source, not confirmed by anybody yet.
    Unverified,
    /// Closed for a while.
    TemporarilyClosed,
    /// Closed for good.
    Closed,
}

/// How exactly a position is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(12))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// The door.
    Door,
    /// The street or the village.
    Approximate,
    /// The middle of the (former) commune.
    Centroid,
}
