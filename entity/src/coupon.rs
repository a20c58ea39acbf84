//! A code that lowers what the buyer pays.

use sea_orm::entity::prelude::*;

use crate::{CouponKind, Vnd};

/// A code that lowers what the buyer pays.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "coupons")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Upper-case letters and digits.
    pub code: String,
    /// What it does.
    pub kind: CouponKind,
    /// Per cent (1 to 100) or đồng; 0 for free delivery.
    pub value: i64,
    /// The producer who gives it; empty: the site, which then bears it.
    pub producer_id: Option<i64>,
    /// Goods at least.
    pub min_goods: Vnd,
    /// How often it may be used.
    pub max_uses: Option<i64>,
    /// How often it was.
    pub used: i64,
    /// First day.
    pub valid_from: Date,
    /// Last day.
    pub valid_until: Option<Date>,
    /// Made (UTC).
    pub created_at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
