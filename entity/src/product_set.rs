//! One of the 26 product sets (`bộ sản phẩm`) of QĐ 26/2026/QĐ-TTg, Phụ lục I.

use sea_orm::entity::prelude::*;

/// One of the 26 product sets (`bộ sản phẩm`) of QĐ 26/2026/QĐ-TTg, Phụ lục I.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "product_sets")]
pub struct Model {
    /// 1 to 26.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// Its group.
    pub group_id: i64,
    /// Address part, unique.
    pub slug: String,
    /// Vietnamese name.
    pub name_vi: String,
    /// English name.
    pub name_en: String,
    /// The class (`nhóm`) between group and set.
    pub class_vi: String,
    /// Ministry in charge.
    pub ministry: String,
    /// Whether goods of the set may travel by parcel.
    pub parcel: bool,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
