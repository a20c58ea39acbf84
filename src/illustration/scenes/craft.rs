//! Lacquer boxes, chopsticks, trays, clocks, brushes, instruments, combs, dough figures, bronze.
use crate::{
    ground::FLOOR,
    motif,
    ornament::{self, Ornament},
    palette::{BRICK, CELADON, CREAM, EBONY, GOLD, Hue, INDIGO, INK, JADE, LACQUER, OCHRE, SKY, WOOD},
    path::{self, polar},
    pen::Pen,
};

/// Mother-of-pearl: the pale colours that play in it.
const PEARL: [Hue; 5] = [CELADON, SKY, Hue(0x00e7_d7ea), CREAM, Hue(0x00cf_e3d6)];

/// Scattered inlay around a main ornament.
fn inlay(pen: &mut Pen, what: Ornament, centre: (f32, f32), size: (f32, f32), ground: Hue) {
    let pearl = pen.pick(&PEARL);
    ornament::paint(pen, what, centre, size, pearl, ground);
    for _ in 0..26 {
        let at = (
            centre.0 + pen.range(-0.5, 0.5) * size.0,
            centre.1 + pen.range(-0.5, 0.5) * size.1,
        );
        let (tone, turn, long) = (pen.pick(&PEARL), pen.range(0.0, 360.0), pen.range(6.0, 13.0));
        pen.glaze(&path::leaf(at.0, at.1, turn, long, long * 0.6), tone, 0.9);
    }
}

/// A lacquer box with inlaid lid, a smaller one beside it.
pub fn lacquer_box(pen: &mut Pen, what: Ornament) {
    let lacquer = pen.pick(&[
        Hue(0x0033_2420),
        LACQUER.dark(0.1),
        LACQUER.dark(0.4),
        Hue(0x0028_3a38),
    ]);
    let inside = if lacquer == LACQUER.dark(0.1) {
        EBONY
    } else {
        LACQUER
    };
    let x = pen.range(330.0, 380.0);
    pen.shadow(x, FLOOR + 6.0, 220.0);
    let (left, right, top) = (x - 210.0, x + 210.0, FLOOR - 120.0);
    let front = pen.body(
        &path::poly(&[
            (left, top),
            (right, top),
            (right - 8.0, FLOOR),
            (left + 8.0, FLOOR),
        ]),
        lacquer,
    );
    pen.on(front, |pen| {
        inlay(pen, Ornament::Waves, (x, FLOOR - 44.0), (400.0, 110.0), lacquer);
        pen.stroke(&path::open(&[(left, top + 10.0), (right, top + 10.0)]), GOLD, 4.0);
    });
    // The lid leans open behind.
    let lid = path::poly(&[
        (left + 14.0, top),
        (right - 14.0, top),
        (right + 20.0, top - 210.0),
        (left - 20.0, top - 210.0),
    ]);
    let surface = pen.body(&lid, lacquer.light(0.05));
    pen.on(surface, |pen| {
        inlay(pen, what, (x, top - 104.0), (330.0, 176.0), lacquer);
        pen.stroke(
            &path::poly(&[
                (left + 26.0, top - 14.0),
                (right - 26.0, top - 14.0),
                (right - 2.0, top - 194.0),
                (left + 2.0, top - 194.0),
            ]),
            GOLD,
            3.6,
        );
    });
    pen.cut(
        &path::poly(&[
            (left, top),
            (right, top),
            (right - 14.0, top - 20.0),
            (left + 14.0, top - 20.0),
        ]),
        inside,
    );
    let side = x + 282.0;
    pen.shadow(side, FLOOR + 22.0, 76.0);
    let small = [(0.0, 70.0), (40.0, 74.0), (86.0, 66.0)];
    let round = pen.body_shaded(&path::turned(side, FLOOR - 66.0, &small), inside, 18.0);
    pen.on(round, |pen| {
        pen.stroke(
            &format!("M{:.1} {:.1}q76 26 152 0", side - 76.0, FLOOR - 40.0),
            GOLD,
            5.0,
        );
    });
    let top = path::ellipse(side, FLOOR - 66.0, 72.0, 22.0);
    pen.cut(&top, inside.light(0.15));
    motif::blossom(pen, side, FLOOR - 66.0, 17.0, CREAM, GOLD);
}

