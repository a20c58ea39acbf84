//! One of the six groups (`ngành`) of QĐ 26/2026/QĐ-TTg.

use sea_orm::entity::prelude::*;

/// One of the six groups (`ngành`) of QĐ 26/2026/QĐ-TTg.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "product_groups")]
pub struct Model {
    /// 1 to 6.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// Address part, unique.
    pub slug: String,
    /// The number as the law writes it.
    pub roman: String,
    /// Vietnamese name.
    pub name_vi: String,
    /// English name.
    pub name_en: String,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
