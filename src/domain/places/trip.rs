//! A day out: stops put into a sensible order, with when one gets to each and whether it is open then.
//!
//! Distances are as the crow flies with an allowance for roads; there is no road network in here, so
//! every time is a rough one and said to be. Pure.

use chrono::{DateTime, TimeDelta, Utc};

use super::opening_hours::{Hours, State};
use foundation::kernel::geo::Position;

/// Most stops of a trip.
pub const MOST_STOPS: usize = 8;
/// Roads are about this much longer than the straight line.
const DETOUR: f64 = 1.35;
/// Metres a minute by motorbike or car, through town and out of it (26 km/h).
const PACE: f64 = 26_000.0 / 60.0;
/// Minutes lost at each stop to parking and finding the door.
const FINDING: i64 = 5;

/// A stop to be visited.
pub struct Stop<'a> {
    /// Where.
    pub at: Position,
    /// When it is open.
    pub hours: &'a Hours,
}

/// What a visitor meets on arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Met {
    /// Open for the whole stay.
    Open,
    /// Open, but it closes during the stay.
    Short(DateTime<Utc>),
    /// Closed; when it opens next.
    Closed(Option<DateTime<Utc>>),
    /// Nobody has told the hours.
    Unknown,
}

/// One stop of a plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leg {
    /// Index of the stop in the list given.
    pub stop: usize,
    /// Metres of road from the stop before; 0 for a first stop without a start.
    pub metres: f64,
    /// Minutes on the way.
    pub minutes: i64,
    /// When one is there.
    pub arrive: DateTime<Utc>,
    /// When one goes on.
    pub leave: DateTime<Utc>,
    /// Whether it is open.
    pub met: Met,
}

/// Plans a day: from `start` (or the first stop given) always to the nearest stop left.
pub fn plan(
    start: Option<Position>,
    stops: &[Stop<'_>],
    depart: DateTime<Utc>,
    stay_minutes: i64,
) -> Vec<Leg> {
    let mut left: Vec<usize> = (0..stops.len()).take(MOST_STOPS).collect();
    let mut here = start;
    let mut now = depart;
    let mut legs = Vec::with_capacity(left.len());
    while let Some(place) = next(here, stops, &left) {
        let index = left.remove(place);
        let Some(stop) = stops.get(index) else { continue };
        let metres = here.map_or(0.0, |here| here.metres_to(stop.at) * DETOUR);
        let minutes = if here.is_some() { minutes(metres) } else { 0 };
        let arrive = now + TimeDelta::minutes(minutes);
        let leave = arrive + TimeDelta::minutes(stay_minutes);
        legs.push(Leg {
            stop: index,
            metres,
            minutes,
            arrive,
            leave,
            met: met(stop.hours, arrive, leave),
        });
        here = Some(stop.at);
        now = leave;
    }
    legs
}

/// Place in `left` of the stop to go to next: the nearest, the first of equals.
fn next(here: Option<Position>, stops: &[Stop<'_>], left: &[usize]) -> Option<usize> {
    let Some(here) = here else {
        return (!left.is_empty()).then_some(0);
    };
    let far = |index: &usize| stops.get(*index).map_or(f64::MAX, |stop| here.metres_to(stop.at));
    (0..left.len()).min_by(|a, b| {
        let far = |place: &usize| left.get(*place).map_or(f64::MAX, far);
        far(a).total_cmp(&far(b))
    })
}

#[expect(clippy::cast_possible_truncation, reason = "a few hundred minutes at most")]
fn minutes(metres: f64) -> i64 {
    // To five minutes: anything finer would pretend to know.
    let exact = (metres / PACE).ceil() as i64 + FINDING;
    (exact + 4) / 5 * 5
}

fn met(hours: &Hours, arrive: DateTime<Utc>, leave: DateTime<Utc>) -> Met {
    match hours.status(arrive) {
        State::Open { until: Some(until) } if until < leave => Met::Short(until),
        State::Open { .. } => Met::Open,
        State::Closed { opens } => Met::Closed(opens),
        State::Unknown => Met::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat: f64, lon: f64) -> Position {
        Position::new(lat, lon).unwrap()
    }

    fn morning() -> DateTime<Utc> {
        DateTime::parse_from_rfc3339("2026-11-21T08:00:00+07:00")
            .unwrap()
            .to_utc()
    }

    #[test]
    fn the_nearest_comes_next_and_late_legs_are_marked() {
        let (day, short, none) = (
            Hours::parse("08:00-17:00").unwrap(),
            Hours::parse("08:00-10:30").unwrap(),
            Hours::unknown(),
        );
        let stops = [
            Stop {
                at: at(20.70, 105.77),
                hours: &short,
            },
            Stop {
                at: at(20.98, 105.91),
                hours: &day,
            },
            Stop {
                at: at(20.97, 105.77),
                hours: &none,
            },
        ];
        let legs = plan(Some(at(21.03, 105.85)), &stops, morning(), 60);
        assert_eq!(legs.iter().map(|leg| leg.stop).collect::<Vec<_>>(), [1, 2, 0]);
        assert_eq!(legs[0].met, Met::Open);
        assert_eq!(legs[1].met, Met::Unknown);
        assert!(matches!(legs[2].met, Met::Closed(Some(_))), "{:?}", legs[2]);
        assert!(legs.windows(2).all(|pair| pair[1].arrive > pair[0].leave));
        assert!(legs[0].metres > 10_000.0 && legs[0].minutes % 5 == 0);
    }

    #[test]
    fn without_a_start_the_first_stop_is_the_start() {
        let hours = Hours::parse("07:00-08:30").unwrap();
        let legs = plan(
            None,
            &[Stop {
                at: at(21.0, 105.8),
                hours: &hours,
            }],
            morning(),
            60,
        );
        assert_eq!((legs[0].minutes, legs[0].arrive), (0, morning()));
        assert_eq!(legs[0].met, Met::Short(morning() + TimeDelta::minutes(30)));
        assert!(plan(None, &[], morning(), 60).is_empty());
    }
}
