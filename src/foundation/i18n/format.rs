//! How amounts, days and distances are written: `1.250.000 ₫`, `21/11/2026`, `1,2 km`.
//!
//! Prices are always in đồng (NĐ 340/2025 restricts prices in foreign currency); English differs in days,
//! distances and in what stands between thousands.

use chrono::{DateTime, Datelike, NaiveDate, Utc, Weekday};
use entity::{Locale, Vnd};

/// An amount with dots between thousands (commas in English, where a dot would make it a thousandth) and a
/// no-break space before the sign (CLDR vi).
pub fn vnd(amount: Vnd, locale: Locale) -> String {
    format!("{}\u{a0}₫", number(amount.dong(), locale))
}

/// A whole number with its thousands apart: a dot in Vietnamese, a comma in English.
pub fn number(value: i64, locale: Locale) -> String {
    thousands(value, if locale == Locale::Vi { '.' } else { ',' })
}

fn thousands(value: i64, separator: char) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if value < 0 {
        text.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// A day: `21/11/2026` or `21 November 2026`.
pub fn date(day: NaiveDate, locale: Locale) -> String {
    match locale {
        Locale::Vi => day.format("%d/%m/%Y").to_string(),
        Locale::En => day.format("%-d %B %Y").to_string(),
    }
}

/// A moment in Việt Nam: `14:30, 21/11/2026`.
pub fn moment(at: DateTime<Utc>, locale: Locale) -> String {
    let there = at.with_timezone(&chrono_tz::Asia::Ho_Chi_Minh);
    format!("{}, {}", there.format("%H:%M"), date(there.date_naive(), locale))
}

/// A span of days, as short as it can be told.
pub fn date_range(from: NaiveDate, to: Option<NaiveDate>, locale: Locale) -> String {
    let Some(to) = to.filter(|to| *to != from) else {
        return date(from, locale);
    };
    let same_month = from.year() == to.year() && from.month() == to.month();
    match locale {
        Locale::Vi if same_month => format!("{}–{}", from.format("%d"), date(to, locale)),
        Locale::En if same_month => format!("{}–{}", from.format("%-d"), date(to, locale)),
        _ => format!("{} – {}", date(from, locale), date(to, locale)),
    }
}

/// The name of a day of the week.
pub const fn weekday(day: Weekday, locale: Locale) -> &'static str {
    match (locale, day) {
        (Locale::Vi, Weekday::Mon) => "Thứ Hai",
        (Locale::Vi, Weekday::Tue) => "Thứ Ba",
        (Locale::Vi, Weekday::Wed) => "Thứ Tư",
        (Locale::Vi, Weekday::Thu) => "Thứ Năm",
        (Locale::Vi, Weekday::Fri) => "Thứ Sáu",
        (Locale::Vi, Weekday::Sat) => "Thứ Bảy",
        (Locale::Vi, Weekday::Sun) => "Chủ Nhật",
        (Locale::En, Weekday::Mon) => "Monday",
        (Locale::En, Weekday::Tue) => "Tuesday",
        (Locale::En, Weekday::Wed) => "Wednesday",
        (Locale::En, Weekday::Thu) => "Thursday",
        (Locale::En, Weekday::Fri) => "Friday",
        (Locale::En, Weekday::Sat) => "Saturday",
        (Locale::En, Weekday::Sun) => "Sunday",
    }
}

/// A distance in metres as people say it: `850 m`, `1,2 km`, `14 km`.
pub fn distance(metres: u32, locale: Locale) -> String {
    match metres {
        0..=994 => format!("{} m", (metres + 5) / 10 * 10),
        995..=9_949 => {
            let tenths = (metres + 50) / 100;
            let separator = if locale == Locale::Vi { ',' } else { '.' };
            format!("{}{separator}{} km", tenths / 10, tenths % 10)
        }
        _ => format!("{} km", number(i64::from((metres + 500) / 1_000), locale)),
    }
}

/// A factor with two decimals: `0,92` or `0.92`.
pub fn decimal(value: f32, locale: Locale) -> String {
    let text = format!("{value:.2}");
    if locale == Locale::Vi {
        text.replace('.', ",")
    } else {
        text
    }
}

/// Price of a kilogram or litre of a pack, rounded to the đồng: what the law of price display and
/// every shopper compare. Nothing for packs without a size.
pub fn unit_price(price: Vnd, amount: i32) -> Option<Vnd> {
    let amount = i64::from(amount);
    if amount <= 0 {
        return None;
    }
    let whole = price.dong().checked_mul(1_000)?;
    Some(Vnd::new((whole + amount / 2) / amount))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn amounts() {
        assert_eq!(vnd(Vnd::new(1_250_000), Locale::Vi), "1.250.000\u{a0}₫");
        assert_eq!(vnd(Vnd::new(3_000_000_000), Locale::Vi), "3.000.000.000\u{a0}₫");
        assert_eq!(vnd(Vnd::new(-65_500), Locale::En), "-65,500\u{a0}₫");
        assert_eq!(number(14_642, Locale::En), "14,642");
        assert_eq!(unit_price(Vnd::new(85_000), 500), Some(Vnd::new(170_000)));
        assert_eq!(unit_price(Vnd::new(85_000), 0), None);
    }

    #[test]
    fn days() {
        assert_eq!(date(day(2026, 11, 21), Locale::En), "21 November 2026");
        let late = DateTime::from_timestamp(1_795_280_400, 0).unwrap();
        assert_eq!(
            moment(late, Locale::Vi),
            "00:00, 22/11/2026",
            "the day is Việt Nam's"
        );
        let range = |to| date_range(day(2025, 12, 25), to, Locale::Vi);
        assert_eq!(range(None), "25/12/2025");
        assert_eq!(range(Some(day(2025, 12, 28))), "25–28/12/2025");
        assert_eq!(range(Some(day(2026, 1, 2))), "25/12/2025 – 02/01/2026");
    }

    #[test]
    fn distances() {
        assert_eq!(distance(4, Locale::Vi), "0 m");
        assert_eq!(distance(848, Locale::Vi), "850 m");
        assert_eq!(distance(1_240, Locale::Vi), "1,2 km");
        assert_eq!(distance(1_240, Locale::En), "1.2 km");
        assert_eq!(distance(9_949, Locale::En), "9.9 km");
        assert_eq!(distance(14_300, Locale::Vi), "14 km");
    }
}
