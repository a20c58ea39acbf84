//! A slug that something once had: its old address answers 301, once.

use sea_orm::entity::prelude::*;

use crate::OwnerKind;

/// A slug that something once had: its old address answers 301, once.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "slug_history")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// What had it.
    pub kind: OwnerKind,
    /// The old address part.
    pub old_slug: String,
    /// Key of what had it.
    pub owner_id: i64,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
