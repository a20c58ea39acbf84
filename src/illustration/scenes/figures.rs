//! Dough figures, cast bronze and gilded beasts.
use crate::{
    ground::FLOOR,
    motif,
    ornament::{self},
    palette::{BRICK, CREAM, EBONY, GOLD, Hue, INDIGO, INK, JADE, LACQUER, LEAF, LOTUS, OCHRE, STRAW},
    path::{self, polar},
    pen::Pen,
};

/// Dough figures on sticks: rooster, flower, lady, lion.
pub fn dough_figures(pen: &mut Pen) {
    let stand = pen.pal.second.dark(0.3);
    let first = pen.below(4);
    for (slot, (x, lift)) in [(220.0, 0.0), (400.0, 40.0), (580.0, 6.0)]
        .into_iter()
        .enumerate()
    {
        let kind = (first + u16::try_from(slot).unwrap_or(0)) % 4;
        pen.at(x, FLOOR - 40.0 - lift, 1.12, 0.0, |pen| {
            pen.ink("M0 40V-90", 9.0);
            pen.stroke("M0 40V-90", STRAW, 4.5);
            match kind {
                0 => rooster(pen),
                1 => lady(pen),
                2 => dough_flower(pen),
                _ => lion(pen),
            }
        });
    }
    pen.shadow(400.0, FLOOR + 34.0, 260.0);
    let surface = pen.body(&path::block(150.0, FLOOR - 16.0, 500.0, 46.0, 10.0), stand);
    pen.on(surface, |pen| {
        ornament::fret(pen, 150.0, FLOOR + 16.0, 500.0, 20.0, GOLD);
    });
}

fn rooster(pen: &mut Pen) {
    for (angle, tone) in [(-30.0, JADE), (-52.0, LACQUER), (-74.0, INDIGO)] {
        pen.cut(&path::leaf(30.0, -120.0, angle, 100.0, 40.0), tone);
    }
    pen.body_shaded(
        "M-72 -150C-60 -190 -40 -150 0 -150C40 -150 70 -120 50 -90C20 -64 -50 -70 -64 -104Z",
        OCHRE,
        14.0,
    );
    pen.body_shaded(&path::circle(-56.0, -168.0, 30.0), OCHRE, 10.0);
    pen.cut(
        "M-78 -190C-84 -214 -66 -210 -62 -200C-58 -216 -42 -214 -44 -200C-34 -208 -26 -196 -36 -186Z",
        LACQUER,
    );
    pen.cut("M-84 -172L-108 -162L-84 -154Z", BRICK);
    pen.cut("M-78 -150C-86 -134 -70 -128 -66 -144Z", LACQUER);
    pen.fill(&path::circle(-62.0, -172.0, 5.0), INK);
    pen.cut(&path::leaf(-30.0, -116.0, 6.0, 70.0, 34.0), LEAF);
}

fn lady(pen: &mut Pen) {
    let robe = pen.pick(&[LACQUER, JADE, LOTUS]);
    pen.body(
        "M-50 -30C-44 -110 -40 -150 -22 -176H22C40 -150 44 -110 50 -30C20 -20 -20 -20 -50 -30Z",
        robe,
    );
    pen.cut("M-20 -176L0 -140L20 -176Z", CREAM);
    pen.cut(&path::block(-40.0, -112.0, 80.0, 16.0, 5.0), GOLD);
    for x in [-46.0, -24.0, 24.0, 46.0] {
        pen.cut(
            &path::leaf(x * 0.4, -112.0, if x < 0.0 { 118.0 } else { 62.0 }, 74.0, 22.0),
            if x.abs() > 30.0 { JADE.light(0.2) } else { OCHRE },
        );
    }
    pen.cut(&path::ellipse(0.0, -208.0, 46.0, 48.0), EBONY);
    pen.body_shaded(&path::ellipse(0.0, -204.0, 32.0, 36.0), Hue(0x00f2_d3b4), 8.0);
    pen.ink("M-18 -206q6 5 12 0M6 -206q6 5 12 0", 2.8);
    pen.fill("M-7 -188q7 7 14 0Z", LACQUER);
    motif::blossom(pen, 32.0, -240.0, 15.0, LOTUS, GOLD);
    pen.body_shaded(&path::circle(0.0, -256.0, 15.0), EBONY, 6.0);
}

