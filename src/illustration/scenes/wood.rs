//! Carved and turned wood, lacquer, inlay and gilding.
use super::tableware::cup;
use crate::{
    ground::FLOOR,
    motif,
    ornament::{self, Ornament},
    palette::{BRICK, CREAM, EBONY, GOLD, Hue, INK, LACQUER, LEAF, OCHRE, STRAW, WOOD},
    path::{self, polar},
    pen::Pen,
};

fn timber(pen: &mut Pen) -> Hue {
    pen.pick(&[WOOD, EBONY.light(0.12), BRICK.dark(0.35), WOOD.mix(OCHRE, 0.4)])
}

/// Rings and fibres on a wooden surface.
fn grain(pen: &mut Pen, (x, y): (f32, f32), (width, height): (f32, f32), wood: Hue) {
    for _ in 0..16 {
        let (gx, gy) = (x + pen.range(-0.5, 0.5) * width, y - pen.range(0.0, 1.0) * height);
        let long = pen.range(24.0, 80.0);
        let bend = pen.range(-10.0, 10.0);
        pen.stroke(
            &format!("M{gx:.1} {gy:.1}q{:.1} {bend:.1} {long:.1} 0", long * 0.5),
            wood.dark(0.28),
            2.4,
        );
    }
}

/// A plinth of two steps.
fn plinth(pen: &mut Pen, half: f32, wood: Hue) {
    pen.shadow(0.0, 6.0, half + 16.0);
    pen.body_shaded(
        &path::block(-half - 14.0, -22.0, half * 2.0 + 28.0, 26.0, 5.0),
        wood.dark(0.4),
        14.0,
    );
    pen.body_shaded(
        &path::block(-half, -38.0, half * 2.0, 18.0, 4.0),
        wood.dark(0.2),
        12.0,
    );
}

/// An elephant, with her calf when there is room.
pub fn elephant(pen: &mut Pen) {
    let wood = timber(pen);
    let x = pen.range(360.0, 440.0);
    pen.at(x, FLOOR, 1.12, 0.0, |pen| plinth(pen, 200.0, wood));
    for (dx, scale) in [(-46.0, 1.18), (150.0, 0.56)] {
        pen.at(x + dx, FLOOR - 38.0, scale, 0.0, |pen| {
            let d = "M-150 -14C-180 -22 -178 -76 -158 -112C-164 -172 -122 -224 -62 -216C0 -240 92 -232 126 -192C152 -160 152 -90 146 0H94V-72C60 -58 12 -58 -20 -68V0H-76V-88C-96 -84 -116 -90 -126 -102C-140 -74 -140 -42 -126 -26C-128 -8 -140 -6 -150 -14Z";
            let surface = pen.body(d, wood);
            pen.on(surface, |pen| grain(pen, (0.0, -40.0), (260.0, 170.0), wood));
            pen.body_shaded("M-56 -206C-10 -220 16 -170 -6 -126C-20 -98 -60 -100 -76 -140C-88 -172 -80 -198 -56 -206Z", wood.light(0.12), 14.0);
            pen.cut("M-132 -104C-150 -84 -176 -84 -190 -98C-172 -98 -156 -106 -146 -120Z", CREAM);
            pen.fill(&path::circle(-118.0, -160.0, 6.5), INK);
            pen.ink("M142 -170q30 40 14 86", 5.0);
            for toe in [-64.0, -46.0, 106.0, 124.0] {
                pen.ink(&format!("M{toe} -2q6 -14 12 0"), 3.0);
            }
        });
    }
}

