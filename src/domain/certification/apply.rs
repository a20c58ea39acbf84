//! Applying an import: all its certificates in one transaction, or none.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use entity::{ImportStatus, ImportVerdict, certificate, certificate_import, certificate_import_row};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;

use super::model::{mark, read_certificate};
use super::preview::held;
use super::{KEYS, announce, claim, hold, of_products};
use crate::ratings::Certificate;
use foundation::audit::{self, Act};
use foundation::kernel::db::{Db, Txn, retried, rows_per_insert, write_txn};
use foundation::kernel::error::{Answer, Error, Result};

/// Columns of a certificate's row.
const COLUMNS: usize = 19;

/// Why an import is not applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApplyRefusal {
    /// No such import.
    Missing,
    /// It stands where that makes no sense.
    StandsAt(ImportStatus),
    /// No line of it writes anything.
    Nothing,
    /// What stands there is not any more what so many lines were compared with.
    Moved(usize),
}

/// A line that writes a certificate.
pub(super) struct Write {
    pub verdict: ImportVerdict,
    /// The certificate as it stands once the line is applied; its key is 0 where it is a new one.
    pub wanted: Certificate,
    /// The certificate it proves, as it stood.
    pub before: Option<Certificate>,
    /// The mark of all certificates of the product when it was compared.
    pub mark: String,
}

/// Writes the certificates of an import; says how many.
pub async fn apply(db: &Db, now: DateTime<Utc>, actor: &str, import: i64) -> Answer<usize, ApplyRefusal> {
    retried(|| apply_once(db, now, actor, import)).await
}

async fn apply_once(db: &Db, now: DateTime<Utc>, actor: &str, import: i64) -> Answer<usize, ApplyRefusal> {
    let txn = write_txn(db).await?;
    hold(&txn).await?;
    if let Err(refusal) = held(&txn, import, ImportStatus::Preview).await? {
        return Ok(Err(refusal));
    }
    let mut writes = writes(&txn, import).await?;
    if writes.is_empty() {
        return Ok(Err(ApplyRefusal::Nothing));
    }
    let products = products(&writes);
    let moved = moved(&txn, &writes, &products).await?;
    if moved > 0 {
        return Ok(Err(ApplyRefusal::Moved(moved)));
    }
    write(&txn, now, &mut writes).await?;
    let keys: Vec<i64> = writes.iter().map(|write| write.wanted.id).collect();
    claim(&txn, now, actor, Some(import), &keys).await?;
    record(&txn, now, actor, import, &writes).await?;
    certificate_import::Entity::update_many()
        .col_expr(
            certificate_import::Column::Status,
            Expr::value(ImportStatus::Applied),
        )
        .col_expr(
            certificate_import::Column::AppliedBy,
            Expr::value(Some(actor.to_owned())),
        )
        .col_expr(certificate_import::Column::AppliedAt, Expr::value(Some(now)))
        .filter(certificate_import::Column::Id.eq(import))
        .exec(&txn)
        .await?;
    announce(&txn, now, &products).await?;
    txn.commit().await?;
    Ok(Ok(writes.len()))
}

/// The lines of an import that write something, in their order.
pub(super) async fn writes(db: &impl ConnectionTrait, import: i64) -> Result<Vec<Write>> {
    let rows = certificate_import_row::Entity::find()
        .filter(certificate_import_row::Column::ImportId.eq(import))
        .filter(certificate_import_row::Column::Verdict.is_in(ImportVerdict::WRITES))
        .order_by_asc(certificate_import_row::Column::Line)
        .all(db)
        .await?;
    rows.into_iter()
        .map(|row| {
            let lost = || Error::new("a line of an import has lost its certificate");
            let proves = row.verdict == ImportVerdict::Proof;
            let before = row.before.as_deref().filter(|_| proves);
            Ok(Write {
                verdict: row.verdict,
                wanted: read_certificate(row.wanted.as_deref().ok_or_else(lost)?)?,
                before: before.map(read_certificate).transpose()?,
                mark: row.mark.ok_or_else(lost)?,
            })
        })
        .collect()
}

/// The products lines are about, each once.
pub(super) fn products(writes: &[Write]) -> Vec<i64> {
    let mut products: Vec<i64> = writes.iter().map(|write| write.wanted.product_id).collect();
    products.sort_unstable();
    products.dedup();
    products
}

