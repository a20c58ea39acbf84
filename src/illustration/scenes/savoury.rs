//! Meat, fish, eggs and what is cooked from them.
use super::sweets::{leaf_mat, plate};
use crate::{
    ground::FLOOR,
    motif,
    palette::{BRICK, CREAM, EBONY, Hue, INK, LACQUER, LEAF, LOTUS, OCHRE, RICE, STRAW, WOOD},
    path::{self, polar},
    pen::Pen,
};

fn board(pen: &mut Pen) {
    pen.shadow(400.0, FLOOR + 14.0, 280.0);
    let surface = pen.body_shaded(
        &path::block(120.0, FLOOR - 24.0, 560.0, 46.0, 18.0),
        WOOD.light(0.15),
        12.0,
    );
    pen.on(surface, |pen| {
        pen.gouges(120.0, FLOOR - 20.0, 560.0, 40.0, WOOD.dark(0.3), 16);
    });
}

/// Pork roll in banana leaf, cut open.
pub fn pork_roll(pen: &mut Pen) {
    board(pen);
    let leaf = pen.pick(&[LEAF, LEAF.dark(0.15), RICE.dark(0.25)]);
    let pale = pen.pick(&[Hue(0x00f0_d5c0), Hue(0x00e9_c8b4)]);
    pen.at(300.0, FLOOR - 84.0, 1.0, -3.0, |pen| {
        let surface = pen.body("M-170 -60H150V60H-170C-196 40 -196 -40 -170 -60Z", leaf);
        pen.on(surface, |pen| {
            for y in [-40.0, -16.0, 10.0, 36.0] {
                pen.stroke(&format!("M-200 {y}h360"), leaf.light(0.25), 3.0);
            }
        });
        for x in [-130.0, -80.0, -30.0, 20.0, 70.0] {
            pen.ink(&format!("M{x} -60q20 60 0 120"), 10.0);
            pen.stroke(&format!("M{x} -60q20 60 0 120"), STRAW, 6.0);
        }
        pen.cut(&path::ellipse(150.0, 0.0, 31.0, 62.0), leaf.dark(0.2));
        pen.cut(&path::ellipse(152.0, 0.0, 26.0, 54.0), pale);
    });
    for (x, y) in [(520.0, -58.0), (572.0, -54.0), (626.0, -50.0)] {
        pen.body_shaded(&path::ellipse(x, FLOOR + y, 48.0, 60.0), pale, 12.0);
        for (dx, dy) in [(-14.0, -20.0), (12.0, -6.0), (-6.0, 20.0), (16.0, 26.0)] {
            pen.fill(&path::circle(x + dx, FLOOR + y + dy, 4.0), pale.dark(0.2));
        }
    }
    herbs(pen, 180.0, FLOOR + 40.0);
    super::bottles::chilli(pen, 470.0, FLOOR + 56.0, -10.0);
}

fn herbs(pen: &mut Pen, x: f32, y: f32) {
    for angle in [-20.0, -60.0, -100.0] {
        pen.cut(&path::leaf(x, y, angle, 82.0, 34.0), LEAF);
    }
}

/// A string of sausages.
pub fn sausages(pen: &mut Pen) {
    plate(pen, 400.0, FLOOR, 290.0);
    let skin = pen.pick(&[BRICK.light(0.05), LACQUER.light(0.2), WOOD.mix(BRICK, 0.6)]);
    for (x, y, turn) in [
        (270.0, -30.0, -14.0),
        (500.0, -34.0, 12.0),
        (390.0, -54.0, -2.0),
        (330.0, -110.0, 10.0),
        (470.0, -114.0, -12.0),
    ] {
        pen.at(x, FLOOR + y, 1.0, turn, |pen| {
            pen.body_shaded("M-120 -10C-126 -40 -90 -44 -60 -32C-20 -22 20 -22 60 -32C90 -44 126 -40 120 -10C110 26 60 34 0 34C-60 34 -110 26 -120 -10Z", skin, 18.0);
            for dx in [-50.0, -6.0, 38.0] {
                pen.stroke(&format!("M{dx} -14l20 28"), skin.dark(0.4), 5.0);
            }
            pen.glaze("M-96 -18C-60 -10 40 -8 90 -20C40 -14 -60 -14 -96 -18Z", CREAM, 0.6);
        });
    }
    herbs(pen, 620.0, FLOOR + 20.0);
    herbs(pen, 170.0, FLOOR + 24.0);
}

