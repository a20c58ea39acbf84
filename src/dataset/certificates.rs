//! From what a file says of a certificate to the certificate: days, level of the issuer, generation of
//! rules and the code of its check page (`domain.md` §2.1, §2.3, §2.4).
//!
//! All of it is press-reported: grade B, until an operator matches the signed decision.

use chrono::NaiveDate;
use entity::{CertificateDay, EvidenceGrade, IssuerLevel, Stars, certificate};
use sha2::{Digest as _, Sha256};

use super::rows::CertificateFacts;

/// Crockford's alphabet: no letter that is taken for a digit, none that makes words.
const CROCKFORD: [u8; 32] = *b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

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

/// `length` letters and digits that look drawn by lot and are always the same for the same text.
pub fn code(text: &str, length: usize) -> String {
    Sha256::digest(text.as_bytes())
        .iter()
        .take(length)
        .filter_map(|byte| CROCKFORD.get(usize::from(byte % 32)))
        .map(|letter| char::from(*letter))
        .collect()
}

/// Code of the check page of a product's certificate.
pub fn certificate_code(slug: &str, stars: Stars, year: Option<i32>) -> String {
    let year = year.map_or_else(String::new, |year| year.to_string());
    format!("HN-{}", code(&format!("{slug}|{}|{year}", stars.get()), 8))
}

/// Number and day of a decision as the press writes them: "813/QĐ-UBND 19/2/2020".
pub fn decision(text: &str) -> (Option<String>, Option<NaiveDate>) {
    let mut number = None;
    let mut signed = None;
    for word in text.split([' ', ',']).filter(|word| !word.is_empty()) {
        if word.contains("/QĐ") {
            number = Some(word.to_owned());
        } else if let Some(found) = vietnamese_day(word) {
            signed = Some(found);
        }
    }
    (number, signed)
}

/// Day/month/year.
fn vietnamese_day(word: &str) -> Option<NaiveDate> {
    let mut parts = word.split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
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

/// The row for what a file says. Key, product and time of recording are the caller's.
pub fn certificate(slug: &str, facts: &CertificateFacts, source: &str) -> certificate::Model {
    let (decision_no, exact) = facts.decision.as_deref().map(decision).unwrap_or_default();
    let signed = exact
        .map(CertificateDay::exact)
        .or_else(|| facts.year.and_then(CertificateDay::year));
    let expires = signed.and_then(CertificateDay::expires);
    certificate::Model {
        id: 0,
        product_id: 0,
        code: certificate_code(slug, facts.stars, facts.year),
        stars: facts.stars,
        potential_five: facts.potential_five,
        issuer: None,
        issuer_level: issuer_level(facts.stars, signed),
        decision_no,
        issued_earliest: signed.map(|signed| signed.earliest),
        issued_latest: signed.map(|signed| signed.latest),
        expires_earliest: expires.map(|expires| expires.earliest),
        expires_latest: expires.map(|expires| expires.latest),
        revoked_on: None,
        revoked_reason: None,
        grade: EvidenceGrade::B,
        generation: generation(signed),
        source: source.to_owned(),
        recorded_at: chrono::DateTime::UNIX_EPOCH,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stars(number: i16) -> Stars {
        Stars::new(number).unwrap()
    }

    fn facts(number: i16, year: Option<i32>, decision: Option<&str>) -> CertificateFacts {
        CertificateFacts {
            stars: stars(number),
            potential_five: false,
            year,
            decision: decision.map(str::to_owned),
        }
    }

    #[test]
    fn decisions_are_read_as_the_press_writes_them() {
        assert_eq!(
            decision("813/QĐ-UBND 19/2/2020"),
            (Some("813/QĐ-UBND".to_owned()), Some(day(2020, 2, 19)))
        );
        assert_eq!(
            decision("Công nhận cấp quốc gia 20/6/2023"),
            (None, Some(day(2023, 6, 20)))
        );
        assert_eq!(decision("năm ngoái 31/2/2020 1/2/3/4"), (None, None));
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

    #[test]
    fn certificates_last_36_months_from_what_is_known() {
        let exact = certificate("x", &facts(4, Some(2020), Some("813/QĐ-UBND 19/2/2020")), "");
        assert_eq!(exact.expires_earliest, Some(day(2023, 2, 19)));
        assert_eq!(exact.expires_latest, Some(day(2023, 2, 19)));
        let year = certificate("x", &facts(4, Some(2024), None), "");
        assert_eq!(
            (year.expires_earliest, year.expires_latest),
            (Some(day(2027, 1, 1)), Some(day(2027, 12, 31)))
        );
        let undated = certificate("x", &facts(3, None, None), "");
        assert_eq!((undated.issued_earliest, undated.expires_latest), (None, None));
    }

    #[test]
    fn codes_are_stable_and_short() {
        let code = certificate_code("tra-sen-hien-xiem", stars(4), Some(2024));
        assert_eq!(code, certificate_code("tra-sen-hien-xiem", stars(4), Some(2024)));
        assert_ne!(code, certificate_code("tra-sen-hien-xiem", stars(4), None));
        assert!(code.len() == 11 && code.starts_with("HN-"));
        assert!(!code.contains(['I', 'L', 'O', 'U']));
    }
}
