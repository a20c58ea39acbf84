//! A line of an import of decisions, compared with what stood there when it was read.

use sea_orm::entity::prelude::*;

use crate::ImportVerdict;

/// A line of an import of decisions, compared with what stood there when it was read.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "certificate_import_rows")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The import.
    pub import_id: i64,
    /// Line of the file, from 1.
    pub line: i64,
    /// What stands in it, as JSON.
    #[sea_orm(column_type = "Text")]
    pub typed: String,
    /// What it means.
    pub verdict: ImportVerdict,
    /// The product it is about, where that is known.
    pub product_id: Option<i64>,
    /// The certificate it proves.
    pub certificate_id: Option<i64>,
    /// The certificate it makes, as JSON.
    #[sea_orm(column_type = "Text")]
    pub wanted: Option<String>,
    /// The certificate it was compared with, as it stood, as JSON.
    #[sea_orm(column_type = "Text")]
    pub before: Option<String>,
    /// The mark of all certificates of the product when it was compared.
    pub mark: Option<String>,
    /// What is wrong with it: columns and reasons, as JSON.
    #[sea_orm(column_type = "Text")]
    pub problems: Option<String>,
    /// Keys of products that may be meant, as JSON.
    #[sea_orm(column_type = "Text")]
    pub candidates: Option<String>,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