fn dough_flower(pen: &mut Pen) {
    pen.cut(&path::leaf(0.0, -20.0, -24.0, 90.0, 40.0), LEAF);
    pen.cut(&path::leaf(0.0, -10.0, -156.0, 90.0, 40.0), LEAF);
    let petal = pen.pick(&[LOTUS, LACQUER, OCHRE]);
    for ring in [(74.0, 0.0, 0.15), (50.0, 30.0, 0.0)] {
        for index in 0..6u8 {
            let angle = f32::from(index).mul_add(60.0, ring.1);
            pen.cut(&path::leaf(0.0, -130.0, angle, ring.0, 40.0), petal.light(ring.2));
        }
    }
    pen.body_shaded(&path::circle(0.0, -130.0, 20.0), GOLD, 8.0);
}

fn lion(pen: &mut Pen) {
    let coat = pen.pick(&[LACQUER, OCHRE, JADE]);
    for index in 0..14u8 {
        let (x, y) = polar(0.0, -130.0, 70.0, f32::from(index).mul_add(25.7, 0.0));
        pen.cut(
            &path::circle(x, y, 20.0),
            if index.is_multiple_of(2) { GOLD } else { CREAM },
        );
    }
    pen.body(&path::circle(0.0, -130.0, 66.0), coat);
    for x in [-26.0, 26.0] {
        pen.cut(&path::circle(x, -146.0, 19.0), CREAM);
        pen.fill(&path::circle(x, -144.0, 8.0), INK);
    }
    pen.cut("M-40 -104C-20 -90 20 -90 40 -104C36 -66 -36 -66 -40 -104Z", CREAM);
    pen.cut(&path::ellipse(0.0, -116.0, 16.0, 10.0), LOTUS);
    pen.body_shaded(&path::circle(0.0, -196.0, 13.0), GOLD, 5.0);
}

