//! The Vietnamese lunar calendar (âm lịch), reckoned for UTC+7.
//!
//! Owns the conversion from a civil date to a lunar one, by the astronomical rule: a month begins on
//! the day of the new moon, month 11 holds the winter solstice, and in a year of thirteen months the
//! first month without a major solar term is the leap one. New moons and the sun's longitude follow
//! the series of Meeus, *Astronomical Algorithms*, ch. 49 and 25. Pure; anybody may call it.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};

/// First and last civil year the table covers; ΔT beyond them is a guess.
const YEARS: std::ops::RangeInclusive<i32> = 1980..=2100;
/// Days between the common era's day count and the Julian day number.
const CE_TO_JULIAN: i32 = 1_721_425;
/// Offset of Vietnam from universal time, in days.
const ZONE: f64 = 7.0 / 24.0;
/// Mean length of a lunation in days.
const LUNATION: f64 = 29.530_588_861;

/// A date of the lunar calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LunarDate {
    /// The year, named after the civil year its first month falls in.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day, 1 to 30.
    pub day: u8,
    /// Whether the month is the leap repetition of its number.
    pub leap: bool,
}

struct Month {
    first_day: i32,
    year: i32,
    number: u8,
    leap: bool,
}

static MONTHS: LazyLock<Vec<Month>> = LazyLock::new(months);

/// The lunar date of a civil day; `None` outside 1980–2100.
pub fn of(date: NaiveDate) -> Option<LunarDate> {
    if !YEARS.contains(&date.year()) {
        return None;
    }
    let day = date.num_days_from_ce() + CE_TO_JULIAN;
    let index = MONTHS
        .partition_point(|month| month.first_day <= day)
        .checked_sub(1)?;
    let month = MONTHS.get(index)?;
    let day = u8::try_from(day - month.first_day + 1).ok()?;
    (day <= 30).then_some(LunarDate {
        year: month.year,
        month: month.number,
        day,
        leap: month.leap,
    })
}

/// The first day of the lunar new year (mồng một Tết) that falls in this civil year.
pub fn new_year(year: i32) -> Option<NaiveDate> {
    let month = MONTHS
        .iter()
        .find(|month| month.year == year && month.number == 1 && !month.leap)?;
    NaiveDate::from_num_days_from_ce_opt(month.first_day - CE_TO_JULIAN)
}

/// The civil day of a lunar date in an ordinary (not leap) month; `None` where the month has no such day.
pub fn civil(year: i32, month: u8, day: u8) -> Option<NaiveDate> {
    let index = MONTHS
        .iter()
        .position(|one| one.year == year && one.number == month && !one.leap)?;
    let this = MONTHS.get(index)?;
    let length = MONTHS.get(index + 1)?.first_day - this.first_day;
    if day == 0 || i32::from(day) > length {
        return None;
    }
    NaiveDate::from_num_days_from_ce_opt(this.first_day + i32::from(day) - 1 - CE_TO_JULIAN)
}

/// Public holidays of a civil year (Labour Code 2019, art. 112): 1 January, Tết (its eve to the fourth
/// day, as the yearly decrees have mostly set it), the Hùng Kings' day (10th of the third lunar
/// month), 30 April, 1 May, 2 September with the day before it. Swapped working days, which the
/// government names year by year, are not in it: a place enters those as exceptions.
pub fn public_holidays(year: i32) -> Vec<NaiveDate> {
    let fixed = [(1, 1), (4, 30), (5, 1), (9, 1), (9, 2)];
    let fixed = fixed
        .into_iter()
        .filter_map(|(month, day)| NaiveDate::from_ymd_opt(year, month, day));
    let tet = new_year(year)
        .and_then(|day| day.pred_opt())
        .into_iter()
        .flat_map(|eve| eve.iter_days().take(5));
    let kings = civil(year, 3, 10);
    let mut days: Vec<_> = fixed.chain(tet).chain(kings).collect();
    days.sort_unstable();
    days.dedup();
    days
}

