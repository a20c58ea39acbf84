//! Folding of Vietnamese text (`domain.md` §6): one comparable key for what people type.
//!
//! Owns normalisation (NFC, no control characters), the folded key (`Hoà Lạc` = `hoa lac`), the
//! diacritic-exact canonical form (`hoà` = `hòa`), slugs, character limits and the decoding of
//! keystrokes that an input method left over (Telex, VNI). Pure functions; anybody may call them.

mod syllable;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

pub use syllable::{exact, marks_agree, telex, vni};

/// Text as we keep it: NFC, without NUL, control, zero-width and bidi-override characters.
///
/// Line feeds and tabs stay, since stories have paragraphs. Typing is otherwise kept as it was.
pub fn nfc(text: &str) -> String {
    text.nfc().filter(|c| !is_unwanted(*c)).collect()
}

/// One-line input of a form or a query: [`nfc`], white space collapsed, at most `max_chars` characters.
pub fn clean(text: &str, max_chars: usize) -> String {
    // Cut the raw text first, so that a request of megabytes costs nothing; a character of NFD text
    // may take up to four code points.
    let bounded: String = text.chars().take(max_chars.saturating_mul(4)).collect();
    let mut out = String::new();
    for word in nfc(&bounded).split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    truncate_chars(&out, max_chars).trim_end().to_owned()
}

/// The first `max` characters (not bytes) of a text.
pub fn truncate_chars(text: &str, max: usize) -> &str {
    text.char_indices()
        .nth(max)
        .and_then(|(at, _)| text.get(..at))
        .unwrap_or(text)
}

/// The folded key: lower case, no marks, `đ` as `d`, anything but letters and digits as one space.
///
/// `đ` (and its look-alike `Ð`, `ð`) has no Unicode decomposition, so stripping marks alone leaves it.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.nfd() {
        if is_combining_mark(c) || is_unwanted(c) || is_apostrophe(c) {
            continue;
        }
        if !c.is_alphanumeric() {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push(' ');
            gap = false;
        }
        match c {
            'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
            _ => out.extend(c.to_lowercase().filter(|c| !is_combining_mark(*c))),
        }
    }
    out
}

/// The words of a text, lower case and NFC, marks kept: runs of letters and digits.
///
/// An apostrophe inside a word joins (`H'Mông` is one word), everything else separates.
pub fn words(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut word = String::new();
    for c in text.nfc() {
        if c.is_alphanumeric() || is_combining_mark(c) {
            match c {
                'ð' | 'Ð' => word.push('đ'),
                _ => word.extend(c.to_lowercase()),
            }
        } else if is_apostrophe(c) || is_unwanted(c) {
            // joins
        } else if !word.is_empty() {
            out.push(std::mem::take(&mut word));
        }
    }
    if !word.is_empty() {
        out.push(word);
    }
    out
}

/// The key under which a single word is searched: [`fold`], and `y` as `i` where both are written
/// (`mỹ`/`mĩ`, `kỹ`/`kĩ`, `lý`/`lí`, `tỳ`/`tì`): an open syllable with one of h k l m s t v before it.
pub fn match_key(word: &str) -> String {
    let mut key = fold(word);
    if syllable::writes_y_for_i(&key) {
        key.pop();
        key.push('i');
    }
    key
}

/// Does the word carry any Vietnamese mark (tone, circumflex, breve, horn or `đ`)?
pub fn has_marks(word: &str) -> bool {
    word.nfd()
        .any(|c| is_combining_mark(c) || matches!(c, 'đ' | 'Đ' | 'ð' | 'Ð'))
}

/// An ASCII slug (`Đường Lâm` gives `duong-lam`), empty if nothing in the text can stand in one.
///
/// Collisions (`Dương Xá`, `Đường Xá`) are the caller's business: add a unique suffix.
pub fn slug(text: &str) -> String {
    let ascii: String = fold(text)
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
        .collect();
    ascii.split_whitespace().collect::<Vec<_>>().join("-")
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{02BC}')
}

fn is_unwanted(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_the_vectors_of_the_domain() {
        for (text, key) in [
            ("Hoà Lạc", "hoa lac"),
            ("Hòa Lạc", "hoa lac"),
            ("ƯỚC LỄ", "uoc le"),
            ("Đường Lâm", "duong lam"),
            ("Ðường  Lâm", "duong lam"),
            ("Quảng Phú Cầu", "quang phu cau"),
            ("ệ", "e"),
            ("Văn Miếu – Quốc Tử Giám", "van mieu quoc tu giam"),
            ("gà đen H'Mông", "ga den hmong"),
            ("  100/KH-UBND ", "100 kh ubnd"),
            ("", ""),
        ] {
            assert_eq!(fold(text), key, "{text}");
        }
    }

    #[test]
    fn decomposed_input_equals_composed_input() {
        let composed = "mật ong, bánh tẻ, Đường Lâm, người";
        let decomposed: String = composed.nfd().collect();
        assert_ne!(composed, decomposed);
        assert_eq!(fold(composed), fold(&decomposed));
        assert_eq!(words(composed), words(&decomposed));
        assert_eq!(nfc(&decomposed), composed);
    }

    #[test]
    fn drops_what_no_text_needs() {
        assert_eq!(nfc("a\0b\u{200B}c\u{202E}d\ne"), "abcd\ne");
        assert_eq!(clean("  bánh \t chưng \n", 80), "bánh chưng");
        assert_eq!(clean(&"ệ".repeat(10_000), 5), "ệệệệệ");
        assert_eq!(truncate_chars("Nguyễn", 5), "Nguyễ");
    }

    #[test]
    fn makes_slugs() {
        assert_eq!(
            slug("Bộ bát đĩa gốm sứ hoa sen đỏ"),
            "bo-bat-dia-gom-su-hoa-sen-do"
        );
        assert_eq!(slug("Dương Xá"), slug("Đường Xá"));
        assert_eq!(slug("中文 !"), "");
    }

    #[test]
    fn writes_i_and_y_alike() {
        assert_eq!(match_key("Mỹ"), match_key("mĩ"));
        assert_eq!(match_key("tỳ"), match_key("tì"));
        assert_eq!(match_key("quý"), "quy");
        assert_eq!(match_key("thủy"), "thuy");
    }

    #[test]
    fn knows_marks() {
        assert!(has_marks("đen"));
        assert!(has_marks("gốm"));
        assert!(!has_marks("gom"));
    }
}
