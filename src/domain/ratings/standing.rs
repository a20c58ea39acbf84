//! What a certificate is worth on a day.

use chrono::NaiveDate;
use entity::{EvidenceGrade, Stars};
use serde::Serialize;

use super::Certificate;

/// Whether the stars of a certificate may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// In date, and matched with the signed decision.
    Current,
    /// In date according to the press or the seller; no decision seen.
    Unconfirmed,
    /// Its dates are not known well enough to say: no stars.
    Unproven,
    /// Past its last day.
    Lapsed,
    /// Taken back by its issuer.
    Revoked,
}

impl State {
    /// Only these show stars.
    pub const fn shows_stars(self) -> bool {
        matches!(self, Self::Current | Self::Unconfirmed)
    }

    /// The word for it in addresses, texts and the API.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Unconfirmed => "unconfirmed",
            Self::Unproven => "unproven",
            Self::Lapsed => "lapsed",
            Self::Revoked => "revoked",
        }
    }
}

/// A certificate as of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Whether it counts.
    pub state: State,
    /// The stars it names, whether they count or not.
    pub stars: Stars,
}

impl Certificate {
    /// What it is worth on a day (in Việt Nam).
    pub fn standing(&self, day: NaiveDate) -> Standing {
        let state = if self.revoked_on.is_some_and(|revoked| revoked <= day) {
            State::Revoked
        } else {
            match (self.expires_earliest, self.expires_latest) {
                (_, Some(latest)) if day > latest => State::Lapsed,
                (Some(earliest), _) if day <= earliest && self.began(day) => match self.grade {
                    EvidenceGrade::A => State::Current,
                    EvidenceGrade::B | EvidenceGrade::C => State::Unconfirmed,
                },
                _ => State::Unproven,
            }
        };
        Standing {
            state,
            stars: self.stars,
        }
    }

    /// Whether it surely had begun by that day.
    fn began(&self, day: NaiveDate) -> bool {
        self.issued_latest.is_some_and(|issued| issued <= day)
    }

    /// The last day on which its stars may be shown, if they may at all.
    pub fn shown_until(&self) -> Option<NaiveDate> {
        let last = self.expires_earliest?;
        match self.revoked_on {
            Some(revoked) => Some(last.min(revoked.pred_opt()?)),
            None => Some(last),
        }
    }
}

/// The certificate a product is shown with on a day: the best standing, then, among those that hold, the latest
/// decision (a lower one takes the place of a higher one that is not over yet), then more stars, then the one that
/// lasts longest.
pub fn best(certificates: &[Certificate], day: NaiveDate) -> Option<(&Certificate, Standing)> {
    certificates
        .iter()
        .map(|certificate| (certificate, certificate.standing(day)))
        .min_by_key(|(certificate, standing)| {
            let latest = certificate.issued_latest;
            (
                standing.state,
                std::cmp::Reverse(latest.filter(|_| standing.state.shows_stars())),
                std::cmp::Reverse(standing.stars),
                std::cmp::Reverse(certificate.expires_latest),
                certificate.id,
            )
        })
}

#[cfg(test)]
mod tests {
    use entity::CertificateDay;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn certificate(issued: Option<CertificateDay>, grade: EvidenceGrade) -> Certificate {
        let expires = issued.and_then(CertificateDay::expires);
        Certificate {
            id: 1,
            product_id: 1,
            code: "HN-TEST".to_owned(),
            stars: Stars::new(4).unwrap(),
            potential_five: false,
            issuer: None,
            issuer_level: None,
            decision_no: Some("1/QĐ-UBND".to_owned()),
            issued_earliest: issued.map(|issued| issued.earliest),
            issued_latest: issued.map(|issued| issued.latest),
            expires_earliest: expires.map(|expires| expires.earliest),
            expires_latest: expires.map(|expires| expires.latest),
            revoked_on: None,
            revoked_reason: None,
            grade,
            generation: Some(2),
            source: String::new(),
        }
    }

    #[test]
    fn an_exact_certificate_lapses_the_day_after_its_last() {
        let exact = certificate(Some(CertificateDay::exact(day("2023-11-20"))), EvidenceGrade::A);
        assert_eq!(exact.standing(day("2023-11-19")).state, State::Unproven);
        assert_eq!(exact.standing(day("2023-11-20")).state, State::Current);
        assert_eq!(exact.standing(day("2026-11-20")).state, State::Current);
        assert_eq!(exact.standing(day("2026-11-21")).state, State::Lapsed);
    }

    #[test]
    fn a_year_alone_gives_the_benefit_of_the_doubt_to_nobody() {
        let year = certificate(CertificateDay::year(2023), EvidenceGrade::B);
        assert_eq!(year.standing(day("2025-12-31")).state, State::Unconfirmed);
        assert_eq!(year.standing(day("2026-11-21")).state, State::Unproven);
        assert_eq!(year.standing(day("2027-01-01")).state, State::Lapsed);
        assert_eq!(
            certificate(None, EvidenceGrade::B)
                .standing(day("2026-11-21"))
                .state,
            State::Unproven
        );
    }

    #[test]
    fn a_revoked_certificate_shows_nothing_from_that_day_on() {
        let mut revoked = certificate(Some(CertificateDay::exact(day("2025-01-10"))), EvidenceGrade::A);
        revoked.revoked_on = Some(day("2026-03-01"));
        assert_eq!(revoked.standing(day("2026-02-28")).state, State::Current);
        assert_eq!(revoked.standing(day("2026-03-01")).state, State::Revoked);
        assert_eq!(revoked.shown_until(), Some(day("2026-02-28")));
    }

    #[test]
    fn the_best_certificate_counts_and_the_past_does_not_outshine_it() {
        let mut old = certificate(Some(CertificateDay::exact(day("2019-05-01"))), EvidenceGrade::A);
        old.stars = Stars::new(5).unwrap();
        let mut renewed = certificate(Some(CertificateDay::exact(day("2025-05-01"))), EvidenceGrade::A);
        renewed.stars = Stars::new(3).unwrap();
        let all = [old, renewed];
        let (_, standing) = best(&all, day("2026-11-21")).unwrap();
        assert_eq!((standing.state, standing.stars.get()), (State::Current, 3));
    }

    #[test]
    fn of_two_that_hold_the_later_decision_counts() {
        let mut higher = certificate(Some(CertificateDay::exact(day("2024-05-01"))), EvidenceGrade::A);
        higher.stars = Stars::new(4).unwrap();
        let mut later = certificate(Some(CertificateDay::exact(day("2026-05-01"))), EvidenceGrade::A);
        later.stars = Stars::new(3).unwrap();
        let all = [higher, later];
        let (_, standing) = best(&all, day("2026-11-21")).unwrap();
        assert_eq!((standing.state, standing.stars.get()), (State::Current, 3));
        let (_, standing) = best(&all, day("2026-04-30")).unwrap();
        assert_eq!((standing.state, standing.stars.get()), (State::Current, 4));
    }
}
