//! Pots: vases, bowls, teapots, wine gourds, lidded jars.
use super::tableware::cup;
use crate::{
    Finish,
    ground::FLOOR,
    ornament::{self, Ornament},
    palette::{CELADON, CLAY, CREAM, EBONY, GOLD, Hue, INDIGO, JADE, MOSS, STRAW, WOOD},
    path::{self},
    pen::Pen,
};

/// Glaze and the colour painted on it.
pub(super) fn glaze(pen: &mut Pen, finish: Finish) -> (Hue, Hue) {
    let second = pen.pal.second;
    match finish {
        Finish::Gilded => return (GOLD, GOLD.dark(0.55)),
        Finish::Wooden => {
            return pen.pick(&[
                (WOOD, WOOD.dark(0.5)),
                (EBONY.light(0.12), STRAW),
                (WOOD.mix(GOLD, 0.3), EBONY),
            ]);
        }
        Finish::Natural => {}
    }
    pen.pick(&[
        (CREAM.dark(0.04), INDIGO),
        (CELADON, MOSS),
        (CREAM.dark(0.06), second),
        (JADE.light(0.2), CREAM),
        (INDIGO, CREAM),
        (CLAY, CREAM),
        (CREAM.mix(GOLD, 0.3), second.dark(0.3)),
    ])
}

type Profile = &'static [(f32, f32)];

const VASES: [Profile; 6] = [
    // Lute-shaped.
    &[
        (0.0, 46.0),
        (20.0, 32.0),
        (90.0, 26.0),
        (150.0, 52.0),
        (215.0, 96.0),
        (270.0, 104.0),
        (318.0, 74.0),
        (340.0, 60.0),
    ],
    // Garlic head.
    &[
        (0.0, 22.0),
        (24.0, 34.0),
        (46.0, 26.0),
        (120.0, 22.0),
        (170.0, 58.0),
        (235.0, 112.0),
        (290.0, 104.0),
        (330.0, 62.0),
    ],
    // Baluster.
    &[
        (0.0, 50.0),
        (16.0, 40.0),
        (44.0, 40.0),
        (92.0, 104.0),
        (150.0, 122.0),
        (220.0, 98.0),
        (296.0, 60.0),
        (330.0, 64.0),
    ],
    // Drop.
    &[
        (0.0, 26.0),
        (22.0, 20.0),
        (80.0, 34.0),
        (160.0, 88.0),
        (230.0, 120.0),
        (290.0, 104.0),
        (324.0, 68.0),
    ],
    // Tall cylinder with shoulders.
    &[
        (0.0, 42.0),
        (18.0, 34.0),
        (48.0, 38.0),
        (78.0, 84.0),
        (120.0, 90.0),
        (250.0, 76.0),
        (330.0, 62.0),
        (344.0, 66.0),
    ],
    // Trumpet mouth.
    &[
        (0.0, 92.0),
        (26.0, 62.0),
        (96.0, 36.0),
        (140.0, 42.0),
        (200.0, 92.0),
        (250.0, 94.0),
        (306.0, 54.0),
        (338.0, 72.0),
    ],
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
    let (coat, paint) = if finish == Finish::Gilded {
        (GOLD.light(0.15), GOLD.dark(0.55))
    } else {
        glaze(pen, finish)
    };
    let small = pen.pick(&[Ornament::Dots, Ornament::Fret, Ornament::Waves, Ornament::Runs]);
    let reach = pen.range(190.0, 220.0);
    pot(
        pen,
        x + side * reach,
        FLOOR + 34.0,
        0.56,
        other,
        coat,
        paint,
        small,
    );
}

