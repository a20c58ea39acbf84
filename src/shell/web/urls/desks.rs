//! The addresses of the producer's desk and of the operator's office: paths with holes, from their tables.

use entity::Locale;

use super::office_table::OFFICE;
use super::studio_table::STUDIO;

fn pattern(
    locale: Locale,
    (vi, en): (&str, &str),
    table: &'static [(&str, &str, &str)],
    key: &str,
) -> String {
    let row = table.iter().find(|(known, _, _)| *known == key);
    let rest = row.map_or("", |(_, vietnamese, english)| match locale {
        Locale::Vi => vietnamese,
        Locale::En => english,
    });
    let root = if locale == Locale::Vi { vi } else { en };
    if rest.is_empty() {
        root.to_owned()
    } else {
        format!("{root}/{rest}")
    }
}

/// Fills what stands in braces, in order.
fn filled(pattern: &str, arguments: &[&str]) -> String {
    let mut text = String::with_capacity(pattern.len() + 16);
    let mut arguments = arguments.iter();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        text.push_str(arguments.next().copied().unwrap_or_default());
        rest = after.split_once('}').map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    text
}

/// The pattern of a page of the producer's desk; its first page for a key that does not exist.
pub fn studio(locale: Locale, key: &str) -> String {
    pattern(locale, ("/nguoi-ban", "/en/studio"), STUDIO, key)
}

/// The address of a page of the producer's desk.
pub fn studio_at(locale: Locale, key: &str, arguments: &[&str]) -> String {
    filled(&studio(locale, key), arguments)
}

/// The pattern of a page of the office; its first page for a key that does not exist.
pub fn office(locale: Locale, key: &str) -> String {
    pattern(locale, ("/quan-tri", "/en/office"), OFFICE, key)
}

/// The address of a page of the office.
pub fn office_at(locale: Locale, key: &str, arguments: &[&str]) -> String {
    filled(&office(locale, key), arguments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_filled_in_order() {
        assert_eq!(studio(Locale::Vi, "home"), "/nguoi-ban");
        assert_eq!(office(Locale::En, "no such key"), "/en/office");
        assert_eq!(filled("/a/{number}/b/{id}", &["x", "1"]), "/a/x/b/1");
        assert_eq!(filled("/a/{number}", &[]), "/a/");
    }
}
