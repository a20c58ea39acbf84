//! The worker: every kind of job bound to its handler.

use serde_json::Value;

use dataset::{self, Silent};
use foundation::jobs::{Handlers, JobError, run_forever};
use foundation::kernel::error::Result;
use foundation::publication;
use shell::indexing::Indexer;
use shell::services::Services;

/// Pictures drawn in one go: other jobs wait no longer than that.
const PICTURES_AT_ONCE: usize = 12;

/// Every kind of job with its handler.
pub fn handlers(services: &Services, indexer: &Indexer) -> Handlers {
    let indexer = indexer.clone();
    let services = services.clone();
    Handlers::default()
        .with(publication::INDEX_JOB, move |payload| {
            let indexer = indexer.clone();
            async move {
                let from = payload.get("from").and_then(Value::as_i64);
                let from =
                    from.ok_or_else(|| JobError::GiveUp("an index job without its version".to_owned()))?;
                indexer.catch_up(from).await.map_err(Into::into)
            }
        })
        .with(dataset::PICTURES_JOB, move |_| {
            let services = services.clone();
            async move { draw_some(&services).await.map_err(Into::into) }
        })
}

/// Draws some of the missing pictures and asks for the rest.
async fn draw_some(services: &Services) -> Result<()> {
    let Services { db, clock, store, .. } = services;
    let drawing = dataset::draw_pictures(db, clock, store, PICTURES_AT_ONCE, &Silent).await?;
    if drawing.drawn > 0 {
        dataset::request_pictures(db, clock).await?;
    }
    Ok(())
}

/// Runs jobs until told to stop.
pub async fn run(services: Services, indexer: Indexer, stop: tokio::sync::watch::Receiver<bool>) {
    let handlers = handlers(&services, &indexer);
    run_forever(services.db.clone(), services.clock.clone(), handlers, stop).await;
}
