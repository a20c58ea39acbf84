//! One thing one can put into a cart: a pack of a product with its SKU and price.

use sea_orm::entity::prelude::*;

use crate::Vnd;

/// One thing one can put into a cart: a pack of a product with its SKU and price.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "variants")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The product.
    pub product_id: i64,
    /// Stock keeping unit, unique.
    pub sku: String,
    /// Order among its siblings, from 0.
    pub position: i16,
    /// Size of the pack as written: "500 g".
    pub pack: Option<String>,
    /// What one piece is called: hộp, chiếc, kg.
    pub unit: String,
    /// Price of one piece, tax included.
    pub price: Vnd,
    /// Whether the price is a demonstration value.
    pub demo_price: bool,
    /// Net weight in grams.
    pub weight_g: Option<i32>,
    /// Net volume in millilitres.
    pub volume_ml: Option<i32>,
    /// GTIN, 8 to 14 digits.
    pub gtin: Option<String>,
    /// Rate of value-added tax inside the price, hundredths of a per cent; empty: none is told.
    pub vat_bps: Option<i32>,
    /// How many pieces one order may have at most.
    pub max_per_order: Option<i32>,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
