//! A picture that goes with a return; private.

use sea_orm::entity::prelude::*;

/// A picture that goes with a return; private.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "return_pictures")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The return.
    pub return_id: i64,
    /// Its key in the private store.
    pub key: String,
    /// Media type.
    pub content_type: String,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
