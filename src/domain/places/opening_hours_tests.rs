use proptest::prelude::*;

use super::*;

/// A moment given in Vietnam's time.
fn at(y: i32, mo: u32, d: u32, h: u32, mi: u32) -> DateTime<Utc> {
    Ho_Chi_Minh
        .with_ymd_and_hms(y, mo, d, h, mi, 0)
        .unwrap()
        .with_timezone(&Utc)
}

fn date(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

#[test]
fn several_intervals_and_the_next_change() {
    let hours = Hours::parse("Mo-Sa 07:30-11:30,13:30-17:00; Su off").unwrap();
    assert_eq!(
        hours.status(at(2026, 11, 21, 8, 0)),
        State::Open {
            until: Some(at(2026, 11, 21, 11, 30))
        }
    );
    assert_eq!(
        hours.status(at(2026, 11, 21, 11, 30)),
        State::Closed {
            opens: Some(at(2026, 11, 21, 13, 30))
        }
    );
    assert_eq!(
        hours.status(at(2026, 11, 21, 17, 0)),
        State::Closed {
            opens: Some(at(2026, 11, 23, 7, 30))
        }
    );
    assert_eq!(
        hours.next_change(at(2026, 11, 22, 9, 0)),
        Some(at(2026, 11, 23, 7, 30))
    );
}

#[test]
fn the_visitors_zone_does_not_count() {
    // 18:30 on Friday in Los Angeles is 09:30 on Saturday in Hà Nội.
    let phone = chrono_tz::America::Los_Angeles
        .with_ymd_and_hms(2026, 11, 20, 18, 30, 0)
        .unwrap();
    let hours = Hours::parse("Sa 09:00-10:00").unwrap();
    assert!(hours.is_open(phone.with_timezone(&Utc)));
    assert_eq!(today(phone.with_timezone(&Utc)), date(2026, 11, 21));
}

#[test]
fn past_midnight_even_when_the_next_day_has_its_own_rule() {
    let hours = Hours::parse("Fr 20:00-02:00; Sa 10:00-12:00").unwrap();
    assert_eq!(
        hours.status(at(2026, 11, 21, 1, 0)),
        State::Open {
            until: Some(at(2026, 11, 21, 2, 0))
        }
    );
    assert_eq!(
        hours.status(at(2026, 11, 21, 2, 0)),
        State::Closed {
            opens: Some(at(2026, 11, 21, 10, 0))
        }
    );
    assert_eq!(
        hours.status(at(2026, 11, 20, 23, 0)),
        State::Open {
            until: Some(at(2026, 11, 21, 2, 0))
        }
    );
}

#[test]
fn always_open_has_no_closing_time() {
    assert_eq!(
        Hours::parse("24/7").unwrap().status(at(2026, 11, 21, 3, 0)),
        State::Open { until: None }
    );
}

#[test]
fn tet_closure_and_a_one_day_opening_beat_the_rule() {
    let hours = Hours::parse("08:00-17:00").unwrap().with_exceptions(vec![
        Exception::closed(date(2027, 2, 4), date(2027, 2, 11)).with_note("nghỉ Tết"),
        Exception::open(date(2027, 2, 8), date(2027, 2, 8), "09:00-11:00").unwrap(),
    ]);
    assert_eq!(
        hours.status(at(2027, 2, 5, 10, 0)),
        State::Closed {
            opens: Some(at(2027, 2, 8, 9, 0))
        }
    );
    assert_eq!(
        hours.status(at(2027, 2, 8, 10, 0)),
        State::Open {
            until: Some(at(2027, 2, 8, 11, 0))
        }
    );
    assert_eq!(
        hours.status(at(2027, 2, 8, 12, 0)),
        State::Closed {
            opens: Some(at(2027, 2, 12, 8, 0))
        }
    );
    let week = hours.week(date(2027, 2, 3));
    assert!(!week[0].exceptional && week[0].spans.len() == 1);
    assert!(week[1].exceptional && week[1].spans.is_empty() && week[1].known);
    assert_eq!(week[1].notes, ["nghỉ Tết".into()]);
    assert_eq!(week[5].spans.len(), 1);
}

#[test]
fn an_exception_nobody_understands_is_neither_open_nor_closed() {
    let day = date(2027, 3, 1);
    let hours = Hours::parse("08:00-17:00")
        .unwrap()
        .with_exceptions(vec![Exception::unknown(day, day)]);
    assert_eq!(hours.status(at(2027, 3, 1, 10, 0)), State::Unknown);
    assert!(matches!(hours.status(at(2027, 3, 2, 10, 0)), State::Open { .. }));
}

#[test]
fn unknown_is_never_open() {
    let hours = Hours::unknown();
    assert_eq!(hours.status(at(2026, 11, 21, 10, 0)), State::Unknown);
    assert!(
        hours
            .week(date(2026, 11, 21))
            .iter()
            .all(|row| !row.known && row.spans.is_empty())
    );
    let noon = Hours::parse("Mo-Su unknown \"gọi trước khi đến\"").unwrap();
    assert_eq!(noon.status(at(2026, 11, 21, 12, 0)), State::Unknown);
    assert!(!noon.is_open(at(2026, 11, 21, 12, 0)));
    // An announced closure is known even where the weekly rule is not.
    let shut =
        Hours::unknown().with_exceptions(vec![Exception::closed(date(2026, 11, 21), date(2026, 11, 21))]);
    assert_eq!(
        shut.status(at(2026, 11, 21, 10, 0)),
        State::Closed { opens: None }
    );
    assert_eq!(shut.status(at(2026, 11, 22, 10, 0)), State::Unknown);
}

#[test]
fn a_market_is_held_on_its_lunar_days() {
    // 22 November 2026 is the 14th of the tenth lunar month.
    let market = Hours::parse("05:00-11:00")
        .unwrap()
        .on_lunar_days("4, 14,24,x,31");
    assert_eq!(market.market_days(), [4, 14, 24]);
    assert_eq!(
        market.status(at(2026, 11, 21, 6, 0)),
        State::Closed {
            opens: Some(at(2026, 11, 22, 5, 0))
        }
    );
    assert!(market.is_open(at(2026, 11, 22, 6, 0)));
    let told = Hours::unknown().on_lunar_days("14");
    assert_eq!(told.status(at(2026, 11, 22, 6, 0)), State::Unknown);
    assert_eq!(told.status(at(2026, 11, 21, 6, 0)), State::Closed { opens: None });
}

#[test]
fn only_the_osm_part_is_given_to_others() {
    let hours = Hours::parse("Mo-Su 08:00-17:00; lunar 4,14,24 05:00-11:00").unwrap();
    assert_eq!(hours.osm().as_deref(), Some("Mo-Su 08:00-17:00"));
    assert_eq!(Hours::parse("lunar 4 05:00-11:00").unwrap().osm(), None);
    assert_eq!(Hours::unknown().osm(), None);
}

#[test]
fn the_clock_starts_again_after_midnight() {
    assert_eq!(
        [clock(480), clock(1440), clock(1560)],
        ["08:00", "24:00", "02:00"]
    );
}

/// A rule of up to three lines with two spans each, some past midnight.
fn rules() -> impl Strategy<Value = String> {
    let span = (0u16..24 * 60, 1u16..20 * 60).prop_map(|(from, long)| {
        let to = from + long;
        format!("{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, to / 60, to % 60)
    });
    let times = prop_oneof![
        Just("off".to_owned()),
        proptest::collection::vec(span, 1..3).prop_map(|spans| spans.join(",")),
    ];
    let days = prop_oneof![
        Just("Mo-Su"),
        Just("Mo-Fr"),
        Just("Sa,Su"),
        Just("PH"),
        Just("Fr"),
        Just("lunar 1,15"),
        Just("lunar 12-28..1-5"),
        Just("Nov-Feb")
    ];
    let line = (days, times).prop_map(|(days, times)| format!("{days} {times}"));
    proptest::collection::vec(line, 1..4).prop_map(|lines| lines.join("; "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_text_breaks_the_parser(text in "\\PC{0,80}") {
        let _ = Hours::parse(&text);
    }

    #[test]
    fn half_sensible_text_breaks_nothing(text in "[MoTuSaPH0-9:,; +/\\-\"|()off]{0,60}", minute in 0i64..527_040) {
        if let Ok(hours) = Hours::parse(&text) {
            let _ = hours.status(at(2026, 1, 1, 0, 0) + TimeDelta::minutes(minute));
        }
    }

    #[test]
    fn the_next_change_is_the_first_one(text in rules(), minute in 0i64..527_040) {
        let hours = Hours::parse(&text).unwrap();
        let now = at(2026, 1, 1, 0, 0) + TimeDelta::minutes(minute);
        let open = hours.is_open(now);
        prop_assert_eq!(open, matches!(hours.status(now), State::Open { .. }));
        match hours.next_change(now) {
            Some(change) => {
                prop_assert!(change > now);
                prop_assert_ne!(hours.is_open(change), open, "{} at {}", text, change);
                let minutes = (change - now).num_minutes().min(3 * 1440);
                for step in 0..minutes {
                    prop_assert_eq!(hours.is_open(now + TimeDelta::minutes(step)), open, "{} +{}", text, step);
                }
            }
            None => for step in 0..1440 {
                prop_assert_eq!(hours.is_open(now + TimeDelta::minutes(step)), open);
            },
        }
    }

    #[test]
    fn the_week_agrees_with_the_moment(text in rules(), day in 0u64..500, minute in 0u16..1440) {
        let hours = Hours::parse(&text).unwrap();
        let date = date(2026, 1, 2).checked_add_days(Days::new(day)).unwrap();
        let moment = utc(moment(date, minute).unwrap()).unwrap();
        let eve = hours.row(date.pred_opt().unwrap());
        let row = hours.row(date);
        let told = row.spans.iter().any(|s| s.from <= minute && minute < s.to)
            || eve.spans.iter().any(|s| s.from <= minute + DAY && minute + DAY < s.to);
        prop_assert_eq!(hours.is_open(moment), told);
    }
}
