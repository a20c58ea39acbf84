//! Small things that recur: lotus, cloud, wave, blossom, bamboo, swallow, fish, roof.
//!
//! The same motifs stand behind a subject, large and pale, and on its surface, small and dark.
use super::{
    palette::{CREAM, Hue},
    path::{self, Point, polar},
    pen::Pen,
};

/// An open lotus, seen from the side; `size` is about half its width.
pub fn lotus(pen: &mut Pen, x: f32, y: f32, size: f32, petal: Hue, inked: bool) {
    let tones = [petal.dark(0.16), petal, petal.light(0.3), petal.light(0.55)];
    let rows: [(&[f32], f32, f32); 3] = [
        (&[-176.0, -4.0, -156.0, -24.0], 1.0, 0.24),
        (&[-140.0, -40.0, -120.0, -60.0], 0.98, 0.28),
        (&[-104.0, -76.0, -90.0], 0.92, 0.3),
    ];
    for (row, (angles, length, width)) in rows.into_iter().enumerate() {
        for angle in angles {
            let d = path::leaf(x, y, *angle, size * length, size * width);
            let tone = tones.get(row).copied().unwrap_or(petal);
            if inked {
                pen.cut(&d, tone);
                let vein = path::open(&[polar(x, y, size * 0.5, *angle), polar(x, y, size * 0.82, *angle)]);
                pen.stroke(&vein, petal.dark(0.3), 1.6);
            } else {
                pen.fill(&d, tone);
            }
        }
    }
}

/// A round lotus leaf with veins.
pub fn lotus_leaf(pen: &mut Pen, x: f32, y: f32, rx: f32, colour: Hue) {
    let ry = rx * 0.42;
    pen.fill(&path::ellipse(x, y, rx, ry), colour);
    for angle in [10.0f32, 55.0, 95.0, 140.0, 185.0, 230.0, 275.0, 325.0] {
        let (sin, cos) = angle.to_radians().sin_cos();
        pen.stroke(
            &path::open(&[(x, y), (x + rx * 0.86 * cos, y + ry * 0.86 * sin)]),
            colour.dark(0.22),
            rx * 0.025,
        );
    }
}

/// A cloud with two curls, as on old prints; `size` is about half its width.
pub fn cloud(pen: &mut Pen, x: f32, y: f32, size: f32, colour: Hue, weight: f32) {
    let s = size;
    let d = format!(
        "M{:.1} {y:.1}h{:.1}m{:.1} 0c{:.1} 0 {:.1} {:.1} {:.1} {:.1}c{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}",
        x - s,
        s * 2.0,
        -s * 0.2,
        s * 0.34,
        s * 0.34,
        -s * 0.46,
        0.0,
        -s * 0.46,
        -s * 0.22,
        0.0,
        -s * 0.22,
        s * 0.28,
        -s * 0.02,
        s * 0.26
    );
    pen.stroke(&d, colour, weight);
    let left = format!(
        "M{:.1} {y:.1}c{:.1} 0 {:.1} {:.1} {:.1} {:.1}c{:.1} 0 {:.1} {:.1} {:.1} {:.1}",
        x - s * 0.7,
        -s * 0.34,
        -s * 0.3,
        -s * 0.5,
        s * 0.06,
        -s * 0.52,
        s * 0.3,
        s * 0.28,
        s * 0.3,
        s * 0.04,
        s * 0.3
    );
    pen.stroke(&left, colour, weight);
    let crown = format!(
        "M{:.1} {:.1}c{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}",
        x - s * 0.46,
        y - s * 0.56,
        s * 0.1,
        -s * 0.5,
        s * 0.8,
        -s * 0.4,
        s * 0.72,
        s * 0.12
    );
    pen.stroke(&crown, colour, weight);
}

/// A row of scales, three rings each: water.
pub fn wave_row(pen: &mut Pen, from: f32, to: f32, y: f32, radius: f32, colour: Hue, ground: Hue) {
    let mut x = from;
    while x < to + radius {
        for (share, tone) in [(1.0, colour), (0.76, ground), (0.56, colour), (0.34, ground)] {
            pen.fill(&path::dome(x, y, radius * share, radius * share * 0.86), tone);
        }
        x += radius * 2.0;
    }
}

