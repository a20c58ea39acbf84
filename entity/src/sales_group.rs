//! What the whole site sold in a month, by group and altogether: what the report of sales shows.

use sea_orm::entity::prelude::*;

use crate::Vnd;

/// What the whole site sold in a month, by group and altogether: what the report of sales shows.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sales_groups")]
pub struct Model {
    /// First day of the month, in Việt Nam.
    #[sea_orm(primary_key, auto_increment = false)]
    pub month: Date,
    /// The group, 1 to 6; 0 is everything, also what belongs to no group any more.
    #[sea_orm(primary_key, auto_increment = false)]
    pub group_id: i64,
    /// Orders with goods of it. An order with goods of two groups counts in both, and once in everything.
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
