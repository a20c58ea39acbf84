//! Dated exceptions to the weekly rule: closed for Tết, open once on a Sunday.
//!
//! An exception covers a range of days and replaces whatever the rules say on them. Where several
//! cover a day the shortest range counts, so that a one-day opening stands out of a long closure;
//! among equals, the one entered last.

use chrono::NaiveDate;
use entity::{Locale, hours_exception};

use super::hours_rules::{self, Day, HoursError, Rule};

/// Longest remark kept on an exception, in characters.
const MAX_NOTE: usize = 200;

/// One exception, ready to be asked.
#[derive(Debug, Clone)]
pub struct Exception {
    first: NaiveDate,
    last: NaiveDate,
    rules: Option<Vec<Rule>>,
    note: Option<String>,
}

impl Exception {
    /// Closed from `first` to `last`, both included; the order of the two does not matter.
    pub fn closed(first: NaiveDate, last: NaiveDate) -> Self {
        Self {
            first: first.min(last),
            last: first.max(last),
            rules: None,
            note: None,
        }
    }

    /// Open at these times (`08:00-12:00,14:00-17:00`) on each day of the range; fails on anything
    /// that is not plain times.
    pub fn open(first: NaiveDate, last: NaiveDate, times: &str) -> Result<Self, HoursError> {
        let rules = hours_rules::parse_times(times)?;
        Ok(Self {
            rules: Some(rules),
            ..Self::closed(first, last)
        })
    }

    /// Something else than usual, and nobody has told what: neither open nor closed.
    pub fn unknown(first: NaiveDate, last: NaiveDate) -> Self {
        Self::open(first, last, "00:00-24:00 unknown").unwrap_or_else(|_| Self::closed(first, last))
    }

    /// The same with a remark for people ("nghỉ Tết").
    #[must_use]
    pub fn with_note(self, note: &str) -> Self {
        let note: String = note.trim().chars().take(MAX_NOTE).collect();
        Self {
            note: (!note.is_empty()).then_some(note),
            ..self
        }
    }

    /// Number of days covered, less one.
    fn length(&self) -> i64 {
        (self.last - self.first).num_days()
    }

    fn day(&self, date: NaiveDate) -> Day {
        let mut day = self
            .rules
            .as_deref()
            .map_or_else(Day::default, |rules| hours_rules::day(rules, date));
        day.notes.extend(self.note.as_deref().map(Into::into));
        day
    }
}

/// Exceptions as they are kept, with their remarks in a language. Hours that cannot be read are not guessed at.
pub fn of_rows(rows: &[hours_exception::Model], locale: Locale) -> Vec<Exception> {
    rows.iter()
        .map(|row| {
            let hours = row
                .hours
                .as_deref()
                .map(str::trim)
                .filter(|hours| !hours.is_empty());
            let exception = match hours {
                Some(hours) => Exception::open(row.date_from, row.date_to, hours)
                    .unwrap_or_else(|_| Exception::unknown(row.date_from, row.date_to)),
                None => Exception::closed(row.date_from, row.date_to),
            };
            let note = match locale {
                Locale::Vi => row.note_vi.as_deref(),
                Locale::En => row.note_en.as_deref().or(row.note_vi.as_deref()),
            };
            exception.with_note(note.unwrap_or_default())
        })
        .collect()
}

/// What the exceptions say about a date, `None` where none covers it.
pub(super) fn day(exceptions: &[Exception], date: NaiveDate) -> Option<Day> {
    exceptions
        .iter()
        .enumerate()
        .filter(|(_, one)| one.first <= date && date <= one.last)
        .min_by_key(|(order, one)| (one.length(), std::cmp::Reverse(*order)))
        .map(|(_, one)| one.day(date))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, m, d).unwrap()
    }

    #[test]
    fn the_shortest_range_counts() {
        let list = [
            Exception::open(date(2, 8), date(2, 8), "08:00-10:00")
                .unwrap()
                .with_note("lễ hội"),
            Exception::closed(date(2, 11), date(2, 4)).with_note(" "),
        ];
        assert_eq!(day(&list, date(2, 3)), None);
        assert_eq!(day(&list, date(2, 4)), Some(Day::default()));
        let fair = day(&list, date(2, 8)).unwrap();
        assert_eq!((fair.spans[0].from, fair.spans[0].to), (480, 600));
        assert_eq!(fair.notes, ["lễ hội".into()]);
    }

    #[test]
    fn among_equals_the_last_counts() {
        let one = date(3, 1);
        let list = [
            Exception::closed(one, one),
            Exception::open(one, one, "06:00-07:00").unwrap(),
        ];
        assert_eq!(day(&list, one).unwrap().spans.len(), 1);
    }
}
