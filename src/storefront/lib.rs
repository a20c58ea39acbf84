//! The public pages: consumers find products and stories, tourists find places.
//!
//! Handlers read the edition, ask the features for what is long, and hand a view model to a template.

mod cards;
mod certificate;
mod documents;
mod events;
mod facets;
mod fragments;
mod home;
mod label;
mod list;
mod map;
mod missing;
mod place;
mod place_card;
mod producers;
mod product;
mod products;
mod related;
mod search;
mod social;
mod stories;
mod structured_data;
mod trips;
mod village;

use actix_web::web::{ServiceConfig, get, post};
use entity::Locale;
use shell::web::urls;

/// Mounts the public pages in both languages.
pub fn routes(config: &mut ServiceConfig) {
    config.route("/og/{language}/{kind}/{slug}.jpg", get().to(social::show));
    for locale in Locale::ALL {
        let fixed = |key| urls::fixed(locale, key);
        let list = |key| urls::legal_versions(locale, key);
        let one = |key| urls::legal_version(locale, key, "{version}");
        config
            .route(fixed("home"), get().to(home::show))
            .route(fixed("products"), get().to(products::index))
            .route(&urls::product(locale, "{slug}"), get().to(product::show))
            .route(fixed("producers"), get().to(producers::index))
            .route(&urls::producer(locale, "{slug}"), get().to(producers::show))
            .route(fixed("stories"), get().to(stories::index))
            .route(&urls::story(locale, "{slug}"), get().to(stories::show))
            .route(fixed("map"), get().to(map::index))
            .route(&urls::sales_point(locale, "{slug}"), get().to(place::show))
            .route(fixed("villages"), get().to(village::index))
            .route(&urls::village(locale, "{slug}"), get().to(village::show))
            .route(fixed("trips"), get().to(trips::index))
            .route(fixed("events"), get().to(events::index))
            .route(&urls::event(locale, "{slug}"), get().to(events::show))
            // Before the codes: none is spelled like this.
            .route(fixed("label_check"), get().to(label::ask))
            .route(fixed("label_check"), post().to(label::check))
            .route(&urls::certificate(locale, "{code}"), get().to(certificate::show))
            .route(fixed("search"), get().to(search::index))
            .route(fixed("suggest"), get().to(search::suggest))
            .route(fixed("about_ocop"), get().to(documents::about_ocop))
            .route(fixed("ranking"), get().to(documents::ranking))
            .route(fixed("terms"), get().to(documents::terms))
            .route(fixed("privacy"), get().to(documents::privacy))
            .route(fixed("complaints"), get().to(documents::complaints))
            .route(fixed("delivery"), get().to(documents::delivery))
            .route(fixed("returns"), get().to(documents::returns))
            .route(fixed("payment"), get().to(documents::payment))
            .route(&list("terms"), get().to(documents::terms_versions))
            .route(&one("terms"), get().to(documents::terms_version))
            .route(&list("privacy"), get().to(documents::privacy_versions))
            .route(&one("privacy"), get().to(documents::privacy_version))
            .route(&list("complaints"), get().to(documents::complaints_versions))
            .route(&one("complaints"), get().to(documents::complaints_version))
            .route(&list("delivery"), get().to(documents::delivery_versions))
            .route(&one("delivery"), get().to(documents::delivery_version))
            .route(&list("returns"), get().to(documents::returns_versions))
            .route(&one("returns"), get().to(documents::returns_version))
            .route(&list("payment"), get().to(documents::payment_versions))
            .route(&one("payment"), get().to(documents::payment_version));
    }
}
