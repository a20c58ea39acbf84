//! The addresses of earlier versions of the legal pages.

use entity::Locale;

use super::fixed;

/// The list of a legal page's versions, given the page's key.
pub fn versions(locale: Locale, key: &str) -> String {
    let list = if locale == Locale::Vi {
        "cac-ban"
    } else {
        "versions"
    };
    format!("{}/{list}", fixed(locale, key))
}

/// One version of a legal page; 0 is the text that came with the software.
pub fn version(locale: Locale, key: &str, version: &str) -> String {
    format!("{}/{version}", versions(locale, key))
}
