//! Outlines as SVG path data: smooth curves through points, turned profiles, leaves and petals.
//!
//! Units are those of the picture, 800 × 600; angles are degrees, clockwise, 0 pointing right.
use std::fmt::Write as _;

/// A point, right and down.
pub type Point = (f32, f32);

/// Straight lines through points, closed.
pub fn poly(points: &[Point]) -> String {
    let mut out = open(points);
    out.push('Z');
    out
}

/// Straight lines through points, left open.
pub fn open(points: &[Point]) -> String {
    let mut out = String::new();
    for (index, (x, y)) in points.iter().enumerate() {
        let _ = write!(out, "{}{x:.1} {y:.1}", if index == 0 { 'M' } else { 'L' });
    }
    out
}

/// A smooth closed curve through points (Catmull-Rom).
pub fn blob(points: &[Point]) -> String {
    let mut out = String::new();
    let count = points.len();
    let at = |index: usize| points.get(index % count.max(1)).copied().unwrap_or_default();
    for index in 0..count {
        let (before, from, to, after) = (at(index + count - 1), at(index), at(index + 1), at(index + 2));
        if index == 0 {
            let _ = write!(out, "M{:.1} {:.1}", from.0, from.1);
        }
        curve(&mut out, before, from, to, after);
    }
    out.push('Z');
    out
}

/// A smooth open curve through points.
pub fn through(points: &[Point]) -> String {
    let mut out = String::new();
    let last = points.len().saturating_sub(1);
    let at = |index: usize| points.get(index.min(last)).copied().unwrap_or_default();
    if let Some((x, y)) = points.first() {
        let _ = write!(out, "M{x:.1} {y:.1}");
    }
    continue_through(&mut out, last, at);
    out
}

fn continue_through(out: &mut String, last: usize, at: impl Fn(usize) -> Point) {
    for index in 0..last {
        curve(
            out,
            at(index.saturating_sub(1)),
            at(index),
            at(index + 1),
            at(index + 2),
        );
    }
}

fn curve(out: &mut String, before: Point, from: Point, to: Point, after: Point) {
    let first = (from.0 + (to.0 - before.0) / 6.0, from.1 + (to.1 - before.1) / 6.0);
    let second = (to.0 - (after.0 - from.0) / 6.0, to.1 - (after.1 - from.1) / 6.0);
    let _ = write!(
        out,
        "C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}",
        first.0, first.1, second.0, second.1, to.0, to.1
    );
}

/// A turned body: `(distance below top, radius)` from the rim to the foot, mirrored about `x`.
///
/// Rim and foot bulge a little, as round things do when seen from slightly above.
pub fn turned(x: f32, top: f32, profile: &[(f32, f32)]) -> String {
    let right: Vec<Point> = profile
        .iter()
        .map(|(down, radius)| (x + radius, top + down))
        .collect();
    let left: Vec<Point> = profile
        .iter()
        .rev()
        .map(|(down, radius)| (x - radius, top + down))
        .collect();
    let mut out = through(&right);
    if let (Some((foot_x, foot_y)), Some((_, radius))) = (left.first(), profile.last()) {
        let _ = write!(
            out,
            "A{radius:.1} {:.1} 0 0 1 {foot_x:.1} {foot_y:.1}",
            radius * 0.16
        );
    }
    let last = left.len().saturating_sub(1);
    continue_through(&mut out, last, |index| {
        left.get(index.min(last)).copied().unwrap_or_default()
    });
    if let (Some((rim_x, rim_y)), Some((_, radius))) = (right.first(), profile.first()) {
        let _ = write!(
            out,
            "A{radius:.1} {:.1} 0 0 1 {rim_x:.1} {rim_y:.1}Z",
            radius * 0.2
        );
    }
    out
}

/// An ellipse.
pub fn ellipse(x: f32, y: f32, rx: f32, ry: f32) -> String {
    let (left, right) = (x - rx, x + rx);
    format!(
        "M{left:.1} {y:.1}A{rx:.1} {ry:.1} 0 1 1 {right:.1} {y:.1}A{rx:.1} {ry:.1} 0 1 1 {left:.1} {y:.1}Z"
    )
}

/// A circle.
pub fn circle(x: f32, y: f32, radius: f32) -> String {
    ellipse(x, y, radius, radius)
}

/// A rectangle with rounded corners.
pub fn block(x: f32, y: f32, width: f32, height: f32, round: f32) -> String {
    let (w, h) = (width - 2.0 * round, height - 2.0 * round);
    format!(
        "M{:.1} {y:.1}h{w:.1}q{round:.1} 0 {round:.1} {round:.1}v{h:.1}q0 {round:.1} -{round:.1} {round:.1}h{:.1}q-{round:.1} 0 -{round:.1} -{round:.1}v{:.1}q0 -{round:.1} {round:.1} -{round:.1}Z",
        x + round,
        -w,
        -h
    )
}

/// The point at a distance and angle.
pub fn polar(x: f32, y: f32, radius: f32, degrees: f32) -> Point {
    let (sin, cos) = degrees.to_radians().sin_cos();
    (x + radius * cos, y + radius * sin)
}

/// A pointed leaf or petal that starts at a point.
pub fn leaf(x: f32, y: f32, degrees: f32, length: f32, width: f32) -> String {
    let along = |t: f32, side: f32| {
        let (px, py) = polar(x, y, length * t, degrees);
        polar(px, py, width * side, degrees + 90.0)
    };
    let tip = along(1.0, 0.0);
    let (out_near, out_far) = (along(0.28, 0.62), along(0.72, 0.5));
    let (back_far, back_near) = (along(0.72, -0.5), along(0.28, -0.62));
    format!(
        "M{x:.1} {y:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}C{:.1} {:.1} {:.1} {:.1} {x:.1} {y:.1}Z",
        out_near.0,
        out_near.1,
        out_far.0,
        out_far.1,
        tip.0,
        tip.1,
        back_far.0,
        back_far.1,
        back_near.0,
        back_near.1
    )
}

/// A star with `points` tips.
pub fn star(x: f32, y: f32, outer: f32, inner: f32, points: u16, turn: f32) -> String {
    let step = 180.0 / f32::from(points.max(1));
    let corners: Vec<Point> = (0..points * 2)
        .map(|index| {
            polar(
                x,
                y,
                if index % 2 == 0 { outer } else { inner },
                turn + step * f32::from(index),
            )
        })
        .collect();
    poly(&corners)
}

/// Half a circle standing on a line: a hill, a scale, a loaf.
pub fn dome(x: f32, y: f32, rx: f32, ry: f32) -> String {
    format!(
        "M{:.1} {y:.1}A{rx:.1} {ry:.1} 0 0 1 {:.1} {y:.1}Z",
        x - rx,
        x + rx
    )
}
