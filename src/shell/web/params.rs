//! The query of an address, read so that nothing typed can hurt: wrong escapes become replacement
//! characters, control characters go, what is longer than anybody types is cut.

/// Longest value that is read, in characters.
const LONGEST: usize = 200;

/// Names and values, in their order.
#[derive(Clone, Debug, Default)]
pub struct Params(Vec<(String, String)>);

impl Params {
    /// Reads a query string.
    pub fn parse(query: &str) -> Self {
        Self(
            url::form_urlencoded::parse(query.as_bytes())
                .take(64)
                .map(|(name, value)| (clean(&name), clean(&value)))
                .collect(),
        )
    }

    /// The value of a name: the first that is not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// All values of a name that are not empty.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(key, value)| key == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// All names with their values, in their order, without the empty ones.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// A whole number, if the value is one.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.get(name)?.parse().ok()
    }

    /// Whether a box was ticked: `1`, `true`, `on` or `yes`.
    pub fn ticked(&self, name: &str) -> bool {
        self.get(name)
            .is_some_and(|value| matches!(value, "1" | "true" | "on" | "yes"))
    }

    /// An amount of đồng as people type it: digits, with dots, commas or blanks between thousands.
    pub fn amount(&self, name: &str) -> Option<i64> {
        let digits: String = self
            .get(name)?
            .chars()
            .filter(|c| !matches!(c, '.' | ',' | ' ' | '\u{a0}' | '₫' | 'đ'))
            .collect();
        digits.parse().ok().filter(|amount| *amount >= 0)
    }
}

fn clean(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_typed_can_hurt() {
        let params = Params::parse("q=a%00b%ff&q=c&page=&price_min=1.250.000%20%E2%82%AB&x=-5&open=on");
        assert_eq!(params.get("q"), Some("ab\u{fffd}"));
        assert_eq!(params.get("page"), None);
        assert_eq!(params.amount("price_min"), Some(1_250_000));
        assert_eq!(params.amount("x"), None);
        assert!(params.ticked("open"));
        let long = format!("q={}", "ữ".repeat(5_000));
        assert_eq!(Params::parse(&long).get("q").unwrap().chars().count(), 200);
    }
}
