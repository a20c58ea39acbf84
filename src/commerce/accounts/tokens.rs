//! Mailed links: one purpose, one person, one use, a short life. The token is only in the letter, its hash in
//! the row.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{TokenPurpose, account_token};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter};

use foundation::kernel::db::Txn;
use foundation::kernel::error::Result;
use foundation::kernel::secrets::{Secrets, hash};

/// A link as it is kept.
pub(super) type Link = account_token::Model;

/// How long a link lives.
const fn life(purpose: TokenPurpose) -> TimeDelta {
    match purpose {
        TokenPurpose::VerifyEmail => TimeDelta::days(3),
        TokenPurpose::ChangeEmail | TokenPurpose::ResetPassword => TimeDelta::hours(1),
    }
}

/// Makes a link; older ones of the same purpose die.
pub(super) async fn issue(
    txn: &Txn,
    now: DateTime<Utc>,
    secrets: &Secrets,
    (user_id, purpose): (i64, TokenPurpose),
    target: Option<String>,
) -> Result<String> {
    revoke(txn, user_id, Some(purpose)).await?;
    let token = secrets.token()?;
    let row = account_token::ActiveModel {
        user_id: Set(user_id),
        purpose: Set(purpose),
        token_hash: Set(hash(&token)),
        target: Set(target),
        created_at: Set(now),
        expires_at: Set(now + life(purpose)),
        used_at: Set(None),
        ..Default::default()
    };
    account_token::Entity::insert(row)
        .exec_without_returning(txn)
        .await?;
    Ok(token)
}

/// A link that still opens something.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    token: &str,
    purposes: &[TokenPurpose],
) -> Result<Option<Link>> {
    if token.is_empty() {
        return Ok(None);
    }
    Ok(account_token::Entity::find()
        .filter(account_token::Column::TokenHash.eq(hash(token)))
        .filter(account_token::Column::Purpose.is_in(purposes.iter().copied()))
        .filter(account_token::Column::UsedAt.is_null())
        .filter(Expr::col(account_token::Column::ExpiresAt).gt(now))
        .one(db)
        .await?)
}

/// Uses a link up; only the first who does gets `true`.
pub(super) async fn spend(txn: &Txn, now: DateTime<Utc>, link: &Link) -> Result<bool> {
    let used = account_token::Entity::update_many()
        .col_expr(account_token::Column::UsedAt, Expr::value(Some(now)))
        .filter(account_token::Column::Id.eq(link.id))
        .filter(account_token::Column::UsedAt.is_null())
        .exec(txn)
        .await?;
    Ok(used.rows_affected == 1)
}

/// Makes links die that were not used: of one purpose, or all of a person.
pub(super) async fn revoke(txn: &Txn, user_id: i64, purpose: Option<TokenPurpose>) -> Result<()> {
    let mut query = account_token::Entity::delete_many()
        .filter(account_token::Column::UserId.eq(user_id))
        .filter(account_token::Column::UsedAt.is_null());
    if let Some(purpose) = purpose {
        query = query.filter(account_token::Column::Purpose.eq(purpose));
    }
    query.exec(txn).await?;
    Ok(())
}
