//! What goes with an account: applications that came to nothing, with their papers. One that was approved is the
//! office's record of who sells, and stays.

use chrono::{DateTime, Utc};
use entity::{ApplicationStatus, application, application_document};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::papers::enqueue;
use foundation::kernel::db::Txn;
use foundation::kernel::error::Result;

/// Forgets a person's applications that were not approved; their files go by a job of the same transaction.
pub async fn erase(txn: &Txn, now: DateTime<Utc>, user_id: i64) -> Result<()> {
    let own: Vec<i64> = application::Entity::find()
        .select_only()
        .column(application::Column::Id)
        .filter(application::Column::UserId.eq(user_id))
        .filter(application::Column::Status.ne(ApplicationStatus::Approved))
        .into_tuple()
        .all(txn)
        .await?;
    remove(txn, now, &own).await
}

/// Removes applications; their files go by a job of the same transaction.
pub(super) async fn remove(txn: &Txn, now: DateTime<Utc>, own: &[i64]) -> Result<()> {
    if own.is_empty() {
        return Ok(());
    }
    let keys: Vec<String> = application_document::Entity::find()
        .select_only()
        .column(application_document::Column::Key)
        .filter(application_document::Column::ApplicationId.is_in(own.iter().copied()))
        .into_tuple()
        .all(txn)
        .await?;
    if !keys.is_empty() {
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        enqueue(txn, now, &keys).await?;
    }
    // Papers, history and ticks go with their application.
    application::Entity::delete_many()
        .filter(application::Column::Id.is_in(own.iter().copied()))
        .exec(txn)
        .await?;
    Ok(())
}
