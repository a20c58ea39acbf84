//! What may stand in a cell, and how it is kept: the rules of the forms of a listing.

use entity::DeliveryReach;

use super::column::{Column, percent, tidy};
use super::row::{Problem, Why};
use crate::listings::{
    CHEAPEST, DEAREST, FURTHER, MOST_A_WEEK, MOST_CONTENT, MOST_COUNTED, MOST_PIECES, NAME, PACK, RATES,
    SUMMARY, UNIT, is_gtin, is_sku,
};
use foundation::kernel::fold::slug;

/// Characters of an address part.
const SLUG: usize = 160;

/// The value of a cell as it is kept, or what is wrong with it. `sets` are those there are.
pub(super) fn judged(column: Column, cell: &str, sets: &[i64]) -> Result<String, Problem> {
    let text = tidy(cell);
    let refused = |why| Err(Problem::new(column, why).found(&text));
    if text.is_empty() {
        return match column {
            Column::Set | Column::NameVi | Column::Unit | Column::Price => refused(Why::Required),
            Column::MadeToOrder => Ok("0".to_owned()),
            Column::Reach => Ok(DeliveryReach::Anywhere.word().to_owned()),
            _ => Ok(text),
        };
    }
    match column {
        Column::Product => whole(column, &text, (1, i64::MAX)),
        Column::Slug => {
            let made = slug(&text);
            if (1..=SLUG).contains(&made.len()) {
                Ok(made)
            } else {
                refused(Why::Slug)
            }
        }
        Column::Set => match amount(&text).filter(|set| sets.contains(set)) {
            Some(set) => Ok(set.to_string()),
            None => refused(Why::Set),
        },
        Column::NameVi | Column::NameEn => short(column, text, NAME),
        Column::SummaryVi | Column::SummaryEn => short(column, text, SUMMARY),
        Column::MaterialsVi | Column::MaterialsEn | Column::CareVi | Column::CareEn => {
            short(column, text, FURTHER)
        }
        Column::SeasonFrom | Column::SeasonTo => whole(column, &text, (1, 12)),
        Column::Reach => match reach(&text) {
            Some(reach) => Ok(reach.word().to_owned()),
            None => refused(Why::Reach),
        },
        Column::Capacity => whole(column, &text, (1, MOST_A_WEEK)),
        Column::Sku => {
            let sku = text.to_uppercase();
            if is_sku(&sku) { Ok(sku) } else { refused(Why::Sku) }
        }
        Column::Pack => short(column, text, PACK),
        Column::Unit => short(column, text, UNIT),
        Column::Price => whole(column, &text, (CHEAPEST, DEAREST)),
        Column::WeightG | Column::VolumeMl => whole(column, &text, (1, MOST_CONTENT)),
        Column::Gtin => {
            if is_gtin(&text) {
                Ok(text)
            } else {
                refused(Why::Gtin)
            }
        }
        Column::Vat => match rate(&text) {
            Some(bps) => Ok(percent(bps)),
            None => refused(Why::Rate),
        },
        Column::Max => whole(column, &text, (1, MOST_PIECES)),
        Column::MadeToOrder => match text.to_lowercase().as_str() {
            "1" | "x" | "true" | "yes" | "có" => Ok("1".to_owned()),
            "0" | "false" | "no" | "không" => Ok("0".to_owned()),
            _ => refused(Why::YesNo),
        },
        Column::Pieces => whole(column, &text, (0, MOST_COUNTED)),
    }
}

/// How far a product travels, by the word it is kept as or by those of the tables in both languages.
fn reach(text: &str) -> Option<DeliveryReach> {
    match slug(text).as_str() {
        "anywhere" | "ca-nuoc" | "toan-quoc" => Some(DeliveryReach::Anywhere),
        "north" | "phia-bac" | "mien-bac" => Some(DeliveryReach::North),
        "hanoi" | "ha-noi" | "trong-ha-noi" => Some(DeliveryReach::Hanoi),
        "by-hand" | "khong-gui" => Some(DeliveryReach::ByHand),
        _ => None,
    }
}

