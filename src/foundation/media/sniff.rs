//! What a file is, told by its first bytes and never by its name or the sender's word.
//!
//! JPEG, PNG and WebP go on; the well-known others are named in the refusal so that a person learns
//! what to do ("save the HEIC as JPEG"); everything else is not a picture.

/// A format that the pipeline decodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFormat {
    /// JPEG, any flavour that the decoder reads.
    Jpeg,
    /// PNG; of an animated one the first frame.
    Png,
    /// WebP, lossy or lossless; of an animated one the first frame.
    WebP,
}

/// A format that people do send and that is refused by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// SVG can carry scripts and outside references.
    Svg,
    /// GIF, also when something else hides behind its header.
    Gif,
    /// HEIC or HEIF, what an iPhone keeps.
    Heic,
    /// AVIF.
    Avif,
    /// TIFF.
    Tiff,
    /// Windows bitmap.
    Bmp,
    /// PDF.
    Pdf,
}

impl Foreign {
    /// The format's name as people know it; a name, so the same in every language.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Svg => "SVG",
            Self::Gif => "GIF",
            Self::Heic => "HEIC",
            Self::Avif => "AVIF",
            Self::Tiff => "TIFF",
            Self::Bmp => "BMP",
            Self::Pdf => "PDF",
        }
    }
}

/// Why a picture was not taken. Each reason has a sentence in the interface, under [`Self::key`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MediaRefusal {
    /// More bytes than [`crate::media::Limits::max_bytes`].
    #[error("{bytes} bytes are more than {max_bytes}")]
    TooLarge {
        /// Size that came.
        bytes: usize,
        /// Size that is allowed.
        max_bytes: usize,
    },
    /// The bytes are no picture that we know of.
    #[error("not a picture")]
    NotAPicture,
    /// A picture, but in a format that is not taken.
    #[error("{} is not taken", .0.name())]
    UnsupportedFormat(Foreign),
    /// Longer, or larger in all, than allowed; told from the header, before anything is decoded.
    #[error("{width} × {height} pixels are too many")]
    TooManyPixels {
        /// Width by the header.
        width: u32,
        /// Height by the header.
        height: u32,
    },
    /// The header is right but the rest is cut off or damaged.
    #[error("the picture is damaged")]
    Broken,
}

impl MediaRefusal {
    /// Key of the sentence that tells the person what is wrong and what to do.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "media.refused.too_large",
            Self::NotAPicture => "media.refused.not_a_picture",
            Self::UnsupportedFormat(_) => "media.refused.unsupported_format",
            Self::TooManyPixels { .. } => "media.refused.too_many_pixels",
            Self::Broken => "media.refused.broken",
        }
    }
}

/// Tells the format from the magic bytes, or refuses.
pub fn sniff(bytes: &[u8]) -> Result<PictureFormat, MediaRefusal> {
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return Ok(PictureFormat::Jpeg);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Ok(PictureFormat::Png);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP".as_slice()) {
        return Ok(PictureFormat::WebP);
    }
    Err(foreign(bytes).map_or(MediaRefusal::NotAPicture, MediaRefusal::UnsupportedFormat))
}

fn foreign(bytes: &[u8]) -> Option<Foreign> {
    const PLAIN: [(&[u8], Foreign); 6] = [
        (b"GIF87a", Foreign::Gif),
        (b"GIF89a", Foreign::Gif),
        (b"II*\0", Foreign::Tiff),
        (b"MM\0*", Foreign::Tiff),
        (b"BM", Foreign::Bmp),
        (b"%PDF-", Foreign::Pdf),
    ];
    if let Some((_, kind)) = PLAIN.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(*kind);
    }
    if bytes.get(4..8) == Some(b"ftyp".as_slice()) {
        return match bytes.get(8..12)? {
            b"avif" | b"avis" => Some(Foreign::Avif),
            b"heic" | b"heix" | b"hevc" | b"heim" | b"heis" | b"mif1" | b"msf1" => Some(Foreign::Heic),
            _ => None,
        };
    }
    looks_like_svg(bytes).then_some(Foreign::Svg)
}

/// An `<svg` within the first kilobyte of something that starts like markup.
fn looks_like_svg(bytes: &[u8]) -> bool {
    let head = bytes.get(..1024).unwrap_or(bytes);
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    let text = text.trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace());
    text.starts_with('<') && text.contains("<svg")
}

/// Whether a JPEG reaches its end-of-image marker.
///
/// Decoders fill the missing part of a cut-off file with grey instead of complaining, and a seller
/// would find out from the buyers. What follows the end marker does not matter: it is never kept.
pub(super) fn jpeg_is_whole(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(2..).unwrap_or_default();
    loop {
        let Some(at) = rest.iter().position(|byte| *byte == 0xFF) else {
            return false;
        };
        rest = rest.get(at..).unwrap_or_default();
        match rest {
            [_, 0xD9, ..] => return true,
            // Stuffed byte, restart marker or padding: still inside the entropy-coded data.
            [_, 0x00 | 0x01 | 0xD0..=0xD8, tail @ ..] => rest = tail,
            [_, 0xFF, ..] => rest = rest.get(1..).unwrap_or_default(),
            [_, _, high, low, ..] => {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                let Some(tail) = rest.get(2 + length.max(2)..) else {
                    return false;
                };
                rest = tail;
            }
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_what_it_refuses() {
        let cases: [(&[u8], MediaRefusal); 9] = [
            (
                b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
                MediaRefusal::UnsupportedFormat(Foreign::Svg),
            ),
            (
                b"\xEF\xBB\xBF<?xml version='1.0'?><!-- x --><SVG/>",
                MediaRefusal::UnsupportedFormat(Foreign::Svg),
            ),
            (
                b"GIF89a/*\x00\x00*/=1;alert(document.cookie)",
                MediaRefusal::UnsupportedFormat(Foreign::Gif),
            ),
            (
                b"\0\0\0\x18ftypheic\0\0\0\0",
                MediaRefusal::UnsupportedFormat(Foreign::Heic),
            ),
            (b"\0\0\0\x18ftypisom\0\0\0\0", MediaRefusal::NotAPicture),
            (b"%PDF-1.7", MediaRefusal::UnsupportedFormat(Foreign::Pdf)),
            (b"<html><body>no</body></html>", MediaRefusal::NotAPicture),
            (b"MZ\x90\x00", MediaRefusal::NotAPicture),
            (b"", MediaRefusal::NotAPicture),
        ];
        for (bytes, refusal) in cases {
            assert_eq!(sniff(bytes), Err(refusal), "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn a_jpeg_without_its_end_is_not_whole() {
        let whole = [
            0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0xFF, 0xD9, 0xFF, 0xDA, 0, 3, 1, 9, 0xFF, 0, 7, 0xFF, 0xD9, b'<',
        ];
        assert!(jpeg_is_whole(&whole));
        for cut in 0..19 {
            assert!(!jpeg_is_whole(&whole[..cut]), "cut at {cut}");
        }
    }
}
