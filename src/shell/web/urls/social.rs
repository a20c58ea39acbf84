//! Pictures that social networks show of a page.

use entity::{Locale, OwnerKind};

/// The generated picture of a page for social networks.
pub fn social_picture(locale: Locale, kind: OwnerKind, slug: &str) -> String {
    let kind = match kind {
        OwnerKind::Product => "product",
        OwnerKind::Producer => "producer",
        OwnerKind::Place => "place",
        OwnerKind::Event => "event",
        OwnerKind::Story => "story",
    };
    format!("/og/{}/{kind}/{slug}.jpg", locale.tag())
}

/// The site itself, where pages have slugs.
pub const SITE_SLUG: &str = "cho-lang";

/// The generated picture of pages that have none of their own.
pub fn social_site(locale: Locale) -> String {
    format!("/og/{}/site/{SITE_SLUG}.jpg", locale.tag())
}
