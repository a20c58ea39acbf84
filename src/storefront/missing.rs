//! What to answer where nothing stands any more.

use entity::{Locale, OwnerKind};

use shell::web::{Failure, Visit, urls};

/// 301 to the present address, 410 for what was taken away for good, 404 for the rest. `url` makes
/// the address from a slug.
pub fn missing(visit: &Visit, kind: OwnerKind, slug: &str, url: fn(Locale, &str) -> String) -> Failure {
    if !urls::is_slug(slug) {
        return Failure::NotFound;
    }
    match visit.edition.moved(kind, slug) {
        Some(now) => Failure::Moved(url(visit.locale, now)),
        None if visit.edition.gone(kind, slug) => Failure::Gone,
        None => Failure::NotFound,
    }
}
