//! People at their work.
use crate::{
    ground::FLOOR,
    motif,
    ornament::{self},
    palette::{BRICK, CREAM, EBONY, Hue, INDIGO, JADE, LACQUER, LEAF, MOSS, OCHRE, RICE, SKY, STRAW, WOOD},
    path::{self},
    pen::Pen,
};

const SKIN: Hue = Hue(0x00e3_b48a);

/// A person in a conical hat or headscarf, sitting; the origin is the seat.
pub(super) fn person(pen: &mut Pen, hat: bool, robe: Hue) {
    pen.shadow(0.0, 4.0, 90.0);
    pen.body(
        "M-92 0C-104 -50 -66 -96 -46 -156C-20 -176 20 -176 46 -156C66 -96 104 -50 92 0C50 14 -50 14 -92 0Z",
        robe,
    );
    pen.cut("M-16 -166L0 -140L16 -166Z", CREAM);
    pen.body_shaded(&path::ellipse(0.0, -204.0, 38.0, 44.0), SKIN, 12.0);
    if hat {
        pen.cut("M-38 -210C-44 -170 -34 -150 -30 -140L-24 -200Z", EBONY);
        pen.body_shaded(
            "M-104 -216C-60 -250 -20 -284 0 -304C20 -284 60 -250 104 -216C60 -200 -60 -200 -104 -216Z",
            STRAW.light(0.25),
            16.0,
        );
        pen.stroke(
            "M-78 -222C-40 -214 40 -214 78 -222M-50 -244C-26 -238 26 -238 50 -244",
            STRAW.dark(0.25),
            3.0,
        );
    } else {
        pen.body_shaded(
            "M-42 -208C-48 -250 -20 -262 0 -262C24 -262 48 -248 42 -208C24 -226 -20 -230 -42 -208Z",
            EBONY,
            10.0,
        );
        pen.body_shaded(&path::circle(0.0, -262.0, 19.0), EBONY, 6.0);
    }
    pen.ink("M-20 -200q7 5 14 0M8 -200q7 5 14 0M-8 -178q8 7 17 0", 3.2);
}

/// Two arms that reach to a point between them.
pub(super) fn arms(pen: &mut Pen, robe: Hue, (x, y): (f32, f32)) {
    for side in [-1.0, 1.0] {
        let d = path::through(&[(side * 44.0, -142.0), (side * 84.0, -92.0), (x + side * 26.0, y)]);
        pen.ink(&d, 37.0);
        pen.stroke(&d, robe.light(0.08), 29.0);
        pen.cut(&path::circle(x + side * 24.0, y, 15.0), SKIN);
    }
}

/// What a maker works on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Work {
    /// A pot on the wheel.
    Pottery,
    /// Weaving bamboo.
    Weaving,
    /// A loom or embroidery frame.
    Cloth,
    /// Chisel and wood, lacquer.
    Carving,
    /// Field and garden.
    Farming,
    /// Cooking and baking.
    Cooking,
}

