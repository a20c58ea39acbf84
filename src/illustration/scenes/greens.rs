//! Vegetables, fruit and mushrooms.
use super::garden::{asparagus, aubergine, gourd, potato, sprouts, tomato};
use crate::{
    ground::FLOOR,
    ornament::{self},
    palette::{BRICK, CREAM, Hue, LEAF, MOSS, MULBERRY, RICE, STRAW, WOOD},
    path::{self, polar},
    pen::Pen,
};

/// Which vegetable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Vegetable {
    /// Leaves on stalks, in a bunch.
    Leafy,
    /// Long stems with narrow leaves: rau muống, rau cần.
    Stems,
    /// Cabbage.
    Cabbage,
    /// Cauliflower.
    Cauliflower,
    /// Kohlrabi.
    Kohlrabi,
    /// Tomatoes.
    Tomato,
    /// Long aubergines.
    Aubergine,
    /// Potatoes.
    Potato,
    /// Asparagus.
    Asparagus,
    /// Wax gourd or luffa.
    Gourd,
    /// Sprouts.
    Sprouts,
    /// A basket of everything.
    Mixed,
}

/// Draws a vegetable.
pub fn vegetable(pen: &mut Pen, which: Vegetable) {
    pen.shadow(400.0, FLOOR + 10.0, 230.0);
    let green = pen.pick(&[LEAF, LEAF.light(0.12), MOSS.light(0.15), RICE.dark(0.15)]);
    match which {
        Vegetable::Leafy => {
            for (x, turn, scale) in [(270.0, -18.0, 0.92), (540.0, 16.0, 0.92), (400.0, 0.0, 1.08)] {
                pen.at(x, FLOOR + 6.0, scale, turn, |pen| leafy(pen, green));
            }
        }
        Vegetable::Stems => stems(pen, green),
        Vegetable::Cabbage => {
            for (x, drop, scale) in [(560.0, -14.0, 0.8), (340.0, 6.0, 1.15)] {
                pen.at(x, FLOOR + drop, scale, 0.0, |pen| {
                    cabbage(pen, RICE.mix(green, 0.35));
                });
            }
        }
        Vegetable::Cauliflower => {
            for (x, drop, scale) in [(570.0, -14.0, 0.78), (340.0, 6.0, 1.1)] {
                pen.at(x, FLOOR + drop, scale, 0.0, |pen| cauliflower(pen, green));
            }
        }
        Vegetable::Kohlrabi => {
            for (x, drop, scale) in [(240.0, -14.0, 0.86), (570.0, -12.0, 0.84), (400.0, 12.0, 1.1)] {
                pen.at(x, FLOOR + drop, scale, 0.0, |pen| kohlrabi(pen, green));
            }
        }
        Vegetable::Tomato => {
            for (x, y, scale) in [
                (250.0, -2.0, 0.9),
                (560.0, -4.0, 0.94),
                (330.0, -120.0, 0.84),
                (480.0, -124.0, 0.88),
                (404.0, 12.0, 1.1),
            ] {
                pen.at(x, FLOOR + y, scale, 0.0, tomato);
            }
        }
        Vegetable::Aubergine => {
            for (x, y, turn) in [(400.0, 320.0, -24.0), (420.0, 400.0, -14.0), (390.0, 476.0, -4.0)] {
                pen.at(x, y, 1.1, turn, |pen| aubergine(pen, MULBERRY));
            }
        }
        Vegetable::Gourd => {
            for (x, y, turn, scale) in [(420.0, 350.0, -20.0, 1.1), (380.0, 450.0, -5.0, 1.25)] {
                pen.at(x, y, scale, turn, |pen| gourd(pen, green));
            }
        }
        Vegetable::Potato => {
            for (x, y, turn, scale) in [
                (240.0, -30.0, -12.0, 1.0),
                (560.0, -34.0, 10.0, 1.05),
                (330.0, -110.0, 18.0, 0.9),
                (480.0, -112.0, -14.0, 0.95),
                (400.0, -10.0, 0.0, 1.2),
            ] {
                pen.at(x, FLOOR + y, scale, turn, potato);
            }
        }
        Vegetable::Asparagus => asparagus(pen, green),
        Vegetable::Sprouts => sprouts(pen, green),
        Vegetable::Mixed => mixed(pen, green),
    }
}

