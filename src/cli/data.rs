//! The data set of Hà Nội, within the binary.

use rust_embed::RustEmbed;

use dataset::Source;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/data"]
struct Data;

/// The files as the import reads them.
pub(super) fn source() -> Source {
    let tables = Data::iter().filter(|name| name.ends_with(".csv"));
    let files = tables.filter_map(|name| {
        let file = Data::get(&name)?;
        Some((name.to_string(), file.data.into_owned()))
    });
    Source::Files(files.collect())
}
