//! The words of a legal page: Markdown of the operator with placeholders for the particulars, as HTML through the same
//! allow-list as stories.

use crate::stories;

/// What may stand in braces: `{name}` becomes the operator's name.
pub const PLACEHOLDERS: [&str; 11] = [
    "name",
    "office",
    "representative",
    "tax-code",
    "issued",
    "phone",
    "email",
    "domain",
    "registration",
    "answer-hours",
    "answer-days",
];

/// What placeholders say, in the order of [`PLACEHOLDERS`], in a language.
pub type Spoken = [String; PLACEHOLDERS.len()];

/// HTML of a page's text. What a particular says is text and never Markdown.
pub fn to_html(markdown: &str, spoken: &Spoken) -> String {
    let mut text = String::with_capacity(markdown.len() + 256);
    pieces(markdown, |piece| match piece {
        Piece::Words(words) => text.push_str(words),
        Piece::Named(name) => {
            let said = PLACEHOLDERS.iter().zip(spoken).find(|(known, _)| **known == name);
            if let Some((_, said)) = said {
                literal(said, &mut text);
            } else {
                text.extend(["{", name, "}"]);
            }
        }
    });
    stories::to_html(&text)
}

/// The names in braces that are no placeholders, in their order.
pub fn strangers(markdown: &str) -> Vec<String> {
    let mut found = Vec::new();
    pieces(markdown, |piece| {
        if let Piece::Named(name) = piece
            && !PLACEHOLDERS.contains(&name)
            && !found.iter().any(|known| known == name)
        {
            found.push(name.to_owned());
        }
    });
    found
}

enum Piece<'a> {
    Words(&'a str),
    Named(&'a str),
}

/// Cuts a text at its names in braces: lower-case letters and hyphens. Other braces are words like any others.
fn pieces<'a>(mut rest: &'a str, mut each: impl FnMut(Piece<'a>)) {
    while let Some(open) = rest.find('{') {
        let (before, from) = rest.split_at(open);
        each(Piece::Words(before));
        let inner = from.get(1..).unwrap_or_default();
        let named = inner.split_once('}').filter(|(name, _)| {
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
        });
        if let Some((name, after)) = named {
            each(Piece::Named(name));
            rest = after;
        } else {
            each(Piece::Words("{"));
            rest = inner;
        }
    }
    each(Piece::Words(rest));
}

/// Adds words so that Markdown reads them as they stand.
fn literal(words: &str, text: &mut String) {
    for letter in words.chars() {
        if letter.is_ascii_punctuation() {
            text.push('\\');
        }
        text.push(if letter.is_control() { ' ' } else { letter });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoken() -> Spoken {
        let mut spoken = Spoken::default();
        spoken[0] = "# **Chợ** <script>alert(1)</script> [x](javascript:1)".to_owned();
        spoken[6] = "office@example.com".to_owned();
        spoken
    }

    #[test]
    fn particulars_are_text_whatever_they_hold() {
        let html = to_html("{name}\n\n[{email}](mailto:{email}) {Name} {} {x y} {", &spoken());
        assert!(
            !html.contains("<script") && !html.contains("<h2") && !html.contains("<strong"),
            "{html}"
        );
        assert!(
            html.contains("# **Chợ** &lt;script&gt;alert(1)&lt;/script&gt; [x](javascript:1)"),
            "{html}"
        );
        assert!(
            html.contains(
                "<a href=\"mailto:office@example.com\" rel=\"noopener nofollow\">office@example.com</a>"
            ),
            "{html}"
        );
        assert!(html.contains("{Name} {} {x y} {"), "{html}");
    }

    #[test]
    fn names_that_mean_nothing_are_found() {
        assert_eq!(strangers("{name} {nmae} {nmae} {tax-code} {a b}"), ["nmae"]);
        assert!(strangers("").is_empty());
    }
}
