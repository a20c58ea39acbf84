//! Reading a file of decisions: every line is judged and kept with what it means, and no certificate is written.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{ImportStatus, ImportVerdict, certificate_import, certificate_import_row};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::apply::ApplyRefusal;
use super::facts::Typed;
use super::imports::{read_candidates, read_typed};
use super::judge::{Judge, Judged};
use super::model::read_certificate;
use super::register::Register;
use foundation::audit::{self, Act};
use foundation::kernel::clock::vietnam_day;
use foundation::kernel::db::{Db, Txn, retried, rows_per_insert, write_txn};
use foundation::kernel::error::{Answer, Result};
use foundation::kernel::secrets::Secrets;

/// Products that are offered for a line; of more, somebody writes the address into the file.
pub const MOST_CANDIDATES: usize = 6;
/// Columns of a line's row.
const COLUMNS: usize = 12;

/// Judges lines and keeps them as a new import; its key.
pub async fn prepare(
    db: &Db,
    now: DateTime<Utc>,
    secrets: &Secrets,
    actor: &str,
    lines: &[(u32, Typed)],
) -> Result<i64> {
    retried(|| prepare_once(db, now, secrets, actor, lines)).await
}

async fn prepare_once(
    db: &Db,
    now: DateTime<Utc>,
    secrets: &Secrets,
    actor: &str,
    lines: &[(u32, Typed)],
) -> Result<i64> {
    // Read outside of the transaction: what changes meanwhile shows in the marks.
    let register = Register::load(db).await?;
    let mut judge = Judge::new(&register, secrets, vietnam_day(now));
    let mut rows = Vec::with_capacity(lines.len());
    for (line, typed) in lines {
        rows.push(row(*line, typed, &judge.judge(typed, None)?)?);
    }
    let txn = write_txn(db).await?;
    let import = certificate_import::ActiveModel {
        status: Set(ImportStatus::Preview),
        lines: Set(i32::try_from(lines.len()).unwrap_or(i32::MAX)),
        created_by: Set(actor.to_owned()),
        created_at: Set(now),
        applied_by: Set(None),
        applied_at: Set(None),
        undone_by: Set(None),
        undone_at: Set(None),
        ..Default::default()
    };
    let id = certificate_import::Entity::insert(import)
        .exec(&txn)
        .await?
        .last_insert_id;
    for some in rows.chunks(rows_per_insert(COLUMNS)) {
        let some = some
            .iter()
            .cloned()
            .map(|row| certificate_import_row::ActiveModel {
                import_id: Set(id),
                ..row
            });
        certificate_import_row::Entity::insert_many(some)
            .exec_without_returning(&txn)
            .await?;
    }
    txn.commit().await?;
    Ok(id)
}

/// The row of a line, without its import.
fn row(line: u32, typed: &Typed, judged: &Judged) -> Result<certificate_import_row::ActiveModel> {
    let json = |snapshot: &crate::ratings::Certificate| serde_json::to_string(snapshot);
    let mut candidates = judged.candidates.clone();
    candidates.truncate(MOST_CANDIDATES);
    let problems = (!judged.problems.is_empty())
        .then(|| serde_json::to_string(&judged.problems))
        .transpose()?;
    let candidates = (!candidates.is_empty())
        .then(|| serde_json::to_string(&candidates))
        .transpose()?;
    Ok(certificate_import_row::ActiveModel {
        id: NotSet,
        import_id: NotSet,
        line: Set(i64::from(line)),
        typed: Set(serde_json::to_string(typed)?),
        verdict: Set(judged.verdict.unwrap_or(ImportVerdict::Refused)),
        product_id: Set(judged.product_id),
        certificate_id: Set(judged.certificate_id),
        wanted: Set(judged.wanted.as_ref().map(json).transpose()?),
        before: Set(judged.before.as_ref().map(json).transpose()?),
        mark: Set(judged.mark.clone()),
        problems: Set(problems),
        candidates: Set(candidates),
    })
}

/// The import, held until the transaction ends, if it stands where it may be changed.
pub(super) async fn held(txn: &Txn, import: i64, at: ImportStatus) -> Answer<(), ApplyRefusal> {
    let row = certificate_import::Entity::find_by_id(import)
        .lock_exclusive()
        .one(txn)
        .await?;
    Ok(match row {
        None => Err(ApplyRefusal::Missing),
        Some(row) if row.status != at => Err(ApplyRefusal::StandsAt(row.status)),
        Some(_) => Ok(()),
    })
}

