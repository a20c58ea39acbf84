//! What the office says of something that was handed in, and who is told.

use chrono::{DateTime, Utc};
use entity::ReviewState;
use serde_json::Value;

use super::letters::{Decided, PathOf, to_owners};
use foundation::audit;
use foundation::kernel::db::Txn;
use foundation::kernel::error::Result;
use foundation::mail;

/// What the office says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Let it be public.
    Approve,
    /// Send it back, with the reason.
    Refuse(String),
}

impl Verdict {
    /// Where it leaves what was handed in.
    pub(super) const fn state(&self) -> ReviewState {
        match self {
            Self::Approve => ReviewState::Approved,
            Self::Refuse(_) => ReviewState::Rejected,
        }
    }

    /// Why it was sent back.
    pub(super) fn reason(&self) -> Option<&str> {
        match self {
            Self::Approve => None,
            Self::Refuse(reason) => Some(reason),
        }
    }

    const fn word(&self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Refuse(_) => "refuse",
        }
    }
}

/// What was decided on.
pub(super) struct Decision<'a> {
    /// `listing` or `story`.
    pub(super) kind: &'static str,
    /// Key of what was handed in.
    pub(super) change: i64,
    /// Whose it is.
    pub(super) producer: i64,
    /// What it is called.
    pub(super) named: &'a str,
    /// What the letter leads to.
    pub(super) subject: i64,
    /// Kind and key of the line in the audit log.
    pub(super) logged: (&'static str, i64),
    /// What was public.
    pub(super) before: Option<Value>,
    /// What would be.
    pub(super) after: Value,
}

/// Writes a decision down and tells the owners.
pub(super) async fn tell(
    txn: &Txn,
    now: DateTime<Utc>,
    actor: &str,
    verdict: &Verdict,
    decision: Decision<'_>,
    path: PathOf,
) -> Result<()> {
    let Decision { kind, change, .. } = decision;
    let action = format!("{kind}.{}", verdict.word());
    let (subject_kind, subject_id) = decision.logged;
    let act = audit::Act {
        actor,
        action: &action,
        subject_kind,
        subject_id: Some(subject_id),
        before: decision.before,
        after: Some(decision.after),
        reason: verdict.reason(),
    };
    audit::record(txn, now, act).await?;
    let decided = Decided {
        key: format!("{kind}:{change}:{}", now.timestamp_millis()),
        what: decision.named,
        reason: verdict.reason(),
        subject: decision.subject,
    };
    let letters = to_owners(txn, decision.producer, &decided, path).await?;
    mail::put(txn, now, letters).await
}
