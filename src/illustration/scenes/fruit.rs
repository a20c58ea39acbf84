//! Fruit, mushrooms, flowers and small trees.
use super::sweets::plate;
use crate::illustration::{
    ground::FLOOR,
    motif,
    ornament,
    palette::{BRICK, CREAM, EBONY, GOLD, Hue, LACQUER, LEAF, LOTUS, MOSS, MULBERRY, OCHRE, RICE, STRAW, WOOD},
    path::{self, polar},
    pen::Pen,
};

/// Which fruit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fruit {
    /// Pomelo, whole and open.
    Pomelo,
    /// Oranges and the like.
    Orange,
    /// A hand of bananas.
    Banana,
    /// Guavas.
    Guava,
    /// Papaya, whole and cut.
    Papaya,
    /// Coconut, cut.
    Coconut,
    /// Jackfruit, also of wood.
    Jackfruit,
}

/// Draws a fruit.
pub fn fruit(pen: &mut Pen, which: Fruit) {
    pen.shadow(400.0, FLOOR + 10.0, 230.0);
    match which {
        Fruit::Pomelo | Fruit::Orange => citrus(pen, which == Fruit::Pomelo),
        Fruit::Banana => bananas(pen),
        Fruit::Guava => {
            for (x, y, scale) in [(250.0, -60.0, 0.84), (550.0, -66.0, 0.9), (400.0, -90.0, 1.15)] {
                pen.at(x, FLOOR + y, scale, 0.0, |pen| {
                    for angle in [-150.0, -40.0] {
                        pen.body_shaded(&path::leaf(0.0, -96.0, angle, 130.0, 46.0), LEAF, 10.0);
                    }
                    let surface = pen.body("M-8 -112C60 -124 112 -70 104 -4C96 60 46 92 0 92C-46 92 -98 60 -104 -4C-110 -66 -66 -118 -8 -112Z", RICE.light(0.12));
                    pen.on(surface, |pen| freckles(pen, LEAF));
                    pen.cut(&path::star(4.0, 80.0, 22.0, 10.0, 6, 10.0), WOOD);
                });
            }
            half(pen, 640.0, FLOOR + 6.0, RICE.light(0.2), LOTUS.light(0.15));
        }
        Fruit::Papaya => {
            pen.at(320.0, FLOOR - 110.0, 1.1, -16.0, |pen| {
                let surface = pen.body("M-14 -190C40 -196 60 -120 90 -40C120 50 70 118 4 122C-66 124 -112 60 -96 -30C-80 -110 -60 -184 -14 -190Z", OCHRE);
                pen.on(surface, |pen| pen.glaze("M-120 -200H0C-60 -100 -80 0 -60 130H-140Z", LEAF, 0.7));
                pen.ink("M-10 -190q2 -20 14 -26", 9.0);
            });
            pen.at(560.0, FLOOR - 80.0, 1.0, 14.0, |pen| {
                pen.body("M0 -170C50 -164 96 -60 92 10C86 80 40 96 0 96C-40 96 -86 80 -92 10C-96 -60 -50 -164 0 -170Z", OCHRE);
                pen.cut("M0 -148C40 -140 76 -50 74 10C70 66 34 80 0 80C-34 80 -70 66 -74 10C-76 -50 -40 -140 0 -148Z", BRICK.light(0.25));
                pen.cut("M0 -96C24 -80 36 -30 34 10C30 40 14 50 0 50C-14 50 -30 40 -34 10C-36 -30 -24 -80 0 -96Z", OCHRE.light(0.3));
                for _ in 0..26 {
                    let (sx, sy) = (pen.range(-22.0, 22.0), pen.range(-70.0, 38.0));
                    pen.fill(&path::circle(sx, sy, 6.5), EBONY);
                }
            });
        }
        Fruit::Coconut => {
            half(pen, 290.0, FLOOR + 4.0, WOOD, CREAM);
            pen.at(500.0, FLOOR - 106.0, 1.2, 0.0, |pen| {
                let surface = pen.body(&path::circle(0.0, 0.0, 100.0), WOOD);
                pen.on(surface, |pen| {
                    for _ in 0..40 {
                        let (x, y) = (pen.range(-96.0, 80.0), pen.range(-96.0, 96.0));
                        pen.stroke(&format!("M{x:.1} {y:.1}q10 6 20 2"), WOOD.dark(0.35), 2.6);
                    }
                });
                for (x, y) in [(-20.0, -56.0), (18.0, -58.0), (0.0, -30.0)] {
                    pen.fill(&path::ellipse(x, y, 9.0, 12.0), EBONY);
                }
            });
            for (x, y, turn) in [(380.0, 560.0, -10.0), (300.0, 572.0, 8.0), (560.0, 566.0, 4.0)] {
                pen.at(x, y, 1.0, turn, |pen| pen.cut("M-56 0C-30 -22 30 -22 56 0C30 -8 -30 -8 -56 0Z", CREAM));
            }
        }
        Fruit::Jackfruit => {
            let tone = pen.pick(&[WOOD.mix(OCHRE, 0.3), EBONY.light(0.25), RICE.dark(0.12)]);
            pen.at(400.0, FLOOR - 140.0, 1.15, -8.0, |pen| {
                pen.ink("M0 -150C4 -180 20 -196 40 -200", 16.0);
                pen.stroke("M0 -150C4 -180 20 -196 40 -200", WOOD, 9.0);
                for angle in [-30.0, -150.0] {
                    pen.body_shaded(&path::leaf(0.0, -150.0, angle, 130.0, 50.0), LEAF, 10.0);
                }
                let surface = pen.body("M0 -158C90 -160 150 -80 146 10C140 100 70 146 0 146C-70 146 -140 100 -146 10C-150 -80 -90 -160 0 -158Z", tone);
                pen.on(surface, |pen| {
                    for row in 0..15u8 {
                        for col in 0..13u8 {
                            let x = f32::from(col).mul_add(26.0, if row.is_multiple_of(2) { -160.0 } else { -147.0 });
                            let y = f32::from(row).mul_add(22.0, -156.0);
                            pen.stroke(&format!("M{:.1} {:.1}l8 -13l8 13", x - 8.0, y + 8.0), tone.dark(0.4), 3.0);
                        }
                    }
                });
            });
        }
    }
}

