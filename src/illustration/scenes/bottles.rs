//! Sauces, broths and rice wine in bottles.
use super::tableware::cup;
use crate::{
    ground::FLOOR,
    ornament::{self, Ornament},
    palette::{CREAM, EBONY, GOLD, Hue, INDIGO, LACQUER, LEAF, MOSS, OCHRE},
    path::{self},
    pen::Pen,
};

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
        for (fx, fy, size) in [
            (dish - 30.0, FLOOR + 44.0, 34.0),
            (dish + 50.0, FLOOR + 54.0, 28.0),
            (x - 130.0, FLOOR + 30.0, 32.0),
        ] {
            chrysanthemum(pen, fx, fy, size);
        }
    } else {
        pen.shadow(dish, FLOOR + 18.0, 110.0);
        pen.body_shaded(
            &path::turned(
                dish,
                FLOOR - 34.0,
                &[(0.0, 116.0), (26.0, 96.0), (44.0, 54.0), (52.0, 58.0)],
            ),
            CREAM,
            18.0,
        );
        pen.cut(&path::ellipse(dish, FLOOR - 34.0, 116.0, 25.0), CREAM.dark(0.1));
        pen.fill(&path::ellipse(dish, FLOOR - 30.0, 96.0, 17.0), contents);
        for (dx, dy, tone) in [
            (-40.0, -32.0, LACQUER),
            (10.0, -26.0, LEAF),
            (46.0, -34.0, LACQUER),
            (-8.0, -36.0, CREAM),
        ] {
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
        pen.body_shaded(
            "M-50 -10C-10 -30 50 -20 84 16C40 10 -10 26 -46 12C-60 4 -60 -4 -50 -10Z",
            LACQUER,
            10.0,
        );
        pen.stroke("M-54 0C-66 -2 -70 -12 -82 -12", MOSS, 6.0);
    });
}

fn chrysanthemum(pen: &mut Pen, x: f32, y: f32, size: f32) {
    for (reach, count, share) in [(1.0, 14u8, 0.0), (0.66, 10, 0.25)] {
        for index in 0..count {
            pen.cut(
                &path::leaf(
                    x,
                    y,
                    360.0 / f32::from(count) * f32::from(index),
                    size * reach,
                    size * 0.3,
                ),
                GOLD.light(share),
            );
        }
    }
    pen.fill(&path::circle(x, y, size * 0.2), OCHRE.dark(0.2));
}

fn bottle(pen: &mut Pen, x: f32, foot: f32, scale: f32, contents: Hue, wine: bool, what: Ornament) {
    let cap = pen.pal.second;
    pen.at(x, foot, scale, 0.0, |pen| {
        pen.shadow(0.0, 4.0, 72.0);
        let profile: &[(f32, f32)] = if wine {
            &[
                (0.0, 22.0),
                (60.0, 24.0),
                (96.0, 62.0),
                (140.0, 74.0),
                (270.0, 74.0),
                (300.0, 64.0),
            ]
        } else {
            &[
                (0.0, 22.0),
                (90.0, 24.0),
                (130.0, 56.0),
                (160.0, 62.0),
                (290.0, 62.0),
                (306.0, 54.0),
            ]
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
