//! What is counted for the programme, and how far a run of a report has come.

use sea_orm::{DeriveActiveEnum, EnumIter, prelude::StringLen};
use serde::{Deserialize, Serialize};

/// What a target of the programme counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Products whose certificate (three stars or more) holds today.
    Certified,
    /// Products that were recognised in the year.
    Recognised,
    /// Sales points that opened in the year.
    NewPoints,
    /// Fairs and promotion events that began in the year.
    Events,
}

impl Measure {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 4] = [Self::Certified, Self::Recognised, Self::NewPoints, Self::Events];

    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Certified => "certified",
            Self::Recognised => "recognised",
            Self::NewPoints => "new_points",
            Self::Events => "events",
        }
    }

    /// The one of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

/// Where a run over the months stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum SalesRunState {
    /// Months are left.
    Running,
    /// All months are worked out.
    Done,
}

impl SalesRunState {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 2] = [Self::Running, Self::Done];

    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Done => "done",
        }
    }

    /// The one of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

/// What a large file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum ReportKind {
    /// The table `PTNT_OCOP` of the national data specification, with the year's turnover.
    National,
    /// Every line that was sold in the year.
    SalesLines,
}

impl ReportKind {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 2] = [Self::National, Self::SalesLines];

    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::National => "national",
            Self::SalesLines => "sales_lines",
        }
    }

    /// The one of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

/// The format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(8))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum ReportFormat {
    /// Text with commas.
    Csv,
    /// A workbook.
    Xlsx,
}

impl ReportFormat {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 2] = [Self::Csv, Self::Xlsx];

    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// The one of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

/// Where the making of a file stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum ReportState {
    /// It is in the queue.
    Waiting,
    /// It is being made.
    Running,
    /// It can be fetched.
    Done,
}

impl ReportState {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Running, Self::Done];

    /// The word it is stored as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
        }
    }

    /// The one of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;

    use super::{Measure, ReportFormat, ReportKind, ReportState, SalesRunState};

    #[test]
    fn every_word_is_found_again() {
        assert!(Measure::iter().all(|one| Measure::parse(one.word()) == Some(one)));
        assert!(SalesRunState::iter().all(|one| SalesRunState::parse(one.word()) == Some(one)));
        assert!(ReportKind::iter().all(|one| ReportKind::parse(one.word()) == Some(one)));
        assert!(ReportFormat::iter().all(|one| ReportFormat::parse(one.word()) == Some(one)));
        assert!(ReportState::iter().all(|one| ReportState::parse(one.word()) == Some(one)));
        assert_eq!(Measure::parse("Certified"), None);
    }
}
