//! Kinds of product and of the things that own stories, pictures and slugs.

use sea_orm::{DeriveActiveEnum, EnumIter, prelude::StringLen};
use serde::{Deserialize, Serialize};

/// Goods are sold and shipped; a service (product set 26) is enquired about or booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(8))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum ProductKind {
    /// Something in a box.
    Goods,
    /// Something one goes to.
    Service,
}

/// What a story, a picture or an old slug belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(12))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum OwnerKind {
    /// A product.
    Product,
    /// A producer.
    Producer,
    /// A sales point, creative centre or craft village.
    Place,
    /// A fair.
    Event,
    /// A story (only for old slugs).
    Story,
}