/// A round pig with the whorls of the Đông Hồ prints.
pub fn pig(pen: &mut Pen) {
    let wood = timber(pen);
    pen.at(400.0, FLOOR, 1.25, 0.0, |pen| {
        plinth(pen, 170.0, wood);
        let d = "M-176 -104C-178 -140 -150 -172 -110 -180C-60 -232 80 -232 140 -170C176 -130 166 -80 138 -64V-38H96V-56H-46V-38H-88V-62C-110 -64 -128 -70 -140 -80C-160 -82 -174 -92 -176 -104Z";
        let surface = pen.body(d, wood);
        pen.on(surface, |pen| grain(pen, (20.0, -60.0), (260.0, 130.0), wood));
        for (x, y, r) in [(-20.0, -146.0, 34.0), (86.0, -140.0, 38.0)] {
            pen.stroke(&path::circle(x, y, r), wood.light(0.5), 4.0);
            pen.fill(&path::circle(x, y, r - 7.0), wood.light(0.3));
            pen.fill(&format!("M{x} {:.1}a{r} {r} 0 0 1 0 {:.1}a{h} {h} 0 0 1 0 -{h2}a{h} {h} 0 0 0 0 -{h2}Z", y - r + 7.0, (r - 7.0) * 2.0, h = (r - 7.0) * 0.5, h2 = r - 7.0), wood.dark(0.25));
        }
        pen.body_shaded("M-112 -178C-130 -214 -94 -214 -74 -190C-68 -168 -84 -140 -104 -146Z", wood.light(0.12), 10.0);
        pen.fill(&path::circle(-132.0, -138.0, 6.0), INK);
        pen.ink("M-174 -116q14 2 14 26M-156 -92q14 6 26 0", 4.0);
        pen.ink("M150 -150c30 -6 30 -40 6 -38c-18 4 -8 26 8 18", 5.0);
    });
}

/// A kitten that looks back.
pub fn cat(pen: &mut Pen) {
    let wood = timber(pen);
    pen.at(400.0, FLOOR, 1.2, 0.0, |pen| {
        plinth(pen, 130.0, wood);
        let tail = "M88 -60C150 -60 160 -130 120 -150";
        pen.ink(tail, 30.0);
        pen.stroke(tail, wood, 21.0);
        let surface = pen.body("M-84 -38C-112 -110 -90 -190 -20 -212C60 -214 112 -130 104 -38Z", wood);
        pen.on(surface, |pen| grain(pen, (0.0, -50.0), (180.0, 140.0), wood));
        pen.ink("M-30 -40V-110M20 -40V-108", 4.0);
        let head = "M-100 -236C-108 -274 -112 -300 -104 -322C-84 -314 -70 -300 -58 -288C-40 -294 -12 -294 6 -288C18 -300 34 -314 52 -320C60 -298 56 -272 46 -236C40 -192 -92 -190 -100 -236Z";
        pen.body(head, wood.light(0.1));
        for ex in [-62.0, 8.0] {
            pen.fill(&path::ellipse(ex, -244.0, 10.0, 13.0), CREAM);
            pen.fill(&path::ellipse(ex, -244.0, 5.0, 11.0), INK);
        }
        pen.fill("M-36 -222h18l-9 10Z", LACQUER);
        pen.ink("M-27 -212q-10 12 -22 6M-27 -212q10 12 22 6M-70 -218l-44 -8M-70 -210l-42 8M16 -218l44 -8M16 -210l42 8", 2.8);
    });
}

/// A rhinoceros.
pub fn rhino(pen: &mut Pen) {
    let wood = timber(pen);
    pen.at(410.0, FLOOR, 1.2, 0.0, |pen| {
        plinth(pen, 190.0, wood);
        pen.cut("M-176 -128C-206 -160 -208 -200 -204 -224C-180 -200 -160 -176 -146 -160Z", CREAM.dark(0.1));
        let d = "M-190 -92C-196 -120 -170 -140 -140 -160C-120 -196 -70 -200 -40 -194C20 -226 110 -216 144 -176C170 -140 164 -90 158 -38H106V-96C70 -82 10 -82 -20 -92V-38H-72V-100C-92 -100 -120 -92 -140 -78C-164 -66 -186 -76 -190 -92Z";
        let surface = pen.body(d, wood);
        pen.on(surface, |pen| grain(pen, (20.0, -60.0), (260.0, 140.0), wood));
        pen.ink("M-40 -194C-60 -160 -56 -120 -30 -96M96 -206C70 -170 76 -110 104 -92", 4.0);
        pen.body_shaded("M-100 -186C-108 -214 -90 -220 -74 -196Z", wood.light(0.1), 6.0);
        pen.fill(&path::circle(-132.0, -138.0, 5.5), INK);
        pen.ink("M-184 -94q14 6 28 0", 3.4);
    });
}

