//! Pages of A4 that fill from the top: words and rules at their places, drawn when all pages are known, since
//! each says how many there are. Lengths are points, 1/72 inch.

use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::Fill;

use super::fonts::{Faces, Voice};
use foundation::kernel::error::{Error, Result};

/// A4.
pub(super) const WIDTH: f32 = 595.0;
pub(super) const HEIGHT: f32 = 842.0;
/// Edge on all sides.
pub(super) const EDGE: f32 = 48.0;

/// Ink.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Black,
    Quiet,
    Red,
    Line,
}

impl Ink {
    fn fill(self) -> Fill {
        let color = match self {
            Self::Black => rgb::Color::new(0x22, 0x1c, 0x16),
            Self::Quiet => rgb::Color::new(0x57, 0x4d, 0x41),
            Self::Red => rgb::Color::new(0x9e, 0x1b, 0x22),
            Self::Line => rgb::Color::new(0xe0, 0xd5, 0xc0),
        };
        Fill {
            paint: color.into(),
            ..Fill::default()
        }
    }
}

/// How a piece of text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    pub voice: Voice,
    pub size: f32,
    pub ink: Ink,
}

impl Style {
    pub const fn new(voice: Voice, size: f32, ink: Ink) -> Self {
        Self { voice, size, ink }
    }

    /// From one line to the next: Vietnamese stacks its marks and needs the room.
    pub fn leading(self) -> f32 {
        self.size * 1.5
    }
}

/// Where a piece of text stands: its beginning, or its end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum At {
    Left(f32),
    Right(f32),
}

enum Mark {
    Text(f32, f32, Style, String),
    Rule(f32, f32, f32),
}

/// Pages that fill.
pub(super) struct Sheet<'a> {
    faces: &'a Faces,
    pages: Vec<Vec<Mark>>,
    /// The base line of the next line.
    y: f32,
}

impl<'a> Sheet<'a> {
    pub fn new(faces: &'a Faces) -> Self {
        Self {
            faces,
            pages: vec![Vec::new()],
            y: EDGE,
        }
    }

    /// Moves down.
    pub fn down(&mut self, by: f32) {
        self.y += by;
    }

    /// Whether so much fits on this page yet.
    pub fn fits(&self, height: f32) -> bool {
        self.y + height <= HEIGHT - EDGE - 24.0
    }

    /// Begins a page.
    pub fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.y = EDGE + 12.0;
    }

    /// Writes at the current line.
    pub fn write(&mut self, at: At, style: Style, text: &str) {
        let x = match at {
            At::Left(x) => x,
            At::Right(x) => x - self.faces.width(style.voice, style.size, text),
        };
        let mark = Mark::Text(x, self.y, style, text.to_owned());
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    /// Writes a text in as many lines as it needs, and moves below it.
    pub fn paragraph(&mut self, x: f32, width: f32, style: Style, text: &str) {
        for line in self.faces.lines(style.voice, style.size, width, text) {
            if !self.fits(style.leading()) {
                self.turn();
            }
            self.write(At::Left(x), style, &line);
            self.down(style.leading());
        }
    }

    /// A line across.
    pub fn rule(&mut self) {
        let mark = Mark::Rule(EDGE, WIDTH - EDGE, self.y);
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    /// The finished document. `page_of` says which page of how many.
    pub fn finish(
        self,
        metadata: Metadata,
        foot: Style,
        page_of: impl Fn(usize, usize) -> String,
    ) -> Result<Vec<u8>> {
        let count = self.pages.len();
        let mut document = Document::new();
        document.set_metadata(metadata);
        for (index, marks) in self.pages.iter().enumerate() {
            let size = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| Error::new("a page of no size"))?;
            let mut page = document.start_page_with(size);
            let mut surface = page.surface();
            let mut text = |x: f32, y: f32, style: Style, words: &str| {
                let mut x = x;
                surface.set_fill(Some(style.ink.fill()));
                for run in self.faces.runs(style.voice, words) {
                    let (at, wide) = (Point::from_xy(x, y), run.width * style.size);
                    surface.draw_glyphs(at, &run.glyphs, run.font, &run.text, style.size, false);
                    x += wide;
                }
            };
            let words = page_of(index + 1, count);
            let wide = self.faces.width(foot.voice, foot.size, &words);
            text(WIDTH - EDGE - wide, HEIGHT - EDGE + 12.0, foot, &words);
            for mark in marks {
                if let Mark::Text(x, y, style, words) = mark {
                    text(*x, *y, *style, words);
                }
            }
            surface.set_fill(Some(Ink::Line.fill()));
            for mark in marks {
                if let Mark::Rule(from, to, y) = mark
                    && let Some(line) = Rect::from_xywh(*from, *y, to - from, 0.8)
                {
                    let mut path = PathBuilder::new();
                    path.push_rect(line);
                    if let Some(path) = path.finish() {
                        surface.draw_path(&path);
                    }
                }
            }
            surface.finish();
            page.finish();
        }
        document
            .finish()
            .map_err(|error| Error::new(format!("a receipt that cannot be put together: {error:?}")))
    }
}
