//! Ornaments painted on surfaces: what is on the vase, woven into the silk, inlaid in the box.
use super::{
    motif,
    palette::{CREAM, Hue},
    path::{self, polar},
    pen::Pen,
};

/// What is painted on a thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Ornament {
    /// Lotus with leaves.
    #[default]
    Lotus,
    /// Scales of water.
    Waves,
    /// Curled clouds, as around dragon and phoenix.
    Clouds,
    /// Rows of dots and rings.
    Dots,
    /// Swallows.
    Swallows,
    /// Carps.
    Carps,
    /// Bamboo.
    Bamboo,
    /// Peach blossom.
    Blossoms,
    /// A band of key fret.
    Fret,
    /// The star of the bronze drum.
    Star,
    /// Glaze that runs down in streaks.
    Runs,
    /// Hills and a sun.
    Hills,
}

impl Ornament {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Lotus,
        Self::Waves,
        Self::Clouds,
        Self::Dots,
        Self::Swallows,
        Self::Carps,
        Self::Bamboo,
        Self::Blossoms,
        Self::Fret,
        Self::Star,
        Self::Runs,
        Self::Hills,
    ];

    /// The ornament that a name asks for (words without marks, lower case).
    pub fn guess(folded: &str) -> Option<Self> {
        const WORDS: [(&str, Ornament); 22] = [
            ("chim en", Ornament::Swallows),
            ("hoa sen", Ornament::Lotus),
            ("thien sen", Ornament::Lotus),
            ("lien hoa", Ornament::Lotus),
            ("to sen", Ornament::Lotus),
            ("rong phuong", Ornament::Clouds),
            ("long ph", Ornament::Clouds),
            ("tu linh", Ornament::Clouds),
            ("suoi ngoc", Ornament::Runs),
            ("giot ngoc", Ornament::Runs),
            ("luu ly", Ornament::Runs),
            ("trong dong", Ornament::Star),
            ("dong son", Ornament::Star),
            ("van lang", Ornament::Star),
            ("song ngu", Ornament::Carps),
            ("ca rong", Ornament::Carps),
            ("vinh quy", Ornament::Hills),
            ("thuan buom", Ornament::Waves),
            ("luu thuy", Ornament::Waves),
            ("tung hac", Ornament::Bamboo),
            ("huong duong", Ornament::Blossoms),
            ("hoa la", Ornament::Blossoms),
        ];
        WORDS
            .iter()
            .find(|(word, _)| folded.contains(word))
            .map(|(_, ornament)| *ornament)
    }
}

