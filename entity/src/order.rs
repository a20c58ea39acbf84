//! One producer's part of a purchase.

use sea_orm::entity::prelude::*;

use crate::{DeliveryMethod, OrderStatus, Vnd, Zone};

/// One producer's part of a purchase.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "orders")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The purchase.
    pub purchase_id: i64,
    /// Its place among the parts, from 1.
    pub position: i16,
    /// Number of the purchase with its place, unique.
    pub number: String,
    /// The producer.
    pub producer_id: i64,
    /// Name as it was.
    pub producer_name: String,
    /// Where it stands.
    pub status: OrderStatus,
    /// How it comes.
    pub delivery: DeliveryMethod,
    /// The sales point it is fetched from.
    pub pickup_place_id: Option<i64>,
    /// Its name and address as they were.
    pub pickup_name: Option<String>,
    /// The zone the fee was worked out for.
    pub zone: Option<Zone>,
    /// Goods.
    pub goods: Vnd,
    /// Delivery.
    pub shipping: Vnd,
    /// Taken off, whoever bears it.
    pub discount: Vnd,
    /// The part of it that the site bears.
    pub subsidy: Vnd,
    /// To pay.
    pub total: Vnd,
    /// Value-added tax inside the total.
    pub vat: Vnd,
    /// Commission as it was, hundredths of a per cent.
    pub commission_bps: i32,
    /// Commission.
    pub commission: Vnd,
    /// Weight, grams.
    pub weight_g: i64,
    /// Who carries it.
    pub carrier: Option<String>,
    /// The carrier's number.
    pub tracking_code: Option<String>,
    /// Goods are kept until then (UTC); empty once they are sold or let go.
    pub expires_at: Option<DateTimeUtc>,
    /// Since when it stands there (UTC).
    pub status_at: DateTimeUtc,
    /// Placed (UTC).
    pub placed_at: DateTimeUtc,
    /// Delivered (UTC).
    pub delivered_at: Option<DateTimeUtc>,
    /// Number of its receipt in the producer's own series.
    pub invoice_no: Option<i64>,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
