//! Money expected for a purchase (card) or for one of its orders (cash, transfer).

use sea_orm::entity::prelude::*;

use crate::{PaymentMethod, PaymentStatus, Vnd};

/// Money expected for a purchase (card) or for one of its orders (cash, transfer).
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "payments")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The purchase.
    pub purchase_id: i64,
    /// How.
    pub method: PaymentMethod,
    /// Memo of a transfer or our reference with the card company, unique.
    pub reference: String,
    /// The card company's session.
    pub provider_ref: Option<String>,
    /// The card company's payment.
    pub provider_intent: Option<String>,
    /// Where the buyer pays.
    #[sea_orm(column_type = "Text")]
    pub redirect_url: Option<String>,
    /// Bank as it was.
    pub bank_bin: Option<String>,
    /// Account as it was.
    pub bank_account: Option<String>,
    /// Holder as it was.
    pub bank_holder: Option<String>,
    /// Expected.
    pub amount: Vnd,
    /// Come in.
    pub received: Vnd,
    /// Gone back.
    pub refunded: Vnd,
    /// Where it stands.
    pub status: PaymentStatus,
    /// Wanted until (UTC).
    pub expires_at: Option<DateTimeUtc>,
    /// Made (UTC).
    pub created_at: DateTimeUtc,
    /// Last moved (UTC).
    pub updated_at: DateTimeUtc,
}

/// None: joins are spelled out where they are made.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
