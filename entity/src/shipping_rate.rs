//! What a parcel costs: by zone and weight, for everybody or for one producer.

use sea_orm::entity::prelude::*;

use crate::{Vnd, Zone};

/// What a parcel costs: by zone and weight, for everybody or for one producer.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "shipping_rates")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The producer it overrides the common table for.
    pub producer_id: Option<i64>,
    /// Where to.
    pub zone: Zone,
    /// Weight up to and including, grams.
    pub up_to_g: i32,
    /// Fee.
    pub fee: Vnd,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
