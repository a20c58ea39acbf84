//! Turning a picture by a quarter, and the name that a source gives itself.

use image::imageops;
use sha2::{Digest, Sha256};

use super::pipeline::{Limits, decode};
use super::sniff::MediaRefusal;

/// So little is lost that a picture may be turned all the way round.
const QUALITY: u8 = 92;

/// The picture a quarter to the right, as a JPEG that the pipeline takes like any upload.
pub fn turned(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, MediaRefusal> {
    let turned = imageops::rotate90(&decode(bytes, limits)?);
    let (width, height) = turned.dimensions();
    pixels::encode_jpeg(turned.as_raw(), width, height, QUALITY).ok_or(MediaRefusal::Broken)
}

/// SHA-256 of what was uploaded, hex: the same bytes are the same picture.
pub fn source_hash(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_swaps_the_sides_and_four_bring_them_back() {
        let jpeg = pixels::encode_jpeg(&[200; 8 * 4 * 3], 8, 4, 90).unwrap();
        let limits = Limits::default();
        let once = turned(&jpeg, &limits).unwrap();
        assert_eq!(decode(&once, &limits).unwrap().dimensions(), (4, 8));
        let twice = turned(&once, &limits).unwrap();
        assert_eq!(decode(&twice, &limits).unwrap().dimensions(), (8, 4));
        assert!(turned(b"words", &limits).is_err());
        assert_eq!(source_hash(b"").len(), 64);
    }
}
