//! The operator's office (`/quan-tri`, `/en/office`): the city's programme office approves, records, keeps the map
//! true and reports. Whoever only reads finds the pages; what changes something is for the operator, and every
//! change is written down.

pub mod desk;
mod frame;
mod home;

use actix_web::web::ServiceConfig;
use entity::Locale;
use shell::web::guarded::{Guarded, Need, mount};
use shell::web::urls;

/// Every address of the office in a language, with who may use it.
pub fn listed(locale: Locale) -> Vec<Guarded> {
    let at = |key| urls::office(locale, key);
    vec![Guarded::get(at("home"), Need::Officer, home::show)]
}

/// Mounts the office in both languages.
pub fn routes(config: &mut ServiceConfig) {
    for locale in Locale::ALL {
        mount(config, listed(locale));
    }
}
