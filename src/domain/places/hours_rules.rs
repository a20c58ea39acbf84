//! Rules of opening hours: from text to what one day's own rules say.
//!
//! The text is OSM `opening_hours`, parsed by the `opening-hours` crate, which also decides which
//! dates a rule means (weekdays, months, weeks, n-th weekdays, `PH`). The times of a day are put
//! together here, because the crate (2.1.4) does not hold up in two places that matter to us:
//! it drops the hours after midnight when the next day has a rule of its own
//! (`Fr 20:00-02:00; Sa 10:00-12:00`), and its Vietnamese holidays know neither Tết nor the Hùng
//! Kings' day. Lunar rules are ours: `lunar 4,14,24 06:00-11:00`, `lunar 12-28..1-5 off`.

use std::sync::{Arc, LazyLock};

use chrono::{Datelike, NaiveDate};
use chrono_tz::Asia::Ho_Chi_Minh;
use compact_calendar::CompactCalendar;
use opening_hours::localization::{Coordinates, Localize, TzLocation};
use opening_hours::{Context, ContextHolidays, OpeningHours, RuleKind};
use opening_hours_syntax::rules::time::{Time, TimeSelector, TimeSpan};
use opening_hours_syntax::rules::{OpeningHoursExpression, RuleOperator, RuleSequence};

use super::lunar;

/// Minutes in a day.
pub const DAY: u16 = 24 * 60;
/// Longest text taken; the OSM wiki allows 255 characters, ours may carry lunar rules besides.
const MAX_TEXT: usize = 500;
/// Years the holiday calendar is drawn up for.
const HOLIDAY_YEARS: std::ops::RangeInclusive<i32> = 2015..=2060;

/// Why a text cannot be taken as opening hours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HoursError {
    /// More than 500 bytes.
    #[error("opening hours are longer than {MAX_TEXT} bytes")]
    TooLong,
    /// Not OSM syntax; the part that was not understood.
    #[error("opening hours not understood: {0}")]
    Syntax(String),
    /// Valid OSM that cannot be evaluated without guessing (open end, repetition).
    #[error("opening hours with an open end or a repetition are not evaluated: {0}")]
    Unsupported(String),
    /// A lunar rule with an impossible day or month.
    #[error("lunar rule not understood: {0}")]
    Lunar(String),
}

/// A stretch of a day, in minutes from its midnight; `to` beyond 1440 runs into the next day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// First minute.
    pub from: u16,
    /// Minute after the last.
    pub to: u16,
    /// False where the text itself says `unknown`.
    pub open: bool,
}

/// What the rules of one date say: the stretches that begin on it, and remarks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Day {
    /// Sorted, disjoint.
    pub spans: Vec<Span>,
    /// Comments of the rules that count today.
    pub notes: Vec<Arc<str>>,
}

#[derive(Debug, Clone)]
enum Dates {
    Every,
    Osm(OpeningHours),
    LunarDays(Vec<u8>),
    LunarRange((u8, u8), (u8, u8)),
}

/// One rule: on which dates, which times, and how it meets the rules before it.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    dates: Dates,
    times: TimeSelector,
    kind: RuleKind,
    operator: RuleOperator,
    note: Arc<str>,
}

static HOLIDAYS: LazyLock<Context> = LazyLock::new(|| {
    let days: CompactCalendar = HOLIDAY_YEARS.flat_map(lunar::public_holidays).collect();
    Context::default().with_holidays(ContextHolidays::new(Arc::new(days), Arc::default()))
});

/// Reads a whole text into rules, in order.
pub(super) fn parse(text: &str) -> Result<Vec<Rule>, HoursError> {
    if text.len() > MAX_TEXT {
        return Err(HoursError::TooLong);
    }
    let mut rules = Vec::new();
    for part in parts(text) {
        match part.strip_prefix("lunar ") {
            Some(rest) => rules.extend(lunar_rules(rest.trim())?),
            None => rules.extend(osm_rules(part)?),
        }
    }
    if rules.is_empty() {
        return Err(HoursError::Syntax(String::new()));
    }
    Ok(rules)
}

