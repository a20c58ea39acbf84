//! Pots: vases, bowls, teapots, wine gourds, lidded jars.
use crate::illustration::{
    Finish,
    ground::FLOOR,
    ornament::{self, Ornament},
    palette::{CELADON, CLAY, CREAM, EBONY, GOLD, Hue, INDIGO, JADE, MOSS, STRAW, WOOD},
    path,
    pen::Pen,
};

/// Glaze and the colour painted on it.
fn glaze(pen: &mut Pen, finish: Finish) -> (Hue, Hue) {
    let second = pen.pal.second;
    match finish {
        Finish::Gilded => return (GOLD, GOLD.dark(0.55)),
        Finish::Wooden => return pen.pick(&[(WOOD, WOOD.dark(0.5)), (EBONY.light(0.12), STRAW), (WOOD.mix(GOLD, 0.3), EBONY)]),
        Finish::Natural => {}
    }
    pen.pick(&[
        (CREAM.dark(0.04), INDIGO), (CELADON, MOSS), (CREAM.dark(0.06), second), (JADE.light(0.2), CREAM),
        (INDIGO, CREAM), (CLAY, CREAM), (CREAM.mix(GOLD, 0.3), second.dark(0.3)),
    ])
}

type Profile = &'static [(f32, f32)];

const VASES: [Profile; 6] = [
    // Lute-shaped.
    &[(0.0, 46.0), (20.0, 32.0), (90.0, 26.0), (150.0, 52.0), (215.0, 96.0), (270.0, 104.0), (318.0, 74.0), (340.0, 60.0)],
    // Garlic head.
    &[(0.0, 22.0), (24.0, 34.0), (46.0, 26.0), (120.0, 22.0), (170.0, 58.0), (235.0, 112.0), (290.0, 104.0), (330.0, 62.0)],
    // Baluster.
    &[(0.0, 50.0), (16.0, 40.0), (44.0, 40.0), (92.0, 104.0), (150.0, 122.0), (220.0, 98.0), (296.0, 60.0), (330.0, 64.0)],
    // Drop.
    &[(0.0, 26.0), (22.0, 20.0), (80.0, 34.0), (160.0, 88.0), (230.0, 120.0), (290.0, 104.0), (324.0, 68.0)],
    // Tall cylinder with shoulders.
    &[(0.0, 42.0), (18.0, 34.0), (48.0, 38.0), (78.0, 84.0), (120.0, 90.0), (250.0, 76.0), (330.0, 62.0), (344.0, 66.0)],
    // Trumpet mouth.
    &[(0.0, 92.0), (26.0, 62.0), (96.0, 36.0), (140.0, 42.0), (200.0, 92.0), (250.0, 94.0), (306.0, 54.0), (338.0, 72.0)],
];

/// A vase, sometimes with a smaller one beside it and a branch in it.
pub fn vase(pen: &mut Pen, what: Ornament, finish: Finish) {
    let x = pen.range(330.0, 450.0);
    let profile = pen.pick(&VASES);
    let (coat, paint) = glaze(pen, finish);
    if pen.one_in(2) {
        let branch = pen.pal.second;
        super::super::motif::branch(pen, (x, FLOOR - 320.0), -58.0, 200.0, branch.dark(0.6), branch);
    }
    let side = if x > 390.0 { -1.0 } else { 1.0 };
    pot(pen, x, FLOOR, 1.12, profile, coat, paint, what);
    let other = pen.pick(&VASES);
    let (coat, paint) = if finish == Finish::Gilded { (GOLD.light(0.15), GOLD.dark(0.55)) } else { glaze(pen, finish) };
    let small = pen.pick(&[Ornament::Dots, Ornament::Fret, Ornament::Waves, Ornament::Runs]);
    let reach = pen.range(190.0, 220.0);
    pot(pen, x + side * reach, FLOOR + 34.0, 0.56, other, coat, paint, small);
}

