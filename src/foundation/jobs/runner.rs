//! The worker: binds kinds to handlers and runs what is due.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use super::{JobError, queue};
use crate::kernel::clock::Clock;
use crate::kernel::db::Db;
use crate::kernel::error::Result;

type Running = Pin<Box<dyn Future<Output = Result<(), JobError>> + Send>>;

/// Runs one kind of job, given its payload.
pub type Handler = Arc<dyn Fn(serde_json::Value) -> Running + Send + Sync>;

/// Every kind of job with its handler.
#[derive(Clone, Default)]
pub struct Handlers(HashMap<&'static str, Handler>);

impl Handlers {
    /// Binds a kind.
    #[must_use]
    pub fn with<F, Fut>(mut self, kind: &'static str, handler: F) -> Self
    where
        F: Fn(serde_json::Value) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<(), JobError>> + Send + 'static,
    {
        self.0
            .insert(kind, Arc::new(move |payload| Box::pin(handler(payload))));
        self
    }
}

/// Runs jobs until none is due; says how many.
pub async fn run_due(db: &Db, clock: &Clock, handlers: &Handlers) -> Result<usize> {
    let mut count = 0;
    while let Some(job) = queue::lease(db, clock.now()).await? {
        count += 1;
        let outcome = match handlers.0.get(job.kind.as_str()) {
            None => Err(JobError::GiveUp(format!("nobody runs jobs of kind {}", job.kind))),
            Some(handler) => match serde_json::from_str(&job.payload) {
                Err(error) => Err(JobError::GiveUp(format!("a payload that is no JSON: {error}"))),
                Ok(payload) => handler(payload).await,
            },
        };
        match outcome {
            Ok(()) => queue::finish(db, &job).await?,
            Err(error) => {
                tracing::warn!(job.kind, job.id, job.attempts, error = %error, "a job failed");
                queue::fail(db, &job, &error, clock.now()).await?;
            }
        }
    }
    Ok(count)
}

/// Runs what is due, again and again, until `stop` says so. A job under way is finished first.
pub async fn run_forever(
    db: Db,
    clock: Clock,
    handlers: Handlers,
    mut stop: tokio::sync::watch::Receiver<bool>,
) {
    loop {
        if let Err(error) = run_due(&db, &clock, &handlers).await {
            tracing::error!(error = %error, "the queue cannot be read");
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_millis(500)) => {}
            _ = stop.changed() => return,
        }
    }
}
