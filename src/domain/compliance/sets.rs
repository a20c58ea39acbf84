//! Product sets as the operator types them, `5-17, 21`, and as they are kept, `5,6,7`.

/// Sets there are.
const SETS: i64 = 26;

/// Reads a list of sets; empty for an empty text, `None` for anything that is no list of sets.
pub fn parse_sets(text: &str) -> Option<String> {
    let mut sets = Vec::new();
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        let number = |text: &str| {
            let number: i64 = text.trim().parse().ok()?;
            (1..=SETS).contains(&number).then_some(number)
        };
        let (from, to) = (number(from)?, number(to)?);
        if from > to {
            return None;
        }
        sets.extend(from..=to);
    }
    sets.sort_unstable();
    sets.dedup();
    let sets: Vec<String> = sets.iter().map(i64::to_string).collect();
    Some(sets.join(","))
}

/// Whether a list that is kept holds a set.
pub(super) fn holds(sets: &str, set: i64) -> bool {
    sets.split(',').any(|one| one.parse() == Ok(set))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_read_as_people_type_them() {
        assert_eq!(parse_sets("").as_deref(), Some(""));
        assert_eq!(parse_sets(" 21, 5-7,6 ,").as_deref(), Some("5,6,7,21"));
        for wrong in ["0", "27", "7-5", "a", "1;2", "-3", "1-"] {
            assert_eq!(parse_sets(wrong), None, "{wrong}");
        }
        assert!(holds("5,6,21", 21) && !holds("5,6,21", 2) && !holds("", 1));
    }
}
