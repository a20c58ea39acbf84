//! The office looks at listings that were handed in: what the public reads, what it would read, and the decision.

use chrono::{DateTime, Utc};
use entity::{Locale, PublicStatus, ReviewState, listing_draft, product, story_version};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::Refusal;
use super::apply::apply;
use super::content::Listing;
use super::drafts::Draft;
use super::letters::PathOf;
use super::queries::live;
use super::verdict::{Decision, Verdict, tell};
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Error, Result};
use foundation::kernel::secrets::hash;

/// A listing that was handed in, or was decided meanwhile.
#[derive(Clone, Debug)]
pub struct Change {
    /// What it would say.
    pub draft: Draft,
    /// Whose it is.
    pub producer_id: i64,
    /// What the public reads now.
    pub before: Listing,
    /// What the public sees of the product.
    pub status: PublicStatus,
    /// The mark of `before`: a decision holds for what was seen.
    pub mark: String,
}

/// Marks what the public reads, so that a decision on something else is noticed.
fn mark(listing: &Listing) -> Result<String> {
    Ok(hash(&serde_json::to_string(listing)?))
}

/// Listings that wait, the longest first, `most` at the most: (key, producer, name, since).
pub async fn queue(
    db: &impl ConnectionTrait,
    most: u64,
) -> Result<Vec<(i64, i64, String, Option<DateTime<Utc>>)>> {
    let rows = listing_draft::Entity::find()
        .filter(listing_draft::Column::State.eq(ReviewState::Submitted))
        .order_by_asc(listing_draft::Column::SubmittedAt)
        .order_by_asc(listing_draft::Column::Id)
        .limit(most)
        .all(db)
        .await?;
    rows.into_iter()
        .map(|row| {
            let (producer, since) = (row.producer_id, row.submitted_at);
            let draft = Draft::read(row)?;
            Ok((
                draft.id,
                producer,
                draft.content.words(Locale::Vi).name.clone(),
                since,
            ))
        })
        .collect()
}

/// How many listings and stories wait.
pub async fn waiting(db: &impl ConnectionTrait) -> Result<(u64, u64)> {
    let listings = listing_draft::Entity::find()
        .filter(listing_draft::Column::State.eq(ReviewState::Submitted))
        .count(db)
        .await?;
    let stories = story_version::Entity::find()
        .filter(story_version::Column::State.eq(ReviewState::Submitted))
        .count(db)
        .await?;
    Ok((listings, stories))
}

/// A listing that was handed in, beside what is public.
pub async fn show(db: &impl ConnectionTrait, draft: i64) -> Result<Option<Change>> {
    let Some(row) = listing_draft::Entity::find_by_id(draft)
        .filter(listing_draft::Column::State.ne(ReviewState::Draft))
        .one(db)
        .await?
    else {
        return Ok(None);
    };
    let Some(product) = product::Entity::find_by_id(row.product_id).one(db).await? else {
        return Ok(None);
    };
    let before = live(db, &product).await?;
    Ok(Some(Change {
        producer_id: row.producer_id,
        draft: Draft::read(row)?,
        mark: mark(&before)?,
        before,
        status: product.status,
    }))
}

/// Decides on a listing as it was seen, given as (revision of the draft, mark of what is public). Approving makes
/// it public in the same transaction; sending it back keeps it with the reason. Its owners are told.
pub async fn decide(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    draft: i64,
    seen: (i64, &str),
    verdict: &Verdict,
    path: PathOf,
) -> Answer<(), Refusal> {
    retried(|| decide_once(db, now, actor, draft, seen, verdict, path)).await
}

async fn decide_once(
    db: &Db,
    now: DateTime<Utc>,
    actor: &str,
    draft: i64,
    (revision, seen): (i64, &str),
    verdict: &Verdict,
    path: PathOf,
) -> Answer<(), Refusal> {
    let txn = write_txn(db).await?;
    let Some(row) = listing_draft::Entity::find_by_id(draft).one(&txn).await? else {
        return Ok(Err(Refusal::Unknown));
    };
    if !turn(&txn, now, actor, (draft, revision), verdict).await? {
        return Ok(Err(Refusal::Stale));
    }
    let product = product::Entity::find_by_id(row.product_id)
        .lock_exclusive()
        .one(&txn)
        .await?
        .ok_or_else(|| Error::new("the product of a draft is not there"))?;
    let before = live(&txn, &product).await?;
    let producer = row.producer_id;
    let content = Draft::read(row)?.content;
    if *verdict == Verdict::Approve {
        if mark(&before)? != seen || product.status == PublicStatus::Retired {
            return Ok(Err(Refusal::Stale));
        }
        if let Err(refusal) = apply(&txn, now, &product, &content).await? {
            return Ok(Err(refusal));
        }
    }
    let decision = Decision {
        kind: "listing",
        change: draft,
        producer,
        named: &content.vi.name,
        subject: product.id,
        logged: ("product", product.id),
        before: Some(serde_json::to_value(&before)?),
        after: serde_json::to_value(&content)?,
    };
    tell(&txn, now, actor, verdict, decision, path).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

/// Decides on the row, if it is still the one that was seen.
async fn turn(
    txn: &Txn,
    now: DateTime<Utc>,
    actor: &str,
    (draft, revision): (i64, i64),
    verdict: &Verdict,
) -> Result<bool> {
    use listing_draft::Column;
    let turned = listing_draft::Entity::update_many()
        .col_expr(Column::State, Expr::value(verdict.state()))
        .col_expr(Column::Reason, Expr::value(verdict.reason().map(str::to_owned)))
        .col_expr(Column::DecidedAt, Expr::value(Some(now)))
        .col_expr(Column::DecidedBy, Expr::value(Some(actor.to_owned())))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .filter(Column::Id.eq(draft))
        .filter(Column::Revision.eq(revision))
        .filter(Column::State.eq(ReviewState::Submitted))
        .exec(txn)
        .await?;
    Ok(turned.rows_affected == 1)
}
