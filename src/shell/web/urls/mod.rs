//! Every address of the site is a function here; nothing else spells a path.

mod desks;
mod labels;
mod legal;
mod office_table;
mod social;
mod studio_table;

use entity::Locale;

pub use desks::{office, office_at, studio, studio_at};
pub use labels::{LABEL_KEYS, certificate_label};
pub use legal::{version as legal_version, versions as legal_versions};
pub use social::{SITE_SLUG, social_picture, social_site};

/// The addresses of pages without an argument: (key, Vietnamese, English).
const FIXED: &[(&str, &str, &str)] = &[
    ("home", "/", "/en"),
    ("products", "/san-pham", "/en/products"),
    ("producers", "/nha-san-xuat", "/en/producers"),
    ("stories", "/cau-chuyen", "/en/stories"),
    ("map", "/ban-do", "/en/map"),
    ("villages", "/lang-nghe", "/en/craft-villages"),
    ("events", "/su-kien", "/en/events"),
    ("trips", "/hanh-trinh", "/en/trips"),
    ("search", "/tim-kiem", "/en/search"),
    ("suggest", "/tim-kiem/goi-y", "/en/search/suggestions"),
    ("about_ocop", "/ocop", "/en/how-ocop-works"),
    ("ranking", "/tieu-chi-xep-hang", "/en/ranking"),
    ("terms", "/dieu-khoan", "/en/terms"),
    ("privacy", "/quyen-rieng-tu", "/en/privacy"),
    ("complaints", "/khieu-nai", "/en/complaints"),
    ("delivery", "/giao-hang", "/en/delivery"),
    ("returns", "/doi-tra", "/en/returns"),
    ("payment", "/thanh-toan", "/en/payment"),
    ("api_docs", "/api/docs", "/api/docs?lang=en"),
    ("feed", "/feed.xml", "/en/feed.xml"),
    ("label_check", "/chung-nhan/kiem-tra", "/en/certificates/verify"),
];

/// The addresses of pages that are made for one person: never kept, never listed.
const OWN: &[(&str, &str, &str)] = &[
    ("cart", "/gio-hang", "/en/cart"),
    ("cart_line", "/gio-hang/dong", "/en/cart/lines"),
    ("cart_note", "/gio-hang/loi-nhan", "/en/cart/notes"),
    ("cart_count", "/gio-hang/so-luong", "/en/cart/count"),
    ("checkout", "/dat-hang", "/en/checkout"),
    ("checkout_preview", "/dat-hang/tinh-tien", "/en/checkout/preview"),
    ("sign_in", "/dang-nhap", "/en/sign-in"),
    ("second_factor", "/dang-nhap/ma-xac-thuc", "/en/sign-in/code"),
    ("sign_out", "/dang-xuat", "/en/sign-out"),
    ("register", "/dang-ky", "/en/register"),
    ("verify", "/xac-nhan", "/en/verify"),
    ("recover", "/quen-mat-khau", "/en/recover"),
    ("reset", "/dat-lai-mat-khau", "/en/reset"),
    ("account", "/tai-khoan", "/en/account"),
    ("account_orders", "/tai-khoan/don-hang", "/en/account/orders"),
    ("account_addresses", "/tai-khoan/dia-chi", "/en/account/addresses"),
    ("account_security", "/tai-khoan/bao-mat", "/en/account/security"),
    (
        "account_factor",
        "/tai-khoan/bao-mat/hai-lop",
        "/en/account/security/second-factor",
    ),
    ("account_wishes", "/tai-khoan/yeu-thich", "/en/account/wishes"),
    ("account_data", "/tai-khoan/du-lieu", "/en/account/data"),
    (
        "account_copy",
        "/tai-khoan/du-lieu/ban-sao",
        "/en/account/data/copy",
    ),
    ("order_lookup", "/don-hang", "/en/orders"),
    ("complaint", "/khieu-nai/gui", "/en/complaints/new"),
];

/// Where the forms of an account's pages are sent that have an address of their own; nothing is to be seen
/// there.
const ACTS: &[(&str, &str, &str)] = &[
    ("send_again", "/xac-nhan/gui-lai", "/en/verify/again"),
    (
        "address_remove",
        "/tai-khoan/dia-chi/xoa",
        "/en/account/addresses/remove",
    ),
    (
        "address_prefer",
        "/tai-khoan/dia-chi/chon",
        "/en/account/addresses/prefer",
    ),
    (
        "password",
        "/tai-khoan/bao-mat/mat-khau",
        "/en/account/security/password",
    ),
    (
        "email",
        "/tai-khoan/bao-mat/thu-dien-tu",
        "/en/account/security/email",
    ),
    (
        "session_close",
        "/tai-khoan/bao-mat/phien",
        "/en/account/security/sessions",
    ),
    (
        "factor_begin",
        "/tai-khoan/bao-mat/hai-lop/bat-dau",
        "/en/account/security/second-factor/begin",
    ),
    (
        "factor_off",
        "/tai-khoan/bao-mat/hai-lop/tat",
        "/en/account/security/second-factor/off",
    ),
    (
        "factor_codes",
        "/tai-khoan/bao-mat/hai-lop/ma-du-phong",
        "/en/account/security/second-factor/codes",
    ),
    ("follow", "/tai-khoan/theo-doi", "/en/account/follows"),
];

