//! What a complaint is about, and where it stands.

use sea_orm::{DeriveActiveEnum, EnumIter, prelude::StringLen};
use serde::{Deserialize, Serialize};

/// What a complaint is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum ComplaintTopic {
    /// Goods that are not as told.
    Goods,
    /// Delivery, money, return.
    Delivery,
    /// A page that is wrong: a star, an address, a story, a picture.
    Content,
    /// How a producer or sales point behaves.
    Seller,
    /// Personal data.
    Privacy,
    /// Anything else.
    Other,
}

impl ComplaintTopic {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 6] = [
        Self::Goods,
        Self::Delivery,
        Self::Content,
        Self::Seller,
        Self::Privacy,
        Self::Other,
    ];

    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Goods => "goods",
            Self::Delivery => "delivery",
            Self::Content => "content",
            Self::Seller => "seller",
            Self::Privacy => "privacy",
            Self::Other => "other",
        }
    }

    /// The topic of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.word() == word)
    }
}

/// Where a complaint stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum ComplaintStatus {
    /// Nobody has looked at it.
    New,
    /// Somebody took it on.
    Acknowledged,
    /// It was answered.
    Answered,
    /// Nothing more is to be done.
    Closed,
}

impl ComplaintStatus {
    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Acknowledged => "acknowledged",
            Self::Answered => "answered",
            Self::Closed => "closed",
        }
    }

    /// Whether the state may follow. An answer takes a complaint on as well; what is closed stays closed.
    pub const fn may_become(self, next: Self) -> bool {
        match self {
            Self::New => !matches!(next, Self::New),
            Self::Acknowledged => matches!(next, Self::Answered | Self::Closed),
            Self::Answered => matches!(next, Self::Closed),
            Self::Closed => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;

    use super::{ComplaintStatus, ComplaintTopic};

    #[test]
    fn every_way_ends_and_every_topic_is_offered() {
        assert_eq!(ComplaintTopic::iter().count(), ComplaintTopic::ALL.len());
        for state in ComplaintStatus::iter() {
            assert!(!state.may_become(state));
            assert_eq!(
                state.may_become(ComplaintStatus::Closed),
                state != ComplaintStatus::Closed
            );
        }
        assert_eq!(ComplaintTopic::parse("privacy"), Some(ComplaintTopic::Privacy));
        assert_eq!(ComplaintTopic::parse(""), None);
    }
}
