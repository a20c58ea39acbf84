//! A line of an order, with everything copied: what changes later changes nothing here.

use sea_orm::entity::prelude::*;

use crate::Vnd;

/// A line of an order, with everything copied: what changes later changes nothing here.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "order_lines")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The order.
    pub order_id: i64,
    /// Its place, from 1.
    pub position: i16,
    /// The variant, while it exists.
    pub variant_id: Option<i64>,
    /// Address of the product as it was.
    pub product_slug: String,
    /// SKU as it was.
    pub sku: String,
    /// Name in Vietnamese as it was.
    pub name_vi: String,
    /// Name in English as it was.
    pub name_en: Option<String>,
    /// Size of the pack as it was.
    pub pack: Option<String>,
    /// Unit as it was.
    pub unit: String,
    /// Pieces.
    pub quantity: i64,
    /// Price of a piece, tax included.
    pub unit_price: Vnd,
    /// Pieces times price; for a part of a gift set its share of the set's price.
    pub goods: Vnd,
    /// Taken off.
    pub discount: Vnd,
    /// To pay.
    pub total: Vnd,
    /// Rate of value-added tax, hundredths of a per cent; empty: none is told.
    pub vat_bps: Option<i32>,
    /// Tax inside the total.
    pub vat: Vnd,
    /// Weight of all pieces, grams.
    pub weight_g: i64,
    /// Whether stock is counted; not for what is made to order.
    pub counted: bool,
    /// The gift set it is part of.
    pub bundle_name: Option<String>,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
