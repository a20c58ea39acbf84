//! Where an import of decisions stands, and what becomes of each of its lines.

use sea_orm::{DeriveActiveEnum, EnumIter, prelude::StringLen};
use serde::{Deserialize, Serialize};

/// Where an import of decisions stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum ImportStatus {
    /// Read and compared; no certificate was written.
    Preview,
    /// Its certificates stand.
    Applied,
    /// Its certificates were taken back.
    Undone,
    /// It was put away unused.
    Discarded,
}

impl ImportStatus {
    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Preview => "preview",
            Self::Applied => "applied",
            Self::Undone => "undone",
            Self::Discarded => "discarded",
        }
    }
}

/// What a line of an import means, compared with what stood there when it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum ImportVerdict {
    /// The first certificate of its product.
    New,
    /// The same stars anew.
    Renewal,
    /// More stars than before.
    Upgrade,
    /// Fewer stars than before.
    Downgrade,
    /// A period before the one that is known.
    Earlier,
    /// A certificate that is known, now with its decision.
    Proof,
    /// Known already, as it stands here.
    Unchanged,
    /// Something is wrong with it.
    Refused,
    /// Several products may be meant: somebody chooses, or it is left out.
    Ambiguous,
}

impl ImportVerdict {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 9] = [
        Self::Refused,
        Self::Ambiguous,
        Self::New,
        Self::Renewal,
        Self::Upgrade,
        Self::Downgrade,
        Self::Earlier,
        Self::Proof,
        Self::Unchanged,
    ];

    /// Those that write something.
    pub const WRITES: [Self; 6] = [
        Self::New,
        Self::Renewal,
        Self::Upgrade,
        Self::Downgrade,
        Self::Earlier,
        Self::Proof,
    ];

    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Renewal => "renewal",
            Self::Upgrade => "upgrade",
            Self::Downgrade => "downgrade",
            Self::Earlier => "earlier",
            Self::Proof => "proof",
            Self::Unchanged => "unchanged",
            Self::Refused => "refused",
            Self::Ambiguous => "ambiguous",
        }
    }

    /// The verdict of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.word() == word)
    }
}
