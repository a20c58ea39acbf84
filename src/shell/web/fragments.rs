//! Pieces of pages that many pages share, as kept HTML: the footer, the facets beside a list. Pages are
//! made anew with every edition; their pieces need not be made anew with every page.

use std::sync::Arc;

use foundation::kernel::cache::Cache;
use foundation::kernel::error::Result;

/// Bytes of pieces that are kept.
const BYTES: u64 = 16 * 1024 * 1024;

/// Rendered pieces by name. The name holds all that the piece depends on, the edition too.
#[derive(Debug)]
pub struct Fragments(Cache<Arc<str>, Arc<str>>);

impl Fragments {
    /// Nothing kept yet.
    pub fn new() -> Self {
        Self(Cache::new(BYTES, 4 * 1024, |name, html| {
            name.len() + html.len() + 64
        }))
    }

    /// The piece of that name; made if it is not there.
    pub fn kept(&self, name: &str, make: impl FnOnce() -> Result<String>) -> Result<Arc<str>> {
        if let Some(html) = self.0.get(name) {
            return Ok(html);
        }
        let html: Arc<str> = make()?.into();
        self.0.insert(Arc::from(name), html.clone());
        Ok(html)
    }
}

impl Default for Fragments {
    fn default() -> Self {
        Self::new()
    }
}
