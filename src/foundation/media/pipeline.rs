//! From the bytes of an upload to the files that are served.
//!
//! Limits are checked on the header before anything is decoded; the picture is turned upright,
//! stripped of all metadata by encoding it anew, resized and written as WebP and JPEG in several
//! widths. The same bytes always give the same files. Pure and synchronous.
use std::io::Cursor;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use image::{
    DynamicImage, ImageDecoder, RgbImage,
    codecs::{jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder},
};
use sha2::{Digest, Sha256};

use super::{
    key::MediaKey,
    sniff::{MediaRefusal, PictureFormat, jpeg_is_whole, sniff},
    tone::Tone,
};

/// Part of every name: raise it when the output changes, so that old files stay what they were.
const PIPELINE_VERSION: &[u8] = b"1";

/// Widths of the renditions in pixels; a picture is never enlarged.
pub const WIDTHS: [u32; 4] = [320, 640, 960, 1600];

const WEBP_QUALITY: f32 = 76.0;
const JPEG_QUALITY: u8 = 78;
const PLACEHOLDER_SIDE: u32 = 16;
const PLACEHOLDER_MAX_CHARS: usize = 250;

/// What an upload may be.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of the file.
    pub max_bytes: usize,
    /// Pixels along the longer side.
    pub max_side: u32,
    /// Pixels in all.
    pub max_pixels: u64,
    /// Bytes that the decoder may ask for.
    pub max_alloc: u64,
}

impl Default for Limits {
    /// What a good phone makes (50 megapixels, 12 MB), and not much more.
    fn default() -> Self {
        Self {
            max_bytes: 12 << 20,
            max_side: 12_000,
            max_pixels: 52_000_000,
            max_alloc: 320 << 20,
        }
    }
}

/// Format of a rendition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RenditionFormat {
    /// Lossy WebP, for every current browser.
    WebP,
    /// Baseline JPEG, for the rest and for mails.
    Jpeg,
}

impl RenditionFormat {
    const fn extension(self) -> &'static str {
        match self {
            Self::WebP => "webp",
            Self::Jpeg => "jpg",
        }
    }
}

/// One file to be stored and served.
#[derive(Clone, Debug)]
pub struct Rendition {
    /// Name in the store.
    pub key: MediaKey,
    /// Format, also told by the key's extension.
    pub format: RenditionFormat,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The file.
    pub bytes: Bytes,
}

/// What became of a picture.
#[derive(Clone, Debug)]
pub struct Processed {
    /// What all keys of this picture start with, for example `ab/cdef…`; the identity of the content.
    pub stem: String,
    /// Width of the upright original in pixels.
    pub width: u32,
    /// Height of the upright original in pixels.
    pub height: u32,
    /// Files, narrow to wide, WebP before JPEG at each width.
    pub renditions: Vec<Rendition>,
    /// A tiny WebP as data URI, at most 250 characters, to be shown blurred.
    pub placeholder: String,
    /// Mean colour.
    pub average: [u8; 3],
    /// The tone nearest to the mean colour.
    pub tone: Tone,
}

impl Processed {
    /// Widths that exist, narrow to wide.
    pub fn widths(&self) -> Vec<u32> {
        self.renditions
            .iter()
            .filter(|r| r.format == RenditionFormat::WebP)
            .map(|r| r.width)
            .collect()
    }
}

/// Makes all files of a picture, or says why it is refused.
pub fn process(bytes: &[u8], limits: &Limits) -> Result<Processed, MediaRefusal> {
    let upright = decode(bytes, limits)?;
    let (width, height) = upright.dimensions();
    let stem = stem(bytes);
    let mut renditions = Vec::new();
    let mut narrower: Vec<RgbImage> = Vec::new();
    // From wide to narrow, each from the one before: the cost of the big picture is paid once.
    for target in widths_for(width).into_iter().rev() {
        let from = narrower.last().unwrap_or(&upright);
        narrower.push(resize(from, target)?);
    }
    for picture in narrower.iter().rev() {
        for format in [RenditionFormat::WebP, RenditionFormat::Jpeg] {
            renditions.push(rendition(picture, format, &stem)?);
        }
    }
    let smallest = narrower.last().unwrap_or(&upright);
    let average = pixels::mean(smallest.as_raw());
    Ok(Processed {
        placeholder: placeholder(smallest)?,
        tone: Tone::nearest(average),
        stem,
        width,
        height,
        renditions,
        average,
    })
}