/// The certificates of products as they stand, by key.
pub(super) async fn standing(txn: &Txn, products: &[i64]) -> Result<HashMap<i64, Vec<Certificate>>> {
    let mut found: HashMap<i64, Vec<Certificate>> = HashMap::new();
    for row in of_products(txn, products).await? {
        let of_product = found.entry(row.product_id).or_default();
        of_product.push(Certificate::from(row));
    }
    Ok(found)
}

/// How many lines were compared with something that is not there any more, or lost their code to somebody.
async fn moved(txn: &Txn, writes: &[Write], products: &[i64]) -> Result<usize> {
    let standing = standing(txn, products).await?;
    let mut marks = HashMap::new();
    for product in products {
        let of_product = standing.get(product).map_or(&[][..], Vec::as_slice);
        marks.insert(*product, mark(of_product)?);
    }
    let mut taken: HashSet<String> = HashSet::new();
    let codes: Vec<&str> = writes
        .iter()
        .filter(|write| write.wanted.id == 0)
        .map(|write| write.wanted.code.as_str())
        .collect();
    for some in codes.chunks(KEYS) {
        let found: Vec<String> = certificate::Entity::find()
            .select_only()
            .column(certificate::Column::Code)
            .filter(certificate::Column::Code.is_in(some.iter().copied()))
            .into_tuple()
            .all(txn)
            .await?;
        taken.extend(found);
    }
    let stale = writes.iter().filter(|write| {
        marks.get(&write.wanted.product_id) != Some(&write.mark)
            || (write.wanted.id == 0 && taken.contains(&write.wanted.code))
    });
    Ok(stale.count())
}

/// Writes the certificates; each knows its key afterwards.
async fn write(txn: &Txn, now: DateTime<Utc>, writes: &mut [Write]) -> Result<()> {
    for write in writes.iter().filter(|write| write.wanted.id != 0) {
        certificate::Entity::update(write.wanted.row(None))
            .exec(txn)
            .await?;
    }
    let new: Vec<&Certificate> = writes
        .iter()
        .map(|write| &write.wanted)
        .filter(|wanted| wanted.id == 0)
        .collect();
    let mut keys: HashMap<String, i64> = HashMap::new();
    for some in new.chunks(rows_per_insert(COLUMNS)) {
        let rows = some.iter().map(|wanted| wanted.row(Some(now)));
        certificate::Entity::insert_many(rows)
            .exec_without_returning(txn)
            .await?;
        let written: Vec<(String, i64)> = certificate::Entity::find()
            .select_only()
            .columns([certificate::Column::Code, certificate::Column::Id])
            .filter(certificate::Column::Code.is_in(some.iter().map(|wanted| wanted.code.as_str())))
            .into_tuple()
            .all(txn)
            .await?;
        keys.extend(written);
    }
    for write in writes.iter_mut().filter(|write| write.wanted.id == 0) {
        let key = keys.get(&write.wanted.code).copied();
        write.wanted.id = key.ok_or_else(|| Error::new("a certificate that was written is not there"))?;
    }
    Ok(())
}

async fn record(txn: &Txn, now: DateTime<Utc>, actor: &str, import: i64, writes: &[Write]) -> Result<()> {
    let mut acts = Vec::with_capacity(writes.len() + 1);
    for write in writes {
        let action = if write.verdict == ImportVerdict::Proof {
            "certificate.prove"
        } else {
            "certificate.record"
        };
        let mut after = write.wanted.json()?;
        if let Some(fields) = after.as_object_mut() {
            fields.insert("import".to_owned(), import.into());
        }
        acts.push(Act {
            actor,
            action,
            subject_kind: "certificate",
            subject_id: Some(write.wanted.id),
            before: write.before.as_ref().map(Certificate::json).transpose()?,
            after: Some(after),
            reason: None,
        });
    }
    acts.push(Act {
        actor,
        action: "certificate_import.apply",
        subject_kind: "certificate_import",
        subject_id: Some(import),
        before: Some(json!({"status": ImportStatus::Preview.word()})),
        after: Some(json!({"status": ImportStatus::Applied.word(), "certificates": writes.len()})),
        reason: None,
    });
    audit::record_all(txn, now, acts).await
}
