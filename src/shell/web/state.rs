//! What every handler may reach: services, the editions, the templates.

use chrono::{DateTime, TimeDelta, Utc};

use super::fragments::Fragments;
use super::front::Front;
use super::view::Views;
use crate::services::Services;
use commerce::addresses::Gazetteer;
use domain::edition::Editions;
use foundation::kernel::error::Result;

/// The state of the web application, shared by all workers.
pub struct State {
    /// Database, clock, search, pictures, settings.
    pub services: Services,
    /// The public content.
    pub editions: Editions,
    /// Templates and words.
    pub views: Views,
    /// Pieces that pages share.
    pub fragments: Fragments,
    /// Page cache, limits and figures.
    pub front: Front,
    /// Communes by name, read now and then.
    pub communes: Communes,
}

/// Communes by name: they change by law, so they are read again only every few minutes.
#[derive(Default)]
pub struct Communes(tokio::sync::RwLock<Option<(DateTime<Utc>, Gazetteer)>>);

/// How old the list may get.
const COMMUNES_HOLD: TimeDelta = TimeDelta::minutes(10);

impl State {
    /// The communes of today.
    pub async fn gazetteer(&self) -> Result<Gazetteer> {
        let now = self.services.clock.now();
        if let Some((read, known)) = &*self.communes.0.read().await
            && now - *read < COMMUNES_HOLD
            && !known.communes().is_empty()
        {
            return Ok(known.clone());
        }
        let fresh = Gazetteer::load(&self.services.db).await?;
        *self.communes.0.write().await = Some((now, fresh.clone()));
        Ok(fresh)
    }
}
