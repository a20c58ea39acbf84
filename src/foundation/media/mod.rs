//! Pictures: from hostile bytes to immutable, metadata-free files that may be served for ever.
//!
//! `sniff` says what a file is, `pipeline` makes the renditions, `key` names them and `store` keeps
//! them on disk or in S3; `private` does the same for pictures that are not for everybody, and
//! `codes` reads the QR codes on one. Everything but
//! keeping is pure and synchronous: call it from a blocking thread.
pub mod codes;
pub mod key;
pub mod pipeline;
pub mod private;
pub mod sniff;
pub mod store;
pub mod tone;
pub mod turn;

pub use codes::read_codes;
pub use key::{MediaKey, download_name, media_url};
pub use pipeline::{Limits, Processed, Rendition, RenditionFormat, process};
pub use sniff::{Foreign, MediaRefusal, PictureFormat};
pub use store::{BlobStore, StoreError};
pub use tone::Tone;
pub use turn::{Keep, Reshape, reshaped, source_hash};

#[cfg(test)]
mod hostile_tests;
