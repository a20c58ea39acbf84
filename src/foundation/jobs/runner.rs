//! The worker: binds kinds to handlers and runs what is due.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use super::queue::Lane;
use super::{JobError, queue};
use crate::kernel::clock::Clock;
use crate::kernel::db::Db;
use crate::kernel::error::Result;

type Running = Pin<Box<dyn Future<Output = Result<(), JobError>> + Send>>;

/// Runs one kind of job, given its payload.
pub type Handler = Arc<dyn Fn(serde_json::Value) -> Running + Send + Sync>;

/// Attempts before a job is buried: the last one comes half an hour after the first.
const USUAL_ATTEMPTS: i32 = 10;

/// Every kind of job with its handler, and the lane they work in.
#[derive(Clone, Default)]
pub struct Handlers {
    by_kind: HashMap<&'static str, (Handler, i32)>,
    lane: Lane,
}

impl Handlers {
    /// Binds a kind.
    #[must_use]
    pub fn with<F, Fut>(self, kind: &'static str, handler: F) -> Self
    where
        F: Fn(serde_json::Value) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<(), JobError>> + Send + 'static,
    {
        self.with_patience(kind, USUAL_ATTEMPTS, handler)
    }

    /// Binds a kind that is buried after another number of attempts: for what depends on somebody else's
    /// machine. Beyond the eleventh there is one every 68 minutes.
    #[must_use]
    pub fn with_patience<F, Fut>(mut self, kind: &'static str, attempts: i32, handler: F) -> Self
    where
        F: Fn(serde_json::Value) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<(), JobError>> + Send + 'static,
    {
        let handler: Handler = Arc::new(move |payload| Box::pin(handler(payload)));
        self.by_kind.insert(kind, (handler, attempts));
        self
    }

    /// The same handlers for the jobs of one lane.
    #[must_use]
    pub fn in_lane(&self, lane: Lane) -> Self {
        Self {
            by_kind: self.by_kind.clone(),
            lane,
        }
    }
}

/// Runs jobs until none is due; says how many.
pub async fn run_due(db: &Db, clock: &Clock, handlers: &Handlers) -> Result<usize> {
    let mut count = 0;
    while run_next(db, clock, handlers).await? {
        count += 1;
    }
    Ok(count)
}

/// Runs the next job that is due; says whether there was one.
async fn run_next(db: &Db, clock: &Clock, handlers: &Handlers) -> Result<bool> {
    let Some(job) = queue::lease_in(db, clock.now(), handlers.lane).await? else {
        return Ok(false);
    };
    let known = handlers.by_kind.get(job.kind.as_str());
    let most_attempts = known.map_or(USUAL_ATTEMPTS, |(_, attempts)| *attempts);
    let outcome = match known {
        None => Err(JobError::GiveUp(format!("nobody runs jobs of kind {}", job.kind))),
        Some((handler, _)) => match serde_json::from_str(&job.payload) {
            Err(error) => Err(JobError::GiveUp(format!("a payload that is no JSON: {error}"))),
            Ok(payload) => handler(payload).await,
        },
    };
    match outcome {
        Ok(()) => queue::finish(db, &job).await?,
        Err(error) => {
            tracing::warn!(job.kind, job.id, job.attempts, error = %error, "a job failed");
            queue::fail(db, &job, &error, most_attempts, clock.now()).await?;
        }
    }
    Ok(true)
}

/// Runs what is due, again and again, until `stop` says so. A job under way is finished first, and no other one
/// is begun: a mail server that hangs must not hold up the end for every message that waits.
pub async fn run_forever(
    db: Db,
    clock: Clock,
    handlers: Handlers,
    mut stop: tokio::sync::watch::Receiver<bool>,
) {
    loop {
        loop {
            match run_next(&db, &clock, &handlers).await {
                Ok(true) if *stop.borrow() => return,
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    tracing::error!(error = %error, "the queue cannot be read");
                    break;
                }
            }
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_millis(500)) => {}
            _ = stop.changed() => return,
        }
    }
}
