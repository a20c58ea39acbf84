//! A report that has been worked out: the same cells for the screen and for an office program.

use chrono::NaiveDate;
use entity::{Locale, Vnd};
use serde::Serialize;
use tabular::Value;

use foundation::i18n::format;
use shell::web::charts::Chart;

/// Which part of a report's rows is wanted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// Rows before it.
    pub(super) skip: usize,
    /// Rows at most.
    pub(super) most: usize,
    /// Whether it is for a page, with charts and one year, and not for a file, with everything there is.
    pub(super) screen: bool,
}

impl Part {
    /// The chart of a page; a file has none.
    pub(super) fn drawn(self, draw: impl FnOnce() -> Option<Chart>) -> Vec<Chart> {
        if self.screen {
            draw().into_iter().collect()
        } else {
            Vec::new()
        }
    }

    /// The wanted rows of all.
    pub(super) fn of<T>(self, all: &[T]) -> &[T] {
        let from = self.skip.min(all.len());
        let until = from.saturating_add(self.most).min(all.len());
        all.get(from..until).unwrap_or_default()
    }
}

/// What a report says.
#[derive(Default)]
pub(super) struct Built {
    /// Names of the columns; the first cell of a row names the row.
    pub(super) header: Vec<String>,
    /// The wanted rows.
    pub(super) lines: Vec<Line>,
    /// All rows there are.
    pub(super) total: usize,
    /// For the screen.
    pub(super) charts: Vec<Chart>,
    /// Other years or spans of days.
    pub(super) choices: Vec<Choice>,
    /// What has to be known to read it.
    pub(super) notes: Vec<String>,
    /// What further pages and files ask for too.
    pub(super) query: Vec<(&'static str, String)>,
    /// Whether it is a table of figures, which stand at the end of their cells.
    pub(super) figures: bool,
}

/// A link to the same report about something else.
#[derive(Serialize)]
pub(super) struct Choice {
    pub(super) label: String,
    pub(super) url: String,
    pub(super) current: bool,
}

/// A row.
#[derive(Serialize)]
pub(super) struct Line(pub(super) Vec<Cell>);

impl Line {
    /// The cells as an office program takes them.
    pub(super) fn values(self) -> Vec<Value> {
        self.0.into_iter().map(|cell| cell.value).collect()
    }
}

/// A cell.
#[derive(Serialize)]
pub(super) struct Cell {
    text: String,
    url: Option<String>,
    #[serde(skip)]
    value: Value,
}

impl Cell {
    /// A text; empty for nothing.
    pub(super) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        let value = if text.is_empty() {
            Value::Empty
        } else {
            Value::Text(text.clone())
        };
        Self {
            text,
            url: None,
            value,
        }
    }

    /// A text that leads somewhere on screen.
    pub(super) fn link(text: impl Into<String>, url: String) -> Self {
        Self {
            url: Some(url),
            ..Self::text(text)
        }
    }

    /// A number.
    pub(super) fn number(number: i64, locale: Locale) -> Self {
        Self {
            text: format::number(number, locale),
            url: None,
            value: Value::Integer(number),
        }
    }

    /// An amount of đồng; the column says so.
    pub(super) fn money(amount: i64, locale: Locale) -> Self {
        Self {
            text: format::vnd(Vnd::new(amount), locale),
            url: None,
            value: Value::Integer(amount),
        }
    }

    /// A day, where it is known.
    pub(super) fn day(day: Option<NaiveDate>, locale: Locale) -> Self {
        Self {
            text: day.map_or_else(String::new, |day| format::date(day, locale)),
            url: None,
            value: day.into(),
        }
    }
}

/// A count in words.
pub(super) fn number(count: usize, locale: Locale) -> String {
    format::number(i64::try_from(count).unwrap_or(i64::MAX), locale)
}
