//! That a place is closed for a while, with the last day of it.

use sea_orm::entity::prelude::*;

/// That a place is closed for a while, with the last day of it.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "place_closures")]
pub struct Model {
    /// The place.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place_id: i64,
    /// First day closed.
    pub first_day: Date,
    /// Last day closed; the next one it opens by itself.
    pub last_day: Date,
    /// The exception to its hours that says so in the week.
    pub exception_id: Option<i64>,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
