//! Tax codes (`mã số thuế`): ten digits with a check digit, three more for a branch, or the twelve digits of a
//! person, which since July 2025 are the tax code of a household (Thông tư 86/2024/TT-BTC).

/// Weights of the first nine digits.
const WEIGHTS: [u32; 9] = [31, 29, 23, 19, 17, 13, 7, 5, 3];

/// A tax code as it is written: `0101234567`, `0101234567-001` or twelve digits. `None` when it is none. The
/// check digit is that of the first ten; numbers of persons have none.
pub fn parse_tax_code(text: &str) -> Option<String> {
    let mut digits = String::new();
    for letter in text.trim().chars() {
        match letter {
            '0'..='9' => digits.push(letter),
            ' ' | '-' | '.' => {}
            _ => return None,
        }
    }
    match digits.len() {
        10 => is_checked(&digits).then_some(digits),
        13 => {
            let (whole, branch) = digits.split_at_checked(10)?;
            (is_checked(whole) && branch != "000").then(|| format!("{whole}-{branch}"))
        }
        // The first three digits name a province: 001 to 096.
        12 => {
            let province: u32 = digits.get(..3)?.parse().ok()?;
            (1..=96).contains(&province).then_some(digits)
        }
        _ => None,
    }
}

/// Whether ten digits end in their check digit.
fn is_checked(digits: &str) -> bool {
    let mut numbers = digits.chars().filter_map(|digit| digit.to_digit(10));
    let sum: u32 = WEIGHTS
        .iter()
        .map(|weight| weight * numbers.next().unwrap_or_default())
        .sum();
    numbers.next() == Some(10 - sum % 11)
}

#[cfg(test)]
mod tests {
    use super::parse_tax_code;

    #[test]
    fn check_digits_are_held_to() {
        for (text, code) in [
            ("0100109106", "0100109106"),
            ("0100 109 106", "0100109106"),
            ("0100109106-011", "0100109106-011"),
            ("0300588569", "0300588569"),
            ("001 090 012 345", "001090012345"),
        ] {
            assert_eq!(parse_tax_code(text).as_deref(), Some(code), "{text}");
        }
        for text in [
            "",
            "0100109107",
            "1000109106",
            "0100109106-000",
            "010010910",
            "999090012345",
            "0100109106x",
            "٠١٠٠١٠٩١٠٦",
        ] {
            assert_eq!(parse_tax_code(text), None, "{text}");
        }
    }
}
