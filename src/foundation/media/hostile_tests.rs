//! The pipeline against files that mean harm, and against files that only look odd.
use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use super::private::process_private;
use super::{Foreign, Limits, MediaRefusal, RenditionFormat, process, sniff::sniff};

fn encoded(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.into().write_to(&mut out, format).unwrap();
    out.into_inner()
}

/// Left half red, right half blue.
fn halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| {
        if x < width / 2 {
            Rgb([220, 20, 20])
        } else {
            Rgb([20, 20, 220])
        }
    })
}

fn png_chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut out = u32::try_from(data.len()).unwrap().to_be_bytes().to_vec();
    let mut body = kind.to_vec();
    body.extend_from_slice(data);
    let mut crc = flate2::Crc::new();
    crc.update(&body);
    out.extend_from_slice(&body);
    out.extend_from_slice(&crc.sum().to_be_bytes());
    out
}

/// A PNG that declares these dimensions and carries a few bytes of zeros.
fn png_header(width: u32, height: u32) -> Vec<u8> {
    use std::io::Write;
    let mut ihdr = width.to_be_bytes().to_vec();
    ihdr.extend_from_slice(&height.to_be_bytes());
    ihdr.extend_from_slice(&[8, 2, 0, 0, 0]);
    let mut deflate = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    deflate.write_all(&vec![0; 1 << 20]).unwrap();
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    out.extend(png_chunk(*b"IHDR", &ihdr));
    out.extend(png_chunk(*b"IDAT", &deflate.finish().unwrap()));
    out.extend(png_chunk(*b"IEND", &[]));
    out
}

/// A JPEG with an Exif block: orientation 6 (turn right) and a GPS directory with a readable mark.
fn jpeg_with_exif(picture: RgbImage) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08".to_vec();
    exif.extend_from_slice(&2u16.to_be_bytes());
    exif.extend_from_slice(&[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0]);
    exif.extend_from_slice(&[0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38]);
    exif.extend_from_slice(&[0, 0, 0, 0]);
    exif.extend_from_slice(b"\0\0\0\0\0\0GPS-21.0285,105.8542");
    let jpeg = encoded(picture, ImageFormat::Jpeg);
    let mut out = jpeg[..2].to_vec();
    out.extend_from_slice(&[0xFF, 0xE1]);
    out.extend_from_slice(&u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    out.extend_from_slice(&exif);
    out.extend_from_slice(&jpeg[2..]);
    out
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

#[test]
fn a_bomb_is_refused_by_its_header() {
    let limits = Limits::default();
    let bomb = png_header(60_000, 60_000);
    assert!(bomb.len() < 4096);
    assert_eq!(
        process(&bomb, &limits).unwrap_err(),
        MediaRefusal::TooManyPixels {
            width: 60_000,
            height: 60_000
        }
    );
    // Within the side limit but too many pixels in all.
    assert!(matches!(
        process(&png_header(11_000, 11_000), &limits),
        Err(MediaRefusal::TooManyPixels { .. })
    ));
    // A header that the data does not keep.
    assert_eq!(
        process(&png_header(5_000, 5_000), &limits).unwrap_err(),
        MediaRefusal::Broken
    );
    // No pixels, and numbers beyond what the format allows.
    assert_eq!(
        process(&png_header(0, 0), &limits).unwrap_err(),
        MediaRefusal::Broken
    );
    assert_eq!(
        process(&png_header(0, 10), &limits).unwrap_err(),
        MediaRefusal::Broken
    );
    assert!(process(&png_header(u32::MAX, u32::MAX), &limits).is_err());
}

#[test]
fn a_jpeg_that_declares_too_much_is_refused() {
    let mut jpeg = encoded(halves(64, 64), ImageFormat::Jpeg);
    let frame = jpeg.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xFF, 0xFF, 0xFF, 0xFF]);
    let refusal = process(&jpeg, &Limits::default()).unwrap_err();
    assert_eq!(
        refusal,
        MediaRefusal::TooManyPixels {
            width: 65_535,
            height: 65_535
        }
    );
}

#[test]
fn cut_off_files_are_broken_at_every_length() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let whole = encoded(halves(200, 120), format);
        assert!(process(&whole, &Limits::default()).is_ok());
        // The last bytes of a PNG are an empty end chunk and a checksum: all pixels are there before.
        let end = whole.len() - 20;
        for cut in (16..end).step_by(37) {
            assert_eq!(
                process(&whole[..cut], &Limits::default()).unwrap_err(),
                MediaRefusal::Broken,
                "{format:?} {cut}"
            );
        }
    }
}

#[test]
fn other_formats_and_disguises_are_refused() {
    let limits = Limits::default();
    let svg = b"<?xml version=\"1.0\"?>\n<svg onload=\"alert(1)\"><script>alert(2)</script></svg>";
    assert_eq!(
        process(svg, &limits).unwrap_err(),
        MediaRefusal::UnsupportedFormat(Foreign::Svg)
    );
    let polyglot = b"GIF89a=1;/*\0\0\0\0*/alert(document.domain)//";
    assert_eq!(
        process(polyglot, &limits).unwrap_err(),
        MediaRefusal::UnsupportedFormat(Foreign::Gif)
    );
    assert_eq!(process(b"", &limits).unwrap_err(), MediaRefusal::NotAPicture);
    let small = Limits {
        max_bytes: 100,
        ..limits
    };
    assert_eq!(
        process(&[0; 101], &small).unwrap_err(),
        MediaRefusal::TooLarge {
            bytes: 101,
            max_bytes: 100
        }
    );
}

