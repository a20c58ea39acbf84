//! Instruments of Đào Xá: drawn upright and leaning, strings and all.
use crate::{
    ground::FLOOR,
    motif,
    palette::{BRICK, CELADON, CREAM, EBONY, Hue, LACQUER, STRAW, WOOD},
    path::{self},
    pen::Pen,
};

/// Which instrument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Instrument {
    /// Đàn tỳ bà, pear-shaped.
    PearLute,
    /// Đàn nguyệt, round as the moon.
    MoonLute,
    /// Đàn bầu, one string, a gourd and a bent rod.
    Monochord,
    /// Đàn tranh, sixteen strings.
    Zither,
    /// Đàn nhị, two strings and a bow.
    Fiddle,
    /// Đàn đáy, long neck, a box like a trapezium.
    LongLute,
    /// Đàn tam, three strings.
    ThreeStrings,
}

/// Draws an instrument.
pub fn draw(pen: &mut Pen, which: Instrument) {
    let wood = pen.pick(&[WOOD, BRICK.dark(0.35), EBONY.light(0.15)]);
    let board = STRAW.light(0.25);
    match which {
        Instrument::Zither => return zither(pen, wood, board),
        Instrument::Monochord => return monochord(pen, wood),
        _ => {}
    }
    let lean = pen.pick(&[-13.0, -9.0, 9.0, 13.0]);
    pen.shadow(400.0, FLOOR + 4.0, 130.0);
    let scale = if which == Instrument::PearLute { 1.06 } else { 0.92 };
    pen.at(400.0, FLOOR, scale, lean, |pen| {
        let (neck, half) = match which {
            Instrument::PearLute => (-340.0, 17.0),
            Instrument::MoonLute => (-430.0, 13.0),
            Instrument::Fiddle => (-440.0, 8.0),
            _ => (-446.0, 12.0),
        };
        pegs(pen, neck, half, wood);
        pen.body_shaded(&path::block(-half, neck, half * 2.0, -neck - 90.0, 5.0), wood.dark(0.25), 7.0);
        match which {
            Instrument::PearLute => {
                let d = "M-17 -330C-26 -270 -112 -200 -112 -104C-112 -34 -60 -2 0 -2C60 -2 112 -34 112 -104C112 -200 26 -270 17 -330Z";
                let surface = pen.body(d, wood);
                pen.on(surface, |pen| {
                    pen.fill("M-8 -330C-20 -260 -96 -190 -96 -104C-96 -44 -50 -16 0 -16C50 -16 96 -44 96 -104C96 -190 20 -260 8 -330Z", board);
                });
                frets(pen, -310.0, -120.0, 34.0, wood);
                sound_holes(pen, -104.0, wood);
            }
            Instrument::MoonLute => {
                pen.body(&path::circle(0.0, -112.0, 116.0), wood);
                pen.body_shaded(&path::circle(0.0, -112.0, 98.0), board, 8.0);
                frets(pen, -390.0, -150.0, 20.0, wood);
                motif::blossom(pen, -52.0, -96.0, 13.0, CELADON, wood);
                motif::blossom(pen, 52.0, -96.0, 13.0, CELADON, wood);
            }
            Instrument::LongLute => {
                pen.body("M-78 -186H78L96 -6H-96Z", wood);
                pen.body_shaded("M-64 -172H64L80 -20H-80Z", board, 8.0);
                frets(pen, -400.0, -200.0, 18.0, wood);
            }
            Instrument::ThreeStrings => {
                pen.body(&path::block(-92.0, -170.0, 184.0, 166.0, 46.0), wood);
                pen.body_shaded(&path::block(-76.0, -154.0, 152.0, 134.0, 36.0), Hue(0x00d8_c8a0), 8.0);
                for (x, y) in [(-50.0, -120.0), (-20.0, -60.0), (44.0, -118.0), (30.0, -50.0), (-56.0, -54.0)] {
                    pen.glaze(&path::ellipse(x, y, 15.0, 10.0), wood.dark(0.3), 0.5);
                }
            }
            _ => {
                pen.body("M-46 -92L-56 -54L-40 -8H40L56 -54L46 -92Z", wood);
                pen.body_shaded("M-30 -80L-38 -52L-26 -20H26L38 -52L30 -80Z", Hue(0x00d8_c8a0), 6.0);
                let bow = "M70 -300C140 -240 130 -90 80 -20";
                pen.ink(bow, 10.0);
                pen.stroke(bow, wood.light(0.25), 5.0);
                pen.stroke("M72 -296L80 -24", CREAM, 4.0);
            }
        }
        let strings: &[f32] = match which {
            Instrument::PearLute => &[-9.0, -3.0, 3.0, 9.0],
            Instrument::MoonLute | Instrument::Fiddle => &[-3.6, 3.6],
            _ => &[-6.0, 0.0, 6.0],
        };
        for x in strings {
            pen.ink(&path::open(&[(*x, neck + 20.0), (x * 2.4, -46.0)]), 1.8);
        }
        pen.cut(&path::block(-38.0, -54.0, 76.0, 13.0, 4.0), wood.dark(0.4));
        let (red, end) = (LACQUER, neck - 30.0);
        pen.ink(&format!("M{half} {:.1}c40 20 30 60 44 90", end + 40.0), 6.0);
        pen.stroke(&format!("M{half} {:.1}c40 20 30 60 44 90", end + 40.0), red, 3.4);
        pen.cut(&path::block(half + 36.0, end + 126.0, 17.0, 44.0, 5.0), red);
    });
}

