//! What a card company or bank told us, as it came: kept before it is read.

use sea_orm::entity::prelude::*;

/// What a card company or bank told us, as it came: kept before it is read.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "payment_notices")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Who: `stripe`, `bank`.
    pub provider: String,
    /// Its own number.
    pub notice_id: String,
    /// The bytes as text.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// When (UTC).
    pub received_at: DateTimeUtc,
    /// Worked off (UTC).
    pub handled_at: Option<DateTimeUtc>,
    /// What became of it.
    pub outcome: Option<String>,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
