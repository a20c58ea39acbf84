//! The sitemap: every page that search engines should know, each language with a link to the other.
//!
//! One file while the site is small; beyond, an index of parts by kind, which are written as they are
//! sent. A page that would only fall back to the other language is not in it.

use std::fmt::Write;
use std::ops::Range;
use std::sync::Arc;

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use entity::{Locale, PlaceKind};
use futures_util::stream;

use super::xml::escape;
use domain::edition::Edition;
use foundation::kernel::error::Error;
use shell::web::{Failure, Visit, urls};

const TYPE: &str = "application/xml; charset=utf-8";
/// Addresses in one file; the protocol allows 50,000.
const MOST: usize = 45_000;
/// Things in a part: two addresses each, some 450 bytes an address.
const PART: usize = 20_000;
/// Things written at a time.
const CHUNK: usize = 500;

/// What there are pages of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Fixed,
    Products,
    Producers,
    Places,
    Stories,
    Events,
}

const KINDS: [(Kind, &str); 6] = [
    (Kind::Fixed, "pages"),
    (Kind::Products, "products"),
    (Kind::Producers, "producers"),
    (Kind::Places, "places"),
    (Kind::Stories, "stories"),
    (Kind::Events, "events"),
];

/// Fixed pages that search engines should know.
const PAGES: [&str; 16] = [
    "home",
    "products",
    "producers",
    "stories",
    "map",
    "villages",
    "events",
    "trips",
    "about_ocop",
    "ranking",
    "terms",
    "privacy",
    "complaints",
    "delivery",
    "returns",
    "label_check",
];

/// A page: its path in each language it is told in.
struct Page {
    paths: [Option<String>; 2],
    changed: Option<DateTime<Utc>>,
}

impl Page {
    fn of(
        slug: &str,
        url: fn(Locale, &str) -> String,
        speaks: impl Fn(Locale) -> bool,
        at: DateTime<Utc>,
    ) -> Self {
        Self {
            paths: Locale::ALL.map(|locale| speaks(locale).then(|| url(locale, slug))),
            changed: Some(at),
        }
    }

    fn write(&self, origin: &str, xml: &mut String) {
        let whole = |path: &String| escape(&format!("{origin}{path}"));
        let told = || {
            Locale::ALL
                .into_iter()
                .zip(&self.paths)
                .filter_map(|(l, path)| Some((l, path.as_ref()?)))
        };
        let both = self.paths.iter().all(Option::is_some);
        for (_, path) in told() {
            let _ = write!(xml, "<url><loc>{}</loc>", whole(path));
            if let Some(changed) = self.changed {
                let _ = write!(xml, "<lastmod>{}</lastmod>", changed.format("%Y-%m-%dT%H:%M:%SZ"));
            }
            if both {
                for (locale, path) in told() {
                    let _ = write!(
                        xml,
                        "<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{}\"/>",
                        locale.tag(),
                        whole(path)
                    );
                }
            }
            xml.push_str("</url>\n");
        }
    }
}

/// How many things of a kind there are.
fn count(edition: &Edition, kind: Kind) -> usize {
    match kind {
        Kind::Fixed => PAGES.len() + edition.taxonomy.groups().len(),
        Kind::Products => edition.catalogue.len(),
        Kind::Producers => edition.producers_by_name(Locale::Vi).len(),
        Kind::Places => edition.places.len(),
        Kind::Stories => edition.newest_stories().len(),
        Kind::Events => edition.latest_events().len(),
    }
}

/// The pages of some things of a kind.
fn pages(edition: &Edition, kind: Kind, range: Range<usize>) -> Vec<Page> {
    match kind {
        Kind::Fixed => fixed(edition)
            .into_iter()
            .skip(range.start)
            .take(range.len())
            .collect(),
        Kind::Products => some(edition.catalogue.products(), range)
            .map(|one| {
                Page::of(
                    &one.slug,
                    urls::product,
                    |locale| one.speaks(locale),
                    one.updated_at,
                )
            })
            .collect(),
        Kind::Producers => some(edition.producers_by_name(Locale::Vi), range)
            .map(|one| {
                Page::of(
                    &one.slug,
                    urls::producer,
                    |locale| one.speaks(locale),
                    one.updated_at,
                )
            })
            .collect(),
        Kind::Places => some(edition.places.all(), range)
            .map(|one| {
                let url = match one.kind {
                    PlaceKind::CraftVillage => urls::village,
                    PlaceKind::SalesPoint | PlaceKind::CreativeCentre => urls::sales_point,
                };
                Page::of(&one.slug, url, |locale| one.speaks(locale), one.updated_at)
            })
            .collect(),
        Kind::Stories => some(edition.newest_stories(), range)
            .map(|one| {
                Page::of(
                    &one.slug,
                    urls::story,
                    |locale| one.speaks(locale),
                    one.updated_at,
                )
            })
            .collect(),
        Kind::Events => some(edition.latest_events(), range)
            .map(|one| {
                Page::of(
                    &one.slug,
                    urls::event,
                    |locale| one.speaks(locale),
                    one.updated_at,
                )
            })
            .collect(),
    }
}

