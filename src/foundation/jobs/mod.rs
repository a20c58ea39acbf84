//! Work that waits for its commit. A job is a row written in the transaction that causes it; the
//! worker leases due rows, runs their handler and deletes them, or tries again later with back-off.
//!
//! Handlers must be idempotent: a worker killed between its work and the deletion runs the job again.

mod queue;
mod runner;

pub use queue::{Lane, Waiting, among, enqueue, enqueue_many, lease, lease_in, waiting};
pub use runner::{Handler, Handlers, run_due, run_forever};

/// What became of an attempt.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// Something that may pass: try again with back-off.
    #[error("try again: {0}")]
    Retry(#[source] crate::kernel::error::Error),
    /// Something that never will: bury it where the operator sees it.
    #[error("give up: {0}")]
    GiveUp(String),
}

impl From<crate::kernel::error::Error> for JobError {
    fn from(error: crate::kernel::error::Error) -> Self {
        Self::Retry(error)
    }
}

/// The number under a name in a job's payload, `{"refund": 5}`: nearly always the key of a row.
pub fn number(payload: &serde_json::Value, name: &str) -> Result<i64, JobError> {
    payload
        .get(name)
        .and_then(serde_json::Value::as_i64)
        .ok_or_else(|| JobError::GiveUp(format!("a job without its {name}")))
}
