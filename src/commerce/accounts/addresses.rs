//! Addresses somebody keeps for the next order. One of them is offered first.

use entity::user_address;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
};

use super::ground::Ground;
use super::refusal::Refusal;
use crate::addresses::{Gazetteer, Typed, province};
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Result};

/// Addresses one person keeps at most.
const MOST: u64 = 20;

/// An address as its owner sees it.
pub type Address = user_address::Model;

/// A new one.
#[derive(Clone, Debug)]
pub struct NewAddress {
    /// Who receives.
    pub name: String,
    /// Telephone, E.164.
    pub phone: String,
    /// As typed.
    pub typed: Typed,
    /// Offered first from now on.
    pub preferred: bool,
}

/// A person's addresses, the preferred one first.
pub async fn list(db: &impl ConnectionTrait, user_id: i64) -> Result<Vec<Address>> {
    Ok(user_address::Entity::find()
        .filter(user_address::Column::UserId.eq(user_id))
        .order_by_desc(user_address::Column::Preferred)
        .order_by_desc(user_address::Column::Id)
        .all(db)
        .await?)
}

/// Keeps one more. The first is the preferred one.
pub async fn add(ground: Ground<'_>, user_id: i64, new: &NewAddress) -> Answer<(), Refusal> {
    if province(&new.typed.province).is_none() {
        return Ok(Err(Refusal::Province));
    }
    let commune_id = Gazetteer::load(ground.db)
        .await?
        .find(&new.typed)
        .map(|commune| commune.id);
    retried(|| add_once(ground, user_id, new, commune_id)).await
}

async fn add_once(
    ground: Ground<'_>,
    user_id: i64,
    new: &NewAddress,
    commune_id: Option<i64>,
) -> Answer<(), Refusal> {
    let txn = write_txn(ground.db).await?;
    let kept = user_address::Entity::find()
        .filter(user_address::Column::UserId.eq(user_id))
        .count(&txn)
        .await?;
    if kept >= MOST {
        return Ok(Err(Refusal::Full));
    }
    let preferred = new.preferred || kept == 0;
    if preferred {
        prefer_none(&txn, user_id).await?;
    }
    let text = |text: &str| text.trim().to_owned();
    let row = user_address::ActiveModel {
        user_id: Set(user_id),
        name: Set(new.name.clone()),
        phone: Set(new.phone.clone()),
        street: Set(text(&new.typed.street)),
        commune_id: Set(commune_id),
        ward: Set(text(&new.typed.ward)),
        district: Set(Some(text(&new.typed.district)).filter(|district| !district.is_empty())),
        province: Set(text(&new.typed.province)),
        preferred: Set(preferred),
        created_at: Set(ground.now),
        ..Default::default()
    };
    user_address::Entity::insert(row)
        .exec_without_returning(&txn)
        .await?;
    txn.commit().await?;
    Ok(Ok(()))
}

async fn prefer_none(txn: &Txn, user_id: i64) -> Result<()> {
    user_address::Entity::update_many()
        .col_expr(user_address::Column::Preferred, Expr::value(false))
        .filter(user_address::Column::UserId.eq(user_id))
        .exec(txn)
        .await?;
    Ok(())
}

async fn prefer_one(txn: &Txn, user_id: i64, id: i64) -> Result<bool> {
    let chosen = user_address::Entity::update_many()
        .col_expr(user_address::Column::Preferred, Expr::value(true))
        .filter(user_address::Column::Id.eq(id))
        .filter(user_address::Column::UserId.eq(user_id))
        .exec(txn)
        .await?;
    Ok(chosen.rows_affected == 1)
}

/// Offers one of a person's own addresses first.
pub async fn prefer(db: &Db, user_id: i64, id: i64) -> Answer<(), Refusal> {
    retried(|| async {
        let txn = write_txn(db).await?;
        prefer_none(&txn, user_id).await?;
        if !prefer_one(&txn, user_id, id).await? {
            return Ok(Err(Refusal::Missing));
        }
        txn.commit().await?;
        Ok(Ok(()))
    })
    .await
}

/// Forgets one of a person's own addresses. After the preferred one the newest takes its place.
pub async fn remove(db: &Db, user_id: i64, id: i64) -> Answer<(), Refusal> {
    retried(|| async {
        let txn = write_txn(db).await?;
        let gone = user_address::Entity::delete_many()
            .filter(user_address::Column::Id.eq(id))
            .filter(user_address::Column::UserId.eq(user_id))
            .exec(&txn)
            .await?;
        if gone.rows_affected == 0 {
            return Ok(Err(Refusal::Missing));
        }
        let left = list(&txn, user_id).await?;
        if let Some(first) = left.first().filter(|first| !first.preferred) {
            prefer_one(&txn, user_id, first.id).await?;
        }
        txn.commit().await?;
        Ok(Ok(()))
    })
    .await
}
