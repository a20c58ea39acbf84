//! Where things are made and sold: villages, gates, workshops, stalls, fairs.
use super::workshop::{arms, person};
use crate::{
    ground::{self, FLOOR, HORIZON},
    motif,
    ornament::{self},
    palette::{
        BRICK, CREAM, GOLD, Hue, INDIGO, INK, JADE, LACQUER, LEAF, LOTUS, MOSS, OCHRE, RICE, SKY, STRAW, WOOD,
    },
    path::{self, polar},
    pen::Pen,
};

fn ink_house(pen: &mut Pen, x: f32, foot: f32, width: f32, roof: Hue) {
    motif::house(pen, x, foot, width, roof, OCHRE.light(0.35));
    pen.ink(
        &path::open(&[
            (x - width * 0.56, foot - width * 0.34),
            (x + width * 0.56, foot - width * 0.34),
        ]),
        3.0,
    );
}

fn tree(pen: &mut Pen, x: f32, foot: f32, size: f32, crown: Hue) {
    let trunk = format!(
        "M{x:.1} {foot:.1}C{:.1} {:.1} {:.1} {:.1} {x:.1} {:.1}",
        x - size * 0.1,
        foot - size * 0.3,
        x + size * 0.1,
        foot - size * 0.4,
        foot - size * 0.6
    );
    pen.ink(&trunk, size * 0.17);
    pen.stroke(&trunk, WOOD.dark(0.25), size * 0.12);
    for (dx, dy, r) in [
        (-0.3, -0.66, 0.3),
        (0.3, -0.66, 0.3),
        (0.0, -0.9, 0.36),
        (0.0, -0.6, 0.3),
    ] {
        pen.body_shaded(
            &path::circle(x + size * dx, foot + size * dy, size * r),
            crown,
            size * 0.09,
        );
    }
    for _ in 0..12 {
        let (lx, ly) = (
            x + pen.range(-0.45, 0.4) * size,
            foot - pen.range(0.5, 1.1) * size,
        );
        pen.stroke(&format!("M{lx:.1} {ly:.1}q6 -8 13 0"), crown.light(0.4), 2.4);
    }
}

/// A brick village gate with a banyan, a pond in front.
pub fn gate(pen: &mut Pen) {
    let brick = pen.pick(&[BRICK.light(0.1), OCHRE.light(0.2), BRICK.mix(STRAW, 0.35)]);
    pen.fill(
        &format!("M-10 {HORIZON}H810V610H-10Z"),
        RICE.mix(pen.pal.table, 0.35),
    );
    pen.body_shaded(
        "M300 620C340 560 330 500 350 440H450C470 500 460 560 500 620Z",
        STRAW,
        10.0,
    );
    tree(pen, 150.0, 470.0, 330.0, MOSS.light(0.15));
    ink_house(pen, 690.0, 470.0, 200.0, LACQUER.dark(0.25));
    pen.at(400.0, 470.0, 1.0, 0.0, |pen| {
        let surface = pen.body("M-190 0V-220H190V0H84V-84A84 84 0 0 0 -84 -84V0Z", brick);
        pen.on(surface, |pen| {
            for row in 0..13u8 {
                let y = f32::from(row).mul_add(-18.0, -4.0);
                for col in 0..11u8 {
                    let x = f32::from(col).mul_add(38.0, if row.is_multiple_of(2) { -200.0 } else { -181.0 });
                    pen.stroke(&path::block(x, y, 36.0, 16.0, 1.0), brick.dark(0.22), 2.2);
                }
            }
        });
        pen.ink("M-84 0V-84A84 84 0 0 1 84 -84V0", 5.0);
        pen.body_shaded(&path::block(-84.0, -212.0, 168.0, 40.0, 4.0), CREAM, 6.0);
        for x in [-50.0, 0.0, 50.0] {
            motif::lotus(pen, x, -182.0, 21.0, LACQUER, false);
        }
        motif::house(pen, 0.0, -222.0, 300.0, LACQUER.dark(0.2), OCHRE.light(0.3));
        pen.ink("M-168 -310C-140 -296 140 -296 168 -310", 4.0);
        for x in [-190.0, 190.0] {
            pen.body_shaded(
                &path::block(x - 24.0, -270.0, 48.0, 270.0, 4.0),
                brick.light(0.12),
                12.0,
            );
            pen.body_shaded(
                &format!("M{:.1} -270Q{x} -330 {:.1} -270Z", x - 32.0, x + 32.0),
                LACQUER.dark(0.2),
                8.0,
            );
        }
    });
    for x in [70.0, 250.0, 560.0, 740.0] {
        pen.cut(&path::dome(x, 520.0, 46.0, 34.0), LEAF);
    }
}

