//! Bamboo, rattan, palm leaf, incense: baskets, lamps, hats, fans, mats, dragonflies, kites.
use crate::{
    ground::FLOOR,
    ornament::{self, Ornament},
    palette::{BRICK, CREAM, EBONY, GOLD, Hue, JADE, LACQUER, OCHRE, RICE, SKY, STRAW, WOOD},
    path::{self, polar},
    pen::Pen,
};

pub(super) fn cane(pen: &mut Pen) -> Hue {
    pen.pick(&[
        STRAW,
        STRAW.dark(0.1),
        OCHRE.light(0.35),
        WOOD.light(0.3),
        RICE.light(0.35),
    ])
}

/// Conical hats: one upright, others leaning.
pub fn hats(pen: &mut Pen) {
    let leaf = pen.pick(&[STRAW.light(0.35), CREAM.dark(0.05), STRAW.light(0.15)]);
    let ribbon = pen.pick(&[LACQUER, JADE, pen.pal.second]);
    for (x, y, turn, scale) in [
        (240.0, 440.0, -24.0, 0.86),
        (580.0, 452.0, 20.0, 0.8),
        (400.0, 500.0, 0.0, 1.16),
    ] {
        pen.at(x, y, scale, turn, |pen| {
            pen.glaze(
                &path::ellipse(10.0, 4.0, 210.0, 26.0),
                pen.pal.table.dark(0.5),
                0.7,
            );
            let ties = "M-120 -4C-130 60 -60 90 -20 60M120 -4C130 50 80 80 50 60";
            pen.stroke(ties, ribbon, 8.0);
            let d = "M-200 0C-120 -70 -30 -150 0 -196C30 -150 120 -70 200 0C120 26 -120 26 -200 0Z";
            let surface = pen.body(d, leaf);
            pen.on(surface, |pen| {
                for ring in 1..10u8 {
                    let t = f32::from(ring) / 10.0;
                    pen.stroke(
                        &format!(
                            "M{:.1} {:.1}Q0 {:.1} {:.1} {:.1}",
                            -210.0 * t,
                            200.0f32.mul_add(t, -196.0),
                            252.0f32.mul_add(t, -196.0),
                            210.0 * t,
                            200.0f32.mul_add(t, -196.0)
                        ),
                        leaf.dark(0.2),
                        2.6,
                    );
                }
                for spoke in 0..13u8 {
                    let x = f32::from(spoke).mul_add(34.0, -204.0);
                    pen.stroke(
                        &format!("M0 -198Q{:.1} -80 {x:.1} 26", x * 0.42),
                        leaf.dark(0.13),
                        1.6,
                    );
                }
            });
            pen.cut("M-14 -180C-8 -200 8 -200 14 -180Z", ribbon);
        });
    }
}

/// A basket with a handle, filled or empty; a lidded box beside it.
pub fn basket(pen: &mut Pen, filled: bool) {
    let (light, x) = (cane(pen), pen.range(330.0, 390.0));
    let dark = light.dark(0.4);
    pen.shadow(x, FLOOR + 6.0, 170.0);
    let handle = format!(
        "M{:.1} {:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}",
        x - 166.0,
        FLOOR - 190.0,
        x - 150.0,
        FLOOR - 430.0,
        x + 150.0,
        FLOOR - 430.0,
        x + 166.0,
        FLOOR - 190.0
    );
    pen.ink(&handle, 24.0);
    pen.stroke(&handle, light, 16.0);
    for share in 0..16u8 {
        let angle = f32::from(share).mul_add(11.0, -172.0);
        let (sin, cos) = angle.to_radians().sin_cos();
        let at = (x + 152.0 * cos, 170.0f32.mul_add(sin, FLOOR - 198.0));
        pen.stroke(
            &path::open(&[(at.0 - 6.0, at.1 - 5.0), (at.0 + 6.0, at.1 + 5.0)]),
            dark,
            4.0,
        );
    }
    if filled {
        for (dx, dy, r, tone) in [
            (-100.0, -206.0, 44.0, LACQUER.light(0.15)),
            (-20.0, -222.0, 52.0, OCHRE),
            (70.0, -212.0, 48.0, RICE),
            (122.0, -198.0, 32.0, BRICK),
        ] {
            pen.body_shaded(&path::circle(x + dx, FLOOR + dy, r), tone, 16.0);
        }
        for angle in [-130.0, -100.0, -64.0] {
            pen.cut(&path::leaf(x + 10.0, FLOOR - 220.0, angle, 120.0, 40.0), JADE);
        }
    } else {
        pen.cut(&path::ellipse(x, FLOOR - 190.0, 172.0, 32.0), dark.dark(0.3));
    }
    let profile = [(0.0, 172.0), (60.0, 176.0), (140.0, 150.0), (190.0, 122.0)];
    let surface = pen.body_shaded(&path::turned(x, FLOOR - 190.0, &profile), light, 34.0);
    pen.on(surface, |pen| {
        ornament::weave(pen, (x - 190.0, FLOOR - 160.0), (380.0, 200.0), 21.0, light, dark);
        pen.glaze(
            &format!(
                "M{:.1} {:.1}h110v260h-160q60 -130 50 -260Z",
                x + 86.0,
                FLOOR - 200.0
            ),
            EBONY,
            0.25,
        );
    });
    let band = format!(
        "M{:.1} {:.1}Q{x:.1} {:.1} {:.1} {:.1}",
        x - 172.0,
        FLOOR - 184.0,
        FLOOR - 118.0,
        x + 172.0,
        FLOOR - 184.0
    );
    pen.ink(&band, 26.0);
    pen.stroke(&band, light.light(0.15), 18.0);
    let side = x + 270.0;
    pen.shadow(side, FLOOR + 20.0, 84.0);
    let small = pen.body_shaded(
        &path::turned(side, FLOOR - 84.0, &[(0.0, 82.0), (60.0, 84.0), (104.0, 76.0)]),
        dark.light(0.2),
        18.0,
    );
    pen.on(small, |pen| {
        ornament::weave(
            pen,
            (side - 90.0, FLOOR - 80.0),
            (180.0, 120.0),
            15.0,
            dark.light(0.35),
            dark,
        );
    });
    pen.body_shaded(&path::dome(side, FLOOR - 76.0, 90.0, 44.0), light, 16.0);
    pen.cut(&path::circle(side, FLOOR - 122.0, 10.0), LACQUER);
}

