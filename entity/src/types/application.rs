//! Where somebody's application to sell stands.

use sea_orm::{DeriveActiveEnum, EnumIter, prelude::StringLen};
use serde::{Deserialize, Serialize};

/// Where somebody's application to sell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum ApplicationStatus {
    /// The applicant is writing it.
    Draft,
    /// It waits for the office.
    Applied,
    /// The office is looking at it.
    InReview,
    /// The applicant has to change something.
    ChangesAsked,
    /// The applicant sells.
    Approved,
    /// The office has said no.
    Rejected,
}

impl ApplicationStatus {
    /// Whether the state may follow.
    pub fn may_become(self, next: Self) -> bool {
        match self {
            Self::Draft | Self::ChangesAsked => next == Self::Applied,
            Self::Applied => next == Self::InReview,
            Self::InReview => matches!(next, Self::Approved | Self::ChangesAsked | Self::Rejected),
            Self::Approved | Self::Rejected => false,
        }
    }

    /// Whether the applicant may write in it.
    pub fn is_writable(self) -> bool {
        matches!(self, Self::Draft | Self::ChangesAsked)
    }

    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Applied => "applied",
            Self::InReview => "in_review",
            Self::ChangesAsked => "changes_asked",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
        }
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;

    use super::ApplicationStatus;

    #[test]
    fn decisions_follow_a_review_and_are_final() {
        use ApplicationStatus::{Approved, InReview, Rejected};
        for status in ApplicationStatus::iter() {
            assert_eq!(status.may_become(Approved), status == InReview, "{status:?}");
            assert_eq!(status.may_become(Rejected), status == InReview, "{status:?}");
            assert!(!Approved.may_become(status) && !Rejected.may_become(status));
            assert!(!status.may_become(status), "a move changes something");
        }
    }
}
