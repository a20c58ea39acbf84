//! How far a product travels by parcel.

use sea_orm::{DeriveActiveEnum, EnumIter, prelude::StringLen};
use serde::{Deserialize, Serialize};

use super::Zone;

/// How far a product travels by parcel. Its producer's own delivery and sales points are not bound by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryReach {
    /// Anywhere in Việt Nam.
    Anywhere,
    /// The north.
    North,
    /// Hà Nội.
    Hanoi,
    /// Nowhere: it is brought by its producer or fetched.
    ByHand,
}

impl DeliveryReach {
    /// Every reach, the widest first.
    pub const ALL: [Self; 4] = [Self::Anywhere, Self::North, Self::Hanoi, Self::ByHand];

    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Anywhere => "anywhere",
            Self::North => "north",
            Self::Hanoi => "hanoi",
            Self::ByHand => "by_hand",
        }
    }

    /// The reach of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reach| reach.word() == word)
    }

    /// Whether a parcel may go into a zone.
    pub const fn holds(self, zone: Zone) -> bool {
        match self {
            Self::Anywhere => true,
            Self::North => !matches!(zone, Zone::Nation),
            Self::Hanoi => matches!(zone, Zone::InnerHanoi | Zone::OuterHanoi),
            Self::ByHand => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_far_goes_near() {
        let zones = [Zone::InnerHanoi, Zone::OuterHanoi, Zone::North, Zone::Nation];
        let counts = DeliveryReach::ALL.map(|reach| zones.iter().filter(|zone| reach.holds(**zone)).count());
        assert_eq!(counts, [4, 3, 2, 0]);
        assert_eq!(DeliveryReach::parse("hanoi"), Some(DeliveryReach::Hanoi));
        assert_eq!(DeliveryReach::parse("moon"), None);
    }
}
