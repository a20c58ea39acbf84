//! SVG to PNG, without fonts, files or network.
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg,
};

/// Longest side of a raster, in pixels.
const MAX_SIDE: u32 = 4096;

/// Why an SVG could not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum RasterError {
    /// The text is not SVG that the renderer understands.
    #[error("not a drawable SVG")]
    Svg(#[from] usvg::Error),
    /// A side is zero or longer than 4096 pixels.
    #[error("{width} × {height} pixels cannot be drawn")]
    Size {
        /// Wanted width.
        width: u32,
        /// Wanted height.
        height: u32,
    },
    /// The encoder failed.
    #[error("the picture could not be encoded")]
    Encode,
    /// A photo to be set into a card could not be read.
    #[error("the photo could not be read")]
    Photo(#[from] image::ImageError),
}

/// Draws an SVG to fill `width` × `height` pixels and encodes it as an opaque PNG.
///
/// References to files and URLs inside the SVG are not followed.
pub fn rasterize(svg: &str, width: u32, height: u32) -> Result<Vec<u8>, RasterError> {
    let drawn = pixmap(svg, width, height)?;
    pixels::encode_png(&opaque(&drawn), width, height).ok_or(RasterError::Encode)
}

/// Draws an SVG over white.
pub(super) fn pixmap(svg: &str, width: u32, height: u32) -> Result<Pixmap, RasterError> {
    let size = RasterError::Size { width, height };
    if width.max(height) > MAX_SIDE {
        return Err(size);
    }
    let Some(mut pixmap) = Pixmap::new(width, height) else {
        return Err(size);
    };
    let tree = usvg::Tree::from_str(svg, &usvg::Options::default())?;
    pixmap.fill(resvg::tiny_skia::Color::WHITE);
    let scale = Transform::from_scale(
        side(width) / tree.size().width(),
        side(height) / tree.size().height(),
    );
    resvg::render(&tree, scale, &mut pixmap.as_mut());
    Ok(pixmap)
}

/// Sides are at most 4096, so the conversion is exact.
fn side(pixels: u32) -> f32 {
    f32::from(u16::try_from(pixels).unwrap_or(u16::MAX))
}

/// Red, green and blue of every pixel; the alpha is full, because white lies below.
pub(super) fn opaque(pixmap: &Pixmap) -> Vec<u8> {
    pixels::without_alpha(pixmap.data())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_to_size_and_refuses_nonsense() {
        let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect width="4" height="2" fill="#b3261e"/></svg>"##;
        let png = rasterize(svg, 64, 32).unwrap();
        let picture = image::load_from_memory(&png).unwrap().into_rgb8();
        assert_eq!(picture.dimensions(), (64, 32));
        assert_eq!(picture.get_pixel(30, 20).0, [0xb3, 0x26, 0x1e]);
        assert!(matches!(rasterize(svg, 0, 32), Err(RasterError::Size { .. })));
        assert!(matches!(
            rasterize(svg, 100_000, 32),
            Err(RasterError::Size { .. })
        ));
        assert!(matches!(rasterize("<html>", 8, 8), Err(RasterError::Svg(_))));
    }

    #[test]
    fn files_are_not_read() {
        let file = tempfile::NamedTempFile::with_suffix(".png").unwrap();
        let red = rasterize(r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><rect width="2" height="2" fill="#f00"/></svg>"##, 8, 8).unwrap();
        std::fs::write(file.path(), red).unwrap();
        let svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><image href="{}" width="2" height="2"/></svg>"#,
            file.path().display()
        );
        let picture = image::load_from_memory(&rasterize(&svg, 8, 8).unwrap())
            .unwrap()
            .into_rgb8();
        assert_eq!(picture.get_pixel(4, 4).0, [255, 255, 255]);
    }
}
