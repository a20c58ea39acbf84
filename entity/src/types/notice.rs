//! What a keeper tells the office of a place, and what came of it.

use sea_orm::{DeriveActiveEnum, EnumIter, prelude::StringLen};
use serde::{Deserialize, Serialize};

/// What a keeper tells the office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(12))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// The place is closed for good.
    Closed,
    /// The place is somewhere else now.
    Moved,
}

impl NoticeKind {
    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Moved => "moved",
        }
    }
}

/// What came of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(12))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum NoticeOutcome {
    /// The office took the place off the map.
    Closed,
    /// The office shows the place as open.
    Open,
    /// The keeper took it back.
    Withdrawn,
}

impl NoticeOutcome {
    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Open => "open",
            Self::Withdrawn => "withdrawn",
        }
    }
}
