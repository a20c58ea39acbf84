//! What people send with a form: its parts as browsers write them, and pictures to put into them.

use std::io::Write;

use foundation::media::{Limits, RenditionFormat, process};

const EDGE: &str = "----edge-of-a-part";
/// A mark that stands where a camera notes its position.
pub const GPS: &[u8] = b"GPS-21.0285,105.8542";

/// A form in parts.
#[derive(Clone, Default)]
pub struct Parts(Vec<u8>);

impl Parts {
    /// With something typed.
    #[must_use]
    pub fn text(self, name: &str, value: &str) -> Self {
        self.part(&format!("name=\"{name}\""), "", value.as_bytes())
    }

    /// With a file of this name.
    #[must_use]
    pub fn file(self, field: &str, called: &str, bytes: &[u8]) -> Self {
        let kind = "Content-Type: image/jpeg\r\n";
        self.part(&format!("name=\"{field}\"; filename=\"{called}\""), kind, bytes)
    }

    fn part(mut self, disposition: &str, headers: &str, content: &[u8]) -> Self {
        let head = format!("--{EDGE}\r\nContent-Disposition: form-data; {disposition}\r\n{headers}\r\n");
        self.0.extend_from_slice(head.as_bytes());
        self.0.extend_from_slice(content);
        self.0.extend_from_slice(b"\r\n");
        self
    }

    /// How it says what it is.
    pub fn content_type() -> String {
        format!("multipart/form-data; boundary={EDGE}")
    }

    /// The body.
    pub fn body(mut self) -> Vec<u8> {
        self.0.extend_from_slice(format!("--{EDGE}--\r\n").as_bytes());
        self.0
    }
}

fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut body = kind.to_vec();
    body.extend_from_slice(data);
    let mut sum = flate2::Crc::new();
    sum.update(&body);
    let mut chunk = u32::try_from(data.len()).unwrap().to_be_bytes().to_vec();
    chunk.extend_from_slice(&body);
    chunk.extend_from_slice(&sum.sum().to_be_bytes());
    chunk
}

/// A PNG of one colour.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    painted(width, height, |_, _| [180, 90, 40])
}

/// A photograph of a label with a QR code: black on white, with room around it.
pub fn qr_png(text: &str) -> Vec<u8> {
    const DOT: u32 = 8;
    let code = qrcode::QrCode::new(text).unwrap();
    let colors = code.to_colors();
    let side = u32::try_from(code.width()).unwrap();
    let whole = (side + 8) * DOT;
    painted(whole, whole, |x, y| {
        let inside = |at: u32| (at / DOT).checked_sub(4).filter(|at| *at < side);
        let dark = inside(x)
            .zip(inside(y))
            .is_some_and(|(x, y)| colors[usize::try_from(y * side + x).unwrap()] == qrcode::Color::Dark);
        if dark { [0; 3] } else { [255; 3] }
    })
}

/// A PNG whose pixels are told.
fn painted(width: u32, height: u32, pixel: impl Fn(u32, u32) -> [u8; 3]) -> Vec<u8> {
    let mut header = width.to_be_bytes().to_vec();
    header.extend_from_slice(&height.to_be_bytes());
    header.extend_from_slice(&[8, 2, 0, 0, 0]);
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    for y in 0..height {
        let mut row = vec![0];
        row.extend((0..width).flat_map(|x| pixel(x, y)));
        packed.write_all(&row).unwrap();
    }
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    png.extend(chunk(*b"IHDR", &header));
    png.extend(chunk(*b"IDAT", &packed.finish().unwrap()));
    png.extend(chunk(*b"IEND", &[]));
    png
}

/// A JPEG, 1600 pixels wide, as a telephone writes it: with a block that says where it was taken.
pub fn jpeg_with_gps() -> Vec<u8> {
    let renditions = process(&png(1_600, 1_200), &Limits::default())
        .unwrap()
        .renditions;
    let jpeg = renditions
        .into_iter()
        .rfind(|one| one.format == RenditionFormat::Jpeg)
        .unwrap()
        .bytes;
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0".to_vec();
    exif.extend_from_slice(GPS);
    let mut out = jpeg[..2].to_vec();
    out.extend_from_slice(&[0xFF, 0xE1]);
    out.extend_from_slice(&u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    out.extend_from_slice(&exif);
    out.extend_from_slice(&jpeg[2..]);
    out
}

/// Whether bytes hold others.
pub fn holds(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark)
}

/// Width and height of a JPEG, by its frame.
pub fn jpeg_size(bytes: &[u8]) -> (u16, u16) {
    assert!(bytes.starts_with(&[0xFF, 0xD8, 0xFF]), "no JPEG");
    let mut at = 2;
    loop {
        let length = usize::from(u16::from_be_bytes([bytes[at + 2], bytes[at + 3]]));
        if (0xC0..=0xC2).contains(&bytes[at + 1]) {
            let number = |at: usize| u16::from_be_bytes([bytes[at], bytes[at + 1]]);
            return (number(at + 7), number(at + 5));
        }
        at += 2 + length;
    }
}
