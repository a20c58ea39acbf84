//! A commune-level unit (ward, commune, special zone) with the dates it is in force.

use sea_orm::entity::prelude::*;

/// A commune-level unit (ward, commune, special zone) with the dates it is in force.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "communes")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Address part, unique.
    pub slug: String,
    /// Full Vietnamese name with its kind: "Phường Ba Đình".
    pub name: String,
    /// `phuong`, `xa` or `dac_khu`.
    pub kind: String,
    /// Two-digit code of the province, zero-padded: `01` is Hà Nội.
    pub province_code: String,
    /// National five-digit code, zero-padded, where known.
    pub code: Option<String>,
    /// Latitude of its middle, degrees.
    pub lat: f64,
    /// Longitude of its middle, degrees.
    pub lon: f64,
    /// First day in force.
    pub valid_from: Date,
    /// Last day in force; empty while it is.
    pub valid_to: Option<Date>,
    /// Vietnamese collation key, hex.
    pub sort_key: String,
    /// Folded name.
    pub search_key: String,
    /// Where the facts come from.
    #[sea_orm(column_type = "Text")]
    pub source: String,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
