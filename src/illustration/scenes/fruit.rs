//! Fruit, mushrooms, flowers and small trees.
use super::sweets::plate;
use crate::{
    ground::FLOOR,
    palette::{BRICK, CREAM, EBONY, GOLD, Hue, LEAF, LOTUS, OCHRE, RICE, STRAW, WOOD},
    path::{self, polar},
    pen::Pen,
};

/// Which fruit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fruit {
    /// Pomelo, whole and open.
    Pomelo,
    /// Oranges and the like.
    Orange,
    /// A hand of bananas.
    Banana,
    /// Guavas.
    Guava,
    /// Papaya, whole and cut.
    Papaya,
    /// Coconut, cut.
    Coconut,
    /// Jackfruit, also of wood.
    Jackfruit,
}

/// Draws a fruit.
pub fn fruit(pen: &mut Pen, which: Fruit) {
    pen.shadow(400.0, FLOOR + 10.0, 230.0);
    match which {
        Fruit::Pomelo | Fruit::Orange => citrus(pen, which == Fruit::Pomelo),
        Fruit::Banana => bananas(pen),
        Fruit::Guava => {
            for (x, y, scale) in [(250.0, -60.0, 0.84), (550.0, -66.0, 0.9), (400.0, -90.0, 1.15)] {
                pen.at(x, FLOOR + y, scale, 0.0, |pen| {
                    for angle in [-150.0, -40.0] {
                        pen.body_shaded(&path::leaf(0.0, -96.0, angle, 130.0, 46.0), LEAF, 10.0);
                    }
                    let surface = pen.body("M-8 -112C60 -124 112 -70 104 -4C96 60 46 92 0 92C-46 92 -98 60 -104 -4C-110 -66 -66 -118 -8 -112Z", RICE.light(0.12));
                    pen.on(surface, |pen| freckles(pen, LEAF));
                    pen.cut(&path::star(4.0, 80.0, 22.0, 10.0, 6, 10.0), WOOD);
                });
            }
            half(pen, 640.0, FLOOR + 6.0, RICE.light(0.2), LOTUS.light(0.15));
        }
        Fruit::Papaya => {
            pen.at(320.0, FLOOR - 110.0, 1.1, -16.0, |pen| {
                let surface = pen.body("M-14 -190C40 -196 60 -120 90 -40C120 50 70 118 4 122C-66 124 -112 60 -96 -30C-80 -110 -60 -184 -14 -190Z", OCHRE);
                pen.on(surface, |pen| pen.glaze("M-120 -200H0C-60 -100 -80 0 -60 130H-140Z", LEAF, 0.7));
                pen.ink("M-10 -190q2 -20 14 -26", 9.0);
            });
            pen.at(560.0, FLOOR - 80.0, 1.0, 14.0, |pen| {
                pen.body("M0 -170C50 -164 96 -60 92 10C86 80 40 96 0 96C-40 96 -86 80 -92 10C-96 -60 -50 -164 0 -170Z", OCHRE);
                pen.cut("M0 -148C40 -140 76 -50 74 10C70 66 34 80 0 80C-34 80 -70 66 -74 10C-76 -50 -40 -140 0 -148Z", BRICK.light(0.25));
                pen.cut("M0 -96C24 -80 36 -30 34 10C30 40 14 50 0 50C-14 50 -30 40 -34 10C-36 -30 -24 -80 0 -96Z", OCHRE.light(0.3));
                for _ in 0..26 {
                    let (sx, sy) = (pen.range(-22.0, 22.0), pen.range(-70.0, 38.0));
                    pen.fill(&path::circle(sx, sy, 6.5), EBONY);
                }
            });
        }
        Fruit::Coconut => {
            half(pen, 290.0, FLOOR + 4.0, WOOD, CREAM);
            pen.at(500.0, FLOOR - 106.0, 1.2, 0.0, |pen| {
                let surface = pen.body(&path::circle(0.0, 0.0, 100.0), WOOD);
                pen.on(surface, |pen| {
                    for _ in 0..40 {
                        let (x, y) = (pen.range(-96.0, 80.0), pen.range(-96.0, 96.0));
                        pen.stroke(&format!("M{x:.1} {y:.1}q10 6 20 2"), WOOD.dark(0.35), 2.6);
                    }
                });
                for (x, y) in [(-20.0, -56.0), (18.0, -58.0), (0.0, -30.0)] {
                    pen.fill(&path::ellipse(x, y, 9.0, 12.0), EBONY);
                }
            });
            for (x, y, turn) in [(380.0, 560.0, -10.0), (300.0, 572.0, 8.0), (560.0, 566.0, 4.0)] {
                pen.at(x, y, 1.0, turn, |pen| {
                    pen.cut("M-56 0C-30 -22 30 -22 56 0C30 -8 -30 -8 -56 0Z", CREAM);
                });
            }
        }
        Fruit::Jackfruit => {
            let tone = pen.pick(&[WOOD.mix(OCHRE, 0.3), EBONY.light(0.25), RICE.dark(0.12)]);
            pen.at(400.0, FLOOR - 140.0, 1.15, -8.0, |pen| {
                pen.ink("M0 -150C4 -180 20 -196 40 -200", 16.0);
                pen.stroke("M0 -150C4 -180 20 -196 40 -200", WOOD, 9.0);
                for angle in [-30.0, -150.0] {
                    pen.body_shaded(&path::leaf(0.0, -150.0, angle, 130.0, 50.0), LEAF, 10.0);
                }
                let surface = pen.body("M0 -158C90 -160 150 -80 146 10C140 100 70 146 0 146C-70 146 -140 100 -146 10C-150 -80 -90 -160 0 -158Z", tone);
                pen.on(surface, |pen| {
                    for row in 0..15u8 {
                        for col in 0..13u8 {
                            let x = f32::from(col).mul_add(26.0, if row.is_multiple_of(2) { -160.0 } else { -147.0 });
                            let y = f32::from(row).mul_add(22.0, -156.0);
                            pen.stroke(&format!("M{:.1} {:.1}l8 -13l8 13", x - 8.0, y + 8.0), tone.dark(0.4), 3.0);
                        }
                    }
                });
            });
        }
    }
}

