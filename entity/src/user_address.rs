//! An address somebody keeps for the next order.

use sea_orm::entity::prelude::*;

/// An address somebody keeps for the next order.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "user_addresses")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Whose.
    pub user_id: i64,
    /// Who receives.
    pub name: String,
    /// Telephone, E.164.
    pub phone: String,
    /// House number, hamlet, street, as typed.
    pub street: String,
    /// Present commune, where it is one we know.
    pub commune_id: Option<i64>,
    /// Ward or commune as typed.
    pub ward: String,
    /// District before July 2025, as typed.
    pub district: Option<String>,
    /// Province or city as typed.
    pub province: String,
    /// Offered first.
    pub preferred: bool,
    /// Kept since (UTC).
    pub created_at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
