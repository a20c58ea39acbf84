//! From what is understood to the row, and a row as it is compared, kept and written down.

use chrono::{DateTime, Utc};
use entity::{CertificateDay, certificate};
use sea_orm::ActiveValue::{NotSet, Set};

use super::facts::Facts;
use crate::ratings::{self, Certificate};
use foundation::kernel::error::{Context, Result};
use foundation::kernel::secrets::{Secrets, hash};

/// Crockford's alphabet: no letter that is taken for a digit.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// How a drawn code begins; those of the data set begin otherwise.
pub(super) const DRAWN: &str = "CL-";
/// Random signs of a code: no two meet among millions.
const LENGTH: usize = 10;

impl Certificate {
    /// The certificate that facts make of a product, under a code.
    pub(super) fn new(product_id: i64, code: String, facts: &Facts) -> Self {
        let expires = facts.signed.expires();
        Self {
            id: 0,
            product_id,
            code,
            stars: facts.stars,
            potential_five: facts.potential_five,
            issuer: facts.issuer.clone(),
            issuer_level: facts.level,
            decision_no: facts.decision_no.clone(),
            issued_earliest: Some(facts.signed.earliest),
            issued_latest: Some(facts.signed.latest),
            expires_earliest: expires.map(|expires| expires.earliest),
            expires_latest: expires.map(|expires| expires.latest),
            revoked_on: None,
            revoked_reason: None,
            grade: facts.grade,
            generation: ratings::generation(Some(facts.signed)),
            source: facts.source.clone(),
        }
    }

    /// The same certificate with what is known of it now.
    pub(super) fn proven(&self, facts: &Facts) -> Self {
        Self {
            id: self.id,
            issuer: facts.issuer.clone().or_else(|| self.issuer.clone()),
            revoked_on: self.revoked_on,
            revoked_reason: self.revoked_reason.clone(),
            ..Self::new(self.product_id, self.code.clone(), facts)
        }
    }

    /// When it was signed, as exactly as it is known.
    pub fn signed(&self) -> Option<CertificateDay> {
        Some(CertificateDay {
            earliest: self.issued_earliest?,
            latest: self.issued_latest?,
        })
    }

    /// The row; a new one gets its key and its time.
    pub(super) fn row(&self, recorded_at: Option<DateTime<Utc>>) -> certificate::ActiveModel {
        certificate::ActiveModel {
            id: if self.id == 0 { NotSet } else { Set(self.id) },
            product_id: Set(self.product_id),
            code: Set(self.code.clone()),
            stars: Set(self.stars),
            potential_five: Set(self.potential_five),
            issuer: Set(self.issuer.clone()),
            issuer_level: Set(self.issuer_level),
            decision_no: Set(self.decision_no.clone()),
            issued_earliest: Set(self.issued_earliest),
            issued_latest: Set(self.issued_latest),
            expires_earliest: Set(self.expires_earliest),
            expires_latest: Set(self.expires_latest),
            revoked_on: Set(self.revoked_on),
            revoked_reason: Set(self.revoked_reason.clone()),
            grade: Set(self.grade),
            generation: Set(self.generation),
            source: Set(self.source.clone()),
            recorded_at: recorded_at.map_or(NotSet, Set),
        }
    }

    /// As it is kept with a line and in the audit log.
    pub(super) fn json(&self) -> Result<serde_json::Value> {
        serde_json::to_value(self).context("a certificate as JSON")
    }
}

/// A certificate as it was kept.
pub fn read_certificate(text: &str) -> Result<Certificate> {
    serde_json::from_str(text).context("a certificate that was kept")
}

/// Marks certificates, so that a decision on something else is noticed. Given in the order of their keys.
pub fn mark(certificates: &[Certificate]) -> Result<String> {
    Ok(hash(&serde_json::to_string(certificates)?))
}

/// A code for a check page that nobody has.
pub(super) fn draw_code(secrets: &Secrets) -> Result<String> {
    let mut bytes = [0; LENGTH];
    secrets.fill(&mut bytes)?;
    let drawn = bytes
        .iter()
        .filter_map(|byte| SIGNS.get(usize::from(byte % 32)))
        .map(|sign| char::from(*sign));
    Ok(DRAWN.chars().chain(drawn).collect())
}
