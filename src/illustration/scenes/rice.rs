//! Rice, noodles and what is wrapped or steamed.
use super::sweets::{leaf_mat, plate};
use crate::{
    ground::FLOOR,
    motif,
    ornament::{self},
    palette::{CREAM, Hue, LACQUER, LEAF, LOTUS, MOSS, OCHRE, RICE, STRAW, WOOD},
    path::{self, polar},
    pen::Pen,
};

/// A sack of rice, a bowl, and ears.
pub fn rice(pen: &mut Pen) {
    let sack = pen.pick(&[STRAW.light(0.25), CREAM.dark(0.08), OCHRE.light(0.4)]);
    let mark = pen.pal.second;
    let x = pen.range(290.0, 350.0);
    pen.shadow(x, FLOOR + 6.0, 150.0);
    for (angle, long) in [(-122.0, 250.0), (-104.0, 290.0), (-78.0, 280.0), (-60.0, 240.0)] {
        ear(pen, (x, FLOOR - 170.0), angle, long, OCHRE);
    }
    let d = format!(
        "M{:.1} {:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}H{:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}Z",
        x - 110.0,
        FLOOR - 230.0,
        x - 170.0,
        FLOOR - 130.0,
        x - 160.0,
        FLOOR - 20.0,
        x - 140.0,
        FLOOR,
        x + 140.0,
        x + 160.0,
        FLOOR - 20.0,
        x + 170.0,
        FLOOR - 130.0,
        x + 110.0,
        FLOOR - 230.0,
        x + 60.0,
        FLOOR - 210.0,
        x - 60.0,
        FLOOR - 210.0,
        x - 110.0,
        FLOOR - 230.0
    );
    let surface = pen.body(&d, sack);
    pen.on(surface, |pen| {
        pen.stroke(&path::circle(x, FLOOR - 106.0, 66.0), mark, 5.0);
        for angle in [-126.0, -90.0, -54.0] {
            ear(pen, (x, FLOOR - 62.0), angle, 84.0, mark);
        }
        for dx in [-150.0, 150.0] {
            pen.stroke(
                &format!(
                    "M{:.1} {:.1}q{:.1} 90 0 220",
                    x + dx * 0.7,
                    FLOOR - 214.0,
                    dx * 0.2
                ),
                sack.dark(0.2),
                4.0,
            );
        }
    });
    pen.body_shaded(
        &path::ellipse(x, FLOOR - 228.0, 112.0, 28.0),
        sack.dark(0.18),
        8.0,
    );
    pen.cut(&path::dome(x, FLOOR - 222.0, 94.0, 36.0), CREAM);
    grains(
        pen,
        (x - 84.0, FLOOR - 252.0),
        (168.0, 28.0),
        STRAW.dark(0.15),
        30,
    );
    let bx = x + 260.0;
    pen.shadow(bx, FLOOR + 26.0, 100.0);
    pen.cut(&path::dome(bx, FLOOR - 44.0, 108.0, 72.0), CREAM);
    grains(
        pen,
        (bx - 76.0, FLOOR - 100.0),
        (150.0, 54.0),
        STRAW.dark(0.15),
        46,
    );
    let bowl = pen.body(
        &path::turned(
            bx,
            FLOOR - 52.0,
            &[
                (0.0, 116.0),
                (30.0, 106.0),
                (60.0, 66.0),
                (74.0, 48.0),
                (80.0, 52.0),
            ],
        ),
        pen.pal.first,
    );
    pen.on(bowl, |pen| {
        motif::waves(
            pen,
            (bx - 120.0, FLOOR - 20.0),
            (240.0, 40.0),
            16.0,
            pen.pal.first.light(0.5),
            pen.pal.first,
        );
    });
}

pub(super) fn grains(pen: &mut Pen, (x, y): (f32, f32), (width, height): (f32, f32), tone: Hue, count: u16) {
    for _ in 0..count {
        let (gx, gy, turn) = (
            x + pen.range(0.0, width),
            y + pen.range(0.0, height),
            pen.range(-50.0, 50.0),
        );
        pen.fill(&path::leaf(gx, gy, turn, 11.0, 4.4), tone);
    }
}

/// An ear of rice that bends at its end.
pub fn ear(pen: &mut Pen, (x, y): (f32, f32), degrees: f32, length: f32, tone: Hue) {
    let bend = if degrees > -90.0 { 1.0 } else { -1.0 };
    let (mid, end) = (
        polar(x, y, length * 0.6, degrees),
        polar(x, y, length, degrees + bend * 18.0),
    );
    pen.stroke(
        &path::through(&[(x, y), mid, end]),
        tone.dark(0.3),
        length * 0.014 + 1.4,
    );
    for step in 0..9u8 {
        let share = f32::from(step).mul_add(0.06, 0.5);
        let (gx, gy) = polar(x, y, length * share, degrees + bend * (share - 0.45) * 32.0);
        for side in [-30.0, 30.0] {
            pen.fill(
                &path::leaf(
                    gx,
                    gy,
                    degrees + bend * 30.0 + side,
                    length * 0.09,
                    length * 0.045,
                ),
                tone,
            );
        }
    }
}

