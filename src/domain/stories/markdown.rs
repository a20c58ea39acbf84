//! Markdown to HTML: CommonMark without raw HTML, then an allow-list. Both, because a gap in one of
//! them must not open the page.

use std::collections::HashSet;
use std::sync::LazyLock;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = ammonia::Builder::default();
    cleaner
        .tags(HashSet::from([
            "p",
            "br",
            "em",
            "strong",
            "a",
            "ul",
            "ol",
            "li",
            "blockquote",
            "h2",
            "h3",
            "h4",
            "hr",
        ]))
        .tag_attributes(std::collections::HashMap::from([("a", HashSet::from(["href"]))]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .link_rel(Some("noopener nofollow"));
    cleaner
});

/// HTML of a story. Headings begin at level 2, since the page has its own title.
pub fn to_html(markdown: &str) -> String {
    let events = Parser::new_ext(markdown, Options::empty()).filter_map(|event| match event {
        Event::Html(_) | Event::InlineHtml(_) => None,
        Event::Start(Tag::Heading {
            level: pulldown_cmark::HeadingLevel::H1,
            id,
            classes,
            attrs,
        }) => {
            let level = pulldown_cmark::HeadingLevel::H2;
            Some(Event::Start(Tag::Heading {
                level,
                id,
                classes,
                attrs,
            }))
        }
        Event::End(TagEnd::Heading(pulldown_cmark::HeadingLevel::H1)) => {
            Some(Event::End(TagEnd::Heading(pulldown_cmark::HeadingLevel::H2)))
        }
        other => Some(other),
    });
    let mut raw = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut raw, events);
    CLEANER.clean(&raw).to_string()
}

/// The first words of a story as plain text, cut at a word and not within a character.
pub fn excerpt(markdown: &str, characters: usize) -> String {
    let mut text = String::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::SoftBreak | Event::HardBreak | Event::End(_) => text.push(' '),
            _ => {}
        }
    }
    let mut short = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        length += word.chars().count() + 1;
        if length > characters {
            short.push('…');
            return short;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_and_strange_addresses_do_not_get_through() {
        let html = to_html(
            "# Nghề\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1)) <b onclick=x>đậm</b> \
             ![p](http://x/y.png) [ok](https://a.vn)",
        );
        assert!(
            !html.contains("script") && !html.contains("onclick") && !html.contains("<img"),
            "{html}"
        );
        assert!(html.contains("<h2>Nghề</h2>"), "{html}");
        assert!(
            html.contains("<a href=\"https://a.vn\" rel=\"noopener nofollow\">ok</a>"),
            "{html}"
        );
    }

    #[test]
    fn an_excerpt_ends_with_a_whole_word() {
        assert_eq!(excerpt("**Làng** nghề\ngốm sứ", 100), "Làng nghề gốm sứ");
        assert_eq!(excerpt("Làng nghề gốm sứ", 11), "Làng nghề…");
    }
}