/// A maker at work.
#[expect(clippy::too_many_lines, reason = "one arm per craft, stroke by stroke")]
pub fn workshop(pen: &mut Pen, work: Work) {
    let robe = pen.pick(&[INDIGO, LACQUER.dark(0.15), JADE, WOOD.dark(0.15), MOSS]);
    let hat = matches!(work, Work::Farming) || pen.one_in(4);
    if work == Work::Farming {
        return farming(pen, robe);
    }
    pen.fill(&path::block(40.0, 112.0, 200.0, 13.0, 2.0), pen.pal.table);
    pen.fill(&path::block(560.0, 150.0, 210.0, 13.0, 2.0), pen.pal.table);
    for (x, foot, size) in [
        (74.0, 112.0, 0.2),
        (136.0, 112.0, 0.25),
        (202.0, 112.0, 0.19),
        (600.0, 150.0, 0.25),
        (666.0, 150.0, 0.19),
        (730.0, 150.0, 0.24),
    ] {
        let coat = pen.pick(&[CREAM, pen.pal.first, pen.pal.second, OCHRE]);
        pen.body_shaded(
            &path::turned(
                x,
                foot - 330.0 * size,
                &[
                    (0.0, 40.0 * size),
                    (60.0 * size, 36.0 * size),
                    (190.0 * size, 120.0 * size),
                    (330.0 * size, 70.0 * size),
                ],
            ),
            coat,
            8.0,
        );
    }
    pen.at(330.0, FLOOR - 10.0, 1.24, 0.0, |pen| person(pen, hat, robe));
    match work {
        Work::Pottery => {
            pen.shadow(520.0, FLOOR + 40.0, 120.0);
            pen.body_shaded(
                &path::turned(
                    520.0,
                    FLOOR - 40.0,
                    &[
                        (0.0, 110.0),
                        (14.0, 112.0),
                        (20.0, 40.0),
                        (70.0, 54.0),
                        (82.0, 60.0),
                    ],
                ),
                WOOD,
                14.0,
            );
            let clay = BRICK.mix(STRAW, 0.45);
            let surface = pen.body(
                &path::turned(
                    520.0,
                    FLOOR - 200.0,
                    &[
                        (0.0, 52.0),
                        (24.0, 44.0),
                        (80.0, 86.0),
                        (130.0, 84.0),
                        (164.0, 60.0),
                    ],
                ),
                clay,
            );
            pen.on(surface, |pen| {
                for y in [-150.0, -130.0, -108.0, -84.0] {
                    pen.stroke(
                        &format!("M420 {:.1}q100 24 200 0", FLOOR + y),
                        clay.dark(0.25),
                        3.4,
                    );
                }
            });
            pen.cut(&path::ellipse(520.0, FLOOR - 200.0, 52.0, 12.0), clay.dark(0.4));
            pen.at(330.0, FLOOR - 10.0, 1.24, 0.0, |pen| {
                arms(pen, robe, (112.0, -100.0));
            });
        }
        Work::Weaving => {
            pen.shadow(500.0, FLOOR + 34.0, 130.0);
            for index in 0..15u8 {
                let x = f32::from(index).mul_add(15.0, 396.0);
                pen.stroke(
                    &path::through(&[
                        (x * 0.8 + 100.0, FLOOR - 40.0),
                        (x, FLOOR - 130.0),
                        (x + (x - 500.0) * 0.5, FLOOR - 250.0),
                    ]),
                    STRAW,
                    6.0,
                );
            }
            let surface = pen.body(
                &path::turned(
                    500.0,
                    FLOOR - 120.0,
                    &[(0.0, 130.0), (70.0, 126.0), (150.0, 96.0)],
                ),
                STRAW,
            );
            pen.on(surface, |pen| {
                ornament::weave(
                    pen,
                    (360.0, FLOOR - 120.0),
                    (290.0, 170.0),
                    20.0,
                    STRAW.light(0.15),
                    WOOD,
                );
            });
            pen.at(330.0, FLOOR - 10.0, 1.24, 0.0, |pen| {
                arms(pen, robe, (106.0, -96.0));
            });
        }
        Work::Cloth => {
            pen.body_shaded(&path::block(400.0, FLOOR - 220.0, 290.0, 22.0, 6.0), WOOD, 8.0);
            for x in [414.0, 658.0] {
                pen.body_shaded(&path::block(x, FLOOR - 240.0, 20.0, 270.0, 5.0), WOOD, 8.0);
            }
            let silk = pen.pal.second.light(0.15);
            let surface = pen.body("M440 290H650V470C600 490 500 460 440 480Z", silk);
            pen.on(surface, |pen| {
                motif::lotus(pen, 560.0, 420.0, 62.0, CREAM, false);
                for y in 0..12u8 {
                    pen.stroke(
                        &format!("M430 {:.1}h230", f32::from(y).mul_add(16.0, 300.0)),
                        silk.dark(0.15),
                        1.6,
                    );
                }
            });
            pen.at(330.0, FLOOR - 10.0, 1.24, 0.0, |pen| {
                arms(pen, robe, (108.0, -110.0));
            });
        }
        Work::Carving => {
            pen.shadow(530.0, FLOOR + 30.0, 130.0);
            pen.body_shaded(
                &path::block(420.0, FLOOR - 60.0, 220.0, 84.0, 8.0),
                WOOD.dark(0.3),
                14.0,
            );
            pen.body(
                "M470 446C460 380 480 330 530 316C590 330 604 380 590 446Z",
                WOOD.light(0.1),
            );
            motif::lotus(pen, 530.0, 424.0, 60.0, WOOD.light(0.45), true);
            pen.at(330.0, FLOOR - 10.0, 1.24, 0.0, |pen| {
                arms(pen, robe, (106.0, -120.0));
            });
            pen.at(478.0, 330.0, 1.0, 30.0, |pen| {
                pen.body_shaded(&path::block(-9.0, -70.0, 18.0, 60.0, 6.0), OCHRE, 6.0);
                pen.cut("M-7 -10H7V40L-7 50Z", SKY);
            });
        }
        _ => {
            pen.shadow(530.0, FLOOR + 30.0, 140.0);
            for x in [490.0, 540.0, 590.0] {
                pen.stroke(&format!("M{x} 320c-24 -30 22 -44 -4 -80"), CREAM, 8.0);
            }
            let surface = pen.body(
                &path::turned(
                    540.0,
                    FLOOR - 110.0,
                    &[(0.0, 150.0), (50.0, 150.0), (120.0, 130.0), (140.0, 110.0)],
                ),
                STRAW.dark(0.05),
            );
            pen.on(surface, |pen| {
                ornament::weave(
                    pen,
                    (380.0, FLOOR - 90.0),
                    (320.0, 140.0),
                    22.0,
                    STRAW.light(0.15),
                    WOOD,
                );
            });
            pen.cut(&path::ellipse(540.0, FLOOR - 110.0, 150.0, 34.0), WOOD.dark(0.2));
            for (x, y) in [
                (470.0, -118.0),
                (540.0, -128.0),
                (608.0, -118.0),
                (506.0, -102.0),
                (574.0, -102.0),
            ] {
                let tone = pen.pick(&[CREAM, RICE, STRAW.light(0.3)]);
                pen.body_shaded(&path::ellipse(x, FLOOR + y, 40.0, 27.0), tone, 10.0);
            }
            pen.at(330.0, FLOOR - 10.0, 1.24, 0.0, |pen| {
                arms(pen, robe, (106.0, -116.0));
            });
        }
    }
}

