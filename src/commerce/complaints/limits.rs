//! Until when a complaint is to be answered. The limits are the site's own promise and no law's: 24 hours to
//! acknowledge and 7 working days to answer unless the operator sets others (`imprint::Limits`). They are told on the
//! form and on every complaint's page, and a complaint keeps those it was lodged under.

use chrono::{DateTime, Datelike, Utc, Weekday};

use foundation::kernel::clock::vietnam_day;

/// The end (in Việt Nam) of the last of so many working days on which a complaint is answered in time; Saturdays and
/// Sundays are not counted.
pub fn answer_by(created: DateTime<Utc>, working_days: i32) -> DateTime<Utc> {
    let mut day = vietnam_day(created);
    let mut left = working_days;
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
            assert_eq!(answer_by(created, 7), due, "{created}");
        }
    }
}
