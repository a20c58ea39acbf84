//! What every handler may reach: services, the editions, the templates.

use super::fragments::Fragments;
use super::front::Front;
use super::view::Views;
use crate::services::Services;
use domain::edition::Editions;

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
}
