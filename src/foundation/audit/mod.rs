//! Who did what, when, and what it was before: one row written in the transaction of the act.

use chrono::{DateTime, Utc};
use entity::audit_entry;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use crate::kernel::error::Result;

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
    let row = audit_entry::ActiveModel {
        at: Set(now),
        actor: Set(act.actor.to_owned()),
        action: Set(act.action.to_owned()),
        subject_kind: Set(act.subject_kind.to_owned()),
        subject_id: Set(act.subject_id),
        before: Set(act.before.map(|value| value.to_string())),
        after: Set(act.after.map(|value| value.to_string())),
        reason: Set(act.reason.map(str::to_owned)),
        ..Default::default()
    };
    audit_entry::Entity::insert(row)
        .exec_without_returning(txn)
        .await?;
    Ok(())
}
