//! Months in Việt Nam and spans of them.

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use foundation::kernel::clock::vietnam_midnight;

/// Months a period may have: five years, which is as long as views are kept.
pub const MOST_MONTHS: i32 = 60;
/// The first and the last year that is taken for one.
const YEARS: (i32, i32) = (2000, 2999);

/// A month of a year, counted from January of the year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

impl Month {
    /// The month a day lies in.
    pub fn of(day: NaiveDate) -> Self {
        Self(day.year() * 12 + i32::try_from(day.month0()).unwrap_or(0))
    }

    /// A month as it is stored and as browsers send it (`2026-11`), or as people type it (`11/2026`, `3-2026`).
    pub fn parse(text: &str) -> Option<Self> {
        let (first, second) = text.trim().split_once(['-', '/', '.'])?;
        let (year, month) = if first.len() == 4 {
            (first, second)
        } else {
            (second, first)
        };
        let digits = |text: &str, most: usize| {
            let fine = (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
            if fine { text.parse::<i32>().ok() } else { None }
        };
        let year = digits(year, 4).filter(|year| (YEARS.0..=YEARS.1).contains(year))?;
        let month = digits(month, 2).filter(|month| (1..=12).contains(month))?;
        Some(Self(year * 12 + month - 1))
    }

    /// The month so many months later; earlier for less than nothing.
    #[must_use]
    pub const fn plus(self, months: i32) -> Self {
        Self(self.0 + months)
    }

    /// Its year.
    pub const fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// Its number in the year, 1 to 12.
    pub const fn number(self) -> u32 {
        self.0.rem_euclid(12).unsigned_abs() + 1
    }

    /// As it is stored and as browsers send it: `2026-11`.
    pub fn word(self) -> String {
        format!("{:04}-{:02}", self.year(), self.number())
    }

    /// As people read it: `11/2026`.
    pub fn spoken(self) -> String {
        format!("{:02}/{:04}", self.number(), self.year())
    }

    /// January of its year.
    #[must_use]
    pub const fn january(self) -> Self {
        Self(self.year() * 12)
    }

    /// Its first day.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year(), self.number(), 1).unwrap_or(NaiveDate::MIN)
    }

    /// Midnight of its first day in Việt Nam.
    pub fn begins(self) -> DateTime<Utc> {
        vietnam_midnight(self.first_day())
    }
}

/// Months from the first to the last, both of them within.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    first: Month,
    last: Month,
}

/// Why two months are no period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodRefusal {
    /// The last one lies before the first.
    Backwards,
    /// There are more than [`MOST_MONTHS`].
    TooLong,
    /// It has not begun yet.
    Ahead,
}

impl Period {
    /// From a month to a month, judged on a day.
    pub fn new(first: Month, last: Month, today: NaiveDate) -> Result<Self, PeriodRefusal> {
        if last < first {
            Err(PeriodRefusal::Backwards)
        } else if last.0 - first.0 >= MOST_MONTHS {
            Err(PeriodRefusal::TooLong)
        } else if first > Month::of(today) {
            Err(PeriodRefusal::Ahead)
        } else {
            Ok(Self { first, last })
        }
    }

    /// The twelve months that end with the one a day lies in.
    pub fn twelve_months(today: NaiveDate) -> Self {
        let last = Month::of(today);
        Self {
            first: last.plus(-11),
            last,
        }
    }

    /// The year a day lies in, up to its month.
    pub fn this_year(today: NaiveDate) -> Self {
        let last = Month::of(today);
        Self {
            first: last.january(),
            last,
        }
    }

    /// The whole year before the one a day lies in.
    pub fn last_year(today: NaiveDate) -> Self {
        let first = Month::of(today).january().plus(-12);
        Self {
            first,
            last: first.plus(11),
        }
    }

    /// The first month.
    pub const fn first(self) -> Month {
        self.first
    }

    /// The last month.
    pub const fn last(self) -> Month {
        self.last
    }

    /// Every month, in order.
    pub fn months(self) -> impl Iterator<Item = Month> {
        (self.first.0..=self.last.0).map(Month)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn months_are_read_as_people_and_browsers_write_them() {
        let november = Month::of(day(2026, 11, 30));
        for text in ["2026-11", "11/2026", " 11-2026 ", "2026/11", "11.2026"] {
            assert_eq!(Month::parse(text), Some(november), "{text}");
        }
        assert_eq!(Month::parse("3/2026"), Some(november.plus(-8)));
        for text in [
            "", "2026", "13/2026", "0/2026", "2026-1a", "٣/2026", "-1/2026", "11/26", "1/1/2026",
        ] {
            assert_eq!(Month::parse(text), None, "{text}");
        }
        assert_eq!(Month::parse(&november.word()), Some(november));
        assert_eq!(november.spoken(), "11/2026");
        assert_eq!(november.plus(2).word(), "2027-01");
    }

    #[test]
    fn a_month_begins_at_midnight_in_hanoi() {
        let begins = Month::of(day(2026, 1, 31)).begins();
        assert_eq!(begins.to_rfc3339(), "2025-12-31T17:00:00+00:00");
    }

    #[test]
    fn nonsense_is_no_period() {
        let today = day(2026, 11, 21);
        let month = |text| Month::parse(text).unwrap();
        let judged = |first, last| Period::new(month(first), month(last), today);
        assert_eq!(judged("2026-05", "2026-04"), Err(PeriodRefusal::Backwards));
        assert_eq!(judged("2021-11", "2026-11"), Err(PeriodRefusal::TooLong));
        assert_eq!(judged("2026-12", "2027-01"), Err(PeriodRefusal::Ahead));
        assert_eq!(judged("2021-12", "2026-11").unwrap().months().count(), 60);
        assert_eq!(judged("2026-11", "2026-12").unwrap().months().count(), 2);
        assert_eq!(Period::twelve_months(today).first().word(), "2025-12");
        assert_eq!(Period::this_year(today).months().count(), 11);
        let last = Period::last_year(today);
        assert_eq!(
            (last.first().word(), last.last().word()),
            ("2025-01".into(), "2025-12".into())
        );
    }
}
