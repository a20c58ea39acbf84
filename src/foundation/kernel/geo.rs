//! Positions, distances, bounding boxes: what "near" means, and what a query may ask.
//!
//! Everything that arrives from outside is parsed here into a value that cannot be absurd; each
//! refusal is typed, so that the surface answers 400 in the person's language. A visitor's own
//! position is only ever kept rounded to about a kilometre.

/// Mean radius of the earth in metres (IUGG).
const EARTH: f64 = 6_371_008.8;
/// Widest search in kilometres: across Hà Nội and back.
pub const MAX_RADIUS_KM: f64 = 100.0;
/// Radius when none is asked, in kilometres.
pub const DEFAULT_RADIUS_KM: f64 = 15.0;

/// A point on the earth, degrees; always finite and in range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    lat: f64,
    lon: f64,
}

/// A box of longitudes and latitudes that does not cross the 180th meridian.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bbox {
    /// Smallest longitude.
    pub west: f64,
    /// Smallest latitude.
    pub south: f64,
    /// Largest longitude.
    pub east: f64,
    /// Largest latitude.
    pub north: f64,
}

/// Why a geographic parameter is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GeoError {
    /// Not the right number of numbers.
    #[error("expected numbers separated by commas")]
    Syntax,
    /// NaN, infinite, or no such latitude or longitude.
    #[error("a coordinate is out of range")]
    Range,
    /// The first corner lies east or north of the second (or the box crosses 180°).
    #[error("the box is inverted")]
    Inverted,
    /// A radius that is not between 0 and 100 km.
    #[error("the radius is out of range")]
    Radius,
}

/// What is suspicious about a position that somebody typed or imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PositionFault {
    /// It would lie in Vietnam with the two numbers exchanged.
    #[error("latitude and longitude are swapped")]
    Swapped,
    /// Not in Vietnam.
    #[error("the position is outside Vietnam")]
    Outside,
}

/// Hà Nội with a margin of a few kilometres: the area the first operator serves.
pub const HA_NOI: Bbox = Bbox {
    west: 105.2,
    south: 20.45,
    east: 106.15,
    north: 21.45,
};
/// Latitudes of Vietnam with its islands, Hoàng Sa and Trường Sa included: a net for slips of the pen,
/// not a border.
pub const VIETNAM_LATITUDES: std::ops::RangeInclusive<f64> = 6.5..=23.5;
/// Longitudes of the same.
const VIETNAM_LONGITUDES: std::ops::RangeInclusive<f64> = 102.0..=117.9;

impl Position {
    /// A position, if the numbers are one.
    pub fn new(lat: f64, lon: f64) -> Option<Self> {
        // NaN fails both comparisons.
        ((-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon)).then_some(Self { lat, lon })
    }

    /// Reads `lat,lon` as a link or a form carries it.
    pub fn parse(text: &str) -> Result<Self, GeoError> {
        let [lat, lon] = numbers(text)?;
        Self::new(lat, lon).ok_or(GeoError::Range)
    }

    /// Degrees north.
    pub fn lat(self) -> f64 {
        self.lat
    }

    /// Degrees east.
    pub fn lon(self) -> f64 {
        self.lon
    }

    /// Rounded to a hundredth of a degree, about a kilometre: all we keep of where a person is.
    #[must_use]
    pub fn coarse(self) -> Self {
        Self {
            lat: (self.lat * 100.0).round() / 100.0,
            lon: (self.lon * 100.0).round() / 100.0,
        }
    }

    /// Metres to another point along the surface (haversine).
    pub fn metres_to(self, other: Self) -> f64 {
        let (a, b) = (self.lat.to_radians(), other.lat.to_radians());
        let half = |degrees: f64| (degrees.to_radians() / 2.0).sin().powi(2);
        let h = half(other.lat - self.lat) + a.cos() * b.cos() * half(other.lon - self.lon);
        2.0 * EARTH * h.sqrt().min(1.0).asin()
    }
}