/// Fresh meat on a board.
pub fn meat(pen: &mut Pen) {
    board(pen);
    let red = pen.pick(&[LACQUER.light(0.15), BRICK, LOTUS.dark(0.15)]);
    for (x, y, scale) in [(540.0, -70.0, 0.8), (340.0, -90.0, 1.15)] {
        pen.at(x, FLOOR + y, scale, 0.0, |pen| {
            pen.body("M-160 -30C-150 -90 -60 -110 20 -100C110 -96 170 -60 160 0C150 60 60 70 -20 62C-110 60 -170 30 -160 -30Z", CREAM.mix(LOTUS, 0.35));
            let surface = pen.body_shaded("M-132 -26C-120 -70 -50 -84 20 -76C96 -70 140 -44 132 0C122 40 56 46 -20 40C-90 38 -140 14 -132 -26Z", red, 18.0);
            pen.on(surface, |pen| {
                for d in ["M-110 -20C-60 -50 0 -30 40 -50", "M-90 16C-30 -10 30 10 100 -16", "M-20 40C10 20 60 30 110 20"] {
                    pen.stroke(d, CREAM, 7.0);
                }
            });
            pen.cut(&path::ellipse(-80.0, -10.0, 20.0, 16.0), CREAM);
        });
    }
    herbs(pen, 180.0, FLOOR + 40.0);
    super::bottles::chilli(pen, 600.0, FLOOR + 50.0, -8.0);
}

/// A clay pot with braised meat or fish.
pub fn clay_pot(pen: &mut Pen, fish: bool) {
    let clay = pen.pick(&[EBONY.light(0.08), BRICK.dark(0.4), WOOD.dark(0.3)]);
    pen.shadow(400.0, FLOOR + 10.0, 230.0);
    for x in [330.0, 400.0, 470.0] {
        pen.stroke(
            &format!("M{x} 200c-30 -34 26 -54 -4 -96"),
            CREAM.mix(pen.pal.paper, 0.2),
            8.0,
        );
    }
    for side in [-1.0, 1.0] {
        pen.body_shaded(
            &path::block(400.0 + side * 236.0 - 40.0, FLOOR - 150.0, 80.0, 34.0, 15.0),
            clay.dark(0.1),
            10.0,
        );
    }
    let surface = pen.body(
        &path::turned(
            400.0,
            FLOOR - 190.0,
            &[
                (0.0, 214.0),
                (20.0, 224.0),
                (90.0, 222.0),
                (150.0, 170.0),
                (190.0, 130.0),
            ],
        ),
        clay,
    );
    pen.on(surface, |pen| {
        for y in [-110.0, -94.0] {
            pen.stroke(
                &format!("M170 {:.1}q230 60 460 0", FLOOR + y),
                clay.light(0.35),
                5.0,
            );
        }
    });
    pen.cut(&path::ellipse(400.0, FLOOR - 190.0, 214.0, 46.0), EBONY);
    let sauce = pen.surface("M150 200H650V316A214 46 0 0 1 150 316Z");
    pen.on(sauce, |pen| {
        pen.fill(
            &path::ellipse(400.0, FLOOR - 184.0, 196.0, 38.0),
            Hue(0x0096_4a1c),
        );
        if fish {
            for (x, y) in [(310.0, -200.0), (480.0, -204.0), (396.0, -190.0)] {
                motif::carp(pen, x, FLOOR + y, 92.0, 4.0, Hue(0x00b0_692c));
            }
        } else {
            for (x, y) in [
                (290.0, -200.0),
                (390.0, -216.0),
                (490.0, -202.0),
                (340.0, -186.0),
                (440.0, -184.0),
            ] {
                pen.body_shaded(
                    &path::block(x - 44.0, FLOOR + y - 26.0, 88.0, 52.0, 12.0),
                    Hue(0x00b3_5a28),
                    12.0,
                );
                pen.stroke(
                    &path::open(&[(x - 34.0, FLOOR + y - 8.0), (x + 34.0, FLOOR + y - 8.0)]),
                    CREAM.mix(OCHRE, 0.4),
                    7.0,
                );
            }
            pen.cut(&path::ellipse(400.0, FLOOR - 190.0, 30.0, 24.0), CREAM);
        }
        for (x, y) in [(260.0, -186.0), (540.0, -184.0), (420.0, -170.0)] {
            pen.fill(&path::circle(x, FLOOR + y, 8.0), LACQUER);
            pen.fill(&path::leaf(x + 20.0, FLOOR + y, -20.0, 40.0, 10.0), LEAF);
        }
    });
    super::bottles::chilli(pen, 180.0, FLOOR + 50.0, -8.0);
    herbs(pen, 610.0, FLOOR + 54.0);
}