fn freckles(pen: &mut Pen, tone: Hue) {
    for _ in 0..34 {
        let (x, y) = (pen.range(-100.0, 100.0), pen.range(-110.0, 90.0));
        pen.fill(&path::circle(x, y, 2.4), tone);
    }
}

fn half(pen: &mut Pen, x: f32, foot: f32, skin: Hue, flesh: Hue) {
    pen.at(x, foot - 90.0, 1.0, 0.0, |pen| {
        pen.body(&path::circle(0.0, 0.0, 96.0), skin);
        pen.cut(&path::circle(0.0, 0.0, 78.0), CREAM);
        pen.fill(&path::circle(0.0, 0.0, 54.0), flesh);
        for index in 0..14u8 {
            let (sx, sy) = polar(0.0, 0.0, if index.is_multiple_of(2) { 38.0 } else { 22.0 }, f32::from(index) * 25.7);
            pen.fill(&path::leaf(sx, sy, f32::from(index) * 25.7, 10.0, 6.0), STRAW);
        }
    });
}

fn citrus(pen: &mut Pen, pomelo: bool) {
    let skin = if pomelo { pen.pick(&[Hue(0x00d9_b63c), Hue(0x00c9_bf4f), OCHRE.light(0.15)]) } else { BRICK.mix(OCHRE, 0.55) };
    let flesh = if pomelo { pen.pick(&[LOTUS.light(0.2), STRAW.light(0.4), OCHRE.light(0.5)]) } else { OCHRE };
    for (x, y, scale) in [(250.0, -86.0, 0.94), (420.0, -120.0, 1.2)] {
        pen.at(x, FLOOR + y, scale, 0.0, |pen| {
            let d = if pomelo { "M0 -122C30 -124 60 -90 90 -50C120 0 104 100 0 104C-104 100 -120 0 -90 -50C-60 -90 -30 -124 0 -122Z" } else { "M0 -100C66 -100 104 -50 104 0C104 60 60 100 0 100C-60 100 -104 60 -104 0C-104 -50 -66 -100 0 -100Z" };
            let surface = pen.body(d, skin);
            pen.on(surface, |pen| freckles(pen, skin.dark(0.3)));
            pen.ink("M0 -118V-140", 9.0);
            for angle in [-24.0, -156.0] {
                pen.body_shaded(&path::leaf(0.0, -126.0, angle, 120.0, 46.0), LEAF, 10.0);
                pen.stroke(&path::open(&[(0.0, -126.0), polar(0.0, -126.0, 96.0, angle)]), LEAF.light(0.4), 3.0);
            }
        });
    }
    pen.at(610.0, FLOOR - 66.0, 1.0, 0.0, |pen| {
        pen.body(&path::circle(0.0, 0.0, 106.0), skin);
        pen.fill(&path::circle(0.0, 0.0, 94.0), CREAM);
        for index in 0..9u8 {
            let angle = f32::from(index) * 40.0;
            pen.cut(&path::poly(&[polar(0.0, 0.0, 8.0, angle), polar(0.0, 0.0, 78.0, angle - 15.0), polar(0.0, 0.0, 86.0, angle), polar(0.0, 0.0, 78.0, angle + 15.0)]), flesh);
        }
    });
    for (x, turn) in [(360.0, -16.0), (470.0, 8.0)] {
        pen.at(x, FLOOR + 46.0, 0.9, turn, |pen| {
            pen.body_shaded("M-66 10C-50 -40 50 -40 66 10C30 -6 -30 -6 -66 10Z", flesh, 8.0);
            pen.ink("M-30 -12q30 -14 60 0", 2.4);
        });
    }
}