fn some<T>(all: &[Arc<T>], range: Range<usize>) -> impl Iterator<Item = &Arc<T>> {
    all.get(range.start.min(all.len())..range.end.min(all.len()))
        .unwrap_or_default()
        .iter()
}

/// Fixed pages, and the groups of goods, which are pages of their own.
fn fixed(edition: &Edition) -> Vec<Page> {
    let page = |paths: [String; 2]| Page {
        paths: paths.map(Some),
        changed: None,
    };
    let mut pages: Vec<Page> = PAGES
        .iter()
        .map(|key| page(Locale::ALL.map(|locale| urls::fixed(locale, key).to_owned())))
        .collect();
    pages.extend(edition.taxonomy.groups().iter().map(|group| {
        let query = urls::query(&[("group", &group.id.to_string())]);
        page(Locale::ALL.map(|locale| format!("{}{query}", urls::fixed(locale, "products"))))
    }));
    pages
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n";
const FOOT: &str = "</urlset>\n";

/// `/sitemap.xml`: all addresses, or where they are.
pub async fn show(visit: Visit) -> Result<HttpResponse, Failure> {
    let edition = &visit.edition;
    let origin = &visit.state.services.origin;
    let all: usize = KINDS
        .iter()
        .map(|(kind, _)| count(edition, *kind) * Locale::ALL.len())
        .sum();
    if all <= MOST {
        let mut xml = HEAD.to_owned();
        for (kind, _) in KINDS {
            for page in pages(edition, kind, 0..count(edition, kind)) {
                page.write(origin, &mut xml);
            }
        }
        xml.push_str(FOOT);
        return Ok(visit.shared(TYPE, xml));
    }
    Ok(visit.shared(TYPE, index(edition, origin)))
}

/// The index of the parts.
fn index(edition: &Edition, origin: &str) -> String {
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        .to_owned();
    for (kind, name) in KINDS {
        for number in 1..=count(edition, kind).div_ceil(PART) {
            let path = urls::sitemap_part(&format!("{name}-{number}"));
            let _ = writeln!(
                xml,
                "<sitemap><loc>{}</loc></sitemap>",
                escape(&format!("{origin}{path}"))
            );
        }
    }
    xml.push_str("</sitemapindex>\n");
    xml
}

/// Which things a part holds, by its name.
fn range_of(edition: &Edition, part: &str) -> Option<(Kind, Range<usize>)> {
    let (name, number) = part.rsplit_once('-')?;
    let (kind, _) = KINDS.into_iter().find(|(_, known)| *known == name)?;
    let start = number.parse::<usize>().ok()?.checked_sub(1)?.checked_mul(PART)?;
    let end = count(edition, kind).min(start.saturating_add(PART));
    (start < end && !number.starts_with('0')).then_some((kind, start..end))
}

/// `/sitemaps/{part}.xml`: some addresses of a kind, written as they are sent.
pub async fn part(visit: Visit, part: web::Path<String>) -> Result<HttpResponse, Failure> {
    let (kind, range) = range_of(&visit.edition, &part).ok_or(Failure::NotFound)?;
    let edition = visit.edition.clone();
    let origin = visit.state.services.origin.clone();
    let starts: Vec<usize> = range.clone().step_by(CHUNK).collect();
    let chunks = starts.into_iter().map(move |start| {
        let mut xml = if start == range.start {
            HEAD.to_owned()
        } else {
            String::new()
        };
        let end = range.end.min(start + CHUNK);
        for page in pages(&edition, kind, start..end) {
            page.write(&origin, &mut xml);
        }
        if end == range.end {
            xml.push_str(FOOT);
        }
        Ok::<_, Error>(Bytes::from(xml))
    });
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, TYPE))
        .insert_header((header::CACHE_CONTROL, "public, max-age=0, s-maxage=600"))
        .streaming(stream::iter(chunks)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_in_both_languages_names_both_in_each_entry() {
        let at = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let mut xml = String::new();
        Page::of("tra-sen", urls::product, |_| true, at).write("https://x.vn", &mut xml);
        assert_eq!(xml.matches("<url>").count(), 2);
        assert_eq!(
            xml.matches("hreflang=\"vi\" href=\"https://x.vn/san-pham/tra-sen\"")
                .count(),
            2
        );
        assert_eq!(
            xml.matches("hreflang=\"en\" href=\"https://x.vn/en/products/tra-sen\"")
                .count(),
            2
        );
        assert!(xml.contains("<lastmod>2026-11-1"), "{xml}");
    }

    #[test]
    fn a_page_in_one_language_stands_alone() {
        let mut xml = String::new();
        let only = |locale| locale == Locale::Vi;
        Page::of("tra-sen", urls::product, only, DateTime::UNIX_EPOCH).write("https://x.vn", &mut xml);
        assert_eq!(xml.matches("<url>").count(), 1);
        assert!(!xml.contains("hreflang") && !xml.contains("/en/"), "{xml}");
    }
}
