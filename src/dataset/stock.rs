//! Packs and demonstration stock. Nobody counted these goods: the numbers are made from the slug, so that
//! they are the same on every machine, and every row says that they are for demonstration.

use entity::{ProductKind, Vnd};
use sha2::{Digest as _, Sha256};

use super::certificates::code;
use super::rows::ProductRow;
use foundation::kernel::fold::fold;

/// From this price on, crafts are made when they are ordered.
const MADE_TO_ORDER: Vnd = Vnd::new(4_000_000);

/// Net content of one piece.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// Grams.
    pub weight_g: Option<i32>,
    /// Millilitres.
    pub volume_ml: Option<i32>,
}

/// What is on hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stock {
    /// Pieces in the house.
    pub on_hand: i64,
    /// Sold without stock.
    pub made_to_order: bool,
}

/// Stock keeping unit of a product's only pack.
pub fn sku(slug: &str) -> String {
    format!("HN-P-{}", code(&format!("sku|{slug}"), 8))
}

/// Demonstration stock; `None` for services, which have none.
pub fn demo(row: &ProductRow) -> Option<Stock> {
    if row.kind == ProductKind::Service {
        return None;
    }
    if matches!(row.set, 21 | 22) && row.price >= MADE_TO_ORDER {
        return Some(Stock {
            on_hand: 0,
            made_to_order: true,
        });
    }
    Some(Stock {
        on_hand: pieces(&row.slug),
        made_to_order: false,
    })
}

/// One in sixteen is sold out, two in sixteen are nearly.
fn pieces(slug: &str) -> i64 {
    let digest = Sha256::digest(format!("stock|{slug}").as_bytes());
    let mut bytes = digest.iter().map(|byte| i64::from(*byte));
    let (kind, number) = (bytes.next().unwrap_or(0) % 16, bytes.next().unwrap_or(0));
    match kind {
        0 => 0,
        1 | 2 => 1 + number % 4,
        _ => 8 + number % 90,
    }
}

/// Net content from the pack ("500 g", "1,5 lít") or from a unit that is a measure itself.
pub fn content(pack: Option<&str>, unit: &str) -> Content {
    let text = pack.map_or_else(|| format!("1 {unit}"), str::to_owned);
    let number: String = text
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
        .collect();
    let measure = fold(text.get(number.len()..).unwrap_or_default());
    let Some(thousandths) = thousandths(&number) else {
        return Content::default();
    };
    let of = |factor: i64| {
        let amount = thousandths.checked_mul(factor)? / 1000;
        i32::try_from(amount).ok().filter(|amount| *amount > 0)
    };
    match measure.split(' ').next().unwrap_or_default() {
        "g" | "gam" | "gr" => Content {
            weight_g: of(1),
            ..Content::default()
        },
        "kg" => Content {
            weight_g: of(1000),
            ..Content::default()
        },
        "lang" => Content {
            weight_g: of(100),
            ..Content::default()
        },
        "ml" => Content {
            volume_ml: of(1),
            ..Content::default()
        },
        "l" | "lit" => Content {
            volume_ml: of(1000),
            ..Content::default()
        },
        _ => Content::default(),
    }
}

/// "1,5" as 1500. A comma or point is a decimal sign here: nobody packs thousands of litres.
fn thousandths(number: &str) -> Option<i64> {
    let (whole, part) = number.split_once([',', '.']).unwrap_or((number, ""));
    if part.len() > 3 || part.contains([',', '.']) {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let part: i64 = format!("{part:0<3}").parse().ok()?;
    whole.checked_mul(1000)?.checked_add(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packs_tell_their_content() {
        for (pack, unit, weight, volume) in [
            (Some("500 g"), "gói", Some(500), None),
            (Some("500g"), "gói", Some(500), None),
            (Some("1,5 lít"), "chai", None, Some(1500)),
            (Some("0,25 kg"), "hộp", Some(250), None),
            (Some("750 ml"), "chai", None, Some(750)),
            (Some("10 chiếc"), "hộp", None, None),
            (Some("99999999999999999999 kg"), "hộp", None, None),
            (None, "kg", Some(1000), None),
            (None, "lạng", Some(100), None),
            (None, "chiếc", None, None),
        ] {
            let expected = Content {
                weight_g: weight,
                volume_ml: volume,
            };
            assert_eq!(content(pack, unit), expected, "{pack:?} {unit}");
        }
    }

    #[test]
    fn demonstration_stock_is_mixed() {
        let all: Vec<i64> = (0..400).map(|n| pieces(&format!("san-pham-{n}"))).collect();
        assert!(all.contains(&0));
        assert!(all.iter().any(|pieces| (1..=4).contains(pieces)));
        assert!(all.iter().filter(|pieces| **pieces >= 8).count() > 250);
    }
}