/// A whole fish on a leaf; or squid.
pub fn fish(pen: &mut Pen) {
    leaf_mat(pen, 400.0, FLOOR - 10.0, 300.0, LEAF.dark(0.1));
    let scale = pen.pick(&[Hue(0x0064_8291), Hue(0x008a_8f7a), BRICK.light(0.2)]);
    pen.at(410.0, FLOOR - 170.0, 2.1, -6.0, |pen| {
        motif::carp(pen, 0.0, 0.0, 92.0, 0.0, scale.dark(0.1));
    });
    pen.at(420.0, FLOOR - 70.0, 2.3, 3.0, |pen| {
        motif::carp(pen, 0.0, 0.0, 96.0, 0.0, scale);
    });
    for (x, y) in [(200.0, -2.0), (590.0, 8.0)] {
        pen.cut(&path::circle(x, FLOOR + y, 32.0), OCHRE.light(0.2));
        for index in 0..7u8 {
            pen.stroke(
                &path::open(&[(x, FLOOR + y), polar(x, FLOOR + y, 23.0, f32::from(index) * 51.4)]),
                CREAM,
                4.0,
            );
        }
    }
}

/// Fried patties on a plate, cut ones showing what is inside.
pub fn patties(pen: &mut Pen, flecks: Hue) {
    plate(pen, 400.0, FLOOR, 290.0);
    let crust = pen.pick(&[OCHRE.dark(0.1), Hue(0x00c9_8339), Hue(0x00b8_6b2e)]);
    for (x, y) in [
        (260.0, -30.0),
        (530.0, -32.0),
        (396.0, -44.0),
        (320.0, -96.0),
        (470.0, -98.0),
        (396.0, -150.0),
    ] {
        let surface = pen.body_shaded(&path::ellipse(x, FLOOR + y, 92.0, 42.0), crust, 15.0);
        pen.on(surface, |pen| {
            for _ in 0..16 {
                let (fx, fy, turn) = (
                    x + pen.range(-80.0, 70.0),
                    FLOOR + y + pen.range(-34.0, 34.0),
                    pen.range(0.0, 180.0),
                );
                pen.fill(&path::leaf(fx, fy, turn, 15.0, 8.0), flecks);
            }
        });
    }
    herbs(pen, 620.0, FLOOR + 26.0);
    herbs(pen, 180.0, FLOOR + 26.0);
}

/// Eggs in a nest of straw.
pub fn eggs(pen: &mut Pen) {
    pen.shadow(400.0, FLOOR + 10.0, 250.0);
    let shell = pen.pick(&[CREAM.mix(BRICK, 0.25), CREAM.mix(WOOD, 0.2), CREAM]);
    for (x, y, turn) in [
        (310.0, 330.0, -10.0),
        (420.0, 300.0, 4.0),
        (520.0, 336.0, 12.0),
        (360.0, 390.0, -4.0),
        (470.0, 394.0, 6.0),
        (250.0, 400.0, -16.0),
        (570.0, 404.0, 16.0),
    ] {
        pen.at(x, y, 1.0, turn, |pen| {
            let surface = pen.body(
                "M0 -84C40 -84 66 -20 62 20C58 58 30 72 0 72C-30 72 -58 58 -62 20C-66 -20 -40 -84 0 -84Z",
                shell,
            );
            pen.on(surface, |pen| {
                pen.glaze(&path::ellipse(-24.0, -24.0, 11.0, 21.0), CREAM.light(1.0), 0.8);
            });
        });
    }
    let surface = pen.body("M150 420C230 400 300 440 400 436C500 440 570 400 650 420C640 480 580 520 400 520C220 520 160 480 150 420Z", STRAW);
    pen.on(surface, |pen| {
        for _ in 0..80 {
            let (x, y) = (pen.range(140.0, 600.0), pen.range(410.0, 516.0));
            let (long, rise) = (pen.range(40.0, 110.0), pen.range(-16.0, 16.0));
            let tone = pen.pick(&[STRAW.dark(0.25), STRAW.light(0.4), WOOD.light(0.2)]);
            pen.stroke(
                &format!(
                    "M{x:.1} {y:.1}q{:.1} {rise:.1} {long:.1} {:.1}",
                    long * 0.5,
                    rise * 0.3
                ),
                tone,
                3.4,
            );
        }
    });
}

