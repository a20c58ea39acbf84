//! Numbers of booths as people write them: `A1-A20, B1–B5, C7`.

/// Booths an event may have.
pub const MOST_BOOTHS: usize = 400;
/// Characters of a number.
const LONGEST: usize = 12;

/// Why a list of numbers is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberFault {
    /// Nothing stands there.
    Empty,
    /// This is no number of a booth, and no span of them.
    Unreadable(String),
    /// More than an event may have.
    TooMany,
    /// This one stands there twice.
    Twice(String),
}

/// The number of a booth as it is kept: letters, digits, hyphens and points, in capitals.
fn number(text: &str) -> Option<String> {
    let text = text.trim().to_uppercase();
    let plain = !text.is_empty()
        && text.chars().count() <= LONGEST
        && text.chars().any(|letter| letter.is_ascii_digit())
        && text
            .chars()
            .all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '.'));
    plain.then_some(text)
}

/// Letters before the last digits, and these.
fn parts(text: &str) -> Option<(&str, &str, u32)> {
    let start = text
        .char_indices()
        .rev()
        .take_while(|(_, letter)| letter.is_ascii_digit())
        .last()?
        .0;
    let (hall, digits) = text.split_at(start);
    Some((hall, digits, digits.parse().ok()?))
}

/// Every number a list means, in its order.
pub fn expand(text: &str) -> Result<Vec<String>, NumberFault> {
    let mut found: Vec<String> = Vec::new();
    for piece in text
        .split([',', ';', '\n'])
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
    {
        let span = piece.split_once(['–', '—', '-']).and_then(|(from, to)| {
            let (from, to) = (from.trim().to_uppercase(), to.trim().to_uppercase());
            let (hall, digits, first) = parts(&from)?;
            let (other, _, last) = parts(&to)?;
            // "A1-20" means "A1-A20"; anything else with a hyphen in it is a number of its own.
            (first < last && (other == hall || other.is_empty()))
                .then(|| (hall.to_owned(), digits.len(), first, last))
        });
        let before = found.len();
        match span {
            Some((hall, width, first, last)) => {
                let many = usize::try_from(last - first).unwrap_or(usize::MAX);
                if many.saturating_add(before) >= MOST_BOOTHS {
                    return Err(NumberFault::TooMany);
                }
                for one in first..=last {
                    let text = format!("{hall}{one:0width$}");
                    found.push(number(&text).ok_or_else(|| NumberFault::Unreadable(piece.to_owned()))?);
                }
            }
            None => found.push(number(piece).ok_or_else(|| NumberFault::Unreadable(piece.to_owned()))?),
        }
        if found.len() > MOST_BOOTHS {
            return Err(NumberFault::TooMany);
        }
    }
    let mut sorted: Vec<&String> = found.iter().collect();
    sorted.sort_unstable();
    let twin = sorted
        .windows(2)
        .find_map(|pair| (pair.first() == pair.last()).then(|| pair.first().map(|text| (*text).clone())))
        .flatten();
    match twin {
        Some(twin) => Err(NumberFault::Twice(twin)),
        None if found.is_empty() => Err(NumberFault::Empty),
        None => Ok(found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_and_single_numbers_mix() {
        assert_eq!(expand("a1-A3, B7").unwrap(), ["A1", "A2", "A3", "B7"]);
        assert_eq!(expand("A08–A10").unwrap(), ["A08", "A09", "A10"]);
        assert_eq!(expand("A1-3").unwrap(), ["A1", "A2", "A3"]);
        assert_eq!(expand("1-3").unwrap(), ["1", "2", "3"]);
        assert_eq!(expand("A-1").unwrap(), ["A-1"]);
    }

    #[test]
    fn nonsense_is_refused_and_bounded() {
        assert_eq!(expand(" ,, "), Err(NumberFault::Empty));
        assert_eq!(expand("A1-A4000000000"), Err(NumberFault::TooMany));
        assert_eq!(expand("A1-A500"), Err(NumberFault::TooMany));
        assert_eq!(expand("A1-A3, a2"), Err(NumberFault::Twice("A2".to_owned())));
        assert_eq!(expand("<b>"), Err(NumberFault::Unreadable("<b>".to_owned())));
        assert_eq!(expand("A9-A1"), Ok(vec!["A9-A1".to_owned()]));
    }
}
