//! Loops over pixels and the generic encoders around them.
//!
//! Apart from the rest for one reason: a development build does not optimise the application, and
//! these loops are twenty times slower then. Every profile optimises what stands here. It knows
//! nothing of media or illustrations; pictures are plain RGB bytes, three per pixel, row by row.
use fast_image_resize::Resizer;
use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::U8x3;
use image::{
    ExtendedColorType, ImageEncoder,
    codecs::{
        jpeg::JpegEncoder,
        png::{CompressionType, FilterType, PngEncoder},
    },
};

/// Encodes RGB as baseline JPEG; `None` when the sizes do not fit each other or the format.
pub fn encode_jpeg(rgb: &[u8], width: u32, height: u32, quality: u8) -> Option<Vec<u8>> {
    fits(rgb, width, height)?;
    let mut out = Vec::with_capacity(rgb.len() / 12);
    JpegEncoder::new_with_quality(&mut out, quality)
        .write_image(rgb, width, height, ExtendedColorType::Rgb8)
        .ok()?;
    Some(out)
}

/// Encodes RGB as PNG, fast rather than small; `None` when the sizes do not fit each other.
pub fn encode_png(rgb: &[u8], width: u32, height: u32) -> Option<Vec<u8>> {
    fits(rgb, width, height)?;
    let mut out = Vec::with_capacity(rgb.len() / 4);
    PngEncoder::new_with_quality(&mut out, CompressionType::Fast, FilterType::Up)
        .write_image(rgb, width, height, ExtendedColorType::Rgb8)
        .ok()?;
    Some(out)
}

fn fits(rgb: &[u8], width: u32, height: u32) -> Option<()> {
    (u64::try_from(rgb.len()).ok()? == u64::from(width) * u64::from(height) * 3).then_some(())
}

/// Resizes RGB (Lanczos, 3 lobes); `None` when a side is zero or the sizes do not fit each other.
pub fn resize(rgb: &[u8], (width, height): (u32, u32), (to_width, to_height): (u32, u32)) -> Option<Vec<u8>> {
    fits(rgb, width, height)?;
    // Typed: the untyped call compiles every pixel type there is, which takes minutes.
    let source = TypedImageRef::<U8x3>::from_buffer(width, height, rgb).ok()?;
    let mut resized = vec![0; usize::try_from(u64::from(to_width) * u64::from(to_height) * 3).ok()?];
    let mut target = TypedImage::<U8x3>::from_buffer(to_width, to_height, &mut resized).ok()?;
    Resizer::new().resize_typed(&source, &mut target, None).ok()?;
    (to_width > 0 && to_height > 0).then_some(resized)
}

/// Drops the fourth byte of every pixel, for pictures whose alpha is full.
pub fn without_alpha(rgba: &[u8]) -> Vec<u8> {
    let mut rgb = Vec::with_capacity(rgba.len() / 4 * 3);
    for pixel in rgba.chunks_exact(4) {
        if let [r, g, b, _] = pixel {
            rgb.extend_from_slice(&[*r, *g, *b]);
        }
    }
    rgb
}

/// Lays straight (not premultiplied) RGBA over white.
pub fn over_white(rgba: &[u8]) -> Vec<u8> {
    let mut rgb = Vec::with_capacity(rgba.len() / 4 * 3);
    for pixel in rgba.chunks_exact(4) {
        if let [r, g, b, a] = pixel {
            rgb.extend([*r, *g, *b].map(|channel| blend(channel, *a)));
        }
    }
    rgb
}

/// `channel` over white, rounded.
fn blend(channel: u8, alpha: u8) -> u8 {
    let (channel, alpha) = (u32::from(channel), u32::from(alpha));
    u8::try_from((channel * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX)
}

/// Mean colour; black for no pixels.
pub fn mean(rgb: &[u8]) -> [u8; 3] {
    let mut sums = [0u64; 3];
    for pixel in rgb.chunks_exact(3) {
        for (sum, channel) in sums.iter_mut().zip(pixel) {
            *sum += u64::from(*channel);
        }
    }
    let count = u64::try_from(rgb.len() / 3).unwrap_or(1).max(1);
    sums.map(|sum| u8::try_from(sum / count).unwrap_or(u8::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blends_drops_and_averages() {
        assert_eq!(
            over_white(&[0, 0, 0, 0, 10, 20, 30, 255]),
            [255, 255, 255, 10, 20, 30]
        );
        assert_eq!(over_white(&[0, 0, 0, 128]), [127, 127, 127]);
        assert_eq!(without_alpha(&[1, 2, 3, 255, 4, 5, 6, 255]), [1, 2, 3, 4, 5, 6]);
        assert_eq!(mean(&[0, 10, 20, 10, 20, 30]), [5, 15, 25]);
        assert_eq!(mean(&[]), [0, 0, 0]);
    }

    #[test]
    fn encoders_give_back_what_they_got_and_refuse_what_does_not_fit() {
        let rgb = [200, 30, 40].repeat(64 * 32);
        let png = image::load_from_memory(&encode_png(&rgb, 64, 32).unwrap())
            .unwrap()
            .into_rgb8();
        assert_eq!(png.as_raw(), &rgb);
        let jpeg = image::load_from_memory(&encode_jpeg(&rgb, 64, 32, 90).unwrap())
            .unwrap()
            .into_rgb8();
        assert!(
            jpeg.get_pixel(9, 9)
                .0
                .iter()
                .zip([200, 30, 40])
                .all(|(a, b)| a.abs_diff(b) < 6)
        );
        assert_eq!(
            resize(&rgb, (64, 32), (16, 8)).unwrap(),
            [200, 30, 40].repeat(16 * 8)
        );
        assert_eq!(resize(&rgb, (64, 32), (0, 8)), None);
        assert_eq!(resize(&rgb, (64, 33), (16, 8)), None);
        assert_eq!(encode_png(&rgb, 64, 33), None);
        assert_eq!(encode_jpeg(&rgb, 0, 0, 90), None);
    }
}
