//! The worker: every kind of job bound to its handler.

use serde_json::Value;

use crate::indexing::Indexer;
use crate::jobs::{Handlers, JobError, run_forever};
use crate::publication;
use crate::services::Services;

/// Every kind of job with its handler.
pub fn handlers(indexer: &Indexer) -> Handlers {
    let indexer = indexer.clone();
    Handlers::default().with(publication::INDEX_JOB, move |payload| {
        let indexer = indexer.clone();
        async move {
            let from = payload.get("from").and_then(Value::as_i64);
            let from = from.ok_or_else(|| JobError::GiveUp("an index job without its version".to_owned()))?;
            indexer.catch_up(from).await.map_err(Into::into)
        }
    })
}

/// Runs jobs until told to stop.
pub async fn run(services: Services, indexer: Indexer, stop: tokio::sync::watch::Receiver<bool>) {
    let handlers = handlers(&indexer);
    run_forever(services.db.clone(), services.clock.clone(), handlers, stop).await;
}
