//! Values as people write them, right and wrong.

#![expect(
    clippy::redundant_closure_for_method_calls,
    reason = "the method alone is not general enough"
)]

use entity::Precision;

use crate::fields::Fields;
use crate::table::Record;

const COLUMNS: &[&str] = &["lat", "lon", "coordinate_precision"];

fn judge<T>(
    columns: &[&str],
    values: &[&str],
    ask: impl Fn(&mut Fields<'_>) -> T,
) -> (T, Vec<(String, &'static str)>) {
    let record = Record {
        line: 2,
        values: values.iter().map(|value| (*value).to_owned()).collect(),
    };
    let mut refused = Vec::new();
    let value = ask(&mut Fields::new(columns, &record, &mut refused));
    let reasons = refused
        .into_iter()
        .map(|refusal| (refusal.column, refusal.reason.key()))
        .collect();
    (value, reasons)
}

fn place(values: [&str; 3]) -> Vec<(String, &'static str)> {
    judge(COLUMNS, &values, |fields| fields.position()).1
}

#[test]
fn a_position_is_whole_and_in_vietnam() {
    let (position, refused) = judge(COLUMNS, &["20.98", "105.91", "centroid"], |fields| {
        fields.position()
    });
    assert_eq!(refused, []);
    assert_eq!(position.unwrap().precision, Precision::Centroid);
    assert_eq!(
        judge(COLUMNS, &["", "", ""], |fields| fields.position()),
        (None, vec![])
    );
    for (values, column, reason) in [
        (["105.91", "20.98", "centroid"], "lat", "swapped_coordinates"),
        (["48.85", "2.35", "centroid"], "lat", "outside_vietnam"),
        (["20.98", "139.7", "centroid"], "lon", "outside_vietnam"),
        (["NaN", "105.9", "centroid"], "lat", "bad_coordinate"),
        (["20.98", "inf", "centroid"], "lon", "bad_coordinate"),
        (["20,98", "105.9", "centroid"], "lat", "bad_coordinate"),
        (["20.98", "", "centroid"], "lon", "half_position"),
        (["20.98", "105.9", ""], "coordinate_precision", "half_position"),
        (
            ["20.98", "105.9", "guess"],
            "coordinate_precision",
            "unknown_word",
        ),
    ] {
        assert_eq!(place(values), [(column.to_owned(), reason)], "{values:?}");
    }
    // The islands are in Việt Nam.
    assert_eq!(place(["16.5", "112.0", "approximate"]), []);
    assert_eq!(place(["8.65", "111.92", "approximate"]), []);
}

#[test]
fn texts_are_composed_bounded_and_clean() {
    let ask = |fields: &mut Fields<'_>| fields.text("t", 5);
    assert_eq!(
        judge(&["t"], &["  go\u{302}\u{301}m "], ask),
        ("gốm".to_owned(), vec![])
    );
    assert_eq!(judge(&["t"], &["ệệệệệ"], ask).1, []);
    for (value, reason) in [
        ("ệệệệệệ", "too_long"),
        ("", "required"),
        ("a\0b", "control_character"),
        ("a\u{202e}b", "control_character"),
        ("a\u{200b}", "control_character"),
    ] {
        assert_eq!(
            judge(&["t"], &[value], ask).1,
            [("t".to_owned(), reason)],
            "{value:?}"
        );
    }
}

#[test]
fn numbers_dates_slugs_and_addresses_are_exact() {
    for value in ["1e3", "+5", "-1", "99999999999999999999", "5.0", "１２", "12a"] {
        let ask = |fields: &mut Fields<'_>| fields.number("n", 0, 1_000_000);
        assert_eq!(
            judge(&["n"], &[value], ask).1,
            [("n".to_owned(), "bad_number")],
            "{value}"
        );
    }
    for value in [
        "2026-02-30",
        "2026-2-3",
        "21/11/2026",
        "2026-11-21T00:00",
        "+2026-11-2",
    ] {
        let ask = |fields: &mut Fields<'_>| fields.date("d");
        assert_eq!(
            judge(&["d"], &[value], ask).1,
            [("d".to_owned(), "bad_date")],
            "{value}"
        );
    }
    for value in [
        "Bat-Trang",
        "bat--trang",
        "-bat",
        "bát-tràng",
        "a/b",
        "..",
        "a b",
        "'; drop",
    ] {
        let ask = |fields: &mut Fields<'_>| fields.slug("s");
        assert_eq!(
            judge(&["s"], &[value], ask).1,
            [("s".to_owned(), "bad_slug")],
            "{value}"
        );
    }
    for value in ["javascript://x", "ftp://x.vn/a", "http://", "https://a b.vn/"] {
        let ask = |fields: &mut Fields<'_>| fields.source();
        assert_eq!(
            judge(&["source"], &[value], ask).1,
            [("source".to_owned(), "bad_url")],
            "{value}"
        );
    }
}
