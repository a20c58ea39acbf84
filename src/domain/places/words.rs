//! What is said about a place's hours, in words: the same on cards, pages, the map and in the API.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Asia::Ho_Chi_Minh;
use entity::{Locale, PlaceKind, PlaceStatus, Precision};

use super::opening_hours::{DayRow, Hours, State, clock};
use super::rows::Place;
use foundation::i18n::{Texts, format};

/// A state as a word for style sheets and programs, and as words for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// `open`, `closed` or `unknown`.
    pub state: &'static str,
    /// What it means now.
    pub label: String,
    /// When that changes.
    pub next: Option<String>,
}

/// Whether a place is open, in words. Villages have no door, so nothing is said of them.
pub fn said(texts: &Texts, locale: Locale, place: &Place, now: DateTime<Utc>) -> Option<Said> {
    if place.kind == PlaceKind::CraftVillage {
        return None;
    }
    if place.status == PlaceStatus::TemporarilyClosed {
        let label = texts.text(locale, "hours.suspended", &[]);
        return Some(Said {
            state: "closed",
            label,
            next: None,
        });
    }
    Some(state(texts, locale, place.hours(locale), now))
}

/// The state of hours at a moment, in words.
pub fn state(texts: &Texts, locale: Locale, hours: &Hours, now: DateTime<Utc>) -> Said {
    let text = |key: &str| texts.text(locale, key, &[]);
    let at = |key: &str, change: DateTime<Utc>| {
        texts.text(locale, key, &[("time", &moment(texts, locale, change, now))])
    };
    match hours.status(now) {
        State::Open { until } => Said {
            state: "open",
            label: text("hours.open"),
            next: Some(until.map_or_else(|| text("hours.always"), |until| at("hours.until", until))),
        },
        State::Closed { opens } => Said {
            state: "closed",
            label: text("hours.closed"),
            next: opens.map(|opens| at("hours.opens", opens)),
        },
        State::Unknown => Said {
            state: "unknown",
            label: text("hours.unknown"),
            next: None,
        },
    }
}

/// A moment as people say it from now: a time today, a weekday this week, else a date.
fn moment(texts: &Texts, locale: Locale, then: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let (then, now) = (then.with_timezone(&Ho_Chi_Minh), now.with_timezone(&Ho_Chi_Minh));
    let time = then.format("%H:%M").to_string();
    let days = (then.date_naive() - now.date_naive()).num_days();
    let day = match days {
        0 => return time,
        1 => texts.text(locale, "hours.tomorrow", &[]),
        2..=6 => format::weekday(chrono::Datelike::weekday(&then), locale).to_owned(),
        _ => format::date(then.date_naive(), locale),
    };
    texts.text(locale, "hours.time_day", &[("time", &time), ("day", &day)])
}

/// The times of one day: `08:00–11:30, 13:30–17:00`, closed, or not known; with the day's remarks.
pub fn day(texts: &Texts, locale: Locale, row: &DayRow) -> String {
    let times = match (row.known, row.spans.is_empty()) {
        (false, _) => texts.text(locale, "hours.unknown_short", &[]),
        (true, true) => texts.text(locale, "hours.closed_day", &[]),
        (true, false) => {
            let spans: Vec<_> = row
                .spans
                .iter()
                .map(|span| span_text(texts, locale, span.from, span.to, span.open))
                .collect();
            spans.join(", ")
        }
    };
    let holiday = row.holiday.then(|| texts.text(locale, "hours.holiday", &[]));
    let notes: Vec<_> = holiday
        .into_iter()
        .chain(row.notes.iter().map(ToString::to_string))
        .collect();
    if notes.is_empty() {
        times
    } else {
        format!("{times} ({})", notes.join("; "))
    }
}

fn span_text(texts: &Texts, locale: Locale, from: u16, to: u16, open: bool) -> String {
    if !open {
        return texts.text(
            locale,
            "hours.perhaps",
            &[("from", &clock(from)), ("to", &clock(to))],
        );
    }
    if from == 0 && to == super::hours_rules::DAY {
        return texts.text(locale, "hours.all_day", &[]);
    }
    format!("{}–{}", clock(from), clock(to))
}

/// How exactly its position is known; nothing where it is the door.
pub fn precision(texts: &Texts, locale: Locale, place: &Place) -> Option<String> {
    let key = match place.position?.1 {
        Precision::Door => return None,
        Precision::Approximate => "hours.near_street",
        Precision::Centroid => "hours.near_commune",
    };
    Some(texts.text(locale, key, &[]))
}

/// After so many days a shelf is no longer believed: "ask first".
const FADES_AFTER_DAYS: i64 = 60;

/// How far a shelf is believed on a day: (`confirmed` or `ask`, in words).
pub fn shelf(
    texts: &Texts,
    locale: Locale,
    confirmed_on: Option<NaiveDate>,
    today: NaiveDate,
) -> (&'static str, String) {
    let Some(day) = confirmed_on else {
        return ("ask", texts.text(locale, "place.shelf_unconfirmed", &[]));
    };
    let date = format::date(day, locale);
    if (today - day).num_days() > FADES_AFTER_DAYS {
        ("ask", texts.text(locale, "place.shelf_faded", &[("day", &date)]))
    } else {
        (
            "confirmed",
            texts.text(locale, "place.shelf_confirmed", &[("day", &date)]),
        )
    }
}

/// What stands in `confirmed_by` where the keeper of the place confirmed it: a word, put into each language.
pub const KEEPER: &str = "keeper";

/// When and by whom the record was last confirmed, or that nobody has.
pub fn confirmed(texts: &Texts, locale: Locale, place: &Place) -> String {
    confirmed_on(
        texts,
        locale,
        place.last_confirmed_on,
        place.confirmed_by.as_deref(),
    )
}

/// The same of a record that no edition holds.
pub fn confirmed_on(texts: &Texts, locale: Locale, day: Option<NaiveDate>, who: Option<&str>) -> String {
    let Some(day) = day else {
        return texts.text(locale, "hours.unconfirmed", &[]);
    };
    let day = format::date(day, locale);
    let Some(who) = who else {
        return texts.text(locale, "hours.confirmed", &[("day", &day)]);
    };
    let keeper = texts.text(locale, "point.public_keeper", &[]);
    let who = if who == KEEPER { keeper.as_str() } else { who };
    texts.text(locale, "hours.confirmed_by", &[("day", &day), ("who", who)])
}

/// The lunar days of a market in words, with the next one: nothing for a place of every day.
pub fn market(texts: &Texts, locale: Locale, hours: &Hours, today: NaiveDate) -> Option<String> {
    let days = hours.market_days();
    if days.is_empty() {
        return None;
    }
    let next = today
        .iter_days()
        .take(31)
        .find(|day| super::lunar::of(*day).is_some_and(|lunar| days.contains(&lunar.day)))?;
    let list: Vec<_> = days.iter().map(ToString::to_string).collect();
    let weekday = format::weekday(chrono::Datelike::weekday(&next), locale);
    let next = format!("{weekday} {}", format::date(next, locale));
    Some(texts.text(
        locale,
        "hours.market",
        &[("days", &list.join(", ")), ("next", &next)],
    ))
}
