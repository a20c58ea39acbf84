//! What a buyer placed in one go: one or more orders, each of one producer.

use sea_orm::entity::prelude::*;

use crate::{Locale, PaymentMethod, Vnd};

/// What a buyer placed in one go: one or more orders, each of one producer.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "purchases")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Number with a check character, unique.
    pub number: String,
    /// Whose, with an account.
    pub user_id: Option<i64>,
    /// The key of the form: the same one never buys twice.
    pub idempotency_key: String,
    /// SHA-256 of what was sent with the key, hex.
    pub request_hash: String,
    /// Language of its messages.
    pub locale: Locale,
    /// Who receives.
    pub name: String,
    /// Where messages go.
    pub email: Option<String>,
    /// Telephone, E.164.
    pub phone: String,
    /// House number and street as typed; empty when everything is fetched.
    pub street: Option<String>,
    /// Present commune, where it is one we know.
    pub commune_id: Option<i64>,
    /// Ward or commune as typed.
    pub ward: Option<String>,
    /// District before July 2025, as typed.
    pub district: Option<String>,
    /// Province or city as typed.
    pub province: Option<String>,
    /// Words to the producers.
    #[sea_orm(column_type = "Text")]
    pub note: Option<String>,
    /// Words that go with the goods.
    #[sea_orm(column_type = "Text")]
    pub gift_note: Option<String>,
    /// How it is paid.
    pub method: PaymentMethod,
    /// Goods.
    pub goods: Vnd,
    /// Delivery.
    pub shipping: Vnd,
    /// Taken off.
    pub discount: Vnd,
    /// To pay.
    pub total: Vnd,
    /// Coupon that was used.
    pub coupon_code: Option<String>,
    /// Name for the invoice, where one was asked for.
    pub invoice_name: Option<String>,
    /// Tax code for the invoice.
    pub invoice_tax_code: Option<String>,
    /// Address for the invoice.
    pub invoice_address: Option<String>,
    /// Whether the buyer said to be 18 or older.
    pub adult: bool,
    /// Placed (UTC).
    pub placed_at: DateTimeUtc,
    /// When the person had the particulars erased (UTC).
    pub erased_at: Option<DateTimeUtc>,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
