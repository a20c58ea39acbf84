//! Where a change of a listing or story stands between who writes it and who lets it go public.

use sea_orm::{DeriveActiveEnum, EnumIter, prelude::StringLen};
use serde::{Deserialize, Serialize};

/// Where a change stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(12))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum ReviewState {
    /// Being written.
    Draft,
    /// Waits for the office.
    Submitted,
    /// Public.
    Approved,
    /// Sent back with a reason; goes on being written.
    Rejected,
}

impl ReviewState {
    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
        }
    }

    /// Whether the state may follow. What was approved is history and changes no more.
    pub fn may_become(self, next: Self) -> bool {
        match self {
            Self::Draft | Self::Rejected => next == Self::Submitted,
            Self::Submitted => next != Self::Submitted,
            Self::Approved => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;

    use super::ReviewState;

    #[test]
    fn only_what_was_submitted_is_decided() {
        for state in ReviewState::iter() {
            let decided = state.may_become(ReviewState::Approved) || state.may_become(ReviewState::Rejected);
            assert_eq!(decided, state == ReviewState::Submitted);
            assert!(!state.may_become(state), "a move changes something");
        }
    }
}
