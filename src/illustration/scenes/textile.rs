//! Silk and what is made of it: rolls, scarves, áo dài, pictures in thread, bags, towels, quilts.
use super::pictures::patches;
use crate::{
    ground::FLOOR,
    ornament::{self, Ornament},
    palette::{CREAM, GOLD, Hue, INDIGO, JADE, LACQUER, LOTUS, MULBERRY, OCHRE, RICE, SKY, STRAW, WOOD},
    path::{self, polar},
    pen::Pen,
};

pub(super) const SILKS: [Hue; 9] = [LACQUER, JADE, INDIGO, OCHRE, LOTUS, MULBERRY, RICE, SKY, CREAM];

/// Rolls of silk, one running out over the table.
pub fn rolls(pen: &mut Pen, what: Ornament) {
    let main = pen.pick(&SILKS);
    let x = pen.range(300.0, 350.0);
    let y = FLOOR - 70.0;
    pen.shadow(x + 60.0, FLOOR + 8.0, 280.0);
    for (dx, dy) in [(-4.0, -108.0), (-62.0, -8.0), (70.0, -8.0)] {
        let silk = pen.pick(&SILKS);
        roll(pen, x + dx, y + dy, silk);
    }
    let cloth = format!(
        "M{:.1} {:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}C{:.1} {:.1} {:.1} 560 820 500V610H{:.1}C{:.1} 590 {:.1} 560 {:.1} {:.1}Z",
        x - 8.0,
        y - 52.0,
        x + 60.0,
        y - 20.0,
        x + 30.0,
        y + 50.0,
        x + 120.0,
        y + 60.0,
        x + 240.0,
        y + 70.0,
        x + 300.0,
        x + 60.0,
        x - 20.0,
        x - 90.0,
        x - 100.0,
        y + 10.0
    );
    let surface = pen.body_shaded(&cloth, main, 22.0);
    let paint = if main == CREAM { LACQUER } else { main.light(0.5) };
    pen.on(surface, |pen| {
        ornament::paint(pen, what, (x + 250.0, 556.0), (330.0, 130.0), paint, main);
        for dx in [0.0, 44.0, 90.0] {
            let fold = format!(
                "M{:.1} {:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} 600",
                x - 30.0 + dx,
                y - 10.0,
                x + 20.0 + dx,
                y + 40.0,
                x - 20.0 + dx,
                y + 80.0,
                x + 60.0 + dx * 1.6
            );
            pen.stroke(&fold, main.dark(0.28), 4.0);
        }
    });
}

fn roll(pen: &mut Pen, x: f32, y: f32, silk: Hue) {
    let d = format!(
        "M{x:.1} {:.1}L{:.1} {:.1}A34 58 0 0 1 {:.1} {:.1}L{x:.1} {:.1}A34 58 0 0 1 {x:.1} {:.1}Z",
        y - 60.0,
        x + 250.0,
        y - 92.0,
        x + 250.0,
        y + 24.0,
        y + 60.0,
        y - 60.0
    );
    let surface = pen.body(&d, silk);
    pen.on(surface, |pen| {
        for share in [0.3, 0.55, 0.8] {
            pen.stroke(
                &format!(
                    "M{:.1} {:.1}q40 60 0 130",
                    x + 250.0 * share,
                    y - 60.0 - 32.0 * share
                ),
                silk.light(0.5),
                3.0,
            );
        }
    });
    pen.cut(&path::ellipse(x, y, 34.0, 60.0), silk.light(0.35));
    for (rx, ry) in [(24.0, 43.0), (15.0, 28.0)] {
        pen.stroke(&path::ellipse(x, y, rx, ry), silk.dark(0.25), 3.0);
    }
    pen.cut(&path::ellipse(x, y, 8.0, 15.0), WOOD);
}

