//! Something sold or offered under the OCOP programme.

use sea_orm::entity::prelude::*;

use crate::{ProductKind, PublicStatus};

/// Something sold or offered under the OCOP programme.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "products")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Address part, unique.
    pub slug: String,
    /// Its maker.
    pub producer_id: i64,
    /// Product set, 1 to 26.
    pub set_id: i64,
    /// Goods or service.
    pub kind: ProductKind,
    /// What the public sees.
    pub status: PublicStatus,
    /// Words it is also looked for by, separated by semicolons.
    #[sea_orm(column_type = "Text")]
    pub tags: String,
    /// First month of its season, 1 to 12; empty: all year.
    pub season_from: Option<i16>,
    /// Last month of its season; may lie before the first (October to March).
    pub season_to: Option<i16>,
    /// Year it was put forward, where only that is known.
    pub assessed_year: Option<i32>,
    /// Where the facts come from: a URL or the name of a document.
    #[sea_orm(column_type = "Text")]
    pub source: String,
    /// Whether a source names the record.
    pub verified: bool,
    /// When the row was made (UTC).
    pub created_at: DateTimeUtc,
    /// When the row was last changed (UTC).
    pub updated_at: DateTimeUtc,
    /// The catalogue version of the last change: readers load what is newer than theirs.
    pub revision: i64,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
