//! The two languages of the site.

use sea_orm::{DeriveActiveEnum, EnumIter, prelude::StringLen};
use serde::{Deserialize, Serialize};

/// A language of content and of pages. Vietnamese is the source; English may be missing.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    EnumIter,
    DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(2))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum Locale {
    /// Vietnamese, without a prefix in addresses.
    Vi,
    /// English, under `/en`.
    En,
}

impl Locale {
    /// Both, the source first.
    pub const ALL: [Self; 2] = [Self::Vi, Self::En];

    /// The BCP 47 tag: `vi` or `en`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// The other language.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Vi => Self::En,
            Self::En => Self::Vi,
        }
    }

    /// A position for arrays that hold one value per language.
    pub const fn index(self) -> usize {
        match self {
            Self::Vi => 0,
            Self::En => 1,
        }
    }
}
