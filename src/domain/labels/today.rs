//! What has become of the certificate on a label.

use chrono::NaiveDate;

use super::Label;
use crate::ratings::{self, Certificate, State};

/// What a label says against what holds on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It still holds, with the same stars.
    Same,
    /// It holds, with other stars than on the label.
    OtherStars,
    /// Its time is over.
    Lapsed,
    /// It was taken back on a day.
    Revoked(NaiveDate),
    /// Its dates no longer say that it holds.
    Unproven,
}

impl Change {
    /// The word its sentence is kept under.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::OtherStars => "other_stars",
            Self::Lapsed => "lapsed",
            Self::Revoked(_) => "revoked",
            Self::Unproven => "unproven",
        }
    }
}

/// A label as of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Today<'a> {
    /// What has become of its certificate.
    pub change: Change,
    /// The certificate of the same product that counts now, where that is not the label's own.
    pub newer: Option<&'a Certificate>,
}

impl<'a> Today<'a> {
    /// Compares. `certificate` is the one the label names, `others` all of its product.
    pub fn new(label: &Label, certificate: &Certificate, others: &'a [Certificate], day: NaiveDate) -> Self {
        let standing = certificate.standing(day);
        let change = match (standing.state, certificate.revoked_on) {
            (State::Current | State::Unconfirmed, _) if standing.stars == label.stars => Change::Same,
            (State::Current | State::Unconfirmed, _) => Change::OtherStars,
            (State::Revoked, Some(revoked)) => Change::Revoked(revoked),
            (State::Lapsed, _) => Change::Lapsed,
            (State::Unproven | State::Revoked, _) => Change::Unproven,
        };
        let newer = ratings::best(others, day)
            .filter(|(other, standing)| standing.state.shows_stars() && other.id != certificate.id)
            .map(|(other, _)| other);
        Self { change, newer }
    }
}

#[cfg(test)]
mod tests {
    use entity::{CertificateDay, EvidenceGrade, Stars};

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn certificate(id: i64, stars: i16, issued: &str) -> Certificate {
        let issued = CertificateDay::exact(day(issued));
        let expires = issued.expires().unwrap();
        Certificate {
            id,
            product_id: 1,
            code: format!("HN-{id}"),
            stars: Stars::new(stars).unwrap(),
            potential_five: false,
            issuer: None,
            issuer_level: None,
            decision_no: Some("6768/QĐ-UBND".to_owned()),
            issued_earliest: Some(issued.earliest),
            issued_latest: Some(issued.latest),
            expires_earliest: Some(expires.earliest),
            expires_latest: Some(expires.latest),
            revoked_on: None,
            revoked_reason: None,
            grade: EvidenceGrade::A,
            generation: Some(3),
            source: String::new(),
        }
    }

    #[test]
    fn a_label_ages_with_its_certificate() {
        let mut own = certificate(1, 4, "2024-01-10");
        let label = Label::new(&own, "Trà sen", day("2026-11-21")).unwrap();
        assert_eq!((label.stars.get(), label.valid_until), (4, day("2027-01-10")));
        let on = |certificate: &Certificate, all: &[Certificate], at: &str| {
            let today = Today::new(&label, certificate, all, day(at));
            (today.change, today.newer.map(|newer| newer.id))
        };
        let alone = [own.clone()];
        assert_eq!(on(&own, &alone, "2027-01-10"), (Change::Same, None));
        assert_eq!(on(&own, &alone, "2027-01-11"), (Change::Lapsed, None));
        let renewed = [own.clone(), certificate(2, 5, "2027-01-05")];
        assert_eq!(on(&own, &renewed, "2027-01-11"), (Change::Lapsed, Some(2)));
        assert_eq!(on(&own, &renewed, "2027-01-10"), (Change::Same, Some(2)));
        assert_eq!(on(&own, &renewed, "2027-01-04"), (Change::Same, None));
        own.stars = Stars::new(3).unwrap();
        assert_eq!(on(&own, &alone, "2027-01-10"), (Change::OtherStars, None));
        own.revoked_on = Some(day("2026-12-01"));
        assert_eq!(
            on(&own, &alone[..0], "2026-12-01"),
            (Change::Revoked(day("2026-12-01")), None)
        );
        own.revoked_on = None;
        own.expires_earliest = None;
        own.expires_latest = None;
        assert_eq!(on(&own, &[], "2026-12-01"), (Change::Unproven, None));
    }

    #[test]
    fn what_may_not_show_stars_gets_no_label() {
        let mut own = certificate(1, 4, "2024-01-10");
        for at in ["2024-01-09", "2027-01-11"] {
            assert_eq!(Label::new(&own, "Trà sen", day(at)), None, "{at}");
        }
        own.revoked_on = Some(day("2026-03-01"));
        assert_eq!(Label::new(&own, "Trà sen", day("2026-03-01")), None);
        // One that will be taken back says no day beyond that.
        let label = Label::new(&own, "Trà sen", day("2026-02-28")).unwrap();
        assert_eq!(label.valid_until, day("2026-02-28"));
        own.revoked_on = None;
        own.decision_no = Some("x".repeat(200));
        assert_eq!(
            Label::new(&own, "Trà sen", day("2026-02-28")).unwrap().decision,
            ""
        );
        own.issued_earliest = None;
        assert_eq!(Label::new(&own, "Trà sen", day("2026-02-28")), None);
    }
}