fn bananas(pen: &mut Pen) {
    let skin = pen.pick(&[GOLD, OCHRE.light(0.1), RICE.mix(GOLD, 0.5)]);
    pen.at(400.0, 210.0, 1.2, -6.0, |pen| {
        for (turn, long) in [(-66.0, 0.92), (-46.0, 1.0), (-26.0, 1.06), (-6.0, 1.08), (14.0, 1.06), (34.0, 1.0), (54.0, 0.92)] {
            pen.at(0.0, 0.0, long, turn, |pen| {
                let d = "M-14 10C-40 70 -46 160 -6 226L8 232C14 228 14 222 12 216C20 150 26 80 18 10Z";
                let surface = pen.body_shaded(d, skin, 12.0);
                pen.on(surface, |pen| {
                    pen.stroke("M0 10C-14 80 -16 160 4 224", skin.dark(0.25), 3.4);
                    pen.stroke("M-20 120q6 3 9 12M-18 150q5 2 8 9", WOOD, 2.4);
                });
                pen.fill("M-4 224L8 234L14 222Z", EBONY);
            });
        }
        pen.body_shaded("M-34 22C-40 -10 -20 -26 -14 -60H20C22 -30 42 -10 36 22C14 34 -14 34 -34 22Z", RICE.dark(0.1), 10.0);
    });
}

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
            for (x, y, turn, scale) in [(250.0, 430.0, -34.0, 0.8), (560.0, 430.0, 34.0, 0.8), (310.0, 340.0, -18.0, 1.0), (500.0, 340.0, 18.0, 1.0), (400.0, 390.0, 0.0, 1.2)] {
                pen.at(x, y, scale, turn, |pen| {
                    pen.body_shaded("M-26 20C-20 70 -24 100 -34 130H34C24 100 20 70 26 20Z", CREAM, 12.0);
                    let surface = pen.body("M-120 10C-126 -60 -60 -100 0 -98C60 -100 126 -60 120 10C70 40 -70 40 -120 10Z", cap);
                    pen.on(surface, |pen| pen.stroke("M-90 -30q40 -44 96 -44", cap.light(0.5), 7.0));
                    for line in 0..9u8 {
                        let x = f32::from(line).mul_add(22.0, -88.0);
                        pen.ink(&format!("M{:.1} 24Q{:.1} 16 {x:.1} 4", x * 0.4, x * 0.8), 2.4);
                    }
                });
            }
        }
        Mushroom::Shiitake => {
            for (x, y, scale) in [(250.0, -30.0, 0.86), (560.0, -30.0, 0.9), (400.0, 10.0, 1.2), (480.0, -160.0, 0.7)] {
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
        let line = path::through(&[(x, FLOOR - 20.0), (x + spread * 0.2, FLOOR - 140.0), (x + spread, top)]);
        pen.ink(&line, if orange { 12.0 } else { 10.0 });
        pen.stroke(&line, if index % 3 == 0 { stem.dark(0.1) } else { stem }, if orange { 8.0 } else { 6.0 });
        if orange {
            pen.fill(&path::ellipse(x + spread, top, 7.0, 14.0), OCHRE.light(0.2));
        } else {
            pen.cut(&path::ellipse(x + spread, top, 13.0, 9.0), CREAM.light(0.3));
        }
    }
    let base = pen.pal.first;
    let surface = pen.body(&path::turned(400.0, FLOOR - 70.0, &[(0.0, 146.0), (40.0, 136.0), (80.0, 110.0)]), base);
    pen.on(surface, |pen| ornament::fret(pen, 250.0, FLOOR - 14.0, 300.0, 24.0, base.light(0.5)));
}

