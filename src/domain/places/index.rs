//! The places of one edition in their orders: filtering, what is near, what the map draws.
//!
//! Everything reads memory; a filter walks all places once (20,000 of them in a few milliseconds).

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use entity::{Locale, PlaceKind};

use super::cluster::{self, Group};
use super::opening_hours::Hours;
use super::rows::Place;
use foundation::kernel::geo::{self, Bbox, Position};

/// Up to so many points are drawn one by one; beyond, groups are made here. With about 400 bytes a
/// point the answer stays below 100 kB.
const SINGLES: usize = 200;
/// Most groups in an answer.
const GROUPS: usize = 250;

/// What a list or the map is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Any of these kinds; empty: all.
    pub kinds: Vec<PlaceKind>,
    /// Goods of this group are sold there.
    pub group: Option<i64>,
    /// This product is sold there.
    pub carries: Option<i64>,
    /// In this commune.
    pub commune: Option<i64>,
    /// Certainly open at this moment.
    pub open_at: Option<DateTime<Utc>>,
    /// Within so many metres of a point; the list is then ordered by distance.
    pub near: Option<(Position, f64)>,
    /// Within this box.
    pub bbox: Option<Bbox>,
}

/// A place found, with its distance in metres where one was asked for.
pub type Found<'a> = (&'a Arc<Place>, Option<f64>);

/// What the map draws for a box.
#[derive(Debug)]
pub struct Drawing<'a> {
    /// Whether every place of the box stands by itself in `groups`.
    pub complete: bool,
    /// Groups with their places; one place each when complete.
    pub groups: Vec<(Group, Vec<&'a Arc<Place>>)>,
}

/// All public places of an edition.
#[derive(Debug, Default)]
pub struct Places {
    places: Vec<Arc<Place>>,
    by_id: HashMap<i64, u32>,
    by_slug: HashMap<String, u32>,
    orders: [Vec<u32>; 2],
    /// One bit for each group of goods that is sold at a place.
    groups: Vec<u64>,
}

impl Places {
    /// Works out the orders. `groups` tells the numbers of the groups of goods that a place shows.
    pub fn new(mut places: Vec<Arc<Place>>, groups: impl Fn(&Place) -> Vec<i64>) -> Self {
        places.sort_by_key(|place| place.id);
        let numbered = || places.iter().zip(0_u32..);
        let order = |locale: Locale| {
            let mut rows: Vec<_> = numbered()
                .map(|(place, row)| (place.sort_key(locale), row))
                .collect();
            rows.sort_unstable();
            rows.into_iter().map(|(_, row)| row).collect()
        };
        Self {
            by_id: numbered().map(|(place, row)| (place.id, row)).collect(),
            by_slug: numbered().map(|(place, row)| (place.slug.clone(), row)).collect(),
            orders: [order(Locale::Vi), order(Locale::En)],
            groups: places
                .iter()
                .map(|place| groups(place).into_iter().fold(0, |bits, group| bits | bit(group)))
                .collect(),
            places,
        }
    }

    /// How many places there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// All places, by key.
    pub fn all(&self) -> &[Arc<Place>] {
        &self.places
    }

    /// A place by key.
    pub fn by_id(&self, id: i64) -> Option<&Arc<Place>> {
        self.row(*self.by_id.get(&id)?)
    }

    /// A place by address part.
    pub fn by_slug(&self, slug: &str) -> Option<&Arc<Place>> {
        self.row(*self.by_slug.get(slug)?)
    }

    fn row(&self, row: u32) -> Option<&Arc<Place>> {
        self.places.get(usize::try_from(row).ok()?)
    }

