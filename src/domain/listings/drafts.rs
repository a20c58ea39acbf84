//! The one open draft of a product: begun from what is public, saved, handed in, taken back.

use chrono::{DateTime, Utc};
use entity::{ReviewState, listing_draft, product, variant};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use super::content::Listing;
use super::queries::{live, owned};
use super::{Editor, Refusal};
use crate::compliance;
use crate::gallery;
use foundation::audit;
use foundation::kernel::clock::vietnam_day;
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Context, Error, Result};

/// An open draft.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Key.
    pub id: i64,
    /// The product.
    pub product_id: i64,
    /// Where it stands.
    pub state: ReviewState,
    /// Which revision this is.
    pub revision: i64,
    /// What it says.
    pub content: Listing,
    /// Why it was sent back.
    pub reason: Option<String>,
    /// When it was handed in (UTC).
    pub submitted_at: Option<DateTime<Utc>>,
}

impl Draft {
    pub(super) fn read(row: listing_draft::Model) -> Result<Self> {
        let content = serde_json::from_str(&row.content).context("the content of a draft")?;
        Ok(Self {
            id: row.id,
            product_id: row.product_id,
            state: row.state,
            revision: row.revision,
            content,
            reason: row.reason,
            submitted_at: row.submitted_at,
        })
    }
}

/// The open draft of a producer's own product, if there is one.
pub async fn of_product(db: &impl ConnectionTrait, producer: i64, product: i64) -> Result<Option<Draft>> {
    let row = listing_draft::Entity::find()
        .filter(listing_draft::Column::ProducerId.eq(producer))
        .filter(listing_draft::Column::ProductId.eq(product))
        .filter(listing_draft::Column::State.ne(ReviewState::Approved))
        .one(db)
        .await?;
    row.map(Draft::read).transpose()
}

/// The open draft of a product; begun from what is public where there is none. Begun twice at once, it is one.
pub async fn begin(db: &Db, now: DateTime<Utc>, editor: Editor<'_>, product: i64) -> Answer<Draft, Refusal> {
    retried(|| begin_once(db, now, editor, product)).await
}

async fn begin_once(db: &Db, now: DateTime<Utc>, editor: Editor<'_>, product: i64) -> Answer<Draft, Refusal> {
    let txn = write_txn(db).await?;
    let Some(product) = owned(&txn, editor.producer, product).await? else {
        return Ok(Err(Refusal::Unknown));
    };
    let content = live(&txn, &product).await?;
    lay_down(&txn, now, editor, &product, &content).await?;
    let draft = of_product(&txn, editor.producer, product.id).await?;
    txn.commit().await?;
    draft
        .map(Ok)
        .ok_or_else(|| Error::new("a draft that was just begun is not there"))
}

