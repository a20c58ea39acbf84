//! What pages of the desk say alike: amounts as people type them, goods by name, the way back after something was
//! done.

use entity::{Locale, order_line};

use super::desk::Desk;
use commerce::orders::Reach;
use domain::bulk;
use shell::web::{Failure, Visit, units, urls};

/// Every amount is less: thirteen digits are more than all money of the country needs.
const BELOW: i64 = 10_i64.pow(13);

/// An amount of đồng as people type it: digits, with dots, commas or blanks between thousands and nowhere else, so that
/// `1,5` is not taken for 15.
pub(super) fn amount(text: &str) -> Option<i64> {
    bulk::amount(text).filter(|amount| *amount < BELOW)
}

/// What a line is called, with its pack.
pub(super) fn goods(visit: &Visit, line: &order_line::Model) -> (String, String) {
    let name = match (&line.name_en, visit.locale) {
        (Some(name), Locale::En) => name.clone(),
        _ => line.name_vi.clone(),
    };
    let pack = units::spoken(visit, line.pack.as_deref().unwrap_or(&line.unit));
    (name, pack)
}

/// The address as it is written today and, where it was typed with what is gone since July 2025, as it was typed.
pub(super) async fn addresses(
    desk: &Desk,
    reach: &Reach,
) -> Result<(Option<String>, Option<String>), Failure> {
    let typed = joined([
        reach.street.as_deref(),
        reach.ward.as_deref(),
        reach.district.as_deref(),
        reach.province.as_deref(),
    ]);
    let Some(id) = reach.commune_id else {
        return Ok((typed, None));
    };
    let gazetteer = desk.shopper.visit.state.gazetteer().await?;
    let Some(commune) = gazetteer.commune(id) else {
        return Ok((typed, None));
    };
    let today = joined([
        reach.street.as_deref(),
        Some(commune.name.as_str()),
        None,
        reach.province.as_deref(),
    ]);
    let other = typed.filter(|typed| today.as_ref() != Some(typed));
    Ok((today, other))
}

fn joined(parts: [Option<&str>; 4]) -> Option<String> {
    let parts: Vec<&str> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// A page of the desk, telling what was just done.
pub(super) fn told(locale: Locale, key: &str, arguments: &[&str], done: &str) -> String {
    let path = urls::studio_at(locale, key, arguments);
    format!("{path}{}", urls::query(&[("done", done)]))
}

/// The key of a form as it was sent: what is no key of ours counts as none.
pub(super) fn key_of(text: &str) -> Option<&str> {
    let plain = text
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    Some(text).filter(|text| plain && (8..=64).contains(&text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_type_them() {
        assert_eq!(amount("1.250.000 ₫"), Some(1_250_000));
        assert_eq!(amount("80,000"), Some(80_000));
        for wrong in ["", "-5", "1e6", "٣", "99999999999999", "năm", "1,5", "22000.00"] {
            assert_eq!(amount(wrong), None, "{wrong}");
        }
        assert_eq!(key_of("short"), None);
        assert_eq!(key_of("abc-DEF_123"), Some("abc-DEF_123"));
        assert_eq!(key_of("bank:12345678"), None);
    }
}
