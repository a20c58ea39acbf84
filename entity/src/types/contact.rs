//! Telephone numbers in E.164 and e-mail addresses by their key.

use unicode_normalization::UnicodeNormalization as _;

/// Why a telephone number was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// No number of a Vietnamese subscriber.
    #[error("not a Vietnamese telephone number")]
    Malformed,
    /// A mobile number of eleven digits as before 2018; the new one is told.
    #[error("an old prefix: today it is {0}")]
    OldPrefix(String),
}

/// Mobile prefixes of eleven-digit numbers before 2018 and what became of them.
const OLD: &[(&str, &str)] = &[
    ("0120", "070"),
    ("0121", "079"),
    ("0122", "077"),
    ("0126", "076"),
    ("0128", "078"),
    ("0123", "083"),
    ("0124", "084"),
    ("0125", "085"),
    ("0127", "081"),
    ("0129", "082"),
    ("0162", "032"),
    ("0163", "033"),
    ("0164", "034"),
    ("0165", "035"),
    ("0166", "036"),
    ("0167", "037"),
    ("0168", "038"),
    ("0169", "039"),
    ("0186", "056"),
    ("0188", "058"),
    ("0199", "059"),
];

/// A telephone number as typed in E.164: `0912 345 678`, `(+84) 912.345.678` and `84912345678` are one.
pub fn parse_phone(text: &str) -> Result<String, PhoneError> {
    let mut digits = String::new();
    for letter in text.trim().chars() {
        match letter {
            '0'..='9' => digits.push(letter),
            ' ' | '.' | '-' | '(' | ')' | '\u{a0}' => {}
            '+' if digits.is_empty() => {}
            _ => return Err(PhoneError::Malformed),
        }
    }
    let national = match digits.strip_prefix("84") {
        Some(rest) if text.contains('+') || digits.len() >= 11 => {
            format!("0{}", rest.strip_prefix('0').unwrap_or(rest))
        }
        _ => digits,
    };
    let bytes = national.as_bytes();
    let mobile = national.len() == 10
        && bytes.first() == Some(&b'0')
        && matches!(bytes.get(1), Some(b'3' | b'5' | b'7' | b'8' | b'9'));
    let fixed = national.len() == 11 && national.starts_with("02");
    if mobile || fixed {
        return Ok(format!("+84{}", national.get(1..).unwrap_or_default()));
    }
    let old = OLD.iter().find(|(old, _)| national.starts_with(old));
    match (national.len(), old) {
        (11, Some((old, new))) => {
            let rest = national.get(old.len()..).unwrap_or_default();
            Err(PhoneError::OldPrefix(format!("{new}{rest}")))
        }
        _ => Err(PhoneError::Malformed),
    }
}

/// A number in E.164 as people here read it: `0912 345 678`.
pub fn show_phone(e164: &str) -> String {
    let Some(rest) = e164.strip_prefix("+84") else {
        return e164.to_owned();
    };
    let national = format!("0{rest}");
    match (national.get(..4), national.get(4..7), national.get(7..)) {
        (Some(a), Some(b), Some(c)) => format!("{a} {b} {c}"),
        _ => national,
    }
}

/// An address as typed: NFC, without white space around. `None` when it is no address at all.
pub fn parse_email(text: &str) -> Option<String> {
    let text: String = text.trim().nfc().collect();
    let (local, domain) = text.rsplit_once('@')?;
    let clean = |part: &str| {
        !part.is_empty()
            && part.chars().all(|c| {
                !c.is_whitespace()
                    && !c.is_control()
                    && !matches!(
                        c,
                        '@' | '<' | '>' | '(' | ')' | ',' | ';' | ':' | '"' | '\\' | '[' | ']'
                    )
            })
    };
    let labels = domain.split('.').all(|label| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    });
    let dots = !local.starts_with('.') && !local.ends_with('.') && !local.contains("..");
    (clean(local)
        && dots
        && labels
        && domain.contains('.')
        && text.chars().count() <= 254
        && local.len() <= 64)
        .then_some(text)
}

/// The key an address is found by: lower case, NFC. Case never tells two people apart.
pub fn email_key(address: &str) -> String {
    address.trim().to_lowercase().nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_has_one_form() {
        for text in [
            "0912 345 678",
            "+84912345678",
            "(+84) 0912.345.678",
            "84912345678",
            "0912-345-678",
        ] {
            assert_eq!(parse_phone(text).as_deref(), Ok("+84912345678"), "{text}");
        }
        assert_eq!(parse_phone("024 3826 1234").as_deref(), Ok("+842438261234"));
        assert_eq!(
            parse_phone("0168 123 4567"),
            Err(PhoneError::OldPrefix("0381234567".to_owned()))
        );
        for text in [
            "",
            "0912",
            "0212345678",
            "+1 202 555 0100",
            "0912345678x",
            "٠٩١٢٣٤٥٦٧٨",
        ] {
            assert_eq!(parse_phone(text), Err(PhoneError::Malformed), "{text}");
        }
        assert_eq!(show_phone("+84912345678"), "0912 345 678");
    }

    #[test]
    fn one_person_has_one_key() {
        let nfd = "NGUYE\u{302}\u{303}N@x.vn ";
        for text in ["NGUYỄN@x.vn", "nguyễn@X.vn", nfd] {
            let address = parse_email(text).unwrap();
            assert_eq!(email_key(&address), "nguyễn@x.vn", "{text}");
        }
        for text in [
            "",
            "a@b",
            "a b@x.vn",
            "@x.vn",
            "a@@x.vn",
            "a@x..vn",
            "a\r\nBcc: b@x.vn",
            "<a@x.vn>",
            ".a@x.vn",
        ] {
            assert_eq!(parse_email(text), None, "{text}");
        }
    }
}