/// Writes the first revision of a draft, unless the product has an open one.
pub(super) async fn lay_down(
    txn: &Txn,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    product: &product::Model,
    content: &Listing,
) -> Result<()> {
    let row = listing_draft::ActiveModel {
        producer_id: Set(editor.producer),
        product_id: Set(product.id),
        state: Set(ReviewState::Draft),
        revision: Set(1),
        base_revision: Set(product.revision),
        content: Set(serde_json::to_string(content)?),
        reason: Set(None),
        edited_by: Set(editor.actor.to_owned()),
        submitted_at: Set(None),
        decided_at: Set(None),
        decided_by: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    };
    listing_draft::Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

/// Saves what a draft says, if nobody saved since `seen`; 0 begins one. One that was handed in is taken back by it.
pub async fn save(
    db: &Db,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    (product, seen): (i64, i64),
    content: &Listing,
) -> Answer<Draft, Refusal> {
    retried(|| save_once(db, now, editor, (product, seen), content)).await
}

async fn save_once(
    db: &Db,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    (product, seen): (i64, i64),
    content: &Listing,
) -> Answer<Draft, Refusal> {
    let txn = write_txn(db).await?;
    let saved = save_in(&txn, now, editor, (product, seen), content).await?;
    if saved.is_ok() {
        txn.commit().await?;
    }
    Ok(saved)
}

/// The same as [`save`] within somebody's transaction, which is rolled back where this is refused.
pub async fn save_in(
    txn: &Txn,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    (product, seen): (i64, i64),
    content: &Listing,
) -> Answer<Draft, Refusal> {
    let Some(row) = owned(txn, editor.producer, product).await? else {
        return Ok(Err(Refusal::Unknown));
    };
    let mut seen = seen;
    let mut open = of_product(txn, editor.producer, product).await?;
    if open.is_none() && seen == 0 {
        let public = live(txn, &row).await?;
        lay_down(txn, now, editor, &row, &public).await?;
        open = of_product(txn, editor.producer, product).await?;
        seen = 1;
    }
    let Some(draft) = open else {
        return Ok(Err(Refusal::Stale));
    };
    if !write(txn, now, editor, (draft.id, seen), content).await? {
        return Ok(Err(Refusal::Stale));
    }
    let draft = of_product(txn, editor.producer, product).await?;
    Ok(draft.ok_or(Refusal::Unknown))
}

/// Writes the next revision of an open draft, if `seen` is the last one.
pub(super) async fn write(
    txn: &Txn,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    (draft, seen): (i64, i64),
    content: &Listing,
) -> Result<bool> {
    use listing_draft::Column;
    let written = listing_draft::Entity::update_many()
        .col_expr(Column::Content, Expr::value(serde_json::to_string(content)?))
        .col_expr(Column::Revision, Expr::value(seen.saturating_add(1)))
        .col_expr(Column::EditedBy, Expr::value(editor.actor.to_owned()))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .filter(Column::Id.eq(draft))
        .filter(Column::Revision.eq(seen))
        .filter(Column::State.ne(ReviewState::Approved))
        .exec(txn)
        .await?;
    if written.rows_affected != 1 {
        return Ok(false);
    }
    // What is written anew has to be looked at anew; the reason of a refusal stays until it is handed in again.
    listing_draft::Entity::update_many()
        .col_expr(Column::State, Expr::value(ReviewState::Draft))
        .filter(Column::Id.eq(draft))
        .filter(Column::State.eq(ReviewState::Submitted))
        .exec(txn)
        .await?;
    Ok(true)
}

/// Hands a draft in, as it was seen.
pub async fn submit(
    db: &Db,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    (product, seen): (i64, i64),
) -> Answer<(), Refusal> {
    retried(|| submit_once(db, now, editor, (product, seen))).await
}

async fn submit_once(
    db: &Db,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    (product, seen): (i64, i64),
) -> Answer<(), Refusal> {
    use listing_draft::Column;
    let txn = write_txn(db).await?;
    let Some(draft) = of_product(&txn, editor.producer, product).await? else {
        return Ok(Err(Refusal::Unknown));
    };
    let packs = variant::Entity::find()
        .filter(variant::Column::ProductId.eq(product))
        .count(&txn)
        .await?;
    let lacks = draft.content.lacks(usize::try_from(packs).unwrap_or(usize::MAX));
    let set = draft.content.set_id;
    if !lacks.is_empty() || compliance::is_lacking(&txn, product, set, vietnam_day(now)).await? {
        return Ok(Err(Refusal::Incomplete));
    }
    let handed_in = listing_draft::Entity::update_many()
        .col_expr(Column::State, Expr::value(ReviewState::Submitted))
        .col_expr(Column::SubmittedAt, Expr::value(Some(now)))
        .col_expr(Column::Reason, Expr::value(None::<String>))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .filter(Column::Id.eq(draft.id))
        .filter(Column::Revision.eq(seen))
        .filter(Column::State.is_in([ReviewState::Draft, ReviewState::Rejected]))
        .exec(&txn)
        .await?;
    if handed_in.rows_affected != 1 {
        return Ok(Err(Refusal::Stale));
    }
    note(
        &txn,
        now,
        editor,
        "listing.submit",
        product,
        json!({"revision": seen}),
    )
    .await?;
    txn.commit().await?;
    Ok(Ok(()))
}

/// Takes a draft back that was handed in and not decided.
pub async fn withdraw(db: &Db, now: DateTime<Utc>, editor: Editor<'_>, product: i64) -> Answer<(), Refusal> {
    retried(|| withdraw_once(db, now, editor, product)).await
}

async fn withdraw_once(db: &Db, now: DateTime<Utc>, editor: Editor<'_>, product: i64) -> Answer<(), Refusal> {
    use listing_draft::Column;
    let txn = write_txn(db).await?;
    let back = listing_draft::Entity::update_many()
        .col_expr(Column::State, Expr::value(ReviewState::Draft))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .filter(Column::ProductId.eq(product))
        .filter(Column::ProducerId.eq(editor.producer))
        .filter(Column::State.eq(ReviewState::Submitted))
        .exec(&txn)
        .await?;
    if back.rows_affected != 1 {
        return Ok(Err(Refusal::Stale));
    }
    note(&txn, now, editor, "listing.withdraw", product, json!({})).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

/// Throws an open draft away: the listing stays as the public reads it. The draft of a listing that was never
/// public stays, since it is all there is of it.
pub async fn discard(db: &Db, now: DateTime<Utc>, editor: Editor<'_>, product: i64) -> Answer<(), Refusal> {
    retried(|| discard_once(db, now, editor, product)).await
}

async fn discard_once(db: &Db, now: DateTime<Utc>, editor: Editor<'_>, product: i64) -> Answer<(), Refusal> {
    let txn = write_txn(db).await?;
    let Some(row) = owned(&txn, editor.producer, product).await? else {
        return Ok(Err(Refusal::Unknown));
    };
    if row.status == entity::PublicStatus::Draft {
        return Ok(Err(Refusal::Stale));
    }
    let Some(draft) = of_product(&txn, editor.producer, product).await? else {
        return Ok(Err(Refusal::Unknown));
    };
    listing_draft::Entity::delete_many()
        .filter(listing_draft::Column::Id.eq(draft.id))
        .filter(listing_draft::Column::State.ne(ReviewState::Approved))
        .exec(&txn)
        .await?;
    let thrown = serde_json::to_value(&draft.content)?;
    note(&txn, now, editor, "listing.discard", product, thrown).await?;
    let pictures: Vec<i64> = draft.content.pictures.iter().map(|shot| shot.media_id).collect();
    gallery::forget_later(&txn, now, &pictures).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

/// Writes down what somebody did to a listing.
pub(super) async fn note(
    txn: &Txn,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    action: &str,
    product: i64,
    after: serde_json::Value,
) -> Result<()> {
    let act = audit::Act {
        actor: editor.actor,
        action,
        subject_kind: "product",
        subject_id: Some(product),
        before: None,
        after: Some(after),
        reason: None,
    };
    audit::record(txn, now, act).await
}