    /// What a filter leaves: by distance where a point is given, else by name.
    pub fn select(&self, filter: &Filter, locale: Locale) -> Vec<Found<'_>> {
        let order = self.orders.get(locale.index()).map_or(&[][..], Vec::as_slice);
        let mut memory = HashMap::new();
        let mut found: Vec<Found<'_>> = order
            .iter()
            .filter_map(|row| {
                let place = self.row(*row)?;
                let distance = match filter.near {
                    None => None,
                    Some((centre, radius)) => Some(centre.metres_to(place.at()?))
                        .filter(|metres| *metres <= radius)
                        .map(Some)?,
                };
                self.passes(*row, place, filter, &mut memory)
                    .then_some((place, distance))
            })
            .collect();
        if filter.near.is_some() {
            found.sort_by(|a, b| a.1.unwrap_or(f64::MAX).total_cmp(&b.1.unwrap_or(f64::MAX)));
        }
        found
    }

    /// `memory` keeps what was said of hours that many places share.
    fn passes(
        &self,
        row: u32,
        place: &Place,
        filter: &Filter,
        memory: &mut HashMap<*const Hours, bool>,
    ) -> bool {
        let groups = usize::try_from(row)
            .ok()
            .and_then(|row| self.groups.get(row))
            .copied()
            .unwrap_or(0);
        (filter.kinds.is_empty() || filter.kinds.contains(&place.kind))
            && filter
                .commune
                .is_none_or(|commune| place.commune_id == Some(commune))
            && filter.group.is_none_or(|group| groups & bit(group) != 0)
            && filter
                .carries
                .is_none_or(|product| place.stock.iter().any(|(id, _)| *id == product))
            && filter
                .bbox
                .is_none_or(|bbox| place.at().is_some_and(|at| bbox.holds(at)))
            && filter.open_at.is_none_or(|at| {
                let hours = place.hours(Locale::Vi);
                // The hours of a market are not the hours of its village.
                place.kind != PlaceKind::CraftVillage
                    && *memory
                        .entry(Arc::as_ptr(hours))
                        .or_insert_with(|| hours.is_open(at))
            })
    }

    /// What the map draws of a filter (with its box) at a zoom.
    pub fn draw(&self, filter: &Filter, locale: Locale, zoom: u8) -> Drawing<'_> {
        let placed: Vec<_> = self
            .select(filter, locale)
            .into_iter()
            .filter_map(|(place, _)| Some((place, place.at()?)))
            .collect();
        let points: Vec<_> = placed.iter().map(|(_, at)| *at).collect();
        let complete = placed.len() <= SINGLES;
        let groups = if complete {
            let alone = |(index, centre)| Group {
                centre,
                members: vec![index],
                coincide: true,
            };
            points.into_iter().enumerate().map(alone).collect()
        } else {
            cluster::group(&points, zoom, GROUPS)
        };
        let members = |group: &Group| {
            group
                .members
                .iter()
                .filter_map(|row| placed.get(*row))
                .map(|(place, _)| *place)
                .collect()
        };
        Drawing {
            complete,
            groups: groups
                .into_iter()
                .map(|group| (members(&group), group))
                .map(|(m, g)| (g, m))
                .collect(),
        }
    }

    /// The nearest others of a place, within a radius in metres.
    pub fn nearby(&self, place: &Place, radius_m: f64, limit: usize) -> Vec<Found<'_>> {
        let Some(centre) = place.at() else {
            return Vec::new();
        };
        let others: Vec<_> = self.places.iter().filter(|other| other.id != place.id).collect();
        let (others, points): (Vec<_>, Vec<_>) = others
            .into_iter()
            .filter_map(|other| Some((other, other.at()?)))
            .unzip();
        geo::within(centre, radius_m, &points)
            .into_iter()
            .take(limit)
            .filter_map(|(index, metres)| Some((*others.get(index)?, Some(metres))))
            .collect()
    }

    /// The places that belong to a craft village.
    pub fn of_village(&self, village: i64) -> impl Iterator<Item = &Arc<Place>> {
        self.places
            .iter()
            .filter(move |place| place.village_id == Some(village))
    }

    /// The places where a producer shows goods.
    pub fn showing(&self, producer: i64) -> impl Iterator<Item = &Arc<Place>> {
        self.places
            .iter()
            .filter(move |place| place.producers.contains(&producer))
    }

    /// The smallest box around places; `None` where none has a position.
    pub fn bounds<'a>(places: impl Iterator<Item = &'a Arc<Place>>) -> Option<Bbox> {
        places
            .filter_map(|place| place.at())
            .fold(None, |bounds: Option<Bbox>, at| {
                let one = Bbox {
                    west: at.lon(),
                    south: at.lat(),
                    east: at.lon(),
                    north: at.lat(),
                };
                Some(bounds.map_or(one, |all| Bbox {
                    west: all.west.min(one.west),
                    south: all.south.min(one.south),
                    east: all.east.max(one.east),
                    north: all.north.max(one.north),
                }))
            })
    }
}

fn bit(group: i64) -> u64 {
    u32::try_from(group)
        .ok()
        .and_then(|group| 1_u64.checked_shl(group))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        DateTime::parse_from_rfc3339("2026-11-21T10:00:00+07:00")
            .unwrap()
            .to_utc()
    }

    fn places() -> Places {
        let list = vec![
            Place::sample(1, Some((21.03, 105.85)), "Mo-Su 08:00-17:00"),
            Place::sample(2, Some((21.00, 105.80)), ""),
            Place::sample(3, Some((20.70, 105.77)), "Mo-Fr 08:00-17:00"),
            Place::sample(4, None, "24/7"),
        ];
        Places::new(list.into_iter().map(Arc::new).collect(), |place| {
            vec![place.id % 2 + 1]
        })
    }

    fn ids(found: &[Found<'_>]) -> Vec<i64> {
        found.iter().map(|(place, _)| place.id).collect()
    }

    #[test]
    fn filters_narrow_and_near_orders_by_distance() {
        let places = places();
        let with = |filter: Filter| ids(&places.select(&filter, Locale::Vi));
        assert_eq!(with(Filter::default()), [1, 2, 3, 4]);
        assert_eq!(
            with(Filter {
                open_at: Some(now()),
                ..Filter::default()
            }),
            [1, 4],
            "unknown and closed are not open"
        );
        assert_eq!(
            with(Filter {
                group: Some(2),
                ..Filter::default()
            }),
            [1, 3]
        );
        assert_eq!(
            with(Filter {
                carries: Some(2),
                ..Filter::default()
            }),
            [2]
        );
        assert_eq!(
            with(Filter {
                kinds: vec![PlaceKind::CraftVillage],
                ..Filter::default()
            }),
            Vec::<i64>::new()
        );
        let near = Some((Position::new(20.99, 105.80).unwrap(), 15_000.0));
        assert_eq!(
            with(Filter {
                near,
                ..Filter::default()
            }),
            [2, 1]
        );
        let bbox = Bbox::parse("105.7,20.6,105.81,21.1").ok();
        assert_eq!(
            with(Filter {
                bbox,
                ..Filter::default()
            }),
            [2, 3]
        );
    }

    #[test]
    fn the_map_draws_each_listed_place_once() {
        let places = places();
        let drawing = places.draw(&Filter::default(), Locale::En, 10);
        assert!(drawing.complete);
        let mut drawn: Vec<_> = drawing
            .groups
            .iter()
            .flat_map(|(_, members)| members)
            .map(|p| p.id)
            .collect();
        drawn.sort_unstable();
        assert_eq!(drawn, [1, 2, 3]);
    }

    #[test]
    fn nearby_leaves_itself_out() {
        let places = places();
        let one = places.by_slug("diem-ban-so-1").unwrap();
        assert_eq!(ids(&places.nearby(one, 20_000.0, 5)), [2]);
    }
}
