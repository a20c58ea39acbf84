//! Pictures in thread or scraps, and clothes.
use super::textile::SILKS;
use crate::{
    ground::FLOOR,
    motif,
    ornament::{self, Ornament},
    palette::{
        CREAM, EBONY, GOLD, Hue, INDIGO, JADE, LACQUER, LEAF, LOTUS, MULBERRY, OCHRE, RICE, SKY, STRAW, WOOD,
    },
    path::{self},
    pen::Pen,
};

/// Áo dài on a stand, or a T-shirt with a picture of patches.
pub fn clothes(pen: &mut Pen, what: Ornament, shirt: bool) {
    let silk = pen.pick(&SILKS);
    let paint = if silk == CREAM { LACQUER } else { silk.light(0.6) };
    if shirt {
        let d = "M290 130C340 172 460 172 510 130L650 200L600 300L548 276V506H252V276L200 300L150 200Z";
        let surface = pen.body(d, silk);
        pen.on(surface, |pen| patches(pen, (400.0, 340.0), 170.0));
        pen.ink("M290 130C340 190 460 190 510 130", 4.0);
        return;
    }
    pen.shadow(400.0, FLOOR + 8.0, 150.0);
    pen.cut(&path::block(394.0, 380.0, 12.0, 130.0, 3.0), WOOD);
    pen.cut("M320 512C340 488 460 488 480 512Z", WOOD.dark(0.2));
    let trousers = silk.mix(CREAM, 0.75);
    pen.body_shaded("M350 330H450L476 494H404L400 400L396 494H324Z", trousers, 12.0);
    let back = "M340 250L300 480C340 494 360 486 380 470V260Z";
    pen.body_shaded(back, silk.dark(0.25), 10.0);
    for side in [1.0, -1.0] {
        let sleeve = format!(
            "M{:.1} 120C{:.1} 130 {:.1} 190 {:.1} 300L{:.1} 312L{:.1} 200Z",
            400.0 + side * 52.0,
            400.0 + side * 100.0,
            400.0 + side * 112.0,
            400.0 + side * 160.0,
            400.0 + side * 122.0,
            400.0 + side * 66.0
        );
        pen.body_shaded(&sleeve, silk, 10.0);
    }
    let tunic = "M364 108C380 118 420 118 436 108L456 122C462 160 446 200 446 236C456 300 470 390 486 470C440 490 380 490 346 476C352 400 352 300 354 236C354 200 338 160 344 122Z";
    let surface = pen.body(tunic, silk);
    pen.on(surface, |pen| {
        ornament::paint(pen, what, (416.0, 392.0), (140.0, 200.0), paint, silk);
        pen.stroke("M436 122C420 150 400 160 372 166", silk.dark(0.35), 3.6);
    });
    pen.cut(
        "M368 112C366 92 372 84 376 82H424C428 84 434 92 432 112C412 122 388 122 368 112Z",
        silk.light(0.1),
    );
    pen.cut(&path::ellipse(400.0, 74.0, 17.0, 14.0), WOOD);
    for (x, y) in [(420.0, 136.0), (400.0, 150.0), (380.0, 160.0)] {
        pen.fill(&path::circle(x, y, 4.0), GOLD);
    }
}

/// A picture of scraps: a house, hills and a sun.
pub(super) fn patches(pen: &mut Pen, (x, y): (f32, f32), size: f32) {
    let s = size * 0.5;
    pen.cut(&path::block(x - s, y - s, size, size, 6.0), CREAM);
    pen.fill(&path::circle(x + s * 0.4, y - s * 0.4, s * 0.26), LACQUER);
    pen.fill(&path::dome(x - s * 0.3, y + s * 0.5, s * 0.6, s * 0.7), JADE);
    pen.fill(&path::dome(x + s * 0.44, y + s * 0.5, s * 0.5, s * 0.46), RICE);
    motif::house(
        pen,
        x - s * 0.1,
        y + s * 0.62,
        size * 0.4,
        LACQUER.dark(0.2),
        OCHRE,
    );
    pen.fill(
        &path::block(x - s, y + s * 0.56, size, s * 0.42, 2.0),
        INDIGO.light(0.2),
    );
    pen.stroke(
        &path::block(x - s * 0.9, y - s * 0.9, size * 0.9, size * 0.9, 6.0),
        MULBERRY,
        2.0,
    );
}

/// What an embroidered or patched picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scene {
    /// A lotus pond.
    Lotus,
    /// The pagoda on one pillar.
    Pagoda,
    /// A gate of the Temple of Literature.
    Gate,
    /// Sunflowers.
    Sunflowers,
    /// A village by the river.
    Village,
}

