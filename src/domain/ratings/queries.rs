//! Reading certificates.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{EvidenceGrade, IssuerLevel, Stars, certificate, certificate_record};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};

use foundation::kernel::db::Db;
use foundation::kernel::error::Result;

/// A certificate as it stands in the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Key; 0 while it is not written.
    pub id: i64,
    /// The product.
    pub product_id: i64,
    /// Public code of the check page.
    pub code: String,
    /// 3, 4 or 5.
    pub stars: Stars,
    /// Waiting for the ministry's fifth star: legally four.
    pub potential_five: bool,
    /// Who recognised it, where named.
    pub issuer: Option<String>,
    /// Level of the issuer, as of the date.
    pub issuer_level: Option<IssuerLevel>,
    /// Number of the decision, where named.
    pub decision_no: Option<String>,
    /// First day it can have been signed.
    pub issued_earliest: Option<NaiveDate>,
    /// Last day it can have been signed.
    pub issued_latest: Option<NaiveDate>,
    /// Last valid day, counted from the first.
    pub expires_earliest: Option<NaiveDate>,
    /// Last valid day, counted from the last.
    pub expires_latest: Option<NaiveDate>,
    /// Day of revocation.
    pub revoked_on: Option<NaiveDate>,
    /// Why it was revoked.
    pub revoked_reason: Option<String>,
    /// How far it is believed.
    pub grade: EvidenceGrade,
    /// Generation of rules, 1 to 3.
    pub generation: Option<i16>,
    /// Where this is said.
    pub source: String,
}

impl From<certificate::Model> for Certificate {
    fn from(row: certificate::Model) -> Self {
        Self {
            id: row.id,
            product_id: row.product_id,
            code: row.code,
            stars: row.stars,
            potential_five: row.potential_five,
            issuer: row.issuer,
            issuer_level: row.issuer_level,
            decision_no: row.decision_no,
            issued_earliest: row.issued_earliest,
            issued_latest: row.issued_latest,
            expires_earliest: row.expires_earliest,
            expires_latest: row.expires_latest,
            revoked_on: row.revoked_on,
            revoked_reason: row.revoked_reason,
            grade: row.grade,
            generation: row.generation,
            source: row.source,
        }
    }
}

/// Certificates by product; `None` means of all products.
pub async fn by_products(db: &Db, ids: Option<&[i64]>) -> Result<HashMap<i64, Vec<Certificate>>> {
    let base = || certificate::Entity::find().order_by_asc(certificate::Column::Id);
    let mut rows = Vec::new();
    match ids {
        None => rows = base().all(db).await?,
        Some(ids) => {
            for chunk in ids.chunks(5_000) {
                let wanted = certificate::Column::ProductId.is_in(chunk.iter().copied());
                rows.extend(base().filter(wanted).all(db).await?);
            }
        }
    }
    let mut found: HashMap<i64, Vec<Certificate>> = HashMap::new();
    for row in rows {
        found.entry(row.product_id).or_default().push(row.into());
    }
    Ok(found)
}

/// All certificates of one product, the newest first.
pub async fn of_product(db: &Db, product: i64) -> Result<Vec<Certificate>> {
    let rows = certificate::Entity::find()
        .filter(certificate::Column::ProductId.eq(product))
        .order_by_desc(certificate::Column::IssuedLatest)
        .order_by_desc(certificate::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Certificate::from).collect())
}

/// The certificate behind a public code, whatever became of it: a label printed years ago must still
/// be told the truth.
pub async fn by_code(db: &Db, code: &str) -> Result<Option<Certificate>> {
    let row = certificate::Entity::find()
        .filter(certificate::Column::Code.eq(code))
        .one(db)
        .await?;
    Ok(row.map(Certificate::from))
}

/// Number of the decision that took a certificate back, where the office recorded one.
pub async fn revoked_decision(db: &Db, certificate: &Certificate) -> Result<Option<String>> {
    if certificate.revoked_on.is_none() {
        return Ok(None);
    }
    let record = certificate_record::Entity::find_by_id(certificate.id)
        .one(db)
        .await?;
    Ok(record.and_then(|record| record.revoked_decision))
}
