//! Charts: the geometry of a drawing, and the rows of the table beside it, which says all of it in numbers. Pure;
//! `components/chart.html` makes the SVG of it.
//!
//! Everything is measured in tenths of a unit, whole numbers all of them, on a drawing 360 units wide: about as wide
//! as the screen of a phone, so that its words are as large there as the words around it.

use serde::Serialize;

/// One value of a chart.
#[derive(Clone, Debug, Serialize)]
pub struct Point {
    /// What it is of: a product, a month.
    pub label: String,
    /// How much; less than nothing is drawn as nothing.
    pub value: i64,
    /// How much, as people read it.
    pub text: String,
}

/// A word of the drawing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Word {
    /// Where it is held, from the left.
    pub x: i64,
    /// Its base line, from above.
    pub y: i64,
    /// By which end it is held: `start`, `middle`, `end`.
    pub anchor: &'static str,
    /// The word.
    pub text: String,
}

/// A chart ready for `components/chart.html`: geometry of its SVG worked out here in user units, and the rows of the
/// table beside it.
#[derive(Clone, Debug, Serialize)]
pub struct Chart {
    /// What it shows; also the caption of the table.
    pub title: String,
    /// Header of the table: what, how much.
    pub columns: [String; 2],
    /// The rows of the table, all of them in their order.
    pub points: Vec<Point>,
    /// `bars` or `columns`.
    pub kind: &'static str,
    /// Width of the drawing.
    pub width: i64,
    /// Height of the drawing.
    pub height: i64,
    /// The lines behind, as the `d` of a path.
    pub lines: String,
    /// What the values are drawn as, as the `d` of a path; empty where all are nothing.
    pub marks: String,
    /// Words of the drawing.
    pub words: Vec<Word>,
}

/// Width of every drawing.
const WIDTH: i64 = 3_600;
/// Bars that are drawn; the table has the rest.
const MOST_BARS: usize = 12;
/// From one bar to the next: its words, the bar, and air.
const ROW: i64 = 380;
/// Where the words of a bar stand below its top, and where the bar begins and ends.
const ROW_WORDS: i64 = 130;
const ROW_BAR: (i64, i64) = (190, 300);
/// Letters that fit on the line of a bar with its value, on average 5.8 units each.
const LINE: usize = 60;
/// Height of a drawing of columns, where they may begin and where they stand.
const TALL: i64 = 1_900;
const TOP: i64 = 220;
const GROUND: i64 = 1_640;
/// Words below the columns, so many at most and fewer where they are long; letters of one, room for a letter and
/// between two words, and the width again.
const MOST_WORDS: usize = 6;
const LONGEST_WORD: usize = 14;
const LETTER: usize = 62;
const GAP: usize = 80;
const WIDE: usize = 3_600;
/// The smallest that is drawn, so that little is not taken for nothing.
const LEAST: i64 = 12;

/// Horizontal bars, in the order of the points (products, groups). The first twelve are drawn.
pub fn bars(title: String, columns: [String; 2], points: Vec<Point>) -> Chart {
    let most = largest(&points);
    let (mut lines, mut marks, mut words) = (String::new(), String::new(), Vec::new());
    let mut top = 0;
    for point in points.iter().take(MOST_BARS) {
        let room = LINE.saturating_sub(point.text.chars().count()).max(12);
        words.push(word(0, top + ROW_WORDS, "start", cut(&point.label, room)));
        words.push(word(WIDTH, top + ROW_WORDS, "end", point.text.clone()));
        let (from, to) = (top + ROW_BAR.0, top + ROW_BAR.1);
        lines.push_str(&oblong(0, from, WIDTH, to - from));
        let long = scaled(point.value, most, WIDTH);
        if long > 0 {
            marks.push_str(&oblong(0, from, long, to - from));
        }
        top += ROW;
    }
    Chart {
        title,
        columns,
        points,
        kind: "bars",
        width: WIDTH,
        height: top.max(ROW),
        lines,
        marks,
        words,
    }
}

/// Columns over time (months, quarters), in the order of the points.
pub fn columns(title: String, columns: [String; 2], points: Vec<Point>) -> Chart {
    let most = largest(&points);
    let count = i64::try_from(points.len()).unwrap_or(i64::MAX).max(1);
    // One column alone would be a wall.
    let slot = (WIDTH / count).min(WIDTH / 4);
    let wide = (slot * 7 / 10).max(1);
    let longest = points.iter().map(|point| point.label.chars().count()).max();
    let room = longest.unwrap_or(0).min(LONGEST_WORD) * LETTER + GAP;
    let most_words = (WIDE / room).clamp(1, MOST_WORDS);
    let every = points.len().div_ceil(most_words).max(1);
    let mut lines = format!("M0 {GROUND}H{WIDTH}");
    let (mut marks, mut words) = (String::new(), Vec::new());
    if let Some(highest) = points.iter().max_by_key(|point| point.value).filter(|_| most > 0) {
        lines.push_str(&format!("M0 {TOP}H{WIDTH}"));
        words.push(word(0, TOP - 60, "start", highest.text.clone()));
    }
    let mut left = 0;
    for (place, point) in points.iter().enumerate() {
        let high = scaled(point.value, most, GROUND - TOP);
        let middle = left + slot / 2;
        if high > 0 {
            marks.push_str(&oblong(middle - wide / 2, GROUND - high, wide, high));
        }
        // Counted from the end: the newest column always has its word.
        let after = points.len() - 1 - place;
        if after.is_multiple_of(every) {
            let (x, anchor) = match (place, after) {
                _ if slot >= WIDTH / 8 => (middle, "middle"),
                (_, 0) => (left + slot, "end"),
                (0, _) => (0, "start"),
                _ => (middle, "middle"),
            };
            words.push(word(x, GROUND + 170, anchor, cut(&point.label, LONGEST_WORD)));
        }
        left += slot;
    }
    Chart {
        title,
        columns,
        points,
        kind: "columns",
        width: WIDTH,
        height: TALL,
        lines,
        marks,
        words,
    }
}