/// One turned pot standing at `foot`.
#[expect(clippy::too_many_arguments, reason = "place, shape and paint of one pot")]
fn pot(pen: &mut Pen, x: f32, foot: f32, scale: f32, profile: &[(f32, f32)], coat: Hue, paint: Hue, what: Ornament) {
    let scaled: Vec<(f32, f32)> = profile.iter().map(|(down, radius)| (down * scale, radius * scale)).collect();
    let (height, base) = scaled.last().copied().unwrap_or_default();
    let (_, rim) = scaled.first().copied().unwrap_or_default();
    let widest = scaled.iter().copied().fold((0.0, 0.0f32), |best, next| if next.1 > best.1 { next } else { best });
    let top = foot - height;
    pen.shadow(x, foot + 4.0, base.max(widest.1 * 0.8));
    let surface = pen.body_shaded(&path::turned(x, top, &scaled), coat, 34.0 * scale.max(0.5));
    pen.on(surface, |pen| {
        let size = widest.1 * 2.0;
        ornament::paint(pen, what, (x, top + widest.0), (size, size * 0.94), paint, coat);
        for (down, weight) in [(0.1, 5.0), (0.135, 2.4), (0.93, 6.0), (0.9, 2.4)] {
            let y = top + height * down;
            let band = format!("M{:.1} {y:.1}q{:.1} {:.1} {:.1} 0", x - 140.0, 140.0, 22.0 * scale, 280.0);
            pen.stroke(&band, paint, weight * scale.max(0.6));
        }
        // Light on the glaze.
        let gleam = path::ellipse(x - widest.1 * 0.56, top + widest.0 - size * 0.12, widest.1 * 0.07, widest.1 * 0.3);
        pen.glaze(&gleam, CREAM, 0.75);
    });
    pen.cut(&path::ellipse(x, top, rim, rim * 0.2), coat.dark(0.5));
}

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
        bowl(pen, x, y + 92.0 * 0.0, 128.0 - lift * 5.0, coat, paint, if index + 1 == count { what } else { Ornament::Dots });
    }
    bowl(pen, x + 150.0, FLOOR - 34.0, 78.0, coat, paint, Ornament::Waves);
}

/// A bowl with its rim at (`x`, `y`).
pub fn bowl(pen: &mut Pen, x: f32, y: f32, radius: f32, coat: Hue, paint: Hue, what: Ornament) {
    let height = radius * 0.74;
    pen.shadow(x, y + height + 6.0, radius * 0.66);
    let profile = [(0.0, radius), (height * 0.34, radius * 0.94), (height * 0.7, radius * 0.7), (height * 0.88, radius * 0.44), (height * 0.92, radius * 0.4), (height, radius * 0.43)];
    let surface = pen.body(&path::turned(x, y, &profile), coat);
    pen.on(surface, |pen| {
        ornament::paint(pen, what, (x, y + height * 0.56), (radius * 1.5, height * 0.9), paint, coat);
        let band = format!("M{:.1} {:.1}q{radius:.1} {:.1} {:.1} 0", x - radius, y + 12.0, radius * 0.4, radius * 2.0);
        pen.stroke(&band, paint, 4.0);
    });
    pen.cut(&path::ellipse(x, y, radius, radius * 0.2), coat.dark(0.18));
    pen.stroke(&path::ellipse(x, y + 2.0, radius * 0.86, radius * 0.13), paint, 2.4);
}

