//! How far a product travels and how much of it can be made: what its producer sets without review.

use sea_orm::entity::prelude::*;

use crate::DeliveryReach;

/// How far a product travels and how much of it can be made: what its producer sets without review. Without a row it
/// goes anywhere.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "product_terms")]
pub struct Model {
    /// The product.
    #[sea_orm(primary_key, auto_increment = false)]
    pub product_id: i64,
    /// How far it travels by parcel.
    pub reach: DeliveryReach,
    /// Pieces that can be made in a week.
    pub weekly_capacity: Option<i32>,
    /// Last changed (UTC).
    pub updated_at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
