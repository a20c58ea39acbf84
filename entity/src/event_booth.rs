//! A numbered booth of an event.

use sea_orm::entity::prelude::*;

/// A numbered booth of an event.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "event_booths")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The event.
    pub event_id: i64,
    /// Number on the plan, unique in the event.
    pub number: String,
    /// Who stands there.
    pub producer_id: Option<i64>,
    /// Who stands there, where it is no producer of ours.
    pub name: Option<String>,
    /// Column on the plan, from 1; empty: worked out from the number.
    pub plan_column: Option<i16>,
    /// Row on the plan, from 1; empty: worked out from the number.
    pub plan_row: Option<i16>,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
