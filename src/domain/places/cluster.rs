//! Groups of points that would lie on top of each other on the map.
//!
//! A grid in web-mercator pixels of the asked zoom, anchored to the world so that panning does not
//! shuffle groups, then neighbours whose centres would still overlap are joined. Every point ends in
//! exactly one group, so the counts add up to the list. The same input gives the same groups.

use std::collections::{BTreeMap, HashSet};
use std::f64::consts::PI;

use foundation::kernel::geo::Position;

/// Side of a grid cell in pixels.
const CELL: f64 = 72.0;
/// Groups whose centres are nearer than this, in pixels, are joined.
const OVERLAP: f64 = 44.0;
/// Pixels of a map tile's side.
const TILE: f64 = 256.0;
/// Deepest zoom of the map.
pub const MAX_ZOOM: u8 = 19;

/// Points drawn as one marker.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Mean position of the members.
    pub centre: Position,
    /// Indexes into the list given, ascending.
    pub members: Vec<usize>,
    /// Whether all members share one position, so that zooming in cannot part them.
    pub coincide: bool,
}

#[derive(Default)]
struct Cell {
    members: Vec<usize>,
    x: f64,
    y: f64,
}

/// Groups points for a zoom; where that makes more than `limit` groups, as if seen from further away.
pub fn group(points: &[Position], zoom: u8, limit: usize) -> Vec<Group> {
    let mut zoom = zoom.min(MAX_ZOOM);
    while zoom > 0 && crowded(points, zoom, limit) {
        zoom -= 1;
    }
    at_zoom(points, zoom)
}

/// Whether the points fill more cells than the limit; stops counting as soon as they do.
fn crowded(points: &[Position], zoom: u8, limit: usize) -> bool {
    let mut cells = HashSet::with_capacity(limit + 1);
    points.iter().any(|point| {
        let (x, y) = pixel(*point, zoom);
        cells.insert((step(x), step(y)));
        cells.len() > limit
    })
}

fn at_zoom(points: &[Position], zoom: u8) -> Vec<Group> {
    let mut cells: BTreeMap<(i64, i64), Cell> = BTreeMap::new();
    for (index, point) in points.iter().enumerate() {
        let (x, y) = pixel(*point, zoom);
        let cell = cells.entry((step(x), step(y))).or_default();
        cell.members.push(index);
        cell.x += x;
        cell.y += y;
    }
    join(cells)
        .into_values()
        .filter_map(|cell| finish(cell.members, points))
        .collect()
}

/// Joins cells whose centres overlap: the fuller one takes its neighbour in, ties by place.
fn join(mut cells: BTreeMap<(i64, i64), Cell>) -> BTreeMap<(i64, i64), Cell> {
    let mut order: Vec<_> = cells
        .iter()
        .map(|(key, cell)| (std::cmp::Reverse(cell.members.len()), *key))
        .collect();
    order.sort_unstable();
    for (_, key) in order {
        let Some(mut host) = cells.remove(&key) else {
            continue;
        };
        for (dx, dy) in [
            (-1, -1),
            (-1, 0),
            (-1, 1),
            (0, -1),
            (0, 1),
            (1, -1),
            (1, 0),
            (1, 1),
        ] {
            let beside = (key.0 + dx, key.1 + dy);
            if cells
                .get(&beside)
                .is_some_and(|guest| host.distance(guest) < OVERLAP)
                && let Some(guest) = cells.remove(&beside)
            {
                host.x += guest.x;
                host.y += guest.y;
                host.members.extend(guest.members);
            }
        }
        cells.insert(key, host);
    }
    cells
}

impl Cell {
    fn distance(&self, other: &Self) -> f64 {
        let centre = |cell: &Self| {
            (
                cell.x / count(cell.members.len()),
                cell.y / count(cell.members.len()),
            )
        };
        let (a, b) = (centre(self), centre(other));
        (a.0 - b.0).hypot(a.1 - b.1)
    }
}

/// `None` only for a cell without members, which the grid never makes.
fn finish(mut members: Vec<usize>, points: &[Position]) -> Option<Group> {
    members.sort_unstable();
    let places = || members.iter().filter_map(|index| points.get(*index));
    let first = *places().next()?;
    let coincide = places().all(|place| *place == first);
    let mean = |of: fn(Position) -> f64| places().map(|place| of(*place)).sum::<f64>() / count(members.len());
    let centre = if coincide {
        first
    } else {
        Position::new(mean(Position::lat), mean(Position::lon))?
    };
    Some(Group {
        centre,
        members,
        coincide,
    })
}

#[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52 points")]
fn count(members: usize) -> f64 {
    members.max(1) as f64
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "pixels of zoom 19 divided by the cell fit in 32 bits"
)]
fn step(pixel: f64) -> i64 {
    (pixel / CELL).floor() as i64
}

/// Position in pixels of the whole world at a zoom (EPSG:3857).
fn pixel(point: Position, zoom: u8) -> (f64, f64) {
    let world = TILE * f64::from(1_u32 << u32::from(zoom));
    let sine = point.lat().to_radians().sin().clamp(-0.9999, 0.9999);
    let x = (point.lon() + 180.0) / 360.0;
    let y = 0.5 - ((1.0 + sine) / (1.0 - sine)).ln() / (4.0 * PI);
    (x * world, y * world)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(lat: f64, lon: f64) -> Position {
        Position::new(lat, lon).unwrap()
    }

    /// Points strewn over Hà Nội by a small fixed rule.
    fn many(count: u32) -> Vec<Position> {
        (0..count)
            .map(|n| {
                let (a, b) = (
                    f64::from(n * 7919 % 10_007) / 10_007.0,
                    f64::from(n * 104_729 % 9_973) / 9_973.0,
                );
                at(20.55 + 0.8 * a, 105.3 + 0.7 * b)
            })
            .collect()
    }

    #[test]
    fn twenty_thousand_points_are_few_groups_fast() {
        let points = many(20_000);
        for zoom in [9, 12, 15, 19] {
            let start = std::time::Instant::now();
            let groups = group(&points, zoom, 300);
            println!(
                "20,000 points, zoom {zoom}: {} groups in {:?}",
                groups.len(),
                start.elapsed()
            );
            assert!(groups.len() <= 300);
            assert_eq!(
                groups.iter().map(|group| group.members.len()).sum::<usize>(),
                20_000
            );
        }
    }

    #[test]
    fn points_of_one_place_stay_one_group_at_any_zoom() {
        let here = at(20.98551, 105.91473);
        let groups = group(&[here, at(21.1, 105.5), here, here], MAX_ZOOM, 100);
        let one = groups.iter().find(|group| group.members.len() == 3).unwrap();
        assert!(one.coincide);
        assert_eq!(one.centre, here);
        assert_eq!(one.members, [0, 2, 3]);
    }

    #[test]
    fn nothing_makes_nothing() {
        assert!(group(&[], 10, 100).is_empty());
    }

    proptest! {
        #[test]
        fn each_point_is_in_one_group(seed in proptest::collection::vec((20.5f64..21.4, 105.2f64..106.1), 0..200), zoom in 0u8..=19) {
            let points: Vec<_> = seed.iter().map(|(lat, lon)| at(*lat, *lon)).collect();
            let groups = group(&points, zoom, 300);
            let mut all: Vec<_> = groups.iter().flat_map(|group| group.members.clone()).collect();
            all.sort_unstable();
            prop_assert_eq!(all, (0..points.len()).collect::<Vec<_>>());
            prop_assert_eq!(group(&points, zoom, 300), groups);
        }
    }
}