/// A scarf that hangs over a bar, or flies in the wind.
pub fn scarf(pen: &mut Pen, what: Ornament) {
    let silk = pen.pick(&SILKS);
    let paint = if silk == CREAM { JADE } else { silk.light(0.55) };
    if pen.one_in(2) {
        pen.shadow(400.0, FLOOR + 6.0, 200.0);
        let bar = "M180 120H620M220 120V506M580 120V506M180 506H260M540 506H620";
        pen.ink(bar, 17.0);
        pen.stroke(bar, WOOD, 10.0);
        for (dx, long, tone) in [(70.0, 300.0, silk.dark(0.2)), (0.0, 350.0, silk)] {
            let left = 300.0 + dx;
            let d = format!(
                "M{left:.1} 112C{:.1} 100 {:.1} 100 {:.1} 112C{:.1} 220 {:.1} 300 {:.1} {:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}C{:.1} 300 {:.1} 220 {left:.1} 112Z",
                left + 30.0,
                left + 110.0,
                left + 140.0,
                left + 156.0,
                left + 130.0,
                left + 150.0,
                110.0 + long,
                left + 100.0,
                124.0 + long,
                left + 40.0,
                98.0 + long,
                left - 10.0,
                112.0 + long,
                left + 14.0,
                left - 14.0
            );
            let surface = pen.body(&d, tone);
            pen.on(surface, |pen| {
                ornament::paint(pen, what, (left + 70.0, 40.0 + long), (150.0, 150.0), paint, tone);
                pen.stroke(
                    &format!(
                        "M{:.1} 112C{:.1} 220 {:.1} 300 {:.1} 470",
                        left + 46.0,
                        left + 60.0,
                        left + 30.0,
                        left + 50.0
                    ),
                    tone.dark(0.25),
                    4.0,
                );
                pen.stroke(
                    &format!(
                        "M{:.1} 112C{:.1} 220 {:.1} 300 {:.1} 470",
                        left + 96.0,
                        left + 112.0,
                        left + 84.0,
                        left + 100.0
                    ),
                    tone.dark(0.25),
                    4.0,
                );
            });
            for fringe in 0..14u8 {
                let fx = f32::from(fringe).mul_add(11.4, left - 6.0);
                pen.stroke(
                    &path::open(&[(fx, 112.0 + long), (fx - 2.0, 138.0 + long)]),
                    tone.dark(0.15),
                    3.0,
                );
            }
        }
    } else {
        let d = "M70 330C170 190 270 420 400 260C500 150 600 300 740 150L752 262C640 390 540 250 430 370C300 500 190 300 96 450Z";
        let surface = pen.body(d, silk);
        pen.on(surface, |pen| {
            for (x, y) in [(170.0, 350.0), (420.0, 310.0), (650.0, 250.0)] {
                ornament::paint(pen, what, (x, y), (150.0, 110.0), paint, silk);
            }
            pen.stroke("M80 352C180 214 280 446 410 286C510 176 610 326 744 176M92 428C190 286 300 486 424 352C536 236 640 372 750 242", silk.dark(0.25), 4.0);
        });
        pen.at(400.0, FLOOR + 10.0, 0.7, 0.0, |pen| {
            pen.shadow(0.0, 4.0, 150.0);
            for (dx, dy) in [
                (-90.0, -20.0),
                (0.0, -8.0),
                (90.0, -22.0),
                (-44.0, -58.0),
                (46.0, -58.0),
            ] {
                pen.body_shaded(&path::ellipse(dx, dy - 10.0, 54.0, 30.0), CREAM, 14.0);
            }
        });
    }
}

