//! What somebody means to buy. Of a person with an account, or of a browser.

use sea_orm::entity::prelude::*;

/// What somebody means to buy. Of a person with an account, or of a browser.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "carts")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// SHA-256 of the browser's token, hex; empty for a person's cart.
    pub token_hash: Option<String>,
    /// Whose.
    pub user_id: Option<i64>,
    /// Words that go with the goods.
    #[sea_orm(column_type = "Text")]
    pub gift_note: Option<String>,
    /// Coupon that was typed.
    pub coupon_code: Option<String>,
    /// Begun (UTC).
    pub created_at: DateTimeUtc,
    /// Last changed (UTC).
    pub updated_at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
