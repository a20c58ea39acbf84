//! Things in glass, tin and paper: honey, powders, sauces, wine, tea, herbs, milk.
use crate::{
    ground::FLOOR,
    ornament::{self, Ornament},
    palette::{BRICK, CREAM, GOLD, Hue, OCHRE, SKY, STRAW, WOOD},
    path::{self},
    pen::Pen,
};

/// A glass jar with something in it, a paper label with an ornament and a cloth or lid on top.
#[expect(clippy::too_many_arguments, reason = "place, contents and dress of one jar")]
pub fn jar(
    pen: &mut Pen,
    x: f32,
    foot: f32,
    scale: f32,
    contents: Hue,
    level: f32,
    what: Ornament,
    cloth: bool,
) {
    let cap = pen.pal.second;
    pen.at(x, foot, scale, 0.0, |pen| {
        pen.shadow(0.0, 4.0, 108.0);
        let glass = path::turned(0.0, -240.0, &[(0.0, 78.0), (18.0, 80.0), (46.0, 108.0), (110.0, 112.0), (210.0, 108.0), (240.0, 92.0)]);
        let surface = pen.body(&glass, SKY.light(0.55));
        pen.on(surface, |pen| {
            let top = -236.0 * level;
            pen.fill(&format!("M-130 {top}Q0 {:.1} 130 {top}V40H-130Z", top + 30.0), contents);
            pen.fill(&path::ellipse(0.0, top + 4.0, 108.0, 13.0), contents.light(0.25));
            pen.glaze("M64 -240H130V20H50C84 -60 84 -160 64 -240Z", contents.dark(0.5), 0.5);
        });
        let label = pen.body_shaded(&path::block(-66.0, -150.0, 132.0, 104.0, 8.0), CREAM, 8.0);
        pen.on(label, |pen| {
            pen.stroke(&path::block(-58.0, -142.0, 116.0, 88.0, 6.0), cap, 2.6);
            ornament::paint(pen, what, (0.0, -98.0), (100.0, 72.0), cap, CREAM);
        });
        pen.glaze(&path::block(-92.0, -196.0, 13.0, 120.0, 6.0), CREAM, 0.8);
        if cloth {
            pen.body_shaded("M-92 -236C-112 -214 -80 -200 -66 -214C-40 -196 -20 -206 0 -210C24 -196 50 -200 66 -214C84 -200 112 -214 92 -236C70 -290 -70 -290 -92 -236Z", cap, 16.0);
            pen.stroke("M-84 -238C-40 -222 40 -222 84 -238", STRAW, 7.0);
        } else {
            pen.body_shaded(&path::block(-88.0, -278.0, 176.0, 46.0, 9.0), cap, 16.0);
            for line in 0..9u8 {
                let lx = f32::from(line).mul_add(19.0, -78.0);
                pen.stroke(&path::open(&[(lx, -268.0), (lx, -242.0)]), cap.dark(0.35), 3.0);
            }
        }
    });
}

/// Jars of honey, a comb and a dipper.
pub fn honey(pen: &mut Pen) {
    let amber = pen.pick(&[OCHRE, Hue(0x00c9_7a1c), Hue(0x00e0_a02a)]);
    let x = pen.range(290.0, 340.0);
    jar(pen, x - 20.0, FLOOR, 1.16, amber, 0.84, Ornament::Blossoms, true);
    jar(
        pen,
        x + 190.0,
        FLOOR + 12.0,
        0.7,
        amber.dark(0.1),
        0.8,
        Ornament::Dots,
        false,
    );
    comb(pen, (600.0, FLOOR - 6.0), amber);
    pen.at(x + 140.0, FLOOR + 50.0, 1.0, -8.0, |pen| {
        pen.ink("M-150 0H40", 16.0);
        pen.stroke("M-150 0H40", WOOD.light(0.15), 10.0);
        for (dx, ry) in [
            (44.0, 17.0),
            (60.0, 24.0),
            (77.0, 27.0),
            (94.0, 24.0),
            (109.0, 17.0),
        ] {
            pen.cut(&path::ellipse(dx, 0.0, 8.0, ry), WOOD.light(0.25));
        }
    });
    for (bx, by) in [(600.0, 250.0), (520.0, 140.0), (180.0, 130.0)] {
        bee(pen, bx, by);
    }
}

