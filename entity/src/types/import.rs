//! What a row of a table of listings comes to, and what became of it.

use sea_orm::{DeriveActiveEnum, EnumIter, prelude::StringLen};
use serde::{Deserialize, Serialize};

/// What a row of a table of listings comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// A product that is not there yet.
    NewProduct,
    /// One more pack of a product.
    NewPack,
    /// Something that is there changes.
    Changed,
    /// It says what stands there.
    Unchanged,
    /// Something is wrong with it.
    Refused,
}

impl ImportKind {
    /// Every kind, in the order they are told of.
    pub const ALL: [Self; 5] = [
        Self::NewProduct,
        Self::NewPack,
        Self::Changed,
        Self::Unchanged,
        Self::Refused,
    ];

    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NewProduct => "new_product",
            Self::NewPack => "new_pack",
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
            Self::Refused => "refused",
        }
    }

    /// Whether there is something to write.
    pub const fn writes(self) -> bool {
        matches!(self, Self::NewProduct | Self::NewPack | Self::Changed)
    }
}

/// What became of a row of a table of listings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum ImportOutcome {
    /// There is nothing to write.
    Nothing,
    /// It waits for a word.
    Waiting,
    /// It is written.
    Written,
    /// What it would change is not what was shown any more, or may not be changed so.
    Left,
}