/// Reads times alone (`08:00-12:00,13:00-17:00`, `off`), as an exception carries them.
pub(super) fn parse_times(text: &str) -> Result<Vec<Rule>, HoursError> {
    let rules = parse(text)?;
    if rules.iter().all(|rule| matches!(rule.dates, Dates::Every)) {
        Ok(rules)
    } else {
        Err(HoursError::Syntax(text.to_owned()))
    }
}

/// Puts the rules of one date together, later ones over earlier ones, as the OSM specification orders.
pub(super) fn day(rules: &[Rule], date: NaiveDate) -> Day {
    let mut day = Day::default();
    for rule in rules {
        let falls_back = rule.operator == RuleOperator::Fallback;
        if (falls_back && !day.spans.is_empty()) || !rule.dates.hold(date) {
            continue;
        }
        let ranges: Vec<_> = rule
            .times
            .spans
            .iter()
            .filter_map(|span| minutes(span, date))
            .collect();
        match rule.kind {
            RuleKind::Closed => ranges.iter().for_each(|range| cut(&mut day.spans, *range)),
            kind => {
                if rule.operator != RuleOperator::Additional {
                    day = Day::default();
                }
                for (from, to) in ranges {
                    cut(&mut day.spans, (from, to));
                    day.spans.push(Span {
                        from,
                        to,
                        open: kind == RuleKind::Open,
                    });
                }
                tidy(&mut day.spans);
            }
        }
        if !rule.note.is_empty() {
            day.notes.push(rule.note.clone());
        }
    }
    day
}

impl Dates {
    fn hold(&self, date: NaiveDate) -> bool {
        match self {
            Self::Every => true,
            Self::Osm(matcher) => !matcher.schedule_at(date).is_empty(),
            Self::LunarDays(days) => lunar::of(date).is_some_and(|date| days.contains(&date.day)),
            Self::LunarRange(first, last) => lunar::of(date).is_some_and(|date| {
                let at = (date.month, date.day);
                // A range may run over the new year (12-28..1-5), so it is read on a ring.
                let within = if first <= last {
                    *first <= at && at <= *last
                } else {
                    at >= *first || at <= *last
                };
                within && !date.leap
            }),
        }
    }
}

/// Splits at semicolons that stand outside quoted comments.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    text.split(move |letter| {
        quoted ^= letter == '"';
        letter == ';' && !quoted
    })
    .map(str::trim)
    .filter(|part| !part.is_empty())
}

fn osm_rules(text: &str) -> Result<Vec<Rule>, HoursError> {
    let expression =
        opening_hours_syntax::parse(text).map_err(|error| HoursError::Syntax(error.to_string()))?;
    expression
        .rules
        .into_iter()
        .map(|sequence| rule(sequence, text))
        .collect()
}

fn rule(sequence: RuleSequence, text: &str) -> Result<Rule, HoursError> {
    if sequence
        .time_selector
        .spans
        .iter()
        .any(|span| span.open_end || span.repeats.is_some())
    {
        return Err(HoursError::Unsupported(text.to_owned()));
    }
    let dates = if sequence.day_selector.is_empty() {
        Dates::Every
    } else {
        Dates::Osm(matcher(&sequence)?)
    };
    let RuleSequence {
        time_selector: times,
        kind,
        operator,
        comment: note,
        ..
    } = sequence;
    Ok(Rule {
        dates,
        times,
        kind,
        operator,
        note,
    })
}

