//! Milk and yoghurt.
use crate::{
    ground::FLOOR,
    palette::{CREAM, EBONY, Hue, LEAF, LOTUS, OCHRE, RICE, SKY, STRAW},
    path::{self},
    pen::Pen,
};

/// Milk: bottles and a glass, hills of Ba Vì on the label.
pub fn milk(pen: &mut Pen) {
    cow(pen, 120.0, 396.0);
    let x = pen.range(280.0, 330.0);
    for (dx, scale, drop) in [(150.0, 0.9, -8.0), (0.0, 1.1, 8.0)] {
        pen.at(x + dx, FLOOR + drop, scale, 0.0, |pen| {
            pen.shadow(0.0, 4.0, 84.0);
            let profile = [
                (0.0, 40.0),
                (20.0, 42.0),
                (70.0, 44.0),
                (130.0, 80.0),
                (160.0, 84.0),
                (280.0, 82.0),
                (296.0, 72.0),
            ];
            pen.body(&path::turned(0.0, -296.0, &profile), CREAM.mix(SKY, 0.1));
            let band = pen.body_shaded(
                &path::block(-72.0, -144.0, 144.0, 104.0, 10.0),
                SKY.light(0.2),
                8.0,
            );
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
    let glass = pen.body_shaded(
        &path::turned(g, FLOOR - 140.0, &[(0.0, 66.0), (150.0, 54.0), (158.0, 50.0)]),
        SKY.light(0.6),
        16.0,
    );
    pen.on(glass, |pen| {
        pen.fill(
            &format!("M{:.1} {:.1}h160v170h-160Z", g - 80.0, FLOOR - 112.0),
            CREAM,
        );
    });
    pen.cut(&path::ellipse(g, FLOOR - 112.0, 62.0, 12.0), CREAM.light(0.4));
    pen.ink(&path::ellipse(g, FLOOR - 140.0, 66.0, 13.0), 3.0);
}

fn cow(pen: &mut Pen, x: f32, y: f32) {
    pen.at(x, y, 0.62, 0.0, |pen| {
        let surface = pen.body(
            "M-110 60V10C-150 0 -156 -30 -130 -40C-100 -66 60 -66 92 -40V60H64V16H-64V60Z",
            CREAM,
        );
        pen.on(surface, |pen| {
            pen.fill(&path::ellipse(-30.0, -34.0, 36.0, 26.0), EBONY);
            pen.fill(&path::ellipse(66.0, -10.0, 30.0, 34.0), EBONY);
        });
        pen.body_shaded(
            "M-156 -44C-184 -30 -176 10 -154 14C-130 10 -126 -24 -136 -44Z",
            CREAM,
            8.0,
        );
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
            let surface = pen.body(
                &path::turned(
                    0.0,
                    -150.0,
                    &[(0.0, 96.0), (8.0, 96.0), (140.0, 74.0), (150.0, 68.0)],
                ),
                CREAM.mix(SKY, 0.15),
            );
            pen.on(surface, |pen| {
                pen.fill(&path::block(-110.0, -106.0, 220.0, 66.0, 0.0), pen.pal.second);
                pen.fill(&path::dome(-20.0, -40.0, 44.0, 40.0), CREAM);
                pen.fill(&path::dome(34.0, -40.0, 34.0, 28.0), CREAM.dark(0.1));
            });
            pen.cut(&path::ellipse(0.0, -150.0, 96.0, 22.0), CREAM);
            pen.body_shaded(
                "M-78 -150C-70 -176 -30 -170 -16 -184C10 -204 40 -170 78 -150C40 -136 -40 -136 -78 -150Z",
                tone,
                8.0,
            );
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
