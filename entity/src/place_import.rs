//! A file of places that was read and waits for a word to write it.

use sea_orm::entity::prelude::*;

/// A file of places that was read and waits for a word to write it.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "place_imports")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Who sent it, as the audit writes it.
    pub actor: String,
    /// When (UTC).
    pub created_at: DateTimeUtc,
    /// When it was written (UTC); empty: it was not.
    pub applied_at: Option<DateTimeUtc>,
    /// Its records with the revisions that were seen, as JSON.
    #[sea_orm(column_type = "Text")]
    pub lines: String,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
