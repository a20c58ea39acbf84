//! Undoing an import: takes back exactly what it made, where nothing was built on it since.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use entity::{ImportStatus, ImportVerdict, certificate, certificate_import, certificate_record};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::apply::{ApplyRefusal, Write, products, standing, writes};
use super::model::mark;
use super::papers::papers_of;
use super::preview::held;
use super::register::{Names, names_of};
use super::{KEYS, announce, hold};
use crate::ratings::Certificate;
use foundation::audit::{self, Act};
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Error, Result};

/// Products that are named as standing in the way, at most.
const MOST_NAMED: usize = 20;

/// Why an import is not undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UndoRefusal {
    /// No such import.
    Missing,
    /// It stands where that makes no sense.
    StandsAt(ImportStatus),
    /// Certificates of so many products changed since, or papers were put behind them; some of these products.
    InTheWay(usize, Vec<Names>),
}

/// Takes the certificates of an import back, with the reason; says how many.
pub async fn undo(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    import: i64,
    reason: &str,
) -> Answer<usize, UndoRefusal> {
    retried(|| undo_once(db, now, actor, import, reason)).await
}

async fn undo_once(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    import: i64,
    reason: &str,
) -> Answer<usize, UndoRefusal> {
    let txn = write_txn(db).await?;
    hold(&txn).await?;
    match held(&txn, import, ImportStatus::Applied).await? {
        Ok(()) => {}
        Err(ApplyRefusal::StandsAt(status)) => return Ok(Err(UndoRefusal::StandsAt(status))),
        Err(_) => return Ok(Err(UndoRefusal::Missing)),
    }
    let mut writes = writes(&txn, import).await?;
    let products = products(&writes);
    let standing = standing(&txn, &products).await?;
    let mut blocked = changed(&writes, &standing)?;
    find_keys(&mut writes, &standing);
    let keys: Vec<i64> = writes.iter().map(|write| write.wanted.id).collect();
    let papers = papers_of(&txn, &keys).await?;
    let with_papers: HashSet<i64> = papers.iter().map(|paper| paper.certificate_id).collect();
    for write in writes
        .iter()
        .filter(|write| with_papers.contains(&write.wanted.id))
    {
        blocked.insert(write.wanted.product_id);
    }
    if !blocked.is_empty() {
        let mut first: Vec<i64> = blocked.iter().copied().collect();
        first.sort_unstable();
        first.truncate(MOST_NAMED);
        let mut names = names_of(&txn, &first).await?;
        let told = first.iter().filter_map(|id| names.remove(id)).collect();
        return Ok(Err(UndoRefusal::InTheWay(blocked.len(), told)));
    }
    take_back(&txn, import, &writes).await?;
    record(&txn, now, actor, (import, reason), &writes).await?;
    announce(&txn, now, &products).await?;
    certificate_import::Entity::update_many()
        .col_expr(
            certificate_import::Column::Status,
            Expr::value(ImportStatus::Undone),
        )
        .col_expr(
            certificate_import::Column::UndoneBy,
            Expr::value(Some(actor.to_owned())),
        )
        .col_expr(certificate_import::Column::UndoneAt, Expr::value(Some(now)))
        .filter(certificate_import::Column::Id.eq(import))
        .exec(&txn)
        .await?;
    txn.commit().await?;
    Ok(Ok(writes.len()))
}

/// Products whose certificates, with those of the import taken away again, are not what it was compared with; or on
/// which a certificate of the import is not as it was written.
fn changed(writes: &[Write], standing: &HashMap<i64, Vec<Certificate>>) -> Result<HashSet<i64>> {
    let mut of_product: HashMap<i64, Vec<&Write>> = HashMap::new();
    for write in writes {
        of_product.entry(write.wanted.product_id).or_default().push(write);
    }
    let mut changed = HashSet::new();
    for (product, writes) in of_product {
        let now = standing.get(&product).map_or(&[][..], Vec::as_slice);
        let mut without = Vec::new();
        let mut met = 0;
        for one in now {
            let Some(write) = writes.iter().find(|write| write.wanted.code == one.code) else {
                without.push(one.clone());
                continue;
            };
            let as_written = Certificate {
                id: one.id,
                ..write.wanted.clone()
            };
            if as_written == *one {
                met += 1;
            }
            without.extend(write.before.clone());
        }
        let stood = writes.first().map(|write| write.mark.as_str());
        if met != writes.len() || stood != Some(mark(&without)?.as_str()) {
            changed.insert(product);
        }
    }
    Ok(changed)
}

/// Gives new certificates the keys they have.
fn find_keys(writes: &mut [Write], standing: &HashMap<i64, Vec<Certificate>>) {
    for write in writes.iter_mut().filter(|write| write.wanted.id == 0) {
        let of_product = standing
            .get(&write.wanted.product_id)
            .map_or(&[][..], Vec::as_slice);
        if let Some(one) = of_product.iter().find(|one| one.code == write.wanted.code) {
            write.wanted.id = one.id;
        }
    }
}

async fn take_back(txn: &Txn, import: i64, writes: &[Write]) -> Result<()> {
    // First what says that they are the office's: what was so before the import stays so.
    certificate_record::Entity::delete_many()
        .filter(certificate_record::Column::ImportId.eq(import))
        .exec(txn)
        .await?;
    let mut new = Vec::new();
    for write in writes {
        match &write.before {
            Some(before) => {
                certificate::Entity::update(before.row(None)).exec(txn).await?;
            }
            None => new.push(write.wanted.id),
        }
    }
    for some in new.chunks(KEYS) {
        let gone = certificate::Entity::delete_many()
            .filter(certificate::Column::Id.is_in(some.iter().copied()))
            .exec(txn)
            .await?;
        if gone.rows_affected != some.len() as u64 {
            return Err(Error::new(
                "certificates of an import went while they were taken back",
            ));
        }
    }
    Ok(())
}

async fn record(
    txn: &Txn,
    now: DateTime<Utc>,
    actor: &str,
    (import, reason): (i64, &str),
    writes: &[Write],
) -> Result<()> {
    let mut acts = Vec::with_capacity(writes.len() + 1);
    for write in writes {
        let action = if write.verdict == ImportVerdict::Proof {
            "certificate.restore"
        } else {
            "certificate.take_back"
        };
        acts.push(Act {
            actor,
            action,
            subject_kind: "certificate",
            subject_id: Some(write.wanted.id),
            before: Some(write.wanted.json()?),
            after: write.before.as_ref().map(Certificate::json).transpose()?,
            reason: Some(reason),
        });
    }
    acts.push(Act {
        actor,
        action: "certificate_import.undo",
        subject_kind: "certificate_import",
        subject_id: Some(import),
        before: Some(json!({"status": ImportStatus::Applied.word(), "certificates": writes.len()})),
        after: Some(json!({"status": ImportStatus::Undone.word()})),
        reason: Some(reason),
    });
    audit::record_all(txn, now, acts).await
}
