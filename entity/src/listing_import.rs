//! A table of listings that a producer sent: looked at, and written when they say so.

use sea_orm::entity::prelude::*;

/// A table of listings that a producer sent: looked at, and written when they say so.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "listing_imports")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Whose listings.
    pub producer_id: i64,
    /// Who sent it.
    pub actor: String,
    /// Names of columns that nobody knows, one a line.
    #[sea_orm(column_type = "Text")]
    pub ignored: String,
    /// Rows that were read: the sum of the next five.
    pub rows_read: i64,
    /// Rows with a product that is not there yet.
    pub new_products: i64,
    /// Rows with one more pack.
    pub new_packs: i64,
    /// Rows that change something.
    pub changed: i64,
    /// Rows that say what stands there.
    pub unchanged: i64,
    /// Rows with something wrong.
    pub refused: i64,
    /// Sent (UTC).
    pub created_at: DateTimeUtc,
    /// When it is forgotten (UTC).
    pub expires_at: DateTimeUtc,
    /// When somebody said that it is to be written (UTC).
    pub confirmed_at: Option<DateTimeUtc>,
    /// When the last row was written (UTC).
    pub written_at: Option<DateTimeUtc>,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