/// Staggered rows of scales filling a rectangle.
pub fn waves(pen: &mut Pen, (x, y): Point, (width, height): Point, radius: f32, colour: Hue, ground: Hue) {
    let mut row = y + radius;
    let mut odd = false;
    while row < y + height + radius {
        let shift = if odd { radius } else { 0.0 };
        wave_row(pen, x - shift, x + width, row, radius, colour, ground);
        row += radius * 0.62;
        odd = !odd;
    }
}

/// A blossom of five petals.
pub fn blossom(pen: &mut Pen, x: f32, y: f32, size: f32, petal: Hue, heart: Hue) {
    let turn = pen.range(0.0, 72.0);
    for index in 0..5u8 {
        let (px, py) = polar(x, y, size * 0.56, turn + 72.0 * f32::from(index));
        pen.fill(&path::circle(px, py, size * 0.44), petal);
    }
    pen.fill(&path::circle(x, y, size * 0.26), heart);
}

/// A branch with blossoms that comes in from a corner.
pub fn branch(pen: &mut Pen, (x, y): Point, degrees: f32, length: f32, wood: Hue, petal: Hue) {
    let mid = polar(x, y, length * 0.5, degrees + 9.0);
    let end = polar(x, y, length, degrees - 4.0);
    pen.stroke(&path::through(&[(x, y), mid, end]), wood, length * 0.03);
    for (share, side, reach) in [
        (0.3, -42.0, 0.3),
        (0.5, 38.0, 0.34),
        (0.68, -36.0, 0.26),
        (0.84, 40.0, 0.2),
    ] {
        let (bx, by) = polar(x, y, length * share, degrees + 9.0 * (1.0 - share));
        let tip = polar(bx, by, length * reach, degrees + side);
        let bend = polar(bx, by, length * reach * 0.5, degrees + side * 0.6);
        pen.stroke(&path::through(&[(bx, by), bend, tip]), wood, length * 0.013);
        let size = pen.range(0.045, 0.065) * length;
        blossom(pen, tip.0, tip.1, size, petal, petal.dark(0.35));
        blossom(
            pen,
            bend.0,
            bend.1,
            size * 0.8,
            petal.light(0.3),
            petal.dark(0.35),
        );
        pen.fill(&path::circle(bx, by, size * 0.34), petal);
    }
    blossom(pen, end.0, end.1, length * 0.06, petal, petal.dark(0.35));
}

/// A stalk of bamboo with a few leaves.
pub fn bamboo(pen: &mut Pen, x: f32, foot: f32, height: f32, width: f32, colour: Hue) {
    let joints = 6.0;
    let step = height / joints;
    let lean = pen.range(-0.06, 0.06);
    let mut y = foot;
    while y > foot - height {
        let left = x + (foot - y) * lean;
        pen.fill(
            &path::block(left, y - step + 4.0, width, step - 4.0, width * 0.22),
            colour,
        );
        if pen.one_in(2) {
            let side = pen.pick(&[-160.0, -20.0, -200.0, 20.0]);
            for spread in [-22.0, 4.0, 30.0] {
                let length = pen.range(3.2, 5.0) * width;
                let d = path::leaf(left + width * 0.5, y - step, side + spread, length, width * 0.5);
                pen.fill(&d, colour.dark(0.12));
            }
        }
        y -= step;
    }
}

/// A swallow in flight.
pub fn swallow(pen: &mut Pen, x: f32, y: f32, size: f32, degrees: f32, colour: Hue) {
    pen.at(x, y, size / 50.0, degrees, |pen| {
        pen.fill("M-44 -20C-20 -22 -8 -8 0 -2C12 -20 30 -34 56 -36C40 -22 26 -6 14 6C20 14 34 26 40 40C24 30 12 24 4 12C-4 10 -10 4 -12 0C-20 -8 -32 -14 -44 -20Z", colour);
        pen.fill(&path::circle(-8.0, -1.0, 8.0), colour);
    });
}