fn short(column: Column, text: String, most: usize) -> Result<String, Problem> {
    if text.chars().count() > most {
        Err(Problem::new(column, Why::TooLong).with(&most).found(&text))
    } else {
        Ok(text)
    }
}

fn whole(column: Column, text: &str, (least, most): (i64, i64)) -> Result<String, Problem> {
    let number = amount(text).filter(|number| (least..=most).contains(number));
    let refused = || {
        Problem::new(column, Why::Number)
            .with(&least)
            .and(&most)
            .found(text)
    };
    number.map(|number| number.to_string()).ok_or_else(refused)
}

/// A rate as it is written: `8`, `8 %`.
pub(super) fn rate(text: &str) -> Option<i32> {
    let text = text.trim_end_matches('%').trim();
    RATES.into_iter().find(|bps| percent(*bps) == text)
}

/// A whole number as people and their programs write it: digits, with dots, commas or blanks between thousands and
/// nowhere else. `0.5` and `45.000,00` are none: taken for whole numbers they would be ten or a hundred times more.
pub fn amount(text: &str) -> Option<i64> {
    let text = text.trim().trim_end_matches(['₫', 'đ']).trim();
    let mark = text
        .chars()
        .find(|letter| matches!(letter, '.' | ',' | ' ' | '\u{a0}' | '\u{202f}'));
    let digits = match mark {
        None => text.to_owned(),
        Some(mark) => {
            let mut groups = text.split(mark);
            let first = groups.next().unwrap_or_default();
            let sound = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
            if !sound {
                return None;
            }
            text.split(mark).collect()
        }
    };
    let plain = (1..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_whole_or_refused() {
        for (text, number) in [
            ("45000", 45_000),
            ("45.000", 45_000),
            ("1,250,000 ₫", 1_250_000),
            ("1 250 000đ", 1_250_000),
            (" 1\u{a0}250\u{a0}000 ₫ ", 1_250_000),
            ("0", 0),
        ] {
            assert_eq!(amount(text), Some(number), "{text}");
        }
        for text in [
            "",
            "0.5",
            "45.000,00",
            "45,0000",
            "1.25",
            "-5",
            "4e4",
            "٤٥",
            ".500",
            "45k",
        ] {
            assert_eq!(amount(text), None, "{text}");
        }
    }

    #[test]
    fn what_the_forms_refuse_is_refused() {
        for (column, cell, why) in [
            (Column::NameVi, " ", Why::Required),
            (Column::Price, "499", Why::Number),
            (Column::Price, "", Why::Required),
            (Column::Set, "27", Why::Set),
            (Column::SeasonTo, "13", Why::Number),
            (Column::Sku, "có dấu", Why::Sku),
            (Column::Gtin, "8938505974195", Why::Gtin),
            (Column::Vat, "7", Why::Rate),
            (Column::MadeToOrder, "maybe", Why::YesNo),
            (Column::Slug, "?!", Why::Slug),
            (Column::Pieces, "-1", Why::Number),
            (Column::Capacity, "0", Why::Number),
            (Column::Reach, "the moon", Why::Reach),
        ] {
            let refused = judged(column, cell, &[1, 26]).map_err(|problem| problem.why);
            assert_eq!(refused, Err(why), "{column:?} {cell}");
        }
        let long = "x".repeat(NAME + 1);
        assert!(judged(Column::NameEn, &long, &[]).is_err());
        assert_eq!(judged(Column::Vat, "8 %", &[]), Ok("8".to_owned()));
        assert_eq!(judged(Column::Slug, "Trà sen", &[]), Ok("tra-sen".to_owned()));
        assert_eq!(judged(Column::MadeToOrder, "", &[]), Ok("0".to_owned()));
        for (cell, kept) in [
            ("Hà Nội", "hanoi"),
            ("cả nước", "anywhere"),
            ("by_hand", "by_hand"),
            ("By hand", "by_hand"),
            ("phía Bắc", "north"),
        ] {
            assert_eq!(judged(Column::Reach, cell, &[]), Ok(kept.to_owned()), "{cell}");
        }
    }
}
