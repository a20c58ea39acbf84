//! Rice and what is made of it, cakes and candy.
use crate::illustration::{
    ground::FLOOR,
    motif,
    ornament,
    palette::{BRICK, CREAM, EBONY, GOLD, Hue, JADE, LACQUER, LEAF, LOTUS, MOSS, OCHRE, RICE, STRAW, WOOD},
    path::{self, polar},
    pen::Pen,
};

/// A plate seen from the side, `half` wide, its rim at `y`.
pub fn plate(pen: &mut Pen, x: f32, y: f32, half: f32) {
    let coat = pen.pick(&[CREAM.dark(0.04), CREAM.mix(JADE, 0.25), pen.pal.first.light(0.1)]);
    pen.shadow(x, y + half * 0.2, half * 0.8);
    pen.body_shaded(&path::ellipse(x, y + 10.0, half, half * 0.23), coat.dark(0.15), 10.0);
    pen.cut(&path::ellipse(x, y, half, half * 0.21), coat);
    pen.stroke(&path::ellipse(x, y, half * 0.88, half * 0.165), pen.pal.first.mix(coat, 0.2), 4.0);
}

/// A leaf to put things on.
pub fn leaf_mat(pen: &mut Pen, x: f32, y: f32, half: f32, tone: Hue) {
    let d = path::ellipse(x, y, half, half * 0.24);
    pen.shadow(x, y + half * 0.16, half * 0.86);
    let surface = pen.body_shaded(&d, tone, 10.0);
    pen.on(surface, |pen| {
        for index in 0..16u8 {
            let (sin, cos) = (f32::from(index) * 22.5f32).to_radians().sin_cos();
            pen.stroke(&path::open(&[(x, y), (x + half * cos, y + half * 0.24 * sin)]), tone.light(0.3), 3.0);
        }
    });
}

/// A sack of rice, a bowl, and ears.
pub fn rice(pen: &mut Pen) {
    let sack = pen.pick(&[STRAW.light(0.25), CREAM.dark(0.08), OCHRE.light(0.4)]);
    let mark = pen.pal.second;
    let x = pen.range(290.0, 350.0);
    pen.shadow(x, FLOOR + 6.0, 150.0);
    for (angle, long) in [(-122.0, 250.0), (-104.0, 290.0), (-78.0, 280.0), (-60.0, 240.0)] {
        ear(pen, (x, FLOOR - 170.0), angle, long, OCHRE);
    }
    let d = format!("M{:.1} {:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}H{:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}Z",
        x - 110.0, FLOOR - 230.0, x - 170.0, FLOOR - 130.0, x - 160.0, FLOOR - 20.0, x - 140.0, FLOOR, x + 140.0,
        x + 160.0, FLOOR - 20.0, x + 170.0, FLOOR - 130.0, x + 110.0, FLOOR - 230.0, x + 60.0, FLOOR - 210.0, x - 60.0, FLOOR - 210.0, x - 110.0, FLOOR - 230.0);
    let surface = pen.body(&d, sack);
    pen.on(surface, |pen| {
        pen.stroke(&path::circle(x, FLOOR - 106.0, 66.0), mark, 5.0);
        for angle in [-126.0, -90.0, -54.0] {
            ear(pen, (x, FLOOR - 62.0), angle, 84.0, mark);
        }
        for dx in [-150.0, 150.0] {
            pen.stroke(&format!("M{:.1} {:.1}q{:.1} 90 0 220", x + dx * 0.7, FLOOR - 214.0, dx * 0.2), sack.dark(0.2), 4.0);
        }
    });
    pen.body_shaded(&path::ellipse(x, FLOOR - 228.0, 112.0, 28.0), sack.dark(0.18), 8.0);
    pen.cut(&path::dome(x, FLOOR - 222.0, 94.0, 36.0), CREAM);
    grains(pen, (x - 84.0, FLOOR - 252.0), (168.0, 28.0), STRAW.dark(0.15), 30);
    let bx = x + 260.0;
    pen.shadow(bx, FLOOR + 26.0, 100.0);
    pen.cut(&path::dome(bx, FLOOR - 44.0, 108.0, 72.0), CREAM);
    grains(pen, (bx - 76.0, FLOOR - 100.0), (150.0, 54.0), STRAW.dark(0.15), 46);
    let bowl = pen.body(&path::turned(bx, FLOOR - 52.0, &[(0.0, 116.0), (30.0, 106.0), (60.0, 66.0), (74.0, 48.0), (80.0, 52.0)]), pen.pal.first);
    pen.on(bowl, |pen| motif::waves(pen, (bx - 120.0, FLOOR - 20.0), (240.0, 40.0), 16.0, pen.pal.first.light(0.5), pen.pal.first));
}

