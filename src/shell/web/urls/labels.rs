//! The addresses that printed labels need.

use entity::Locale;

use super::{certificate, query};

/// Where the public half of the key stands that signs labels.
pub const LABEL_KEYS: &str = "/.well-known/cho-lang-qr.json";

/// The check page of a certificate with what a label says of it.
pub fn certificate_label(locale: Locale, code: &str, signed: &str) -> String {
    format!("{}{}", certificate(locale, code), query(&[("s", signed)]))
}