/// A bronze drum with its star, seen from above.
pub fn bronze_drum(pen: &mut Pen, gilded: bool) {
    let metal = if gilded {
        GOLD
    } else {
        pen.pick(&[Hue(0x009a_7a3c), Hue(0x0053_7d6a), Hue(0x007d_5a34)])
    };
    pen.at(400.0, FLOOR, 1.1, 0.0, |pen| {
        pen.shadow(0.0, 6.0, 190.0);
        let profile = [
            (0.0, 212.0),
            (24.0, 220.0),
            (64.0, 204.0),
            (96.0, 156.0),
            (170.0, 152.0),
            (214.0, 186.0),
            (226.0, 190.0),
        ];
        let surface = pen.body_shaded(&path::turned(0.0, -246.0, &profile), metal, 40.0);
        pen.on(surface, |pen| {
            for y in [-206.0, -150.0, -64.0] {
                pen.stroke(&format!("M-220 {y}q220 60 440 0"), metal.dark(0.4), 4.0);
            }
            for index in 0..26u8 {
                let x = f32::from(index).mul_add(17.0, -212.0);
                let sag = (1.0 - (x / 220.0).powi(2)) * 30.0;
                pen.stroke(
                    &path::open(&[(x, -118.0 + sag), (x, -84.0 + sag)]),
                    metal.dark(0.35),
                    4.0,
                );
            }
        });
        pen.cut(&path::ellipse(0.0, -246.0, 212.0, 62.0), metal.light(0.25));
        pen.raw(format_args!(r#"<g transform="translate(0 -246) scale(1 0.29)">"#));
        pen.fill(&path::star(0.0, 0.0, 70.0, 26.0, 14, 0.0), metal.dark(0.5));
        for radius in [84.0, 120.0, 172.0, 198.0] {
            pen.stroke(&path::circle(0.0, 0.0, radius), metal.dark(0.4), 5.0);
        }
        for index in 0..10u8 {
            let angle = f32::from(index) * 36.0;
            let (x, y) = polar(0.0, 0.0, 146.0, angle);
            motif::swallow(pen, x, y, 32.0, angle + 90.0, metal.dark(0.5));
        }
        pen.raw(format_args!("</g>"));
    });
}

/// A leaping carp on waves, cast or gilded; or a pair of them.
pub fn gilded_carp(pen: &mut Pen, gilded: bool) {
    let metal = if gilded { GOLD } else { Hue(0x009a_7a3c) };
    pen.at(400.0, FLOOR, 1.0, 0.0, |pen| {
        pen.shadow(0.0, 6.0, 190.0);
        pen.body_shaded(&path::block(-170.0, -36.0, 340.0, 40.0, 8.0), LACQUER.dark(0.3), 14.0);
        let outline = "M-80 -330C-150 -300 -160 -210 -110 -150C-80 -110 -40 -90 0 -84C40 -60 90 -50 130 -70C110 -90 110 -120 128 -150C90 -150 60 -130 40 -124C10 -150 10 -220 -10 -270C-20 -310 -50 -340 -80 -330Z";
        let surface = pen.body(outline, metal);
        pen.on(surface, |pen| {
            for row in 0..7u8 {
                for col in 0..5u8 {
                    let (x, y) = (f32::from(col).mul_add(30.0, -150.0) + f32::from(row) * 15.0, f32::from(row).mul_add(28.0, -262.0));
                    pen.stroke(&format!("M{x} {y}q4 22 26 22"), metal.dark(0.4), 3.0);
                }
            }
        });
        pen.fill(&path::circle(-92.0, -298.0, 9.0), INK);
        pen.ink("M-116 -320C-150 -350 -170 -330 -180 -340M-60 -332C-50 -370 -20 -360 -16 -376M-140 -260q30 10 54 -8", 5.0);
        for (x, r) in [(-130.0, 44.0), (-56.0, 54.0), (30.0, 50.0), (110.0, 42.0)] {
            pen.cut(&path::dome(x, -34.0, r, r * 0.9), pen.pal.first.mix(metal, 0.2));
            pen.stroke(&path::dome(x, -34.0, r * 0.6, r * 0.5), CREAM, 4.0);
        }
    });
}

/// The three-legged toad of good fortune.
pub fn gilded_toad(pen: &mut Pen) {
    pen.at(400.0, FLOOR, 1.2, 0.0, |pen| {
        pen.shadow(0.0, 6.0, 180.0);
        for (x, y) in [
            (-120.0, -6.0),
            (-60.0, 4.0),
            (0.0, -2.0),
            (64.0, 4.0),
            (124.0, -4.0),
        ] {
            pen.cut(&path::ellipse(x, y - 14.0, 42.0, 17.0), GOLD.dark(0.15));
            pen.cut(
                &path::block(x - 8.0, y - 22.0, 16.0, 15.0, 1.0),
                LACQUER.dark(0.3),
            );
        }
        pen.body(
            "M-150 -40C-160 -110 -100 -190 -20 -196C80 -204 150 -120 150 -40C80 -16 -80 -16 -150 -40Z",
            GOLD,
        );
        for (x, y, r) in [
            (30.0, -160.0, 11.0),
            (70.0, -130.0, 13.0),
            (100.0, -90.0, 10.0),
            (54.0, -92.0, 9.0),
            (20.0, -118.0, 8.0),
        ] {
            pen.cut(&path::circle(x, y, r), GOLD.light(0.35));
        }
        pen.body_shaded(
            "M-154 -120C-150 -170 -90 -200 -40 -180C-10 -150 -30 -100 -80 -96C-120 -92 -150 -100 -154 -120Z",
            GOLD.light(0.15),
            12.0,
        );
        for x in [-120.0, -52.0] {
            pen.body_shaded(&path::circle(x, -186.0, 22.0), GOLD.light(0.2), 8.0);
            pen.fill(&path::circle(x - 3.0, -188.0, 9.0), INK);
        }
        pen.ink("M-150 -122q50 26 108 2", 5.0);
        pen.cut(&path::circle(-100.0, -106.0, 15.0), LACQUER);
        pen.body_shaded(
            "M60 -60C110 -80 140 -30 120 -16H40C40 -36 44 -50 60 -60Z",
            GOLD.dark(0.08),
            10.0,
        );
    });
}
