//! Taking certificates back, several at once: all of them or none.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{certificate, certificate_record};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::list::{Listed, listed};
use super::{announce, claim, hold};
use crate::ratings::Certificate;
use foundation::audit::{self, Act};
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Result};

/// Certificates that are taken back in one go.
pub const MOST_REVOKED: usize = 200;

/// On which ground certificates are taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revocation<'a> {
    /// The first day without them.
    pub day: NaiveDate,
    /// Why, as the check page says it.
    pub reason: &'a str,
    /// Number of the decision.
    pub decision: &'a str,
}

/// Why none was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RevokeRefusal {
    /// One of them is not there, or none was chosen.
    Missing,
    /// These are taken back already.
    Already(Vec<String>),
    /// These were signed after that day.
    Before(Vec<String>),
}

/// Certificates that were chosen, at most [`MOST_REVOKED`] of them, in the order of the choice.
pub async fn chosen(db: &impl ConnectionTrait, keys: &[i64]) -> Result<Vec<Listed>> {
    let some = keys.get(..MOST_REVOKED.min(keys.len())).unwrap_or_default();
    listed(db, some).await
}

/// Takes certificates back; says how many.
pub async fn revoke(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    certificates: &[i64],
    revocation: Revocation<'_>,
) -> Answer<usize, RevokeRefusal> {
    retried(|| revoke_once(db, now, actor, certificates, revocation)).await
}

async fn revoke_once(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    certificates: &[i64],
    revocation: Revocation<'_>,
) -> Answer<usize, RevokeRefusal> {
    let txn = write_txn(db).await?;
    hold(&txn).await?;
    let rows = certificate::Entity::find()
        .filter(certificate::Column::Id.is_in(certificates.iter().copied()))
        .order_by_asc(certificate::Column::Id)
        .all(&txn)
        .await?;
    if rows.is_empty() || rows.len() != certificates.len() {
        return Ok(Err(RevokeRefusal::Missing));
    }
    let codes = |wrong: &dyn Fn(&certificate::Model) -> bool| -> Vec<String> {
        let found = rows.iter().filter(|row| wrong(row));
        found.map(|row| row.code.clone()).collect()
    };
    let already = codes(&|row| row.revoked_on.is_some());
    if !already.is_empty() {
        return Ok(Err(RevokeRefusal::Already(already)));
    }
    let before = codes(&|row| row.issued_earliest.is_some_and(|day| day > revocation.day));
    if !before.is_empty() {
        return Ok(Err(RevokeRefusal::Before(before)));
    }
    write(&txn, now, actor, &rows, revocation).await?;
    txn.commit().await?;
    Ok(Ok(rows.len()))
}

async fn write(
    txn: &Txn,
    now: DateTime<Utc>,
    actor: &str,
    rows: &[certificate::Model],
    revocation: Revocation<'_>,
) -> Result<()> {
    let keys: Vec<i64> = rows.iter().map(|row| row.id).collect();
    certificate::Entity::update_many()
        .col_expr(certificate::Column::RevokedOn, Expr::value(Some(revocation.day)))
        .col_expr(
            certificate::Column::RevokedReason,
            Expr::value(Some(revocation.reason.to_owned())),
        )
        .filter(certificate::Column::Id.is_in(keys.iter().copied()))
        .exec(txn)
        .await?;
    claim(txn, now, actor, None, &keys).await?;
    certificate_record::Entity::update_many()
        .col_expr(
            certificate_record::Column::RevokedDecision,
            Expr::value(Some(revocation.decision.to_owned())),
        )
        .filter(certificate_record::Column::CertificateId.is_in(keys.iter().copied()))
        .exec(txn)
        .await?;
    for row in rows {
        let mut after = Certificate::from(row.clone());
        let before = after.json()?;
        after.revoked_on = Some(revocation.day);
        after.revoked_reason = Some(revocation.reason.to_owned());
        let mut after = after.json()?;
        if let Some(fields) = after.as_object_mut() {
            fields.insert("revoked_decision".to_owned(), revocation.decision.into());
        }
        let act = Act {
            actor,
            action: "certificate.revoke",
            subject_kind: "certificate",
            subject_id: Some(row.id),
            before: Some(before),
            after: Some(after),
            reason: Some(revocation.reason),
        };
        audit::record(txn, now, act).await?;
    }
    let mut products: Vec<i64> = rows.iter().map(|row| row.product_id).collect();
    products.sort_unstable();
    products.dedup();
    announce(txn, now, &products).await
}
