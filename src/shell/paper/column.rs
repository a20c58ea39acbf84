//! A column that fills from the top and that nothing runs out of: text shrinks first, then wraps, and what still has
//! no room ends in an ellipsis.

use super::fonts::Voice;
use super::ink::{At, Ink, Style};
use super::pages::Pages;

/// A column of text on a page.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Left edge.
    pub x: f32,
    /// Width.
    pub width: f32,
    /// Where the next line begins: its upper edge.
    pub top: f32,
    /// Below this nothing stands.
    pub bottom: f32,
    /// Whether lines stand about the middle.
    pub centred: bool,
}

impl Column {
    /// Moves down.
    pub fn down(&mut self, by: f32) {
        self.top += by;
    }

    /// Writes a text in at most so many lines, as large as fits between two sizes.
    pub fn text(
        &mut self,
        pages: &mut Pages<'_>,
        (voice, ink): (Voice, Ink),
        (largest, smallest): (f32, f32),
        most: usize,
        text: &str,
    ) {
        let room = self.bottom - self.top;
        let (size, lines) = pages
            .faces()
            .fit(voice, (largest, smallest), (self.width, room), most, text);
        let style = Style::new(voice, size, ink);
        for line in lines {
            // Marks stand above a letter by its whole height: the base line is well below the upper edge.
            let y = self.top + size * 1.12;
            let at = if self.centred {
                At::Middle(self.x + self.width / 2.0)
            } else {
                At::Left(self.x)
            };
            pages.write(at, y, style, &line);
            self.top += style.leading();
        }
    }
}
