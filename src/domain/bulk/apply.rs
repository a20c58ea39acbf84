//! Writing what was shown. Rows about one product are written together; some products share a transaction, which
//! also marks their rows: what a crash or a second "yes" finds written is not written again.

use chrono::{DateTime, Utc};
use entity::{ImportOutcome, listing_import, listing_import_row};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;

use super::row::Problem;
use super::store::{Shown, read, stands};
use super::write;
use crate::listings::Editor;
use foundation::audit::{self, Act};
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::Result;

/// Products of one transaction: it ends before buyers notice that somebody else writes.
const AT_ONCE: i32 = 200;
/// Transactions of one request; what is left waits for the next.
const MOST: usize = 10;

/// How far it came.
enum Step {
    /// There is no such table.
    Missing,
    /// Rows wait.
    More,
    /// Nothing waits.
    Done,
}

/// Writes a producer's own table as far as one request goes: some two thousand products. `false` when it is not
/// there. Said again, it goes on where it ended and does nothing twice.
pub async fn confirm(db: &Db, now: DateTime<Utc>, editor: Editor<'_>, import: i64) -> Result<bool> {
    for _ in 0..MOST {
        match retried(|| some(db, now, editor, import)).await? {
            Step::Missing => return Ok(false),
            Step::More => {}
            Step::Done => break,
        }
    }
    Ok(true)
}

async fn some(db: &Db, now: DateTime<Utc>, editor: Editor<'_>, import: i64) -> Result<Step> {
    let txn = write_txn(db).await?;
    // Held, so that two who say "yes" at once write one after the other.
    let held = listing_import::Entity::find_by_id(import)
        .filter(listing_import::Column::ProducerId.eq(editor.producer))
        .filter(listing_import::Column::ExpiresAt.gt(now))
        .lock_exclusive()
        .one(&txn)
        .await?;
    let Some(held) = held else {
        return Ok(Step::Missing);
    };
    if held.written_at.is_some() {
        return Ok(Step::Done);
    }
    let rows = next(&txn, import).await?;
    let mut written = Vec::new();
    let mut rest = rows.as_slice();
    while let Some(first) = rest.first() {
        let end = rest.partition_point(|shown| shown.row.place == first.row.place);
        let (group, others) = rest.split_at(end);
        rest = others;
        for (shown, left) in group.iter().zip(write::group(&txn, now, editor, group).await?) {
            match left {
                None => written.push(shown.row.id),
                Some(problem) => leave(&txn, shown, problem).await?,
            }
        }
    }
    listing_import_row::Entity::update_many()
        .col_expr(
            listing_import_row::Column::Outcome,
            Expr::value(ImportOutcome::Written),
        )
        .filter(listing_import_row::Column::Id.is_in(written))
        .exec(&txn)
        .await?;
    let waiting = listing_import_row::Entity::find()
        .filter(listing_import_row::Column::ImportId.eq(import))
        .filter(listing_import_row::Column::Outcome.eq(ImportOutcome::Waiting))
        .count(&txn)
        .await?;
    close(&txn, now, editor, held, waiting == 0).await?;
    txn.commit().await?;
    Ok(if waiting == 0 { Step::Done } else { Step::More })
}

/// The rows of the next products, the rows of each one after the other.
async fn next(txn: &Txn, import: i64) -> Result<Vec<Shown>> {
    let waiting = || {
        listing_import_row::Entity::find()
            .filter(listing_import_row::Column::ImportId.eq(import))
            .filter(listing_import_row::Column::Outcome.eq(ImportOutcome::Waiting))
    };
    let first: Option<i32> = waiting()
        .select_only()
        .column(listing_import_row::Column::Place)
        .order_by_asc(listing_import_row::Column::Place)
        .limit(1)
        .into_tuple()
        .one(txn)
        .await?;
    let Some(first) = first else {
        return Ok(Vec::new());
    };
    let rows = waiting()
        .filter(listing_import_row::Column::Place.lt(first.saturating_add(AT_ONCE)))
        .order_by_asc(listing_import_row::Column::Place)
        .order_by_asc(listing_import_row::Column::Line)
        .all(txn)
        .await?;
    rows.into_iter().map(read).collect()
}

/// Marks a row that was left out, with the reason.
async fn leave(txn: &Txn, shown: &Shown, problem: Problem) -> Result<()> {
    let mut content = shown.content.clone();
    content.problems = vec![problem];
    let mut row = shown.row.clone().into_active_model();
    row.outcome = Set(ImportOutcome::Left);
    row.content = Set(serde_json::to_string(&content)?);
    row.update(txn).await?;
    Ok(())
}

/// Writes down that a table was written, when nothing of it waits.
async fn close(
    txn: &Txn,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    held: listing_import::Model,
    whole: bool,
) -> Result<()> {
    let (id, rows) = (held.id, held.rows_read);
    let confirmed = held.confirmed_at.unwrap_or(now);
    let mut import = held.into_active_model();
    import.confirmed_at = Set(Some(confirmed));
    if whole {
        import.written_at = Set(Some(now));
    }
    import.update(txn).await?;
    if !whole {
        return Ok(());
    }
    let stands = stands(txn, id).await?;
    let act = Act {
        actor: editor.actor,
        action: "listing.import",
        subject_kind: "producer",
        subject_id: Some(editor.producer),
        before: None,
        after: Some(json!({"rows": rows, "written": stands.written, "left": stands.left})),
        reason: None,
    };
    audit::record(txn, now, act).await
}
