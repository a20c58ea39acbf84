//! Rice and what is made of it, cakes and candy.
use super::rice::grains;
use crate::{
    ground::FLOOR,
    motif,
    palette::{BRICK, CREAM, EBONY, GOLD, Hue, JADE, LACQUER, LEAF, OCHRE, RICE, STRAW},
    path::{self},
    pen::Pen,
};

/// A plate seen from the side, `half` wide, its rim at `y`.
pub fn plate(pen: &mut Pen, x: f32, y: f32, half: f32) {
    let coat = pen.pick(&[CREAM.dark(0.04), CREAM.mix(JADE, 0.25), pen.pal.first.light(0.1)]);
    pen.shadow(x, y + half * 0.2, half * 0.8);
    pen.body_shaded(
        &path::ellipse(x, y + 10.0, half, half * 0.23),
        coat.dark(0.15),
        10.0,
    );
    pen.cut(&path::ellipse(x, y, half, half * 0.21), coat);
    pen.stroke(
        &path::ellipse(x, y, half * 0.88, half * 0.165),
        pen.pal.first.mix(coat, 0.2),
        4.0,
    );
}

/// A leaf to put things on.
pub fn leaf_mat(pen: &mut Pen, x: f32, y: f32, half: f32, tone: Hue) {
    let d = path::ellipse(x, y, half, half * 0.24);
    pen.shadow(x, y + half * 0.16, half * 0.86);
    let surface = pen.body_shaded(&d, tone, 10.0);
    pen.on(surface, |pen| {
        for index in 0..16u8 {
            let (sin, cos) = (f32::from(index) * 22.5f32).to_radians().sin_cos();
            pen.stroke(
                &path::open(&[(x, y), (x + half * cos, y + half * 0.24 * sin)]),
                tone.light(0.3),
                3.0,
            );
        }
    });
}