/// A seated figure on a lotus: gilded, or with the many arms of Quan Âm.
pub fn statue(pen: &mut Pen, gilded: bool, many_arms: bool) {
    let wood = if gilded { GOLD } else { timber(pen) };
    let halo = pen.pal.motif.mix(CREAM, 0.4);
    pen.at(400.0, FLOOR, 1.12, 0.0, |pen| {
        plinth(pen, 130.0, if gilded { LACQUER } else { wood });
        if many_arms {
            for index in 0..22u8 {
                let angle = f32::from(index).mul_add(11.4, -210.0);
                let d = path::leaf(0.0, -190.0, angle, 168.0, 22.0);
                pen.cut(&d, if index.is_multiple_of(2) { wood.light(0.12) } else { wood.dark(0.12) });
            }
        } else {
            pen.fill(&path::circle(0.0, -290.0, 84.0), halo);
            pen.stroke(&path::circle(0.0, -290.0, 84.0), GOLD.dark(0.2), 5.0);
        }
        for (angle, length) in [(-168.0, 130.0), (-12.0, 130.0), (-150.0, 126.0), (-30.0, 126.0), (-128.0, 110.0), (-52.0, 110.0), (-108.0, 96.0), (-72.0, 96.0), (-90.0, 88.0)] {
            pen.cut(&path::leaf(0.0, -34.0, angle, length, 34.0), if gilded { GOLD.light(0.2) } else { wood.light(0.2) });
        }
        let surface = pen.body("M-134 -92C-140 -120 -96 -136 -66 -140C-92 -176 -86 -214 -44 -232H44C86 -214 92 -176 66 -140C96 -136 140 -120 134 -92C90 -74 -90 -74 -134 -92Z", wood);
        pen.on(surface, |pen| {
            pen.stroke("M-44 -232C-30 -180 20 -150 60 -140M44 -232C30 -200 10 -170 -10 -160M-60 -130C-20 -112 40 -112 100 -100M-100 -100C-40 -92 30 -96 60 -128", wood.dark(0.35), 4.0);
        });
        pen.body_shaded("M-30 -140C-20 -156 20 -156 30 -140C20 -128 -20 -128 -30 -140Z", wood.light(0.2), 6.0);
        pen.body_shaded(&path::ellipse(0.0, -276.0, 42.0, 50.0), wood.light(0.2), 16.0);
        pen.body_shaded("M-44 -286C-50 -330 -20 -340 -14 -344C-16 -372 16 -372 14 -344C20 -340 50 -330 44 -286C24 -304 -24 -304 -44 -286Z", wood.dark(0.3), 10.0);
        pen.ink("M-24 -276q9 7 18 0M6 -276q9 7 18 0M-9 -252q9 6 18 0M0 -272v12", 3.0);
    });
}

