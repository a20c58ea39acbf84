//! What time does, done every few seconds: orders nobody paid or confirmed are called off, forgotten carts go,
//! and what a crash left of a payment is healed. Several processes may run it at once.

use std::time::Duration;

use commerce::checkout;
use shell::services::Services;

/// How often.
const PAUSE: Duration = Duration::from_secs(15);

/// Sweeps until told to stop.
pub async fn run(services: Services, mut stop: tokio::sync::watch::Receiver<bool>) {
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
    }
}
