//! How a producer sells: where money goes, how goods come, when it is closed.

use sea_orm::entity::prelude::*;

use crate::Vnd;

/// How a producer sells: where money goes, how goods come, when it is closed.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "producer_settings")]
pub struct Model {
    /// The producer.
    #[sea_orm(primary_key, auto_increment = false)]
    pub producer_id: i64,
    /// Telephone for orders, E.164.
    pub phone: Option<String>,
    /// Where messages about orders go.
    pub email: Option<String>,
    /// Bank by its six-digit BIN (NAPAS).
    pub bank_bin: Option<String>,
    /// Account number, up to 19 letters and digits.
    pub bank_account: Option<String>,
    /// Holder as the bank writes it.
    pub bank_holder: Option<String>,
    /// Takes cash on delivery.
    pub accepts_cod: bool,
    /// Takes transfers; needs the account.
    pub accepts_transfer: bool,
    /// Takes cards through the operator.
    pub accepts_card: bool,
    /// Commission on goods in hundredths of a per cent, frozen at sale.
    pub commission_bps: i32,
    /// How far it delivers itself, metres; empty: not at all.
    pub own_radius_m: Option<i32>,
    /// What own delivery costs.
    pub own_fee: Option<Vnd>,
    /// Goods above this amount are sent free.
    pub free_from: Option<Vnd>,
    /// First day of a holiday.
    pub closed_from: Option<Date>,
    /// Last day of a holiday.
    pub closed_until: Option<Date>,
    /// Pieces at which it is warned.
    pub low_stock_at: i32,
    /// When it was last changed (UTC).
    pub updated_at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