fn comb(pen: &mut Pen, (x, y): (f32, f32), amber: Hue) {
    pen.shadow(x, y + 6.0, 110.0);
    for (row, (count, dx)) in [(3u8, -66.0), (4, -99.0), (3, -66.0)].into_iter().enumerate() {
        for index in 0..count {
            let cx = x + f32::from(index).mul_add(66.0, dx);
            let cy = y - 34.0 - f32::from(u8::try_from(row).unwrap_or(0)) * 57.0;
            pen.cut(&path::star(cx, cy, 38.0, 33.0, 6, -90.0), amber.dark(0.1));
            let tone = pen.pick(&[amber.light(0.3), amber.light(0.1), BRICK.dark(0.1)]);
            pen.fill(&path::star(cx, cy, 27.0, 23.4, 6, -90.0), tone);
        }
    }
}

fn bee(pen: &mut Pen, x: f32, y: f32) {
    let turn = pen.range(-30.0, 30.0);
    pen.at(x, y, 1.0, turn, |pen| {
        for angle in [-120.0, -66.0] {
            pen.cut(&path::leaf(0.0, -6.0, angle, 44.0, 26.0), CREAM);
        }
        let surface = pen.body_shaded(&path::ellipse(0.0, 0.0, 32.0, 19.0), GOLD, 8.0);
        pen.on(surface, |pen| pen.ink("M-10 -24V24M6 -24V24M20 -24V24", 7.0));
    });
}

/// What is in a jar of powder, beside its root.
pub fn powder(pen: &mut Pen, tone: Hue, root: Hue, pills: bool) {
    jar(pen, 280.0, FLOOR, 1.1, tone, 0.8, Ornament::Lotus, false);
    let (x, y) = (540.0, FLOOR - 60.0);
    if pills {
        for _ in 0..26 {
            let (px, py) = (x + pen.range(-110.0, 120.0), y + pen.range(20.0, 88.0));
            pen.cut(&path::ellipse(px, py, 15.0, 11.0), tone.light(pen_share(px)));
        }
    } else {
        pen.shadow(x, y + 84.0, 110.0);
        pen.cut(
            &path::poly(&[
                (x - 112.0, y),
                (x - 30.0, y - 84.0),
                (x + 10.0, y - 94.0),
                (x + 112.0, y),
            ]),
            tone.light(0.1),
        );
        for _ in 0..40 {
            let (px, py) = (x + pen.range(-60.0, 60.0), y - pen.range(4.0, 44.0));
            pen.fill(&path::circle(px, py, 2.6), tone.dark(0.25));
        }
        let bowl = pen.body(
            &path::turned(
                x,
                y,
                &[
                    (0.0, 130.0),
                    (30.0, 120.0),
                    (64.0, 70.0),
                    (80.0, 54.0),
                    (86.0, 58.0),
                ],
            ),
            pen.pal.first,
        );
        pen.on(bowl, |pen| {
            ornament::fret(pen, x - 130.0, y + 44.0, 260.0, 20.0, pen.pal.first.light(0.6));
        });
    }
    self::root(pen, 420.0, FLOOR + 44.0, root);
}

fn pen_share(x: f32) -> f32 {
    if x > 540.0 { 0.1 } else { 0.3 }
}

/// A knobbly root: ginger, turmeric.
pub fn root(pen: &mut Pen, x: f32, y: f32, tone: Hue) {
    pen.at(x, y, 1.0, -8.0, |pen| {
        pen.glaze(&path::ellipse(0.0, 16.0, 120.0, 14.0), pen.pal.table.dark(0.5), 0.7);
        let d = "M-112 4C-124 -24 -90 -40 -68 -26C-66 -56 -28 -60 -22 -32C0 -50 24 -42 28 -26C40 -58 78 -50 72 -22C104 -34 126 -8 106 10C86 24 60 10 44 14C20 30 -20 26 -40 14C-64 30 -104 26 -112 4Z";
        let surface = pen.body_shaded(d, tone, 16.0);
        pen.on(surface, |pen| {
            for (dx, dy) in [(-90.0, -14.0), (-44.0, -30.0), (-10.0, -20.0), (48.0, -30.0), (90.0, -10.0)] {
                pen.stroke(&format!("M{dx} {dy}q8 14 0 26M{:.1} {dy}q8 14 0 26", dx + 11.0), tone.dark(0.3), 2.6);
            }
        });
        pen.cut(&path::ellipse(112.0, -2.0, 13.0, 17.0), OCHRE.light(0.2));
    });
}
