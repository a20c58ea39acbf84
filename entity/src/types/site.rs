//! What the Ministry of Industry and Trade knows of the site, and which pages are the law's.

use sea_orm::{DeriveActiveEnum, EnumIter, prelude::StringLen};
use serde::{Deserialize, Serialize};

/// What the Ministry of Industry and Trade knows of the site.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum Badge {
    /// Nothing yet.
    #[default]
    None,
    /// It was notified ("Đã thông báo").
    Notified,
    /// It is registered ("Đã đăng ký").
    Registered,
}

impl Badge {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 3] = [Self::None, Self::Notified, Self::Registered];

    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Notified => "notified",
            Self::Registered => "registered",
        }
    }

    /// The badge of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|badge| badge.word() == word)
    }
}

/// A page that the law wants and whose words are the operator's.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumIter,
    DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum LegalPage {
    /// Rights and duties.
    Terms,
    /// Personal data.
    Privacy,
    /// How complaints are handled.
    Complaints,
    /// Delivery.
    Delivery,
    /// Returns and exchange.
    Returns,
    /// Prices and payment.
    Payment,
}

impl LegalPage {
    /// All of them, in the order of the footer.
    pub const ALL: [Self; 6] = [
        Self::Terms,
        Self::Privacy,
        Self::Complaints,
        Self::Delivery,
        Self::Returns,
        Self::Payment,
    ];

    /// The word it is stored as, which is its key in the table of addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Terms => "terms",
            Self::Privacy => "privacy",
            Self::Complaints => "complaints",
            Self::Delivery => "delivery",
            Self::Returns => "returns",
            Self::Payment => "payment",
        }
    }

    /// The page of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;

    use super::{Badge, LegalPage};

    #[test]
    fn every_word_leads_back() {
        assert_eq!(LegalPage::iter().count(), LegalPage::ALL.len());
        for page in LegalPage::iter() {
            assert_eq!(LegalPage::parse(page.word()), Some(page));
        }
        for badge in Badge::iter() {
            assert_eq!(Badge::parse(badge.word()), Some(badge));
        }
        assert_eq!(LegalPage::parse("ranking"), None);
    }
}
