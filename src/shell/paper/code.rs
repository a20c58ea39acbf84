//! QR codes on paper: level M, so that a scratch or a fold does not matter.

use qrcode::{Color, EcLevel, QrCode};

use foundation::kernel::error::{Context, Result};

/// Modules of the quiet zone on each side, which the standard wants.
const QUIET: f32 = 4.0;

/// A QR code as its dark modules.
#[derive(Clone, Debug)]
pub struct Code {
    text: String,
    width: u16,
    /// Column, row and length of each run of dark modules in a row.
    dark: Vec<(u16, u16, u16)>,
}

impl Code {
    /// Of a text; an error for one that no code can hold.
    pub fn new(text: &str) -> Result<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).context("a QR code")?;
        let width = u16::try_from(code.width()).context("the width of a QR code")?;
        let mut dark: Vec<(u16, u16, u16)> = Vec::new();
        let (mut column, mut row) = (0, 0);
        for color in code.to_colors() {
            if color == Color::Dark {
                match dark.last_mut() {
                    Some((start, at, length)) if *at == row && *start + *length == column => *length += 1,
                    _ => dark.push((column, row, 1)),
                }
            }
            column += 1;
            if column == width {
                (column, row) = (0, row + 1);
            }
        }
        Ok(Self {
            text: text.to_owned(),
            width,
            dark,
        })
    }

    /// What it says.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Modules along a side, without the quiet zone.
    pub fn modules(&self) -> f32 {
        f32::from(self.width)
    }

    /// The quiet zone that belongs around one of this side.
    pub fn quiet(&self, side: f32) -> f32 {
        QUIET * side / self.modules()
    }

    /// Runs of dark modules: column, row, length, in modules.
    pub(super) fn dark(&self) -> impl Iterator<Item = (f32, f32, f32)> {
        self.dark
            .iter()
            .map(|(column, row, length)| (f32::from(*column), f32::from(*row), f32::from(*length)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_the_modules_of_the_code() {
        let text = "https://cholang.example/chung-nhan/HN-7F3KQ2MW?s=abc";
        let code = Code::new(text).unwrap();
        let plain = QrCode::with_error_correction_level(text, EcLevel::M).unwrap();
        let width = plain.width();
        let mut drawn = vec![Color::Light; width * width];
        for (column, row, length) in &code.dark {
            for step in 0..*length {
                drawn[usize::from(*row) * width + usize::from(column + step)] = Color::Dark;
            }
        }
        assert!(drawn == plain.to_colors(), "other modules");
        assert!(Code::new(&"x".repeat(5_000)).is_err());
    }
}