fn grains(pen: &mut Pen, (x, y): (f32, f32), (width, height): (f32, f32), tone: Hue, count: u16) {
    for _ in 0..count {
        let (gx, gy, turn) = (x + pen.range(0.0, width), y + pen.range(0.0, height), pen.range(-50.0, 50.0));
        pen.fill(&path::leaf(gx, gy, turn, 11.0, 4.4), tone);
    }
}

/// An ear of rice that bends at its end.
pub fn ear(pen: &mut Pen, (x, y): (f32, f32), degrees: f32, length: f32, tone: Hue) {
    let bend = if degrees > -90.0 { 1.0 } else { -1.0 };
    let (mid, end) = (polar(x, y, length * 0.6, degrees), polar(x, y, length, degrees + bend * 18.0));
    pen.stroke(&path::through(&[(x, y), mid, end]), tone.dark(0.3), length * 0.014 + 1.4);
    for step in 0..9u8 {
        let share = f32::from(step).mul_add(0.06, 0.5);
        let (gx, gy) = polar(x, y, length * share, degrees + bend * (share - 0.45) * 32.0);
        for side in [-30.0, 30.0] {
            pen.fill(&path::leaf(gx, gy, degrees + bend * 30.0 + side, length * 0.09, length * 0.045), tone);
        }
    }
}

/// Dried noodles in tied bundles, with a bowl and chopsticks.
pub fn noodles(pen: &mut Pen, fresh: bool) {
    let strand = pen.pick(&[CREAM.dark(0.06), STRAW.light(0.1), Hue(0x00cd_b79a), OCHRE.light(0.35)]);
    if !fresh {
        for (x, y, turn) in [(250.0, 360.0, -12.0), (300.0, 446.0, -3.0), (240.0, 300.0, 8.0)] {
            pen.at(x, y, 1.0, turn, |pen| {
                let surface = pen.body("M-170 -36C-100 -46 100 -46 170 -36V36C100 46 -100 46 -170 36Z", strand);
                pen.on(surface, |pen| {
                    for line in 0..9u8 {
                        let y = f32::from(line).mul_add(9.0, -36.0);
                        pen.stroke(&format!("M-176 {y}q170 {} 350 0", 10 - i16::from(line) * 2), strand.dark(0.24), 2.2);
                    }
                });
                pen.cut(&path::block(-18.0, -46.0, 36.0, 92.0, 6.0), pen.pal.second);
            });
        }
    }
    let (x, y, radius) = if fresh { (400.0, 350.0, 200.0) } else { (570.0, 420.0, 136.0) };
    pen.shadow(x, y + radius * 0.76, radius * 0.7);
    let coat = pen.pal.first;
    let bowl = [(0.0, radius), (radius * 0.3, radius * 0.93), (radius * 0.6, radius * 0.66), (radius * 0.72, radius * 0.42), (radius * 0.78, radius * 0.46)];
    let surface = pen.body(&path::turned(x, y, &bowl), coat);
    pen.on(surface, |pen| ornament::fret(pen, x - radius, y + radius * 0.42, radius * 2.0, radius * 0.13, coat.light(0.6)));
    pen.cut(&path::ellipse(x, y, radius, radius * 0.22), coat.dark(0.3));
    let heap = path::ellipse(x, y - radius * 0.04, radius * 0.88, radius * 0.2);
    let inside = pen.body_shaded(&heap, strand, 6.0);
    pen.on(inside, |pen| {
        for _ in 0..26 {
            let (sx, sy) = (x + pen.range(-0.9, 0.6) * radius, y + pen.range(-0.24, 0.12) * radius);
            let long = pen.range(0.3, 0.6) * radius;
            pen.stroke(&format!("M{sx:.1} {sy:.1}q{:.1} {:.1} {long:.1} 4", long * 0.5, long * 0.34), strand.dark(0.26), 3.0);
        }
    });
    for (angle, dx) in [(-60.0, -30.0), (-100.0, -40.0), (-30.0, -24.0)] {
        pen.cut(&path::leaf(x + dx, y - 4.0, angle, radius * 0.36, radius * 0.14), LEAF);
    }
    pen.cut(&path::circle(x + radius * 0.3, y - radius * 0.06, radius * 0.1), LACQUER.light(0.1));
    for shift in [0.0, 22.0] {
        let line = path::open(&[(x + radius * 0.1 + shift, y - 4.0), (x + radius * 1.1 + shift, y - radius * 1.0)]);
        pen.ink(&line, 11.0);
        pen.stroke(&line, WOOD, 6.0);
    }
}