/// A framed picture in thread or scraps of silk, with the tools beside it.
pub fn picture(pen: &mut Pen, scene: Scene, kit: bool) {
    let frame = pen.pick(&[WOOD, EBONY.light(0.1), LACQUER.dark(0.2), GOLD.dark(0.1)]);
    let tall = matches!(scene, Scene::Sunflowers | Scene::Lotus) && pen.one_in(2);
    let (w, h) = if tall { (300.0, 400.0) } else { (460.0, 340.0) };
    let (left, top) = (400.0 - w * 0.5, FLOOR - h - 10.0);
    pen.shadow(400.0, FLOOR + 6.0, w * 0.52);
    pen.body(&path::block(left, top, w, h, 4.0), frame);
    let inner = path::block(left + 26.0, top + 26.0, w - 52.0, h - 52.0, 2.0);
    let sky = pen.pick(&[CREAM, STRAW.light(0.4), SKY.light(0.4), LOTUS.light(0.6)]);
    pen.cut(&inner, sky);
    let surface = pen.surface(&inner);
    let (bottom, cx) = (top + h - 26.0, 400.0);
    pen.on(surface, |pen| {
        let sun = pen.pick(&[LACQUER, OCHRE]);
        pen.fill(&path::circle(left + w * 0.72, top + h * 0.26, 34.0), sun);
        match scene {
            Scene::Lotus => {
                for (dx, dy) in [(-0.3, 0.0), (0.32, -10.0), (0.02, 20.0)] {
                    motif::lotus_leaf(pen, cx + w * dx, bottom - 30.0 + dy, 92.0, LEAF);
                }
                for (dx, dy, size) in [(-0.16, -96.0, 66.0), (0.2, -64.0, 84.0)] {
                    let stem = path::open(&[(cx + w * dx, bottom + dy), (cx + w * dx - 8.0, bottom)]);
                    pen.stroke(&stem, LEAF.dark(0.2), 6.0);
                    motif::lotus(pen, cx + w * dx, bottom + dy, size, LOTUS, true);
                }
            }
            Scene::Pagoda | Scene::Gate => {
                motif::hills(pen, bottom - 60.0, 120.0, RICE.light(0.3));
                pen.fill(&path::block(left, bottom - 64.0, w, 70.0, 0.0), JADE.light(0.3));
                motif::waves(pen, (left, bottom - 60.0), (w, 60.0), 17.0, JADE.light(0.1), JADE.light(0.4));
                if scene == Scene::Pagoda {
                    pen.cut(&path::block(cx - 16.0, bottom - 110.0, 32.0, 80.0, 2.0), STRAW.dark(0.3));
                    pen.cut("M340 0", STRAW);
                    pen.cut(&path::poly(&[(cx - 76.0, bottom - 126.0), (cx + 76.0, bottom - 126.0), (cx + 20.0, bottom - 84.0), (cx - 20.0, bottom - 84.0)]), WOOD);
                    motif::house(pen, cx, bottom - 118.0, 190.0, LACQUER.dark(0.1), OCHRE);
                } else {
                    motif::house(pen, cx, bottom - 52.0, 250.0, LACQUER.dark(0.1), OCHRE);
                    motif::house(pen, cx, bottom - 132.0, 170.0, LACQUER.dark(0.1), OCHRE.light(0.2));
                    pen.fill(&path::circle(cx, bottom - 160.0, 17.0), LACQUER);
                }
                motif::branch(pen, (left + w, top + 40.0), 150.0, 150.0, WOOD.dark(0.2), LOTUS);
            }
            Scene::Sunflowers => {
                for (dx, dy, r) in [(-0.2, -150.0, 50.0), (0.18, -190.0, 58.0), (0.04, -90.0, 44.0)] {
                    let (x, y) = (cx + w * dx, bottom + dy);
                    pen.stroke(&path::through(&[(x, y), (x - 8.0, y + 70.0), (cx, bottom)]), LEAF, 7.0);
                    pen.cut(&path::leaf(x - 4.0, y + 66.0, 20.0, 66.0, 26.0), LEAF);
                    for index in 0..16u8 {
                        pen.cut(&path::leaf(x, y, f32::from(index) * 22.5, r * 1.3, r * 0.36), OCHRE.light(0.1));
                    }
                    pen.cut(&path::circle(x, y, r * 0.58), WOOD.dark(0.3));
                }
            }
            Scene::Village => {
                motif::hills(pen, bottom - 80.0, 150.0, JADE.light(0.3));
                pen.fill(&path::block(left, bottom - 84.0, w, 90.0, 0.0), RICE);
                for (dx, width) in [(-0.26, 130.0), (0.24, 150.0), (0.0, 110.0)] {
                    motif::house(pen, cx + w * dx, bottom - 40.0, width, LACQUER.dark(0.15), OCHRE);
                }
                pen.fill(&format!("M{cx:.1} {:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {bottom:.1}H{:.1}C{:.1} {:.1} {:.1} {:.1} {cx:.1} {:.1}Z", bottom - 60.0, cx + 90.0, bottom - 40.0, cx - 60.0, bottom - 20.0, cx + 60.0, cx - 40.0, cx - 120.0, bottom - 20.0, cx + 20.0, bottom - 40.0, bottom - 60.0), SKY);
            }
        }
        // Stitches.
        for _ in 0..70 {
            let (x, y) = (left + pen.range(26.0, w - 26.0), top + pen.range(26.0, h - 26.0));
            pen.glaze(&path::leaf(x, y, -38.0, 13.0, 2.6), CREAM, 0.45);
        }
    });
    for (x, tone) in [(left - 50.0, LACQUER), (left + w + 46.0, JADE)] {
        let tone = if kit { pen.pick(&SILKS) } else { tone };
        spool(pen, x, FLOOR + 14.0, tone);
    }
}

fn spool(pen: &mut Pen, x: f32, foot: f32, thread: Hue) {
    pen.shadow(x, foot + 2.0, 36.0);
    pen.body_shaded(
        &path::turned(x, foot - 70.0, &[(0.0, 28.0), (30.0, 32.0), (64.0, 28.0)]),
        thread,
        10.0,
    );
    for y in [-54.0, -42.0, -30.0, -18.0] {
        pen.stroke(
            &format!("M{:.1} {:.1}q29 9 58 0", x - 29.0, foot + y),
            thread.dark(0.25),
            2.4,
        );
    }
    for y in [-76.0, -8.0] {
        pen.cut(&path::ellipse(x, foot + y, 32.0, 9.0), WOOD.light(0.15));
    }
}
