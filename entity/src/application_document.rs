//! A paper that came with an application; its file lies in the private store.

use sea_orm::entity::prelude::*;

/// A paper that came with an application; its file lies in the private store.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "application_documents")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The application.
    pub application_id: i64,
    /// What it shows.
    pub requirement_id: i64,
    /// Its name in the private store.
    pub key: String,
    /// What it is.
    pub content_type: String,
    /// Sent (UTC).
    pub created_at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