/// Rows of a field under hills, somebody bending to them.
fn farming(pen: &mut Pen, robe: Hue) {
    pen.fill("M-10 380H810V610H-10Z", RICE);
    for (row, (y, size)) in [(400.0, 20.0), (440.0, 26.0), (492.0, 34.0), (556.0, 44.0)]
        .into_iter()
        .enumerate()
    {
        let shade = if row.is_multiple_of(2) {
            LEAF
        } else {
            LEAF.light(0.14)
        };
        pen.stroke(
            &format!("M-10 {:.1}H810", y + size * 0.4),
            RICE.dark(0.3),
            size * 0.3,
        );
        let mut x = if row.is_multiple_of(2) { 10.0 } else { 10.0 + size };
        while x < 810.0 {
            for angle in [-150.0, -110.0, -70.0, -30.0] {
                pen.cut(
                    &path::leaf(x, y + size * 0.4, angle, size * 1.3, size * 0.5),
                    shade,
                );
            }
            x += size * 2.3;
        }
        if row == 2 {
            let x = pen.range(280.0, 500.0);
            pen.at(x, 530.0, 1.05, 0.0, |pen| {
                person(pen, true, robe);
                arms(pen, robe, (96.0, -80.0));
            });
            pen.at(x + 160.0, 536.0, 0.6, 0.0, |pen| {
                for angle in [-130.0, -100.0, -70.0, -40.0] {
                    pen.cut(&path::leaf(0.0, -90.0, angle, 120.0, 46.0), LEAF.light(0.1));
                }
                let surface = pen.body(
                    &path::turned(0.0, -110.0, &[(0.0, 120.0), (60.0, 116.0), (120.0, 84.0)]),
                    STRAW,
                );
                pen.on(surface, |pen| {
                    ornament::weave(
                        pen,
                        (-130.0, -100.0),
                        (260.0, 130.0),
                        24.0,
                        STRAW.light(0.15),
                        WOOD,
                    );
                });
            });
        }
    }
}
