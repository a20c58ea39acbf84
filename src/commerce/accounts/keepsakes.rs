//! What somebody keeps an eye on: products and producers.

use entity::{follow, wish};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::ground::Ground;
use super::refusal::Refusal;
use foundation::kernel::db::{retried, write_txn};
use foundation::kernel::error::{Answer, Result};

/// Things of a kind one person keeps an eye on.
const MOST: u64 = 500;

/// Products somebody keeps in mind, the latest first.
pub async fn wishes(db: &impl ConnectionTrait, user_id: i64) -> Result<Vec<i64>> {
    Ok(wish::Entity::find()
        .select_only()
        .column(wish::Column::ProductId)
        .filter(wish::Column::UserId.eq(user_id))
        .order_by_desc(wish::Column::CreatedAt)
        .order_by_desc(wish::Column::ProductId)
        .into_tuple()
        .all(db)
        .await?)
}

/// Producers somebody follows, the latest first.
pub async fn follows(db: &impl ConnectionTrait, user_id: i64) -> Result<Vec<i64>> {
    Ok(follow::Entity::find()
        .select_only()
        .column(follow::Column::ProducerId)
        .filter(follow::Column::UserId.eq(user_id))
        .order_by_desc(follow::Column::CreatedAt)
        .order_by_desc(follow::Column::ProducerId)
        .into_tuple()
        .all(db)
        .await?)
}

/// Keeps a product in mind, or no longer. Doing it twice is doing it once.
pub async fn set_wish(ground: Ground<'_>, user_id: i64, product_id: i64, on: bool) -> Answer<(), Refusal> {
    retried(|| async {
        let txn = write_txn(ground.db).await?;
        let own = wish::Column::UserId.eq(user_id);
        if on {
            if wish::Entity::find().filter(own).count(&txn).await? >= MOST {
                return Ok(Err(Refusal::Full));
            }
            let row = wish::ActiveModel {
                user_id: Set(user_id),
                product_id: Set(product_id),
                created_at: Set(ground.now),
            };
            wish::Entity::insert(row)
                .on_conflict(
                    OnConflict::columns([wish::Column::UserId, wish::Column::ProductId])
                        .do_nothing()
                        .to_owned(),
                )
                .exec_without_returning(&txn)
                .await?;
        } else {
            wish::Entity::delete_by_id((user_id, product_id))
                .exec(&txn)
                .await?;
        }
        txn.commit().await?;
        Ok(Ok(()))
    })
    .await
}

/// Follows a producer, or no longer. Doing it twice is doing it once.
pub async fn set_follow(ground: Ground<'_>, user_id: i64, producer_id: i64, on: bool) -> Answer<(), Refusal> {
    retried(|| async {
        let txn = write_txn(ground.db).await?;
        let own = follow::Column::UserId.eq(user_id);
        if on {
            if follow::Entity::find().filter(own).count(&txn).await? >= MOST {
                return Ok(Err(Refusal::Full));
            }
            let row = follow::ActiveModel {
                user_id: Set(user_id),
                producer_id: Set(producer_id),
                created_at: Set(ground.now),
            };
            follow::Entity::insert(row)
                .on_conflict(
                    OnConflict::columns([follow::Column::UserId, follow::Column::ProducerId])
                        .do_nothing()
                        .to_owned(),
                )
                .exec_without_returning(&txn)
                .await?;
        } else {
            follow::Entity::delete_by_id((user_id, producer_id))
                .exec(&txn)
                .await?;
        }
        txn.commit().await?;
        Ok(Ok(()))
    })
    .await
}