/// Dried noodles in tied bundles, with a bowl and chopsticks.
pub fn noodles(pen: &mut Pen, fresh: bool) {
    let strand = pen.pick(&[
        CREAM.dark(0.06),
        STRAW.light(0.1),
        Hue(0x00cd_b79a),
        OCHRE.light(0.35),
    ]);
    if !fresh {
        for (x, y, turn) in [(250.0, 360.0, -12.0), (300.0, 446.0, -3.0), (240.0, 300.0, 8.0)] {
            pen.at(x, y, 1.0, turn, |pen| {
                let surface = pen.body(
                    "M-170 -36C-100 -46 100 -46 170 -36V36C100 46 -100 46 -170 36Z",
                    strand,
                );
                pen.on(surface, |pen| {
                    for line in 0..9u8 {
                        let y = f32::from(line).mul_add(9.0, -36.0);
                        pen.stroke(
                            &format!("M-176 {y}q170 {} 350 0", 10 - i16::from(line) * 2),
                            strand.dark(0.24),
                            2.2,
                        );
                    }
                });
                pen.cut(&path::block(-18.0, -46.0, 36.0, 92.0, 6.0), pen.pal.second);
            });
        }
    }
    let (x, y, radius) = if fresh {
        (400.0, 350.0, 200.0)
    } else {
        (570.0, 420.0, 136.0)
    };
    pen.shadow(x, y + radius * 0.76, radius * 0.7);
    let coat = pen.pal.first;
    let bowl = [
        (0.0, radius),
        (radius * 0.3, radius * 0.93),
        (radius * 0.6, radius * 0.66),
        (radius * 0.72, radius * 0.42),
        (radius * 0.78, radius * 0.46),
    ];
    let surface = pen.body(&path::turned(x, y, &bowl), coat);
    pen.on(surface, |pen| {
        ornament::fret(
            pen,
            x - radius,
            y + radius * 0.42,
            radius * 2.0,
            radius * 0.13,
            coat.light(0.6),
        );
    });
    pen.cut(&path::ellipse(x, y, radius, radius * 0.22), coat.dark(0.3));
    let heap = path::ellipse(x, y - radius * 0.04, radius * 0.88, radius * 0.2);
    let inside = pen.body_shaded(&heap, strand, 6.0);
    pen.on(inside, |pen| {
        for _ in 0..26 {
            let (sx, sy) = (
                x + pen.range(-0.9, 0.6) * radius,
                y + pen.range(-0.24, 0.12) * radius,
            );
            let long = pen.range(0.3, 0.6) * radius;
            pen.stroke(
                &format!(
                    "M{sx:.1} {sy:.1}q{:.1} {:.1} {long:.1} 4",
                    long * 0.5,
                    long * 0.34
                ),
                strand.dark(0.26),
                3.0,
            );
        }
    });
    for (angle, dx) in [(-60.0, -30.0), (-100.0, -40.0), (-30.0, -24.0)] {
        pen.cut(
            &path::leaf(x + dx, y - 4.0, angle, radius * 0.36, radius * 0.14),
            LEAF,
        );
    }
    pen.cut(
        &path::circle(x + radius * 0.3, y - radius * 0.06, radius * 0.1),
        LACQUER.light(0.1),
    );
    for shift in [0.0, 22.0] {
        let line = path::open(&[
            (x + radius * 0.1 + shift, y - 4.0),
            (x + radius * 1.1 + shift, y - radius * 1.0),
        ]);
        pen.ink(&line, 11.0);
        pen.stroke(&line, WOOD, 6.0);
    }
}

/// Square parcels in green leaves: bánh chưng, one of them cut.
pub fn banh_chung(pen: &mut Pen) {
    let green = pen.pick(&[LEAF, MOSS.light(0.15), LEAF.dark(0.15)]);
    parcel(pen, 300.0, FLOOR - 8.0, 1.1, green);
    parcel(pen, 330.0, FLOOR - 168.0, 0.92, green.light(0.08));
    plate(pen, 580.0, FLOOR, 150.0);
    for (dx, turn) in [(-50.0, 0.0), (54.0, 6.0)] {
        pen.at(580.0 + dx, FLOOR - 14.0, 0.9, turn, |pen| {
            pen.body_shaded("M-60 0L-54 -74L54 -74L60 0Z", green.light(0.25), 10.0);
            pen.fill("M-44 -10L-40 -60L40 -60L44 -10Z", CREAM.mix(RICE, 0.3));
            pen.fill("M-34 -22L-32 -48L32 -48L34 -22Z", OCHRE.light(0.25));
            pen.fill("M-18 -28L-16 -42L18 -42L20 -28Z", LOTUS.dark(0.1));
        });
    }
}

