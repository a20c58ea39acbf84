//! From what a file says of a certificate to the certificate: days, level of the issuer, generation of
//! rules and the code of its check page (`domain.md` §2.1, §2.3, §2.4).
//!
//! All of it is press-reported: grade B, until an operator matches the signed decision.

use chrono::NaiveDate;
use domain::ratings::{generation, issuer_level};
use entity::{CertificateDay, EvidenceGrade, Stars, certificate};
use sha2::{Digest as _, Sha256};

use super::rows::CertificateFacts;

/// Crockford's alphabet: no letter that is taken for a digit, none that makes words.
const CROCKFORD: [u8; 32] = *b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

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

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

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
