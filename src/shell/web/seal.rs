//! A certificate as a page shows it: stars where it is in date, words in every other state.

use chrono::Datelike;
use entity::EvidenceGrade;
use serde::Serialize;

use super::{Visit, urls};
use domain::catalogue::Product;
use domain::ratings::{Certificate, Standing, State};
use foundation::i18n::format;

/// A certificate as a seal or as words.
#[derive(Clone, Debug, Serialize)]
pub struct Seal {
    /// `current`, `unconfirmed`, `unproven`, `lapsed` or `revoked`.
    pub state: &'static str,
    /// 3, 4 or 5.
    pub stars: i16,
    /// What it says in words.
    pub label: String,
    /// How far it is believed.
    pub note: Option<String>,
    /// Year of the decision.
    pub year: Option<i32>,
    /// Last valid day as text.
    pub until: Option<String>,
    /// Its check page.
    pub url: String,
    /// Waiting for the ministry's fifth star.
    pub potential_five: bool,
}

impl Seal {
    /// A certificate in words.
    pub fn new(visit: &Visit, certificate: &Certificate, standing: Standing) -> Self {
        let locale = visit.locale;
        let stars = standing.stars.get().to_string();
        let year = certificate.issued_latest.map(|day| day.year());
        let until = match (certificate.expires_earliest, certificate.expires_latest) {
            (Some(earliest), Some(latest)) if earliest == latest => Some(format::date(latest, locale)),
            (Some(_), Some(latest)) => Some(latest.year().to_string()),
            _ => None,
        };
        let revoked = certificate.revoked_on.map(|day| format::date(day, locale));
        let last = match standing.state {
            State::Revoked => revoked.unwrap_or_default(),
            _ => until.clone().unwrap_or_default(),
        };
        let key = match (standing.state, year, certificate.grade) {
            (State::Unproven, None, EvidenceGrade::C) => "seal.undated_seller".to_owned(),
            (State::Unproven, None, _) => "seal.undated".to_owned(),
            (State::Unconfirmed, _, EvidenceGrade::C) => "seal.unconfirmed_seller".to_owned(),
            (state, _, _) => format!("seal.{}", state.key()),
        };
        let year_text = year.map(|year| year.to_string()).unwrap_or_default();
        let arguments = [
            ("stars", stars.as_str()),
            ("until", last.as_str()),
            ("year", year_text.as_str()),
        ];
        let note = match certificate.grade {
            EvidenceGrade::A => None,
            EvidenceGrade::B => Some(visit.text("seal.press")),
            EvidenceGrade::C => Some(visit.text("seal.seller")),
        };
        Self {
            state: standing.state.key(),
            stars: standing.stars.get(),
            label: visit.text_with(&key, &arguments),
            note,
            year,
            until,
            url: urls::certificate(locale, &certificate.code),
            potential_five: certificate.potential_five,
        }
    }

    /// The seal a product is shown with today.
    pub fn of(visit: &Visit, product: &Product) -> Option<Self> {
        let (certificate, standing) = product.seal(visit.edition.day)?;
        Some(Self::new(visit, certificate, standing))
    }
}
