//! Tables that were sent, as they were judged: private to their producer and gone after a day.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{ImportKind, ImportOutcome, listing_import, listing_import_row};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};

use super::row::{Content, Row};
use crate::listings::Editor;
use foundation::kernel::db::{Db, retried, rows_per_insert, write_txn};
use foundation::kernel::error::{Context, Result};

/// How long a table is kept that was sent.
const KEPT: TimeDelta = TimeDelta::hours(24);
/// Tables of a producer that are kept at once.
const MOST_KEPT: u64 = 5;
/// Values of a row that is kept.
const VALUES: usize = 11;

/// A table that was sent.
pub type Import = listing_import::Model;
/// A row of one.
pub type ImportRow = listing_import_row::Model;

/// Rows of a table as they are shown.
#[derive(Clone, Debug)]
pub struct Shown {
    /// What of the row is kept.
    pub row: ImportRow,
    /// What it changes and what is wrong with it.
    pub content: Content,
}

/// What became of the rows of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stands {
    /// Rows that wait to be written.
    pub waiting: u64,
    /// Rows that were written.
    pub written: u64,
    /// Rows that were left out because something stands there that was not shown.
    pub left: u64,
}

/// Keeps a table as it was judged; `ignored` are names of columns that nobody knows. The oldest of the producer's go.
pub async fn keep(
    db: &Db,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    ignored: &[String],
    rows: &[Row],
) -> Result<i64> {
    retried(|| keep_once(db, now, editor, ignored, rows)).await
}

async fn keep_once(
    db: &Db,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    ignored: &[String],
    rows: &[Row],
) -> Result<i64> {
    let count = |kind| {
        let count = rows.iter().filter(|row| row.kind == kind).count();
        i64::try_from(count).unwrap_or(i64::MAX)
    };
    let txn = write_txn(db).await?;
    let import = listing_import::ActiveModel {
        producer_id: Set(editor.producer),
        actor: Set(editor.actor.to_owned()),
        ignored: Set(ignored.join("\n")),
        rows_read: Set(i64::try_from(rows.len()).unwrap_or(i64::MAX)),
        new_products: Set(count(ImportKind::NewProduct)),
        new_packs: Set(count(ImportKind::NewPack)),
        changed: Set(count(ImportKind::Changed)),
        unchanged: Set(count(ImportKind::Unchanged)),
        refused: Set(count(ImportKind::Refused)),
        created_at: Set(now),
        expires_at: Set(now + KEPT),
        confirmed_at: Set(None),
        written_at: Set(None),
        ..Default::default()
    };
    let import = import.insert(&txn).await?;
    for some in rows.chunks(rows_per_insert(VALUES)) {
        let mut models = Vec::with_capacity(some.len());
        for row in some {
            models.push(model(import.id, row)?);
        }
        listing_import_row::Entity::insert_many(models)
            .exec_without_returning(&txn)
            .await?;
    }
    let kept: Vec<i64> = listing_import::Entity::find()
        .select_only()
        .column(listing_import::Column::Id)
        .filter(listing_import::Column::ProducerId.eq(editor.producer))
        .order_by_desc(listing_import::Column::Id)
        .limit(MOST_KEPT)
        .into_tuple()
        .all(&txn)
        .await?;
    listing_import::Entity::delete_many()
        .filter(listing_import::Column::ProducerId.eq(editor.producer))
        .filter(listing_import::Column::Id.is_not_in(kept))
        .exec(&txn)
        .await?;
    txn.commit().await?;
    Ok(import.id)
}

fn model(import: i64, row: &Row) -> Result<listing_import_row::ActiveModel> {
    let content = Content {
        changes: row.changes.clone(),
        problems: row.problems.clone(),
    };
    let outcome = if row.kind.writes() {
        ImportOutcome::Waiting
    } else {
        ImportOutcome::Nothing
    };
    Ok(listing_import_row::ActiveModel {
        import_id: Set(import),
        line: Set(i64::from(row.line)),
        place: Set(row.place),
        kind: Set(row.kind),
        outcome: Set(outcome),
        product_id: Set(row.product),
        variant_id: Set(row.variant),
        revision: Set(row.revision),
        name: Set(row.name.clone()),
        sku: Set(row.sku.clone()),
        content: Set(serde_json::to_string(&content)?),
        ..Default::default()
    })
}

/// A producer's own table that is still kept.
pub async fn find(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    producer: i64,
    import: i64,
) -> Result<Option<Import>> {
    Ok(listing_import::Entity::find_by_id(import)
        .filter(listing_import::Column::ProducerId.eq(producer))
        .filter(listing_import::Column::ExpiresAt.gt(now))
        .one(db)
        .await?)
}

/// The tables of a producer that are still kept, the last one first.
pub async fn recent(db: &impl ConnectionTrait, now: DateTime<Utc>, producer: i64) -> Result<Vec<Import>> {
    Ok(listing_import::Entity::find()
        .filter(listing_import::Column::ProducerId.eq(producer))
        .filter(listing_import::Column::ExpiresAt.gt(now))
        .order_by_desc(listing_import::Column::Id)
        .limit(MOST_KEPT)
        .all(db)
        .await?)
}

/// Rows of a table, all or of a kind, in the order of the file; at most so many after `skip`.
pub async fn shown(
    db: &impl ConnectionTrait,
    import: i64,
    kind: Option<ImportKind>,
    (skip, most): (u64, u64),
) -> Result<Vec<Shown>> {
    let mut query =
        listing_import_row::Entity::find().filter(listing_import_row::Column::ImportId.eq(import));
    if let Some(kind) = kind {
        query = query.filter(listing_import_row::Column::Kind.eq(kind));
    }
    let rows = query
        .order_by_asc(listing_import_row::Column::Line)
        .offset(skip)
        .limit(most)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

pub(super) fn read(row: ImportRow) -> Result<Shown> {
    let content = serde_json::from_str(&row.content).context("a row of a table of listings")?;
    Ok(Shown { row, content })
}

/// What became of a table's rows.
pub async fn stands(db: &impl ConnectionTrait, import: i64) -> Result<Stands> {
    let count = async |outcome: ImportOutcome| {
        listing_import_row::Entity::find()
            .filter(listing_import_row::Column::ImportId.eq(import))
            .filter(listing_import_row::Column::Outcome.eq(outcome))
            .count(db)
            .await
    };
    Ok(Stands {
        waiting: count(ImportOutcome::Waiting).await?,
        written: count(ImportOutcome::Written).await?,
        left: count(ImportOutcome::Left).await?,
    })
}

/// Forgets the tables whose time has passed; how many.
pub async fn sweep(db: &Db, now: DateTime<Utc>) -> Result<u64> {
    let gone = retried(|| async {
        let txn = write_txn(db).await?;
        let gone = listing_import::Entity::delete_many()
            .filter(listing_import::Column::ExpiresAt.lte(now))
            .exec(&txn)
            .await?;
        txn.commit().await?;
        Ok(gone.rows_affected)
    });
    gone.await
}