fn months() -> Vec<Month> {
    let mut months = Vec::with_capacity(1_600);
    for year in *YEARS.start()..=*YEARS.end() + 1 {
        let (from, to) = (month_eleven(year - 1), month_eleven(year));
        let leap = (to - from == 13)
            .then(|| (from + 1..to).find(|k| sector(new_moon(*k)) == sector(new_moon(*k + 1))))
            .flatten();
        let mut number = 11;
        let mut named = year - 1;
        for k in from..to {
            let repeats = leap == Some(k);
            if k > from && !repeats {
                number = number % 12 + 1;
                if number == 1 {
                    named = year;
                }
            }
            months.push(Month {
                first_day: new_moon(k),
                year: named,
                number,
                leap: repeats,
            });
        }
    }
    months
}

/// Number of the lunation that holds the winter solstice of a civil year.
fn month_eleven(year: i32) -> i32 {
    let last_day =
        NaiveDate::from_ymd_opt(year, 12, 31).map_or(0, |day| day.num_days_from_ce() + CE_TO_JULIAN);
    let mut k = lunation_near(last_day);
    while new_moon(k) > last_day {
        k -= 1;
    }
    // Sector 9 begins with the solstice (270°): a month that starts after it is month 12 already.
    if sector(new_moon(k)) >= 9 { k - 1 } else { k }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "lunations between 1980 and 2101 fit easily"
)]
fn lunation_near(day: i32) -> i32 {
    ((f64::from(day) - 2_451_550.1) / LUNATION).ceil() as i32 + 1
}

/// Julian day number, in Vietnam's civil days, of the k-th new moon after that of 6 January 2000.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a day number of these centuries fits easily"
)]
fn new_moon(k: i32) -> i32 {
    let k = f64::from(k);
    let t = k / 1236.85;
    let sun = (2.5534 + 29.105_356_70 * k - 0.000_001_4 * t * t).to_radians();
    let moon = (201.5643 + 385.816_935_28 * k + 0.010_758_2 * t * t).to_radians();
    let node = (160.7108 + 390.670_502_84 * k - 0.001_611_8 * t * t).to_radians();
    let omega = (124.7746 - 1.563_755_88 * k + 0.002_067_2 * t * t).to_radians();
    let e = 1.0 - 0.002_516 * t - 0.000_007_4 * t * t;
    let periodic = -0.40720 * moon.sin()
        + 0.17241 * e * sun.sin()
        + 0.01608 * (2.0 * moon).sin()
        + 0.01039 * (2.0 * node).sin()
        + 0.00739 * e * (moon - sun).sin()
        - 0.00514 * e * (moon + sun).sin()
        + 0.00208 * e * e * (2.0 * sun).sin()
        - 0.00111 * (moon - 2.0 * node).sin()
        - 0.00057 * (moon + 2.0 * node).sin()
        + 0.00056 * e * (2.0 * moon + sun).sin()
        - 0.00042 * (3.0 * moon).sin()
        + 0.00042 * e * (sun + 2.0 * node).sin()
        + 0.00038 * e * (sun - 2.0 * node).sin()
        - 0.00024 * e * (2.0 * moon - sun).sin()
        - 0.00017 * omega.sin()
        - 0.00007 * (moon + 2.0 * sun).sin()
        + 0.00004 * (2.0 * moon - 2.0 * node).sin()
        + 0.00004 * (3.0 * sun).sin();
    // The largest of the planetary terms; the rest stay under fifteen seconds each.
    let planets = 0.000_325 * (299.77 + 0.107_408 * k - 0.009_173 * t * t).to_radians().sin()
        + 0.000_165 * (251.88 + 0.016_321 * k).to_radians().sin()
        + 0.000_164 * (251.83 + 26.651_886 * k).to_radians().sin();
    let dynamical = 2_451_550.097_66 + LUNATION * k + 0.000_154_37 * t * t + periodic + planets;
    (dynamical - delta_t(t) + 0.5 + ZONE).floor() as i32
}

/// Terrestrial minus universal time in days, `t` in centuries from 2000 (Espenak and Meeus, 2005–2050).
fn delta_t(t: f64) -> f64 {
    let years = t * 100.0;
    (62.92 + 0.322_17 * years + 0.005_589 * years * years) / 86_400.0
}

