//! What time does, done every few seconds: orders nobody paid or confirmed are called off, forgotten carts go,
//! and what a crash left of a payment is healed. Once an hour, what nobody has to keep any longer is forgotten, and
//! after two in the morning the figures of sales are worked out.
//! Several processes may run it at once.

use std::time::{Duration, Instant};

use commerce::{checkout, reports};
use domain::bulk;
use shell::services::Services;

/// How often.
const PAUSE: Duration = Duration::from_secs(15);
/// How often what nobody has to keep any longer is forgotten.
const FORGETS: Duration = Duration::from_hours(1);

/// Sweeps until told to stop.
pub async fn run(services: Services, mut stop: tokio::sync::watch::Receiver<bool>) {
    let mut forgot: Option<Instant> = None;
    loop {
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            _ = stop.changed() => return,
        }
        // First what came in, so that nobody who has just paid is called off.
        let (db, now) = (&services.db, services.clock.now());
        if let Err(error) = checkout::reconcile(db, now, services.cards.as_deref()).await {
            tracing::error!(error = %error, "the reconciliation failed");
        }
        match checkout::sweep(db, now).await {
            Ok(swept) if swept.expired > 0 => {
                tracing::info!(orders.expired = swept.expired, "orders ran out");
            }
            Ok(_) => {}
            Err(error) => tracing::error!(error = %error, "the sweep failed"),
        }
        if forgot.is_none_or(|last| last.elapsed() >= FORGETS) {
            forgot = Some(Instant::now());
            match checkout::forget(db, now).await {
                Ok(forgotten) if forgotten.purchases > 0 => {
                    tracing::info!(purchases = forgotten.purchases, "purchases lost who bought");
                }
                Ok(_) => {}
                Err(error) => tracing::error!(error = %error, "forgetting failed"),
            }
            match bulk::sweep(db, now).await {
                Ok(gone) if gone > 0 => tracing::info!(tables = gone, "tables of listings were forgotten"),
                Ok(_) => {}
                Err(error) => tracing::error!(error = %error, "forgetting tables of listings failed"),
            }
            match reports::forget_files(db, services.files.as_ref(), now).await {
                Ok(files) if files > 0 => tracing::info!(files, "old reports were removed"),
                Ok(_) => {}
                Err(error) => tracing::error!(error = %error, "old reports could not be removed"),
            }
            if let Err(error) = reports::nightly(db, now).await {
                tracing::error!(error = %error, "the figures of sales could not be asked for");
            }
        }
    }
}
