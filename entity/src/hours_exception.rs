//! Days on which a place keeps other hours, or none.

use sea_orm::entity::prelude::*;

/// Days on which a place keeps other hours, or none.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "hours_exceptions")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The place.
    pub place_id: i64,
    /// First day.
    pub date_from: Date,
    /// Last day.
    pub date_to: Date,
    /// Hours of those days in OSM syntax; empty: closed.
    #[sea_orm(column_type = "Text")]
    pub hours: Option<String>,
    /// Why, in Vietnamese.
    pub note_vi: Option<String>,
    /// Why, in English.
    pub note_en: Option<String>,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