/// Mooncakes: pressed, baked or white, one cut.
pub fn mooncakes(pen: &mut Pen, baked: bool) {
    let crust = if baked {
        pen.pick(&[Hue(0x00c9_8339), Hue(0x00b8_6b2e), OCHRE.dark(0.1)])
    } else {
        CREAM.dark(0.03)
    };
    let heart = pen.pick(&[OCHRE.light(0.2), RICE, BRICK.dark(0.2), EBONY]);
    plate(pen, 400.0, FLOOR, 280.0);
    for (x, y, scale) in [(280.0, -16.0, 1.0), (520.0, -20.0, 0.96), (402.0, -106.0, 1.04)] {
        pen.at(x, FLOOR + y, scale, 0.0, |pen| {
            pen.body(
                &path::turned(
                    0.0,
                    -88.0,
                    &[(0.0, 112.0), (20.0, 118.0), (70.0, 118.0), (90.0, 110.0)],
                ),
                crust,
            );
            for index in 0..9u8 {
                let lx = f32::from(index).mul_add(26.0, -104.0);
                pen.stroke(
                    &path::open(&[
                        (lx, -74.0 + 16.0 * (1.0 - (lx / 118.0).powi(2))),
                        (lx, 8.0 * (1.0 - (lx / 118.0).powi(2))),
                    ]),
                    crust.dark(0.3),
                    4.0,
                );
            }
            pen.cut(&path::ellipse(0.0, -88.0, 114.0, 36.0), crust.light(0.22));
            pen.raw(format_args!(r#"<g transform="translate(0 -88) scale(1 0.31)">"#));
            pen.stroke(&path::circle(0.0, 0.0, 92.0), crust.dark(0.3), 6.0);
            for index in 0..8u8 {
                pen.stroke(
                    &path::leaf(0.0, 0.0, f32::from(index) * 45.0, 80.0, 40.0),
                    crust.dark(0.35),
                    6.0,
                );
            }
            pen.raw(format_args!("</g>"));
        });
    }
    pen.at(640.0, FLOOR + 30.0, 0.9, 0.0, |pen| {
        pen.shadow(0.0, 4.0, 84.0);
        pen.body_shaded(
            "M-84 0C-84 -60 -70 -84 -50 -96H60C84 -84 92 -50 92 0Z",
            crust,
            12.0,
        );
        pen.cut("M-66 -8C-66 -50 -54 -70 -40 -76H50C66 -66 74 -40 74 -8Z", heart);
        pen.body_shaded(&path::circle(6.0, -38.0, 21.0), BRICK.light(0.1), 8.0);
    });
}

/// Slabs of peanut candy, rolls, or sesame rings on a plate.
pub fn candy(pen: &mut Pen, kind: u16) {
    let sugar = pen.pick(&[Hue(0x00c9_8a3c), Hue(0x00b8_742f), OCHRE]);
    plate(pen, 400.0, FLOOR, 290.0);
    match kind % 3 {
        0 => {
            for (x, y, turn) in [
                (270.0, -20.0, -8.0),
                (520.0, -24.0, 7.0),
                (390.0, -40.0, 2.0),
                (330.0, -92.0, 12.0),
                (470.0, -96.0, -10.0),
                (400.0, -150.0, 4.0),
            ] {
                pen.at(x, FLOOR + y, 1.0, turn, |pen| {
                    let surface = pen.body_shaded(&path::block(-92.0, -52.0, 184.0, 64.0, 9.0), sugar, 14.0);
                    pen.on(surface, |pen| {
                        for _ in 0..15 {
                            let (px, py, turn) = (
                                pen.range(-84.0, 70.0),
                                pen.range(-46.0, 4.0),
                                pen.range(0.0, 180.0),
                            );
                            let tone = pen.pick(&[CREAM, STRAW, BRICK.light(0.2)]);
                            pen.cut(&path::leaf(px, py, turn, 24.0, 18.0), tone);
                        }
                    });
                });
            }
        }
        1 => {
            for (x, y, turn) in [
                (280.0, -24.0, -3.0),
                (400.0, -16.0, 2.0),
                (520.0, -26.0, 4.0),
                (340.0, -84.0, -2.0),
                (462.0, -84.0, 3.0),
                (402.0, -142.0, 0.0),
            ] {
                pen.at(x, FLOOR + y, 1.0, turn, |pen| {
                    pen.body_shaded(
                        "M-20 -48H110A20 30 0 0 1 110 12H-20Z",
                        CREAM.mix(sugar, 0.25),
                        12.0,
                    );
                    pen.cut(&path::ellipse(-20.0, -18.0, 26.0, 31.0), CREAM);
                    pen.fill(&path::ellipse(-20.0, -18.0, 17.0, 21.0), sugar);
                    for (dx, dy) in [(-26.0, -26.0), (-14.0, -12.0), (-24.0, -8.0), (-12.0, -26.0)] {
                        pen.fill(&path::circle(dx, dy, 4.0), BRICK.dark(0.1));
                    }
                });
            }
        }
        _ => {
            for (x, y) in [
                (270.0, -30.0),
                (530.0, -30.0),
                (400.0, -40.0),
                (336.0, -80.0),
                (466.0, -80.0),
                (400.0, -126.0),
            ] {
                pen.at(x, FLOOR + y, 1.0, 0.0, |pen| {
                    let surface = pen.body_shaded(&path::ellipse(0.0, -14.0, 88.0, 46.0), sugar, 14.0);
                    pen.on(surface, |pen| {
                        grains(pen, (-86.0, -58.0), (170.0, 84.0), CREAM, 44);
                    });
                    pen.cut(&path::ellipse(0.0, -18.0, 32.0, 13.0), sugar.dark(0.45));
                });
            }
        }
    }
    for (dx, dy) in [(-250.0, 30.0), (246.0, 36.0), (200.0, 60.0)] {
        peanut(pen, 400.0 + dx, FLOOR + dy);
    }
}

fn peanut(pen: &mut Pen, x: f32, y: f32) {
    pen.at(x, y, 1.0, -20.0, |pen| {
        pen.body_shaded(
            "M-52 0C-54 -26 -24 -30 -6 -18C10 -30 46 -26 48 0C46 24 14 28 -4 16C-24 28 -52 24 -52 0Z",
            STRAW.dark(0.1),
            10.0,
        );
        pen.ink("M-36 -8q10 10 0 20M-14 -6q8 8 0 16M20 -8q10 8 0 20", 2.2);
    });
}

/// A moulded mung-bean cake, a caramel custard, or blocks of tofu.
pub fn moulded(pen: &mut Pen, kind: u16) {
    plate(pen, 400.0, FLOOR, 260.0);
    match kind % 3 {
        0 => {
            let cake = OCHRE.light(0.15);
            pen.body(
                &path::turned(
                    400.0,
                    FLOOR - 190.0,
                    &[(0.0, 120.0), (40.0, 150.0), (150.0, 186.0), (180.0, 184.0)],
                ),
                cake,
            );
            pen.cut(&path::ellipse(400.0, FLOOR - 190.0, 120.0, 26.0), cake.light(0.3));
            motif::lotus(pen, 400.0, FLOOR - 70.0, 92.0, cake.dark(0.2), true);
            let surface = pen.surface(&path::ellipse(400.0, FLOOR - 190.0, 116.0, 22.0));
            pen.on(surface, |pen| {
                grains(pen, (290.0, FLOOR - 212.0), (220.0, 44.0), CREAM, 60);
            });
        }
        1 => {
            for (x, y, scale) in [(520.0, -10.0, 0.8), (350.0, -6.0, 1.1)] {
                pen.at(x, FLOOR + y, scale, 0.0, |pen| {
                    pen.body("M-92 -130H92L116 -6C70 14 -70 14 -116 -6Z", OCHRE.light(0.3));
                    pen.cut("M-92 -130H92L98 -104C80 -80 70 -110 50 -90C30 -64 20 -104 -4 -88C-30 -60 -40 -110 -60 -84C-80 -70 -90 -96 -98 -104Z", Hue(0x008a_4a1c));
                    pen.cut(&path::ellipse(0.0, -130.0, 92.0, 22.0), Hue(0x009c_5a22));
                });
            }
        }
        _ => {
            for (x, y) in [(300.0, -20.0), (480.0, -24.0), (390.0, -110.0)] {
                pen.at(x, FLOOR + y, 1.0, 0.0, |pen| {
                    pen.body_shaded("M-84 -80H84V10H-84Z", CREAM.dark(0.03), 16.0);
                    pen.cut("M-84 -80L-50 -116H116L84 -80Z", CREAM);
                    pen.cut("M84 -80L116 -116V-30L84 10Z", CREAM.dark(0.2));
                });
            }
            for angle in [-60.0, -30.0, -90.0] {
                pen.cut(&path::leaf(590.0, FLOOR - 10.0, angle, 120.0, 36.0), LEAF);
            }
        }
    }
}

/// Rolled rice sheets, spring rolls, patties or sausages in a row.
pub fn rolls(pen: &mut Pen, skin: Hue, count: u8, cut: bool) {
    plate(pen, 400.0, FLOOR, 290.0);
    for index in 0..count {
        let share = f32::from(index) / f32::from(count.max(2) - 1);
        let (x, y) = (
            340.0f32.mul_add(share, 230.0),
            -58.0 - (share - 0.5).abs() * -30.0,
        );
        pen.at(x, FLOOR + y, 1.0, -24.0, |pen| {
            let surface = pen.body_shaded(&path::block(-30.0, -110.0, 62.0, 170.0, 28.0), skin, 16.0);
            pen.on(surface, |pen| {
                for line in [-80.0, -40.0, 0.0, 34.0] {
                    pen.stroke(&format!("M-34 {line}q34 16 70 -6"), skin.dark(0.2), 3.0);
                }
            });
            if cut {
                pen.cut(&path::ellipse(1.0, -98.0, 29.0, 17.0), skin.light(0.45));
                for (dx, dy) in [(-8.0, -100.0), (8.0, -94.0), (2.0, -104.0)] {
                    pen.fill(&path::circle(dx, dy, 4.0), LACQUER.light(0.2));
                }
            }
        });
    }
    for (x, angle) in [(150.0, -30.0), (160.0, -70.0), (650.0, -140.0), (640.0, -105.0)] {
        pen.cut(&path::leaf(x, FLOOR + 8.0, angle, 110.0, 40.0), LEAF);
    }
    pen.body_shaded(&path::ellipse(640.0, FLOOR + 40.0, 74.0, 24.0), CREAM, 8.0);
    pen.cut(&path::ellipse(640.0, FLOOR + 34.0, 62.0, 15.0), Hue(0x00a8_5a1c));
    pen.fill(&path::circle(626.0, FLOOR + 32.0, 6.0), LACQUER);
    pen.fill(&path::circle(654.0, FLOOR + 36.0, 6.0), GOLD);
}
