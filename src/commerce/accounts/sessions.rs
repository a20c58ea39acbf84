//! Sessions: a random token in a cookie, its hash in a row. Rotated at sign-in, listed, revocable.

use chrono::{DateTime, TimeDelta, Utc};
use entity::user_session;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
};

use super::people::{Person, person};
use foundation::kernel::db::Db;
use foundation::kernel::error::Result;
use foundation::kernel::secrets::{Secrets, hash};

/// How long a session lives without being used.
const LIFE: TimeDelta = TimeDelta::days(30);
/// How exactly it is known when it was last used.
const GRAIN: TimeDelta = TimeDelta::minutes(5);

/// A session as its owner sees it.
pub type Session = user_session::Model;

/// Opens a session; returns the token for the cookie.
pub async fn open(
    txn: &impl ConnectionTrait,
    now: DateTime<Utc>,
    secrets: &Secrets,
    user_id: i64,
    (agent, address): (&str, &str),
) -> Result<String> {
    let token = secrets.token()?;
    let row = user_session::ActiveModel {
        token_hash: Set(hash(&token)),
        user_id: Set(user_id),
        agent: Set(agent.chars().take(200).collect()),
        address: Set(address.to_owned()),
        created_at: Set(now),
        seen_at: Set(now),
        expires_at: Set(now + LIFE),
        ..Default::default()
    };
    user_session::Entity::insert(row)
        .exec_without_returning(txn)
        .await?;
    Ok(token)
}

/// Whose session a token is, with the session. An empty token is nobody's.
pub async fn find(db: &Db, now: DateTime<Utc>, token: &str) -> Result<Option<(Session, Person)>> {
    if token.is_empty() {
        return Ok(None);
    }
    let found = user_session::Entity::find()
        .filter(user_session::Column::TokenHash.eq(hash(token)))
        .filter(Expr::col(user_session::Column::ExpiresAt).gt(now))
        .one(db)
        .await?;
    let Some(session) = found else {
        return Ok(None);
    };
    if now - session.seen_at > GRAIN {
        user_session::Entity::update_many()
            .col_expr(user_session::Column::SeenAt, Expr::value(now))
            .col_expr(user_session::Column::ExpiresAt, Expr::value(now + LIFE))
            .filter(user_session::Column::Id.eq(session.id))
            .exec(db)
            .await?;
    }
    let person = person(db, session.user_id).await?;
    Ok(person.map(|person| (session, person)))
}

/// Closes the session of a token.
pub async fn close(db: &impl ConnectionTrait, token: &str) -> Result<()> {
    user_session::Entity::delete_many()
        .filter(user_session::Column::TokenHash.eq(hash(token)))
        .exec(db)
        .await?;
    Ok(())
}

/// A person's sessions that live, last used first.
pub async fn of_person(db: &impl ConnectionTrait, now: DateTime<Utc>, user_id: i64) -> Result<Vec<Session>> {
    Ok(user_session::Entity::find()
        .filter(user_session::Column::UserId.eq(user_id))
        .filter(Expr::col(user_session::Column::ExpiresAt).gt(now))
        .order_by_desc(user_session::Column::SeenAt)
        .all(db)
        .await?)
}

/// Closes one of a person's own sessions, or all but the one that asks.
pub async fn revoke(
    db: &impl ConnectionTrait,
    user_id: i64,
    session_id: Option<i64>,
    keep: Option<i64>,
) -> Result<u64> {
    let mut query = user_session::Entity::delete_many().filter(user_session::Column::UserId.eq(user_id));
    if let Some(id) = session_id {
        query = query.filter(user_session::Column::Id.eq(id));
    }
    if let Some(keep) = keep {
        query = query.filter(user_session::Column::Id.ne(keep));
    }
    Ok(query.exec(db).await?.rows_affected)
}