/// Where a form of an account is sent; the home page for a key that does not exist.
pub fn act(locale: Locale, key: &str) -> &'static str {
    let (_, vi, en) = ACTS
        .iter()
        .find(|(name, _, _)| *name == key)
        .unwrap_or(&("home", "/", "/en"));
    if locale == Locale::Vi { vi } else { en }
}

/// Where all forms of an account are sent: (key, address).
pub fn all_acts(locale: Locale) -> impl Iterator<Item = (&'static str, &'static str)> {
    ACTS.iter()
        .map(move |(key, vi, en)| (*key, if locale == Locale::Vi { *vi } else { *en }))
}

/// A path of this site that somebody may be sent to after signing in, made safe: whatever leads to another
/// site is nothing.
pub fn local(path: &str) -> Option<String> {
    let plain = path.len() <= 2_000 && !path.contains(|c: char| c.is_control() || c == '\\');
    if !plain || !path.starts_with('/') || path.starts_with("//") {
        return None;
    }
    let here = url::Url::parse("http://here.invalid/").ok()?;
    let there = here.join(path).ok()?;
    let same = there.origin() == here.origin() && !there.path().starts_with("//");
    same.then(|| match there.query() {
        Some(query) => format!("{}?{query}", there.path()),
        None => there.path().to_owned(),
    })
}

/// The address of a page that is made for one person; the home page for a key that does not exist.
pub fn own(locale: Locale, key: &str) -> &'static str {
    let (_, vi, en) = OWN
        .iter()
        .find(|(name, _, _)| *name == key)
        .unwrap_or(&("home", "/", "/en"));
    if locale == Locale::Vi { vi } else { en }
}

/// All pages that are made for one person: (key, address).
pub fn all_own(locale: Locale) -> impl Iterator<Item = (&'static str, &'static str)> {
    OWN.iter()
        .map(move |(key, vi, en)| (*key, if locale == Locale::Vi { *vi } else { *en }))
}

/// The addresses of things: (prefix in Vietnamese, prefix in English).
const PRODUCTS: (&str, &str) = ("/san-pham/", "/en/products/");
const PRODUCERS: (&str, &str) = ("/nha-san-xuat/", "/en/producers/");
const STORIES: (&str, &str) = ("/cau-chuyen/", "/en/stories/");
const SALES_POINTS: (&str, &str) = ("/diem-ban/", "/en/sales-points/");
const VILLAGES: (&str, &str) = ("/lang-nghe/", "/en/craft-villages/");
const EVENTS: (&str, &str) = ("/su-kien/", "/en/events/");
const CERTIFICATES: (&str, &str) = ("/chung-nhan/", "/en/certificates/");
const ORDERS: (&str, &str) = ("/don-hang/", "/en/orders/");

fn of(locale: Locale, prefix: (&str, &str), slug: &str) -> String {
    let prefix = if locale == Locale::Vi { prefix.0 } else { prefix.1 };
    format!("{prefix}{slug}")
}

/// The address of a fixed page; the home page for a key that does not exist.
pub fn fixed(locale: Locale, key: &str) -> &'static str {
    let (_, vi, en) = FIXED
        .iter()
        .find(|(name, _, _)| *name == key)
        .unwrap_or(&("home", "/", "/en"));
    if locale == Locale::Vi { vi } else { en }
}

/// All fixed pages of a language: (key, address).
pub fn all_fixed(locale: Locale) -> impl Iterator<Item = (&'static str, &'static str)> {
    FIXED
        .iter()
        .map(move |(key, vi, en)| (*key, if locale == Locale::Vi { *vi } else { *en }))
}

/// A product's page.
pub fn product(locale: Locale, slug: &str) -> String {
    of(locale, PRODUCTS, slug)
}

/// Where one asks about a service.
pub fn enquiry(locale: Locale, slug: &str) -> String {
    let act = if locale == Locale::Vi { "hoi" } else { "enquire" };
    format!("{}/{act}", product(locale, slug))
}

/// A producer's page.
pub fn producer(locale: Locale, slug: &str) -> String {
    of(locale, PRODUCERS, slug)
}

/// A story.
pub fn story(locale: Locale, slug: &str) -> String {
    of(locale, STORIES, slug)
}

/// A sales point or creative centre.
pub fn sales_point(locale: Locale, slug: &str) -> String {
    of(locale, SALES_POINTS, slug)
}

/// A craft village.
pub fn village(locale: Locale, slug: &str) -> String {
    of(locale, VILLAGES, slug)
}

/// An event.
pub fn event(locale: Locale, slug: &str) -> String {
    of(locale, EVENTS, slug)
}

/// The check page of a certificate.
pub fn certificate(locale: Locale, code: &str) -> String {
    of(locale, CERTIFICATES, code)
}

