//! What the office wants to see before somebody may sell, or before a product of some sets is public.

use sea_orm::entity::prelude::*;

use crate::LegalForm;

/// What the office wants to see before somebody may sell, or before a product of some sets is public.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "requirements")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// What it is, in Vietnamese.
    #[sea_orm(column_type = "Text")]
    pub label_vi: String,
    /// The same in English.
    #[sea_orm(column_type = "Text")]
    pub label_en: String,
    /// Only for this legal form; empty: for all.
    pub legal_form: Option<LegalForm>,
    /// Product sets whose listings need it, `5,6,21`; empty: it is asked of applications to sell.
    #[sea_orm(column_type = "Text")]
    pub sets: String,
    /// Whether nobody is approved, or no listing handed in, without it.
    pub required: bool,
    /// Its place in the list.
    pub position: i32,
    /// Whether it is asked for now.
    pub active: bool,
    /// Last changed (UTC).
    pub updated_at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