/// Square parcels in green leaves: bánh chưng, one of them cut.
pub fn banh_chung(pen: &mut Pen) {
    let green = pen.pick(&[LEAF, MOSS.light(0.15), LEAF.dark(0.15)]);
    parcel(pen, 300.0, FLOOR - 8.0, 1.1, green);
    parcel(pen, 330.0, FLOOR - 168.0, 0.92, green.light(0.08));
    plate(pen, 580.0, FLOOR, 150.0);
    for (dx, turn) in [(-50.0, 0.0), (54.0, 6.0)] {
        pen.at(580.0 + dx, FLOOR - 14.0, 0.9, turn, |pen| {
            pen.body_shaded("M-60 0L-54 -74L54 -74L60 0Z", green.light(0.25), 10.0);
            pen.fill("M-44 -10L-40 -60L40 -60L44 -10Z", CREAM.mix(RICE, 0.3));
            pen.fill("M-34 -22L-32 -48L32 -48L34 -22Z", OCHRE.light(0.25));
            pen.fill("M-18 -28L-16 -42L18 -42L20 -28Z", LOTUS.dark(0.1));
        });
    }
}

fn parcel(pen: &mut Pen, x: f32, foot: f32, scale: f32, green: Hue) {
    pen.at(x, foot, scale, -3.0, |pen| {
        pen.shadow(0.0, 6.0, 150.0);
        let front = pen.body("M-150 -90H150V10H-150Z", green);
        pen.on(front, |pen| {
            for step in 0..9u8 {
                let lx = f32::from(step).mul_add(38.0, -160.0);
                pen.stroke(&format!("M{lx} 12q14 -50 4 -104"), green.dark(0.22), 2.6);
            }
        });
        pen.cut("M-150 -90L-96 -150H190L150 -90Z", green.light(0.16));
        pen.cut("M150 -90L190 -150V-60L150 10Z", green.dark(0.25));
        for lx in [-60.0, 44.0] {
            let tie = format!("M{lx} 10V-90L{} -150", lx + 48.0);
            pen.ink(&tie, 12.0);
            pen.stroke(&tie, STRAW, 7.5);
        }
        let across = "M-150 -42H150L190 -106";
        pen.ink(across, 12.0);
        pen.stroke(across, STRAW, 7.5);
        let over = "M-124 -120H170";
        pen.ink(over, 12.0);
        pen.stroke(over, STRAW, 7.5);
    });
}

/// Young green rice on a lotus leaf; loose, pressed, or as sticky rice.
pub fn young_rice(pen: &mut Pen, cakes: bool) {
    leaf_mat(pen, 400.0, FLOOR - 20.0, 290.0, LEAF.dark(0.1));
    if cakes {
        let cake = pen.pick(&[RICE, RICE.light(0.15), LEAF.light(0.25)]);
        for (x, y, turn) in [(270.0, -30.0, -5.0), (520.0, -34.0, 6.0), (396.0, -16.0, 0.0), (340.0, -108.0, 3.0), (460.0, -106.0, -4.0), (400.0, -182.0, 2.0)] {
            pen.at(x, FLOOR + y, 1.0, turn, |pen| {
                pen.body_shaded("M-66 -40H66V22H-66Z", cake, 14.0);
                pen.cut("M-66 -40L-40 -72H90L66 -40Z", cake.light(0.25));
                pen.cut("M66 -40L90 -72V-8L66 22Z", cake.dark(0.25));
                pen.stroke("M-58 -8H58", OCHRE.light(0.2), 9.0);
            });
        }
        pen.stroke("M160 420C220 380 240 330 250 300", LACQUER, 5.0);
    } else {
        let heap = "M190 480C220 390 300 320 400 312C500 320 590 390 612 480C540 510 260 510 190 480Z";
        let surface = pen.body(heap, RICE.light(0.1));
        pen.on(surface, |pen| {
            for _ in 0..170 {
                let (x, y, turn) = (pen.range(200.0, 600.0), pen.range(316.0, 500.0), pen.range(0.0, 180.0));
                let tone = pen.pick(&[RICE.dark(0.25), RICE.light(0.4), LEAF]);
                pen.fill(&path::leaf(x, y, turn, 17.0, 8.0), tone);
            }
        });
    }
    for (x, angle) in [(130.0, -60.0), (160.0, -72.0), (670.0, -118.0)] {
        ear(pen, (x, FLOOR + 20.0), angle, 240.0, RICE.dark(0.1));
    }
    motif::lotus(pen, 660.0, FLOOR - 4.0, 84.0, LOTUS, true);
}