/// Which twelfth of its yearly way the sun is in (0 = from the March equinox) as this civil day begins.
#[expect(clippy::cast_possible_truncation, reason = "a number from 0 to 11")]
fn sector(day: i32) -> i32 {
    let julian = f64::from(day) - 0.5 - ZONE;
    let t = (julian + delta_t((julian - 2_451_545.0) / 36_525.0) - 2_451_545.0) / 36_525.0;
    let mean = 280.466_46 + 36_000.769_83 * t + 0.000_303_2 * t * t;
    let anomaly = (357.529_11 + 35_999.050_29 * t - 0.000_153_7 * t * t).to_radians();
    let centre = (1.914_602 - 0.004_817 * t) * anomaly.sin()
        + (0.019_993 - 0.000_101 * t) * (2.0 * anomaly).sin()
        + 0.000_289 * (3.0 * anomaly).sin();
    let apparent = mean + centre - 0.005_69 - 0.004_78 * (125.04 - 1_934.136 * t).to_radians().sin();
    (apparent.rem_euclid(360.0) / 30.0).floor() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn tet_falls_on_the_published_days() {
        // 1985, 2007 and 2030 are years in which Vietnam and China keep different days.
        let published = [
            (1985, 1, 21),
            (2000, 2, 5),
            (2007, 2, 17),
            (2020, 1, 25),
            (2021, 2, 12),
            (2022, 2, 1),
            (2023, 1, 22),
            (2024, 2, 10),
            (2025, 1, 29),
            (2026, 2, 17),
            (2027, 2, 6),
            (2028, 1, 26),
            (2029, 2, 13),
            (2030, 2, 2),
            (2033, 1, 31),
            (2034, 2, 19),
        ];
        for (y, m, d) in published {
            assert_eq!(new_year(y), Some(day(y, m, d)), "Tết {y}");
            assert_eq!(
                of(day(y, m, d)),
                Some(LunarDate {
                    year: y,
                    month: 1,
                    day: 1,
                    leap: false
                })
            );
        }
    }

    #[test]
    fn leap_months_are_the_published_ones() {
        let leaps: Vec<_> = MONTHS
            .iter()
            .filter(|m| m.leap && (2001..=2034).contains(&m.year))
            .map(|m| (m.year, m.number))
            .collect();
        assert_eq!(
            leaps,
            [
                (2001, 4),
                (2004, 2),
                (2006, 7),
                (2009, 5),
                (2012, 4),
                (2014, 9),
                (2017, 6),
                (2020, 4),
                (2023, 2),
                (2025, 6),
                (2028, 5),
                (2031, 3),
                (2033, 11)
            ]
        );
    }

    #[test]
    fn ordinary_days_are_known() {
        assert_eq!(
            of(day(2026, 11, 21)),
            Some(LunarDate {
                year: 2026,
                month: 10,
                day: 13,
                leap: false
            })
        );
        assert_eq!(
            of(day(2025, 9, 2)),
            Some(LunarDate {
                year: 2025,
                month: 7,
                day: 11,
                leap: false
            })
        );
        assert_eq!(civil(2026, 3, 10), Some(day(2026, 4, 26)));
        assert_eq!(of(day(1850, 1, 1)), None);
        assert_eq!(civil(2026, 1, 31), None);
    }

    #[test]
    fn every_day_of_the_table_has_one_date_and_the_way_back() {
        let mut date = day(1981, 1, 1);
        let mut before = of(date).unwrap();
        while date < day(2100, 12, 1) {
            date = date.succ_opt().unwrap();
            let now = of(date).unwrap();
            assert!(
                now.day == before.day + 1 || (now.day == 1 && before.day >= 29),
                "{date}: {before:?} → {now:?}"
            );
            if !now.leap {
                assert_eq!(civil(now.year, now.month, now.day), Some(date));
            }
            before = now;
        }
    }

    #[test]
    fn holidays_hold_tet_and_the_kings() {
        let days = public_holidays(2026);
        for one in [
            day(2026, 2, 16),
            day(2026, 2, 17),
            day(2026, 2, 20),
            day(2026, 4, 26),
            day(2026, 9, 2),
        ] {
            assert!(days.contains(&one), "{one}");
        }
        assert!(!days.contains(&day(2026, 2, 21)));
    }
}
