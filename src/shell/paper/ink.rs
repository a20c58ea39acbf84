//! How things look on paper.

use krilla::color::rgb;
use krilla::paint::Fill;

use super::fonts::Voice;

/// Ink.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Words.
    Black,
    /// Words beside.
    Quiet,
    /// Headings.
    Red,
    /// Stars.
    Gold,
    /// Lines.
    Line,
    /// Codes: nothing is darker.
    Code,
}

impl Ink {
    /// As the drawing wants it.
    pub(super) fn fill(self) -> Fill {
        let color = match self {
            Self::Black => rgb::Color::new(0x22, 0x1c, 0x16),
            Self::Quiet => rgb::Color::new(0x57, 0x4d, 0x41),
            Self::Red => rgb::Color::new(0x9e, 0x1b, 0x22),
            Self::Gold => rgb::Color::new(0xb0, 0x7a, 0x12),
            Self::Line => rgb::Color::new(0xe0, 0xd5, 0xc0),
            Self::Code => rgb::Color::new(0, 0, 0),
        };
        Fill {
            paint: color.into(),
            ..Fill::default()
        }
    }
}

/// How a piece of text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// The face.
    pub voice: Voice,
    /// Size, points.
    pub size: f32,
    /// Colour.
    pub ink: Ink,
}

impl Style {
    /// A style.
    pub const fn new(voice: Voice, size: f32, ink: Ink) -> Self {
        Self { voice, size, ink }
    }

    /// From one line to the next: Vietnamese stacks its marks and needs the room.
    pub fn leading(self) -> f32 {
        self.size * 1.5
    }
}

/// Where a piece of text stands: its beginning, its middle, or its end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum At {
    /// It begins here.
    Left(f32),
    /// Its middle is here.
    Middle(f32),
    /// It ends here.
    Right(f32),
}
