//! A group name of an older generation of rules and where it went.

use sea_orm::entity::prelude::*;

/// A group name of an older generation of rules and where it went.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "product_set_aliases")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// 1 (2018–2023) or 2 (2023–2026).
    pub generation: i16,
    /// The older name.
    pub name_vi: String,
    /// Folded name.
    pub search_key: String,
    /// The group of today.
    pub group_id: i64,
    /// The set of today, where one takes it all.
    pub set_id: Option<i64>,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