/// A general in armour, hand on his sword: Trần Quốc Tuấn and his like.
pub fn general(pen: &mut Pen, gilded: bool) {
    let robe = if gilded { GOLD } else { timber(pen) };
    let plate = robe.dark(0.22);
    pen.at(400.0, FLOOR, 1.12, 0.0, |pen| {
        plinth(pen, 110.0, if gilded { LACQUER } else { robe });
        pen.body(
            "M70 -250C130 -200 150 -110 132 -40C96 -60 76 -100 66 -140Z",
            LACQUER.light(0.05),
        );
        pen.body(
            "M-70 -250C-92 -180 -104 -100 -96 -40C-40 -30 40 -30 96 -40C104 -100 92 -180 70 -250Z",
            robe,
        );
        let chest = pen.body_shaded(
            "M-66 -252C-30 -270 30 -270 66 -252L72 -160C40 -146 -40 -146 -72 -160Z",
            plate,
            16.0,
        );
        pen.on(chest, |pen| {
            motif::waves(pen, (-80.0, -262.0), (160.0, 110.0), 13.0, robe.light(0.3), plate);
        });
        pen.cut(&path::block(-76.0, -166.0, 152.0, 20.0, 6.0), LACQUER);
        pen.cut(&path::circle(0.0, -156.0, 15.0), robe.light(0.4));
        pen.ink("M0 -146V-36M-40 -144L-54 -38M40 -144L54 -38", 3.6);
        for side in [-1.0, 1.0] {
            pen.body_shaded(&path::ellipse(side * 78.0, -236.0, 34.0, 30.0), plate, 10.0);
        }
        let blade = "M-120 -36V-176";
        pen.ink(blade, 15.0);
        pen.stroke(blade, CREAM.dark(0.08), 8.0);
        pen.cut(&path::block(-142.0, -186.0, 44.0, 12.0, 4.0), robe.light(0.3));
        pen.ink("M-84 -226C-120 -214 -124 -200 -120 -190", 27.0);
        pen.stroke("M-84 -226C-120 -214 -124 -200 -120 -190", robe, 19.0);
        pen.body_shaded(&path::ellipse(0.0, -296.0, 38.0, 44.0), robe.light(0.25), 14.0);
        pen.body_shaded(
            "M-46 -300C-50 -350 -20 -372 0 -400C20 -372 50 -350 46 -300C24 -318 -24 -318 -46 -300Z",
            plate,
            12.0,
        );
        pen.cut(&path::circle(0.0, -338.0, 10.0), LACQUER);
        pen.ink("M-22 -298q8 5 16 0M6 -298q8 5 16 0", 3.2);
        pen.cut(
            "M-14 -272C-8 -250 -6 -230 0 -216C6 -230 8 -250 14 -272C6 -266 -6 -266 -14 -272Z",
            robe.dark(0.5),
        );
    });
}

/// Three novices: reading, playing, drinking tea.
pub fn novices(pen: &mut Pen) {
    let wood = timber(pen);
    let robe = pen.pick(&[wood.light(0.1), wood.mix(OCHRE, 0.4), wood.dark(0.15)]);
    for (x, drop, scale) in [(230.0, -6.0, 0.92), (570.0, -8.0, 0.92), (400.0, 22.0, 1.1)] {
        pen.at(x, FLOOR + drop, scale, 0.0, |pen| {
            pen.shadow(0.0, 2.0, 86.0);
            pen.body(
                "M-92 -4C-104 -50 -70 -128 -34 -142H34C70 -128 104 -50 92 -4C50 10 -50 10 -92 -4Z",
                robe,
            );
            pen.ink("M-34 -140L6 -84L34 -140M6 -84V-40", 4.0);
            pen.body_shaded(
                "M-40 -56C-24 -70 24 -70 40 -56C34 -34 -34 -34 -40 -56Z",
                robe.light(0.25),
                10.0,
            );
            pen.body(&path::ellipse(0.0, -196.0, 62.0, 60.0), STRAW.mix(wood, 0.2));
            pen.ink("M-34 -192q10 9 20 0M14 -192q10 9 20 0M-12 -164q12 12 24 0", 3.6);
            for cheek in [-40.0, 40.0] {
                pen.glaze(&path::circle(cheek, -172.0, 10.0), BRICK, 0.5);
            }
        });
    }
    pen.at(400.0, FLOOR + 46.0, 0.6, 0.0, |pen| {
        cup(pen, 0.0, -50.0, CREAM, LACQUER);
    });
}