/// Chopsticks fanned out over their case.
pub fn chopsticks(pen: &mut Pen) {
    let wood = pen.pick(&[EBONY, WOOD.dark(0.2), LACQUER.dark(0.3), Hue(0x0035_2a26)]);
    let case = pen.pal.second.dark(0.1);
    pen.at(400.0, FLOOR, 1.0, 0.0, |pen| {
        pen.shadow(0.0, 6.0, 220.0);
        for index in 0..10u8 {
            let angle = f32::from(index).mul_add(7.4, -123.0);
            pen.at(
                f32::from(index).mul_add(8.0, -36.0),
                -60.0,
                1.0,
                angle + 90.0,
                |pen| {
                    let surface = pen.body_shaded("M-6 0L-9 -330H9L6 0Z", wood, 6.0);
                    pen.on(surface, |pen| {
                        for (y, tone) in [
                            (-322.0, CELADON),
                            (-300.0, SKY),
                            (-282.0, CREAM),
                            (-262.0, CELADON),
                        ] {
                            pen.fill(&path::block(-10.0, y, 20.0, 9.0, 2.0), tone);
                        }
                        motif::blossom(pen, 0.0, -236.0, 8.0, CREAM, CELADON);
                    });
                },
            );
        }
        let surface = pen.body("M-170 -96H170L150 0H-150Z", case);
        pen.on(surface, |pen| {
            ornament::fret(pen, -170.0, -30.0, 340.0, 32.0, GOLD);
        });
    });
}

/// A carved tray with a pot of tea leaves and a cup.
pub fn tray(pen: &mut Pen, what: Ornament) {
    let wood = pen.pick(&[WOOD, EBONY.light(0.1), BRICK.dark(0.35)]);
    let rim = path::ellipse(400.0, 300.0, 250.0, 196.0);
    pen.shadow(400.0, FLOOR, 150.0);
    pen.body_shaded("M300 500L320 420H480L500 500Z", wood.dark(0.3), 14.0);
    let surface = pen.body(&rim, wood);
    pen.on(surface, |pen| {
        pen.fill(&path::ellipse(400.0, 298.0, 212.0, 162.0), wood.light(0.16));
        pen.stroke(&path::ellipse(400.0, 298.0, 212.0, 162.0), wood.dark(0.4), 5.0);
        ornament::paint(
            pen,
            what,
            (400.0, 298.0),
            (320.0, 230.0),
            wood.dark(0.35),
            wood.light(0.16),
        );
        for index in 0..36u8 {
            let angle = f32::from(index) * 10.0;
            let (sin, cos) = angle.to_radians().sin_cos();
            pen.fill(
                &path::circle(400.0 + 231.0 * cos, 299.0 + 179.0 * sin, 6.0),
                wood.light(0.35),
            );
        }
    });
}

/// A wall clock in a carved wreath.
pub fn clock(pen: &mut Pen) {
    let wood = pen.pick(&[WOOD, EBONY.light(0.1), BRICK.dark(0.3)]);
    for index in 0..20u8 {
        let angle = f32::from(index) * 18.0;
        let (x, y) = polar(400.0, 262.0, 150.0, angle);
        pen.cut(
            &path::leaf(x, y, angle + 24.0, 82.0, 40.0),
            if index.is_multiple_of(2) {
                wood
            } else {
                wood.light(0.18)
            },
        );
    }
    pen.body(&path::circle(400.0, 262.0, 164.0), wood);
    pen.body_shaded(&path::circle(400.0, 262.0, 134.0), CREAM, 10.0);
    for index in 0..12u8 {
        let angle = f32::from(index) * 30.0;
        let near = if index % 3 == 0 { 98.0 } else { 110.0 };
        pen.ink(
            &path::open(&[
                polar(400.0, 262.0, near, angle),
                polar(400.0, 262.0, 122.0, angle),
            ]),
            6.0,
        );
    }
    motif::lotus(pen, 400.0, 290.0, 40.0, pen.pal.second.light(0.3), false);
    let (hour, minute) = (pen.range(0.0, 360.0), pen.range(0.0, 360.0));
    pen.ink(
        &path::open(&[(400.0, 262.0), polar(400.0, 262.0, 66.0, hour)]),
        11.0,
    );
    pen.ink(
        &path::open(&[(400.0, 262.0), polar(400.0, 262.0, 100.0, minute)]),
        7.0,
    );
    pen.cut(&path::circle(400.0, 262.0, 11.0), LACQUER);
}

