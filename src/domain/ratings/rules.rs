//! What follows from the day a certificate was signed: who may have recognised it, and under which rules
//! (`domain.md` §2.1, §2.3).

use chrono::NaiveDate;
use entity::{CertificateDay, IssuerLevel, Stars};

/// First day of QĐ 148/QĐ-TTg: districts recognise three stars.
const SECOND_RULES: NaiveDate = day(2023, 2, 24);
/// First day without districts.
const NO_DISTRICTS: NaiveDate = day(2025, 7, 1);
/// First day of QĐ 26/2026/QĐ-TTg.
const THIRD_RULES: NaiveDate = day(2026, 5, 22);

const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(day) => day,
        None => NaiveDate::MIN,
    }
}

/// Who recognised that number of stars at that time; `None` where the time leaves it open.
pub fn issuer_level(stars: Stars, signed: Option<CertificateDay>) -> Option<IssuerLevel> {
    match stars.get() {
        5 => Some(IssuerLevel::National),
        4 => Some(IssuerLevel::Province),
        _ => {
            let signed = signed?;
            let before = signed.latest < SECOND_RULES;
            let after = signed.earliest >= NO_DISTRICTS;
            let between = signed.earliest >= SECOND_RULES && signed.latest < NO_DISTRICTS;
            match (before || after, between) {
                (true, _) => Some(IssuerLevel::Province),
                (_, true) => Some(IssuerLevel::District),
                _ => None,
            }
        }
    }
}

/// Generation of rules a certificate was issued under; `None` where the time leaves it open.
pub fn generation(signed: Option<CertificateDay>) -> Option<i16> {
    let signed = signed?;
    if signed.latest < SECOND_RULES {
        Some(1)
    } else if signed.earliest >= THIRD_RULES {
        Some(3)
    } else if signed.earliest >= SECOND_RULES && signed.latest < THIRD_RULES {
        Some(2)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stars(number: i16) -> Stars {
        Stars::new(number).unwrap()
    }

    #[test]
    fn the_same_star_came_from_different_bodies() {
        let level = |number, year| issuer_level(stars(number), CertificateDay::year(year));
        assert_eq!(level(5, 2020), Some(IssuerLevel::National));
        assert_eq!(level(4, 2024), Some(IssuerLevel::Province));
        assert_eq!(level(3, 2022), Some(IssuerLevel::Province));
        assert_eq!(level(3, 2024), Some(IssuerLevel::District));
        assert_eq!(level(3, 2026), Some(IssuerLevel::Province));
        assert_eq!(level(3, 2023), None, "districts began in February 2023");
        assert_eq!(level(3, 2025), None, "districts ended in June 2025");
        assert_eq!(issuer_level(stars(3), None), None);
    }

    #[test]
    fn a_year_may_leave_the_generation_open() {
        for (year, expected) in [
            (2022, Some(1)),
            (2023, None),
            (2024, Some(2)),
            (2026, None),
            (2027, Some(3)),
        ] {
            assert_eq!(generation(CertificateDay::year(year)), expected, "{year}");
        }
        assert_eq!(generation(Some(CertificateDay::exact(day(2023, 2, 23)))), Some(1));
        assert_eq!(generation(Some(CertificateDay::exact(day(2023, 2, 24)))), Some(2));
        assert_eq!(generation(Some(CertificateDay::exact(day(2026, 5, 22)))), Some(3));
    }
}
