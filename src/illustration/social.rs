//! The picture that a shared link shows: 1200 × 630, art on the left, words on the right.
//!
//! Fonts are not part of the repository: their bytes are handed in, as TTF or as the WOFF2 files that
//! the asset build puts under `public/`. Without fonts the art fills the card and nothing is written.
use std::fmt::Write as _;

use image::{RgbImage, imageops};

use super::{
    fonts::{Fonts, Voice},
    palette::{CREAM, GOLD, INK, LACQUER},
    path,
    raster::{RasterError, opaque, pixmap},
};

/// Width of a card in pixels, as the networks ask for.
pub const WIDTH: u32 = 1200;
/// Height of a card in pixels.
pub const HEIGHT: u32 = 630;

const ART_WIDTH: u32 = 600;
const MAX_BYTES: usize = 200 * 1024;
const TEXT_LEFT: f32 = 652.0;
const TEXT_WIDTH: f32 = 488.0;

/// What stands on the left.
#[derive(Clone, Copy, Debug)]
pub enum Art<'a> {
    /// An illustration of [`super::draw`].
    Svg(&'a str),
    /// A finished rendition (JPEG, PNG or WebP) of the media pipeline.
    Photo(&'a [u8]),
}

/// One card.
#[derive(Clone, Copy, Debug)]
pub struct Card<'a> {
    /// Name of the thing; wrapped, made smaller, and at last cut with an ellipsis.
    pub title: &'a str,
    /// One line or two below it: maker, place, dates.
    pub subtitle: &'a str,
    /// Name of the site.
    pub site: &'a str,
    /// Stars of a certificate that is valid today, drawn as a seal.
    pub stars: Option<u8>,
    /// The picture.
    pub art: Art<'a>,
}

/// Draws a card as JPEG of at most 200 KiB.
pub fn draw_card(card: &Card<'_>, fonts: &Fonts) -> Result<Vec<u8>, RasterError> {
    let mut canvas = if fonts.is_empty() {
        RgbImage::new(WIDTH, HEIGHT)
    } else {
        let svg = words(card, fonts);
        let drawn = pixmap(&svg, WIDTH, HEIGHT)?;
        RgbImage::from_raw(WIDTH, HEIGHT, opaque(&drawn)).unwrap_or_else(|| RgbImage::new(WIDTH, HEIGHT))
    };
    let width = if fonts.is_empty() { WIDTH } else { ART_WIDTH };
    imageops::replace(&mut canvas, &art(&card.art, width)?, 0, 0);
    let mut quality = 86;
    loop {
        let out = pixels::encode_jpeg(canvas.as_raw(), WIDTH, HEIGHT, quality).ok_or(RasterError::Encode)?;
        if out.len() <= MAX_BYTES || quality <= 40 {
            return Ok(out);
        }
        quality -= 8;
    }
}

