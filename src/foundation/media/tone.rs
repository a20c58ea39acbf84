//! The sixteen tones: what stands in a picture's place until it has come.
//!
//! The average colour of a picture is mapped to the nearest of sixteen named colours, so that the
//! page needs one class (`tone-0` … `tone-15`) and no inline style.

/// One of the sixteen tones, 0 to 15; the index into [`Tone::HEXES`] and [`Tone::NAMES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tone(u8);

impl Tone {
    /// Colours by index, as the style sheet writes them.
    pub const HEXES: [&'static str; 16] = [
        "#f7efe0", "#ecdcbf", "#dcc19a", "#c9973f", "#b8703f", "#a8392f", "#d9a18f", "#7b4a5a", "#3f4f6e",
        "#a9c0c9", "#5f8f86", "#9bb08f", "#6f7a45", "#7a5c43", "#3a322d", "#a39c92",
    ];

    /// Names by index, for people who read the style sheet.
    pub const NAMES: [&'static str; 16] = [
        "giay", "kem", "rom", "nghe", "gach", "son", "sen", "dau", "cham", "troi", "ngoc", "com", "reu",
        "go", "than", "khoi",
    ];

    const VALUES: [[u8; 3]; 16] = [
        [0xf7, 0xef, 0xe0],
        [0xec, 0xdc, 0xbf],
        [0xdc, 0xc1, 0x9a],
        [0xc9, 0x97, 0x3f],
        [0xb8, 0x70, 0x3f],
        [0xa8, 0x39, 0x2f],
        [0xd9, 0xa1, 0x8f],
        [0x7b, 0x4a, 0x5a],
        [0x3f, 0x4f, 0x6e],
        [0xa9, 0xc0, 0xc9],
        [0x5f, 0x8f, 0x86],
        [0x9b, 0xb0, 0x8f],
        [0x6f, 0x7a, 0x45],
        [0x7a, 0x5c, 0x43],
        [0x3a, 0x32, 0x2d],
        [0xa3, 0x9c, 0x92],
    ];

    /// The tone nearest to a colour (red, green, blue).
    pub fn nearest(colour: [u8; 3]) -> Self {
        let mut best = (f32::MAX, 0);
        for (index, value) in (0u8..).zip(Self::VALUES) {
            let distance = distance(colour, value);
            if distance < best.0 {
                best = (distance, index);
            }
        }
        Self(best.1)
    }

    /// A tone read back from the database; numbers above 15 fall back to paper.
    pub const fn from_index(index: u8) -> Self {
        Self(if index < 16 { index } else { 0 })
    }

    /// The number in the class name, 0 to 15.
    pub const fn index(self) -> u8 {
        self.0
    }

    /// The colour as `#rrggbb`.
    pub fn hex(self) -> &'static str {
        Self::HEXES.get(usize::from(self.0)).copied().unwrap_or("#f7efe0")
    }
}

/// "Redmean" distance: close enough to what eyes say, and cheap.
fn distance(a: [u8; 3], b: [u8; 3]) -> f32 {
    let [r1, g1, b1] = a.map(f32::from);
    let [r2, g2, b2] = b.map(f32::from);
    let mean = f32::midpoint(r1, r2);
    let (dr, dg, db) = (r1 - r2, g1 - g2, b1 - b2);
    (2.0 + mean / 256.0) * dr * dr + 4.0 * dg * dg + (2.0 + (255.0 - mean) / 256.0) * db * db
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_agree_and_each_tone_is_nearest_to_itself() {
        for (index, value) in (0u8..).zip(Tone::VALUES) {
            let tone = Tone::nearest(value);
            assert_eq!(tone.index(), index);
            let [r, g, b] = value;
            assert_eq!(tone.hex(), format!("#{r:02x}{g:02x}{b:02x}"));
        }
    }

    #[test]
    fn plain_colours_land_where_one_expects() {
        let name = |colour| Tone::NAMES[usize::from(Tone::nearest(colour).index())];
        assert_eq!(name([255, 255, 255]), "giay");
        assert_eq!(name([0, 0, 0]), "than");
        assert_eq!(name([190, 30, 35]), "son");
        assert_eq!(name([40, 60, 120]), "cham");
    }
}