/// Name that the content gives itself: 128 bits of SHA-256 over version and source bytes.
fn stem(bytes: &[u8]) -> String {
    let mut hash = Sha256::new();
    hash.update(PIPELINE_VERSION);
    hash.update(bytes);
    let hex = hex::encode(hash.finalize());
    let (folder, rest) = hex.split_at(2);
    format!("{folder}/{}", rest.get(..30).unwrap_or(rest))
}

/// The standard widths that fit, and the original's own when it lies clearly between two of them.
fn widths_for(original: u32) -> Vec<u32> {
    let mut widths: Vec<u32> = WIDTHS.into_iter().filter(|width| *width <= original).collect();
    let widest = widths.last().copied().unwrap_or(0);
    let top = WIDTHS.into_iter().max().unwrap_or(original);
    if original < top && u64::from(original) * 100 >= u64::from(widest) * 115 {
        widths.push(original);
    }
    widths
}

/// Decodes within the limits and turns the picture upright; transparency becomes white paper.
pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<RgbImage, MediaRefusal> {
    if bytes.len() > limits.max_bytes {
        return Err(MediaRefusal::TooLarge {
            bytes: bytes.len(),
            max_bytes: limits.max_bytes,
        });
    }
    match sniff(bytes)? {
        PictureFormat::Jpeg => {
            let decoder = JpegDecoder::new(Cursor::new(bytes)).map_err(|_broken| MediaRefusal::Broken)?;
            check_size(&decoder, limits)?;
            if !jpeg_is_whole(bytes) {
                return Err(MediaRefusal::Broken);
            }
            upright(decoder, limits)
        }
        PictureFormat::Png => {
            // The header may promise anything: look at it before the decoder reserves memory for it.
            let declared = png_size(bytes).ok_or(MediaRefusal::Broken)?;
            check_dimensions(declared, limits)?;
            let decoder = PngDecoder::with_limits(Cursor::new(bytes), codec_limits(limits))
                .map_err(|_broken| MediaRefusal::Broken)?;
            check_size(&decoder, limits)?;
            upright(decoder, limits)
        }
        PictureFormat::WebP => {
            let decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(|_broken| MediaRefusal::Broken)?;
            check_size(&decoder, limits)?;
            upright(decoder, limits)
        }
    }
}

/// Width and height from the IHDR chunk, which the format puts first.
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
    (bytes.get(12..16)? == b"IHDR").then_some((number(16)?, number(20)?))
}

fn check_size(decoder: &impl ImageDecoder, limits: &Limits) -> Result<(), MediaRefusal> {
    let (width, height) = decoder.dimensions();
    check_dimensions((width, height), limits)?;
    if decoder.total_bytes() > limits.max_alloc {
        return Err(MediaRefusal::TooManyPixels { width, height });
    }
    Ok(())
}

fn check_dimensions((width, height): (u32, u32), limits: &Limits) -> Result<(), MediaRefusal> {
    if width == 0 || height == 0 {
        return Err(MediaRefusal::Broken);
    }
    if width.max(height) > limits.max_side || u64::from(width) * u64::from(height) > limits.max_pixels {
        return Err(MediaRefusal::TooManyPixels { width, height });
    }
    Ok(())
}

fn codec_limits(limits: &Limits) -> image::Limits {
    let mut codec = image::Limits::default();
    codec.max_image_width = Some(limits.max_side);
    codec.max_image_height = Some(limits.max_side);
    codec.max_alloc = Some(limits.max_alloc);
    codec
}

