//! What people are to the site, and what a mailed link is for.

use sea_orm::{DeriveActiveEnum, EnumIter, prelude::StringLen};
use serde::{Deserialize, Serialize};

/// What a person is to the programme office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    /// May do everything, and everything is written down.
    Operator,
    /// Reads all, verifies, reports.
    Officer,
}

impl StaffRole {
    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Officer => "officer",
        }
    }
}

/// What a person is to a producer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum MemberRole {
    /// Everything of this producer.
    Owner,
    /// Stock and orders only.
    Staff,
}

impl MemberRole {
    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Staff => "staff",
        }
    }
}

/// What a mailed link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum TokenPurpose {
    /// Proves the address of a new account.
    VerifyEmail,
    /// Proves a new address.
    ChangeEmail,
    /// Lets the password be set anew.
    ResetPassword,
}

impl TokenPurpose {
    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::VerifyEmail => "verify_email",
            Self::ChangeEmail => "change_email",
            Self::ResetPassword => "reset_password",
        }
    }
}