/// Paints into a box with its centre at (`x`, `y`); meant for a clipped surface.
#[expect(clippy::too_many_lines, reason = "twelve ornaments, one arm each")]
pub fn paint(
    pen: &mut Pen,
    what: Ornament,
    (x, y): (f32, f32),
    (width, height): (f32, f32),
    colour: Hue,
    ground: Hue,
) {
    let (left, top) = (x - width * 0.5, y - height * 0.5);
    let unit = width.min(height);
    match what {
        Ornament::Lotus => {
            for (side, drop) in [(-0.36, 0.26), (0.36, 0.3), (0.0, 0.42)] {
                motif::lotus_leaf(
                    pen,
                    x + width * side,
                    y + height * drop,
                    unit * 0.26,
                    colour.mix(ground, 0.35),
                );
            }
            pen.stroke(
                &path::through(&[(x, y + unit * 0.1), (x + unit * 0.06, y + height * 0.5)]),
                colour,
                unit * 0.03,
            );
            motif::lotus(pen, x, y + unit * 0.14, unit * 0.36, colour, false);
            motif::lotus(
                pen,
                x + width * 0.34,
                y - height * 0.12,
                unit * 0.15,
                colour,
                false,
            );
            motif::lotus(
                pen,
                x - width * 0.34,
                y - height * 0.06,
                unit * 0.12,
                colour,
                false,
            );
        }
        Ornament::Waves => motif::waves(pen, (left, y), (width, height * 0.5), unit * 0.11, colour, ground),
        Ornament::Clouds => {
            for (dx, dy, size) in [
                (-0.28, -0.2, 0.17),
                (0.26, 0.0, 0.2),
                (-0.2, 0.3, 0.19),
                (0.34, 0.4, 0.14),
                (0.1, -0.34, 0.13),
            ] {
                motif::cloud(
                    pen,
                    x + width * dx,
                    y + height * dy,
                    unit * size,
                    colour,
                    unit * 0.024,
                );
            }
        }
        Ornament::Dots => dots(pen, left, top, width, height, colour),
        Ornament::Swallows => {
            for (dx, dy, size, turn) in [
                (-0.2, -0.22, 0.2, -12.0),
                (0.22, -0.02, 0.25, 10.0),
                (-0.14, 0.26, 0.17, -28.0),
            ] {
                motif::swallow(pen, x + width * dx, y + height * dy, unit * size, turn, colour);
            }
            motif::lotus(
                pen,
                x + width * 0.2,
                y + height * 0.42,
                unit * 0.2,
                colour.mix(ground, 0.4),
                false,
            );
        }
        Ornament::Carps => {
            motif::waves(
                pen,
                (left, y + height * 0.2),
                (width, height * 0.3),
                unit * 0.09,
                colour.mix(ground, 0.55),
                ground,
            );
            motif::carp(
                pen,
                x - width * 0.04,
                y - height * 0.1,
                unit * 0.34,
                -14.0,
                colour,
            );
            motif::carp(
                pen,
                x + width * 0.1,
                y + height * 0.24,
                unit * 0.24,
                12.0,
                colour.mix(ground, 0.2),
            );
        }
        Ornament::Bamboo => {
            for share in [0.18, 0.34, 0.72] {
                motif::bamboo(
                    pen,
                    left + width * share,
                    top + height * 1.05,
                    height * 1.2,
                    unit * 0.045,
                    colour,
                );
            }
        }
        Ornament::Blossoms => {
            motif::branch(
                pen,
                (left, top + height * 0.9),
                -38.0,
                width.hypot(height) * 0.72,
                colour.dark(0.2),
                colour,
            );
        }
        Ornament::Fret => {
            for band in [0.16, 0.84] {
                fret(pen, left, top + height * band, width, unit * 0.09, colour);
            }
            motif::lotus(pen, x, y + unit * 0.12, unit * 0.22, colour, false);
        }
        Ornament::Star => {
            pen.fill(&path::star(x, y, unit * 0.2, unit * 0.08, 12, 0.0), colour);
            for (radius, weight) in [(0.24, 0.02), (0.34, 0.012), (0.44, 0.02)] {
                pen.stroke(&path::circle(x, y, unit * radius), colour, unit * weight);
            }
            for index in 0..20u8 {
                let (cx, cy) = polar(x, y, unit * 0.29, 18.0 * f32::from(index));
                pen.fill(&path::circle(cx, cy, unit * 0.022), colour);
            }
            for index in 0..36u8 {
                let angle = 10.0 * f32::from(index);
                let spoke = path::open(&[
                    polar(x, y, unit * 0.36, angle),
                    polar(x, y, unit * 0.42, angle + 4.0),
                ]);
                pen.stroke(&spoke, colour, unit * 0.014);
            }
        }
        Ornament::Runs => {
            let mut run = left;
            while run < left + width {
                let (step, long) = (pen.range(0.035, 0.08) * width, pen.range(0.35, 0.85) * height);
                let tone = pen.pick(&[colour, colour.light(0.25), colour.mix(ground, 0.4)]);
                pen.fill(
                    &path::block(run, top - 20.0, step, long + 20.0, step * 0.48),
                    tone,
                );
                run += step;
            }
        }
        Ornament::Hills => {
            pen.fill(
                &path::circle(x + width * 0.2, y - height * 0.16, unit * 0.13),
                colour.mix(ground, 0.2),
            );
            for (dx, wide, tall, share) in [
                (-0.3, 0.3, 0.5, 0.45),
                (0.28, 0.34, 0.42, 0.45),
                (0.0, 0.3, 0.36, 0.1),
            ] {
                let hill = path::dome(x + width * dx, y + height * 0.3, width * wide, height * tall);
                pen.fill(&hill, colour.mix(ground, share));
            }
            motif::wave_row(
                pen,
                left,
                left + width,
                y + height * 0.4,
                unit * 0.08,
                colour,
                ground,
            );
        }
    }
}

/// Rows of dots and rings.
fn dots(pen: &mut Pen, left: f32, top: f32, width: f32, height: f32, colour: Hue) {
    let step = width.min(height) / 6.5;
    let (mut y, mut row) = (top + step * 0.5, 0u8);
    while y < top + height {
        let mut x = left + if row.is_multiple_of(2) { 0.0 } else { step * 0.5 };
        while x < left + width + step {
            if row % 3 == 1 {
                pen.stroke(&path::circle(x, y, step * 0.24), colour, step * 0.1);
            } else {
                pen.fill(&path::circle(x, y, step * 0.17), colour);
            }
            x += step;
        }
        y += step * 0.86;
        row += 1;
    }
}

/// A band of squared spirals.
pub fn fret(pen: &mut Pen, left: f32, y: f32, width: f32, size: f32, colour: Hue) {
    let mut x = left;
    let s = size;
    while x < left + width {
        let d = format!(
            "M{x:.1} {y:.1}v{:.1}h{s:.1}v{s:.1}h{:.1}v{:.1}",
            -s,
            -s * 0.6,
            -s * 0.5
        );
        pen.stroke(&d, colour, s * 0.16);
        x += s * 1.4;
    }
    for line in [-1.3, 0.3] {
        let at = y + s * line;
        pen.stroke(&path::open(&[(left, at), (left + width, at)]), colour, s * 0.14);
    }
}

/// Threads across and along: cloth, mat or basket, woven over and under.
pub fn weave(
    pen: &mut Pen,
    (left, top): (f32, f32),
    (width, height): (f32, f32),
    step: f32,
    light: Hue,
    dark: Hue,
) {
    pen.fill(&path::block(left, top, width, height, 0.0), dark);
    let (mut y, mut row) = (top, 0u8);
    while y < top + height {
        let mut x = left - if row.is_multiple_of(2) { 0.0 } else { step };
        while x < left + width {
            pen.fill(
                &path::block(x + 1.0, y + 1.0, step * 1.5, step * 0.78, step * 0.2),
                light,
            );
            pen.stroke(
                &path::open(&[(x + step * 0.3, y + step * 0.4), (x + step * 1.2, y + step * 0.4)]),
                light.mix(CREAM, 0.4),
                1.6,
            );
            x += step * 2.0;
        }
        y += step;
        row = row.wrapping_add(1);
    }
}
