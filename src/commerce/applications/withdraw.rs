//! Taking an application back that the office has not decided: it goes with its papers, and its sender may begin anew.

use chrono::{DateTime, Utc};
use entity::ApplicationStatus;
use serde_json::json;

use super::draft::held;
use super::erase::remove;
use foundation::audit::{self, Act};
use foundation::kernel::db::{Db, retried, write_txn};
use foundation::kernel::error::Answer;

/// Why an application is not taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WithdrawRefusal {
    /// The person has none that was sent and waits: it was never sent, or it is decided.
    Closed,
}

/// Takes back a person's application that was sent. Whoever decides at the same moment finds it gone, or was first.
pub async fn withdraw(db: &Db, now: DateTime<Utc>, user_id: i64) -> Answer<(), WithdrawRefusal> {
    retried(|| async {
        let txn = write_txn(db).await?;
        let Some(row) = held(&txn, user_id).await? else {
            return Ok(Err(WithdrawRefusal::Closed));
        };
        if !may_withdraw(row.status) {
            return Ok(Err(WithdrawRefusal::Closed));
        }
        remove(&txn, now, &[row.id]).await?;
        let actor = format!("user:{user_id}");
        let act = Act {
            actor: &actor,
            action: "application.withdraw",
            subject_kind: "application",
            subject_id: Some(row.id),
            before: Some(json!({ "status": row.status.word(), "version": row.version })),
            after: None,
            reason: None,
        };
        audit::record(&txn, now, act).await?;
        txn.commit().await?;
        Ok(Ok(()))
    })
    .await
}

/// Whether an application in a state may be taken back: it was sent, and nothing is decided.
pub const fn may_withdraw(status: ApplicationStatus) -> bool {
    matches!(
        status,
        ApplicationStatus::Applied | ApplicationStatus::InReview | ApplicationStatus::ChangesAsked
    )
}
