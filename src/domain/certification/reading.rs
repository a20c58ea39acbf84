//! Cells and fields as people write them.

use chrono::{Datelike as _, NaiveDate};
use entity::{CertificateDay, EvidenceGrade, IssuerLevel, Stars};

use super::facts::Problem;
use foundation::kernel::fold::fold;

/// The programme began with QĐ 490/QĐ-TTg in May 2018: no certificate is older.
const FIRST_YEAR: i32 = 2018;

pub(super) fn text(typed: &str) -> Option<String> {
    let words: Vec<&str> = typed.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// "4", "4 sao", "4*".
pub(super) fn stars(typed: &str) -> Result<Stars, Problem> {
    if typed.trim().is_empty() {
        return Err(Problem::Missing);
    }
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let words = fold(typed)
        .replace("sao", "")
        .replace("stars", "")
        .replace("star", "");
    let only = words
        .chars()
        .all(|letter| letter.is_ascii_digit() || letter == ' ');
    let number: i16 = if only { digits.parse().unwrap_or(0) } else { 0 };
    Stars::new(number).ok_or(Problem::NoStars)
}

pub(super) fn yes(typed: &str) -> Result<bool, Problem> {
    match fold(typed).as_str() {
        "" | "0" | "khong" | "no" | "false" => Ok(false),
        "1" | "co" | "yes" | "true" | "x" | "on" => Ok(true),
        _ => Err(Problem::NoAnswer),
    }
}

/// A day as `2025-06-26` or `26/6/2025` (dots and hyphens too), or a year alone.
pub(super) fn signed(typed: &str, today: NaiveDate) -> Result<CertificateDay, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Problem::Missing);
    }
    let year = (typed.len() == 4)
        .then(|| typed.parse().ok())
        .flatten()
        .and_then(CertificateDay::year);
    let signed = match year {
        Some(year) => year,
        None => day(typed).map(CertificateDay::exact).ok_or(Problem::NoDay)?,
    };
    if signed.earliest > today {
        return Err(Problem::Future);
    }
    if signed.earliest.year() < FIRST_YEAR {
        return Err(Problem::TooEarly);
    }
    Ok(signed)
}

fn day(typed: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = typed.split(['/', '-', '.']).map(str::trim).collect();
    let [first, second, third] = parts.as_slice() else {
        return None;
    };
    let digits = |part: &str| part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    if ![first, second, third].into_iter().all(|part| digits(part)) {
        return None;
    }
    let (year, day) = if first.len() == 4 {
        (first, third)
    } else {
        (third, first)
    };
    if year.len() != 4 {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, second.parse().ok()?, day.parse().ok()?)
}

pub(super) fn level(typed: &str) -> Result<Option<IssuerLevel>, Problem> {
    match fold(typed).as_str() {
        "" => Ok(None),
        "district" | "huyen" | "quan" | "cap huyen" => Ok(Some(IssuerLevel::District)),
        "province" | "tinh" | "thanh pho" | "cap tinh" | "tp" => Ok(Some(IssuerLevel::Province)),
        "national" | "trung uong" | "quoc gia" | "bo" | "cap trung uong" | "cap quoc gia" => {
            Ok(Some(IssuerLevel::National))
        }
        _ => Err(Problem::NoLevel),
    }
}

pub(super) fn grade(typed: &str, proven: bool) -> Result<EvidenceGrade, Problem> {
    match typed.trim() {
        "" if proven => Ok(EvidenceGrade::A),
        "" => Err(Problem::Missing),
        "A" | "a" => Ok(EvidenceGrade::A),
        "B" | "b" => Ok(EvidenceGrade::B),
        "C" | "c" => Ok(EvidenceGrade::C),
        _ => Err(Problem::NoGrade),
    }
}

pub(super) fn code(typed: &str) -> Result<Option<String>, Problem> {
    let code = typed.trim().to_ascii_uppercase();
    if code.is_empty() {
        return Ok(None);
    }
    let fits = (4..=40).contains(&code.len())
        && code
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if fits {
        Ok(Some(code))
    } else {
        Err(Problem::NoCode)
    }
}