/// Hills, river, a boat, a village: a day out.
pub fn landscape(pen: &mut Pen) {
    let far = pen.pal.first.mix(pen.pal.paper, 0.55);
    motif::hills(pen, 360.0, 220.0, far);
    motif::hills(pen, 370.0, 130.0, pen.pal.first.mix(JADE, 0.5).light(0.15));
    pen.fill("M-10 350H810V610H-10Z", RICE);
    for (x, width) in [(110.0, 150.0), (230.0, 120.0), (690.0, 170.0)] {
        ink_house(pen, x, 392.0, width, LACQUER.dark(0.2));
    }
    tree(pen, 580.0, 400.0, 150.0, LEAF);
    tree(pen, 30.0, 420.0, 170.0, MOSS.light(0.2));
    let river = "M430 372C560 400 300 430 380 470C480 520 240 560 200 620H640C700 560 720 500 600 460C500 430 600 400 470 372Z";
    let surface = pen.body_shaded(river, SKY.mix(JADE, 0.2), 8.0);
    pen.on(surface, |pen| {
        for y in 0..11u8 {
            let top = f32::from(y).mul_add(22.0, 384.0);
            let x = pen.range(260.0, 540.0);
            pen.stroke(&format!("M{x:.1} {top:.1}q20 -9 40 0t40 0"), CREAM, 4.0);
        }
    });
    let bx = pen.range(430.0, 500.0);
    pen.at(bx, 540.0, 0.9, 0.0, |pen| {
        pen.at(20.0, -8.0, 0.5, 0.0, |pen| person(pen, true, LACQUER.dark(0.1)));
        pen.body_shaded(
            "M-150 -26C-90 -2 90 -2 150 -30C130 24 70 34 0 34C-70 34 -130 24 -150 -26Z",
            WOOD.dark(0.1),
            12.0,
        );
        pen.ink("M70 -90L130 40", 6.0);
    });
    for (x, y) in [
        (90.0, 500.0),
        (160.0, 560.0),
        (700.0, 470.0),
        (760.0, 550.0),
        (60.0, 590.0),
    ] {
        for angle in [-140.0, -110.0, -70.0, -40.0] {
            pen.cut(&path::leaf(x, y, angle, 52.0, 17.0), LEAF);
        }
    }
    for (x, y, turn) in [(300.0, 120.0, -10.0), (380.0, 90.0, 6.0), (460.0, 140.0, -4.0)] {
        motif::swallow(pen, x, y, 32.0, turn, INK);
    }
}

/// A stall under a striped awning.
pub fn stall(pen: &mut Pen) {
    let stripe = pen.pick(&[LACQUER, JADE, INDIGO, BRICK]);
    pen.shadow(400.0, FLOOR + 40.0, 300.0);
    for x in [130.0, 650.0] {
        pen.body_shaded(&path::block(x, 150.0, 20.0, 396.0, 3.0), WOOD, 8.0);
    }
    pen.at(400.0, 440.0, 0.95, 0.0, |pen| {
        let robe = INDIGO;
        person(pen, true, robe);
        arms(pen, robe, (0.0, -60.0));
    });
    for (x, tone) in [
        (230.0, OCHRE),
        (300.0, LACQUER.light(0.1)),
        (520.0, RICE),
        (590.0, BRICK),
    ] {
        for (dx, dy) in [(-26.0, 0.0), (26.0, 0.0), (0.0, -30.0)] {
            pen.body_shaded(&path::circle(x + dx, 410.0 + dy, 28.0), tone, 9.0);
        }
    }
    let counter = pen.body(&path::block(120.0, 430.0, 560.0, 116.0, 6.0), WOOD.light(0.15));
    pen.on(counter, |pen| {
        ornament::weave(pen, (120.0, 456.0), (560.0, 90.0), 26.0, STRAW, WOOD.dark(0.1));
    });
    pen.body_shaded(&path::block(106.0, 420.0, 588.0, 26.0, 6.0), WOOD, 8.0);
    for index in 0..9u8 {
        let x = f32::from(index).mul_add(70.0, 86.0);
        let tone = if index.is_multiple_of(2) { stripe } else { CREAM };
        pen.cut(
            &format!(
                "M{:.1} 90L{x:.1} 196a35 32 0 0 0 70 0L{:.1} 90Z",
                (x - 400.0).mul_add(0.86, 400.0),
                (x + 70.0 - 400.0).mul_add(0.86, 400.0)
            ),
            tone,
        );
    }
    for x in [190.0, 610.0] {
        lantern(pen, x, 250.0, 0.62, OCHRE);
    }
}