fn pegs(pen: &mut Pen, neck: f32, half: f32, wood: Hue) {
    for (y, side) in [(26.0, -1.0), (42.0, 1.0), (62.0, -1.0), (80.0, 1.0)] {
        let x = if side < 0.0 { -half - 46.0 } else { half };
        pen.body_shaded(&path::block(x, neck + y, 46.0, 11.0, 4.0), wood.light(0.1), 5.0);
    }
    pen.body_shaded(
        &format!(
            "M{:.1} {:.1}C{:.1} {:.1} -20 {:.1} 0 {:.1}C26 {:.1} 22 {:.1} {:.1} {:.1}Z",
            -half,
            neck + 6.0,
            -half,
            neck - 20.0,
            neck - 44.0,
            neck - 44.0,
            neck - 44.0,
            neck - 16.0,
            half,
            neck + 6.0
        ),
        wood.dark(0.2),
        7.0,
    );
    pen.fill(&path::circle(0.0, neck - 22.0, 7.0), CELADON);
}

fn frets(pen: &mut Pen, from: f32, to: f32, width: f32, wood: Hue) {
    for index in 0..9u8 {
        let y = (to - from).mul_add(f32::from(index) / 8.0, from);
        pen.cut(&path::block(-width * 0.5, y, width, 7.0, 2.0), wood.light(0.4));
    }
}

fn sound_holes(pen: &mut Pen, y: f32, wood: Hue) {
    for side in [-1.0, 1.0] {
        pen.stroke(
            &format!("M{:.1} {y}a22 22 0 0 {} 0 40", side * 50.0, i32::from(side > 0.0)),
            wood.dark(0.4),
            5.0,
        );
    }
}

fn zither(pen: &mut Pen, wood: Hue, board: Hue) {
    pen.at(400.0, 360.0, 1.0, -9.0, |pen| {
        pen.glaze("M-320 96H330L310 130H-300Z", pen.pal.table.dark(0.5), 0.7);
        for x in [-270.0, 240.0] {
            pen.body_shaded(&path::block(x, 60.0, 34.0, 60.0, 4.0), wood.dark(0.3), 8.0);
        }
        pen.body("M-330 20L-300 -80L330 -52L340 40L320 76L-320 70Z", wood);
        let surface = pen.body_shaded("M-318 8C-290 -70 -290 -70 -296 -74L320 -48L328 34Z", board, 8.0);
        pen.on(surface, |pen| {
            for index in 0..5u8 {
                motif::blossom(
                    pen,
                    f32::from(index).mul_add(60.0, -40.0),
                    -38.0,
                    10.0,
                    CELADON,
                    wood,
                );
            }
        });
        for index in 0..16u8 {
            let share = f32::from(index) / 15.0;
            let (y1, y2) = (72.0f32.mul_add(share, -66.0), 74.0f32.mul_add(share, -42.0));
            pen.ink(&path::open(&[(-300.0, y1), (322.0, y2)]), 1.5);
            let bx = 190.0f32.mul_add(-share, 140.0 + if index % 2 == 0 { 0.0 } else { 24.0 });
            let by = (y2 - y1).mul_add((bx + 300.0) / 622.0, y1);
            pen.cut(&format!("M{:.1} {:.1}l9 -20l9 20Z", bx - 9.0, by + 3.0), CREAM);
        }
        pen.body_shaded("M-322 14L-298 -82L-276 -80L-298 12Z", wood.dark(0.35), 6.0);
        pen.body_shaded("M300 -60L334 -58L340 38L306 38Z", wood.dark(0.35), 6.0);
    });
}

fn monochord(pen: &mut Pen, wood: Hue) {
    pen.at(400.0, 400.0, 1.0, -5.0, |pen| {
        pen.glaze("M-320 66H330L310 104H-300Z", pen.pal.table.dark(0.5), 0.7);
        let rod = "M-282 0C-292 -110 -270 -230 -180 -270";
        pen.ink(rod, 15.0);
        pen.stroke(rod, wood.dark(0.1), 8.0);
        pen.body_shaded("M-330 4L-316 -22L330 -8L340 20L334 72L-326 70Z", wood, 20.0);
        pen.body_shaded("M-330 6L-316 -24L330 -8L340 20Z", STRAW.light(0.15), 6.0);
        let gourd = [
            (0.0, 15.0),
            (22.0, 30.0),
            (44.0, 22.0),
            (74.0, 44.0),
            (104.0, 36.0),
            (114.0, 22.0),
        ];
        pen.body_shaded(&path::turned(-282.0, -124.0, &gourd), BRICK.light(0.2), 15.0);
        pen.ink("M-282 -62L290 -2", 2.2);
        pen.cut(&path::block(272.0, -16.0, 30.0, 16.0, 3.0), EBONY);
        for index in 0..6u8 {
            let x = f32::from(index).mul_add(86.0, -200.0);
            motif::blossom(pen, x, 44.0, 14.0, CELADON, CREAM);
            if index > 0 {
                pen.stroke(&format!("M{:.1} 44q20 -14 40 0", x - 62.0), CELADON, 3.0);
            }
        }
    });
}
