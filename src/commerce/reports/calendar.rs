//! Months in Việt Nam (UTC+7, no daylight saving), named by their first day.

use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};

use foundation::kernel::clock::vietnam_day;

/// The month a moment falls into.
pub(super) fn month_of(at: DateTime<Utc>) -> NaiveDate {
    let day = vietnam_day(at);
    day.with_day(1).unwrap_or(day)
}

/// So many months later.
pub(super) fn later(month: NaiveDate, months: u32) -> NaiveDate {
    month.checked_add_months(Months::new(months)).unwrap_or(month)
}

/// So many months earlier.
pub(super) fn earlier(month: NaiveDate, months: u32) -> NaiveDate {
    month.checked_sub_months(Months::new(months)).unwrap_or(month)
}

/// How many months there are from one to another, both counted; 0 when the second one is earlier.
pub(super) fn span(first: NaiveDate, last: NaiveDate) -> i32 {
    let number = |month: NaiveDate| month.year() * 12 + i32::try_from(month.month0()).unwrap_or(0);
    (number(last) - number(first) + 1).max(0)
}

/// First and last month of a year; nothing for years no calendar holds.
pub(super) fn year(year: i32) -> Option<(NaiveDate, NaiveDate)> {
    Some((
        NaiveDate::from_ymd_opt(year, 1, 1)?,
        NaiveDate::from_ymd_opt(year, 12, 1)?,
    ))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use foundation::kernel::clock::vietnam_midnight;

    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_month_begins_at_midnight_in_hanoi() {
        let begin = vietnam_midnight(day(2026, 11, 1));
        assert_eq!(begin.to_rfc3339(), "2026-10-31T17:00:00+00:00");
        assert_eq!(month_of(begin), day(2026, 11, 1));
        assert_eq!(month_of(begin - TimeDelta::seconds(1)), day(2026, 10, 1));
    }

    #[test]
    fn months_are_counted_with_both_ends() {
        assert_eq!(span(day(2021, 11, 1), day(2026, 11, 1)), 61);
        assert_eq!(span(day(2026, 11, 1), day(2026, 11, 1)), 1);
        assert_eq!(span(day(2026, 12, 1), day(2026, 11, 1)), 0);
        assert_eq!(later(day(2026, 11, 1), 2), day(2027, 1, 1));
        assert_eq!(earlier(day(2026, 3, 1), 4), day(2025, 11, 1));
        assert_eq!(year(2026), Some((day(2026, 1, 1), day(2026, 12, 1))));
    }
}
