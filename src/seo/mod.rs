//! Pages for machines that read the whole site: sitemap, robots.txt, llms.txt, news feed.

mod feed;
mod label_keys;
mod robots;
mod sitemap;
mod xml;

use actix_web::web::{ServiceConfig, get};
use entity::Locale;

use shell::web::urls;

/// Mounts them.
pub fn routes(config: &mut ServiceConfig) {
    config
        .route("/sitemap.xml", get().to(sitemap::show))
        .route(&urls::sitemap_part("{part}"), get().to(sitemap::part))
        .route(urls::LABEL_KEYS, get().to(label_keys::show))
        .route("/robots.txt", get().to(robots::robots))
        .route("/llms.txt", get().to(robots::llms));
    for locale in Locale::ALL {
        config.route(urls::fixed(locale, "feed"), get().to(feed::show));
    }
}
