//! Protection against requests that another site makes in a visitor's name, without a token in the page:
//! browsers say themselves where a request comes from (Fetch Metadata, W3C; `Origin`, RFC 6454).

use actix_web::http::Method;
use actix_web::http::header::{self, HeaderMap, HeaderName};

/// Where a request comes from, as its headers tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A page of ours, or the person at the address bar.
    Own,
    /// Another site.
    Foreign,
    /// No browser of today: a program, or a very old browser. It may act, but in nobody's name.
    Untold,
}

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whether a method may change something.
pub fn is_unsafe(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Tells where a request comes from. `origin` is the site's own address, `https://cholang.example`; behind
/// another name of the same machine the `Host` header says which one the browser used.
pub fn source(headers: &HeaderMap, origin: &str) -> Source {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if let Some(site) = text(SEC_FETCH_SITE) {
        return match site {
            "same-origin" | "none" => Source::Own,
            _ => Source::Foreign,
        };
    }
    let Some(from) = text(header::ORIGIN) else {
        return Source::Untold;
    };
    let host = from.split_once("://").map(|(_, host)| host);
    if from == origin || (host.is_some() && host == text(header::HOST)) {
        Source::Own
    } else {
        Source::Foreign
    }
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    fn from(pairs: &[(&'static str, &'static str)]) -> Source {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static("cho.example"));
        for (name, value) in pairs {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        source(&headers, "https://cholang.example")
    }

    #[test]
    fn browsers_are_believed_about_where_a_request_comes_from() {
        assert_eq!(from(&[("sec-fetch-site", "same-origin")]), Source::Own);
        assert_eq!(from(&[("sec-fetch-site", "none")]), Source::Own);
        for foreign in ["cross-site", "same-site", "", "SAME-ORIGIN"] {
            assert_eq!(from(&[("sec-fetch-site", foreign)]), Source::Foreign, "{foreign}");
        }
        // A page of another site cannot write the first header, whatever the second says.
        let both = [
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://cholang.example"),
        ];
        assert_eq!(from(&both), Source::Foreign);
    }

    #[test]
    fn the_origin_stands_in_where_a_browser_is_older() {
        assert_eq!(from(&[("origin", "https://cholang.example")]), Source::Own);
        assert_eq!(from(&[("origin", "http://cho.example")]), Source::Own);
        for foreign in [
            "null",
            "https://evil.example",
            "https://cho.example.evil.example",
            "cho.example",
        ] {
            assert_eq!(from(&[("origin", foreign)]), Source::Foreign, "{foreign}");
        }
        assert_eq!(from(&[]), Source::Untold);
    }
}
