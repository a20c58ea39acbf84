//! The hand that draws: collects SVG, keeps one line weight, shades and prints a little off register.
//!
//! What makes the pictures look cut and printed is here: every body is a flat colour with a darker
//! crescent, gouged highlights and an ink outline that does not quite meet the colour.
use std::fmt::{self, Write as _};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::{
    palette::{CREAM, Hue, INK, Palette},
    path,
};

/// Draws one picture.
#[derive(Debug)]
pub struct Pen {
    out: String,
    defs: String,
    ids: u16,
    rng: ChaCha8Rng,
    slip: (f32, f32),
    /// Colours of this picture.
    pub pal: Palette,
}

/// A clip made of an earlier body, to draw on its surface.
#[derive(Clone, Copy, Debug)]
pub struct Surface(u16);

impl Pen {
    /// Starts a picture; the same seed and palette always give the same strokes.
    pub fn new(seed: u64, pal: Palette) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let slip = (rng.random_range(-3.0..3.0), rng.random_range(1.0..3.0));
        Self {
            out: String::with_capacity(32 * 1024),
            defs: String::new(),
            ids: 0,
            rng,
            slip,
            pal,
        }
    }

    /// A number in a range.
    pub fn range(&mut self, low: f32, high: f32) -> f32 {
        self.rng.random_range(low..high)
    }

    /// A whole number below `count` (0 when `count` is 0).
    pub fn below(&mut self, count: u16) -> u16 {
        self.rng.random_range(0..count.max(1))
    }

    /// True once in `times`.
    pub fn one_in(&mut self, times: u16) -> bool {
        self.below(times) == 0
    }

    /// One of several.
    pub fn pick<T: Copy + Default>(&mut self, choices: &[T]) -> T {
        let count = u16::try_from(choices.len()).unwrap_or(u16::MAX);
        choices
            .get(usize::from(self.below(count)))
            .copied()
            .unwrap_or_default()
    }

    /// Raw SVG.
    pub fn raw(&mut self, svg: fmt::Arguments<'_>) {
        let _ = self.out.write_fmt(svg);
    }

    /// A flat colour.
    pub fn fill(&mut self, d: &str, colour: Hue) {
        self.raw(format_args!(r#"<path d="{d}" fill="{colour}"/>"#));
    }

    /// A flat colour that lets the ground through.
    pub fn glaze(&mut self, d: &str, colour: Hue, opacity: f32) {
        self.raw(format_args!(
            r#"<path d="{d}" fill="{colour}" opacity="{opacity:.2}"/>"#
        ));
    }

    /// A coloured line.
    pub fn stroke(&mut self, d: &str, colour: Hue, width: f32) {
        self.raw(format_args!(
            r#"<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width:.1}" stroke-linecap="round" stroke-linejoin="round"/>"#
        ));
    }

    /// A line of ink.
    pub fn ink(&mut self, d: &str, width: f32) {
        self.stroke(d, INK, width);
    }

    /// A flat colour with an ink outline.
    pub fn cut(&mut self, d: &str, colour: Hue) {
        self.raw(format_args!(
            r#"<path d="{d}" fill="{colour}" stroke="{INK}" stroke-width="3.6" stroke-linejoin="round"/>"#
        ));
    }

    /// A body with weight: colour a little off register, light from the upper left, outline in ink.
    pub fn body(&mut self, d: &str, colour: Hue) -> Surface {
        self.body_shaded(d, colour, 26.0)
    }

    /// [`Self::body`] with the width of the shadow, in pixels.
    pub fn body_shaded(&mut self, d: &str, colour: Hue, shadow: f32) -> Surface {
        let surface = self.surface(d);
        let (slip_x, slip_y) = self.slip;
        let dark = colour.dark(0.3);
        // The crescent of shadow is what a copy, pushed to the upper left, leaves bare.
        self.raw(format_args!(
            r#"<g clip-path="url(#c{})"><path d="{d}" fill="{dark}"/><path d="{d}" fill="{colour}" transform="translate({:.1} {:.1})"/></g>"#,
            surface.0, -shadow, -shadow * 0.35,
        ));
        self.raw(format_args!(
            r#"<path d="{d}" fill="none" stroke="{INK}" stroke-width="4.2" stroke-linejoin="round" transform="translate({slip_x:.1} {slip_y:.1})"/>"#
        ));
        surface
    }

    /// The inside of an outline, to draw on.
    pub fn surface(&mut self, d: &str) -> Surface {
        let id = self.next_id();
        let _ = write!(self.defs, r#"<clipPath id="c{id}"><path d="{d}"/></clipPath>"#);
        Surface(id)
    }

    /// Draws on a surface only.
    pub fn on(&mut self, surface: Surface, draw: impl FnOnce(&mut Self)) {
        self.raw(format_args!(r#"<g clip-path="url(#c{})">"#, surface.0));
        draw(self);
        self.raw(format_args!("</g>"));
    }

    /// Draws with the origin moved, scaled and turned.
    pub fn at(&mut self, x: f32, y: f32, scale: f32, degrees: f32, draw: impl FnOnce(&mut Self)) {
        self.raw(format_args!(
            r#"<g transform="translate({x:.1} {y:.1}) rotate({degrees:.1}) scale({scale:.3})">"#
        ));
        draw(self);
        self.raw(format_args!("</g>"));
    }

    /// Short parallel cuts, as a gouge leaves them.
    pub fn gouges(&mut self, x: f32, y: f32, width: f32, height: f32, colour: Hue, count: u16) {
        for _ in 0..count {
            let (left, top) = (
                x + self.range(0.0, 1.0) * width,
                y + self.range(0.0, 1.0) * height,
            );
            let length = self.range(8.0, 34.0);
            let weight = self.range(1.2, 2.8);
            self.stroke(
                &path::open(&[(left, top), (left + length, top + length * 0.04)]),
                colour,
                weight,
            );
        }
    }

    /// The shadow that a thing throws on the table.
    pub fn shadow(&mut self, x: f32, y: f32, rx: f32) {
        let colour = self.pal.table.dark(0.45);
        self.glaze(
            &path::ellipse(x + rx * 0.16, y, rx * 1.08, (rx * 0.13).clamp(9.0, 24.0)),
            colour,
            0.8,
        );
    }

    fn next_id(&mut self) -> u16 {
        self.ids += 1;
        self.ids
    }

    /// Ends the picture: flecks of bare paper, and the document around it.
    pub fn finish(mut self) -> String {
        for _ in 0..150 {
            let (x, y, size) = (
                self.range(0.0, 800.0),
                self.range(0.0, 600.0),
                self.range(0.5, 1.5),
            );
            let tall = size * self.range(0.5, 1.4);
            self.glaze(&path::ellipse(x, y, size, tall), CREAM, 0.4);
        }
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600" width="800" height="600"><defs>{}</defs>{}</svg>"#,
            self.defs, self.out
        )
    }
}