fn largest(points: &[Point]) -> i64 {
    points.iter().map(|point| point.value).max().unwrap_or(0).max(0)
}

/// A value as a length of at most `room`; little is still something.
fn scaled(value: i64, most: i64, room: i64) -> i64 {
    if value <= 0 || most <= 0 {
        return 0;
    }
    let long = i128::from(value) * i128::from(room) / i128::from(most);
    i64::try_from(long).unwrap_or(room).clamp(LEAST, room)
}

fn oblong(x: i64, y: i64, wide: i64, high: i64) -> String {
    format!("M{x} {y}h{wide}v{high}h-{wide}z")
}

fn word(x: i64, y: i64, anchor: &'static str, text: String) -> Word {
    Word { x, y, anchor, text }
}

/// The beginning of a text that is too long, with the sign that there is more. The table has the whole.
fn cut(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        return text.to_owned();
    }
    let beginning: String = text.chars().take(room.saturating_sub(1)).collect();
    format!("{}…", beginning.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(values: &[i64]) -> Vec<Point> {
        let point = |(place, value): (usize, &i64)| Point {
            label: format!("{:02}/2026", place + 1),
            value: *value,
            text: value.to_string(),
        };
        values.iter().enumerate().map(point).collect()
    }

    fn heads() -> [String; 2] {
        ["what".to_owned(), "how much".to_owned()]
    }

    #[test]
    fn the_largest_fills_the_room_and_nothing_is_not_drawn() {
        let chart = bars("t".to_owned(), heads(), points(&[500, 0, 1, i64::MAX, -7]));
        assert_eq!(chart.marks.matches('z').count(), 3);
        assert!(chart.marks.contains("M0 1330h3600v110h-3600z"), "{}", chart.marks);
        assert!(
            chart.marks.starts_with("M0 190h12v"),
            "little is seen: {}",
            chart.marks
        );
        assert_eq!((chart.points.len(), chart.height), (5, 5 * ROW));
    }

    #[test]
    fn no_value_and_only_noughts_are_charts_too() {
        for values in [&[][..], &[0], &[0, 0, 0]] {
            for chart in [
                bars("t".to_owned(), heads(), points(values)),
                columns("t".to_owned(), heads(), points(values)),
            ] {
                assert_eq!(chart.marks, "");
                assert!(chart.height > 0 && chart.width > 0);
            }
        }
    }

    #[test]
    fn long_words_below_columns_leave_each_other_room() {
        let quarters: Vec<Point> = (0..12)
            .map(|place| Point {
                label: format!("Quý {}/2026", place % 4 + 1),
                value: 1,
                text: "1".to_owned(),
            })
            .collect();
        let chart = columns("t".to_owned(), heads(), quarters);
        let below: Vec<i64> = chart
            .words
            .iter()
            .filter(|word| word.y > GROUND)
            .map(|word| word.x)
            .collect();
        assert_eq!(below.len(), 4);
        assert!(below.windows(2).all(|two| two[1] - two[0] >= 700), "{below:?}");
    }

    #[test]
    fn sixty_months_fit_with_six_words_and_one_is_no_wall() {
        let chart = columns("t".to_owned(), heads(), points(&[3; 60]));
        assert_eq!(chart.marks.matches('z').count(), 60);
        let below: Vec<&Word> = chart.words.iter().filter(|word| word.y > GROUND).collect();
        assert_eq!(below.len(), MOST_WORDS);
        assert!(below.iter().all(|word| word.x <= WIDTH));
        let newest = below.last().unwrap();
        assert_eq!((newest.text.as_str(), newest.anchor), ("60/2026", "end"));
        let one = columns("t".to_owned(), heads(), points(&[3]));
        assert_eq!(one.marks, oblong(135, TOP, 630, GROUND - TOP));
    }

    #[test]
    fn a_long_label_is_cut_in_the_drawing_and_whole_in_the_table() {
        let mut long = points(&[9]);
        long[0].label = "Bình hút lộc men rạn đắp nổi rồng phượng ".repeat(3);
        let chart = bars("t".to_owned(), heads(), long.clone());
        assert!(chart.words[0].text.ends_with('…') && chart.words[0].text.chars().count() <= LINE);
        assert_eq!(chart.points[0].label, long[0].label);
        assert_eq!(
            bars("t".to_owned(), heads(), points(&[1; 40])).words.len(),
            2 * MOST_BARS
        );
    }
}