fn leafy(pen: &mut Pen, green: Hue) {
    for (angle, long) in [
        (-140.0, 210.0),
        (-40.0, 210.0),
        (-122.0, 270.0),
        (-58.0, 270.0),
        (-104.0, 310.0),
        (-76.0, 310.0),
        (-90.0, 290.0),
    ] {
        let (sx, sy) = polar(0.0, -20.0, long * 0.42, angle);
        pen.ink(&path::open(&[(0.0, -10.0), (sx, sy)]), 25.0);
        pen.stroke(&path::open(&[(0.0, -10.0), (sx, sy)]), CREAM.mix(RICE, 0.4), 17.0);
        let points: Vec<(f32, f32)> = (0..14u8)
            .map(|step| {
                let around = f32::from(step) * 360.0 / 14.0;
                let (cos, sin) = (around.to_radians().cos(), around.to_radians().sin());
                let ruffle = if step.is_multiple_of(2) { 1.08 } else { 0.9 };
                let (px, py) = polar(sx, sy, long * 0.34 + long * 0.36 * cos * ruffle, angle);
                polar(px, py, long * 0.22 * sin * ruffle, angle + 90.0)
            })
            .collect();
        let tone = pen.pick(&[green, green.light(0.12), green.dark(0.1)]);
        let surface = pen.body_shaded(&path::blob(&points), tone, 16.0);
        pen.on(surface, |pen| {
            pen.stroke(
                &path::open(&[(sx, sy), polar(sx, sy, long * 0.66, angle)]),
                RICE.light(0.4),
                6.0,
            );
            for share in [0.2, 0.36, 0.5] {
                let (vx, vy) = polar(sx, sy, long * share, angle);
                for side in [-48.0, 48.0] {
                    pen.stroke(
                        &path::open(&[(vx, vy), polar(vx, vy, long * 0.18, angle + side)]),
                        RICE.light(0.4),
                        3.0,
                    );
                }
            }
        });
    }
    let tie = pen.pal.second;
    pen.cut(&path::block(-44.0, -56.0, 88.0, 22.0, 8.0), tie);
}

fn stems(pen: &mut Pen, green: Hue) {
    pen.at(400.0, 330.0, 1.0, 0.0, |pen| {
        for index in 0..19u8 {
            let spread = f32::from(index) - 9.0;
            let (x, bend) = (spread * 9.0, spread * 20.0);
            let line = path::through(&[
                (x * 0.7, 196.0),
                (x * 0.5, 60.0),
                (x + bend * 0.5, -100.0),
                (x + bend, -190.0 + spread.abs() * 9.0),
            ]);
            pen.ink(&line, 12.0);
            let tone = pen.pick(&[green.light(0.3), green.light(0.15), RICE]);
            pen.stroke(&line, tone, 7.0);
            let tip = (x + bend, -190.0 + spread.abs() * 9.0);
            for (side, long) in [(-60.0, 66.0), (-120.0, 66.0), (-90.0, 82.0)] {
                pen.cut(
                    &path::leaf(tip.0, tip.1 + 30.0, side + spread * 4.0, long, 24.0),
                    green,
                );
            }
        }
        pen.cut(&path::block(-74.0, 60.0, 148.0, 27.0, 9.0), pen.pal.second);
    });
}

fn cabbage(pen: &mut Pen, green: Hue) {
    for angle in [-168.0, -12.0, -146.0, -34.0] {
        pen.body_shaded(
            &path::leaf(0.0, -60.0, angle, 186.0, 120.0),
            green.dark(0.2),
            16.0,
        );
    }
    let surface = pen.body(&path::ellipse(0.0, -116.0, 146.0, 126.0), green.light(0.2));
    pen.on(surface, |pen| {
        for (dx, bend) in [(-96.0, -60.0), (-44.0, -30.0), (14.0, 10.0), (70.0, 50.0)] {
            pen.stroke(
                &format!(
                    "M{:.1} 14C{:.1} -80 {:.1} -160 {:.1} -240",
                    dx * 0.3,
                    dx + bend,
                    dx + bend,
                    dx
                ),
                green.dark(0.3),
                4.0,
            );
        }
        for (x, y, long) in [
            (-60.0, -90.0, 40.0),
            (-40.0, -140.0, 44.0),
            (40.0, -100.0, 44.0),
            (60.0, -150.0, 36.0),
            (4.0, -170.0, 40.0),
        ] {
            pen.stroke(&format!("M{x} {y}q10 -20 {long} -26"), green.dark(0.22), 3.0);
        }
    });
    pen.body_shaded(
        "M-150 -20C-150 -130 -90 -190 -30 -214C-60 -130 -50 -60 0 6C-60 20 -120 20 -150 -20Z",
        green,
        16.0,
    );
    pen.body_shaded(
        "M150 -20C150 -120 100 -180 50 -200C70 -120 50 -50 0 6C60 20 120 20 150 -20Z",
        green.dark(0.08),
        20.0,
    );
}