/// An orchid in a pot.
pub fn orchid(pen: &mut Pen, gilded: bool) {
    let petal = pen.pick(&[LOTUS, CREAM, MULBERRY.light(0.35), OCHRE.light(0.3)]);
    let pot = if gilded { GOLD } else { pen.pal.first };
    let (x, lean) = (370.0, pen.pick(&[-1.0, 1.0]));
    let sprays: [(f32, f32); 2] = [(1.0, 0.0), (0.62, 70.0)];
    for (reach, lift) in sprays {
        let points = [(x, FLOOR - 120.0), (x + lean * 20.0, FLOOR - 280.0 + lift), (x + lean * 110.0 * reach, FLOOR - 380.0 + lift), (x + lean * 260.0 * reach, FLOOR - 330.0 + lift)];
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
    let surface = pen.body(&path::turned(x, FLOOR - 120.0, &[(0.0, 104.0), (14.0, 96.0), (60.0, 104.0), (110.0, 76.0), (122.0, 80.0)]), pot);
    pen.on(surface, |pen| motif::waves(pen, (x - 110.0, FLOOR - 56.0), (220.0, 50.0), 17.0, pot.dark(0.35), pot));
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
    for d in ["M400 330C350 310 310 310 270 280", "M412 300C470 300 520 300 560 320", "M440 250C400 220 360 200 340 190"] {
        pen.ink(d, 20.0);
        pen.stroke(d, WOOD.dark(0.2), 13.0);
    }
    for (x, y, rx) in [(250.0, 270.0, 92.0), (580.0, 310.0, 92.0), (330.0, 180.0, 84.0), (480.0, 190.0, 116.0)] {
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
                pen.stroke(&format!("M{nx:.1} {ny:.1}l6 -11M{nx:.1} {ny:.1}l0 -13M{nx:.1} {ny:.1}l-6 -11"), RICE, 2.4);
            }
        }
    }
    pen.shadow(380.0, FLOOR + 8.0, 190.0);
    pen.body_shaded(&path::dome(370.0, FLOOR - 52.0, 150.0, 34.0), MOSS.light(0.25), 8.0);
    let pot = pen.pal.first;
    let surface = pen.body("M200 450H560L530 516H230Z", pot);
    pen.on(surface, |pen| ornament::fret(pen, 200.0, 494.0, 360.0, 24.0, pot.light(0.5)));
}

/// Loose leaves, roots and berries of the mountain on a plate.
pub fn dried_fruit(pen: &mut Pen, tone: Hue) {
    plate(pen, 400.0, FLOOR, 270.0);
    for _ in 0..46 {
        let across = pen.range(-0.8, 0.8);
        let (x, y) = (400.0 + across * 250.0, FLOOR - 24.0 - pen.range(0.0, 1.0) * (1.0 - across.abs()) * 150.0);
        let (turn, share) = (pen.range(-30.0, 30.0), pen.range(0.0, 0.35));
        pen.at(x, y, 1.0, turn, |pen| pen.cut("M-34 6C-26 -20 26 -20 34 6C18 16 -18 16 -34 6Z", tone.light(share)));
    }
}
