//! Numbers of purchases and orders: short, said over the telephone without mistakes, and told apart from
//! everything else in the words of a bank transfer.
//!
//! `CL` + six random characters + the place of the order (`0` for the whole purchase) + a check character.
//! The alphabet has 31 signs, a prime, and none of I, L, O, S, U; the check is a weighted sum modulo 31, which
//! finds every single wrong character and every swap of two neighbours.

use foundation::kernel::error::{Error, Result};
use foundation::kernel::secrets::Secrets;

const SIGNS: &[u8; 31] = b"0123456789ABCDEFGHJKMNPQRTVWXYZ";
const PREFIX: &str = "CL";
const BODY: usize = 6;
/// Characters of a number.
pub const LENGTH: usize = PREFIX.len() + BODY + 2;
/// Orders one purchase may have.
pub const MOST_ORDERS: usize = 30;

/// Six random characters.
pub fn body(secrets: &Secrets) -> Result<String> {
    (0..BODY)
        .map(|_| {
            let at = usize::try_from(secrets.below(31)?).unwrap_or(0);
            Ok(sign(at))
        })
        .collect()
}

/// The number of a purchase (place 0) or of its order at a place from 1.
pub fn number(body: &str, place: usize) -> Result<String> {
    if place > MOST_ORDERS {
        return Err(Error::new("a purchase of too many orders"));
    }
    let text = format!("{body}{}", sign(place));
    let check = check(&text).ok_or_else(|| Error::new("a number of other signs"))?;
    Ok(format!("{PREFIX}{text}{check}"))
}

/// A number as typed: blanks and hyphens away, capitals, and the letters people mistake for digits.
/// `None` when it cannot be one.
pub fn parse(typed: &str) -> Option<String> {
    let text: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .take(LENGTH + 1)
        .collect::<String>()
        .to_uppercase();
    let body = text.strip_prefix(PREFIX)?;
    let body: String = body
        .chars()
        .map(|c| match c {
            'O' => '0',
            'I' | 'L' => '1',
            'S' => '5',
            other => other,
        })
        .collect();
    holds(&body).then(|| format!("{PREFIX}{body}"))
}

/// The first number of an order in the words of a transfer: banks drop blanks, change case and add words.
pub fn find_in(memo: &str) -> Option<String> {
    let text: String = memo
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_uppercase();
    text.match_indices(PREFIX)
        .filter_map(|(at, _)| text.get(at..at + LENGTH))
        .find_map(parse)
}

fn holds(text: &str) -> bool {
    let Some((rest, last)) = text.split_at_checked(BODY + 1) else {
        return false;
    };
    last.chars().count() == 1 && check(rest).is_some_and(|sign| last.starts_with(sign))
}

fn sign(at: usize) -> char {
    char::from(SIGNS.get(at).copied().unwrap_or(b'0'))
}

fn check(text: &str) -> Option<char> {
    let mut sum = 0;
    for (index, letter) in text.bytes().enumerate() {
        let value = SIGNS.iter().position(|sign| *sign == letter)?;
        sum += value * (index + 2);
    }
    Some(sign(sum % SIGNS.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_character_and_a_swap_are_found() {
        let number = number("7K2M9Q", 1).unwrap();
        assert_eq!(number.len(), LENGTH);
        assert_eq!(parse(&number), Some(number.clone()));
        let letters: Vec<char> = number.chars().collect();
        for at in PREFIX.len()..letters.len() {
            for other in SIGNS
                .iter()
                .map(|sign| char::from(*sign))
                .filter(|c| *c != letters[at])
            {
                let mut wrong = letters.clone();
                wrong[at] = other;
                assert_eq!(parse(&wrong.iter().collect::<String>()), None, "{at} {other}");
            }
            if at + 1 < letters.len() && letters[at] != letters[at + 1] {
                let mut swapped = letters.clone();
                swapped.swap(at, at + 1);
                assert_eq!(parse(&swapped.iter().collect::<String>()), None, "{at}");
            }
        }
    }

    #[test]
    fn banks_write_what_they_like_around_it() {
        let number = number("7K2M9Q", 2).unwrap();
        let (a, b) = number.split_at(5);
        for memo in [
            number.clone(),
            format!("MBVCB.123456.{number}.CT tu 0123 toi 4567"),
            format!("thanh toan {} {}", a.to_lowercase(), b),
            format!("CL CLCL{number}99"),
        ] {
            assert_eq!(find_in(&memo).as_deref(), Some(number.as_str()), "{memo}");
        }
        for memo in ["", "CL", "CLXXXXXXXX", "chuyen tien an trua", "CL7K2M9Q"] {
            assert_eq!(find_in(memo), None, "{memo}");
        }
    }

    #[test]
    fn bodies_differ() {
        let secrets = Secrets::new("x");
        assert_ne!(body(&secrets).unwrap(), body(&secrets).unwrap());
        assert!(number("7K2M9Q", 31).is_err() && number("OOOOOO", 1).is_err());
    }
}
