//! What nobody should send and somebody will: the right status, a page in the person's language, never
//! an internal error, never a slow answer.

use std::time::Duration;

use crate::support::app::shared;
use crate::support::browser::{Answer, Browser};

/// Far above what an unoptimised server under load needs, far below what a runaway query takes.
const QUICK: Duration = Duration::from_secs(3);

/// A value as it stands in an address.
fn escaped(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// Insists on one of these statuses, soon, without a hole in the page.
#[track_caller]
fn sane(answer: &Answer, statuses: &[u16]) {
    let status = answer.status.as_u16();
    let shown: String = answer.path.chars().take(120).collect();
    assert!(
        statuses.contains(&status),
        "{shown}: {status}: {}",
        answer.summary()
    );
    assert!(answer.took < QUICK, "{shown} took {:?}", answer.took);
    if answer.header("content-type").starts_with("text/html") {
        let lang = if answer.path.starts_with("/en") {
            "en"
        } else {
            "vi"
        };
        assert_eq!(answer.attributes("html", "lang"), [lang], "{shown}");
        let text = answer.text();
        assert!(!text.contains('⟦'), "{shown} has a text missing");
        assert!(
            !text.contains("<script>alert"),
            "{shown} says what it was told to"
        );
        assert_eq!(answer.all("h1").len(), 1, "{shown}");
    }
}

async fn all(site: &Browser, paths: &[String], statuses: &[u16]) {
    for path in paths {
        sane(&site.get(path).await, statuses);
    }
}

#[tokio::test]
async fn nothing_that_is_typed_into_the_search_box_hurts() {
    let site = shared();
    let long = "mật ong ".repeat(1_400);
    let letters = "ữ".repeat(1_200);
    for query in [
        "%",
        "_",
        "\\",
        "'",
        "\"",
        "\") OR 1=1 --",
        "'; DROP TABLE products; --",
        "stars = 5 AND kind != x",
        "_geoRadius(21.0, 105.8, 1000)",
        "kind:product AND (a OR b)",
        "[a TO z]",
        "a~5 b^9 +c -d",
        "*",
        "?",
        "a\0b",
        "\u{202e}gnom",
        "\u{200b}",
        "🍯🍵",
        "Ωμέγα",
        "мёд",
        "蜂蜜",
        "عسل",
        "ལྷ་ས",
        "🏳️‍🌈",
        "<script>alert(1)</script>",
        "{{7*7}}",
        "${jndi:ldap://x}",
        "..",
        "../../etc/passwd",
        "\r\nX: y",
        "a&b=c",
        "   ",
        "\t\n",
        "-",
        "((((((((((",
        "\"\"\"\"",
        "0x1p-1074",
        "NaN",
        "1e308",
        &long,
        &letters,
    ] {
        for start in [
            "/tim-kiem?q=",
            "/en/search?q=",
            "/san-pham?q=",
            "/tim-kiem/goi-y?q=",
        ] {
            sane(
                &site.get(&format!("{start}{}", escaped(query))).await,
                &[200, 400],
            );
        }
    }
    for raw in [
        "%",
        "%zz",
        "%ff%fe",
        "%00",
        "%c0%af",
        "%ed%a0%80",
        "&&&&",
        "=",
        "q",
        "q[]=1",
        "q=1&q=2",
    ] {
        sane(&site.get(&format!("/tim-kiem?q={raw}")).await, &[200, 400]);
    }
}

#[tokio::test]
async fn every_way_to_type_vietnamese_finds_the_same() {
    use unicode_normalization::UnicodeNormalization;
    let site = shared();
    let composed = "gốm bát tràng";
    let split: String = composed.nfd().collect();
    let mut found = Vec::new();
    for query in [composed, &split, "GỐM  BÁT  TRÀNG", "  gốm bát tràng  "] {
        let page = site.get(&format!("/tim-kiem?q={}", escaped(query))).await.is(200);
        let mut links = page.attributes("main a", "href");
        links.retain(|link| link.matches('/').count() == 2 && !link.contains('?'));
        assert!(links.len() > 3, "{query:?} finds {links:?}");
        found.push((query.to_owned(), links));
    }
    for (query, links) in &found[1..] {
        assert_eq!(*links, found[0].1, "{query:?}");
    }
    let nonsense = site.get("/tim-kiem?q=xyzzyq+qwrtp").await.is(200);
    let hits: Vec<_> = nonsense
        .attributes("main article a, main .card a", "href")
        .into_iter()
        .filter(|link| link.starts_with("/san-pham/"))
        .collect();
    assert!(hits.is_empty(), "nonsense finds {hits:?}");
}

#[tokio::test]
async fn absurd_pages_and_filters_are_bounded() {
    let site = shared();
    let mut paths = Vec::new();
    for list in [
        "/san-pham",
        "/en/products",
        "/nha-san-xuat",
        "/cau-chuyen",
        "/lang-nghe",
        "/su-kien",
        "/ban-do",
    ] {
        for query in [
            "page=999999999",
            "page=-1",
            "page=abc",
            "page=0",
            "page=1e9",
            "page=99999999999999999999999",
            "per_page=100000",
            "after=%00",
            "after=zzzz",
            "before=....",
            "cursor=AAAA",
            "sort=drop",
            "stars=6",
            "stars=-1",
            "stars=5&stars=4&stars=3",
            "group=7",
            "group=', 1",
            "set=999",
            "commune=../..",
            "producer=%F0%9F%8D%AF",
            "price_min=-5",
            "price_min=1e308",
            "price_max=0",
            "in_stock=maybe",
            "price_min=999999999999999999999&price_max=1",
            "x=%ff&y=%00",
        ] {
            paths.push(format!("{list}?{query}"));
        }
    }
    all(&site, &paths, &[200, 301, 302, 308, 400, 404]).await;
}

#[tokio::test]
async fn absurd_positions_are_refused_or_capped() {
    let site = shared();
    let mut paths = Vec::new();
    for query in [
        "bbox=NaN,NaN,NaN,NaN",
        "bbox=1e308,1e308,-1e308,1",
        "bbox=106,22,105,21",
        "bbox=179,20,-179,22",
        "bbox=-180,-90,180,90",
        "bbox=1,2,3",
        "bbox=1,2,3,4,5",
        "bbox=a,b,c,d",
        "bbox=,,,",
        "bbox=inf,0,1,1",
        "near=NaN,NaN",
        "near=91,181",
        "near=105.8,21.0",
        "near=21.03",
        "near=,",
        "near=1e400,1",
        "radius_km=-1&near=21.0,105.8",
        "radius_km=1e308&near=21.0,105.8",
        "radius_km=NaN&near=21.0,105.8",
        "open=maybe",
        "kind=shop",
        "carries=%00",
        "zoom=-1&bbox=105,20,106,22",
        "zoom=99&bbox=105,20,106,22",
    ] {
        for list in ["/ban-do", "/en/map"] {
            paths.push(format!("{list}?{query}"));
        }
    }
    all(&site, &paths, &[200, 400]).await;
}

#[tokio::test]
async fn no_path_leads_out_of_its_folder() {
    let site = shared();
    for path in [
        "/media/..%2f..%2fetc%2fpasswd",
        "/media/%2e%2e/%2e%2e/etc/passwd",
        "/media/%252e%252e%252fetc%252fpasswd",
        "/media/....//....//etc/passwd",
        "/media//etc/passwd",
        "/media/C:%5cwindows",
        "/media/con",
        "/media/%00",
        "/media/a%00.webp",
        "/media/..%5c..%5cx",
        "/media/%c0%ae%c0%ae/x",
        "/media/",
        "/assets/..%2f..%2fCargo.toml",
        "/assets/manifest.json",
        "/assets/%2e%2e%2fmap%2fha-noi.json",
        "/assets/.env",
        "/assets/%00",
        "/map/..%2fdist%2fmanifest.json",
        "/map/%2e%2e",
        "/map/nothing.json",
        "/cho-lang.sqlite",
        "/.env",
        "/.git/config",
        "/var/cho-lang.sqlite",
        "/%2e%2e/%2e%2e/etc/passwd",
    ] {
        // A raw request: clients tidy such paths up before they send them.
        let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        let answer = site.raw(request.as_bytes()).await;
        let status = answer.split(' ').nth(1).unwrap_or_default();
        assert!(
            ["404", "400"].contains(&status),
            "{path}: {}",
            &answer[..answer.len().min(80)]
        );
        assert!(!answer.contains("root:"), "{path} gives a file of the machine");
    }
}

#[tokio::test]
async fn slugs_that_are_none_are_not_found() {
    let site = shared();
    let long = "a".repeat(3_000);
    for start in [
        "/san-pham/",
        "/en/products/",
        "/nha-san-xuat/",
        "/cau-chuyen/",
        "/lang-nghe/",
        "/diem-ban/",
        "/su-kien/",
        "/chung-nhan/",
        "/en/certificates/",
    ] {
        for slug in [
            "%00", "%ff", "a%2fb", "A", "trà-sen", "a'b", "a%22b", "%25", "..%2f", "🍯", "-", "1 OR 1=1",
            &long,
        ] {
            let path = format!("{start}{slug}");
            let path = if slug.contains(['à', '🍯', ' ']) {
                format!("{start}{}", escaped(slug).replace('+', "%20"))
            } else {
                path
            };
            sane(&site.get(&path).await, &[301, 400, 404]);
        }
    }
    sane(&site.get(&format!("/{}", "x/".repeat(3_000))).await, &[404, 414]);
}

#[tokio::test]
async fn broken_requests_break_nothing() {
    let site = shared();
    for request in [
        "GET / HTTP/1.1\r\n\r\n".to_owned(),
        "GET http://elsewhere.example/ HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n"
            .to_owned(),
        format!("GET / HTTP/1.1\r\nHost: x\r\nX: {}\r\n\r\n", "y".repeat(200_000)),
        format!(
            "GET /{} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            "a".repeat(100_000)
        ),
        "BREW / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".to_owned(),
        "GET / HTTP/9.9\r\nHost: x\r\n\r\n".to_owned(),
        "GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n".to_owned(),
        "\u{16}\u{3}\u{1}\u{2}".to_owned(),
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            .to_owned(),
    ] {
        let request = request.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
        let answer = site.raw(request.as_bytes()).await;
        let status = answer.split(' ').nth(1).unwrap_or("none");
        assert!(
            !status.starts_with('5') || status == "505",
            "{:?}: {status}",
            &request[..request.len().min(60)]
        );
    }
    site.get("/healthz").await.is(200);
    for header in [
        "accept-encoding",
        "accept-language",
        "if-none-match",
        "cookie",
        "x-forwarded-for",
    ] {
        for value in ["", ",,,", "\"", "*;q=NaN", "a=b; c", "999.999.999.999"] {
            let answer = site
                .ask(reqwest::Method::GET, "/san-pham", &[(header, value)])
                .await;
            assert!(
                answer.status.as_u16() < 400,
                "{header}: {value:?}: {}",
                answer.status
            );
        }
    }
}
