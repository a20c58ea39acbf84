//! What is printed as PDF stands on this: the site's own fonts, measured; pages of any size with words, lines, stars
//! and QR codes; columns that nothing runs out of. Lengths are points, 1/72 inch.

mod code;
mod column;
mod fonts;
mod ink;
mod pages;

pub use code::Code;
pub use column::Column;
pub use fonts::{Faces, Run, Voice};
pub use ink::{At, Ink, Style};
pub use pages::{About, Pages, Stamp};

/// Nothing was built to write with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoFonts;

/// Millimetres in points.
pub const fn mm(length: f32) -> f32 {
    length * 72.0 / 25.4
}
