//! Things in glass, tin and paper: honey, powders, sauces, wine, tea, herbs, milk.
use super::{ceramics::cup, sweets::leaf_mat};
use crate::illustration::{
    ground::FLOOR,
    motif,
    ornament::{self, Ornament},
    palette::{BRICK, CREAM, EBONY, GOLD, Hue, INDIGO, JADE, LACQUER, LEAF, LOTUS, MOSS, OCHRE, RICE, SKY, STRAW, WOOD},
    path::{self, polar},
    pen::Pen,
};

/// A glass jar with something in it, a paper label with an ornament and a cloth or lid on top.
#[expect(clippy::too_many_arguments, reason = "place, contents and dress of one jar")]
pub fn jar(pen: &mut Pen, x: f32, foot: f32, scale: f32, contents: Hue, level: f32, what: Ornament, cloth: bool) {
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
    jar(pen, x + 190.0, FLOOR + 12.0, 0.7, amber.dark(0.1), 0.8, Ornament::Dots, false);
    comb(pen, (600.0, FLOOR - 6.0), amber);
    pen.at(x + 140.0, FLOOR + 50.0, 1.0, -8.0, |pen| {
        pen.ink("M-150 0H40", 16.0);
        pen.stroke("M-150 0H40", WOOD.light(0.15), 10.0);
        for (dx, ry) in [(44.0, 17.0), (60.0, 24.0), (77.0, 27.0), (94.0, 24.0), (109.0, 17.0)] {
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
        pen.cut(&path::poly(&[(x - 112.0, y), (x - 30.0, y - 84.0), (x + 10.0, y - 94.0), (x + 112.0, y)]), tone.light(0.1));
        for _ in 0..40 {
            let (px, py) = (x + pen.range(-60.0, 60.0), y - pen.range(4.0, 44.0));
            pen.fill(&path::circle(px, py, 2.6), tone.dark(0.25));
        }
        let bowl = pen.body(&path::turned(x, y, &[(0.0, 130.0), (30.0, 120.0), (64.0, 70.0), (80.0, 54.0), (86.0, 58.0)]), pen.pal.first);
        pen.on(bowl, |pen| ornament::fret(pen, x - 130.0, y + 44.0, 260.0, 20.0, pen.pal.first.light(0.6)));
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

/// Bottles of sauce or broth, with a dish.
pub fn bottles(pen: &mut Pen, contents: Hue, wine: bool, what: Ornament) {
    let x = pen.range(250.0, 320.0);
    for (dx, scale, drop) in [(130.0, 0.92, -10.0), (0.0, 1.1, 8.0)] {
        bottle(pen, x + dx, FLOOR + drop, scale, contents, wine, what);
    }
    let dish = x + 310.0;
    if wine {
        for dx in [-40.0, 70.0] {
            cup(pen, dish + dx, FLOOR - 30.0, CREAM, INDIGO);
        }
        for (fx, fy, size) in [(dish - 30.0, FLOOR + 44.0, 34.0), (dish + 50.0, FLOOR + 54.0, 28.0), (x - 130.0, FLOOR + 30.0, 32.0)] {
            chrysanthemum(pen, fx, fy, size);
        }
    } else {
        pen.shadow(dish, FLOOR + 18.0, 110.0);
        pen.body_shaded(&path::turned(dish, FLOOR - 34.0, &[(0.0, 116.0), (26.0, 96.0), (44.0, 54.0), (52.0, 58.0)]), CREAM, 18.0);
        pen.cut(&path::ellipse(dish, FLOOR - 34.0, 116.0, 25.0), CREAM.dark(0.1));
        pen.fill(&path::ellipse(dish, FLOOR - 30.0, 96.0, 17.0), contents);
        for (dx, dy, tone) in [(-40.0, -32.0, LACQUER), (10.0, -26.0, LEAF), (46.0, -34.0, LACQUER), (-8.0, -36.0, CREAM)] {
            pen.fill(&path::ellipse(dish + dx, FLOOR + dy, 11.0, 4.6), tone);
        }
        for (dx, turn) in [(-40.0, -14.0), (60.0, 10.0)] {
            chilli(pen, dish + dx, FLOOR + 60.0, turn);
        }
    }
}

/// A chilli pepper.
pub fn chilli(pen: &mut Pen, x: f32, y: f32, degrees: f32) {
    pen.at(x, y, 1.0, degrees, |pen| {
        pen.body_shaded("M-50 -10C-10 -30 50 -20 84 16C40 10 -10 26 -46 12C-60 4 -60 -4 -50 -10Z", LACQUER, 10.0);
        pen.stroke("M-54 0C-66 -2 -70 -12 -82 -12", MOSS, 6.0);
    });
}

fn chrysanthemum(pen: &mut Pen, x: f32, y: f32, size: f32) {
    for (reach, count, share) in [(1.0, 14u8, 0.0), (0.66, 10, 0.25)] {
        for index in 0..count {
            pen.cut(&path::leaf(x, y, 360.0 / f32::from(count) * f32::from(index), size * reach, size * 0.3), GOLD.light(share));
        }
    }
    pen.fill(&path::circle(x, y, size * 0.2), OCHRE.dark(0.2));
}

fn bottle(pen: &mut Pen, x: f32, foot: f32, scale: f32, contents: Hue, wine: bool, what: Ornament) {
    let cap = pen.pal.second;
    pen.at(x, foot, scale, 0.0, |pen| {
        pen.shadow(0.0, 4.0, 72.0);
        let profile: &[(f32, f32)] = if wine {
            &[(0.0, 22.0), (60.0, 24.0), (96.0, 62.0), (140.0, 74.0), (270.0, 74.0), (300.0, 64.0)]
        } else {
            &[(0.0, 22.0), (90.0, 24.0), (130.0, 56.0), (160.0, 62.0), (290.0, 62.0), (306.0, 54.0)]
        };
        let height = profile.last().map_or(300.0, |last| last.0);
        let surface = pen.body(&path::turned(0.0, -height, profile), contents);
        pen.on(surface, |pen| {
            pen.glaze("M28 -320H90V10H20C44 -60 44 -200 28 -320Z", EBONY, 0.35);
            pen.glaze(&path::block(-50.0, -176.0, 10.0, 120.0, 5.0), CREAM, 0.75);
        });
        let label = pen.body_shaded(&path::block(-52.0, -140.0, 104.0, 96.0, 6.0), CREAM, 8.0);
        pen.on(label, |pen| {
            pen.fill(&path::block(-52.0, -140.0, 104.0, 15.0, 0.0), cap);
            ornament::paint(pen, what, (0.0, -84.0), (90.0, 70.0), cap, CREAM);
        });
        pen.body_shaded(&path::block(-27.0, -height - 36.0, 54.0, 44.0, 6.0), cap, 10.0);
        if wine {
            pen.stroke(&format!("M-26 {:.1}q26 12 52 0", 30.0 - height), LACQUER, 7.0);
        }
    });
}

/// A tea tin with leaves, a flower and a cup.
pub fn tea(pen: &mut Pen, what: Ornament, flower: Option<Hue>) {
    let tin = pen.pick(&[JADE, LACQUER, INDIGO, OCHRE, MOSS, pen.pal.first]);
    let x = pen.range(290.0, 340.0);
    pen.shadow(x, FLOOR + 4.0, 116.0);
    let surface = pen.body_shaded(&path::turned(x, FLOOR - 250.0, &[(0.0, 110.0), (6.0, 112.0), (240.0, 112.0), (248.0, 108.0)]), tin, 40.0);
    pen.on(surface, |pen| {
        for y in [-236.0, -30.0] {
            pen.stroke(&format!("M{:.1} {:.1}q112 26 224 0", x - 112.0, FLOOR + y), GOLD, 6.0);
        }
        let oval = path::ellipse(x, FLOOR - 116.0, 78.0, 82.0);
        pen.fill(&oval, CREAM);
        ornament::paint(pen, what, (x, FLOOR - 116.0), (124.0, 120.0), tin, CREAM);
        pen.stroke(&oval, GOLD, 5.0);
    });
    pen.body_shaded(&path::turned(x, FLOOR - 292.0, &[(0.0, 112.0), (4.0, 116.0), (40.0, 116.0), (46.0, 114.0)]), tin.light(0.15), 30.0);
    pen.cut(&path::ellipse(x, FLOOR - 292.0, 112.0, 22.0), tin.light(0.35));
    let bx = x + 260.0;
    if let Some(petal) = flower {
        motif::lotus(pen, bx + 10.0, FLOOR - 66.0, 112.0, petal, true);
        pen.cut(&path::leaf(bx, FLOOR - 60.0, 14.0, 150.0, 50.0), LEAF);
        pen.cut(&path::leaf(bx, FLOOR - 60.0, 166.0, 120.0, 46.0), LEAF.dark(0.15));
    } else {
        for (angle, long) in [(-150.0, 130.0), (-30.0, 140.0), (-112.0, 150.0), (-64.0, 156.0), (-90.0, 120.0)] {
            let d = path::leaf(bx, FLOOR - 40.0, angle, long, 48.0);
            let leaf = pen.pick(&[LEAF, MOSS, LEAF.light(0.15)]);
            pen.body_shaded(&d, leaf, 12.0);
            pen.stroke(&path::open(&[(bx, FLOOR - 40.0), polar(bx, FLOOR - 40.0, long * 0.84, angle)]), leaf.light(0.4), 3.0);
        }
    }
    pen.at(bx - 70.0, FLOOR + 36.0, 1.25, 0.0, |pen| cup(pen, 0.0, -50.0, CREAM, tin));
    for _ in 0..22 {
        let (lx, ly, turn) = (bx + pen.range(10.0, 150.0), FLOOR + pen.range(14.0, 54.0), pen.range(0.0, 180.0));
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
    let surface = pen.body(&path::turned(m, FLOOR - 120.0, &[(0.0, 106.0), (50.0, 100.0), (96.0, 60.0), (112.0, 50.0), (136.0, 78.0)]), pen.pal.first);
    pen.on(surface, |pen| ornament::fret(pen, m - 120.0, FLOOR - 70.0, 240.0, 24.0, pen.pal.first.light(0.5)));
    let small = leaf_tone(pen);
    leaf_mat(pen, 430.0, FLOOR + 60.0, 84.0, small);
}

fn leaf_tone(pen: &mut Pen) -> Hue {
    pen.pick(&[RICE, LEAF, MOSS.light(0.2)])
}

/// A sprig with leaves on both sides.
pub fn sprig(pen: &mut Pen, (x, y): (f32, f32), degrees: f32, length: f32, tone: Hue) {
    pen.stroke(&path::open(&[(x, y), polar(x, y, length, degrees)]), tone.dark(0.3), length * 0.03);
    for step in 1..6u8 {
        let (lx, ly) = polar(x, y, length * f32::from(step) / 6.0, degrees);
        for side in [-46.0, 46.0] {
            pen.cut(&path::leaf(lx, ly, degrees + side, length * 0.3, length * 0.12), tone);
        }
    }
    pen.cut(&path::leaf(x, y, degrees, 0.0, 0.0), tone);
    let (tx, ty) = polar(x, y, length * 0.92, degrees);
    pen.cut(&path::leaf(tx, ty, degrees, length * 0.28, length * 0.12), tone);
}

/// Milk: bottles and a glass, hills of Ba Vì on the label.
pub fn milk(pen: &mut Pen) {
    cow(pen, 120.0, 396.0);
    let x = pen.range(280.0, 330.0);
    for (dx, scale, drop) in [(150.0, 0.9, -8.0), (0.0, 1.1, 8.0)] {
        pen.at(x + dx, FLOOR + drop, scale, 0.0, |pen| {
            pen.shadow(0.0, 4.0, 84.0);
            let profile = [(0.0, 40.0), (20.0, 42.0), (70.0, 44.0), (130.0, 80.0), (160.0, 84.0), (280.0, 82.0), (296.0, 72.0)];
            pen.body(&path::turned(0.0, -296.0, &profile), CREAM.mix(SKY, 0.1));
            let band = pen.body_shaded(&path::block(-72.0, -144.0, 144.0, 104.0, 10.0), SKY.light(0.2), 8.0);
            pen.on(band, |pen| {
                pen.fill(&path::dome(-30.0, -56.0, 60.0, 54.0), RICE);
                pen.fill(&path::dome(40.0, -52.0, 56.0, 40.0), LEAF);
                pen.fill(&path::circle(36.0, -118.0, 13.0), OCHRE);
                pen.fill(&path::block(-72.0, -60.0, 144.0, 30.0, 0.0), LEAF.light(0.2));
            });
            pen.body_shaded(&path::block(-46.0, -330.0, 92.0, 40.0, 8.0), pen.pal.second, 12.0);
        });
    }
    let g = x + 310.0;
    pen.shadow(g, FLOOR + 20.0, 66.0);
    let glass = pen.body_shaded(&path::turned(g, FLOOR - 140.0, &[(0.0, 66.0), (150.0, 54.0), (158.0, 50.0)]), SKY.light(0.6), 16.0);
    pen.on(glass, |pen| pen.fill(&format!("M{:.1} {:.1}h160v170h-160Z", g - 80.0, FLOOR - 112.0), CREAM));
    pen.cut(&path::ellipse(g, FLOOR - 112.0, 62.0, 12.0), CREAM.light(0.4));
    pen.ink(&path::ellipse(g, FLOOR - 140.0, 66.0, 13.0), 3.0);
}

fn cow(pen: &mut Pen, x: f32, y: f32) {
    pen.at(x, y, 0.62, 0.0, |pen| {
        let surface = pen.body("M-110 60V10C-150 0 -156 -30 -130 -40C-100 -66 60 -66 92 -40V60H64V16H-64V60Z", CREAM);
        pen.on(surface, |pen| {
            pen.fill(&path::ellipse(-30.0, -34.0, 36.0, 26.0), EBONY);
            pen.fill(&path::ellipse(66.0, -10.0, 30.0, 34.0), EBONY);
        });
        pen.body_shaded("M-156 -44C-184 -30 -176 10 -154 14C-130 10 -126 -24 -136 -44Z", CREAM, 8.0);
        pen.cut(&path::ellipse(-158.0, 4.0, 15.0, 11.0), LOTUS);
        pen.fill(&path::circle(-154.0, -20.0, 4.5), EBONY);
    });
}

/// Cups of yoghurt with a spoon; purple when there is black rice in it.
pub fn yoghurt(pen: &mut Pen, purple: bool) {
    let tone = if purple { Hue(0x008c_6a94) } else { CREAM };
    for (x, drop, scale) in [(230.0, -10.0, 0.86), (560.0, -12.0, 0.86), (395.0, 14.0, 1.14)] {
        pen.at(x, FLOOR + drop, scale, 0.0, |pen| {
            pen.shadow(0.0, 4.0, 84.0);
            let surface = pen.body(&path::turned(0.0, -150.0, &[(0.0, 96.0), (8.0, 96.0), (140.0, 74.0), (150.0, 68.0)]), CREAM.mix(SKY, 0.15));
            pen.on(surface, |pen| {
                pen.fill(&path::block(-110.0, -106.0, 220.0, 66.0, 0.0), pen.pal.second);
                pen.fill(&path::dome(-20.0, -40.0, 44.0, 40.0), CREAM);
                pen.fill(&path::dome(34.0, -40.0, 34.0, 28.0), CREAM.dark(0.1));
            });
            pen.cut(&path::ellipse(0.0, -150.0, 96.0, 22.0), CREAM);
            pen.body_shaded("M-78 -150C-70 -176 -30 -170 -16 -184C10 -204 40 -170 78 -150C40 -136 -40 -136 -78 -150Z", tone, 8.0);
            if purple {
                for (dx, dy) in [(-36.0, -160.0), (0.0, -166.0), (30.0, -158.0), (-10.0, -154.0)] {
                    pen.fill(&path::ellipse(dx, dy, 9.0, 4.0), EBONY);
                }
            }
        });
    }
    let spoon = "M470 560L640 500";
    pen.ink(spoon, 13.0);
    pen.stroke(spoon, STRAW, 8.0);
    pen.cut(&path::ellipse(452.0, 566.0, 34.0, 15.0), STRAW);
}
