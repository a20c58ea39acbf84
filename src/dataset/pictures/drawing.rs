//! From a brief to files: draw, rasterise, process. Pure and slow; for blocking threads.

use bytes::Bytes;
use entity::media_asset;
use sha2::{Digest as _, Sha256};

use super::renditions;
use domain::gallery;
use foundation::kernel::error::{Context, Result};
use foundation::media::{self, Limits, MediaKey, RenditionFormat};
use illustration::{self, Brief, raster};

/// Size of the raster: as wide as a picture is ever shown on a page. The next larger rendition would
/// double the work for sharper pixels of a drawing.
const WIDTH: u32 = 960;
/// See [`WIDTH`].
const HEIGHT: u32 = 720;

/// A finished picture.
#[derive(Debug)]
pub struct Drawn {
    /// Its row, without key and time.
    pub asset: media_asset::Model,
    /// Its files.
    pub files: Vec<(MediaKey, Bytes)>,
}

/// Draws a picture.
pub fn draw(brief: &Brief) -> Result<Drawn> {
    let svg = illustration::draw(brief);
    let png = raster::rasterize(&svg, WIDTH, HEIGHT).context("rasterising an illustration")?;
    let processed = media::process(&png, &Limits::default()).context("processing an illustration")?;
    let mut list: Vec<gallery::Rendition> = Vec::new();
    for rendition in &processed.renditions {
        let key = rendition.key.as_str().to_owned();
        let at = list.iter().position(|known| known.width == rendition.width);
        let known = if let Some(known) = at.and_then(|at| list.get_mut(at)) {
            known
        } else {
            list.push(gallery::Rendition {
                width: rendition.width,
                height: rendition.height,
                webp: String::new(),
                jpeg: String::new(),
            });
            let Some(last) = list.last_mut() else { continue };
            last
        };
        match rendition.format {
            RenditionFormat::WebP => known.webp = key,
            RenditionFormat::Jpeg => known.jpeg = key,
        }
    }
    let asset = media_asset::Model {
        id: 0,
        source_hash: hex::encode(Sha256::digest(&png)),
        width: i32::try_from(processed.width).unwrap_or(i32::MAX),
        height: i32::try_from(processed.height).unwrap_or(i32::MAX),
        tone: i16::from(processed.tone.index()),
        placeholder: processed.placeholder,
        renditions: renditions(&list)?,
        illustration: true,
        created_at: chrono::DateTime::UNIX_EPOCH,
    };
    let files = processed
        .renditions
        .into_iter()
        .map(|rendition| (rendition.key, rendition.bytes))
        .collect();
    Ok(Drawn { asset, files })
}
