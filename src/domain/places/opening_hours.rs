//! Open or closed, now and this week, in Vietnam's time whatever the visitor's clock says.
//!
//! `Hours` is a place's rule (see `hours_rules` for the syntax) with its exceptions. Three promises:
//! an exception beats the rule, hours past midnight belong to the evening they began on, and what is
//! not known is never shown as open. Pure: the time is always a parameter.

use std::sync::Arc;

use chrono::{
    DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Timelike, Utc,
};
use chrono_tz::Asia::Ho_Chi_Minh;

use super::exceptions::{self, Exception};
use super::hours_rules::{self, DAY, Day, Rule, Span};
use super::lunar::{self, LunarDate};

pub use super::hours_rules::HoursError;

/// How far ahead an opening is looked for: a yearly fair is found, an expired rule ends the search.
const HORIZON_DAYS: u64 = 400;
/// A place that stays open this long has no closing time worth telling.
const ALWAYS_DAYS: u64 = 8;

/// Opening hours of a place: known or unknown, with exceptions.
#[derive(Debug, Clone, Default)]
pub struct Hours {
    text: Option<String>,
    rules: Vec<Rule>,
    exceptions: Vec<Exception>,
    market_days: Vec<u8>,
}

/// What can be said at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Open, and until when; `None` when it does not close within a week.
    Open {
        /// Closing time.
        until: Option<DateTime<Utc>>,
    },
    /// Closed, and when it opens next; `None` when nothing is announced.
    Closed {
        /// Next opening.
        opens: Option<DateTime<Utc>>,
    },
    /// Nobody has told.
    Unknown,
}

/// One line of the table of the week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayRow {
    /// The day, in Vietnam.
    pub date: NaiveDate,
    /// Its lunar date.
    pub lunar: Option<LunarDate>,
    /// Stretches that begin on this day; empty means closed, unless `known` is false.
    pub spans: Vec<Span>,
    /// False where neither the rule nor an exception says anything.
    pub known: bool,
    /// Whether an exception speaks instead of the rule.
    pub exceptional: bool,
    /// Remarks to show beside the times.
    pub notes: Vec<Arc<str>>,
    /// Whether the day is a public holiday.
    pub holiday: bool,
}

impl Hours {
    /// Reads OSM `opening_hours` with our lunar rules; refuses what cannot be evaluated without guessing.
    pub fn parse(text: &str) -> Result<Self, HoursError> {
        let text = text.trim();
        let rules = hours_rules::parse(text)?;
        Ok(Self {
            rules,
            text: Some(text.to_owned()),
            ..Self::default()
        })
    }

    /// Hours nobody has told.
    pub fn unknown() -> Self {
        Self::default()
    }

    /// The same hours with these exceptions.
    #[must_use]
    pub fn with_exceptions(self, exceptions: Vec<Exception>) -> Self {
        Self { exceptions, ..self }
    }

    /// The hours of a market that is held on these days of the lunar month only (`4,14,24`); text that
    /// is not such a list changes nothing. Its hours on a market day stay unknown if no rule is.
    #[must_use]
    pub fn on_lunar_days(self, days: &str) -> Self {
        let market_days = days.split(',').filter_map(hours_rules::lunar_day).collect();
        Self { market_days, ..self }
    }

    /// Days of the lunar month on which the market is held; empty for a place of every day.
    pub fn market_days(&self) -> &[u8] {
        &self.market_days
    }

    /// Whether a weekly rule is known.
    pub fn is_known(&self) -> bool {
        self.text.is_some()
    }

    /// The rule as entered.
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// The part of the rule that other programs understand (OSM syntax, without lunar rules).
    pub fn osm(&self) -> Option<String> {
        let parts = self.text.as_deref()?.split(';').map(str::trim);
        let plain: Vec<_> = parts
            .filter(|part| !part.is_empty() && !part.starts_with("lunar "))
            .collect();
        (!plain.is_empty()).then(|| plain.join("; "))
    }

    /// The state at a moment.
    pub fn status(&self, at: DateTime<Utc>) -> State {
        let local = at.with_timezone(&Ho_Chi_Minh).naive_local();
        match self.open_at(local) {
            None => State::Unknown,
            Some(true) => State::Open {
                until: self.closing(local).and_then(utc),
            },
            Some(false) => State::Closed {
                opens: self.opening(local).and_then(utc),
            },
        }
    }

    /// Whether it is certainly open at a moment; cheaper than `status`.
    pub fn is_open(&self, at: DateTime<Utc>) -> bool {
        self.open_at(at.with_timezone(&Ho_Chi_Minh).naive_local()) == Some(true)
    }

    /// When the state changes next; `None` when no change is in sight or nothing is known.
    pub fn next_change(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match self.status(at) {
            State::Open { until } => until,
            State::Closed { opens } => opens,
            State::Unknown => None,
        }
    }

