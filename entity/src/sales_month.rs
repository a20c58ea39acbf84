//! What a producer sold of a product in a month: worked out from the orders, never written by hand.

use sea_orm::entity::prelude::*;

use crate::Vnd;

/// What a producer sold of a product in a month: worked out from the orders, never written by hand.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sales_months")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// First day of the month, in Việt Nam.
    pub month: Date,
    /// The producer.
    pub producer_id: i64,
    /// The product; empty for lines whose product is known no more.
    pub product_id: Option<i64>,
    /// Its set when this was worked out.
    pub set_id: Option<i64>,
    /// Orders with it.
    pub orders: i64,
    /// Pieces.
    pub pieces: i64,
    /// Goods as they were sold, less what was taken off, without delivery.
    pub turnover: Vnd,
    /// The part of it that went back.
    pub refunded: Vnd,
    /// When it was worked out (UTC).
    pub made_at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
