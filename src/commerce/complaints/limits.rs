//! How long the operator takes. NĐ 248/2026/NĐ-CP, Điều 7 wants the limits published and kept, and leaves their length
//! to the platform: these are ours, told on the form and on every complaint's page.

use chrono::{DateTime, Datelike, TimeDelta, Utc, Weekday};

use foundation::kernel::clock::vietnam_day;

/// Within so long it is acknowledged.
pub const ACKNOWLEDGE_WITHIN: TimeDelta = TimeDelta::hours(24);
/// Within so many working days it is answered, Saturdays and Sundays not counted.
pub const ANSWER_WORKING_DAYS: u32 = 7;

/// The end (in Việt Nam) of the last working day on which a complaint is answered in time.
pub fn answer_by(created: DateTime<Utc>) -> DateTime<Utc> {
    let mut day = vietnam_day(created);
    let mut left = ANSWER_WORKING_DAYS;
    while left > 0 {
        let Some(next) = day.succ_opt() else {
            break;
        };
        day = next;
        if !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            left -= 1;
        }
    }
    // The day ends at 17:00 UTC (UTC+7, without daylight saving).
    day.and_hms_opt(17, 0, 0).map_or(created, |end| end.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekends_do_not_count() {
        for (created, due) in [
            // A Saturday morning in Hà Nội: seven working days from Monday on.
            ("2026-11-21T03:00:00Z", "2026-12-01T17:00:00Z"),
            // A Monday.
            ("2026-11-23T03:00:00Z", "2026-12-02T17:00:00Z"),
            // Sunday evening in UTC is Monday in Hà Nội.
            ("2026-11-22T18:00:00Z", "2026-12-02T17:00:00Z"),
        ] {
            let created = DateTime::parse_from_rfc3339(created).unwrap().to_utc();
            let due = DateTime::parse_from_rfc3339(due).unwrap().to_utc();
            assert_eq!(answer_by(created), due, "{created}");
        }
    }
}
