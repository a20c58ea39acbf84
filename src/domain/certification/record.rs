//! One certificate by hand: a new one of a product (the first, a renewal, another number of stars), and what is known
//! of one that stands there.

use chrono::{DateTime, Utc};
use entity::{certificate, product};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::facts::{Facts, Field, Problem};
use super::judge::is_same;
use super::model::{draw_code, mark};
use super::{announce, claim, hold, of_products, papers};
use crate::ratings::Certificate;
use foundation::audit::{self, Act};
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Result};
use foundation::kernel::secrets::Secrets;
use foundation::media::MediaKey;

/// Why nothing was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordRefusal {
    /// No such product or certificate.
    Missing,
    /// It changed since it was looked at.
    Moved,
    /// This is wrong with it.
    Wrong(Field, Problem),
}

/// What is recorded, by whom and on which paper.
#[derive(Clone, Copy, Debug)]
pub struct Kept<'a> {
    /// Who: `user:7`.
    pub actor: &'a str,
    /// What is known.
    pub facts: &'a Facts,
    /// The paper behind it, whose file is kept already.
    pub paper: Option<&'a MediaKey>,
}

/// Records a new certificate of a product whose certificates were seen as `seen` marks them; its key.
pub async fn record(
    db: &Db,
    now: DateTime<Utc>,
    secrets: &Secrets,
    (product, seen): (i64, &str),
    kept: Kept<'_>,
) -> Answer<i64, RecordRefusal> {
    retried(|| record_once(db, now, secrets, (product, seen), kept)).await
}

async fn record_once(
    db: &Db,
    now: DateTime<Utc>,
    secrets: &Secrets,
    (product, seen): (i64, &str),
    kept: Kept<'_>,
) -> Answer<i64, RecordRefusal> {
    let txn = write_txn(db).await?;
    hold(&txn).await?;
    if product::Entity::find_by_id(product).one(&txn).await?.is_none() {
        return Ok(Err(RecordRefusal::Missing));
    }
    let known: Vec<Certificate> = of_products(&txn, &[product])
        .await?
        .into_iter()
        .map(Certificate::from)
        .collect();
    if mark(&known)? != seen {
        return Ok(Err(RecordRefusal::Moved));
    }
    // One that was taken back may be given anew.
    if known
        .iter()
        .any(|one| one.revoked_on.is_none() && is_same(one, kept.facts))
    {
        return Ok(Err(RecordRefusal::Wrong(Field::DecisionNo, Problem::Known)));
    }
    let code = match &kept.facts.code {
        Some(code) if is_taken(&txn, code).await? => {
            return Ok(Err(RecordRefusal::Wrong(Field::Code, Problem::CodeTaken)));
        }
        Some(code) => code.clone(),
        None => draw_code(secrets)?,
    };
    let mut wanted = Certificate::new(product, code, kept.facts);
    let row = wanted.row(Some(now));
    wanted.id = certificate::Entity::insert(row).exec(&txn).await?.last_insert_id;
    let before = known.iter().max_by_key(|one| (one.issued_latest, one.id));
    finish(&txn, now, kept, "certificate.record", before, &wanted).await?;
    txn.commit().await?;
    Ok(Ok(wanted.id))
}

/// Writes down what is known of a certificate that was seen as `seen` marks it: matches it with its decision, sets how
/// far it is believed. Stars and code stay: another number of stars is another certificate.
pub async fn prove(
    db: &Db,
    now: DateTime<Utc>,
    (certificate, seen): (i64, &str),
    kept: Kept<'_>,
) -> Answer<(), RecordRefusal> {
    retried(|| prove_once(db, now, (certificate, seen), kept)).await
}

async fn prove_once(
    db: &Db,
    now: DateTime<Utc>,
    (certificate, seen): (i64, &str),
    kept: Kept<'_>,
) -> Answer<(), RecordRefusal> {
    let txn = write_txn(db).await?;
    hold(&txn).await?;
    let row = certificate::Entity::find_by_id(certificate).one(&txn).await?;
    let Some(before) = row.map(Certificate::from) else {
        return Ok(Err(RecordRefusal::Missing));
    };
    if mark(std::slice::from_ref(&before))? != seen {
        return Ok(Err(RecordRefusal::Moved));
    }
    if before.stars != kept.facts.stars {
        return Ok(Err(RecordRefusal::Wrong(Field::Stars, Problem::NoStars)));
    }
    let wanted = before.proven(kept.facts);
    if wanted == before && kept.paper.is_none() {
        return Ok(Err(RecordRefusal::Wrong(Field::DecisionNo, Problem::Known)));
    }
    certificate::Entity::update(wanted.row(None)).exec(&txn).await?;
    finish(&txn, now, kept, "certificate.prove", Some(&before), &wanted).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

async fn is_taken(txn: &Txn, code: &str) -> Result<bool> {
    let known = certificate::Entity::find()
        .filter(certificate::Column::Code.eq(code))
        .count(txn)
        .await?;
    Ok(known > 0)
}

/// What goes with every certificate that is written by hand.
async fn finish(
    txn: &Txn,
    now: DateTime<Utc>,
    kept: Kept<'_>,
    action: &str,
    before: Option<&Certificate>,
    after: &Certificate,
) -> Result<()> {
    claim(txn, now, kept.actor, None, &[after.id]).await?;
    if let Some(key) = kept.paper {
        papers::add(txn, now, kept.actor, after.id, key).await?;
    }
    let act = Act {
        actor: kept.actor,
        action,
        subject_kind: "certificate",
        subject_id: Some(after.id),
        before: before.map(Certificate::json).transpose()?,
        after: Some(after.json()?),
        reason: None,
    };
    audit::record(txn, now, act).await?;
    announce(txn, now, &[after.product_id]).await
}