fn parcel(pen: &mut Pen, x: f32, foot: f32, scale: f32, green: Hue) {
    pen.at(x, foot, scale, -3.0, |pen| {
        pen.shadow(0.0, 6.0, 150.0);
        let front = pen.body("M-150 -90H150V10H-150Z", green);
        pen.on(front, |pen| {
            for step in 0..9u8 {
                let lx = f32::from(step).mul_add(38.0, -160.0);
                pen.stroke(&format!("M{lx} 12q14 -50 4 -104"), green.dark(0.22), 2.6);
            }
        });
        pen.cut("M-150 -90L-96 -150H190L150 -90Z", green.light(0.16));
        pen.cut("M150 -90L190 -150V-60L150 10Z", green.dark(0.25));
        for lx in [-60.0, 44.0] {
            let tie = format!("M{lx} 10V-90L{} -150", lx + 48.0);
            pen.ink(&tie, 12.0);
            pen.stroke(&tie, STRAW, 7.5);
        }
        let across = "M-150 -42H150L190 -106";
        pen.ink(across, 12.0);
        pen.stroke(across, STRAW, 7.5);
        let over = "M-124 -120H170";
        pen.ink(over, 12.0);
        pen.stroke(over, STRAW, 7.5);
    });
}

/// Young green rice on a lotus leaf; loose, pressed, or as sticky rice.
pub fn young_rice(pen: &mut Pen, cakes: bool) {
    leaf_mat(pen, 400.0, FLOOR - 20.0, 290.0, LEAF.dark(0.1));
    if cakes {
        let cake = pen.pick(&[RICE, RICE.light(0.15), LEAF.light(0.25)]);
        for (x, y, turn) in [
            (270.0, -30.0, -5.0),
            (520.0, -34.0, 6.0),
            (396.0, -16.0, 0.0),
            (340.0, -108.0, 3.0),
            (460.0, -106.0, -4.0),
            (400.0, -182.0, 2.0),
        ] {
            pen.at(x, FLOOR + y, 1.0, turn, |pen| {
                pen.body_shaded("M-66 -40H66V22H-66Z", cake, 14.0);
                pen.cut("M-66 -40L-40 -72H90L66 -40Z", cake.light(0.25));
                pen.cut("M66 -40L90 -72V-8L66 22Z", cake.dark(0.25));
                pen.stroke("M-58 -8H58", OCHRE.light(0.2), 9.0);
            });
        }
        pen.stroke("M160 420C220 380 240 330 250 300", LACQUER, 5.0);
    } else {
        let heap = "M190 480C220 390 300 320 400 312C500 320 590 390 612 480C540 510 260 510 190 480Z";
        let surface = pen.body(heap, RICE.light(0.1));
        pen.on(surface, |pen| {
            for _ in 0..170 {
                let (x, y, turn) = (
                    pen.range(200.0, 600.0),
                    pen.range(316.0, 500.0),
                    pen.range(0.0, 180.0),
                );
                let tone = pen.pick(&[RICE.dark(0.25), RICE.light(0.4), LEAF]);
                pen.fill(&path::leaf(x, y, turn, 17.0, 8.0), tone);
            }
        });
    }
    for (x, angle) in [(130.0, -60.0), (160.0, -72.0), (670.0, -118.0)] {
        ear(pen, (x, FLOOR + 20.0), angle, 240.0, RICE.dark(0.1));
    }
    motif::lotus(pen, 660.0, FLOOR - 4.0, 84.0, LOTUS, true);
}

/// Steamed buns in a bamboo steamer.
pub fn buns(pen: &mut Pen) {
    pen.shadow(400.0, FLOOR + 8.0, 250.0);
    let profile = [(0.0, 250.0), (60.0, 250.0), (110.0, 244.0)];
    let surface = pen.body(&path::turned(400.0, FLOOR - 116.0, &profile), STRAW.dark(0.08));
    pen.on(surface, |pen| {
        ornament::weave(
            pen,
            (140.0, FLOOR - 70.0),
            (520.0, 50.0),
            20.0,
            STRAW.light(0.1),
            WOOD,
        );
    });
    pen.cut(
        &path::ellipse(400.0, FLOOR - 116.0, 250.0, 58.0),
        STRAW.dark(0.35),
    );
    for (x, y, scale) in [
        (280.0, -118.0, 0.86),
        (520.0, -118.0, 0.86),
        (400.0, -140.0, 0.9),
        (336.0, -92.0, 1.0),
        (468.0, -92.0, 1.0),
    ] {
        pen.at(x, FLOOR + y, scale, 0.0, |pen| {
            pen.body(
                "M-84 0C-90 -60 -50 -104 0 -110C50 -104 90 -60 84 0C50 18 -50 18 -84 0Z",
                CREAM,
            );
            for (dx, bend) in [(-40.0, -14.0), (-14.0, -6.0), (14.0, 6.0), (40.0, 14.0)] {
                pen.stroke(&format!("M0 -106Q{bend} -84 {dx} -52"), CREAM.dark(0.25), 4.0);
            }
        });
    }
    for x in [300.0, 400.0, 500.0] {
        pen.stroke(
            &format!("M{x} 210c-30 -34 26 -54 -4 -96"),
            CREAM.mix(pen.pal.paper, 0.2),
            8.0,
        );
    }
}