/// A carved bench, an altar bed or a drum stool.
pub fn furniture(pen: &mut Pen, kind: u16) {
    let wood = timber(pen);
    pen.at(400.0, FLOOR, 1.1, 0.0, |pen| {
        pen.shadow(0.0, 6.0, 250.0);
        match kind % 3 {
            0 => {
                let back = "M-236 -110V-236C-200 -262 -150 -230 -110 -252C-70 -282 70 -282 110 -252C150 -230 200 -262 236 -236V-110Z";
                let surface = pen.body(back, wood);
                pen.on(surface, |pen| grain(pen, (0.0, -110.0), (440.0, 140.0), wood));
                for x in [-200.0, -64.0, 72.0] {
                    let panel = pen.body_shaded(&path::block(x, -212.0, 128.0, 84.0, 8.0), wood.dark(0.3), 8.0);
                    pen.on(panel, |pen| motif::lotus(pen, x + 64.0, -140.0, 48.0, wood.light(0.45), false));
                }
            }
            1 => {
                for x in [-210.0, 150.0] {
                    pen.body_shaded(&path::turned(x + 30.0, -250.0, &[(0.0, 14.0), (40.0, 26.0), (80.0, 12.0), (140.0, 20.0)]), wood.dark(0.2), 8.0);
                }
                pen.body(&path::block(-110.0, -236.0, 220.0, 124.0, 10.0), wood.dark(0.15));
                ornament::paint(pen, Ornament::Clouds, (0.0, -176.0), (190.0, 96.0), wood.light(0.4), wood);
            }
            _ => {
                let drum = [(0.0, 108.0), (30.0, 122.0), (110.0, 132.0), (190.0, 122.0), (220.0, 110.0)];
                let surface = pen.body(&path::turned(0.0, -220.0, &drum), wood);
                pen.on(surface, |pen| {
                    for x in [-92.0, -34.0, 34.0, 92.0] {
                        pen.stroke(&format!("M{x} -224q{:.1} 110 0 226", x * 0.24), wood.dark(0.35), 4.0);
                    }
                    motif::lotus(pen, 0.0, -84.0, 56.0, wood.light(0.4), false);
                });
                pen.cut(&path::ellipse(0.0, -220.0, 108.0, 24.0), wood.light(0.2));
                pen.stroke(&path::ellipse(0.0, -220.0, 80.0, 16.0), wood.dark(0.2), 3.0);
                return;
            }
        }
        for x in [-232.0, 190.0] {
            pen.body_shaded(&format!("M{x} -90h42c10 30 -6 50 6 92h-54c12 -42 -4 -62 6 -92Z"), wood.dark(0.12), 12.0);
        }
        let apron = "M-226 -92H226V-74C160 -74 150 -44 110 -58C60 -40 -60 -40 -110 -58C-150 -44 -160 -74 -226 -74Z";
        pen.body_shaded(apron, wood.dark(0.22), 8.0);
        pen.body_shaded(&path::block(-254.0, -118.0, 508.0, 32.0, 8.0), wood.light(0.15), 14.0);
    });
}

/// Candle stands and an incense burner for the altar.
pub fn altar_set(pen: &mut Pen, gilded: bool) {
    let wood = if gilded { GOLD } else { timber(pen) };
    for (x, drop) in [(200.0, -8.0), (600.0, -8.0)] {
        pen.at(x, FLOOR + drop, 1.1, 0.0, |pen| {
            pen.shadow(0.0, 4.0, 66.0);
            let stand = [
                (0.0, 44.0),
                (12.0, 40.0),
                (20.0, 14.0),
                (50.0, 30.0),
                (74.0, 12.0),
                (130.0, 20.0),
                (160.0, 12.0),
                (190.0, 40.0),
                (214.0, 64.0),
                (222.0, 64.0),
            ];
            pen.body_shaded(&path::turned(0.0, -222.0, &stand), wood, 20.0);
            pen.body_shaded(&path::block(-15.0, -312.0, 30.0, 92.0, 4.0), LACQUER, 10.0);
            pen.cut("M0 -316C-22 -340 0 -360 0 -376C16 -356 22 -334 0 -316Z", OCHRE);
            pen.fill("M0 -320C-9 -332 0 -342 0 -350C8 -340 10 -328 0 -320Z", CREAM);
        });
    }
    pen.at(400.0, FLOOR + 14.0, 1.05, 0.0, |pen| {
        pen.shadow(0.0, 4.0, 100.0);
        for (angle, length) in [(-100.0, 190.0), (-90.0, 210.0), (-80.0, 190.0)] {
            let end = polar(0.0, -150.0, length, angle);
            pen.ink(&path::open(&[(0.0, -150.0), end]), 5.0);
            pen.stroke(
                &path::open(&[polar(0.0, -150.0, length * 0.3, angle), end]),
                LACQUER.light(0.1),
                3.6,
            );
        }
        let bowl = [
            (0.0, 96.0),
            (16.0, 84.0),
            (60.0, 104.0),
            (116.0, 84.0),
            (136.0, 50.0),
            (156.0, 66.0),
        ];
        let surface = pen.body(&path::turned(0.0, -156.0, &bowl), wood.light(0.12));
        pen.on(surface, |pen| {
            motif::lotus(pen, 0.0, -62.0, 60.0, wood.dark(0.35), false);
        });
        pen.cut(&path::ellipse(0.0, -156.0, 96.0, 19.0), wood.dark(0.5));
    });
}