/// A black hen.
pub fn hen(pen: &mut Pen, black: bool) {
    let coat = if black { EBONY.dark(0.3) } else { BRICK };
    pen.at(410.0, FLOOR, 1.15, 0.0, |pen| {
        pen.shadow(0.0, 4.0, 150.0);
        pen.ink("M-20 -60V0M-20 0l-22 4M-20 0l22 4M40 -60V0M40 0l-22 4M40 0l22 4", 8.0);
        for (angle, tone) in [(-30.0, coat), (-46.0, coat.light(0.2)), (-62.0, coat)] {
            pen.body_shaded(&path::leaf(90.0, -140.0, angle, 150.0, 50.0), tone, 10.0);
        }
        pen.body("M-150 -220C-130 -250 -96 -230 -80 -190C-40 -150 60 -170 120 -170C150 -120 110 -50 20 -44C-70 -40 -130 -90 -128 -150C-128 -180 -140 -200 -150 -220Z", coat);
        let wing = pen.body_shaded("M-50 -140C0 -160 70 -150 96 -124C70 -90 0 -70 -40 -96C-60 -110 -62 -130 -50 -140Z", coat.light(0.14), 12.0);
        pen.on(wing, |pen| pen.stroke("M-30 -110q40 10 80 -10M-20 -126q50 8 100 -6", coat.light(0.45), 4.0));
        pen.body_shaded(&path::circle(-124.0, -232.0, 38.0), coat, 12.0);
        pen.cut("M-150 -262C-160 -290 -138 -288 -132 -272C-130 -296 -106 -292 -110 -270C-96 -280 -88 -262 -100 -252Z", LACQUER);
        pen.cut("M-160 -238L-190 -226L-158 -218Z", OCHRE);
        pen.cut("M-150 -212C-160 -190 -140 -180 -134 -204Z", LACQUER);
        pen.fill(&path::circle(-134.0, -238.0, 8.0), CREAM);
        pen.fill(&path::circle(-135.0, -238.0, 4.5), INK);
    });
    for (x, dx) in [(170.0, 0.0), (230.0, 20.0)] {
        pen.at(x, FLOOR + 30.0 + dx, 0.8, 0.0, |pen| {
            pen.body_shaded(&path::ellipse(0.0, -30.0, 40.0, 32.0), OCHRE.light(0.2), 10.0);
            pen.body_shaded(&path::circle(-30.0, -62.0, 23.0), OCHRE.light(0.2), 8.0);
            pen.cut("M-50 -64l-17 6l17 6Z", BRICK);
            pen.fill(&path::circle(-38.0, -66.0, 4.0), INK);
        });
    }
}

/// Straws of vegetables in a glass.
pub fn straws(pen: &mut Pen) {
    pen.shadow(400.0, FLOOR + 6.0, 110.0);
    for (index, tone) in [LEAF, LACQUER, OCHRE, LOTUS, RICE, CREAM, BRICK, LEAF.light(0.3)]
        .into_iter()
        .enumerate()
    {
        let share = f32::from(u8::try_from(index).unwrap_or(0)) - 3.5;
        let line = path::open(&[
            (400.0 + share * 13.0, FLOOR - 40.0),
            (400.0 + share * 44.0, 120.0 + share.abs() * 16.0),
        ]);
        pen.ink(&line, 26.0);
        pen.stroke(&line, tone, 18.0);
    }
    let glass = pen.body(
        &path::turned(
            400.0,
            FLOOR - 220.0,
            &[(0.0, 110.0), (200.0, 88.0), (222.0, 80.0)],
        ),
        pen.pal.first.light(0.5),
    );
    pen.on(glass, |pen| {
        motif::waves(
            pen,
            (280.0, FLOOR - 130.0),
            (240.0, 60.0),
            20.0,
            pen.pal.first,
            pen.pal.first.light(0.5),
        );
    });
    pen.glaze(&path::block(326.0, FLOOR - 190.0, 14.0, 130.0, 7.0), CREAM, 0.8);
}