/// A purchase or an order.
pub fn order(locale: Locale, number: &str) -> String {
    of(locale, ORDERS, number)
}

/// Something done with a purchase or an order: `cancel`, `again`, `pay`, `return`, `receipt`.
pub fn order_act(locale: Locale, number: &str, act: &str) -> String {
    const ACTS: [(&str, &str); 5] = [
        ("cancel", "huy"),
        ("again", "mua-lai"),
        ("pay", "thanh-toan"),
        ("return", "tra-hang"),
        ("receipt", "bien-nhan"),
    ];
    let vietnamese = ACTS
        .iter()
        .find(|(english, _)| *english == act)
        .map_or(act, |(_, vi)| vi);
    let act = if locale == Locale::Vi { vietnamese } else { act };
    format!("{}/{act}", order(locale, number))
}

/// A picture of an order's return.
pub fn return_picture(locale: Locale, number: &str, picture: &str) -> String {
    format!("{}/{picture}", order_act(locale, number, "return"))
}

/// A purchase with the token that opens it.
pub fn order_with(locale: Locale, number: &str, token: &str) -> String {
    format!("{}{}", order(locale, number), query(&[("t", token)]))
}

/// A complaint.
pub fn complaint(locale: Locale, number: &str) -> String {
    format!("{}/{number}", fixed(locale, "complaints"))
}

/// A complaint with the token that opens it.
pub fn complaint_with(locale: Locale, number: &str, token: &str) -> String {
    format!("{}{}", complaint(locale, number), query(&[("t", token)]))
}

/// The messages that went into the folder, or one of them: shown in demonstration mode.
pub fn dev_mail(id: Option<&str>) -> String {
    id.map_or_else(|| "/dev/mail".to_owned(), |id| format!("/dev/mail/{id}"))
}

/// The HTML of a message in the folder.
pub fn dev_mail_html(id: &str) -> String {
    format!("/dev/mail/{id}/html")
}

/// A picture of the store by its key.
pub fn picture(key: &str) -> String {
    format!("/media/{key}")
}

/// A part of the sitemap by its name.
pub fn sitemap_part(part: &str) -> String {
    format!("/sitemaps/{part}.xml")
}

/// A collection of the read API.
pub fn api(collection: &str) -> String {
    format!("/api/v1/{collection}")
}

/// One thing in the read API.
pub fn api_item(locale: Locale, collection: &str, slug: &str) -> String {
    let lang = if locale == Locale::En { "?lang=en" } else { "" };
    format!("/api/v1/{collection}/{slug}{lang}")
}

/// The language a path is in.
pub fn locale_of(path: &str) -> Locale {
    if path == "/en" || path.starts_with("/en/") {
        Locale::En
    } else {
        Locale::Vi
    }
}

/// Whether a text may be a slug at all: what is not never reaches the database.
pub fn is_slug(text: &str) -> bool {
    (1..=160).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// A query string from pairs, leaving out empty values; with its question mark, or nothing.
pub fn query(pairs: &[(&str, &str)]) -> String {
    let mut text = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        text.append_pair(name, value);
    }
    let text = text.finish();
    if text.is_empty() { text } else { format!("?{text}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_both_languages() {
        assert_eq!(product(Locale::Vi, "tra-sen"), "/san-pham/tra-sen");
        assert_eq!(product(Locale::En, "tra-sen"), "/en/products/tra-sen");
        assert_eq!(enquiry(Locale::Vi, "lang-hoa"), "/san-pham/lang-hoa/hoi");
        assert_eq!(enquiry(Locale::En, "lang-hoa"), "/en/products/lang-hoa/enquire");
        assert_eq!(fixed(Locale::En, "map"), "/en/map");
        assert_eq!(act(Locale::En, "follow"), "/en/account/follows");
        assert_eq!(locale_of("/en"), Locale::En);
        assert_eq!(locale_of("/entry"), Locale::Vi);
        assert_eq!(
            query(&[("q", "mật ong & trà"), ("page", "")]),
            "?q=m%E1%BA%ADt+ong+%26+tr%C3%A0"
        );
        assert!(
            is_slug("tra-sen-1") && !is_slug("") && !is_slug("a/b") && !is_slug("Trà") && !is_slug("a\0")
        );
    }

    #[test]
    fn nobody_is_sent_to_another_site() {
        for (path, safe) in [
            ("/tai-khoan?a=b", Some("/tai-khoan?a=b")),
            ("/tim-kiem?q=gốm", Some("/tim-kiem?q=g%E1%BB%91m")),
            ("/", Some("/")),
            ("/a/../b#c", Some("/b")),
            ("", None),
            ("//evil.example", None),
            ("/\\evil.example", None),
            ("\\\\evil.example", None),
            ("/\t/evil.example", None),
            ("/.//evil.example", None),
            ("/x/..//evil.example", None),
            ("https://evil.example", None),
            ("javascript:alert(1)", None),
            ("evil", None),
        ] {
            assert_eq!(local(path).as_deref(), safe, "{path}");
        }
    }
}
