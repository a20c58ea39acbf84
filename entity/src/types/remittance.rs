//! How a line of a carrier's batch fits to an order.

use sea_orm::{DeriveActiveEnum, EnumIter, prelude::StringLen};
use serde::{Deserialize, Serialize};

/// How a line of a carrier's batch fits to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum RemittanceState {
    /// What had to be collected was.
    Exact,
    /// Less was collected.
    Short,
    /// More was collected.
    Over,
    /// The producer has no order of that number.
    Unknown,
    /// The order was handed over before.
    Repeated,
}

impl RemittanceState {
    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Short => "short",
            Self::Over => "over",
            Self::Unknown => "unknown",
            Self::Repeated => "repeated",
        }
    }
}
