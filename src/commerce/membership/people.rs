//! The people of a producer: what each may do, and who goes.

use chrono::{DateTime, Utc};
use entity::{MemberRole, producer_member, user};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde_json::json;

use super::Acting;
use foundation::audit::{self, Act};
use foundation::kernel::db::{Db, Txn, retried, write_txn};
use foundation::kernel::error::{Answer, Result};

/// Somebody who works for a producer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub user_id: i64,
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: Option<String>,
    /// What they may do.
    pub role: MemberRole,
    /// Since (UTC).
    pub since: DateTime<Utc>,
}

/// Why nothing changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberRefusal {
    /// They work for another producer, or for none.
    Missing,
    /// Who acts is no owner (any more).
    NotOwner,
    /// The producer would have no owner left.
    LastOwner,
}

/// The people of a producer, owners first.
pub async fn list(db: &impl ConnectionTrait, producer_id: i64) -> Result<Vec<Member>> {
    let rows = producer_member::Entity::find()
        .filter(producer_member::Column::ProducerId.eq(producer_id))
        .order_by_asc(producer_member::Column::Role)
        .order_by_asc(producer_member::Column::CreatedAt)
        .order_by_asc(producer_member::Column::UserId)
        .all(db)
        .await?;
    let users = user::Entity::find()
        .filter(user::Column::Id.is_in(rows.iter().map(|row| row.user_id)))
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let user = users.iter().find(|user| user.id == row.user_id)?;
            Some(Member {
                user_id: row.user_id,
                name: user.name.clone(),
                email: user.email.clone(),
                role: row.role,
                since: row.created_at,
            })
        })
        .collect())
}

/// Makes a member an owner or one of the staff.
pub async fn change_role(
    db: &Db,
    now: DateTime<Utc>,
    acting: Acting<'_>,
    user_id: i64,
    role: MemberRole,
) -> Answer<(), MemberRefusal> {
    retried(|| set(db, now, acting, user_id, Some(role))).await
}

/// Lets a member go. One may let oneself go, unless nobody else is an owner.
pub async fn remove(
    db: &Db,
    now: DateTime<Utc>,
    acting: Acting<'_>,
    user_id: i64,
) -> Answer<(), MemberRefusal> {
    retried(|| set(db, now, acting, user_id, None)).await
}

async fn set(
    db: &Db,
    now: DateTime<Utc>,
    acting: Acting<'_>,
    user_id: i64,
    role: Option<MemberRole>,
) -> Answer<(), MemberRefusal> {
    let txn = write_txn(db).await?;
    let owners = held_owners(&txn, acting.producer_id).await?;
    if !owners.contains(&acting.user_id) {
        return Ok(Err(MemberRefusal::NotOwner));
    }
    let found = producer_member::Entity::find_by_id((acting.producer_id, user_id))
        .one(&txn)
        .await?;
    let Some(member) = found else {
        return Ok(Err(MemberRefusal::Missing));
    };
    if Some(member.role) == role {
        return Ok(Ok(()));
    }
    if member.role == MemberRole::Owner && owners.iter().all(|owner| *owner == user_id) {
        return Ok(Err(MemberRefusal::LastOwner));
    }
    match role {
        Some(role) => {
            let row = producer_member::ActiveModel {
                producer_id: Set(acting.producer_id),
                user_id: Set(user_id),
                role: Set(role),
                ..Default::default()
            };
            producer_member::Entity::update(row).exec(&txn).await?;
        }
        None => {
            producer_member::Entity::delete_by_id((acting.producer_id, user_id))
                .exec(&txn)
                .await?;
        }
    }
    let act = Act {
        actor: acting.actor,
        action: if role.is_some() {
            "member.role"
        } else {
            "member.remove"
        },
        subject_kind: "producer",
        subject_id: Some(acting.producer_id),
        before: Some(json!({"user": user_id, "role": member.role.word()})),
        after: role.map(|role| json!({"user": user_id, "role": role.word()})),
        reason: None,
    };
    audit::record(&txn, now, act).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

/// The owners of a producer, held until the transaction ends, so that two of them cannot go at once.
pub(super) async fn held_owners(txn: &Txn, producer_id: i64) -> Result<Vec<i64>> {
    let rows = producer_member::Entity::find()
        .filter(producer_member::Column::ProducerId.eq(producer_id))
        .filter(producer_member::Column::Role.eq(MemberRole::Owner))
        .order_by_asc(producer_member::Column::UserId)
        .lock_exclusive()
        .all(txn)
        .await?;
    Ok(rows.into_iter().map(|row| row.user_id).collect())
}

/// Whether a producer has an owner.
pub async fn owners_exist(db: &impl ConnectionTrait, producer_id: i64) -> Result<bool> {
    let count = producer_member::Entity::find()
        .filter(producer_member::Column::ProducerId.eq(producer_id))
        .filter(producer_member::Column::Role.eq(MemberRole::Owner))
        .count(db)
        .await?;
    Ok(count > 0)
}

/// Makes somebody an owner within a transaction, whatever they were before.
pub async fn make_owner(txn: &Txn, now: DateTime<Utc>, producer_id: i64, user_id: i64) -> Result<()> {
    put(txn, now, (producer_id, user_id), MemberRole::Owner).await
}

/// Gives somebody a role; who is an owner stays one.
pub(super) async fn put(
    txn: &Txn,
    now: DateTime<Utc>,
    (producer_id, user_id): (i64, i64),
    role: MemberRole,
) -> Result<()> {
    let found = producer_member::Entity::find_by_id((producer_id, user_id))
        .one(txn)
        .await?;
    match found {
        Some(member) if member.role == MemberRole::Owner || member.role == role => {}
        Some(_) => {
            let row = producer_member::ActiveModel {
                producer_id: Set(producer_id),
                user_id: Set(user_id),
                role: Set(role),
                ..Default::default()
            };
            producer_member::Entity::update(row).exec(txn).await?;
        }
        None => {
            let row = producer_member::ActiveModel {
                producer_id: Set(producer_id),
                user_id: Set(user_id),
                role: Set(role),
                created_at: Set(now),
            };
            producer_member::Entity::insert(row)
                .exec_without_returning(txn)
                .await?;
        }
    }
    Ok(())
}