/// A lacquered and gilded board with couplets at its sides; ornaments in place of characters.
pub fn plaque(pen: &mut Pen, what: Ornament, round: bool) {
    let ground = pen.pick(&[LACQUER, Hue(0x0038_241c), LACQUER.dark(0.4)]);
    if round {
        pen.at(400.0, 264.0, 1.0, 0.0, |pen| {
            pen.body(&path::circle(0.0, 0.0, 196.0), GOLD);
            pen.body_shaded(&path::circle(0.0, 0.0, 168.0), ground, 12.0);
            pen.stroke(&path::circle(0.0, 0.0, 152.0), GOLD, 4.0);
            for index in 0..5u8 {
                let (x, y) = polar(0.0, 0.0, 104.0, f32::from(index).mul_add(72.0, -90.0));
                motif::swallow(pen, x, y, 44.0, f32::from(index) * 72.0, GOLD);
            }
            motif::lotus(pen, 0.0, 34.0, 74.0, GOLD, true);
        });
        pen.at(400.0, FLOOR, 1.0, 0.0, |pen| {
            pen.shadow(0.0, 6.0, 120.0);
            pen.body_shaded(
                "M-96 0C-90 -40 -60 -46 -56 -66H56C60 -46 90 -40 96 0Z",
                EBONY,
                14.0,
            );
        });
        return;
    }
    let board = pen.body(&path::block(140.0, 96.0, 520.0, 150.0, 12.0), GOLD.dark(0.12));
    pen.on(board, |pen| {
        ornament::paint(
            pen,
            Ornament::Clouds,
            (400.0, 120.0),
            (500.0, 60.0),
            GOLD.dark(0.4),
            GOLD,
        );
    });
    let field = pen.body_shaded(&path::block(168.0, 120.0, 464.0, 102.0, 8.0), ground, 8.0);
    pen.on(field, |pen| {
        for x in [250.0, 400.0, 550.0] {
            motif::lotus(pen, x, 196.0, 54.0, GOLD, false);
        }
    });
    for x in [150.0, 552.0] {
        let panel = pen.body(&path::block(x, 276.0, 98.0, 232.0, 10.0), GOLD.dark(0.12));
        pen.on(panel, |pen| {
            pen.fill(&path::block(x + 13.0, 288.0, 72.0, 208.0, 4.0), ground);
            ornament::paint(pen, what, (x + 49.0, 392.0), (66.0, 180.0), GOLD, ground);
        });
    }
    pen.at(400.0, FLOOR + 6.0, 0.86, 0.0, |pen| {
        pen.shadow(0.0, 4.0, 100.0);
        let bowl = [
            (0.0, 96.0),
            (16.0, 84.0),
            (60.0, 104.0),
            (116.0, 84.0),
            (136.0, 50.0),
            (156.0, 66.0),
        ];
        pen.body(&path::turned(0.0, -156.0, &bowl), GOLD.dark(0.1));
        pen.cut(&path::ellipse(0.0, -156.0, 96.0, 19.0), EBONY);
        let leaf = LEAF;
        motif::lotus(pen, 0.0, -168.0, 74.0, pen.pal.second.light(0.3), true);
        pen.cut(&path::leaf(-20.0, -160.0, -150.0, 110.0, 40.0), leaf);
        pen.cut(&path::leaf(20.0, -160.0, -30.0, 110.0, 40.0), leaf);
    });
}
