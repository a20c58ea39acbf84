//! A move of an application: who, when, from where to where.

use sea_orm::entity::prelude::*;

use crate::ApplicationStatus;

/// A move of an application: who, when, from where to where.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "application_events")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The application.
    pub application_id: i64,
    /// When (UTC).
    pub at: DateTimeUtc,
    /// Who: `user:7`.
    pub actor: String,
    /// Where it stood.
    pub from_status: ApplicationStatus,
    /// Where it stands since.
    pub to_status: ApplicationStatus,
    /// What was said with it.
    #[sea_orm(column_type = "Text")]
    pub note: Option<String>,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
