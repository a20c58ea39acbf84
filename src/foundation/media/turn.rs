//! Turning a picture by a quarter, cutting it to a shape, and the name that a source gives itself.

use image::imageops;
use sha2::{Digest, Sha256};

use super::pipeline::{Limits, decode};
use super::sniff::MediaRefusal;

/// So little is lost that a picture may be turned all the way round.
const QUALITY: u8 = 92;

/// Which part of a picture is kept that is cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// The middle.
    #[default]
    Middle,
    /// The upper part, or the left one of a picture that loses at its sides.
    Start,
    /// The lower part, or the right one.
    End,
}

/// How a picture is made anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reshape {
    /// A quarter to the right.
    Turn,
    /// To a shape of so many parts of width for so many of height; nothing is scaled.
    Cut(u32, u32, Keep),
}

/// The picture made anew, as a JPEG that the pipeline takes like any upload.
pub fn reshaped(bytes: &[u8], limits: &Limits, how: Reshape) -> Result<Vec<u8>, MediaRefusal> {
    let picture = decode(bytes, limits)?;
    let made = match how {
        Reshape::Turn => imageops::rotate90(&picture),
        Reshape::Cut(wide, tall, keep) => {
            let (x, y, width, height) = part(picture.dimensions(), (wide, tall), keep);
            imageops::crop_imm(&picture, x, y, width, height).to_image()
        }
    };
    let (width, height) = made.dimensions();
    pixels::encode_jpeg(made.as_raw(), width, height, QUALITY).ok_or(MediaRefusal::Broken)
}

/// The largest part of a shape, as left edge, upper edge, width and height, in pixels; at least one pixel each way.
fn part((width, height): (u32, u32), (wide, tall): (u32, u32), keep: Keep) -> (u32, u32, u32, u32) {
    let scaled = |side: u32, times: u32, by: u32| {
        let long = u64::from(side) * u64::from(times) / u64::from(by.max(1));
        u32::try_from(long).unwrap_or(u32::MAX).max(1)
    };
    let (new_width, new_height) = (
        width.min(scaled(height, wide, tall)),
        height.min(scaled(width, tall, wide)),
    );
    let from = |rest: u32| match keep {
        Keep::Middle => rest / 2,
        Keep::Start => 0,
        Keep::End => rest,
    };
    (
        from(width - new_width),
        from(height - new_height),
        new_width,
        new_height,
    )
}

/// SHA-256 of what was uploaded, hex: the same bytes are the same picture.
pub fn source_hash(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_part_of_a_shape_is_kept() {
        assert_eq!(part((800, 400), (1, 1), Keep::Middle), (200, 0, 400, 400));
        assert_eq!(part((800, 400), (1, 1), Keep::Start), (0, 0, 400, 400));
        assert_eq!(part((800, 400), (1, 1), Keep::End), (400, 0, 400, 400));
        assert_eq!(part((300, 900), (4, 3), Keep::End), (0, 675, 300, 225));
        assert_eq!(part((400, 300), (4, 3), Keep::Middle), (0, 0, 400, 300));
        assert_eq!(part((1, 9_999), (4, 3), Keep::Middle), (0, 4_999, 1, 1));
    }

    #[test]
    fn a_quarter_swaps_the_sides_and_four_bring_them_back() {
        let jpeg = pixels::encode_jpeg(&[200; 8 * 4 * 3], 8, 4, 90).unwrap();
        let limits = Limits::default();
        let once = reshaped(&jpeg, &limits, Reshape::Turn).unwrap();
        assert_eq!(decode(&once, &limits).unwrap().dimensions(), (4, 8));
        let twice = reshaped(&once, &limits, Reshape::Turn).unwrap();
        assert_eq!(decode(&twice, &limits).unwrap().dimensions(), (8, 4));
        assert!(reshaped(b"words", &limits, Reshape::Turn).is_err());
        let cut = reshaped(&jpeg, &limits, Reshape::Cut(1, 1, Keep::End)).unwrap();
        assert_eq!(decode(&cut, &limits).unwrap().dimensions(), (4, 4));
        assert_eq!(source_hash(b"").len(), 64);
    }
}
