//! Every address of the site is a function here; nothing else spells a path.

use entity::{Locale, OwnerKind};

/// The addresses of pages without an argument: (key, Vietnamese, English).
const FIXED: &[(&str, &str, &str)] = &[
    ("home", "/", "/en"),
    ("products", "/san-pham", "/en/products"),
    ("producers", "/nha-san-xuat", "/en/producers"),
    ("stories", "/cau-chuyen", "/en/stories"),
    ("map", "/ban-do", "/en/map"),
    ("villages", "/lang-nghe", "/en/craft-villages"),
    ("events", "/su-kien", "/en/events"),
    ("trips", "/hanh-trinh", "/en/trips"),
    ("search", "/tim-kiem", "/en/search"),
    ("suggest", "/tim-kiem/goi-y", "/en/search/suggestions"),
    ("about_ocop", "/ocop", "/en/how-ocop-works"),
    ("ranking", "/tieu-chi-xep-hang", "/en/ranking"),
    ("terms", "/dieu-khoan", "/en/terms"),
    ("privacy", "/quyen-rieng-tu", "/en/privacy"),
    ("complaints", "/khieu-nai", "/en/complaints"),
    ("delivery", "/giao-hang", "/en/delivery"),
    ("returns", "/doi-tra", "/en/returns"),
    ("payment", "/thanh-toan", "/en/payment"),
    ("api_docs", "/api/docs", "/api/docs?lang=en"),
    ("feed", "/feed.xml", "/en/feed.xml"),
];

/// The addresses of things: (prefix in Vietnamese, prefix in English).
const PRODUCTS: (&str, &str) = ("/san-pham/", "/en/products/");
const PRODUCERS: (&str, &str) = ("/nha-san-xuat/", "/en/producers/");
const STORIES: (&str, &str) = ("/cau-chuyen/", "/en/stories/");
const SALES_POINTS: (&str, &str) = ("/diem-ban/", "/en/sales-points/");
const VILLAGES: (&str, &str) = ("/lang-nghe/", "/en/craft-villages/");
const EVENTS: (&str, &str) = ("/su-kien/", "/en/events/");
const CERTIFICATES: (&str, &str) = ("/chung-nhan/", "/en/certificates/");

fn of(locale: Locale, prefix: (&str, &str), slug: &str) -> String {
    let prefix = if locale == Locale::Vi { prefix.0 } else { prefix.1 };
    format!("{prefix}{slug}")
}

/// The address of a fixed page; the home page for a key that does not exist.
pub fn fixed(locale: Locale, key: &str) -> &'static str {
    let (_, vi, en) = FIXED
        .iter()
        .find(|(name, _, _)| *name == key)
        .unwrap_or(&("home", "/", "/en"));
    if locale == Locale::Vi { vi } else { en }
}

/// All fixed pages of a language: (key, address).
pub fn all_fixed(locale: Locale) -> impl Iterator<Item = (&'static str, &'static str)> {
    FIXED
        .iter()
        .map(move |(key, vi, en)| (*key, if locale == Locale::Vi { *vi } else { *en }))
}

/// A product's page.
pub fn product(locale: Locale, slug: &str) -> String {
    of(locale, PRODUCTS, slug)
}

/// A producer's page.
pub fn producer(locale: Locale, slug: &str) -> String {
    of(locale, PRODUCERS, slug)
}

/// A story.
pub fn story(locale: Locale, slug: &str) -> String {
    of(locale, STORIES, slug)
}

/// A sales point or creative centre.
pub fn sales_point(locale: Locale, slug: &str) -> String {
    of(locale, SALES_POINTS, slug)
}

/// A craft village.
pub fn village(locale: Locale, slug: &str) -> String {
    of(locale, VILLAGES, slug)
}

/// An event.
pub fn event(locale: Locale, slug: &str) -> String {
    of(locale, EVENTS, slug)
}

/// The check page of a certificate.
pub fn certificate(locale: Locale, code: &str) -> String {
    of(locale, CERTIFICATES, code)
}

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

/// A picture of the store by its key.
pub fn picture(key: &str) -> String {
    format!("/media/{key}")
}

/// A part of the sitemap by its name.
pub fn sitemap_part(part: &str) -> String {
    format!("/sitemaps/{part}.xml")
}

/// A collection of the read API.
pub fn api(collection: &str) -> String {
    format!("/api/v1/{collection}")
}

/// One thing in the read API.
pub fn api_item(locale: Locale, collection: &str, slug: &str) -> String {
    let lang = if locale == Locale::En { "?lang=en" } else { "" };
    format!("/api/v1/{collection}/{slug}{lang}")
}

/// The language a path is in.
pub fn locale_of(path: &str) -> Locale {
    if path == "/en" || path.starts_with("/en/") {
        Locale::En
    } else {
        Locale::Vi
    }
}

/// Whether a text may be a slug at all: what is not never reaches the database.
pub fn is_slug(text: &str) -> bool {
    (1..=160).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// A query string from pairs, leaving out empty values; with its question mark, or nothing.
pub fn query(pairs: &[(&str, &str)]) -> String {
    let mut text = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        text.append_pair(name, value);
    }
    let text = text.finish();
    if text.is_empty() { text } else { format!("?{text}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_both_languages() {
        assert_eq!(product(Locale::Vi, "tra-sen"), "/san-pham/tra-sen");
        assert_eq!(product(Locale::En, "tra-sen"), "/en/products/tra-sen");
        assert_eq!(fixed(Locale::En, "map"), "/en/map");
        assert_eq!(locale_of("/en"), Locale::En);
        assert_eq!(locale_of("/entry"), Locale::Vi);
        assert_eq!(
            query(&[("q", "mật ong & trà"), ("page", "")]),
            "?q=m%E1%BA%ADt+ong+%26+tr%C3%A0"
        );
        assert!(
            is_slug("tra-sen-1") && !is_slug("") && !is_slug("a/b") && !is_slug("Trà") && !is_slug("a\0")
        );
    }
}