/// Woven trays and plates; or a mirror in a woven frame.
pub fn trays(pen: &mut Pen, sides: u16, mirror: bool) {
    let light = cane(pen);
    let dark = light.dark(0.42);
    let spots: &[(f32, f32, f32)] = if mirror {
        &[(400.0, 282.0, 206.0)]
    } else {
        &[(580.0, 330.0, 134.0), (330.0, 286.0, 196.0)]
    };
    for (x, y, radius) in spots.iter().copied() {
        pen.shadow(x, FLOOR + 2.0, radius * 0.7);
        let outline = if sides > 2 {
            path::star(
                x,
                y,
                radius,
                radius * (180.0 / f32::from(sides)).to_radians().cos(),
                sides,
                -90.0,
            )
        } else {
            path::circle(x, y, radius)
        };
        let surface = pen.body(&outline, light);
        pen.on(surface, |pen| {
            for ring in 1..9u8 {
                let r = radius * f32::from(ring) / 9.0;
                let tone = if ring % 3 == 0 { LACQUER.dark(0.1) } else { dark };
                let count = 8 * u16::from(ring);
                for index in 0..count {
                    let from =
                        360.0 / f32::from(count) * (f32::from(index) + if ring % 2 == 0 { 0.5 } else { 0.0 });
                    let to = from + 200.0 / f32::from(count);
                    pen.stroke(
                        &path::through(&[polar(x, y, r, from), polar(x, y, r, to)]),
                        tone,
                        radius * 0.045,
                    );
                }
            }
        });
        pen.stroke(&outline, light.dark(0.2), 15.0);
        pen.ink(&outline, 3.0);
        if mirror {
            for index in 0..28u8 {
                let angle = f32::from(index) * 12.86;
                let (lx, ly) = polar(x, y, 150.0, angle);
                pen.stroke(&path::circle(lx, ly, 34.0), light.dark(0.3), 6.0);
            }
            pen.body_shaded(&path::circle(x, y, 128.0), SKY.light(0.3), 12.0);
            pen.glaze(
                &path::poly(&[
                    (x - 90.0, y + 50.0),
                    (x + 30.0, y - 110.0),
                    (x + 64.0, y - 98.0),
                    (x - 70.0, y + 84.0),
                ]),
                CREAM,
                0.7,
            );
        }
    }
    if !mirror {
        pen.at(480.0, FLOOR + 24.0, 0.5, 0.0, |pen| {
            for dx in [-90.0, 0.0, 90.0] {
                pen.body_shaded(&path::circle(dx, -40.0, 48.0), BRICK, 16.0);
                pen.cut(&path::leaf(dx, -86.0, -30.0, 60.0, 26.0), JADE);
            }
        });
    }
}

