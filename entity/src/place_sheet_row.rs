//! One line of a criteria sheet, with the words of its criterion as they stood.

use sea_orm::entity::prelude::*;

/// One line of a criteria sheet, with the words of its criterion as they stood.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "place_sheet_rows")]
pub struct Model {
    /// The sheet.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sheet_id: i64,
    /// Its place in the sheet.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// Part of the decision.
    pub block: String,
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
    /// Points given.
    pub points: Option<i32>,
    /// Whether it is met, where no points are given.
    pub met: Option<bool>,
    /// Remark.
    #[sea_orm(column_type = "Text")]
    pub note: String,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
