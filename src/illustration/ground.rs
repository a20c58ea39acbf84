//! What stands behind and below a subject: paper, one motif out of twelve, and the table.
use super::{
    motif,
    palette::{CREAM, Hue, INK},
    path::{self, polar},
    pen::Pen,
};

/// How many motifs there are.
pub const MOTIFS: u64 = 12;

/// Where the table begins, and where things stand on it.
pub const HORIZON: f32 = 438.0;
/// The line on which subjects stand.
pub const FLOOR: f32 = 506.0;

/// Paper, motif by number (wrapping around) and table.
pub fn draw(pen: &mut Pen, number: u64) {
    backdrop(pen, number);
    table(pen);
}

/// Paper and motif, without a table.
pub fn backdrop(pen: &mut Pen, number: u64) {
    let pal = pen.pal;
    pen.fill("M0 0H800V600H0Z", pal.paper);
    let soft = pal.paper.mix(pal.motif, 0.55);
    let (x, y) = (pen.range(250.0, 550.0), pen.range(190.0, 250.0));
    match number % MOTIFS {
        0 => sun(pen, x, y, pal.motif, pal.paper),
        1 => {
            sun_disc(pen, x + 90.0, y - 40.0, 74.0, pal.motif.mix(pal.first, 0.3));
            motif::hills(pen, HORIZON, 240.0, soft);
            motif::hills(pen, HORIZON, 150.0, pal.motif);
        }
        2 => motif::waves(pen, (0.0, 210.0), (800.0, 240.0), 46.0, soft, pal.paper),
        3 => {
            sun_disc(pen, x, y, 150.0, soft);
            for (cx, cy, size) in [
                (120.0, 130.0, 82.0),
                (660.0, 100.0, 96.0),
                (700.0, 300.0, 70.0),
                (90.0, 330.0, 76.0),
            ] {
                motif::cloud(pen, cx, cy, size, pal.motif, 7.0);
            }
        }
        4 => pond(pen),
        5 => {
            sun_disc(pen, x, y, 120.0, soft);
            for sx in [18.0, 74.0, 140.0, 640.0, 704.0, 762.0] {
                let tall = pen.range(380.0, 520.0);
                let wide = pen.range(13.0, 20.0);
                motif::bamboo(pen, sx, HORIZON, tall, wide, pal.motif);
            }
        }
        6 => moon_window(pen, x),
        7 => banana_leaves(pen),
        8 => {
            sun_disc(pen, x, y - 20.0, 90.0, soft);
            for (hx, width) in [(90.0, 210.0), (700.0, 240.0), (300.0, 150.0), (520.0, 170.0)] {
                motif::house(pen, hx, HORIZON, width, pal.motif, soft);
            }
            areca(pen, 205.0, soft.dark(0.12));
            areca(pen, 610.0, soft.dark(0.12));
        }
        9 => rays(pen, x, pal.motif),
        10 => drum(pen, x, y),
        _ => {
            motif::branch(pen, (-10.0, 40.0), 22.0, 430.0, pal.motif.dark(0.25), pal.motif);
            motif::branch(pen, (820.0, 190.0), 158.0, 300.0, pal.motif.dark(0.25), pal.motif);
        }
    }
}

/// The table with its front edge and the marks of the gouge.
pub fn table(pen: &mut Pen) {
    let table = pen.pal.table;
    let (a, b, c) = (pen.range(-5.0, 5.0), pen.range(-5.0, 5.0), pen.range(-4.0, 4.0));
    let edge = [
        (-20.0, HORIZON + a),
        (200.0, HORIZON + b),
        (430.0, HORIZON + c),
        (620.0, HORIZON - b),
        (820.0, HORIZON - a),
    ];
    let line = path::through(&edge);
    pen.fill(&format!("{line}V620H-20Z"), table);
    pen.gouges(-20.0, HORIZON + 18.0, 820.0, 150.0, table.light(0.2), 46);
    pen.gouges(-20.0, HORIZON + 18.0, 820.0, 150.0, table.dark(0.28), 30);
    pen.stroke(&line, INK, 3.4);
}

fn sun_disc(pen: &mut Pen, x: f32, y: f32, radius: f32, colour: Hue) {
    pen.fill(&path::circle(x, y, radius), colour);
    let paper = pen.pal.paper;
    for _ in 0..16 {
        let (angle, share) = (pen.range(0.0, 360.0), pen.range(0.3, 0.92));
        let (gx, gy) = polar(x, y, radius * share, angle);
        let length = pen.range(8.0, 22.0);
        pen.stroke(
            &path::open(&[(gx, gy), (gx + length, gy)]),
            colour.mix(paper, 0.5),
            2.2,
        );
    }
}

fn sun(pen: &mut Pen, x: f32, y: f32, colour: Hue, paper: Hue) {
    sun_disc(pen, x, y, 176.0, colour);
    pen.stroke(&path::circle(x, y, 194.0), colour.mix(paper, 0.3), 4.0);
    for index in 0..48u8 {
        let angle = 7.5 * f32::from(index);
        let far = if index % 2 == 0 { 236.0 } else { 220.0 };
        pen.stroke(
            &path::open(&[polar(x, y, 206.0, angle), polar(x, y, far, angle)]),
            colour.mix(paper, 0.3),
            4.0,
        );
    }
}