/// Says for lines, given by their rows, which product is meant; none leaves a line out again. A product that was not
/// offered for a line is passed over.
pub async fn choose(
    db: &Db,
    now: DateTime<Utc>,
    secrets: &Secrets,
    import: i64,
    choices: &[(i64, Option<i64>)],
) -> Answer<(), ApplyRefusal> {
    retried(|| anew(db, now, secrets, import, choices)).await
}

/// Compares all lines of an import anew with what stands there now.
pub async fn reconsider(
    db: &Db,
    now: DateTime<Utc>,
    secrets: &Secrets,
    import: i64,
) -> Answer<(), ApplyRefusal> {
    retried(|| anew(db, now, secrets, import, &[])).await
}

async fn anew(
    db: &Db,
    now: DateTime<Utc>,
    secrets: &Secrets,
    import: i64,
    choices: &[(i64, Option<i64>)],
) -> Answer<(), ApplyRefusal> {
    let txn = write_txn(db).await?;
    if let Err(refusal) = held(&txn, import, ImportStatus::Preview).await? {
        return Ok(Err(refusal));
    }
    let rows = certificate_import_row::Entity::find()
        .filter(certificate_import_row::Column::ImportId.eq(import))
        .order_by_asc(certificate_import_row::Column::Line)
        .all(&txn)
        .await?;
    let today: NaiveDate = vietnam_day(now);
    let register = Register::load(&txn).await?;
    let mut judge = Judge::new(&register, secrets, today);
    for known in rows {
        let mut typed = read_typed(&known)?;
        let offered = read_candidates(&known)?;
        if let Some((_, choice)) = choices.iter().find(|(id, _)| *id == known.id) {
            typed.chosen = choice.filter(|product| offered.contains(product));
        }
        let before = known.wanted.as_deref().map(read_certificate).transpose()?;
        let mut judged = judge.judge(&typed, before.as_ref())?;
        if typed.chosen.is_some() {
            // So that the choice can be another one later.
            judged.candidates.clone_from(&offered);
        }
        let line = u32::try_from(known.line).unwrap_or(u32::MAX);
        let wanted = certificate_import_row::ActiveModel {
            id: Set(known.id),
            ..row(line, &typed, &judged)?
        };
        if differs(&known, &wanted) {
            certificate_import_row::Entity::update(wanted).exec(&txn).await?;
        }
    }
    txn.commit().await?;
    Ok(Ok(()))
}

fn differs(known: &certificate_import_row::Model, wanted: &certificate_import_row::ActiveModel) -> bool {
    wanted.typed.as_ref() != &known.typed
        || wanted.verdict.as_ref() != &known.verdict
        || wanted.product_id.as_ref() != &known.product_id
        || wanted.certificate_id.as_ref() != &known.certificate_id
        || wanted.wanted.as_ref() != &known.wanted
        || wanted.before.as_ref() != &known.before
        || wanted.mark.as_ref() != &known.mark
        || wanted.problems.as_ref() != &known.problems
        || wanted.candidates.as_ref() != &known.candidates
}

/// Puts an import away that was not applied.
pub async fn discard(db: &Db, now: DateTime<Utc>, actor: &str, import: i64) -> Answer<(), ApplyRefusal> {
    retried(|| async {
        let txn = write_txn(db).await?;
        if let Err(refusal) = held(&txn, import, ImportStatus::Preview).await? {
            return Ok(Err(refusal));
        }
        certificate_import::Entity::update_many()
            .col_expr(
                certificate_import::Column::Status,
                Expr::value(ImportStatus::Discarded),
            )
            .filter(certificate_import::Column::Id.eq(import))
            .exec(&txn)
            .await?;
        let act = Act {
            actor,
            action: "certificate_import.discard",
            subject_kind: "certificate_import",
            subject_id: Some(import),
            before: Some(serde_json::json!({"status": ImportStatus::Preview.word()})),
            after: Some(serde_json::json!({"status": ImportStatus::Discarded.word()})),
            reason: None,
        };
        audit::record(&txn, now, act).await?;
        txn.commit().await?;
        Ok(Ok(()))
    })
    .await
}
