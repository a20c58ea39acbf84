//! A row of a table of listings that a producer sent, as it was judged.

use sea_orm::entity::prelude::*;

use crate::{ImportKind, ImportOutcome};

/// A row of a table of listings that a producer sent, as it was judged.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "listing_import_rows")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The table.
    pub import_id: i64,
    /// Line of the file or row of the sheet, the first being 1.
    pub line: i64,
    /// Rows about one product share it; written together.
    pub place: i32,
    /// What it comes to.
    pub kind: ImportKind,
    /// What became of it.
    pub outcome: ImportOutcome,
    /// The product, where it is there.
    pub product_id: Option<i64>,
    /// The pack, where it is there.
    pub variant_id: Option<i64>,
    /// Revision of the product's draft when it was judged; 0 while there was none.
    pub revision: i64,
    /// Name of the product, for people.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// Stock keeping unit, for people.
    #[sea_orm(column_type = "Text")]
    pub sku: String,
    /// What changes and what is wrong, as JSON.
    #[sea_orm(column_type = "Text")]
    pub content: String,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
