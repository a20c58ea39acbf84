//! A paper behind a certificate: the signed decision, a page of a newspaper. For the office alone.

use sea_orm::entity::prelude::*;

/// A paper behind a certificate: the signed decision, a page of a newspaper. For the office alone.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "certificate_papers")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The certificate.
    pub certificate_id: i64,
    /// Name of its file in the private store, unique.
    pub key: String,
    /// Media type.
    pub content_type: String,
    /// Who sent it: `user:7`.
    pub created_by: String,
    /// When it came (UTC).
    pub created_at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
