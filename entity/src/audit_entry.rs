//! One act of a person or of the system: who, when, what, before and after.

use sea_orm::entity::prelude::*;

/// One act of a person or of the system: who, when, what, before and after.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_entries")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// When (UTC).
    pub at: DateTimeUtc,
    /// Who: a person, a command or the system.
    pub actor: String,
    /// What was done, as a dotted verb.
    pub action: String,
    /// What it was done to.
    pub subject_kind: String,
    /// Key of what it was done to.
    pub subject_id: Option<i64>,
    /// The changed part before, as JSON.
    #[sea_orm(column_type = "Text")]
    pub before: Option<String>,
    /// The changed part after, as JSON.
    #[sea_orm(column_type = "Text")]
    pub after: Option<String>,
    /// Why, in the words of the actor.
    #[sea_orm(column_type = "Text")]
    pub reason: Option<String>,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