/// An expression that is open all day on exactly the dates the rule means.
fn matcher(sequence: &RuleSequence) -> Result<OpeningHours, HoursError> {
    let whole_day = RuleSequence {
        day_selector: sequence.day_selector.clone(),
        time_selector: TimeSelector::default(),
        kind: RuleKind::Open,
        operator: RuleOperator::Normal,
        comment: Arc::default(),
    };
    let text = OpeningHoursExpression {
        rules: vec![whole_day],
    }
    .to_string();
    let hours: OpeningHours = text.parse().ok().ok_or(HoursError::Syntax(text))?;
    Ok(hours.with_context(HOLIDAYS.clone()))
}

fn lunar_rules(text: &str) -> Result<Vec<Rule>, HoursError> {
    let wrong = || HoursError::Lunar(text.to_owned());
    let (selector, times) = text.split_once(' ').ok_or_else(wrong)?;
    let dates = match selector.split_once("..") {
        Some((first, last)) => Dates::LunarRange(
            month_day(first).ok_or_else(wrong)?,
            month_day(last).ok_or_else(wrong)?,
        ),
        None => match month_day(selector) {
            Some(one) => Dates::LunarRange(one, one),
            None => Dates::LunarDays(
                selector
                    .split(',')
                    .map(lunar_day)
                    .collect::<Option<_>>()
                    .ok_or_else(wrong)?,
            ),
        },
    };
    let mut rules = parse_times(times)?;
    for rule in &mut rules {
        rule.dates = dates.clone();
    }
    Ok(rules)
}

fn month_day(text: &str) -> Option<(u8, u8)> {
    let (month, day) = text.split_once('-')?;
    let month: u8 = month.parse().ok()?;
    Some((month, lunar_day(day)?)).filter(|_| (1..=12).contains(&month))
}

/// A day of the lunar month, 1 to 30.
pub(super) fn lunar_day(text: &str) -> Option<u8> {
    text.trim().parse().ok().filter(|day| (1..=30).contains(day))
}

/// A span as minutes of this date; `None` where it is empty.
fn minutes(span: &TimeSpan, date: NaiveDate) -> Option<(u16, u16)> {
    let from = minute(span.range.start, date)?;
    let mut to = minute(span.range.end, date)?;
    if to <= from {
        to += DAY;
    }
    (from < DAY && to <= 2 * DAY).then_some((from, to))
}

fn minute(time: Time, date: NaiveDate) -> Option<u16> {
    match time {
        Time::Fixed(time) => Some(time.mins_from_midnight()),
        Time::Variable(variable) => {
            // One sun for the whole city: it rises and sets within two minutes everywhere in it.
            let place = TzLocation::new(Ho_Chi_Minh).with_coords(Coordinates::new(21.03, 105.85)?);
            let sun = place.event_time(date, variable.event)?;
            let at = i32::from(u16::try_from(chrono::Timelike::num_seconds_from_midnight(&sun) / 60).ok()?);
            u16::try_from(at + i32::from(variable.offset)).ok()
        }
    }
}

/// Takes a stretch out of the day.
fn cut(spans: &mut Vec<Span>, (from, to): (u16, u16)) {
    let mut kept = Vec::with_capacity(spans.len() + 1);
    for span in spans.drain(..) {
        if span.from < from {
            kept.push(Span {
                to: span.to.min(from),
                ..span
            });
        }
        if span.to > to {
            kept.push(Span {
                from: span.from.max(to),
                ..span
            });
        }
    }
    *spans = kept;
}

/// Sorts, and joins neighbours that say the same.
fn tidy(spans: &mut Vec<Span>) {
    spans.sort_unstable_by_key(|span| span.from);
    spans.dedup_by(|next, kept| {
        let joins = kept.to == next.from && kept.open == next.open;
        if joins {
            kept.to = next.to;
        }
        joins
    });
}

/// Whether a date is a public holiday of our calendar.
pub fn is_public_holiday(date: NaiveDate) -> bool {
    lunar::public_holidays(date.year()).contains(&date)
}

#[cfg(test)]
#[path = "hours_rules_tests.rs"]
mod tests;