/// Mooncakes: pressed, baked or white, one cut.
pub fn mooncakes(pen: &mut Pen, baked: bool) {
    let crust = if baked { pen.pick(&[Hue(0x00c9_8339), Hue(0x00b8_6b2e), OCHRE.dark(0.1)]) } else { CREAM.dark(0.03) };
    let heart = pen.pick(&[OCHRE.light(0.2), RICE, BRICK.dark(0.2), EBONY]);
    plate(pen, 400.0, FLOOR, 280.0);
    for (x, y, scale) in [(280.0, -16.0, 1.0), (520.0, -20.0, 0.96), (402.0, -106.0, 1.04)] {
        pen.at(x, FLOOR + y, scale, 0.0, |pen| {
            pen.body(&path::turned(0.0, -88.0, &[(0.0, 112.0), (20.0, 118.0), (70.0, 118.0), (90.0, 110.0)]), crust);
            for index in 0..9u8 {
                let lx = f32::from(index).mul_add(26.0, -104.0);
                pen.stroke(&path::open(&[(lx, -74.0 + 16.0 * (1.0 - (lx / 118.0).powi(2))), (lx, 8.0 * (1.0 - (lx / 118.0).powi(2)))]), crust.dark(0.3), 4.0);
            }
            pen.cut(&path::ellipse(0.0, -88.0, 114.0, 36.0), crust.light(0.22));
            pen.raw(format_args!(r#"<g transform="translate(0 -88) scale(1 0.31)">"#));
            pen.stroke(&path::circle(0.0, 0.0, 92.0), crust.dark(0.3), 6.0);
            for index in 0..8u8 {
                pen.stroke(&path::leaf(0.0, 0.0, f32::from(index) * 45.0, 80.0, 40.0), crust.dark(0.35), 6.0);
            }
            pen.raw(format_args!("</g>"));
        });
    }
    pen.at(640.0, FLOOR + 30.0, 0.9, 0.0, |pen| {
        pen.shadow(0.0, 4.0, 84.0);
        pen.body_shaded("M-84 0C-84 -60 -70 -84 -50 -96H60C84 -84 92 -50 92 0Z", crust, 12.0);
        pen.cut("M-66 -8C-66 -50 -54 -70 -40 -76H50C66 -66 74 -40 74 -8Z", heart);
        pen.body_shaded(&path::circle(6.0, -38.0, 21.0), BRICK.light(0.1), 8.0);
    });
}

/// Steamed buns in a bamboo steamer.
pub fn buns(pen: &mut Pen) {
    pen.shadow(400.0, FLOOR + 8.0, 250.0);
    let profile = [(0.0, 250.0), (60.0, 250.0), (110.0, 244.0)];
    let surface = pen.body(&path::turned(400.0, FLOOR - 116.0, &profile), STRAW.dark(0.08));
    pen.on(surface, |pen| ornament::weave(pen, (140.0, FLOOR - 70.0), (520.0, 50.0), 20.0, STRAW.light(0.1), WOOD));
    pen.cut(&path::ellipse(400.0, FLOOR - 116.0, 250.0, 58.0), STRAW.dark(0.35));
    for (x, y, scale) in [(280.0, -118.0, 0.86), (520.0, -118.0, 0.86), (400.0, -140.0, 0.9), (336.0, -92.0, 1.0), (468.0, -92.0, 1.0)] {
        pen.at(x, FLOOR + y, scale, 0.0, |pen| {
            pen.body("M-84 0C-90 -60 -50 -104 0 -110C50 -104 90 -60 84 0C50 18 -50 18 -84 0Z", CREAM);
            for (dx, bend) in [(-40.0, -14.0), (-14.0, -6.0), (14.0, 6.0), (40.0, 14.0)] {
                pen.stroke(&format!("M0 -106Q{bend} -84 {dx} -52"), CREAM.dark(0.25), 4.0);
            }
        });
    }
    for x in [300.0, 400.0, 500.0] {
        pen.stroke(&format!("M{x} 210c-30 -34 26 -54 -4 -96"), CREAM.mix(pen.pal.paper, 0.2), 8.0);
    }
}

/// Slabs of peanut candy, rolls, or sesame rings on a plate.
pub fn candy(pen: &mut Pen, kind: u16) {
    let sugar = pen.pick(&[Hue(0x00c9_8a3c), Hue(0x00b8_742f), OCHRE]);
    plate(pen, 400.0, FLOOR, 290.0);
    match kind % 3 {
        0 => {
            for (x, y, turn) in [(270.0, -20.0, -8.0), (520.0, -24.0, 7.0), (390.0, -40.0, 2.0), (330.0, -92.0, 12.0), (470.0, -96.0, -10.0), (400.0, -150.0, 4.0)] {
                pen.at(x, FLOOR + y, 1.0, turn, |pen| {
                    let surface = pen.body_shaded(&path::block(-92.0, -52.0, 184.0, 64.0, 9.0), sugar, 14.0);
                    pen.on(surface, |pen| {
                        for _ in 0..15 {
                            let (px, py, turn) = (pen.range(-84.0, 70.0), pen.range(-46.0, 4.0), pen.range(0.0, 180.0));
                            let tone = pen.pick(&[CREAM, STRAW, BRICK.light(0.2)]);
                            pen.cut(&path::leaf(px, py, turn, 24.0, 18.0), tone);
                        }
                    });
                });
            }
        }
        1 => {
            for (x, y, turn) in [(280.0, -24.0, -3.0), (400.0, -16.0, 2.0), (520.0, -26.0, 4.0), (340.0, -84.0, -2.0), (462.0, -84.0, 3.0), (402.0, -142.0, 0.0)] {
                pen.at(x, FLOOR + y, 1.0, turn, |pen| {
                    pen.body_shaded("M-20 -48H110A20 30 0 0 1 110 12H-20Z", CREAM.mix(sugar, 0.25), 12.0);
                    pen.cut(&path::ellipse(-20.0, -18.0, 26.0, 31.0), CREAM);
                    pen.fill(&path::ellipse(-20.0, -18.0, 17.0, 21.0), sugar);
                    for (dx, dy) in [(-26.0, -26.0), (-14.0, -12.0), (-24.0, -8.0), (-12.0, -26.0)] {
                        pen.fill(&path::circle(dx, dy, 4.0), BRICK.dark(0.1));
                    }
                });
            }
        }
        _ => {
            for (x, y) in [(270.0, -30.0), (530.0, -30.0), (400.0, -40.0), (336.0, -80.0), (466.0, -80.0), (400.0, -126.0)] {
                pen.at(x, FLOOR + y, 1.0, 0.0, |pen| {
                    let surface = pen.body_shaded(&path::ellipse(0.0, -14.0, 88.0, 46.0), sugar, 14.0);
                    pen.on(surface, |pen| grains(pen, (-86.0, -58.0), (170.0, 84.0), CREAM, 44));
                    pen.cut(&path::ellipse(0.0, -18.0, 32.0, 13.0), sugar.dark(0.45));
                });
            }
        }
    }
    for (dx, dy) in [(-250.0, 30.0), (246.0, 36.0), (200.0, 60.0)] {
        peanut(pen, 400.0 + dx, FLOOR + dy);
    }
}

fn peanut(pen: &mut Pen, x: f32, y: f32) {
    pen.at(x, y, 1.0, -20.0, |pen| {
        pen.body_shaded("M-52 0C-54 -26 -24 -30 -6 -18C10 -30 46 -26 48 0C46 24 14 28 -4 16C-24 28 -52 24 -52 0Z", STRAW.dark(0.1), 10.0);
        pen.ink("M-36 -8q10 10 0 20M-14 -6q8 8 0 16M20 -8q10 8 0 20", 2.2);
    });
}

/// A moulded mung-bean cake, a caramel custard, or blocks of tofu.
pub fn moulded(pen: &mut Pen, kind: u16) {
    plate(pen, 400.0, FLOOR, 260.0);
    match kind % 3 {
        0 => {
            let cake = OCHRE.light(0.15);
            pen.body(&path::turned(400.0, FLOOR - 190.0, &[(0.0, 120.0), (40.0, 150.0), (150.0, 186.0), (180.0, 184.0)]), cake);
            pen.cut(&path::ellipse(400.0, FLOOR - 190.0, 120.0, 26.0), cake.light(0.3));
            motif::lotus(pen, 400.0, FLOOR - 70.0, 92.0, cake.dark(0.2), true);
            let surface = pen.surface(&path::ellipse(400.0, FLOOR - 190.0, 116.0, 22.0));
            pen.on(surface, |pen| grains(pen, (290.0, FLOOR - 212.0), (220.0, 44.0), CREAM, 60));
        }
        1 => {
            for (x, y, scale) in [(520.0, -10.0, 0.8), (350.0, -6.0, 1.1)] {
                pen.at(x, FLOOR + y, scale, 0.0, |pen| {
                    pen.body("M-92 -130H92L116 -6C70 14 -70 14 -116 -6Z", OCHRE.light(0.3));
                    pen.cut("M-92 -130H92L98 -104C80 -80 70 -110 50 -90C30 -64 20 -104 -4 -88C-30 -60 -40 -110 -60 -84C-80 -70 -90 -96 -98 -104Z", Hue(0x008a_4a1c));
                    pen.cut(&path::ellipse(0.0, -130.0, 92.0, 22.0), Hue(0x009c_5a22));
                });
            }
        }
        _ => {
            for (x, y) in [(300.0, -20.0), (480.0, -24.0), (390.0, -110.0)] {
                pen.at(x, FLOOR + y, 1.0, 0.0, |pen| {
                    pen.body_shaded("M-84 -80H84V10H-84Z", CREAM.dark(0.03), 16.0);
                    pen.cut("M-84 -80L-50 -116H116L84 -80Z", CREAM);
                    pen.cut("M84 -80L116 -116V-30L84 10Z", CREAM.dark(0.2));
                });
            }
            for angle in [-60.0, -30.0, -90.0] {
                pen.cut(&path::leaf(590.0, FLOOR - 10.0, angle, 120.0, 36.0), LEAF);
            }
        }
    }
}

/// Rolled rice sheets, spring rolls, patties or sausages in a row.
pub fn rolls(pen: &mut Pen, skin: Hue, count: u8, cut: bool) {
    plate(pen, 400.0, FLOOR, 290.0);
    for index in 0..count {
        let share = f32::from(index) / f32::from(count.max(2) - 1);
        let (x, y) = (340.0f32.mul_add(share, 230.0), -58.0 - (share - 0.5).abs() * -30.0);
        pen.at(x, FLOOR + y, 1.0, -24.0, |pen| {
            let surface = pen.body_shaded(&path::block(-30.0, -110.0, 62.0, 170.0, 28.0), skin, 16.0);
            pen.on(surface, |pen| {
                for line in [-80.0, -40.0, 0.0, 34.0] {
                    pen.stroke(&format!("M-34 {line}q34 16 70 -6"), skin.dark(0.2), 3.0);
                }
            });
            if cut {
                pen.cut(&path::ellipse(1.0, -98.0, 29.0, 17.0), skin.light(0.45));
                for (dx, dy) in [(-8.0, -100.0), (8.0, -94.0), (2.0, -104.0)] {
                    pen.fill(&path::circle(dx, dy, 4.0), LACQUER.light(0.2));
                }
            }
        });
    }
    for (x, angle) in [(150.0, -30.0), (160.0, -70.0), (650.0, -140.0), (640.0, -105.0)] {
        pen.cut(&path::leaf(x, FLOOR + 8.0, angle, 110.0, 40.0), LEAF);
    }
    pen.body_shaded(&path::ellipse(640.0, FLOOR + 40.0, 74.0, 24.0), CREAM, 8.0);
    pen.cut(&path::ellipse(640.0, FLOOR + 34.0, 62.0, 15.0), Hue(0x00a8_5a1c));
    pen.fill(&path::circle(626.0, FLOOR + 32.0, 6.0), LACQUER);
    pen.fill(&path::circle(654.0, FLOOR + 36.0, 6.0), GOLD);
}
