//! A criteria sheet that was filled in for a place; it is never changed, a new one follows it.

use sea_orm::entity::prelude::*;

/// A criteria sheet that was filled in for a place; it is never changed, a new one follows it.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "place_sheets")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The place.
    pub place_id: i64,
    /// The decision: 920, 950 or 6385.
    pub version: String,
    /// Day of the assessment.
    pub assessed_on: Date,
    /// Who assessed.
    pub assessed_by: String,
    /// `meets`, `fails` or `open`.
    pub conclusion: String,
    /// Anything else.
    #[sea_orm(column_type = "Text")]
    pub note: String,
    /// Points in all.
    pub total: i32,
    /// Points at most.
    pub out_of: i32,
    /// Key of the form it came with: the same form is one sheet.
    pub idempotency_key: String,
    /// Who wrote it down, as the audit writes it.
    pub actor: String,
    /// When (UTC).
    pub created_at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