/// A teapot with cups on a tray.
pub fn teapot(pen: &mut Pen, what: Ornament, finish: Finish) {
    let (coat, paint) = glaze(pen, finish);
    let x = pen.range(340.0, 400.0);
    let tray = pen.pal.third.dark(0.35);
    pen.shadow(x + 20.0, FLOOR + 26.0, 300.0);
    pen.body_shaded(&path::ellipse(x + 30.0, FLOOR + 10.0, 300.0, 40.0), tray, 12.0);
    pen.stroke(&path::ellipse(x + 30.0, FLOOR + 5.0, 278.0, 30.0), tray.light(0.3), 3.0);
    let top = FLOOR - 190.0;
    // Handle behind, spout, then the belly.
    let tall = pen.one_in(2);
    if tall {
        let arch = format!("M{:.1} {:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}", x - 84.0, top + 26.0, x - 100.0, top - 150.0, x + 100.0, top - 150.0, x + 84.0, top + 26.0);
        pen.ink(&arch, 21.0);
        pen.stroke(&arch, CLAY.dark(0.2), 13.0);
    } else {
        let ear = format!("M{:.1} {:.1}c-110 -40 -130 110 -20 110", x - 108.0, top + 50.0);
        pen.ink(&ear, 27.0);
        pen.stroke(&ear, coat, 18.0);
    }
    let spout = format!(
        "M{:.1} {:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}L{:.1} {:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}Z",
        x + 96.0, top + 138.0, x + 180.0, top + 140.0, x + 160.0, top + 40.0, x + 214.0, top + 12.0,
        x + 184.0, top - 2.0, x + 140.0, top + 20.0, x + 140.0, top + 80.0, x + 90.0, top + 80.0
    );
    pen.body_shaded(&spout, coat, 14.0);
    let belly = [(0.0, 62.0), (22.0, 98.0), (70.0, 132.0), (120.0, 128.0), (166.0, 94.0), (184.0, 80.0), (192.0, 84.0)];
    let surface = pen.body(&path::turned(x, top, &belly), coat);
    pen.on(surface, |pen| {
        ornament::paint(pen, what, (x, top + 100.0), (230.0, 170.0), paint, coat);
        pen.stroke(&format!("M{:.1} {:.1}q150 34 300 0", x - 150.0, top + 26.0), paint, 4.0);
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
    pen.on(surface, |pen| pen.stroke(&format!("M{:.1} {:.1}q40 16 80 0", x - 40.0, y + 20.0), paint, 5.0));
    pen.cut(&path::ellipse(x, y, 40.0, 10.0), coat.dark(0.15));
    pen.fill(&path::ellipse(x, y + 2.0, 32.0, 6.4), Hue(0x00a8_7a2c));
}

/// A gourd-shaped bottle for rice wine, with two small cups.
pub fn gourd(pen: &mut Pen, what: Ornament, finish: Finish) {
    let (coat, paint) = glaze(pen, finish);
    let x = pen.range(340.0, 440.0);
    let profile: Profile = &[
        (0.0, 20.0), (16.0, 16.0), (40.0, 20.0), (80.0, 58.0), (118.0, 62.0), (152.0, 40.0), (186.0, 64.0), (240.0, 106.0),
        (290.0, 104.0), (330.0, 66.0),
    ];
    pot(pen, x, FLOOR, 1.12, profile, coat, paint, what);
    let top = FLOOR - 330.0 * 1.12;
    pen.body_shaded(&path::dome(x, top + 2.0, 18.0, 26.0), pen.pal.second, 10.0);
    let cord = path::through(&[(x - 44.0, top + 168.0), (x, top + 180.0), (x + 44.0, top + 168.0)]);
    let red = pen.pal.second;
    pen.ink(&cord, 11.0);
    pen.stroke(&cord, red, 6.0);
    let tassel = path::through(&[(x + 44.0, top + 170.0), (x + 74.0, top + 220.0), (x + 70.0, top + 262.0)]);
    pen.ink(&tassel, 10.0);
    pen.stroke(&tassel, red, 5.5);
    pen.body_shaded(&path::block(x + 58.0, top + 256.0, 24.0, 54.0, 7.0), red, 8.0);
    for (dx, dy) in [(190.0, 12.0), (-196.0, 20.0)] {
        cup(pen, x + dx, FLOOR - 40.0 + dy, coat, paint);
    }
}

/// A pair of lidded jars.
pub fn jars(pen: &mut Pen, what: Ornament, finish: Finish) {
    let (coat, paint) = glaze(pen, finish);
    let profile: Profile = &[(0.0, 70.0), (14.0, 62.0), (40.0, 104.0), (90.0, 138.0), (150.0, 136.0), (220.0, 98.0), (252.0, 84.0)];
    let x = pen.range(300.0, 360.0);
    for (dx, scale, drop) in [(246.0, 0.72, -4.0), (0.0, 1.1, 8.0)] {
        pot(pen, x + dx, FLOOR + drop, scale, profile, coat, paint, what);
        let top = FLOOR + drop - 252.0 * scale;
        pen.body_shaded(&path::dome(x + dx, top + 8.0 * scale, 82.0 * scale, 50.0 * scale), paint.mix(coat, 0.25), 22.0 * scale);
        pen.ink(&format!("M{:.1} {:.1}q{:.1} {:.1} {:.1} 0", x + dx - 82.0 * scale, top + 8.0 * scale, 82.0 * scale, 26.0 * scale, 164.0 * scale), 4.0);
        pen.body_shaded(&path::circle(x + dx, top - 48.0 * scale, 15.0 * scale), coat, 8.0);
    }
}
