//! Lamps, dragonflies, kites and incense: what hangs, flies and burns.
use super::weave::cane;
use crate::{
    ground::FLOOR,
    motif,
    ornament::{self, Ornament},
    palette::{BRICK, CREAM, EBONY, Hue, INK, JADE, LACQUER, OCHRE, RICE, STRAW, WOOD},
    path::{self, polar},
    pen::Pen,
};

/// Lamps of rattan, glowing.
pub fn lamps(pen: &mut Pen, spiral: bool) {
    let light = cane(pen);
    let glow = Hue(0x00ff_e3a0);
    let kind = pen.below(2);
    for (x, y, scale) in [(250.0, 250.0, 0.82), (560.0, 200.0, 0.66), (400.0, 300.0, 1.12)] {
        pen.ink(&path::open(&[(x, -10.0), (x, y - 130.0 * scale)]), 4.0);
        pen.glaze(&path::circle(x, y, 190.0 * scale), glow, 0.28);
        pen.at(x, y, scale, 0.0, |pen| {
            let profile: &[(f32, f32)] = if spiral || kind == 0 {
                &[
                    (0.0, 30.0),
                    (50.0, 96.0),
                    (130.0, 130.0),
                    (210.0, 96.0),
                    (258.0, 40.0),
                ]
            } else {
                &[
                    (0.0, 36.0),
                    (40.0, 60.0),
                    (150.0, 130.0),
                    (230.0, 146.0),
                    (244.0, 140.0),
                ]
            };
            let surface = pen.body(&path::turned(0.0, -130.0, profile), glow);
            pen.on(surface, |pen| {
                for line in 0..15u8 {
                    let offset = f32::from(line).mul_add(36.0, -300.0);
                    pen.stroke(
                        &format!("M{offset} -150q80 150 {} 300", if spiral { 150 } else { 0 }),
                        light.dark(0.25),
                        5.0,
                    );
                    if !spiral {
                        pen.stroke(
                            &format!("M{:.1} -150q-80 150 0 300", -offset),
                            light.dark(0.1),
                            5.0,
                        );
                    }
                }
                for y in [-90.0, -30.0, 30.0, 86.0] {
                    pen.stroke(&format!("M-150 {y}q150 40 300 0"), light.dark(0.35), 6.0);
                }
            });
            pen.cut(&path::block(-20.0, -144.0, 40.0, 18.0, 4.0), EBONY);
            pen.stroke("M0 130v22", LACQUER, 6.0);
            for tail in [-8.0, 0.0, 8.0] {
                pen.stroke(&format!("M0 152l{tail} 46"), LACQUER, 4.0);
            }
        });
    }
}

/// Bamboo dragonflies that balance on their noses.
pub fn dragonflies(pen: &mut Pen) {
    let tones = [LACQUER, JADE, OCHRE, pen.pal.first, RICE];
    let first = pen.below(5);
    pen.shadow(400.0, FLOOR + 8.0, 200.0);
    pen.body_shaded(&path::block(200.0, FLOOR - 26.0, 400.0, 34.0, 10.0), WOOD, 12.0);
    for (index, (x, top, turn)) in [(270.0, 330.0, -8.0), (410.0, 210.0, 6.0), (545.0, 300.0, -4.0)]
        .into_iter()
        .enumerate()
    {
        pen.ink(&path::open(&[(x, FLOOR - 24.0), (x, top)]), 8.0);
        pen.stroke(&path::open(&[(x, FLOOR - 24.0), (x, top)]), STRAW, 4.0);
        let tone = tones
            .get((usize::from(first) + index) % 5)
            .copied()
            .unwrap_or(JADE);
        pen.at(x, top, 1.0, turn, |pen| {
            for (angle, long) in [(-158.0, 150.0), (158.0, 130.0), (-22.0, 150.0), (22.0, 130.0)] {
                let d = path::leaf(0.0, -6.0, angle, long, 42.0);
                let surface = pen.body_shaded(&d, tone.light(0.25), 8.0);
                pen.on(surface, |pen| {
                    for share in [0.4, 0.6, 0.8] {
                        let (dx, dy) = polar(0.0, -6.0, long * share, angle);
                        pen.fill(&path::circle(dx, dy, 8.0), OCHRE);
                        pen.fill(&path::circle(dx, dy, 4.0), LACQUER);
                    }
                });
            }
            pen.body_shaded("M-10 -20C-8 -100 -4 -130 0 -150C4 -130 8 -100 10 -20Z", tone, 6.0);
            pen.body_shaded(&path::ellipse(0.0, -8.0, 19.0, 17.0), tone.dark(0.15), 6.0);
            for ex in [-11.0, 11.0] {
                pen.cut(&path::circle(ex, 0.0, 8.0), INK);
            }
        });
    }
}