fn freckles(pen: &mut Pen, tone: Hue) {
    for _ in 0..34 {
        let (x, y) = (pen.range(-100.0, 100.0), pen.range(-110.0, 90.0));
        pen.fill(&path::circle(x, y, 2.4), tone);
    }
}

fn half(pen: &mut Pen, x: f32, foot: f32, skin: Hue, flesh: Hue) {
    pen.at(x, foot - 90.0, 1.0, 0.0, |pen| {
        pen.body(&path::circle(0.0, 0.0, 96.0), skin);
        pen.cut(&path::circle(0.0, 0.0, 78.0), CREAM);
        pen.fill(&path::circle(0.0, 0.0, 54.0), flesh);
        for index in 0..14u8 {
            let (sx, sy) = polar(
                0.0,
                0.0,
                if index.is_multiple_of(2) { 38.0 } else { 22.0 },
                f32::from(index) * 25.7,
            );
            pen.fill(&path::leaf(sx, sy, f32::from(index) * 25.7, 10.0, 6.0), STRAW);
        }
    });
}

fn citrus(pen: &mut Pen, pomelo: bool) {
    let skin = if pomelo {
        pen.pick(&[Hue(0x00d9_b63c), Hue(0x00c9_bf4f), OCHRE.light(0.15)])
    } else {
        BRICK.mix(OCHRE, 0.55)
    };
    let flesh = if pomelo {
        pen.pick(&[LOTUS.light(0.2), STRAW.light(0.4), OCHRE.light(0.5)])
    } else {
        OCHRE
    };
    for (x, y, scale) in [(250.0, -86.0, 0.94), (420.0, -120.0, 1.2)] {
        pen.at(x, FLOOR + y, scale, 0.0, |pen| {
            let d = if pomelo { "M0 -122C30 -124 60 -90 90 -50C120 0 104 100 0 104C-104 100 -120 0 -90 -50C-60 -90 -30 -124 0 -122Z" } else { "M0 -100C66 -100 104 -50 104 0C104 60 60 100 0 100C-60 100 -104 60 -104 0C-104 -50 -66 -100 0 -100Z" };
            let surface = pen.body(d, skin);
            pen.on(surface, |pen| freckles(pen, skin.dark(0.3)));
            pen.ink("M0 -118V-140", 9.0);
            for angle in [-24.0, -156.0] {
                pen.body_shaded(&path::leaf(0.0, -126.0, angle, 120.0, 46.0), LEAF, 10.0);
                pen.stroke(&path::open(&[(0.0, -126.0), polar(0.0, -126.0, 96.0, angle)]), LEAF.light(0.4), 3.0);
            }
        });
    }
    pen.at(610.0, FLOOR - 66.0, 1.0, 0.0, |pen| {
        pen.body(&path::circle(0.0, 0.0, 106.0), skin);
        pen.fill(&path::circle(0.0, 0.0, 94.0), CREAM);
        for index in 0..9u8 {
            let angle = f32::from(index) * 40.0;
            pen.cut(
                &path::poly(&[
                    polar(0.0, 0.0, 8.0, angle),
                    polar(0.0, 0.0, 78.0, angle - 15.0),
                    polar(0.0, 0.0, 86.0, angle),
                    polar(0.0, 0.0, 78.0, angle + 15.0),
                ]),
                flesh,
            );
        }
    });
    for (x, turn) in [(360.0, -16.0), (470.0, 8.0)] {
        pen.at(x, FLOOR + 46.0, 0.9, turn, |pen| {
            pen.body_shaded("M-66 10C-50 -40 50 -40 66 10C30 -6 -30 -6 -66 10Z", flesh, 8.0);
            pen.ink("M-30 -12q30 -14 60 0", 2.4);
        });
    }
}

