//! Rendered pages in memory, together with their compressed bytes: compressing a page costs thirty
//! to a hundred and fifty times what serving it does.

use std::sync::{Arc, OnceLock};

use actix_web::http::header::{HeaderName, HeaderValue};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use super::compress::{self, Encoding};
use commerce::figures::Counter;
use foundation::kernel::cache::Cache;
use foundation::kernel::clock::Clock;

/// A page as it was rendered once.
#[derive(Debug)]
pub struct CachedPage {
    plain: Coded,
    gzip: OnceLock<Coded>,
    brotli: OnceLock<Coded>,
    tag: String,
    until: Option<DateTime<Utc>>,
    /// Views of the product that the page shows, if it shows one.
    views: Option<Counter>,
    /// Headers that the handler set, beyond those every answer gets.
    pub headers: Vec<(HeaderName, HeaderValue)>,
}

/// Bytes in one coding with their strong ETag.
#[derive(Clone, Debug)]
pub struct Coded {
    /// The bytes.
    pub body: Bytes,
    /// Strong ETag: different for each coding, as RFC 9110 section 8.8.3 wants.
    pub etag: HeaderValue,
}

impl CachedPage {
    /// Keeps a page.
    pub fn new(body: Bytes, headers: Vec<(HeaderName, HeaderValue)>, until: Option<DateTime<Utc>>) -> Self {
        let tag = hex::encode(Sha256::digest(&body).get(..12).unwrap_or_default());
        let plain = Coded {
            body,
            etag: etag(&tag, ""),
        };
        Self {
            plain,
            gzip: OnceLock::new(),
            brotli: OnceLock::new(),
            tag,
            until,
            views: None,
            headers,
        }
    }

    /// The same page, whose views are counted.
    pub fn counted(mut self, views: Option<Counter>) -> Self {
        self.views = views;
        self
    }

    /// Whether its views are counted.
    pub const fn is_counted(&self) -> bool {
        self.views.is_some()
    }

    /// Counts that somebody gets it.
    pub fn count(&self) {
        if let Some(views) = &self.views {
            views.add();
        }
    }

    /// Whether it is still true. Only pages that change within an edition need the time for that.
    pub fn is_true(&self, clock: &Clock) -> bool {
        self.until.is_none_or(|until| clock.now() < until)
    }

    /// The bytes in a coding, made when first asked for.
    pub fn coded(&self, encoding: Encoding) -> &Coded {
        let make = |suffix| Coded {
            body: compress::compress(&self.plain.body, encoding),
            etag: etag(&self.tag, suffix),
        };
        match encoding {
            Encoding::Identity => &self.plain,
            Encoding::Gzip => self.gzip.get_or_init(|| make("-g")),
            Encoding::Brotli => self.brotli.get_or_init(|| make("-b")),
        }
    }
}

fn etag(tag: &str, suffix: &str) -> HeaderValue {
    HeaderValue::from_str(&format!("\"{tag}{suffix}\"")).unwrap_or(HeaderValue::from_static("\"0\""))
}

/// Pages by address, each with the number of the edition it was made from. A page of an older edition is
/// not there; the next one takes its place.
#[derive(Debug)]
pub struct PageCache(Option<Cache<Arc<str>, Kept>>);

/// A page with the number of its edition.
type Kept = (u64, Arc<CachedPage>);

impl PageCache {
    /// A cache of so many bytes of pages; `None` keeps nothing.
    pub fn new(bytes: Option<u64>) -> Self {
        Self(bytes.map(|bytes| {
            Cache::new(bytes, 48 * 1024, |address: &Arc<str>, (_, page): &Kept| {
                // The compressed twins together take about half as much again.
                address.len() + page.plain.body.len() * 3 / 2 + 512
            })
        }))
    }

    /// The page of an address in an edition.
    pub fn get(&self, edition: u64, address: &str) -> Option<Arc<CachedPage>> {
        let (made_from, page) = self.0.as_ref()?.get(address)?;
        (made_from == edition).then_some(page)
    }

    /// Keeps a page.
    pub fn put(&self, edition: u64, address: &str, page: Arc<CachedPage>) {
        if let Some(cache) = &self.0 {
            cache.insert(Arc::from(address), (edition, page));
        }
    }
}