/// Incense: bundles opened like flowers, cones with smoke, coils.
pub fn incense(pen: &mut Pen, kind: u16) {
    match kind % 3 {
        0 => {
            let x = pen.range(300.0, 480.0);
            for (cx, foot, size, tone) in [
                (x - 190.0, FLOOR - 6.0, 0.66, BRICK),
                (x + 180.0, FLOOR, 0.72, LACQUER),
                (x, FLOOR + 16.0, 1.0, LACQUER),
            ] {
                bundle(pen, cx, foot, size, tone);
            }
        }
        1 => {
            let brown = pen.pick(&[WOOD.dark(0.2), EBONY.light(0.15), BRICK.dark(0.35)]);
            smoke(pen, 400.0, 300.0);
            pen.shadow(400.0, FLOOR + 6.0, 200.0);
            let dish = pen.body(
                &path::turned(
                    400.0,
                    FLOOR - 74.0,
                    &[(0.0, 210.0), (30.0, 186.0), (60.0, 110.0), (76.0, 120.0)],
                ),
                pen.pal.first,
            );
            pen.on(dish, |pen| {
                ornament::fret(pen, 190.0, FLOOR - 16.0, 420.0, 22.0, CREAM);
            });
            pen.cut(&path::ellipse(400.0, FLOOR - 74.0, 210.0, 40.0), CREAM.dark(0.15));
            for (dx, dy, scale) in [
                (-110.0, -4.0, 0.8),
                (110.0, -2.0, 0.85),
                (-46.0, 10.0, 0.9),
                (56.0, 12.0, 0.9),
                (0.0, -2.0, 1.2),
            ] {
                pen.at(400.0 + dx, FLOOR - 64.0 + dy, scale, 0.0, |pen| {
                    pen.body_shaded(
                        "M-36 0C-30 -50 -10 -90 0 -104C10 -90 30 -50 36 0C20 12 -20 12 -36 0Z",
                        brown,
                        14.0,
                    );
                });
            }
            pen.fill(&path::circle(400.0, FLOOR - 186.0, 8.0), OCHRE);
        }
        _ => {
            smoke(pen, 560.0, 360.0);
            for (x, y, turns) in [(330.0, 240.0, 5u8), (580.0, 400.0, 3)] {
                pen.ink(&path::open(&[(x, 0.0), (x, y)]), 3.0);
                for ring in 0..turns {
                    let share = f32::from(ring) / f32::from(turns);
                    let rx = 190.0 * (share + 0.2) * f32::from(turns) / 5.0;
                    let cy = (f32::from(ring) * 40.0) + y - 40.0;
                    pen.ink(&path::ellipse(x, cy, rx, rx * 0.26), 15.0);
                    pen.stroke(&path::ellipse(x, cy, rx, rx * 0.26), OCHRE.dark(0.1), 9.0);
                }
            }
        }
    }
}

fn smoke(pen: &mut Pen, x: f32, y: f32) {
    let tone = pen.pal.paper.mix(pen.pal.motif, 0.3).light(0.4);
    for (dx, width) in [(0.0, 9.0), (22.0, 6.0)] {
        pen.stroke(
            &format!(
                "M{:.1} {y:.1}c-50 -50 40 -90 -6 -140c-40 -44 40 -70 10 -130",
                x + dx
            ),
            tone,
            width,
        );
    }
}

fn bundle(pen: &mut Pen, x: f32, foot: f32, size: f32, tone: Hue) {
    pen.shadow(x, foot + 4.0, 110.0 * size);
    let waist = foot - 116.0 * size;
    for index in 0..46u8 {
        let angle = f32::from(index).mul_add(2.9, -155.0);
        let long = (230.0 - ((angle + 90.0) / 10.0).powi(2) * 0.9) * size;
        let end = polar(x, waist, long, angle);
        let shade = if index % 3 == 0 {
            tone.light(0.25)
        } else if index % 3 == 1 {
            tone
        } else {
            tone.dark(0.22)
        };
        pen.stroke(&path::open(&[(x, waist), end]), shade, 7.0 * size);
        pen.fill(&path::circle(end.0, end.1, 4.6 * size), OCHRE);
    }
    for index in 0..22u8 {
        let angle = f32::from(index).mul_add(3.4, 54.0);
        let end = polar(x, waist, 122.0 * size, angle);
        pen.stroke(
            &path::open(&[(x, waist), end]),
            if index % 2 == 0 { STRAW } else { STRAW.dark(0.25) },
            6.0 * size,
        );
    }
    pen.cut(
        &path::block(
            x - 26.0 * size,
            waist - 13.0 * size,
            52.0 * size,
            26.0 * size,
            6.0 * size,
        ),
        OCHRE,
    );
}

/// A kite with a bow of flutes, high over the dyke.
pub fn kite(pen: &mut Pen) {
    let tone = pen.pick(&[LACQUER, OCHRE, JADE]);
    pen.stroke("M400 210C420 330 330 420 360 520", INK, 2.6);
    pen.at(400.0, 200.0, 1.1, -10.0, |pen| {
        let surface = pen.body(
            "M-250 20C-200 -90 200 -90 250 20C160 -10 60 20 0 70C-60 20 -160 -10 -250 20Z",
            tone,
        );
        pen.on(surface, |pen| {
            ornament::paint(pen, Ornament::Clouds, (0.0, -10.0), (420.0, 110.0), CREAM, tone);
        });
        for (y, size) in [(-92.0, 1.0), (-120.0, 0.74), (-142.0, 0.5)] {
            pen.body_shaded(
                &path::block(-90.0 * size, y, 180.0 * size, 24.0 * size, 11.0 * size),
                STRAW,
                8.0,
            );
        }
        pen.ink("M0 -80V70", 4.0);
    });
    let dyke = pen.pal.table;
    motif::hills(pen, 500.0, 60.0, dyke.light(0.2));
    pen.fill("M-10 500Q400 470 810 500V610H-10Z", dyke);
    pen.gouges(0.0, 512.0, 800.0, 80.0, dyke.light(0.25), 30);
}