fn bananas(pen: &mut Pen) {
    let skin = pen.pick(&[GOLD, OCHRE.light(0.1), RICE.mix(GOLD, 0.5)]);
    pen.at(400.0, 210.0, 1.2, -6.0, |pen| {
        for (turn, long) in [
            (-66.0, 0.92),
            (-46.0, 1.0),
            (-26.0, 1.06),
            (-6.0, 1.08),
            (14.0, 1.06),
            (34.0, 1.0),
            (54.0, 0.92),
        ] {
            pen.at(0.0, 0.0, long, turn, |pen| {
                let d = "M-14 10C-40 70 -46 160 -6 226L8 232C14 228 14 222 12 216C20 150 26 80 18 10Z";
                let surface = pen.body_shaded(d, skin, 12.0);
                pen.on(surface, |pen| {
                    pen.stroke("M0 10C-14 80 -16 160 4 224", skin.dark(0.25), 3.4);
                    pen.stroke("M-20 120q6 3 9 12M-18 150q5 2 8 9", WOOD, 2.4);
                });
                pen.fill("M-4 224L8 234L14 222Z", EBONY);
            });
        }
        pen.body_shaded(
            "M-34 22C-40 -10 -20 -26 -14 -60H20C22 -30 42 -10 36 22C14 34 -14 34 -34 22Z",
            RICE.dark(0.1),
            10.0,
        );
    });
}

/// Loose leaves, roots and berries of the mountain on a plate.
pub fn dried_fruit(pen: &mut Pen, tone: Hue) {
    plate(pen, 400.0, FLOOR, 270.0);
    for _ in 0..46 {
        let across = pen.range(-0.8, 0.8);
        let (x, y) = (
            400.0 + across * 250.0,
            FLOOR - 24.0 - pen.range(0.0, 1.0) * (1.0 - across.abs()) * 150.0,
        );
        let (turn, share) = (pen.range(-30.0, 30.0), pen.range(0.0, 0.35));
        pen.at(x, y, 1.0, turn, |pen| {
            pen.cut(
                "M-34 6C-26 -20 26 -20 34 6C18 16 -18 16 -34 6Z",
                tone.light(share),
            );
        });
    }
}
