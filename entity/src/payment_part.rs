//! An order's part in a payment.

use sea_orm::entity::prelude::*;

use crate::Vnd;

/// An order's part in a payment.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "payment_parts")]
pub struct Model {
    /// The payment.
    #[sea_orm(primary_key, auto_increment = false)]
    pub payment_id: i64,
    /// The order.
    #[sea_orm(primary_key, auto_increment = false)]
    pub order_id: i64,
    /// Expected for it.
    pub amount: Vnd,
    /// Come in for it.
    pub received: Vnd,
    /// Gone back from it.
    pub refunded: Vnd,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
