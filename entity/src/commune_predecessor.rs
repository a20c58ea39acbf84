//! A district (and commune, where known) that a present unit lies in, before 1 July 2025. Many to many: never convert an address by name alone.

use sea_orm::entity::prelude::*;

/// A district (and commune, where known) that a present unit lies in, before 1 July 2025. Many to many: never convert an address by name alone.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "commune_predecessors")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The present unit.
    pub commune_id: i64,
    /// Name of the former district, without its kind.
    pub former_district: String,
    /// Name of the former commune, where a source names it.
    pub former_commune: Option<String>,
    /// Folded names.
    pub search_key: String,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
