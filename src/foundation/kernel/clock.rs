//! Time as a parameter. Rules take a [`Clock`] or a moment; only this file asks the machine.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Timelike, Utc};
use chrono_tz::Asia::Ho_Chi_Minh;

/// Where the time comes from.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    /// Seconds since 1970, moved by hand in tests.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's own time.
    pub const fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands still until it is moved; its clones move with it.
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self(Source::Fixed(Arc::new(AtomicI64::new(at.timestamp()))))
    }

    /// Now, in UTC.
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
    pub fn now(&self) -> DateTime<Utc> {
        match &self.0 {
            Source::System => Utc::now(),
            Source::Fixed(seconds) => {
                DateTime::from_timestamp(seconds.load(Ordering::SeqCst), 0).unwrap_or(DateTime::UNIX_EPOCH)
            }
        }
    }

    /// The day it is in Việt Nam (UTC+7, no daylight saving), which is what certificates and hours go by.
    pub fn today(&self) -> NaiveDate {
        vietnam_day(self.now())
    }

    /// Moves a fixed clock; the system's goes its own way.
    pub fn advance(&self, by: TimeDelta) {
        if let Source::Fixed(seconds) = &self.0 {
            seconds.fetch_add(by.num_seconds(), Ordering::SeqCst);
        }
    }
}

/// The day a moment falls on in Việt Nam.
pub fn vietnam_day(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&Ho_Chi_Minh).date_naive()
}

/// The hour it is in Việt Nam, 0 to 23.
pub fn vietnam_hour(at: DateTime<Utc>) -> u32 {
    at.with_timezone(&Ho_Chi_Minh).hour()
}

/// The moment that people in Việt Nam write like this.
pub fn vietnam_moment(local: NaiveDateTime) -> Option<DateTime<Utc>> {
    let moment = Ho_Chi_Minh.from_local_datetime(&local).earliest()?;
    Some(moment.to_utc())
}

/// When a day begins in Việt Nam.
pub fn vietnam_midnight(day: NaiveDate) -> DateTime<Utc> {
    // Every day of its calendar has a midnight; days no calendar holds begin when time does.
    vietnam_moment(day.and_time(NaiveTime::MIN)).unwrap_or(DateTime::<Utc>::MIN_UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_turns_at_midnight_in_hanoi() {
        let clock = Clock::fixed(
            DateTime::parse_from_rfc3339("2026-11-20T16:59:59Z")
                .unwrap()
                .to_utc(),
        );
        assert_eq!(clock.today(), NaiveDate::from_ymd_opt(2026, 11, 20).unwrap());
        clock.advance(TimeDelta::seconds(1));
        let day = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        assert_eq!(clock.today(), day);
        assert_eq!(
            (vietnam_midnight(day), vietnam_hour(clock.now())),
            (clock.now(), 0)
        );
        assert_eq!(vietnam_midnight(NaiveDate::MIN), DateTime::<Utc>::MIN_UTC);
    }
}