fn pond(pen: &mut Pen) {
    let pal = pen.pal;
    let (leaf, flower) = (pal.motif.mix(pal.paper, 0.15), pal.motif.mix(CREAM, 0.3));
    for (x, y, rx) in [
        (60.0, 330.0, 130.0),
        (250.0, 400.0, 100.0),
        (730.0, 350.0, 140.0),
        (560.0, 405.0, 96.0),
    ] {
        let stem = path::through(&[(x, y), (x + 12.0, y + 70.0), (x, 470.0)]);
        pen.stroke(&stem, leaf.dark(0.1), 6.0);
        motif::lotus_leaf(pen, x, y, rx, leaf);
    }
    for (x, y, size) in [(150.0, 250.0, 84.0), (668.0, 225.0, 96.0)] {
        let stem = path::through(&[(x, y), (x - 14.0, y + 110.0), (x + 6.0, 470.0)]);
        pen.stroke(&stem, leaf.dark(0.1), 6.0);
        motif::lotus(pen, x, y, size, flower, false);
    }
}

fn moon_window(pen: &mut Pen, x: f32) {
    let pal = pen.pal;
    let y = 236.0;
    let soft = pal.paper.mix(pal.motif, 0.5);
    pen.fill(&path::circle(x, y, 206.0), pal.motif);
    let pane = path::circle(x, y, 188.0);
    pen.fill(&pane, pal.paper.light(0.35));
    let surface = pen.surface(&pane);
    pen.on(surface, |pen| {
        motif::hills(pen, 390.0, 130.0, soft);
        for index in 0..9u8 {
            let offset = f32::from(index).mul_add(46.0, -188.0);
            pen.stroke(
                &path::open(&[(x + offset, y - 190.0), (x + offset, y + 190.0)]),
                pal.motif,
                5.0,
            );
            pen.stroke(
                &path::open(&[(x - 190.0, y + offset), (x + 190.0, y + offset)]),
                pal.motif,
                5.0,
            );
        }
    });
}

fn banana_leaves(pen: &mut Pen) {
    let pal = pen.pal;
    let soft = pal.paper.mix(pal.motif, 0.7);
    for (x, y, angle, length) in [
        (-20.0, 470.0, -62.0, 470.0),
        (-30.0, 400.0, -28.0, 330.0),
        (-10.0, 480.0, -88.0, 400.0),
        (820.0, 470.0, -118.0, 480.0),
        (830.0, 400.0, -154.0, 320.0),
        (810.0, 480.0, -94.0, 390.0),
    ] {
        let tone = pen.pick(&[soft, pal.motif, soft.light(0.1)]);
        let d = path::leaf(x, y, angle, length, 78.0);
        pen.fill(&d, tone);
        let surface = pen.surface(&d);
        pen.on(surface, |pen| {
            pen.stroke(
                &path::open(&[(x, y), polar(x, y, length, angle)]),
                tone.dark(0.16),
                5.0,
            );
            for share in 1..14u8 {
                let (px, py) = polar(x, y, length * f32::from(share) / 14.0, angle);
                for side in [-58.0, 58.0] {
                    pen.stroke(
                        &path::open(&[(px, py), polar(px, py, 90.0, angle + side)]),
                        tone.dark(0.1),
                        2.4,
                    );
                }
            }
        });
    }
}

fn areca(pen: &mut Pen, x: f32, colour: Hue) {
    let top = 150.0;
    pen.stroke(
        &path::through(&[(x, HORIZON), (x + 8.0, 300.0), (x, top)]),
        colour,
        8.0,
    );
    for angle in [-170.0, -140.0, -110.0, -70.0, -40.0, -10.0, 20.0, 160.0] {
        pen.fill(&path::leaf(x, top, angle, 78.0, 15.0), colour);
    }
}

fn rays(pen: &mut Pen, x: f32, colour: Hue) {
    let soft = pen.pal.paper.mix(colour, 0.45);
    for index in 0..18u8 {
        let angle = f32::from(index).mul_add(20.0, -180.0);
        let (a, b) = (
            polar(x, HORIZON, 900.0, angle),
            polar(x, HORIZON, 900.0, angle + 10.0),
        );
        pen.fill(&path::poly(&[(x, HORIZON), a, b]), soft);
    }
    sun_disc(pen, x, HORIZON, 150.0, colour);
}

fn drum(pen: &mut Pen, x: f32, y: f32) {
    let pal = pen.pal;
    let soft = pal.paper.mix(pal.motif, 0.6);
    pen.fill(&path::star(x, y, 92.0, 36.0, 14, 0.0), pal.motif);
    for (radius, width) in [
        (104.0, 5.0),
        (132.0, 3.0),
        (196.0, 5.0),
        (206.0, 3.0),
        (250.0, 3.0),
    ] {
        pen.stroke(&path::circle(x, y, radius), soft, width);
    }
    for index in 0..30u8 {
        let (cx, cy) = polar(x, y, 118.0, 12.0 * f32::from(index));
        pen.stroke(&path::circle(cx, cy, 6.0), soft, 2.4);
    }
    for index in 0..8u8 {
        let angle = 45.0 * f32::from(index);
        let (bx, by) = polar(x, y, 164.0, angle);
        motif::swallow(pen, bx, by, 34.0, angle + 90.0, soft);
    }
    for index in 0..60u8 {
        let angle = 6.0 * f32::from(index);
        pen.stroke(
            &path::open(&[polar(x, y, 214.0, angle), polar(x, y, 242.0, angle + 3.0)]),
            soft,
            3.0,
        );
    }
}
