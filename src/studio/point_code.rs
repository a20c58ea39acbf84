//! What a label says: the address of a certificate or of a product, on whatever host it was printed for, a GS1 link,
//! or a bare number. Only what it names counts: nothing is fetched from there.

use entity::Locale;

use commerce::keeping::Scanned;
use shell::web::urls;

/// Longest text that is looked at, in bytes.
const LONGEST: usize = 1_000;

/// What was read or typed; `None` for what names no product.
pub fn parse(text: &str) -> Option<Scanned> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    if let Some(scanned) = address(text) {
        return Some(scanned);
    }
    let bare = text.trim_matches(|letter: char| letter == '#' || letter.is_whitespace());
    let plain: String = bare.chars().filter(|letter| !letter.is_whitespace()).collect();
    if (8..=14).contains(&plain.len()) && plain.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Scanned::Bare(plain));
    }
    let fits = |letter: u8| letter.is_ascii_alphanumeric() || matches!(letter, b'-' | b'_' | b'.');
    ((3..=160).contains(&bare.len()) && bare.bytes().all(fits)).then(|| Scanned::Bare(bare.to_owned()))
}

/// What an address names, with or without a site in front, in either language; small QR codes hold capitals only.
fn address(text: &str) -> Option<Scanned> {
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    let path = rest.get(rest.find('/')?..)?;
    let path = path.split(['?', '#']).next()?.trim_end_matches('/');
    let lower = path.to_ascii_lowercase();
    for locale in Locale::ALL {
        let code = lower.strip_prefix(&urls::certificate(locale, ""));
        if let Some(code) = code.filter(|code| is_code(code)) {
            return Some(Scanned::Certificate(code.to_ascii_uppercase()));
        }
        let slug = lower.strip_prefix(&urls::product(locale, ""));
        if let Some(slug) = slug.filter(|slug| urls::is_slug(slug)) {
            return Some(Scanned::Product(slug.to_owned()));
        }
    }
    // GS1 Digital Link: the article number stands behind `01`, whatever host resolves it.
    let mut parts = lower.split('/').skip_while(|part| *part != "01").skip(1);
    let gtin = parts.next()?;
    let is_gtin = (8..=14).contains(&gtin.len()) && gtin.bytes().all(|byte| byte.is_ascii_digit());
    is_gtin.then(|| Scanned::Gtin(gtin.to_owned()))
}

fn is_code(text: &str) -> bool {
    (4..=40).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_every_kind_are_read() {
        let certificate = Some(Scanned::Certificate("HN-TS-4".to_owned()));
        let product = Some(Scanned::Product("tra-sen".to_owned()));
        let bare = |text: &str| Some(Scanned::Bare(text.to_owned()));
        for (text, wanted) in [
            ("https://cholang.vn/chung-nhan/HN-TS-4", &certificate),
            (
                "http://127.0.0.1:8080/en/certificates/hn-ts-4?s=abc#x",
                &certificate,
            ),
            ("HTTPS://CHOLANG.VN/CHUNG-NHAN/HN-TS-4/", &certificate),
            ("cholang.vn/chung-nhan/HN-TS-4", &certificate),
            ("/chung-nhan/HN-TS-4", &certificate),
            (" https://other.example/san-pham/tra-sen?utm=1 ", &product),
            ("/en/products/tra-sen", &product),
            (
                "https://id.gs1.org/01/08931234567890/10/LOT",
                &Some(Scanned::Gtin("08931234567890".to_owned())),
            ),
            ("8 931234 567890", &bare("8931234567890")),
            ("HN-TS-4", &bare("HN-TS-4")),
            ("tra-sen", &bare("tra-sen")),
            ("", &None),
            ("ab", &None),
            ("https://example.com", &None),
            ("https://example.com/san-pham/", &None),
            ("/san-pham/tra-sen/hoi", &None),
            ("javascript:alert(1)", &None),
            ("trà sen", &None),
            ("WIFI:S:shop;P:x;;", &None),
        ] {
            assert_eq!(&parse(text), wanted, "{text}");
        }
        assert_eq!(parse(&"a".repeat(2_000)), None);
    }
}