/// One turned pot standing at `foot`.
#[expect(clippy::too_many_arguments, reason = "place, shape and paint of one pot")]
fn pot(
    pen: &mut Pen,
    x: f32,
    foot: f32,
    scale: f32,
    profile: &[(f32, f32)],
    coat: Hue,
    paint: Hue,
    what: Ornament,
) {
    let scaled: Vec<(f32, f32)> = profile
        .iter()
        .map(|(down, radius)| (down * scale, radius * scale))
        .collect();
    let (height, base) = scaled.last().copied().unwrap_or_default();
    let (_, rim) = scaled.first().copied().unwrap_or_default();
    let widest = scaled.iter().copied().fold(
        (0.0, 0.0f32),
        |best, next| if next.1 > best.1 { next } else { best },
    );
    let top = foot - height;
    pen.shadow(x, foot + 4.0, base.max(widest.1 * 0.8));
    let surface = pen.body_shaded(&path::turned(x, top, &scaled), coat, 34.0 * scale.max(0.5));
    pen.on(surface, |pen| {
        let size = widest.1 * 2.0;
        ornament::paint(pen, what, (x, top + widest.0), (size, size * 0.94), paint, coat);
        for (down, weight) in [(0.1, 5.0), (0.135, 2.4), (0.93, 6.0), (0.9, 2.4)] {
            let y = top + height * down;
            let band = format!(
                "M{:.1} {y:.1}q{:.1} {:.1} {:.1} 0",
                x - 140.0,
                140.0,
                22.0 * scale,
                280.0
            );
            pen.stroke(&band, paint, weight * scale.max(0.6));
        }
        // Light on the glaze.
        let gleam = path::ellipse(
            x - widest.1 * 0.56,
            top + widest.0 - size * 0.12,
            widest.1 * 0.07,
            widest.1 * 0.3,
        );
        pen.glaze(&gleam, CREAM, 0.75);
    });
    pen.cut(&path::ellipse(x, top, rim, rim * 0.2), coat.dark(0.5));
}

/// A gourd-shaped bottle for rice wine, with two small cups.
pub fn gourd(pen: &mut Pen, what: Ornament, finish: Finish) {
    let (coat, paint) = glaze(pen, finish);
    let x = pen.range(340.0, 440.0);
    let profile: Profile = &[
        (0.0, 20.0),
        (16.0, 16.0),
        (40.0, 20.0),
        (80.0, 58.0),
        (118.0, 62.0),
        (152.0, 40.0),
        (186.0, 64.0),
        (240.0, 106.0),
        (290.0, 104.0),
        (330.0, 66.0),
    ];
    pot(pen, x, FLOOR, 1.12, profile, coat, paint, what);
    let top = FLOOR - 330.0 * 1.12;
    pen.body_shaded(&path::dome(x, top + 2.0, 18.0, 26.0), pen.pal.second, 10.0);
    let cord = path::through(&[(x - 44.0, top + 168.0), (x, top + 180.0), (x + 44.0, top + 168.0)]);
    let red = pen.pal.second;
    pen.ink(&cord, 11.0);
    pen.stroke(&cord, red, 6.0);
    let tassel = path::through(&[
        (x + 44.0, top + 170.0),
        (x + 74.0, top + 220.0),
        (x + 70.0, top + 262.0),
    ]);
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
    let profile: Profile = &[
        (0.0, 70.0),
        (14.0, 62.0),
        (40.0, 104.0),
        (90.0, 138.0),
        (150.0, 136.0),
        (220.0, 98.0),
        (252.0, 84.0),
    ];
    let x = pen.range(300.0, 360.0);
    for (dx, scale, drop) in [(246.0, 0.72, -4.0), (0.0, 1.1, 8.0)] {
        pot(pen, x + dx, FLOOR + drop, scale, profile, coat, paint, what);
        let top = FLOOR + drop - 252.0 * scale;
        pen.body_shaded(
            &path::dome(x + dx, top + 8.0 * scale, 82.0 * scale, 50.0 * scale),
            paint.mix(coat, 0.25),
            22.0 * scale,
        );
        pen.ink(
            &format!(
                "M{:.1} {:.1}q{:.1} {:.1} {:.1} 0",
                x + dx - 82.0 * scale,
                top + 8.0 * scale,
                82.0 * scale,
                26.0 * scale,
                164.0 * scale
            ),
            4.0,
        );
        pen.body_shaded(&path::circle(x + dx, top - 48.0 * scale, 15.0 * scale), coat, 8.0);
    }
}
