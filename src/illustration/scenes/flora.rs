//! Orchids and small trees in their pots.
use crate::{
    ground::FLOOR,
    motif,
    ornament::{self},
    palette::{CREAM, GOLD, Hue, LACQUER, LEAF, LOTUS, MOSS, MULBERRY, OCHRE, RICE, WOOD},
    path::{self},
    pen::Pen,
};

/// An orchid in a pot.
pub fn orchid(pen: &mut Pen, gilded: bool) {
    let petal = pen.pick(&[LOTUS, CREAM, MULBERRY.light(0.35), OCHRE.light(0.3)]);
    let pot = if gilded { GOLD } else { pen.pal.first };
    let (x, lean) = (370.0, pen.pick(&[-1.0, 1.0]));
    let sprays: [(f32, f32); 2] = [(1.0, 0.0), (0.62, 70.0)];
    for (reach, lift) in sprays {
        let points = [
            (x, FLOOR - 120.0),
            (x + lean * 20.0, FLOOR - 280.0 + lift),
            (x + lean * 110.0 * reach, FLOOR - 380.0 + lift),
            (x + lean * 260.0 * reach, FLOOR - 330.0 + lift),
        ];
        pen.ink(&path::through(&points), 9.0);
        pen.stroke(&path::through(&points), MOSS, 5.0);
        for share in 0..5u8 {
            let t = f32::from(share) / 4.0;
            let fx = x + lean * (40.0 + 220.0 * t) * reach;
            let fy = FLOOR - 330.0 + lift - (t * 3.1).sin() * 46.0 + t * 30.0;
            bloom(pen, fx, fy, 44.0 - t * 9.0, petal);
        }
    }
    for (angle, long) in [(-168.0, 150.0), (-12.0, 150.0), (-150.0, 130.0), (-30.0, 130.0)] {
        pen.body_shaded(&path::leaf(x, FLOOR - 110.0, angle, long, 50.0), LEAF, 12.0);
    }
    pen.shadow(x, FLOOR + 6.0, 90.0);
    let surface = pen.body(
        &path::turned(
            x,
            FLOOR - 120.0,
            &[
                (0.0, 104.0),
                (14.0, 96.0),
                (60.0, 104.0),
                (110.0, 76.0),
                (122.0, 80.0),
            ],
        ),
        pot,
    );
    pen.on(surface, |pen| {
        motif::waves(
            pen,
            (x - 110.0, FLOOR - 56.0),
            (220.0, 50.0),
            17.0,
            pot.dark(0.35),
            pot,
        );
    });
}

fn bloom(pen: &mut Pen, x: f32, y: f32, size: f32, petal: Hue) {
    for angle in [-90.0, 40.0, 140.0] {
        pen.cut(&path::leaf(x, y, angle, size, size * 0.6), petal.dark(0.06));
    }
    for angle in [-12.0, 192.0] {
        pen.cut(&path::leaf(x, y, angle, size * 1.1, size * 1.05), petal);
    }
    pen.cut(&path::leaf(x, y, 90.0, size * 0.5, size * 0.4), MULBERRY);
    pen.fill(&path::circle(x, y, size * 0.13), GOLD);
}

/// A small tree in a tray: pine or peach blossom.
pub fn bonsai(pen: &mut Pen, blossom: bool) {
    let trunk = "M350 470C330 400 430 380 400 320C380 270 440 250 470 220";
    pen.ink(trunk, 40.0);
    pen.stroke(trunk, WOOD.dark(0.2), 31.0);
    for d in [
        "M400 330C350 310 310 310 270 280",
        "M412 300C470 300 520 300 560 320",
        "M440 250C400 220 360 200 340 190",
    ] {
        pen.ink(d, 20.0);
        pen.stroke(d, WOOD.dark(0.2), 13.0);
    }
    for (x, y, rx) in [
        (250.0, 270.0, 92.0),
        (580.0, 310.0, 92.0),
        (330.0, 180.0, 84.0),
        (480.0, 190.0, 116.0),
    ] {
        if blossom {
            for _ in 0..15 {
                let (bx, by) = (x + pen.range(-0.9, 0.9) * rx, y + pen.range(-0.5, 0.5) * rx);
                let size = pen.range(17.0, 25.0);
                motif::blossom(pen, bx, by, size, LOTUS, LACQUER);
            }
        } else {
            pen.body(&format!("M{:.1} {y:.1}C{:.1} {:.1} {:.1} {:.1} {x:.1} {:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {y:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {y:.1}Z", x - rx, x - rx, y - rx * 0.6, x - rx * 0.4, y - rx * 0.6, y - rx * 0.56, x + rx * 0.5, y - rx * 0.7, x + rx, y - rx * 0.5, x + rx, x + rx * 0.5, y + rx * 0.3, x - rx * 0.5, y + rx * 0.3, x - rx), MOSS.light(0.1));
            for _ in 0..12 {
                let (nx, ny) = (x + pen.range(-0.7, 0.6) * rx, y - pen.range(-0.05, 0.42) * rx);
                pen.stroke(
                    &format!("M{nx:.1} {ny:.1}l6 -11M{nx:.1} {ny:.1}l0 -13M{nx:.1} {ny:.1}l-6 -11"),
                    RICE,
                    2.4,
                );
            }
        }
    }
    pen.shadow(380.0, FLOOR + 8.0, 190.0);
    pen.body_shaded(
        &path::dome(370.0, FLOOR - 52.0, 150.0, 34.0),
        MOSS.light(0.25),
        8.0,
    );
    let pot = pen.pal.first;
    let surface = pen.body("M200 450H560L530 516H230Z", pot);
    pen.on(surface, |pen| {
        ornament::fret(pen, 200.0, 494.0, 360.0, 24.0, pot.light(0.5));
    });
}
