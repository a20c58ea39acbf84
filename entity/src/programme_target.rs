//! What the programme means to reach in a year, as its plan says.

use sea_orm::entity::prelude::*;

use crate::Measure;

/// What the programme means to reach in a year, as its plan says.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "programme_targets")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The year.
    pub year: i32,
    /// What is counted.
    pub measure: Measure,
    /// At least so many.
    pub low: i64,
    /// The upper end, where the plan names a span.
    pub high: Option<i64>,
    /// The plan: number and name of the document.
    #[sea_orm(column_type = "Text")]
    pub source: String,
    /// Grows with every change: who saves says which one they saw.
    pub revision: i64,
    /// When it was last changed (UTC).
    pub updated_at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
