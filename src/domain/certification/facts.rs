//! What is typed of a certificate, by hand or in a line of a file, and what is wrong with it.

use chrono::NaiveDate;
use entity::{CertificateDay, EvidenceGrade, IssuerLevel, Stars};
use serde::{Deserialize, Serialize};

use super::reading::{code, grade, level, signed, stars, text, yes};
use crate::ratings;

/// Characters of a number of a decision.
const LONGEST_DECISION: usize = 80;
/// Characters of the name of an issuer.
const LONGEST_ISSUER: usize = 200;
/// Characters of a source.
const LONGEST_SOURCE: usize = 1_000;

/// A certificate as it is typed; what is empty is not said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    /// Code of the check page; empty: one is drawn.
    #[serde(default)]
    pub code: String,
    /// 3, 4 or 5.
    #[serde(default)]
    pub stars: String,
    /// Whether it waits for the ministry's fifth star.
    #[serde(default)]
    pub potential_five: String,
    /// Number of the decision.
    #[serde(default)]
    pub decision_no: String,
    /// Who issued it.
    #[serde(default)]
    pub issuer: String,
    /// The issuer's level; empty: what the rules of that day say.
    #[serde(default)]
    pub level: String,
    /// The day it was signed, or the year where no more is known.
    #[serde(default)]
    pub signed_on: String,
    /// A, B or C; empty: A where number and day are there.
    #[serde(default)]
    pub grade: String,
    /// Where this is said.
    #[serde(default)]
    pub source: String,
    /// In a file: the address of the product.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub product: String,
    /// In a file: the name of the product.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// In a file: the name of the producer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub producer: String,
    /// The product that somebody chose for a line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<i64>,
}

/// A certificate as it is understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Code of the check page, where one is given.
    pub code: Option<String>,
    /// 3, 4 or 5.
    pub stars: Stars,
    /// Waiting for the ministry's fifth star: legally four.
    pub potential_five: bool,
    /// Number of the decision.
    pub decision_no: Option<String>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// The issuer's level, as of the day.
    pub level: Option<IssuerLevel>,
    /// When it was signed, as exactly as it is known.
    pub signed: CertificateDay,
    /// How far it is believed.
    pub grade: EvidenceGrade,
    /// Where this is said.
    pub source: String,
}

/// Where something is wrong: a field of the form, a column of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The product.
    Product,
    /// The code of the check page.
    Code,
    /// The stars.
    Stars,
    /// The fifth star that is waited for.
    PotentialFive,
    /// The number of the decision.
    DecisionNo,
    /// The issuer.
    Issuer,
    /// The issuer's level.
    Level,
    /// The day.
    SignedOn,
    /// The grade.
    Grade,
    /// The source.
    Source,
}

impl Field {
    /// Its name in forms, which is also the English name of its column.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Code => "code",
            Self::Stars => "stars",
            Self::PotentialFive => "potential_five",
            Self::DecisionNo => "decision_no",
            Self::Issuer => "issuer",
            Self::Level => "level",
            Self::SignedOn => "signed_on",
            Self::Grade => "grade",
            Self::Source => "source",
        }
    }
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// It has to be there.
    Missing,
    /// Not 3, 4 or 5.
    NoStars,
    /// Only four stars wait for a fifth.
    NotFour,
    /// Neither yes nor no.
    NoAnswer,
    /// A number of a decision has digits in it.
    NoDecision,
    /// No level of an issuer.
    NoLevel,
    /// That level did not recognise so many stars on that day.
    WrongLevel,
    /// No day and no year.
    NoDay,
    /// It lies ahead.
    Future,
    /// Before the programme began.
    TooEarly,
    /// Neither A, B nor C.
    NoGrade,
    /// A needs the number of the decision.
    UnprovenNumber,
    /// A needs the exact day.
    UnprovenDay,
    /// What the press or the seller says needs to be named.
    NoSource,
    /// Too long.
    TooLong,
    /// Not letters, digits and hyphens, 4 to 40.
    NoCode,
    /// Another certificate has it.
    CodeTaken,
    /// No such product.
    NoProduct,
    /// Code and product do not belong together.
    OtherProduct,
    /// It stands in the file twice.
    Twice,
    /// It is recorded already.
    Known,
}

impl Problem {
    /// The end of its key among the texts.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::NoStars => "no_stars",
            Self::NotFour => "not_four",
            Self::NoAnswer => "no_answer",
            Self::NoDecision => "no_decision",
            Self::NoLevel => "no_level",
            Self::WrongLevel => "wrong_level",
            Self::NoDay => "no_day",
            Self::Future => "future",
            Self::TooEarly => "too_early",
            Self::NoGrade => "no_grade",
            Self::UnprovenNumber => "unproven_number",
            Self::UnprovenDay => "unproven_day",
            Self::NoSource => "no_source",
            Self::TooLong => "too_long",
            Self::NoCode => "no_code",
            Self::CodeTaken => "code_taken",
            Self::NoProduct => "no_product",
            Self::OtherProduct => "other_product",
            Self::Twice => "twice",
            Self::Known => "known",
        }
    }
}

/// What is wrong, and where.
pub(super) type Problems = Vec<(Field, Problem)>;

