//! Tea in tins and herbs in packets.
use super::{sweets::leaf_mat, tableware::cup};
use crate::{
    ground::FLOOR,
    motif,
    ornament::{self, Ornament},
    palette::{CREAM, GOLD, Hue, INDIGO, JADE, LACQUER, LEAF, MOSS, OCHRE, RICE, STRAW, WOOD},
    path::{self, polar},
    pen::Pen,
};

/// A tea tin with leaves, a flower and a cup.
pub fn tea(pen: &mut Pen, what: Ornament, flower: Option<Hue>) {
    let tin = pen.pick(&[JADE, LACQUER, INDIGO, OCHRE, MOSS, pen.pal.first]);
    let x = pen.range(290.0, 340.0);
    pen.shadow(x, FLOOR + 4.0, 116.0);
    let surface = pen.body_shaded(
        &path::turned(
            x,
            FLOOR - 250.0,
            &[(0.0, 110.0), (6.0, 112.0), (240.0, 112.0), (248.0, 108.0)],
        ),
        tin,
        40.0,
    );
    pen.on(surface, |pen| {
        for y in [-236.0, -30.0] {
            pen.stroke(
                &format!("M{:.1} {:.1}q112 26 224 0", x - 112.0, FLOOR + y),
                GOLD,
                6.0,
            );
        }
        let oval = path::ellipse(x, FLOOR - 116.0, 78.0, 82.0);
        pen.fill(&oval, CREAM);
        ornament::paint(pen, what, (x, FLOOR - 116.0), (124.0, 120.0), tin, CREAM);
        pen.stroke(&oval, GOLD, 5.0);
    });
    pen.body_shaded(
        &path::turned(
            x,
            FLOOR - 292.0,
            &[(0.0, 112.0), (4.0, 116.0), (40.0, 116.0), (46.0, 114.0)],
        ),
        tin.light(0.15),
        30.0,
    );
    pen.cut(&path::ellipse(x, FLOOR - 292.0, 112.0, 22.0), tin.light(0.35));
    let bx = x + 260.0;
    if let Some(petal) = flower {
        motif::lotus(pen, bx + 10.0, FLOOR - 66.0, 112.0, petal, true);
        pen.cut(&path::leaf(bx, FLOOR - 60.0, 14.0, 150.0, 50.0), LEAF);
        pen.cut(&path::leaf(bx, FLOOR - 60.0, 166.0, 120.0, 46.0), LEAF.dark(0.15));
    } else {
        for (angle, long) in [
            (-150.0, 130.0),
            (-30.0, 140.0),
            (-112.0, 150.0),
            (-64.0, 156.0),
            (-90.0, 120.0),
        ] {
            let d = path::leaf(bx, FLOOR - 40.0, angle, long, 48.0);
            let leaf = pen.pick(&[LEAF, MOSS, LEAF.light(0.15)]);
            pen.body_shaded(&d, leaf, 12.0);
            pen.stroke(
                &path::open(&[(bx, FLOOR - 40.0), polar(bx, FLOOR - 40.0, long * 0.84, angle)]),
                leaf.light(0.4),
                3.0,
            );
        }
    }
    pen.at(bx - 70.0, FLOOR + 36.0, 1.25, 0.0, |pen| {
        cup(pen, 0.0, -50.0, CREAM, tin);
    });
    for _ in 0..22 {
        let (lx, ly, turn) = (
            bx + pen.range(10.0, 150.0),
            FLOOR + pen.range(14.0, 54.0),
            pen.range(0.0, 180.0),
        );
        pen.fill(&path::leaf(lx, ly, turn, 19.0, 6.0), MOSS.dark(0.3));
    }
}

/// Packets of dried herbs around a mortar.
pub fn herbs(pen: &mut Pen) {
    let paper = pen.pick(&[STRAW, STRAW.light(0.3), OCHRE.light(0.4), CREAM.dark(0.1)]);
    let x = pen.range(260.0, 310.0);
    for (dx, dy, turn, scale) in [(110.0, -14.0, 8.0, 0.84), (0.0, 0.0, -4.0, 1.0)] {
        pen.at(x + dx, FLOOR + dy, scale, turn, |pen| {
            pen.shadow(0.0, 4.0, 100.0);
            let surface = pen.body("M-96 -250L-86 -262L-72 -250L-58 -262L-44 -250L-30 -262L-16 -250L-2 -262L12 -250L26 -262L40 -250L54 -262L68 -250L82 -262L96 -250L104 0H-104Z", paper);
            pen.on(surface, |pen| {
                pen.fill(&path::block(-110.0, -224.0, 220.0, 16.0, 0.0), pen.pal.second);
                pen.fill(&path::circle(0.0, -112.0, 66.0), CREAM);
                sprig(pen, (0.0, -60.0), -90.0, 104.0, LEAF);
                pen.stroke(&path::circle(0.0, -112.0, 66.0), pen.pal.second, 4.0);
            });
        });
    }
    let m = 570.0;
    pen.shadow(m, FLOOR + 20.0, 100.0);
    let pestle = "M600 390L668 190";
    pen.ink(pestle, 38.0);
    pen.stroke(pestle, WOOD, 29.0);
    for (dx, angle) in [(-40.0, -120.0), (-10.0, -98.0), (24.0, -70.0)] {
        sprig(pen, (m + dx, FLOOR - 110.0), angle, 130.0, LEAF.dark(0.1));
    }
    let surface = pen.body(
        &path::turned(
            m,
            FLOOR - 120.0,
            &[
                (0.0, 106.0),
                (50.0, 100.0),
                (96.0, 60.0),
                (112.0, 50.0),
                (136.0, 78.0),
            ],
        ),
        pen.pal.first,
    );
    pen.on(surface, |pen| {
        ornament::fret(
            pen,
            m - 120.0,
            FLOOR - 70.0,
            240.0,
            24.0,
            pen.pal.first.light(0.5),
        );
    });
    let small = leaf_tone(pen);
    leaf_mat(pen, 430.0, FLOOR + 60.0, 84.0, small);
}

fn leaf_tone(pen: &mut Pen) -> Hue {
    pen.pick(&[RICE, LEAF, MOSS.light(0.2)])
}

/// A sprig with leaves on both sides.
pub fn sprig(pen: &mut Pen, (x, y): (f32, f32), degrees: f32, length: f32, tone: Hue) {
    pen.stroke(
        &path::open(&[(x, y), polar(x, y, length, degrees)]),
        tone.dark(0.3),
        length * 0.03,
    );
    for step in 1..6u8 {
        let (lx, ly) = polar(x, y, length * f32::from(step) / 6.0, degrees);
        for side in [-46.0, 46.0] {
            pen.cut(
                &path::leaf(lx, ly, degrees + side, length * 0.3, length * 0.12),
                tone,
            );
        }
    }
    pen.cut(&path::leaf(x, y, degrees, 0.0, 0.0), tone);
    let (tx, ty) = polar(x, y, length * 0.92, degrees);
    pen.cut(&path::leaf(tx, ty, degrees, length * 0.28, length * 0.12), tone);
}