fn upright(mut decoder: impl ImageDecoder, limits: &Limits) -> Result<RgbImage, MediaRefusal> {
    decoder
        .set_limits(codec_limits(limits))
        .map_err(|_limit| MediaRefusal::Broken)?;
    // Damaged metadata must not cost the picture: it is thrown away anyhow.
    let orientation = decoder
        .orientation()
        .unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_broken| MediaRefusal::Broken)?;
    picture.apply_orientation(orientation);
    if !picture.color().has_alpha() {
        return Ok(picture.into_rgb8());
    }
    let (width, height) = (picture.width(), picture.height());
    RgbImage::from_raw(width, height, pixels::over_white(picture.into_rgba8().as_raw()))
        .ok_or(MediaRefusal::Broken)
}

fn resize(from: &RgbImage, width: u32) -> Result<RgbImage, MediaRefusal> {
    resize_to(from, width, scaled(from.height(), width, from.width()))
}

/// `length * part / whole`, at least 1.
fn scaled(length: u32, part: u32, whole: u32) -> u32 {
    let scaled = u64::from(length) * u64::from(part) / u64::from(whole.max(1));
    u32::try_from(scaled).unwrap_or(u32::MAX).max(1)
}

fn resize_to(from: &RgbImage, width: u32, height: u32) -> Result<RgbImage, MediaRefusal> {
    if (width, height) == from.dimensions() {
        return Ok(from.clone());
    }
    let resized =
        pixels::resize(from.as_raw(), from.dimensions(), (width, height)).ok_or(MediaRefusal::Broken)?;
    RgbImage::from_raw(width, height, resized).ok_or(MediaRefusal::Broken)
}

fn rendition(picture: &RgbImage, format: RenditionFormat, stem: &str) -> Result<Rendition, MediaRefusal> {
    let (width, height) = picture.dimensions();
    let bytes = match format {
        RenditionFormat::WebP => encode_webp(picture, WEBP_QUALITY)?,
        RenditionFormat::Jpeg => encode_jpeg(picture)?,
    };
    let key =
        MediaKey::parse(&format!("{stem}-{width}.{}", format.extension())).ok_or(MediaRefusal::Broken)?;
    Ok(Rendition {
        key,
        format,
        width,
        height,
        bytes: bytes.into(),
    })
}

pub(super) fn encode_jpeg(picture: &RgbImage) -> Result<Vec<u8>, MediaRefusal> {
    let (width, height) = picture.dimensions();
    pixels::encode_jpeg(picture.as_raw(), width, height, JPEG_QUALITY).ok_or(MediaRefusal::Broken)
}

fn encode_webp(picture: &RgbImage, quality: f32) -> Result<Vec<u8>, MediaRefusal> {
    let mut config = webp::WebPConfig::new().map_err(|()| MediaRefusal::Broken)?;
    config.quality = quality;
    // Method 4, the default, takes twice the time for 3 % fewer bytes.
    config.method = 2;
    let encoder = webp::Encoder::from_rgb(picture.as_raw(), picture.width(), picture.height());
    let memory = encoder
        .encode_advanced(&config)
        .map_err(|_encoder| MediaRefusal::Broken)?;
    Ok(memory.to_vec())
}

/// The picture within a square of `side` pixels; smaller ones stay as they are.
pub(super) fn shrunk(picture: &RgbImage, side: u32) -> Result<RgbImage, MediaRefusal> {
    let (width, height) = picture.dimensions();
    let longer = width.max(height);
    let side = side.min(longer);
    resize_to(picture, scaled(width, side, longer), scaled(height, side, longer))
}

fn placeholder(picture: &RgbImage) -> Result<String, MediaRefusal> {
    let mut side = PLACEHOLDER_SIDE;
    loop {
        let tiny = shrunk(picture, side)?;
        let uri = format!(
            "data:image/webp;base64,{}",
            STANDARD.encode(encode_webp(&tiny, 12.0)?)
        );
        if uri.len() <= PLACEHOLDER_MAX_CHARS || side <= 2 {
            return Ok(uri);
        }
        side = side * 3 / 4;
    }
}