/// The art, filling `width` × [`HEIGHT`], cut at the sides that are too much.
fn art(art: &Art<'_>, width: u32) -> Result<RgbImage, RasterError> {
    match art {
        Art::Svg(svg) => {
            let scale = (f64::from(width) / 800.0).max(f64::from(HEIGHT) / 600.0);
            let (full_width, full_height) = (scaled(800.0, scale), scaled(600.0, scale));
            let drawn = pixmap(svg, full_width, full_height)?;
            let picture = RgbImage::from_raw(full_width, full_height, opaque(&drawn)).unwrap_or_default();
            Ok(imageops::crop_imm(
                &picture,
                (full_width - width) / 2,
                (full_height - HEIGHT) / 2,
                width,
                HEIGHT,
            )
            .to_image())
        }
        Art::Photo(bytes) => {
            let picture = image::load_from_memory(bytes)?;
            Ok(picture
                .resize_to_fill(width, HEIGHT, imageops::FilterType::Triangle)
                .into_rgb8())
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a few hundred pixels, rounded up"
)]
fn scaled(length: f64, scale: f64) -> u32 {
    (length * scale).ceil() as u32
}

/// The right half: paper, band, seal and words.
fn words(card: &Card<'_>, fonts: &Fonts) -> String {
    let title = clean(card.title);
    let (size, lines) = fit(&title, fonts);
    let leading = size * 1.22;
    let subtitle = wrap(
        &measure(&clean(card.subtitle), Voice::Text, 27.0, fonts),
        TEXT_WIDTH,
        2,
    )
    .0;
    let rows = |count: usize| f32::from(u8::try_from(count).unwrap_or(u8::MAX));
    let block = rows(lines.len()) * leading + rows(subtitle.len()) * 38.0 + 26.0;
    let mut y = (315.0 - block * 0.5).max(104.0) + size * 0.8;
    let mut out = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"><rect width="{WIDTH}" height="{HEIGHT}" fill="{CREAM}"/><rect x="600" width="10" height="{HEIGHT}" fill="{LACQUER}"/><rect x="616" width="2" height="{HEIGHT}" fill="{LACQUER}"/>"#
    );
    let mut line = |y: f32, voice: Voice, size: f32, colour: super::palette::Hue, text: &str| {
        let _ = write!(out, r#"<g fill="{colour}">"#);
        for (right, path) in fonts.outlines(voice, text, size) {
            let x = TEXT_LEFT + right;
            let _ = write!(
                out,
                r#"<path transform="matrix(1 0 0 -1 {x:.2} {y:.1})" d="{path}"/>"#
            );
        }
        out.push_str("</g>");
    };
    for text in &lines {
        line(y, Voice::Title, size, INK, text);
        y += leading;
    }
    y += 8.0;
    for text in &subtitle {
        line(y, Voice::Text, 27.0, INK.mix(CREAM, 0.3), text);
        y += 38.0;
    }
    line(576.0, Voice::Title, 32.0, LACQUER, &clean(card.site));
    if let Some(stars) = card.stars {
        out.push_str(&seal(stars.clamp(1, 5)));
    }
    out.push_str("</svg>");
    out
}

/// A round stamp with as many stars as the certificate gives.
fn seal(stars: u8) -> String {
    let (x, y) = (1106.0, 86.0);
    let mut out = format!(
        r#"<path d="{}" fill="{LACQUER}"/><path d="{}" fill="none" stroke="{CREAM}" stroke-width="2.5"/>"#,
        path::star(x, y, 62.0, 57.0, 24, 0.0),
        path::circle(x, y, 48.0)
    );
    let spread = 16.5;
    for index in 0..stars {
        let offset = f32::from(index) - f32::from(stars - 1) * 0.5;
        let sx = offset.mul_add(spread, x);
        let sy = offset.abs().mul_add(5.0, y - 4.0);
        let d = path::star(sx, sy, 9.5, 4.0, 5, -90.0);
        let _ = write!(out, r#"<path d="{d}" fill="{GOLD}"/>"#);
    }
    out
}

/// Words with the width each takes in pixels, and the width of a space.
struct Measured {
    words: Vec<(String, f32)>,
    space: f32,
}

/// Title size and lines: the largest size at which three lines are enough, four for the small ones.
fn fit(title: &str, fonts: &Fonts) -> (f32, Vec<String>) {
    let mut last = (40.0, Vec::new());
    for (size, most) in [(64.0, 3), (56.0, 3), (48.0, 4), (41.0, 4)] {
        let (lines, whole) = wrap(&measure(title, Voice::Title, size, fonts), TEXT_WIDTH, most);
        last = (size, lines);
        if whole {
            break;
        }
    }
    last
}

/// Breaks words into at most `max_lines` lines; the flag tells whether all of them found room.
fn wrap(text: &Measured, width: f32, max_lines: usize) -> (Vec<String>, bool) {
    let mut lines: Vec<String> = Vec::new();
    let (mut line, mut used) = (String::new(), 0.0);
    for (word, length) in &text.words {
        if !line.is_empty() && used + text.space + length > width {
            if lines.len() + 1 == max_lines {
                line.push('…');
                lines.push(line);
                return (lines, false);
            }
            lines.push(std::mem::take(&mut line));
            used = 0.0;
        }
        if !line.is_empty() {
            line.push(' ');
            used += text.space;
        }
        line.push_str(word);
        used += length;
    }
    if !line.is_empty() {
        lines.push(line);
    }
    (lines, text.words.iter().all(|(_, length)| *length <= width))
}

/// Measures at most sixty words.
fn measure(text: &str, voice: Voice, size: f32, fonts: &Fonts) -> Measured {
    let words = text
        .split_whitespace()
        .take(60)
        .map(|word| (word.to_owned(), fonts.width(voice, word) * size))
        .collect();
    Measured {
        words,
        space: fonts.width(voice, " ") * size,
    }
}

/// No control or direction characters; long texts are cut before they are laid out.
fn clean(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .take(240)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ART: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600"><rect width="800" height="600" fill="#2f7f6f"/></svg>"##;

    fn card(title: &str) -> Card<'_> {
        Card {
            title,
            subtitle: "Kiêu Kỵ",
            site: "Chợ Làng",
            stars: Some(5),
            art: Art::Svg(ART),
        }
    }

    #[test]
    fn without_fonts_the_art_fills_a_valid_card() {
        let jpeg = draw_card(&card("Gốm sứ Bát Tràng"), &Fonts::default()).unwrap();
        let picture = image::load_from_memory(&jpeg).unwrap().into_rgb8();
        assert_eq!(picture.dimensions(), (WIDTH, HEIGHT));
        for at in [(10, 10), (1190, 620)] {
            let [r, g, b] = picture.get_pixel(at.0, at.1).0;
            assert!(
                r.abs_diff(0x2f) < 8 && g.abs_diff(0x7f) < 8 && b.abs_diff(0x6f) < 8,
                "{r} {g} {b}"
            );
        }
        assert!(jpeg.len() <= MAX_BYTES);
    }

    #[test]
    fn long_titles_are_cut_with_an_ellipsis() {
        let text = Measured {
            words: vec![("một".to_owned(), 200.0); 12],
            space: 10.0,
        };
        let (lines, whole) = wrap(&text, 488.0, 4);
        assert_eq!((lines.len(), whole), (4, false));
        assert_eq!(lines[3], "một một…");
        assert_eq!(clean("a\u{202e}b\0c"), "ab c");
        draw_card(&card("<script>alert(1)</script> & \"'"), &Fonts::default()).unwrap();
    }
}
