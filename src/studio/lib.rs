//! The producer's desk (`/nguoi-ban`, `/en/studio`): for a bookkeeper with one phone and a weak network. Everything
//! looked up here starts from the producer the session works for: the query for somebody else's row does not exist.

pub mod desk;
mod frame;
mod home;

use actix_web::web::ServiceConfig;
use entity::Locale;
use shell::web::guarded::{Guarded, Need, mount};
use shell::web::urls;

/// Every address of the desk in a language, with who may use it.
pub fn listed(locale: Locale) -> Vec<Guarded> {
    let at = |key| urls::studio(locale, key);
    vec![
        Guarded::get(at("home"), Need::Member, home::show),
        Guarded::post(at("switch"), Need::Member, home::switch),
    ]
}

/// Mounts the desk in both languages.
pub fn routes(config: &mut ServiceConfig) {
    for locale in Locale::ALL {
        mount(config, listed(locale));
    }
}
