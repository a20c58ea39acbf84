//! Single vegetables, one by one.
use crate::{
    ground::FLOOR,
    ornament::{self},
    palette::{CREAM, EBONY, Hue, LACQUER, LEAF, MULBERRY, OCHRE, STRAW},
    path::{self},
    pen::Pen,
};

pub(super) fn tomato(pen: &mut Pen) {
    pen.body(
        "M0 -116C60 -140 110 -100 106 -50C102 0 50 12 0 10C-50 12 -102 0 -106 -50C-110 -100 -60 -140 0 -116Z",
        LACQUER.light(0.08),
    );
    pen.glaze(&path::ellipse(-56.0, -82.0, 13.0, 21.0), CREAM, 0.75);
    for index in 0..5u8 {
        pen.cut(
            &path::leaf(0.0, -112.0, f32::from(index).mul_add(40.0, -170.0), 52.0, 17.0),
            LEAF,
        );
    }
    pen.ink("M0 -112q4 -20 14 -30", 6.0);
}

pub(super) fn aubergine(pen: &mut Pen, tone: Hue) {
    pen.glaze(
        "M-220 30C-120 60 140 60 230 20L240 50L-210 66Z",
        pen.pal.table.dark(0.5),
        0.5,
    );
    pen.body_shaded(
        "M-200 -14C-120 -40 60 -56 160 -40C230 -26 240 20 180 36C80 54 -100 36 -200 16Z",
        tone,
        20.0,
    );
    pen.glaze(
        "M-140 -16C-60 -30 60 -36 130 -28C60 -26 -60 -16 -140 -6Z",
        CREAM,
        0.5,
    );
    pen.cut(
        "M-214 -20C-186 -34 -150 -30 -120 -24L-140 -4L-118 12L-150 20C-180 26 -204 20 -214 16Z",
        LEAF,
    );
    pen.ink("M-214 0C-236 0 -240 -14 -256 -16", 10.0);
}

pub(super) fn gourd(pen: &mut Pen, tone: Hue) {
    pen.glaze(
        "M-230 50C-120 80 140 80 240 40L250 70L-220 86Z",
        pen.pal.table.dark(0.5),
        0.5,
    );
    let surface = pen.body(
        "M-226 -20C-200 -60 -60 -56 40 -54C140 -56 226 -40 236 6C226 56 140 60 40 58C-60 62 -190 60 -226 24Z",
        tone,
    );
    pen.on(surface, |pen| {
        for y in [-34.0, -12.0, 12.0, 36.0] {
            pen.stroke(
                &format!("M-230 {:.1}C-100 {y} 100 {y} 240 {:.1}", y * 0.6, y * 0.4),
                tone.light(0.35),
                4.0,
            );
        }
    });
    pen.cut(&path::star(240.0, 6.0, 34.0, 15.0, 5, 0.0), OCHRE);
    pen.ink("M-228 0C-250 -2 -254 -20 -272 -26", 11.0);
}

pub(super) fn potato(pen: &mut Pen) {
    let surface = pen.body(
        "M-96 -40C-90 -80 -20 -84 30 -76C90 -70 110 -30 90 4C60 34 -50 36 -84 14C-100 0 -100 -20 -96 -40Z",
        STRAW.dark(0.18),
    );
    pen.on(surface, |pen| {
        for (x, y) in [
            (-50.0, -40.0),
            (10.0, -52.0),
            (50.0, -20.0),
            (-20.0, -4.0),
            (-66.0, -8.0),
        ] {
            pen.stroke(&format!("M{x} {y}q8 -9 18 0"), EBONY.light(0.2), 3.4);
        }
    });
}

pub(super) fn asparagus(pen: &mut Pen, green: Hue) {
    pen.at(400.0, 320.0, 1.0, 12.0, |pen| {
        for index in 0..9u8 {
            let x = f32::from(index).mul_add(26.0, -104.0);
            let lift = if index.is_multiple_of(2) { 0.0 } else { 26.0 };
            pen.body_shaded(&format!("M{:.1} 190V{:.1}C{:.1} {:.1} {:.1} {:.1} {x:.1} {:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}V190Z",
                x - 14.0, -110.0 - lift, x - 22.0, -150.0 - lift, x - 10.0, -186.0 - lift, -200.0 - lift,
                x + 10.0, -186.0 - lift, x + 22.0, -150.0 - lift, x + 14.0, -110.0 - lift), green.light(0.2), 9.0);
            for (dy, side) in [(-150.0, -120.0), (-136.0, -60.0), (-120.0, -110.0), (-60.0, -76.0), (0.0, -104.0), (60.0, -80.0)] {
                pen.cut(&path::leaf(x, dy - lift + 14.0, side, 24.0, 11.0), MULBERRY.light(0.3));
            }
        }
        for y in [20.0, 120.0] {
            pen.cut(&path::block(-128.0, y, 256.0, 24.0, 8.0), pen.pal.second);
        }
    });
}

pub(super) fn sprouts(pen: &mut Pen, green: Hue) {
    let tray = pen.pal.first;
    for index in 0..46u8 {
        let x = f32::from(index).mul_add(9.4, 188.0);
        let (top, lean) = (FLOOR - pen.range(170.0, 260.0), pen.range(-26.0, 26.0));
        let line = path::through(&[
            (x, FLOOR - 60.0),
            (x + lean * 0.2, FLOOR - 140.0),
            (x + lean, top),
        ]);
        pen.ink(&line, 9.0);
        pen.stroke(&line, CREAM, 5.0);
        for angle in [-150.0, -30.0] {
            pen.cut(&path::leaf(x + lean, top, angle, 25.0, 15.0), green.light(0.1));
        }
    }
    let surface = pen.body("M160 430H640L610 516H190Z", tray);
    pen.on(surface, |pen| {
        ornament::fret(pen, 160.0, 490.0, 480.0, 26.0, tray.light(0.5));
    });
}