/// Understands what is typed, or says everything that is wrong with it. `paper` says whether a paper stands behind it,
/// so that no source has to be named.
pub fn judge_facts(typed: &Typed, today: NaiveDate, paper: bool) -> Result<Facts, Problems> {
    let mut wrong = Vec::new();
    let stars = noted(&mut wrong, Field::Stars, stars(&typed.stars));
    let potential = noted(&mut wrong, Field::PotentialFive, yes(&typed.potential_five));
    let signed = noted(&mut wrong, Field::SignedOn, signed(&typed.signed_on, today));
    let level = noted(&mut wrong, Field::Level, level(&typed.level));
    let code = noted(&mut wrong, Field::Code, code(&typed.code));
    let decision = text(&typed.decision_no);
    if let Some(number) = &decision {
        if number.chars().count() > LONGEST_DECISION {
            wrong.push((Field::DecisionNo, Problem::TooLong));
        } else if !number.bytes().any(|byte| byte.is_ascii_digit()) {
            wrong.push((Field::DecisionNo, Problem::NoDecision));
        }
    }
    if typed.issuer.chars().count() > LONGEST_ISSUER {
        wrong.push((Field::Issuer, Problem::TooLong));
    }
    if typed.source.chars().count() > LONGEST_SOURCE {
        wrong.push((Field::Source, Problem::TooLong));
    }
    let exact = signed.is_some_and(|signed| signed.earliest == signed.latest);
    let proven = decision.is_some() && exact;
    let grade = noted(&mut wrong, Field::Grade, grade(&typed.grade, proven));
    match grade {
        Some(EvidenceGrade::A) => {
            if decision.is_none() {
                wrong.push((Field::DecisionNo, Problem::UnprovenNumber));
            }
            if signed.is_some() && !exact {
                wrong.push((Field::SignedOn, Problem::UnprovenDay));
            }
        }
        Some(EvidenceGrade::B | EvidenceGrade::C) if text(&typed.source).is_none() && !paper => {
            wrong.push((Field::Source, Problem::NoSource));
        }
        _ => {}
    }
    if let (Some(stars), Some(signed)) = (stars, signed) {
        if potential == Some(true) && stars.get() != 4 {
            wrong.push((Field::PotentialFive, Problem::NotFour));
        }
        let lawful = ratings::issuer_level(stars, Some(signed));
        if let (Some(Some(level)), Some(lawful)) = (level, lawful)
            && level != lawful
        {
            wrong.push((Field::Level, Problem::WrongLevel));
        }
    }
    match (stars, potential, signed, level, code, grade) {
        (Some(stars), Some(potential_five), Some(signed), Some(level), Some(code), Some(grade))
            if wrong.is_empty() =>
        {
            let source = text(&typed.source).or_else(|| decision.clone());
            Ok(Facts {
                code,
                stars,
                potential_five,
                issuer: text(&typed.issuer),
                level: level.or_else(|| ratings::issuer_level(stars, Some(signed))),
                signed,
                grade,
                source: source.unwrap_or_default(),
                decision_no: decision,
            })
        }
        _ => Err(wrong),
    }
}

fn noted<T>(wrong: &mut Problems, field: Field, outcome: Result<T, Problem>) -> Option<T> {
    match outcome {
        Ok(value) => Some(value),
        Err(problem) => {
            wrong.push((field, problem));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(stars: &str, day: &str, number: &str) -> Typed {
        Typed {
            stars: stars.to_owned(),
            signed_on: day.to_owned(),
            decision_no: number.to_owned(),
            ..Typed::default()
        }
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
    }

    #[test]
    fn what_offices_write_is_understood() {
        for (stars, day) in [("4", "26/6/2025"), ("4 sao", "2025-06-26"), ("4*", "26.06.2025")] {
            let facts = judge_facts(&typed(stars, day, "12/QĐ-UBND"), today(), false).unwrap();
            assert_eq!(facts.stars.get(), 4);
            assert_eq!(facts.signed.earliest.to_string(), "2025-06-26");
            assert_eq!(facts.grade, EvidenceGrade::A);
            assert_eq!(facts.level, Some(IssuerLevel::Province));
            assert_eq!(facts.source, "12/QĐ-UBND");
        }
    }

    #[test]
    fn everything_that_is_wrong_is_said() {
        for (typed, field, problem) in [
            (typed("2", "26/6/2025", "1/QĐ"), Field::Stars, Problem::NoStars),
            (typed("44", "26/6/2025", "1/QĐ"), Field::Stars, Problem::NoStars),
            (
                typed("bốn 4", "26/6/2025", "1/QĐ"),
                Field::Stars,
                Problem::NoStars,
            ),
            (typed("", "26/6/2025", "1/QĐ"), Field::Stars, Problem::Missing),
            (typed("4", "31/2/2025", "1/QĐ"), Field::SignedOn, Problem::NoDay),
            (typed("4", "1/1/2027", "1/QĐ"), Field::SignedOn, Problem::Future),
            (typed("4", "1/1/2017", "1/QĐ"), Field::SignedOn, Problem::TooEarly),
            (
                typed("4", "26/6/2025", "QĐ"),
                Field::DecisionNo,
                Problem::NoDecision,
            ),
            (typed("4", "2025", "1/QĐ"), Field::Grade, Problem::Missing),
        ] {
            let wrong = judge_facts(&typed, today(), false).unwrap_err();
            assert!(wrong.contains(&(field, problem)), "{typed:?}: {wrong:?}");
        }
        let press = Typed {
            grade: "B".to_owned(),
            ..typed("3", "2024", "")
        };
        let wrong = judge_facts(&press, today(), false).unwrap_err();
        assert_eq!(wrong, [(Field::Source, Problem::NoSource)]);
        assert!(judge_facts(&press, today(), true).is_ok());
        let level = Typed {
            level: "huyện".to_owned(),
            potential_five: "có".to_owned(),
            ..typed("5", "26/6/2025", "1/QĐ")
        };
        let wrong = judge_facts(&level, today(), false).unwrap_err();
        assert!(wrong.contains(&(Field::Level, Problem::WrongLevel)));
        assert!(wrong.contains(&(Field::PotentialFive, Problem::NotFour)));
    }
}
