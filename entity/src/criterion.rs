//! One criterion of a decision on places that sell OCOP goods; the operator keeps the list.

use sea_orm::entity::prelude::*;

/// One criterion of a decision on places that sell OCOP goods; the operator keeps the list.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "criteria")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The decision: 920, 950 or 6385.
    pub version: String,
    /// Part of the decision: `location`, `products` or `operation`.
    pub block: String,
    /// Its place in the list.
    pub position: i32,
    /// What is demanded, in Vietnamese.
    #[sea_orm(column_type = "Text")]
    pub text_vi: String,
    /// The same in English.
    #[sea_orm(column_type = "Text")]
    pub text_en: String,
    /// Points at most; empty: met or not.
    pub max_points: Option<i32>,
    /// Whether a place fails without it.
    pub required: bool,
    /// Whether its words were checked against the original decision.
    pub verified: bool,
    /// Whether it is asked for now.
    pub active: bool,
    /// Last changed (UTC).
    pub updated_at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