fn cauliflower(pen: &mut Pen, green: Hue) {
    for (angle, long) in [(-160.0, 190.0), (-20.0, 190.0), (-130.0, 210.0), (-50.0, 210.0)] {
        pen.body_shaded(&path::leaf(0.0, -30.0, angle, long, 90.0), green, 14.0);
    }
    for (x, y, r) in [
        (-80.0, -110.0, 50.0),
        (80.0, -110.0, 50.0),
        (-40.0, -160.0, 56.0),
        (44.0, -162.0, 56.0),
        (0.0, -190.0, 46.0),
        (-30.0, -90.0, 52.0),
        (34.0, -92.0, 52.0),
        (0.0, -130.0, 56.0),
    ] {
        pen.body_shaded(&path::circle(x, y, r), CREAM.dark(0.02), 12.0);
        for _ in 0..6 {
            let (dx, dy) = (pen.range(-0.6, 0.6) * r, pen.range(-0.6, 0.6) * r);
            pen.stroke(
                &format!("M{:.1} {:.1}q5 -8 11 0", x + dx, y + dy),
                CREAM.dark(0.3),
                2.4,
            );
        }
    }
    pen.body_shaded(
        &path::leaf(-90.0, 4.0, -60.0, 150.0, 70.0),
        green.light(0.15),
        12.0,
    );
    pen.body_shaded(
        &path::leaf(90.0, 4.0, -120.0, 150.0, 70.0),
        green.light(0.1),
        12.0,
    );
}

fn kohlrabi(pen: &mut Pen, green: Hue) {
    for (angle, long) in [(-128.0, 190.0), (-52.0, 190.0), (-104.0, 240.0), (-76.0, 240.0)] {
        let (sx, sy) = polar(0.0, -110.0, long * 0.5, angle);
        pen.ink(&path::open(&[(0.0, -100.0), (sx, sy)]), 13.0);
        pen.stroke(&path::open(&[(0.0, -100.0), (sx, sy)]), RICE, 8.0);
        pen.body_shaded(&path::leaf(sx, sy, angle, long * 0.62, 60.0), green, 12.0);
        pen.stroke(
            &path::open(&[(sx, sy), polar(sx, sy, long * 0.46, angle)]),
            RICE.light(0.4),
            4.0,
        );
    }
    pen.body("M-112 -70C-112 -130 -50 -146 0 -146C50 -146 112 -130 112 -70C108 -20 50 2 0 4C-50 2 -108 -20 -112 -70Z", RICE.light(0.25));
    for x in [-60.0, 0.0, 60.0] {
        pen.cut(&path::ellipse(x, -110.0 + x.abs() * 0.3, 20.0, 7.0), RICE);
    }
}

fn mixed(pen: &mut Pen, green: Hue) {
    pen.at(300.0, FLOOR - 110.0, 0.74, -14.0, |pen| leafy(pen, green));
    pen.at(520.0, FLOOR - 120.0, 0.74, 16.0, |pen| {
        leafy(pen, green.dark(0.1));
    });
    pen.at(420.0, FLOOR - 120.0, 0.72, 0.0, |pen| cabbage(pen, RICE));
    for (dx, turn) in [(0.0, -26.0), (26.0, -10.0)] {
        pen.at(240.0 + dx, FLOOR - 150.0, 1.0, turn, |pen| {
            pen.body_shaded(
                "M-22 -150C-26 -60 -12 10 0 40C12 10 26 -60 22 -150Z",
                BRICK.light(0.12),
                10.0,
            );
            for angle in [-110.0, -90.0, -70.0] {
                pen.cut(&path::leaf(0.0, -146.0, angle, 90.0, 22.0), LEAF);
            }
        });
    }
    pen.at(560.0, FLOOR - 96.0, 0.7, 0.0, tomato);
    pen.at(640.0, FLOOR - 70.0, 0.6, 0.0, tomato);
    let surface = pen.body(
        "M150 376C300 410 500 410 650 376C640 450 600 506 560 516H240C200 506 160 450 150 376Z",
        STRAW,
    );
    pen.on(surface, |pen| {
        ornament::weave(pen, (140.0, 410.0), (520.0, 120.0), 24.0, STRAW.light(0.1), WOOD);
    });
    let band = "M150 380C300 414 500 414 650 380";
    pen.ink(band, 22.0);
    pen.stroke(band, STRAW.light(0.2), 15.0);
}
