//! What somebody agreed to or refused, for one purpose.

use sea_orm::entity::prelude::*;

/// What somebody agreed to or refused, for one purpose.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "consents")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Who, with an account.
    pub user_id: Option<i64>,
    /// With which purchase.
    pub purchase_id: Option<i64>,
    /// For what: `order`, `marketing`.
    pub purpose: String,
    /// Yes or no.
    pub granted: bool,
    /// Which wording was shown.
    pub text_version: String,
    /// When (UTC).
    pub at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