impl Bbox {
    /// Reads `min_lon,min_lat,max_lon,max_lat` (the order of GeoJSON, RFC 7946).
    pub fn parse(text: &str) -> Result<Self, GeoError> {
        let [west, south, east, north] = numbers(text)?;
        let (Some(_), Some(_)) = (Position::new(south, west), Position::new(north, east)) else {
            return Err(GeoError::Range);
        };
        if west > east || south > north {
            return Err(GeoError::Inverted);
        }
        Ok(Self {
            west,
            south,
            east,
            north,
        })
    }

    /// Whether a point lies within, edges included.
    pub fn holds(&self, point: Position) -> bool {
        (self.west..=self.east).contains(&point.lon) && (self.south..=self.north).contains(&point.lat)
    }

    /// The part of the box that lies in an area; `None` where they do not meet.
    pub fn clip(&self, area: &Self) -> Option<Self> {
        let clipped = Self {
            west: self.west.max(area.west),
            south: self.south.max(area.south),
            east: self.east.min(area.east),
            north: self.north.min(area.north),
        };
        (clipped.west <= clipped.east && clipped.south <= clipped.north).then_some(clipped)
    }

    /// The box around a circle; a first, cheap sieve before distances are measured.
    pub fn around(centre: Position, radius_m: f64) -> Self {
        let lat = (radius_m / EARTH).to_degrees();
        let lon = lat / centre.lat.to_radians().cos().max(0.01);
        Self {
            west: (centre.lon - lon).max(-180.0),
            south: (centre.lat - lat).max(-90.0),
            east: (centre.lon + lon).min(180.0),
            north: (centre.lat + lat).min(90.0),
        }
    }
}

/// Takes a position that somebody typed or imported; fails where it cannot be a place of ours, and says
/// so when the two numbers only stand the wrong way round.
pub fn plausible(lat: f64, lon: f64) -> Result<Position, PositionFault> {
    let within = |lat: f64, lon: f64| {
        let inside = VIETNAM_LATITUDES.contains(&lat) && VIETNAM_LONGITUDES.contains(&lon);
        Position::new(lat, lon).filter(|_| inside)
    };
    let fault = if within(lon, lat).is_some() {
        PositionFault::Swapped
    } else {
        PositionFault::Outside
    };
    within(lat, lon).ok_or(fault)
}

/// Reads a radius in kilometres.
pub fn radius_km(text: &str) -> Result<f64, GeoError> {
    let [radius] = numbers(text)?;
    if radius > 0.0 && radius <= MAX_RADIUS_KM {
        Ok(radius)
    } else {
        Err(GeoError::Radius)
    }
}

/// The indexes of the points within a radius, nearest first, with their distance in metres; points at
/// the same distance keep their order.
pub fn within(centre: Position, radius_m: f64, points: &[Position]) -> Vec<(usize, f64)> {
    let sieve = Bbox::around(centre, radius_m);
    let mut found: Vec<_> = points
        .iter()
        .enumerate()
        .filter(|(_, point)| sieve.holds(**point))
        .map(|(index, point)| (index, centre.metres_to(*point)))
        .filter(|(_, metres)| *metres <= radius_m)
        .collect();
    found.sort_by(|a, b| a.1.total_cmp(&b.1));
    found
}

