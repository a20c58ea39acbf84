//! Hours of a plain week as people write them ("8h-11h30, 13h30-17h"), to OSM `opening_hours` and back. Pure.

use chrono::{Days, NaiveDate};

use super::hours_rules::DAY;
use super::opening_hours::{Hours, clock, weekday};

/// The days of a week as OSM names them, Monday first.
pub const DAY_KEYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

/// Stretches of a day in minutes from its midnight; the end may lie in the next day.
pub type Times = Vec<(u16, u16)>;

/// Stretches one day may have.
const MOST: usize = 6;
/// What people write for a day without hours.
const CLOSED: [&str; 5] = ["nghỉ", "đóng cửa", "không mở", "off", "closed"];
/// Days ahead for which a rule has to say what its plain week says: holidays and seasons come by within a year.
const A_YEAR: u64 = 400;

/// Reads the times of one day: stretches with commas between them, hours as `8`, `8h`, `8h30`, `08:00`. An end before
/// the beginning lies in the night that follows. `None` for what is no such list, and where stretches meet or overlap
/// in a way that cannot be meant. An empty text is a day without hours.
pub fn times(text: &str) -> Option<Times> {
    let plain: String = text
        .to_lowercase()
        .replace(['–', '—', '−', '~'], "-")
        .replace("đến", "-")
        .replace(" to ", "-")
        .replace([';', '/'], ",");
    let mut times = Times::new();
    if CLOSED.contains(&plain.trim()) {
        return Some(times);
    }
    for part in plain.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (from, to) = part.split_once('-')?;
        let (from, to) = (minute(from)?, minute(to)?);
        if from >= DAY || from == to {
            return None;
        }
        times.push((from, if to <= from { to + DAY } else { to }));
    }
    times.sort_unstable();
    let apart = times
        .windows(2)
        .all(|pair| matches!(pair, [(_, end), (begin, _)] if end <= begin));
    (apart && times.len() <= MOST).then_some(times)
}

/// A time of day in minutes: `8`, `8h`, `8h05`, `8:05`, `08.05`, `8 giờ 30`; up to `24:00`.
fn minute(text: &str) -> Option<u16> {
    let text = text.replace("giờ", "h").replace(char::is_whitespace, "");
    let (hours, minutes) = text
        .split_once(['h', ':', '.', 'g'])
        .unwrap_or((text.as_str(), ""));
    let number = |text: &str, longest: usize| -> Option<u16> {
        let digits = (1..=longest).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse().ok()).flatten()
    };
    let hours = number(hours, 2)?;
    let minutes = match minutes {
        "" => 0,
        text if text.len() == 2 => number(text, 2)?,
        _ => return None,
    };
    (minutes < 60 && hours * 60 + minutes <= DAY).then_some(hours * 60 + minutes)
}

/// The same in one way of writing: `08:00-11:30, 13:30-17:00`.
pub fn written(times: &[(u16, u16)], between: &str) -> String {
    let spans: Vec<String> = times
        .iter()
        .map(|(from, to)| format!("{}-{}", clock(*from), clock(*to)))
        .collect();
    spans.join(between)
}

/// A plain week as OSM `opening_hours`, days that are alike together: `Mo-Fr 08:00-17:00; Sa,Su off`.
pub fn rule(week: &[Times; 7]) -> String {
    let mut parts: Vec<(usize, usize, &Times)> = Vec::new();
    for (day, times) in week.iter().enumerate() {
        match parts.last_mut() {
            Some((_, last, before)) if *before == times => *last = day,
            _ => parts.push((day, day, times)),
        }
    }
    let name = |day: usize| DAY_KEYS.get(day).copied().unwrap_or_default();
    let parts: Vec<String> = parts
        .into_iter()
        .map(|(first, last, times)| {
            let days = if first == last {
                name(first).to_owned()
            } else {
                format!("{}-{}", name(first), name(last))
            };
            let times = if times.is_empty() {
                "off".to_owned()
            } else {
                written(times, ",")
            };
            format!("{days} {times}")
        })
        .collect();
    parts.join("; ")
}

/// The plain week that a rule means, if it means one: the same times on the same weekday all year round, without
/// remarks. Anything more has to be shown as it was written.
pub fn plain(text: &str, today: NaiveDate) -> Option<[Times; 7]> {
    let hours = Hours::parse(text).ok()?;
    let mut week: [Times; 7] = Default::default();
    for row in hours.week(today) {
        let day = usize::try_from(weekday(row.date)).ok()?;
        let whole = row
            .spans
            .iter()
            .all(|span| span.open && span.to - span.from <= DAY);
        if !whole || row.spans.len() > MOST {
            return None;
        }
        *week.get_mut(day)? = row.spans.iter().map(|span| (span.from, span.to)).collect();
    }
    let again = Hours::parse(&rule(&week)).ok()?;
    let alike = (0..A_YEAR).all(|ahead| {
        today.checked_add_days(Days::new(ahead)).is_none_or(|date| {
            let (one, other) = (hours.row(date), again.row(date));
            one.spans == other.spans && one.notes.is_empty()
        })
    });
    alike.then_some(week)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
    }

    #[test]
    fn times_are_read_as_people_type_them() {
        for (typed, wanted) in [
            ("8h-11h30, 13h30-17h", "08:00-11:30, 13:30-17:00"),
            ("13:30–17:00; 8–11.30", "08:00-11:30, 13:30-17:00"),
            ("18:00-02:00", "18:00-02:00"),
            ("0-24", "00:00-24:00"),
            ("8 giờ 30 đến 17 giờ", "08:30-17:00"),
            ("", ""),
            (" Nghỉ ", ""),
        ] {
            assert_eq!(written(&times(typed).unwrap(), ", "), wanted, "{typed}");
        }
        for wrong in [
            "mở cả ngày",
            "8-25",
            "8:60-9",
            "8",
            "8-8",
            "-",
            "8-9-10",
            "24:00-25:00",
            "8-12,11-13",
            "٨-١٢",
            "8:5-9",
            "999999-1",
        ] {
            assert_eq!(times(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_plain_week_goes_there_and_back() {
        let day = times("8-12, 14-18").unwrap();
        let late = times("18-2").unwrap();
        let none = Times::new();
        let week = [
            day.clone(),
            day.clone(),
            day.clone(),
            day.clone(),
            day.clone(),
            late,
            none,
        ];
        let text = rule(&week);
        assert_eq!(text, "Mo-Fr 08:00-12:00,14:00-18:00; Sa 18:00-02:00; Su off");
        assert_eq!(plain(&text, today()), Some(week));
        assert!(plain("08:00-17:00", today()).is_some());
        for more in [
            "Mo-Su 08:00-17:00; PH off",
            "Apr-Sep 08:00-18:00; Oct-Mar 08:00-17:00",
            "Mo-Fr 08:00-17:00; lunar 1-1..1-5 off",
            "Mo-Fr 08:00-17:00 \"gọi trước\"",
            "Mo-Fr 08:00-17:00 unknown",
            "nonsense",
        ] {
            assert_eq!(plain(more, today()), None, "{more}");
        }
    }
}
