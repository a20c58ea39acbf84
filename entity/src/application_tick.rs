//! The office has seen what a requirement asks for.

use sea_orm::entity::prelude::*;

/// The office has seen what a requirement asks for.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "application_ticks")]
pub struct Model {
    /// The application.
    #[sea_orm(primary_key, auto_increment = false)]
    pub application_id: i64,
    /// The requirement.
    #[sea_orm(primary_key, auto_increment = false)]
    pub requirement_id: i64,
    /// Who has seen it: `user:7`.
    pub actor: String,
    /// When (UTC).
    pub at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
