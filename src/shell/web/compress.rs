//! Content codings: which one a client takes, and the bytes in it.

use std::io::Write;

use actix_web::http::header::{self, HeaderMap};
use bytes::Bytes;

/// How bytes travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// As they are.
    Identity,
    /// RFC 1952.
    Gzip,
    /// RFC 7932.
    Brotli,
}

impl Encoding {
    /// The smallest coding that the client accepts (RFC 9110, section 12.5.3).
    pub fn accepted(headers: &HeaderMap) -> Self {
        let Some(value) = headers
            .get(header::ACCEPT_ENCODING)
            .and_then(|value| value.to_str().ok())
        else {
            return Self::Identity;
        };
        let mut best = Self::Identity;
        for part in value.split(',') {
            let mut pieces = part.split(';');
            let name = pieces.next().unwrap_or_default().trim();
            let refused = pieces.any(|piece| {
                let weight = piece
                    .trim()
                    .strip_prefix("q=")
                    .and_then(|weight| weight.parse::<f32>().ok());
                weight.is_some_and(|weight| weight <= 0.0)
            });
            match name {
                "br" if !refused => return Self::Brotli,
                "gzip" if !refused => best = Self::Gzip,
                _ => {}
            }
        }
        best
    }

    /// Its name in `Content-Encoding`; none for bytes as they are.
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Identity => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli => Some("br"),
        }
    }
}

/// Beginnings of the media types whose bytes shrink.
const SHRINKING: [&str; 5] = [
    "text/",
    "application/json",
    "application/geo+json",
    "application/problem+json",
    "image/svg",
];

/// Whether bytes of a type shrink.
pub fn worthwhile(content_type: &str) -> bool {
    SHRINKING.iter().any(|start| content_type.starts_with(start))
        || content_type.contains("+xml")
        || content_type.contains("/xml")
}

/// The bytes in a coding. Writing into memory does not fail; were it to, nothing is sent rather than half.
pub fn compress(bytes: &[u8], encoding: Encoding) -> Bytes {
    match encoding {
        Encoding::Identity => Bytes::copy_from_slice(bytes),
        Encoding::Gzip => {
            let out = Vec::with_capacity(bytes.len() / 3);
            let mut encoder = flate2::write::GzEncoder::new(out, flate2::Compression::new(6));
            let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
            written.map(Bytes::from).unwrap_or_default()
        }
        Encoding::Brotli => {
            let mut out = Vec::with_capacity(bytes.len() / 3);
            let settings = brotli::enc::BrotliEncoderParams {
                quality: 7,
                lgwin: 19,
                size_hint: bytes.len(),
                ..Default::default()
            };
            let written = brotli::BrotliCompress(&mut &*bytes, &mut out, &settings);
            written.map(|_| Bytes::from(out)).unwrap_or_default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted(value: &str) -> Encoding {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::ACCEPT_ENCODING,
            header::HeaderValue::from_str(value).unwrap(),
        );
        Encoding::accepted(&headers)
    }

    #[test]
    fn the_smallest_coding_the_client_takes() {
        assert_eq!(accepted("gzip, deflate, br"), Encoding::Brotli);
        assert_eq!(accepted("br;q=0, gzip;q=0.5"), Encoding::Gzip);
        assert_eq!(accepted("identity"), Encoding::Identity);
        assert_eq!(Encoding::accepted(&HeaderMap::new()), Encoding::Identity);
    }
}