/// A carp seen from the side, facing left.
pub fn carp(pen: &mut Pen, x: f32, y: f32, size: f32, degrees: f32, colour: Hue) {
    pen.at(x, y, size / 100.0, degrees, |pen| {
        pen.fill(
            "M46 0C70 -34 96 -36 108 -30C94 -16 92 14 110 32C92 36 68 26 46 4Z",
            colour.dark(0.12),
        );
        pen.fill(
            "M-10 -26C4 -52 30 -50 40 -44C32 -38 28 -28 26 -20ZM-8 28C0 46 16 50 26 46C22 38 18 30 18 24Z",
            colour.dark(0.18),
        );
        pen.fill(
            "M-100 2C-84 -26 -40 -38 0 -30C30 -24 48 -8 56 0C46 14 22 28 -6 30C-44 34 -84 24 -100 2Z",
            colour,
        );
        for (sx, count) in [(-34.0, 3u8), (-12.0, 4), (10.0, 3), (30.0, 2)] {
            for row in 0..count {
                let sy = (f32::from(row) - f32::from(count - 1) * 0.5) * 13.0;
                pen.stroke(
                    &format!("M{sx} {:.1}q9 6.5 0 13", sy - 6.5),
                    colour.light(0.5),
                    2.6,
                );
            }
        }
        pen.stroke("M-62 -22q12 22 0 44", colour.light(0.5), 3.0);
        pen.fill(&path::circle(-78.0, -4.0, 6.0), CREAM);
        pen.fill(&path::circle(-79.0, -4.0, 3.0), colour.dark(0.8));
    });
}

/// A village house: tiled roof with upturned ends over a dark porch.
pub fn house(pen: &mut Pen, x: f32, foot: f32, width: f32, roof: Hue, wall: Hue) {
    let (half, tall) = (width * 0.5, width * 0.34);
    pen.fill(
        &path::block(x - half * 0.78, foot - tall, half * 1.56, tall, 1.0),
        wall,
    );
    for share in [-0.5, -0.17, 0.17, 0.5] {
        let post = x + width * share * 0.9 - width * 0.012;
        pen.fill(
            &path::block(
                post - width * 0.05,
                foot - tall * 0.78,
                width * 0.12,
                tall * 0.78,
                1.0,
            ),
            wall.dark(0.55),
        );
    }
    let eave = foot - tall * 0.86;
    pen.fill(
        &format!(
            "M{:.1} {:.1}Q{:.1} {:.1} {:.1} {:.1}H{:.1}Q{:.1} {:.1} {:.1} {:.1}Q{:.1} {:.1} {x:.1} {:.1}Q{:.1} {:.1} {:.1} {:.1}Z",
            x - half * 1.12, eave - width * 0.05, x - half * 0.74, eave - width * 0.04, x - half * 0.56, eave - width * 0.27,
            x + half * 0.56, x + half * 0.74, eave - width * 0.04, x + half * 1.12, eave - width * 0.05,
            x + half, eave + width * 0.03, eave + width * 0.03, x - half, eave + width * 0.03, x - half * 1.12, eave - width * 0.05,
        ),
        roof,
    );
    for share in [-0.36f32, -0.24, -0.12, 0.0, 0.12, 0.24, 0.36] {
        let top = (x + width * share * 0.74, eave - width * 0.24);
        pen.stroke(
            &path::open(&[top, (x + width * share * 1.1, eave)]),
            roof.dark(0.25),
            width * 0.012,
        );
    }
}

/// Hills like those along the Đáy river: steep, in a row.
pub fn hills(pen: &mut Pen, foot: f32, height: f32, colour: Hue) {
    let mut points: Vec<Point> = vec![(-40.0, foot + 60.0), (-30.0, foot)];
    let mut x = -10.0;
    while x < 830.0 {
        let peak = height * pen.range(0.45, 1.0);
        let width = pen.range(60.0, 120.0);
        points.push((x + width * 0.32, foot - peak * 0.86));
        points.push((x + width * 0.5, foot - peak));
        points.push((x + width * 0.72, foot - peak * 0.8));
        points.push((x + width, foot - peak * pen.range(0.12, 0.35)));
        x += width;
    }
    points.push((840.0, foot + 60.0));
    pen.fill(&path::blob(&points), colour);
}