    /// Seven days from `today` on.
    pub fn week(&self, today: NaiveDate) -> [DayRow; 7] {
        std::array::from_fn(|ahead| {
            let date = today.checked_add_days(Days::new(ahead as u64)).unwrap_or(today);
            self.row(date)
        })
    }

    /// One day's line.
    pub fn row(&self, date: NaiveDate) -> DayRow {
        let exception = exceptions::day(&self.exceptions, date);
        let exceptional = exception.is_some();
        let day = exception.or_else(|| self.ruled(date));
        let known = day.is_some();
        let Day { spans, notes } = day.unwrap_or_default();
        let holiday = hours_rules::is_public_holiday(date);
        DayRow {
            date,
            lunar: lunar::of(date),
            spans,
            known,
            exceptional,
            notes,
            holiday,
        }
    }

    fn ruled(&self, date: NaiveDate) -> Option<Day> {
        let off_day = !self.market_days.is_empty()
            && lunar::of(date).is_some_and(|lunar| !self.market_days.contains(&lunar.day));
        if off_day {
            return Some(Day::default());
        }
        self.is_known().then(|| hours_rules::day(&self.rules, date))
    }

    fn day(&self, date: NaiveDate) -> Option<Day> {
        exceptions::day(&self.exceptions, date).or_else(|| self.ruled(date))
    }

    /// Open, closed, or `None` for not known, at a local minute.
    fn open_at(&self, local: NaiveDateTime) -> Option<bool> {
        let minute = minute_of(local);
        let eve = local
            .date()
            .pred_opt()
            .and_then(|eve| self.day(eve))
            .unwrap_or_default();
        let late = kind_at(&eve.spans, minute.saturating_add(DAY));
        if late == Some(true) {
            return Some(true);
        }
        let today = self.day(local.date());
        let now = today.as_ref().map(|day| kind_at(&day.spans, minute));
        match (now, late) {
            (Some(Some(true)), _) => Some(true),
            // A stretch marked `unknown`, of today or of last night, is not known.
            (Some(Some(false)) | None, _) | (_, Some(false)) => None,
            (Some(None), _) => Some(false),
        }
    }

    fn closing(&self, from: NaiveDateTime) -> Option<NaiveDateTime> {
        let mut until = from;
        let limit = from.checked_add_days(Days::new(ALWAYS_DAYS))?;
        while until < limit {
            let next = self
                .stretches(until.date())
                .filter(|(start, end)| *start <= until && until < *end)
                .map(|(_, end)| end)
                .max();
            match next {
                Some(end) => until = end,
                None => return Some(until),
            }
        }
        None
    }

    fn opening(&self, from: NaiveDateTime) -> Option<NaiveDateTime> {
        (0..=HORIZON_DAYS).find_map(|ahead| {
            let date = from.date().checked_add_days(Days::new(ahead))?;
            let day = self.day(date)?;
            let starts = day
                .spans
                .iter()
                .filter(|span| span.open)
                .filter_map(|span| moment(date, span.from));
            starts.filter(|start| *start > from).min()
        })
    }

    /// Open stretches that may touch a date: those that begin on it or on the day before.
    fn stretches(&self, date: NaiveDate) -> impl Iterator<Item = (NaiveDateTime, NaiveDateTime)> + '_ {
        [date.pred_opt(), Some(date)]
            .into_iter()
            .flatten()
            .flat_map(move |date| {
                let spans = self.day(date).unwrap_or_default().spans;
                spans
                    .into_iter()
                    .filter(|span| span.open)
                    .filter_map(move |span| Some((moment(date, span.from)?, moment(date, span.to)?)))
            })
    }
}

/// Today in Vietnam.
pub fn today(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&Ho_Chi_Minh).date_naive()
}

fn kind_at(spans: &[Span], minute: u16) -> Option<bool> {
    spans
        .iter()
        .find(|span| span.from <= minute && minute < span.to)
        .map(|span| span.open)
}

fn minute_of(local: NaiveDateTime) -> u16 {
    u16::try_from(local.hour() * 60 + local.minute()).unwrap_or(0)
}

fn moment(date: NaiveDate, minute: u16) -> Option<NaiveDateTime> {
    date.and_time(NaiveTime::MIN)
        .checked_add_signed(TimeDelta::minutes(minute.into()))
}

fn utc(local: NaiveDateTime) -> Option<DateTime<Utc>> {
    Ho_Chi_Minh
        .from_local_datetime(&local)
        .single()
        .map(|at| at.with_timezone(&Utc))
}

/// Minutes of a day as people write them: `08:00`; past midnight it starts again.
pub fn clock(minute: u16) -> String {
    let minute = if minute == DAY { minute } else { minute % DAY };
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// Number of the weekday, Monday first, from 0; templates name it by a key.
pub fn weekday(date: NaiveDate) -> u32 {
    date.weekday().num_days_from_monday()
}

#[cfg(test)]
#[path = "opening_hours_tests.rs"]
mod tests;
