//! A run that works the figures of sales out anew, month by month.

use sea_orm::entity::prelude::*;

use crate::SalesRunState;

/// A run that works the figures of sales out anew, month by month.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sales_runs")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Where it stands. One runs at a time.
    pub state: SalesRunState,
    /// First day of its first month.
    pub first_month: Date,
    /// Months that are done.
    pub done: i32,
    /// Months it has.
    pub total: i32,
    /// Whether it is about all months there are.
    pub whole: bool,
    /// Who asked: `user:7`, `system`.
    pub actor: String,
    /// When (UTC).
    pub started_at: DateTimeUtc,
    /// When the last month was done (UTC).
    pub finished_at: Option<DateTimeUtc>,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
