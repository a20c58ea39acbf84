//! Synthetic certificates of every standing: valid, lapsed, revoked, undated, waiting for the fifth star;
//! matched with a decision, from the press, from the seller.

use chrono::{Datelike as _, Days, NaiveDate};
use entity::{CertificateDay, EvidenceGrade, Stars, certificate};
use rand::RngExt as _;

use super::{Maker, SOURCE};
use crate::certificates::code;
use domain::ratings::{generation, issuer_level};

/// Days back that certificates are spread over: six years, so that about half have lapsed.
const SPREAD: u64 = 6 * 365;

/// A certificate for a product, or none: one in seven has none.
pub fn draw(maker: &mut Maker, id: i64, product_id: i64, number: u64) -> Option<certificate::Model> {
    let stars = match maker.rng.random_range(0..100) {
        0..14 => return None,
        14..54 => 3,
        54..95 => 4,
        _ => 5,
    };
    let stars = Stars::new(stars)?;
    let back = maker.rng.random_range(0..SPREAD);
    let day = maker
        .today
        .checked_sub_days(Days::new(back))
        .unwrap_or(maker.today);
    let signed = match maker.rng.random_range(0..10) {
        0 => None,
        1..4 => CertificateDay::year(day.year()),
        _ => Some(CertificateDay::exact(day)),
    };
    let exact = signed.is_some_and(|signed| signed.earliest == signed.latest);
    let grade = match maker.rng.random_range(0..10) {
        0..5 if exact => EvidenceGrade::A,
        9 => EvidenceGrade::C,
        _ => EvidenceGrade::B,
    };
    let revoked = maker.rng.random_ratio(1, 50) && exact;
    let expires = signed.and_then(CertificateDay::expires);
    Some(certificate::Model {
        id,
        product_id,
        code: format!("GN-{}", code(&format!("{}|{number}", maker.seed), 12)),
        stars,
        potential_five: stars.get() == 4 && maker.rng.random_ratio(1, 30),
        issuer: (grade == EvidenceGrade::A).then(|| "UBND thành phố Hà Nội".to_owned()),
        issuer_level: issuer_level(stars, signed),
        decision_no: (grade == EvidenceGrade::A)
            .then(|| format!("{}/QĐ-UBND", 1_000 + (back * 7 + number) % 6_000)),
        issued_earliest: signed.map(|signed| signed.earliest),
        issued_latest: signed.map(|signed| signed.latest),
        expires_earliest: expires.map(|expires| expires.earliest),
        expires_latest: expires.map(|expires| expires.latest),
        revoked_on: revoked.then(|| revocation(day, maker.today)),
        revoked_reason: revoked.then(|| "Không còn giữ điều kiện đã được chứng nhận".to_owned()),
        grade,
        generation: generation(signed),
        source: SOURCE.to_owned(),
        recorded_at: maker.now,
    })
}

fn revocation(signed: NaiveDate, today: NaiveDate) -> NaiveDate {
    signed
        .checked_add_days(Days::new(200))
        .map_or(today, |day| day.min(today))
}
