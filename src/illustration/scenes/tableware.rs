//! Bowls, plates, teapots and cups.
use super::ceramics::glaze;
use crate::{
    Finish,
    ground::FLOOR,
    ornament::{self, Ornament},
    palette::{CLAY, CREAM, Hue},
    path::{self},
    pen::Pen,
};

/// Bowls and plates of one set, stacked and leaning.
pub fn bowls(pen: &mut Pen, what: Ornament, finish: Finish) {
    let (coat, paint) = glaze(pen, finish);
    let x = pen.range(250.0, 330.0);
    let plate_y = FLOOR - 132.0;
    // A plate standing behind, its face to us.
    let px = x + 270.0;
    pen.shadow(px, FLOOR + 2.0, 118.0);
    let rim = path::ellipse(px, plate_y, 150.0, 146.0);
    let surface = pen.body(&rim, coat);
    pen.on(surface, |pen| {
        pen.stroke(&path::ellipse(px, plate_y, 138.0, 134.0), paint, 5.0);
        pen.stroke(&path::ellipse(px, plate_y, 108.0, 104.0), paint, 2.6);
        ornament::paint(pen, what, (px, plate_y), (196.0, 190.0), paint, coat);
        for index in 0..24u8 {
            let (cx, cy) = path::polar(px, plate_y, 122.0, 15.0 * f32::from(index));
            pen.fill(&path::circle(cx, cy, 4.6), paint);
        }
    });
    let count = 2 + pen.below(2);
    for index in 0..count {
        let lift = f32::from(count - 1 - index);
        let y = FLOOR - 92.0 - lift * 46.0;
        bowl(
            pen,
            x,
            y + 92.0 * 0.0,
            128.0 - lift * 5.0,
            coat,
            paint,
            if index + 1 == count { what } else { Ornament::Dots },
        );
    }
    bowl(pen, x + 150.0, FLOOR - 34.0, 78.0, coat, paint, Ornament::Waves);
}

/// A bowl with its rim at (`x`, `y`).
pub fn bowl(pen: &mut Pen, x: f32, y: f32, radius: f32, coat: Hue, paint: Hue, what: Ornament) {
    let height = radius * 0.74;
    pen.shadow(x, y + height + 6.0, radius * 0.66);
    let profile = [
        (0.0, radius),
        (height * 0.34, radius * 0.94),
        (height * 0.7, radius * 0.7),
        (height * 0.88, radius * 0.44),
        (height * 0.92, radius * 0.4),
        (height, radius * 0.43),
    ];
    let surface = pen.body(&path::turned(x, y, &profile), coat);
    pen.on(surface, |pen| {
        ornament::paint(
            pen,
            what,
            (x, y + height * 0.56),
            (radius * 1.5, height * 0.9),
            paint,
            coat,
        );
        let band = format!(
            "M{:.1} {:.1}q{radius:.1} {:.1} {:.1} 0",
            x - radius,
            y + 12.0,
            radius * 0.4,
            radius * 2.0
        );
        pen.stroke(&band, paint, 4.0);
    });
    pen.cut(&path::ellipse(x, y, radius, radius * 0.2), coat.dark(0.18));
    pen.stroke(
        &path::ellipse(x, y + 2.0, radius * 0.86, radius * 0.13),
        paint,
        2.4,
    );
}

/// A teapot with cups on a tray.
pub fn teapot(pen: &mut Pen, what: Ornament, finish: Finish) {
    let (coat, paint) = glaze(pen, finish);
    let x = pen.range(340.0, 400.0);
    let tray = pen.pal.third.dark(0.35);
    pen.shadow(x + 20.0, FLOOR + 26.0, 300.0);
    pen.body_shaded(&path::ellipse(x + 30.0, FLOOR + 10.0, 300.0, 40.0), tray, 12.0);
    pen.stroke(
        &path::ellipse(x + 30.0, FLOOR + 5.0, 278.0, 30.0),
        tray.light(0.3),
        3.0,
    );
    let top = FLOOR - 190.0;
    // Handle behind, spout, then the belly.
    let tall = pen.one_in(2);
    if tall {
        let arch = format!(
            "M{:.1} {:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}",
            x - 84.0,
            top + 26.0,
            x - 100.0,
            top - 150.0,
            x + 100.0,
            top - 150.0,
            x + 84.0,
            top + 26.0
        );
        pen.ink(&arch, 21.0);
        pen.stroke(&arch, CLAY.dark(0.2), 13.0);
    } else {
        let ear = format!("M{:.1} {:.1}c-110 -40 -130 110 -20 110", x - 108.0, top + 50.0);
        pen.ink(&ear, 27.0);
        pen.stroke(&ear, coat, 18.0);
    }
    let spout = format!(
        "M{:.1} {:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}L{:.1} {:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}Z",
        x + 96.0,
        top + 138.0,
        x + 180.0,
        top + 140.0,
        x + 160.0,
        top + 40.0,
        x + 214.0,
        top + 12.0,
        x + 184.0,
        top - 2.0,
        x + 140.0,
        top + 20.0,
        x + 140.0,
        top + 80.0,
        x + 90.0,
        top + 80.0
    );
    pen.body_shaded(&spout, coat, 14.0);
    let belly = [
        (0.0, 62.0),
        (22.0, 98.0),
        (70.0, 132.0),
        (120.0, 128.0),
        (166.0, 94.0),
        (184.0, 80.0),
        (192.0, 84.0),
    ];
    let surface = pen.body(&path::turned(x, top, &belly), coat);
    pen.on(surface, |pen| {
        ornament::paint(pen, what, (x, top + 100.0), (230.0, 170.0), paint, coat);
        pen.stroke(
            &format!("M{:.1} {:.1}q150 34 300 0", x - 150.0, top + 26.0),
            paint,
            4.0,
        );
        pen.glaze(&path::ellipse(x - 82.0, top + 70.0, 9.0, 34.0), CREAM, 0.75);
    });
    pen.body_shaded(&path::dome(x, top + 8.0, 66.0, 42.0), coat, 16.0);
    pen.ink(&format!("M{:.1} {:.1}q66 26 132 0", x - 66.0, top + 8.0), 4.0);
    pen.body_shaded(&path::circle(x, top - 44.0, 15.0), paint.mix(coat, 0.15), 8.0);
    for (dx, dy) in [(-214.0, 6.0), (258.0, 4.0), (180.0, 26.0)] {
        cup(pen, x + dx, FLOOR - 52.0 + dy, coat, paint);
    }
}

/// A handleless cup with its rim at (`x`, `y`), filled with tea.
pub fn cup(pen: &mut Pen, x: f32, y: f32, coat: Hue, paint: Hue) {
    let profile = [(0.0, 40.0), (26.0, 35.0), (44.0, 22.0), (52.0, 22.0)];
    let surface = pen.body_shaded(&path::turned(x, y, &profile), coat, 14.0);
    pen.on(surface, |pen| {
        pen.stroke(
            &format!("M{:.1} {:.1}q40 16 80 0", x - 40.0, y + 20.0),
            paint,
            5.0,
        );
    });
    pen.cut(&path::ellipse(x, y, 40.0, 10.0), coat.dark(0.15));
    pen.fill(&path::ellipse(x, y + 2.0, 32.0, 6.4), Hue(0x00a8_7a2c));
}
