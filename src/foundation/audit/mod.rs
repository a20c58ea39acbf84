//! Who did what, when, and what it was before: one row written in the transaction of the act.

use chrono::{DateTime, Utc};
use entity::audit_entry;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use crate::kernel::db::rows_per_insert;
use crate::kernel::error::Result;

/// Columns of an act's row.
const COLUMNS: usize = 9;

/// One act.
#[derive(Clone, Debug)]
pub struct Act<'a> {
    /// Who: a person, a command or the system.
    pub actor: &'a str,
    /// What was done, as a dotted verb: `dataset.import`.
    pub action: &'a str,
    /// What it was done to.
    pub subject_kind: &'a str,
    /// Its key, where it is one row.
    pub subject_id: Option<i64>,
    /// The changed part before.
    pub before: Option<serde_json::Value>,
    /// The changed part after.
    pub after: Option<serde_json::Value>,
    /// Why, in the words of the actor.
    pub reason: Option<&'a str>,
}

/// Writes the act down.
pub async fn record(txn: &impl ConnectionTrait, now: DateTime<Utc>, act: Act<'_>) -> Result<()> {
    audit_entry::Entity::insert(row(now, act))
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

/// Writes many acts down, in a few statements.
pub async fn record_all(txn: &impl ConnectionTrait, now: DateTime<Utc>, acts: Vec<Act<'_>>) -> Result<()> {
    let mut rows: Vec<audit_entry::ActiveModel> = acts.into_iter().map(|act| row(now, act)).collect();
    while !rows.is_empty() {
        let some = rows.len().min(rows_per_insert(COLUMNS));
        audit_entry::Entity::insert_many(rows.drain(..some))
            .exec_without_returning(txn)
            .await?;
    }
    Ok(())
}

fn row(now: DateTime<Utc>, act: Act<'_>) -> audit_entry::ActiveModel {
    audit_entry::ActiveModel {
        at: Set(now),
        actor: Set(act.actor.to_owned()),
        action: Set(act.action.to_owned()),
        subject_kind: Set(act.subject_kind.to_owned()),
        subject_id: Set(act.subject_id),
        before: Set(act.before.map(|value| value.to_string())),
        after: Set(act.after.map(|value| value.to_string())),
        reason: Set(act.reason.map(str::to_owned)),
        ..Default::default()
    }
}