fn numbers<const N: usize>(text: &str) -> Result<[f64; N], GeoError> {
    // Longer than any sensible number list: nothing of it is read.
    if text.len() > 200 {
        return Err(GeoError::Syntax);
    }
    let parsed: Option<Vec<f64>> = text.split(',').map(|part| part.trim().parse().ok()).collect();
    let numbers: [f64; N] = parsed
        .and_then(|list| list.try_into().ok())
        .ok_or(GeoError::Syntax)?;
    if numbers.iter().all(|number| number.is_finite()) {
        Ok(numbers)
    } else {
        Err(GeoError::Range)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn boxes_of_every_wrong_kind_are_refused() {
        let wrong = [
            ("", GeoError::Syntax),
            ("1,2,3", GeoError::Syntax),
            ("1,2,3,4,5", GeoError::Syntax),
            ("a,b,c,d", GeoError::Syntax),
            ("NaN,20,106,21", GeoError::Range),
            ("inf,20,106,21", GeoError::Range),
            ("1e308,20,106,21", GeoError::Range),
            ("1e999,20,106,21", GeoError::Range),
            ("105,-91,106,21", GeoError::Range),
            ("170,20,190,21", GeoError::Range),
            ("106,20,105,21", GeoError::Inverted),
            ("170,20,-170,21", GeoError::Inverted),
            ("105,21,106,20", GeoError::Inverted),
        ];
        for (text, error) in wrong {
            assert_eq!(Bbox::parse(text), Err(error), "{text}");
        }
        assert_eq!(Bbox::parse(&"1,".repeat(200)), Err(GeoError::Syntax));
        assert!(Bbox::parse(" 105.5, 20.9 ,106, 21.2").is_ok());
    }

    #[test]
    fn the_whole_world_is_capped_to_the_area() {
        let world = Bbox::parse("-180,-90,180,90").unwrap();
        assert_eq!(world.clip(&HA_NOI), Some(HA_NOI));
        assert_eq!(Bbox::parse("-80,20,-70,21").unwrap().clip(&HA_NOI), None);
    }

    #[test]
    fn distances_are_those_of_the_map() {
        let lake = Position::new(21.0287, 105.8524).unwrap();
        let airport = Position::new(21.2187, 105.8042).unwrap();
        assert!((21_500.0..21_900.0).contains(&lake.metres_to(airport)));
        assert!(lake.metres_to(lake) < 1e-6);
    }

    #[test]
    fn a_persons_position_is_rounded() {
        let near = Position::parse("21.028712,105.852389").unwrap().coarse();
        assert_eq!(format!("{},{}", near.lat(), near.lon()), "21.03,105.85");
    }

    #[test]
    fn radius_and_near_refuse_nonsense() {
        assert_eq!(radius_km("0"), Err(GeoError::Radius));
        assert_eq!(radius_km("-3"), Err(GeoError::Radius));
        assert_eq!(radius_km("1e9"), Err(GeoError::Radius));
        assert_eq!(radius_km("nan"), Err(GeoError::Range));
        assert!((radius_km("7.5").unwrap() - 7.5).abs() < 1e-9);
        assert_eq!(Position::parse("105.85,21.03"), Err(GeoError::Range));
        assert_eq!(Position::parse("21.03"), Err(GeoError::Syntax));
    }

    #[test]
    fn swapped_and_foreign_positions_are_flagged() {
        assert!(plausible(21.0, 105.8).is_ok());
        assert!(plausible(16.5, 112.0).is_ok(), "Hoàng Sa");
        assert_eq!(plausible(105.8, 21.0), Err(PositionFault::Swapped));
        assert_eq!(plausible(48.8, 2.3), Err(PositionFault::Outside));
        assert_eq!(plausible(0.0, 0.0), Err(PositionFault::Outside));
        assert_eq!(plausible(f64::NAN, 105.0), Err(PositionFault::Outside));
    }

    proptest! {
        #[test]
        fn nothing_breaks_the_parsers(text in "\\PC{0,60}") {
            let _ = (Bbox::parse(&text), Position::parse(&text), radius_km(&text));
        }

        #[test]
        fn the_box_around_loses_nobody(lat in 8.0f64..23.0, lon in 103.0f64..109.0, dlat in -0.9f64..0.9, dlon in -0.9f64..0.9, radius in 10.0f64..90_000.0) {
            let centre = Position::new(lat, lon).unwrap();
            let other = Position::new(lat + dlat, lon + dlon).unwrap();
            let found = within(centre, radius, &[other]);
            prop_assert_eq!(!found.is_empty(), centre.metres_to(other) <= radius);
        }
    }
}