#[test]
fn what_rides_on_a_real_picture_is_left_behind() {
    let mut jpeg = encoded(halves(400, 300), ImageFormat::Jpeg);
    jpeg.extend_from_slice(b"<script>alert(1)</script>PK\x03\x04");
    for rendition in process(&jpeg, &Limits::default()).unwrap().renditions {
        assert!(!contains(&rendition.bytes, b"<script"));
        assert!(!contains(&rendition.bytes, b"PK\x03\x04"));
    }
}

#[test]
fn exif_turns_the_picture_and_is_stripped() {
    let jpeg = jpeg_with_exif(halves(800, 400));
    assert!(contains(&jpeg, b"GPS-21.0285"));
    let processed = process(&jpeg, &Limits::default()).unwrap();
    assert_eq!((processed.width, processed.height), (400, 800));
    for rendition in &processed.renditions {
        for mark in [b"Exif".as_slice(), b"GPS-", b"EXIF", b"ICCP", b"XMP "] {
            assert!(
                !contains(&rendition.bytes, mark),
                "{:?} in {}",
                String::from_utf8_lossy(mark),
                rendition.key
            );
        }
        let shown = image::load_from_memory(&rendition.bytes).unwrap().into_rgb8();
        assert_eq!(shown.dimensions(), (rendition.width, rendition.height));
        let (top, bottom) = (
            shown.get_pixel(9, 9).0,
            shown.get_pixel(9, rendition.height - 9).0,
        );
        assert!(top[0] > 150 && top[2] < 90, "red went up: {top:?}");
        assert!(bottom[2] > 150 && bottom[0] < 90, "blue went down: {bottom:?}");
    }
}

#[test]
fn private_pictures_are_upright_bare_and_no_larger_than_needed() {
    let jpeg = jpeg_with_exif(halves(1800, 900));
    let made = process_private(&jpeg, &Limits::default()).unwrap();
    for (bytes, size) in [(&made.large, (800, 1600)), (&made.small, (200, 400))] {
        for mark in [b"Exif".as_slice(), b"GPS-", b"http://ns.adobe.com"] {
            assert!(!contains(bytes, mark), "{:?}", String::from_utf8_lossy(mark));
        }
        let shown = image::load_from_memory_with_format(bytes, ImageFormat::Jpeg).unwrap();
        let shown = shown.into_rgb8();
        assert_eq!(shown.dimensions(), size);
        let top = shown.get_pixel(9, 9).0;
        assert!(top[0] > 150 && top[2] < 90, "red went up: {top:?}");
    }
    let tiny = process_private(&encoded(halves(30, 20), ImageFormat::Png), &Limits::default()).unwrap();
    let shown = image::load_from_memory(&tiny.small).unwrap();
    assert_eq!((shown.width(), shown.height()), (30, 20), "nothing is enlarged");
    assert_eq!(
        process_private(b"<svg/>", &Limits::default()).unwrap_err(),
        MediaRefusal::UnsupportedFormat(Foreign::Svg)
    );
}

#[test]
fn renditions_are_narrow_to_wide_and_never_enlarged() {
    let widths = |width, height| {
        process(
            &encoded(halves(width, height), ImageFormat::Png),
            &Limits::default(),
        )
        .unwrap()
        .widths()
    };
    assert_eq!(widths(2000, 1500), [320, 640, 960, 1600]);
    assert_eq!(widths(800, 600), [320, 640, 800]);
    assert_eq!(widths(980, 600), [320, 640, 960]);
    assert_eq!(widths(200, 300), [200]);
    assert_eq!(widths(1, 1), [1]);
    // A ribbon: still a placeholder within its budget.
    let ribbon = process(&encoded(halves(4, 9000), ImageFormat::Png), &Limits::default()).unwrap();
    assert!(ribbon.placeholder.len() <= 250);
}

#[test]
fn the_same_bytes_give_the_same_files() {
    let png = encoded(halves(700, 500), ImageFormat::Png);
    let (one, two) = (
        process(&png, &Limits::default()).unwrap(),
        process(&png, &Limits::default()).unwrap(),
    );
    assert_eq!(one.stem, two.stem);
    assert_eq!(one.placeholder, two.placeholder);
    for (a, b) in one.renditions.iter().zip(&two.renditions) {
        assert_eq!((&a.key, &a.bytes), (&b.key, &b.bytes));
    }
    let keys: Vec<_> = one.renditions.iter().map(|r| r.key.as_str().to_owned()).collect();
    assert_eq!(keys[0], format!("{}-320.webp", one.stem));
    assert_eq!(keys[1], format!("{}-320.jpg", one.stem));
    let other = process(&encoded(halves(700, 501), ImageFormat::Png), &Limits::default()).unwrap();
    assert_ne!(one.stem, other.stem);
}

#[test]
fn transparency_becomes_white_and_the_mean_is_told() {
    let clear = RgbaImage::from_pixel(400, 400, Rgba([0, 0, 0, 0]));
    let processed = process(&encoded(clear, ImageFormat::Png), &Limits::default()).unwrap();
    assert_eq!((processed.average, processed.tone.index()), ([255, 255, 255], 0));
    assert!(processed.placeholder.starts_with("data:image/webp;base64,"));
    let tiny = processed
        .renditions
        .iter()
        .find(|r| r.format == RenditionFormat::WebP)
        .unwrap();
    assert_eq!(sniff(&tiny.bytes), Ok(super::PictureFormat::WebP));
}
