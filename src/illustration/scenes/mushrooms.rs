//! Mushrooms, from enoki to linh chi.
use crate::{
    ground::FLOOR,
    ornament::{self},
    palette::{BRICK, CREAM, Hue, LACQUER, OCHRE, WOOD},
    path::{self, polar},
    pen::Pen,
};

/// Which mushroom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mushroom {
    /// Thin stems, small heads.
    Enoki,
    /// Shells that grow from one foot.
    Oyster,
    /// Round brown caps with a crack.
    Shiitake,
    /// Thick white stems.
    King,
    /// Red, hard, glossy: linh chi.
    Lingzhi,
    /// Orange threads: đông trùng hạ thảo.
    Cordyceps,
}

/// Draws mushrooms.
pub fn mushroom(pen: &mut Pen, which: Mushroom) {
    pen.shadow(400.0, FLOOR + 10.0, 200.0);
    match which {
        Mushroom::Enoki | Mushroom::Cordyceps => threads(pen, which == Mushroom::Cordyceps),
        Mushroom::Oyster => {
            let cap = pen.pick(&[WOOD.light(0.35), CREAM.dark(0.14), Hue(0x009a_938c)]);
            for (x, y, turn, scale) in [
                (250.0, 430.0, -34.0, 0.8),
                (560.0, 430.0, 34.0, 0.8),
                (310.0, 340.0, -18.0, 1.0),
                (500.0, 340.0, 18.0, 1.0),
                (400.0, 390.0, 0.0, 1.2),
            ] {
                pen.at(x, y, scale, turn, |pen| {
                    pen.body_shaded(
                        "M-26 20C-20 70 -24 100 -34 130H34C24 100 20 70 26 20Z",
                        CREAM,
                        12.0,
                    );
                    let surface = pen.body(
                        "M-120 10C-126 -60 -60 -100 0 -98C60 -100 126 -60 120 10C70 40 -70 40 -120 10Z",
                        cap,
                    );
                    pen.on(surface, |pen| {
                        pen.stroke("M-90 -30q40 -44 96 -44", cap.light(0.5), 7.0);
                    });
                    for line in 0..9u8 {
                        let x = f32::from(line).mul_add(22.0, -88.0);
                        pen.ink(&format!("M{:.1} 24Q{:.1} 16 {x:.1} 4", x * 0.4, x * 0.8), 2.4);
                    }
                });
            }
        }
        Mushroom::Shiitake => {
            for (x, y, scale) in [
                (250.0, -30.0, 0.86),
                (560.0, -30.0, 0.9),
                (400.0, 10.0, 1.2),
                (480.0, -160.0, 0.7),
            ] {
                pen.at(x, FLOOR + y, scale, 0.0, |pen| {
                    pen.body_shaded("M-26 -70C-20 -40 -24 -20 -34 0H34C24 -20 20 -40 26 -70Z", CREAM, 12.0);
                    let surface = pen.body("M-116 -66C-116 -150 -60 -182 0 -182C60 -182 116 -150 116 -66C60 -40 -60 -40 -116 -66Z", WOOD.dark(0.12));
                    pen.on(surface, |pen| {
                        for angle in [20.0, 80.0, 140.0] {
                            pen.stroke(&path::open(&[polar(0.0, -124.0, 46.0, angle), polar(0.0, -124.0, 46.0, angle + 180.0)]), CREAM.dark(0.1), 11.0);
                        }
                    });
                });
            }
        }
        Mushroom::King => {
            for (x, turn, scale) in [(260.0, -12.0, 0.9), (540.0, 12.0, 0.92), (400.0, 0.0, 1.15)] {
                pen.at(x, FLOOR + 4.0, scale, turn, |pen| {
                    pen.body("M-46 -210C-60 -120 -90 -60 -70 -8C-40 10 40 10 70 -8C90 -60 60 -120 46 -210Z", CREAM);
                    pen.body_shaded("M-90 -200C-96 -256 -40 -284 0 -284C40 -284 96 -256 90 -200C40 -176 -40 -176 -90 -200Z", WOOD.light(0.2), 18.0);
                    pen.stroke("M-30 -170q-10 60 -20 110M10 -176q6 70 0 130", CREAM.dark(0.22), 3.6);
                });
            }
        }
        Mushroom::Lingzhi => {
            for (x, y, scale) in [(270.0, -10.0, 0.86), (550.0, -6.0, 0.9), (410.0, 10.0, 1.2)] {
                pen.at(x, FLOOR + y, scale, 0.0, |pen| {
                    pen.body_shaded("M-18 -120C-30 -60 -10 -30 -22 0H26C14 -30 30 -60 20 -120Z", LACQUER.dark(0.45), 12.0);
                    let surface = pen.body("M-130 -126C-140 -190 -60 -230 10 -220C90 -224 146 -170 124 -124C60 -90 -70 -92 -130 -126Z", LACQUER.dark(0.12));
                    pen.on(surface, |pen| {
                        for (grow, tone) in [(0.0, OCHRE), (22.0, LACQUER), (50.0, LACQUER.dark(0.35))] {
                            pen.stroke(&format!("M-140 {:.1}C-60 {:.1} 60 {:.1} 140 {:.1}", -122.0 - grow, -84.0 - grow, -84.0 - grow, -122.0 - grow), tone, 8.0);
                        }
                        pen.glaze(&path::ellipse(-50.0, -196.0, 30.0, 9.0), CREAM, 0.6);
                    });
                });
            }
        }
    }
}

fn threads(pen: &mut Pen, orange: bool) {
    let stem = if orange { BRICK.mix(OCHRE, 0.6) } else { CREAM };
    for index in 0..44u8 {
        let x = f32::from(index).mul_add(5.4, 282.0);
        let spread = (f32::from(index) - 21.5) * 5.2;
        let top = FLOOR - pen.range(220.0, 330.0) + spread.abs() * 0.4;
        let line = path::through(&[
            (x, FLOOR - 20.0),
            (x + spread * 0.2, FLOOR - 140.0),
            (x + spread, top),
        ]);
        pen.ink(&line, if orange { 12.0 } else { 10.0 });
        pen.stroke(
            &line,
            if index % 3 == 0 { stem.dark(0.1) } else { stem },
            if orange { 8.0 } else { 6.0 },
        );
        if orange {
            pen.fill(&path::ellipse(x + spread, top, 7.0, 14.0), OCHRE.light(0.2));
        } else {
            pen.cut(&path::ellipse(x + spread, top, 13.0, 9.0), CREAM.light(0.3));
        }
    }
    let base = pen.pal.first;
    let surface = pen.body(
        &path::turned(400.0, FLOOR - 70.0, &[(0.0, 146.0), (40.0, 136.0), (80.0, 110.0)]),
        base,
    );
    pen.on(surface, |pen| {
        ornament::fret(pen, 250.0, FLOOR - 14.0, 300.0, 24.0, base.light(0.5));
    });
}