/// Brush pot, brushes and ink stone.
pub fn brushes(pen: &mut Pen, what: Ornament) {
    let wood = pen.pick(&[WOOD, EBONY.light(0.1), BRICK.dark(0.3)]);
    pen.at(340.0, FLOOR, 1.15, 0.0, |pen| {
        for (angle, tone) in [(-18.0, JADE), (-6.0, LACQUER), (7.0, INDIGO), (20.0, OCHRE)] {
            pen.at(0.0, -150.0, 1.0, angle, |pen| {
                pen.body_shaded(&path::block(-7.0, -130.0, 14.0, 170.0, 4.0), tone, 6.0);
                pen.cut(
                    "M-10 -130H10C14 -160 4 -180 0 -196C-4 -180 -14 -160 -10 -130Z",
                    EBONY,
                );
            });
        }
        pen.shadow(0.0, 4.0, 84.0);
        let surface = pen.body(
            &path::turned(
                0.0,
                -170.0,
                &[(0.0, 84.0), (30.0, 78.0), (140.0, 78.0), (170.0, 86.0)],
            ),
            wood,
        );
        pen.on(surface, |pen| {
            ornament::paint(pen, what, (0.0, -84.0), (150.0, 130.0), wood.light(0.5), wood);
        });
        pen.cut(&path::ellipse(0.0, -170.0, 84.0, 16.0), wood.dark(0.5));
    });
    pen.at(570.0, FLOOR + 18.0, 1.0, 0.0, |pen| {
        pen.shadow(0.0, 4.0, 110.0);
        pen.body_shaded(&path::ellipse(0.0, -20.0, 112.0, 40.0), Hue(0x0047_4743), 14.0);
        pen.fill(&path::ellipse(-4.0, -28.0, 84.0, 24.0), INK);
        pen.glaze(&path::ellipse(-34.0, -32.0, 30.0, 7.0), CREAM, 0.5);
    });
}

/// A half-moon comb of horn, and a straight one.
pub fn comb(pen: &mut Pen) {
    let horn = pen.pick(&[Hue(0x006b_4a32), Hue(0x00c9_a56b), EBONY]);
    for (x, y, turn, scale) in [(330.0, 300.0, -16.0, 1.2), (540.0, 420.0, 14.0, 0.8)] {
        pen.at(x, y, scale, turn, |pen| {
            pen.glaze("M-170 60H180V92H-160Z", pen.pal.table.dark(0.5), 0.4);
            let mut teeth = String::from("M-168 -10");
            for index in 0..21u8 {
                let left = f32::from(index).mul_add(16.0, -168.0);
                let drop = (1.0 - (left / 190.0).powi(2)) * 34.0 + 56.0;
                let _ = std::fmt::Write::write_fmt(
                    &mut teeth,
                    format_args!("L{left:.1} {drop:.1}h9L{:.1} 0h5", left + 10.0),
                );
            }
            teeth.push_str("L170 -10Z");
            pen.cut(&teeth, horn);
            let surface = pen.body("M-184 2C-170 -120 170 -120 184 2C120 -18 -120 -18 -184 2Z", horn);
            pen.on(surface, |pen| {
                for share in [-0.7, -0.36, 0.0, 0.36, 0.7] {
                    motif::blossom(
                        pen,
                        170.0 * share,
                        -44.0 - 22.0 * (1.0 - share * share),
                        15.0,
                        horn.light(0.55),
                        GOLD,
                    );
                }
            });
        });
    }
}
