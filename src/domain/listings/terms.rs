//! How far a product travels and how much of it can be made in a week. Set at once, like prices, and written down.

use chrono::{DateTime, Utc};
use entity::{DeliveryReach, product, product_term};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Serialize;

use super::queries::owned;
use super::{Editor, Refusal};
use foundation::audit;
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Result};
use foundation::publication;

/// How far a product travels and how much of it can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Terms {
    /// How far it travels by parcel.
    pub reach: DeliveryReach,
    /// Pieces that can be made in a week.
    pub weekly_capacity: Option<i32>,
}

/// Pieces a week at most.
pub const MOST_A_WEEK: i64 = 100_000;

impl Default for Terms {
    /// It goes anywhere, and nobody says how much of it there can be.
    fn default() -> Self {
        Self {
            reach: DeliveryReach::Anywhere,
            weekly_capacity: None,
        }
    }
}

impl Terms {
    pub(super) fn read(row: &product_term::Model) -> Self {
        Self {
            reach: row.reach,
            weekly_capacity: row.weekly_capacity,
        }
    }
}

/// The terms of a product; without any it goes anywhere.
pub async fn terms(db: &impl ConnectionTrait, product: i64) -> Result<Terms> {
    let row = product_term::Entity::find_by_id(product).one(db).await?;
    Ok(row.map(|row| Terms::read(&row)).unwrap_or_default())
}

/// Sets the terms of a producer's own product.
pub async fn save_terms(
    db: &Db,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    product: i64,
    wanted: Terms,
) -> Answer<(), Refusal> {
    retried(|| async {
        let txn = write_txn(db).await?;
        let saved = save_terms_in(&txn, now, editor, product, wanted).await?;
        if saved.is_ok() {
            txn.commit().await?;
        }
        Ok(saved)
    })
    .await
}

/// The same as [`save_terms`] within somebody's transaction, which is rolled back where this is refused.
pub async fn save_terms_in(
    txn: &Txn,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    product: i64,
    wanted: Terms,
) -> Answer<(), Refusal> {
    if owned(txn, editor.producer, product).await?.is_none() {
        return Ok(Err(Refusal::Unknown));
    }
    let before = terms(txn, product).await?;
    if before == wanted {
        return Ok(Ok(()));
    }
    let row = product_term::ActiveModel {
        product_id: Set(product),
        reach: Set(wanted.reach),
        weekly_capacity: Set(wanted.weekly_capacity),
        updated_at: Set(now),
    };
    let known = OnConflict::column(product_term::Column::ProductId)
        .update_columns([
            product_term::Column::Reach,
            product_term::Column::WeeklyCapacity,
            product_term::Column::UpdatedAt,
        ])
        .to_owned();
    product_term::Entity::insert(row)
        .on_conflict(known)
        .exec_without_returning(txn)
        .await?;
    let act = audit::Act {
        actor: editor.actor,
        action: "product.terms",
        subject_kind: "product",
        subject_id: Some(product),
        before: Some(serde_json::to_value(before)?),
        after: Some(serde_json::to_value(wanted)?),
        reason: None,
    };
    audit::record(txn, now, act).await?;
    let revision = publication::announce(txn, now).await?;
    product::Entity::update_many()
        .col_expr(product::Column::Revision, Expr::value(revision))
        .filter(product::Column::Id.eq(product))
        .exec(txn)
        .await?;
    Ok(Ok(()))
}