/// A round lantern that hangs.
fn lantern(pen: &mut Pen, x: f32, y: f32, scale: f32, tone: Hue) {
    pen.glaze(&path::circle(x, y, 110.0 * scale), GOLD.light(0.4), 0.35);
    pen.at(x, y, scale, 0.0, |pen| {
        let surface = pen.body(&path::ellipse(0.0, 0.0, 74.0, 62.0), tone);
        pen.on(surface, |pen| {
            for rx in [22.0, 48.0] {
                pen.stroke(&path::ellipse(0.0, 0.0, rx, 62.0), tone.dark(0.3), 4.0);
            }
        });
        for top in [-72.0, 56.0] {
            pen.cut(&path::block(-30.0, top, 60.0, 16.0, 4.0), GOLD);
        }
        pen.ink("M0 -72V-120", 3.0);
        for dx in [-12.0, 0.0, 12.0] {
            pen.stroke(&format!("M{dx} 74v44"), LACQUER, 5.0);
        }
    });
}

/// A fair by night: lanterns, stalls, people.
pub fn fair(pen: &mut Pen) {
    ground::table(pen);
    for (x, y) in [(-20.0, 60.0), (380.0, 30.0)] {
        pen.ink(
            &format!(
                "M{x} {y}C{:.1} {:.1} {:.1} {:.1} {:.1} {y}",
                x + 140.0,
                y + 90.0,
                x + 280.0,
                y + 90.0,
                x + 440.0
            ),
            3.4,
        );
    }
    let tones = [LACQUER, OCHRE, JADE, LOTUS, LACQUER.light(0.1), OCHRE.light(0.2)];
    for (index, (x, y, scale)) in [
        (70.0, 150.0, 0.6),
        (200.0, 190.0, 0.72),
        (340.0, 160.0, 0.62),
        (480.0, 130.0, 0.64),
        (610.0, 160.0, 0.76),
        (740.0, 120.0, 0.6),
    ]
    .into_iter()
    .enumerate()
    {
        lantern(pen, x, y, scale, tones.get(index).copied().unwrap_or(LACQUER));
    }
    for (x, width, tone) in [
        (150.0, 230.0, LACQUER),
        (650.0, 240.0, JADE),
        (400.0, 260.0, OCHRE),
    ] {
        let (half, foot) = (width * 0.5, FLOOR);
        pen.shadow(x, foot + 4.0, half);
        for side in [-1.0, 1.0] {
            pen.body_shaded(
                &path::block(x + side * half * 0.86 - 6.0, foot - 150.0, 12.0, 150.0, 2.0),
                WOOD,
                5.0,
            );
        }
        pen.body_shaded(
            &path::block(x - half * 0.9, foot - 66.0, half * 1.8, 66.0, 4.0),
            STRAW,
            10.0,
        );
        for index in 0..5u8 {
            let goods = pen.pick(&[LACQUER, JADE, OCHRE, INDIGO, CREAM, BRICK]);
            pen.body_shaded(
                &path::circle(
                    f32::from(index).mul_add(half * 0.36, x - half * 0.72),
                    foot - 80.0,
                    17.0,
                ),
                goods,
                6.0,
            );
        }
        for index in 0..6u8 {
            let left = f32::from(index).mul_add(width / 6.0, x - half);
            let stripe = if index.is_multiple_of(2) { tone } else { CREAM };
            pen.cut(
                &format!(
                    "M{:.1} {:.1}L{left:.1} {:.1}a{r:.1} 17 0 0 0 {:.1} 0L{:.1} {:.1}Z",
                    (left - x).mul_add(0.8, x),
                    foot - 200.0,
                    foot - 146.0,
                    width / 6.0,
                    (left + width / 6.0 - x).mul_add(0.8, x),
                    foot - 200.0,
                    r = width / 12.0
                ),
                stripe,
            );
        }
    }
    for (x, robe, hat) in [
        (280.0, INDIGO, true),
        (526.0, MOSS, false),
        (60.0, BRICK, false),
        (740.0, LACQUER, true),
    ] {
        pen.at(x, FLOOR + 66.0, 0.56, 0.0, |pen| {
            let robe = robe.light(0.08);
            person(pen, hat, robe);
        });
    }
    for index in 0..10u8 {
        let (x, y) = polar(400.0, 300.0, 330.0, f32::from(index).mul_add(19.0, -176.0));
        let (size, heart) = (pen.range(3.0, 6.0), GOLD.light(0.3));
        pen.fill(&path::star(x, y - 60.0, size * 2.0, size * 0.7, 4, 0.0), heart);
    }
}
