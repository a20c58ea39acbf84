//! Legal form and public state of a producer.

use sea_orm::{DeriveActiveEnum, EnumIter, prelude::StringLen};
use serde::{Deserialize, Serialize};

/// The legal form of a producer (`chủ thể OCOP`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum LegalForm {
    /// Hợp tác xã.
    Cooperative,
    /// Tổ hợp tác.
    CooperativeGroup,
    /// Doanh nghiệp.
    Company,
    /// Hộ kinh doanh, hộ sản xuất.
    Household,
    /// Hội, hiệp hội.
    Association,
}

impl LegalForm {
    /// All of them, in the order people choose from.
    pub const ALL: [Self; 5] = [
        Self::Cooperative,
        Self::CooperativeGroup,
        Self::Company,
        Self::Household,
        Self::Association,
    ];

    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Cooperative => "cooperative",
            Self::CooperativeGroup => "cooperative_group",
            Self::Company => "company",
            Self::Household => "household",
            Self::Association => "association",
        }
    }

    /// The form of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.word() == word)
    }
}

/// What the public may see of a producer, product or story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum PublicStatus {
    /// Not shown yet.
    Draft,
    /// Shown everywhere.
    Published,
    /// Taken away for now; its page answers 404.
    Hidden,
    /// Gone for good; its page answers 410.
    Retired,
}

impl PublicStatus {
    /// Whether the state may follow. A retired record never comes back under its address.
    pub fn may_become(self, next: Self) -> bool {
        match self {
            Self::Draft => matches!(next, Self::Published | Self::Retired),
            Self::Published => matches!(next, Self::Hidden | Self::Retired),
            Self::Hidden => matches!(next, Self::Published | Self::Retired),
            Self::Retired => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;

    use super::PublicStatus;

    #[test]
    fn retirement_is_final_and_reachable_from_everywhere() {
        for status in PublicStatus::iter() {
            assert!(!PublicStatus::Retired.may_become(status));
            assert_eq!(
                status.may_become(PublicStatus::Retired),
                status != PublicStatus::Retired
            );
            assert!(!status.may_become(status), "a move changes something");
        }
    }
}
