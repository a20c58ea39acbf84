//! The outbox: one row a message under a key that says what it is about.

use chrono::{DateTime, Utc};
use entity::{Locale, mail};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect,
};

use crate::jobs;
use crate::kernel::db::{Db, write_txn};
use crate::kernel::error::Result;

/// Kind of the job that sends a message. Its payload is `{"key": …}`.
pub const MAIL_JOB: &str = "mail";

/// A message to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Letter {
    /// What it is about, so that it goes out once: `order_placed:12`.
    pub key: String,
    /// Its template below `templates/mail`.
    pub template: &'static str,
    /// Its language.
    pub locale: Locale,
    /// To whom.
    pub recipient: String,
    /// What it says.
    pub payload: serde_json::Value,
}

/// Puts messages into the outbox with their jobs. One that is there already is not put again.
pub async fn put(txn: &impl ConnectionTrait, now: DateTime<Utc>, letters: Vec<Letter>) -> Result<()> {
    if letters.is_empty() {
        return Ok(());
    }
    let wanted: Vec<(serde_json::Value, Option<String>)> = letters
        .iter()
        .map(|letter| (serde_json::json!({"key": letter.key}), Some(letter.key.clone())))
        .collect();
    let rows = letters.into_iter().map(|letter| mail::ActiveModel {
        key: Set(letter.key),
        template: Set(letter.template.to_owned()),
        locale: Set(letter.locale),
        recipient: Set(letter.recipient),
        payload: Set(letter.payload.to_string()),
        created_at: Set(now),
        sent_at: Set(None),
        dead_at: Set(None),
        last_error: Set(None),
        ..Default::default()
    });
    mail::Entity::insert_many(rows)
        .on_conflict(OnConflict::column(mail::Column::Key).do_nothing().to_owned())
        .exec_without_returning(txn)
        .await?;
    jobs::enqueue_many(txn, MAIL_JOB, &wanted, now).await
}

/// Puts messages into the outbox in a transaction of their own, where nothing else changes.
pub async fn put_now(db: &Db, now: DateTime<Utc>, letters: Vec<Letter>) -> Result<()> {
    let txn = write_txn(db).await?;
    put(&txn, now, letters).await?;
    Ok(txn.commit().await?)
}

/// A message that has not gone out yet.
pub async fn waiting(db: &impl ConnectionTrait, key: &str) -> Result<Option<mail::Model>> {
    Ok(mail::Entity::find()
        .filter(mail::Column::Key.eq(key))
        .filter(mail::Column::SentAt.is_null())
        .one(db)
        .await?)
}

/// Which of these messages were put before, whatever became of them.
pub async fn known(db: &impl ConnectionTrait, keys: Vec<String>) -> Result<Vec<String>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    Ok(mail::Entity::find()
        .select_only()
        .column(mail::Column::Key)
        .filter(mail::Column::Key.is_in(keys))
        .into_tuple()
        .all(db)
        .await?)
}

/// It is out. What it said is forgotten: it may hold an address or a link that opens something.
pub async fn mark_sent(db: &impl ConnectionTrait, id: i64, now: DateTime<Utc>) -> Result<()> {
    let row = mail::ActiveModel {
        id: Set(id),
        payload: Set("{}".to_owned()),
        sent_at: Set(Some(now)),
        dead_at: Set(None),
        last_error: Set(None),
        ..Default::default()
    };
    mail::Entity::update(row).exec(db).await?;
    Ok(())
}

/// Forgets to whom messages went that were sent before `before`. Their keys stay, so that none goes twice.
pub async fn forget_recipients(db: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<u64> {
    let forgotten = mail::Entity::update_many()
        .col_expr(mail::Column::Recipient, Expr::value(""))
        .filter(Expr::col(mail::Column::SentAt).lt(before))
        .filter(mail::Column::Recipient.ne(""))
        .exec(db)
        .await?;
    Ok(forgotten.rows_affected)
}

/// It did not go, and will be tried again.
pub async fn mark_failed(db: &impl ConnectionTrait, id: i64, why: &str) -> Result<()> {
    mail::Entity::update_many()
        .col_expr(mail::Column::LastError, Expr::value(Some(why.to_owned())))
        .filter(mail::Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// It will never go.
pub async fn bury(db: &impl ConnectionTrait, id: i64, now: DateTime<Utc>, why: &str) -> Result<()> {
    let row = mail::ActiveModel {
        id: Set(id),
        dead_at: Set(Some(now)),
        last_error: Set(Some(why.to_owned())),
        ..Default::default()
    };
    mail::Entity::update(row).exec(db).await?;
    Ok(())
}
