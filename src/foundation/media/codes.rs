//! What the QR codes on a photograph say. The picture is taken like any upload: told by its bytes, measured before
//! it is decoded. Call it from a blocking thread and mind that the search for codes may panic on pictures made for it.

use image::RgbImage;

use super::pipeline::{Limits, decode, shrunk};
use super::sniff::MediaRefusal;

/// Pixels along the longer side at which codes are looked for, in turn: a label that fills the picture is found at
/// once, a small one when more is left of it.
const SIDES: [u32; 2] = [900, 1_600];
/// Pixels a code has at least: one a module of the smallest.
const SMALLEST: u32 = 21;
/// Codes read of one picture.
const MOST: usize = 4;
/// Bytes of what a code says; more is no address.
const LONGEST: usize = 1_000;

/// Reads the QR codes on a photograph, or says why the file is refused. None is an empty list.
pub fn read_codes(bytes: &[u8], limits: &Limits) -> Result<Vec<String>, MediaRefusal> {
    let picture = decode(bytes, limits)?;
    for side in SIDES {
        let found = codes_on(&shrunk(&picture, side)?);
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

fn codes_on(picture: &RgbImage) -> Vec<String> {
    let (width, height) = picture.dimensions();
    let sides = usize::try_from(width).ok().zip(usize::try_from(height).ok());
    let (Some((columns, rows)), true) = (sides, width.min(height) >= SMALLEST) else {
        return Vec::new();
    };
    let pixels = picture.as_raw();
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(columns, rows, |x, y| {
        let at = (y * columns + x) * 3;
        match pixels.get(at..at + 3) {
            Some([red, green, blue]) => shade(*red, *green, *blue),
            _ => u8::MAX,
        }
    });
    image
        .detect_grids()
        .into_iter()
        .take(MOST)
        .filter_map(|grid| grid.decode().ok())
        .map(|(_, text)| text)
        .filter(|text| !text.is_empty() && text.len() <= LONGEST)
        .collect()
}

/// How light a colour is, by the weights of ITU-R BT.601.
fn shade(red: u8, green: u8, blue: u8) -> u8 {
    let sum = u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114;
    u8::try_from(sum / 1_000).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_without_a_code_says_nothing() {
        let limits = Limits::default();
        for (width, height) in [(1, 1), (40, 30), (1_200, 900)] {
            let pixels = usize::try_from(width * height * 3).unwrap();
            let jpeg = pixels::encode_jpeg(&vec![180; pixels], width, height, 80).unwrap();
            assert_eq!(read_codes(&jpeg, &limits).unwrap(), Vec::<String>::new());
        }
        assert!(read_codes(b"no picture", &limits).is_err());
        assert_eq!(shade(255, 255, 255), 255);
        assert_eq!(shade(0, 0, 0), 0);
    }
}
