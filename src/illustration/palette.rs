//! Colours of the printed guide: warm papers, ink, lacquer, jade, ochre and indigo.
//!
//! A [`Palette`] is one run of the press: paper, motif and table that go together, and three inks
//! for the things on the table.
use std::fmt;

/// A colour, written `#rrggbb`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hue(pub u32);

impl Hue {
    fn channels(self) -> [f32; 3] {
        let [_, r, g, b] = self.0.to_be_bytes();
        [r, g, b].map(f32::from)
    }

    /// This colour with a share (0 to 1) of another mixed in.
    pub fn mix(self, other: Self, share: f32) -> Self {
        let mut value = 0;
        for (a, b) in self.channels().into_iter().zip(other.channels()) {
            value = (value << 8) | byte(a + (b - a) * share);
        }
        Self(value)
    }

    /// Towards ink.
    pub fn dark(self, share: f32) -> Self {
        self.mix(INK, share)
    }

    /// Towards paper.
    pub fn light(self, share: f32) -> Self {
        self.mix(CREAM, share)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to a byte first"
)]
fn byte(value: f32) -> u32 {
    value.clamp(0.0, 255.0).round() as u32
}

impl fmt::Display for Hue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:06x}", self.0)
    }
}

/// Ink of all outlines: a warm black.
pub const INK: Hue = Hue(0x002b_211d);
/// Unprinted paper.
pub const CREAM: Hue = Hue(0x00fb_f3e2);
/// Lacquer red.
pub const LACQUER: Hue = Hue(0x00b3_261e);
/// Brick.
pub const BRICK: Hue = Hue(0x00c8_5a36);
/// Ochre.
pub const OCHRE: Hue = Hue(0x00d9_9a2b);
/// Gold leaf.
pub const GOLD: Hue = Hue(0x00e6_b645);
/// Straw.
pub const STRAW: Hue = Hue(0x00e3_c68a);
/// Jade.
pub const JADE: Hue = Hue(0x002f_7f6f);
/// Young rice.
pub const RICE: Hue = Hue(0x009c_b45a);
/// Leaf.
pub const LEAF: Hue = Hue(0x0056_8a45);
/// Deep leaf.
pub const MOSS: Hue = Hue(0x0039_5c3c);
/// Indigo.
pub const INDIGO: Hue = Hue(0x002c_4770);
/// Celadon.
pub const CELADON: Hue = Hue(0x00a9_c8b4);
/// Lotus pink.
pub const LOTUS: Hue = Hue(0x00e2_8f8c);
/// Mulberry.
pub const MULBERRY: Hue = Hue(0x0078_3550);
/// Wood.
pub const WOOD: Hue = Hue(0x00a3_6a3c);
/// Dark wood.
pub const EBONY: Hue = Hue(0x005a_3826);
/// Clay.
pub const CLAY: Hue = Hue(0x00cf_8f63);
/// Sky.
pub const SKY: Hue = Hue(0x009f_c0c4);

/// One run of the press.
#[derive(Clone, Copy, Debug, Default)]
pub struct Palette {
    /// Behind everything.
    pub paper: Hue,
    /// Motif behind the subject.
    pub motif: Hue,
    /// What the subject stands on.
    pub table: Hue,
    /// First ink.
    pub first: Hue,
    /// Second ink.
    pub second: Hue,
    /// Third ink.
    pub third: Hue,
}

/// How many palettes there are.
pub const PALETTES: u64 = 12;

/// Palette by number, wrapping around.
pub fn palette(number: u64) -> Palette {
    let (paper, motif, table, first, second, third) = match number % PALETTES {
        0 => (0x00f5_e7c9, 0x00e7_b26a, 0x00c9_7b4a, INDIGO, LACQUER, OCHRE),
        1 => (0x00d5_e0d0, 0x00a8_c6ae, 0x005e_8f7b, LACQUER, INDIGO, OCHRE),
        2 => (0x00f1_d2bd, 0x00dc_8d74, 0x00a0_493a, JADE, INDIGO, GOLD),
        3 => (0x00cf_dddd, 0x0092_b8bd, 0x0044_6b7c, BRICK, MULBERRY, GOLD),
        4 => (0x00ee_d9a2, 0x00d9_ae52, 0x008b_5a33, JADE, LACQUER, INDIGO),
        5 => (0x0031_5a57, 0x004b_7d74, 0x001f_3f40, GOLD, LOTUS, BRICK),
        6 => (0x00f3_dfd6, 0x00e3_aeb0, 0x00b4_6a72, INDIGO, JADE, LACQUER),
        7 => (0x00e9_e1cf, 0x00c9_b894, 0x0080_7a52, MULBERRY, BRICK, JADE),
        8 => (0x00a8_342a, 0x00c4_5740, 0x0074_231f, GOLD, JADE, OCHRE),
        9 => (0x002f_4468, 0x0049_6188, 0x001f_2e49, OCHRE, LACQUER, CELADON),
        10 => (0x00e3_e6c2, 0x00bf_cb82, 0x007d_8f45, BRICK, INDIGO, MULBERRY),
        _ => (0x00e8_b45c, 0x00f2_cf86, 0x00b5_6a2c, LACQUER, JADE, INDIGO),
    };
    Palette {
        paper: Hue(paper),
        motif: Hue(motif),
        table: Hue(table),
        first,
        second,
        third,
    }
}
