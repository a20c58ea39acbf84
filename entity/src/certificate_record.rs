//! Says that a certificate is as the office left it: the data set does not touch it any more.

use sea_orm::entity::prelude::*;

/// Says that a certificate is as the office left it: the data set does not touch it any more.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "certificate_records")]
pub struct Model {
    /// The certificate.
    #[sea_orm(primary_key, auto_increment = false)]
    pub certificate_id: i64,
    /// The import it came with first; empty: it was recorded by hand.
    pub import_id: Option<i64>,
    /// Number of the decision that revoked it.
    pub revoked_decision: Option<String>,
    /// Who recorded it first: `user:7`.
    pub recorded_by: String,
    /// When that was (UTC).
    pub recorded_at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
