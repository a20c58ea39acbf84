use super::*;

fn on(text: &str, y: i32, m: u32, d: u32) -> Vec<(u16, u16)> {
    let rules = parse(text).unwrap();
    day(&rules, NaiveDate::from_ymd_opt(y, m, d).unwrap())
        .spans
        .iter()
        .map(|s| (s.from, s.to))
        .collect()
}

#[test]
fn osm_rules_override_add_and_cut() {
    let monday = (2026, 11, 23);
    assert_eq!(
        on("08:00-12:00,13:30-17:00", monday.0, monday.1, monday.2),
        [(480, 720), (810, 1020)]
    );
    assert_eq!(
        on("Mo-Su 08:00-18:00; Mo 10:00-12:00", 2026, 11, 23),
        [(600, 720)]
    );
    assert_eq!(
        on("Mo-Su 08:00-18:00, Mo 19:00-20:00", 2026, 11, 23),
        [(480, 1080), (1140, 1200)]
    );
    assert_eq!(
        on("08:00-18:00; 12:00-13:00 off", 2026, 11, 23),
        [(480, 720), (780, 1080)]
    );
    assert_eq!(on("Mo-Fr 08:00-18:00; Su off", 2026, 11, 22), []);
    assert_eq!(on("24/7", 2026, 11, 22), [(0, 1440)]);
    assert_eq!(on("Jan-Mar 08:00-17:00", 2026, 11, 22), []);
    assert_eq!(on("Sa[1] 08:00-17:00", 2026, 11, 7), [(480, 1020)]);
    assert_eq!(on("Sa[1] 08:00-17:00", 2026, 11, 14), []);
}

#[test]
fn a_span_within_another_does_not_shorten_it() {
    assert_eq!(on("08:00-18:00,10:00-11:00", 2026, 11, 23), [(480, 1080)]);
}

#[test]
fn past_midnight_belongs_to_the_evening() {
    assert_eq!(on("Fr 20:00-02:00; Sa 10:00-12:00", 2026, 11, 20), [(1200, 1560)]);
    assert_eq!(on("Fr 20:00-02:00; Sa 10:00-12:00", 2026, 11, 21), [(600, 720)]);
    assert_eq!(on("Fr 20:00-26:00", 2026, 11, 20), [(1200, 1560)]);
}

#[test]
fn public_holidays_are_vietnamese() {
    let text = "Mo-Su 08:00-17:00; PH off";
    for (y, m, d) in [
        (2026, 2, 17),
        (2027, 2, 5),
        (2026, 4, 26),
        (2026, 4, 30),
        (2026, 9, 2),
        (2026, 1, 1),
    ] {
        assert_eq!(on(text, y, m, d), [], "{y}-{m}-{d}");
        assert!(is_public_holiday(NaiveDate::from_ymd_opt(y, m, d).unwrap()));
    }
    assert_eq!(on(text, 2026, 2, 25), [(480, 1020)]);
}

#[test]
fn lunar_markets_and_closures() {
    let market = "lunar 4,10,14,20,24,30 05:00-11:00 \"phiên chợ\"";
    assert_eq!(
        on(market, 2026, 11, 22),
        [(300, 660)],
        "the 14th of the tenth month"
    );
    assert_eq!(on(market, 2026, 11, 21), []);
    let tet = "08:00-18:00; lunar 12-28..1-5 off";
    assert_eq!(on(tet, 2027, 2, 4), [], "28 Chạp");
    assert_eq!(on(tet, 2027, 2, 10), [], "mồng 5");
    assert_eq!(on(tet, 2027, 2, 11), [(480, 1080)]);
    assert_eq!(on("lunar 1-1 06:00-12:00", 2026, 2, 17), [(360, 720)]);
}

#[test]
fn sun_hours_are_near_the_almanac() {
    let spans = on("sunrise-sunset", 2026, 6, 21);
    assert!(
        (310..325).contains(&spans[0].0) && (1115..1130).contains(&spans[0].1),
        "{spans:?}"
    );
}

#[test]
fn what_cannot_be_told_is_refused() {
    assert!(matches!(parse("08:00+"), Err(HoursError::Unsupported(_))));
    assert!(matches!(parse("lunar 31 08:00-09:00"), Err(HoursError::Lunar(_))));
    assert!(matches!(
        parse("lunar 13-1 08:00-09:00"),
        Err(HoursError::Lunar(_))
    ));
    assert!(matches!(parse("sáng đến chiều"), Err(HoursError::Syntax(_))));
    assert!(matches!(parse(" ; "), Err(HoursError::Syntax(_))));
    assert_eq!(
        parse(&"08:00-09:00;".repeat(60)).unwrap_err(),
        HoursError::TooLong
    );
    assert!(parse_times("Mo 08:00-09:00").is_err());
}
