//! The current edition, and the watcher that replaces it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use super::{Edition, build::build};
use foundation::kernel::clock::Clock;
use foundation::kernel::db::Db;
use foundation::kernel::error::Result;
use foundation::publication;

/// Gives out the current edition. Cheap to clone; all clones see the same one.
#[derive(Clone, Debug)]
pub struct Editions {
    current: Arc<RwLock<Arc<Edition>>>,
    /// Counts editions: what caches of rendered pages are keyed by.
    serial: Arc<AtomicU64>,
    /// One maker at a time.
    making: Arc<tokio::sync::Mutex<()>>,
    db: Db,
    clock: Clock,
}

impl Editions {
    /// Makes the first edition.
    pub async fn open(db: Db, clock: Clock) -> Result<Self> {
        let first = build(&db, clock.today(), None).await?;
        Ok(Self {
            current: Arc::new(RwLock::new(Arc::new(first))),
            serial: Arc::new(AtomicU64::new(1)),
            making: Arc::default(),
            db,
            clock,
        })
    }

    /// The current edition.
    pub fn current(&self) -> Arc<Edition> {
        self.current
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// A number that changes with every edition.
    pub fn serial(&self) -> u64 {
        self.serial.load(Ordering::Acquire)
    }

    /// Replaces the edition if the content or the day has moved on; says whether it has.
    pub async fn refresh(&self) -> Result<bool> {
        let _one_at_a_time = self.making.lock().await;
        let before = self.current();
        let day = self.clock.today();
        let state = publication::state(&self.db).await?;
        if before.version == state.version && before.day == day {
            return Ok(false);
        }
        let next = build(&self.db, day, Some(&before)).await?;
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(next);
        self.serial.fetch_add(1, Ordering::Release);
        Ok(true)
    }
}

/// Looks for changes twice a second until `stop` says so. When the database is away the last edition
/// goes on being served.
pub async fn watch(editions: Editions, mut stop: tokio::sync::watch::Receiver<bool>) {
    let mut healthy = true;
    loop {
        match editions.refresh().await {
            Ok(_) => healthy = true,
            Err(error) if healthy => {
                healthy = false;
                tracing::error!(error = %error, "no new edition can be made; the last one stays");
            }
            Err(_) => {}
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_millis(500)) => {}
            _ = stop.changed() => return,
        }
    }
}