/// A bag: canvas with patches, crocheted, or beaded.
pub fn bag(pen: &mut Pen, knitted: bool, beaded: bool) {
    let cloth = pen.pick(&[STRAW, LACQUER, JADE, INDIGO, LOTUS, OCHRE]);
    pen.shadow(400.0, FLOOR + 6.0, 180.0);
    let strap = "M300 270C300 110 500 110 500 270";
    pen.ink(strap, 26.0);
    pen.stroke(strap, cloth.dark(0.3), 17.0);
    let d = if knitted {
        "M230 262C300 250 500 250 570 262C610 400 590 500 540 508H260C210 500 190 400 230 262Z"
    } else {
        "M236 256H564L584 506H216Z"
    };
    let surface = pen.body(d, cloth);
    pen.on(surface, |pen| {
        if knitted {
            let tone = cloth.light(0.4);
            for row in 0..9u8 {
                for col in 0..15u8 {
                    let x = f32::from(col).mul_add(28.0, if row.is_multiple_of(2) { 196.0 } else { 210.0 });
                    let y = f32::from(row).mul_add(28.0, 278.0);
                    pen.stroke(&format!("M{x:.1} {y:.1}q14 16 14 26q0 -10 14 -26"), tone, 5.0);
                }
            }
        } else if beaded {
            for ring in 0..6u8 {
                let radius = f32::from(ring).mul_add(17.0, 16.0);
                for index in 0..(6 + ring * 6) {
                    let (x, y) = polar(
                        400.0,
                        390.0,
                        radius,
                        f32::from(index) * 360.0 / f32::from(6 + ring * 6),
                    );
                    let tone = pen.pick(&[GOLD, CREAM, LACQUER, JADE]);
                    pen.fill(&path::circle(x, y, 6.0), tone);
                }
            }
            ornament::fret(pen, 200.0, 494.0, 400.0, 20.0, GOLD);
        } else {
            patches(pen, (400.0, 390.0), 176.0);
        }
    });
    pen.body_shaded(&path::block(224.0, 244.0, 352.0, 30.0, 8.0), cloth.dark(0.2), 8.0);
}

/// Folded towels, quilts or pillows in a stack.
pub fn folded(pen: &mut Pen, what: Ornament, pillow: bool) {
    let first = pen.below(9);
    pen.shadow(400.0, FLOOR + 6.0, 230.0);
    if pillow {
        for (y, turn, index) in [(446.0, 0.0, 0usize), (330.0, -7.0, 4)] {
            let silk = SILKS
                .get((usize::from(first) + index) % 9)
                .copied()
                .unwrap_or(JADE);
            pen.at(400.0, y, 1.0, turn, |pen| {
                let surface = pen.body("M-230 -60C-120 -44 120 -44 230 -60C214 -20 214 30 230 62C120 48 -120 48 -230 62C-214 30 -214 -20 -230 -60Z", silk);
                pen.on(surface, |pen| {
                    for line in 0..7u8 {
                        let y = f32::from(line).mul_add(18.0, -54.0);
                        pen.stroke(&format!("M-230 {y}c80 -22 140 26 230 2s150 -26 240 4"), silk.light(0.35), 3.6);
                    }
                });
            });
        }
        return;
    }
    for layer in 0..4u8 {
        let silk = SILKS
            .get((usize::from(first) + usize::from(layer) * 2) % 9)
            .copied()
            .unwrap_or(JADE);
        let y = f32::from(layer).mul_add(-74.0, FLOOR - 74.0);
        let inset = f32::from(layer) * 7.0;
        let surface = pen.body(
            &path::block(190.0 + inset, y, 420.0 - inset * 2.0, 74.0, 30.0),
            silk,
        );
        pen.on(surface, |pen| {
            let tone = if silk == CREAM { LOTUS } else { silk.light(0.45) };
            pen.ink(&format!("M{:.1} {:.1}H600", 230.0 + inset, y + 38.0), 3.4);
            if layer == 3 {
                ornament::paint(pen, what, (330.0, y + 37.0), (180.0, 80.0), tone, silk);
            }
            for x in [500.0, 520.0, 534.0] {
                pen.stroke(
                    &path::open(&[(x, y), (x, y + 74.0)]),
                    tone,
                    if x > 510.0 { 4.0 } else { 9.0 },
                );
            }
        });
    }
}
