//! How often something was tried of late: sign-ins of an account, of an address.

use sea_orm::entity::prelude::*;

/// How often something was tried of late: sign-ins of an account, of an address.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "throttles")]
pub struct Model {
    /// What is counted: `sign-in:account:…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// Tries in the window.
    pub count: i32,
    /// Begin of the window (UTC).
    pub window_from: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