/// Folding fans of paper or bamboo.
pub fn fans(pen: &mut Pen, what: Ornament, leaf_shaped: bool) {
    let sheet = pen.pick(&[LACQUER, JADE, STRAW, CREAM, pen.pal.first]);
    let paint = if sheet == CREAM || sheet == STRAW {
        LACQUER
    } else {
        CREAM
    };
    if leaf_shaped {
        for (x, turn, tone) in [(290.0, -16.0, cane(pen)), (510.0, 14.0, sheet)] {
            pen.at(x, 300.0, 1.0, turn, |pen| {
                pen.ink("M0 60V230", 18.0);
                pen.stroke("M0 60V230", WOOD, 11.0);
                let surface = pen.body("M0 -170C30 -120 136 -90 136 10C136 90 50 116 0 84C-50 116 -136 90 -136 10C-136 -90 -30 -120 0 -170Z", tone);
                pen.on(surface, |pen| ornament::weave(pen, (-150.0, -180.0), (300.0, 300.0), 22.0, tone.light(0.15), tone.dark(0.3)));
                pen.stroke("M0 -170C30 -120 136 -90 136 10C136 90 50 116 0 84C-50 116 -136 90 -136 10C-136 -90 -30 -120 0 -170Z", LACQUER, 8.0);
            });
        }
        return;
    }
    pen.shadow(400.0, FLOOR + 4.0, 150.0);
    let (cx, cy) = (400.0, 470.0);
    let arc = |radius: f32| (polar(cx, cy, radius, -164.0), polar(cx, cy, radius, -16.0));
    for index in 0..19u8 {
        let angle = f32::from(index).mul_add(8.2, -164.0);
        pen.ink(&path::open(&[(cx, cy), polar(cx, cy, 180.0, angle)]), 12.0);
        pen.stroke(
            &path::open(&[(cx, cy), polar(cx, cy, 180.0, angle)]),
            WOOD.light(0.1),
            7.0,
        );
    }
    let ((ax, ay), (bx, by)) = arc(340.0);
    let ((ix, iy), (jx, jy)) = arc(150.0);
    let d = format!(
        "M{ax:.1} {ay:.1}A340 340 0 0 1 {bx:.1} {by:.1}L{jx:.1} {jy:.1}A150 150 0 0 0 {ix:.1} {iy:.1}Z"
    );
    let surface = pen.body(&d, sheet);
    pen.on(surface, |pen| {
        for index in 0..19u8 {
            let angle = f32::from(index).mul_add(8.2, -164.0);
            pen.stroke(
                &path::open(&[polar(cx, cy, 150.0, angle), polar(cx, cy, 345.0, angle)]),
                sheet.dark(0.2),
                3.0,
            );
        }
        ornament::paint(pen, what, (400.0, 224.0), (400.0, 170.0), paint, sheet);
    });
    pen.cut(&path::circle(cx, cy, 13.0), GOLD);
}

/// Rolled and unrolled bamboo mats.
pub fn mats(pen: &mut Pen) {
    let light = cane(pen);
    pen.at(400.0, 400.0, 1.0, 0.0, |pen| {
        pen.glaze("M-290 130H300L330 170H-300Z", pen.pal.table.dark(0.5), 0.7);
        let surface = pen.body("M-230 -30H250L320 150H-310Z", light);
        pen.on(surface, |pen| {
            for line in 0..22u8 {
                let y = f32::from(line).mul_add(8.6, -28.0);
                pen.stroke(&path::open(&[(-330.0, y), (330.0, y)]), light.dark(0.25), 2.4);
            }
            for (a, b) in [(-150.0, -200.0), (0.0, 0.0), (160.0, 206.0)] {
                pen.stroke(&path::open(&[(a, -30.0), (b, 150.0)]), LACQUER, 9.0);
            }
        });
        for (x, y, scale) in [(-40.0, -64.0, 1.0), (50.0, -124.0, 0.85)] {
            pen.at(x, y, scale, -3.0, |pen| {
                let roll = pen.body("M-250 -36H250V40H-250Z", light.light(0.15));
                pen.on(roll, |pen| {
                    for y in [-24.0, -12.0, 0.0, 14.0, 28.0] {
                        pen.stroke(&path::open(&[(-250.0, y), (250.0, y)]), light.dark(0.2), 2.4);
                    }
                    for x in [-160.0, 160.0] {
                        pen.fill(&path::block(x, -40.0, 24.0, 84.0, 1.0), LACQUER);
                    }
                });
                pen.cut(&path::ellipse(-250.0, 2.0, 18.0, 38.0), light.dark(0.2));
                pen.ink(&path::ellipse(-250.0, 2.0, 8.0, 20.0), 3.0);
            });
        }
    });
}
