//! Where an enquiry stands.

use sea_orm::{DeriveActiveEnum, EnumIter, prelude::StringLen};
use serde::{Deserialize, Serialize};

/// Where an enquiry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum EnquiryStatus {
    /// The producer has to answer.
    New,
    /// The producer has answered.
    Answered,
    /// Nothing more is to be done.
    Closed,
}

impl EnquiryStatus {
    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Answered => "answered",
            Self::Closed => "closed",
        }
    }
}
