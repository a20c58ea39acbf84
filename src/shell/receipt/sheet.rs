//! Pages of A4 that fill from the top, line by line. Each says at its foot which of how many it is.

use crate::paper::{About, At, Faces, Ink, Pages, Style};
use foundation::kernel::error::Result;

/// A4.
pub(super) const WIDTH: f32 = 595.0;
pub(super) const HEIGHT: f32 = 842.0;
/// Edge on all sides.
pub(super) const EDGE: f32 = 48.0;

/// Pages that fill.
pub(super) struct Sheet<'a> {
    faces: &'a Faces,
    pages: Pages<'a>,
    /// The base line of the next line.
    y: f32,
}

impl<'a> Sheet<'a> {
    pub fn new(faces: &'a Faces) -> Self {
        let mut pages = Pages::new(faces);
        pages.begin(WIDTH, HEIGHT);
        Self {
            faces,
            pages,
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
        self.pages.begin(WIDTH, HEIGHT);
        self.y = EDGE + 12.0;
    }

    /// Writes at the current line.
    pub fn write(&mut self, at: At, style: Style, text: &str) {
        self.pages.write(at, self.y, style, text);
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
        self.pages
            .fill((EDGE, self.y), (WIDTH - 2.0 * EDGE, 0.8), Ink::Line);
    }

    /// The finished document. `page_of` says which page of how many.
    pub fn finish(
        mut self,
        about: About,
        foot: Style,
        page_of: impl Fn(usize, usize) -> String,
    ) -> Result<Vec<u8>> {
        let count = self.pages.count();
        for page in 0..count {
            self.pages.turn_to(page);
            let words = page_of(page + 1, count);
            self.pages
                .write(At::Right(WIDTH - EDGE), HEIGHT - EDGE + 12.0, foot, &words);
        }
        self.pages.finish(about)
    }
}
