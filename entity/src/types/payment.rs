//! How money moves, and where it stands.

use sea_orm::{DeriveActiveEnum, EnumIter, prelude::StringLen};
use serde::{Deserialize, Serialize};

/// How a purchase is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum PaymentMethod {
    /// Cash to whoever brings it.
    Cod,
    /// A transfer to each producer, by VietQR.
    BankTransfer,
    /// A card, collected by the operator.
    Card,
}

impl PaymentMethod {
    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Cod => "cod",
            Self::BankTransfer => "bank_transfer",
            Self::Card => "card",
        }
    }
}

/// Where a payment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum PaymentStatus {
    /// Nothing has come.
    Pending,
    /// Less than wanted has come.
    Partial,
    /// What was wanted has come.
    Paid,
    /// More than wanted has come.
    Over,
    /// Nothing is wanted any more.
    Cancelled,
}

impl PaymentStatus {
    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Partial => "partial",
            Self::Paid => "paid",
            Self::Over => "over",
            Self::Cancelled => "cancelled",
        }
    }
}

/// What became of a line of a bank statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum BankLineState {
    /// It belongs to a payment.
    Matched,
    /// Nobody knows yet what it is for.
    Unmatched,
    /// It has nothing to do with us.
    Ignored,
}

impl BankLineState {
    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Matched => "matched",
            Self::Unmatched => "unmatched",
            Self::Ignored => "ignored",
        }
    }
}

/// Where a refund stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum RefundStatus {
    /// It has to be sent.
    Asked,
    /// It is gone.
    Done,
    /// It was refused; a person has to look.
    Failed,
}

impl RefundStatus {
    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }
}

/// Whose money a line of the ledger is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum LedgerAccount {
    /// What a producer has got or is owed.
    Producer,
    /// What the site keeps.
    Commission,
    /// Delivery that is paid and not yet due.
    Shipping,
    /// What the site gives: negative.
    Subsidy,
}

impl LedgerAccount {
    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Producer => "producer",
            Self::Commission => "commission",
            Self::Shipping => "shipping",
            Self::Subsidy => "subsidy",
        }
    }
}

/// Who has the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum Custody {
    /// It went straight to the producer.
    Producer,
    /// The operator collected it and owes it on.
    Operator,
}

impl Custody {
    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Producer => "producer",
            Self::Operator => "operator",
        }
    }
}

/// Where a payout stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum PayoutStatus {
    /// Its lines are claimed; it has to be sent.
    Claimed,
    /// It is sent.
    Paid,
}

impl PayoutStatus {
    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Claimed => "claimed",
            Self::Paid => "paid",
        }
    }
}
