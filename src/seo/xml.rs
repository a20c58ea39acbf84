//! Text in XML.

/// Text between tags or within quotes; characters that XML 1.0 cannot hold are left out.
pub fn escape(text: &str) -> String {
    let held = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..) && !matches!(c, '\u{fffe}' | '\u{ffff}');
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars().filter(held) {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out() {
        assert_eq!(
            escape("Trà & <b>\"sen\"</b>\u{0}\u{8}"),
            "Trà &amp; &lt;b&gt;&quot;sen&quot;&lt;/b&gt;"
        );
    }
}
