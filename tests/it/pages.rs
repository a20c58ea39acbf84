//! Every kind of page in both languages, as a browser, a proxy and a search engine meet it.

use std::collections::BTreeSet;
use std::io::Read;

use entity::Locale;
use reqwest::Method;
use shell::web::urls;

use crate::support::app::shared;
use crate::support::browser::{Answer, Browser};

/// Kinds of pages with the list that leads to them and the selector of its links.
const KINDS: &[(&str, [&str; 2])] = &[
    ("products", ["/san-pham/", "/en/products/"]),
    ("producers", ["/nha-san-xuat/", "/en/producers/"]),
    ("stories", ["/cau-chuyen/", "/en/stories/"]),
    ("villages", ["/lang-nghe/", "/en/craft-villages/"]),
    ("map", ["/diem-ban/", "/en/sales-points/"]),
    ("events", ["/su-kien/", "/en/events/"]),
];

/// Fixed pages that are HTML.
fn fixed(locale: Locale) -> Vec<String> {
    urls::all_fixed(locale)
        .filter(|(key, _)| !["suggest", "feed", "api_docs"].contains(key))
        .map(|(_, path)| path.to_owned())
        .collect()
}

/// Some pages of each kind, found as a visitor finds them: by the links of the lists.
async fn some_of_each(site: &Browser, locale: Locale) -> Vec<String> {
    let mut found = BTreeSet::new();
    for (list, prefixes) in KINDS {
        let prefix = prefixes[locale.index()];
        let answer = site.get(urls::fixed(locale, list)).await.is(200);
        let links: BTreeSet<String> = answer
            .attributes("main a", "href")
            .into_iter()
            .filter(|link| link.starts_with(prefix) && !link.contains(['?', '#']))
            .collect();
        assert!(!links.is_empty(), "{} leads to no {prefix}…", answer.path);
        found.extend(links.into_iter().take(4));
    }
    found.into_iter().collect()
}

async fn every(site: &Browser) -> Vec<(Locale, String)> {
    let mut all = Vec::new();
    for locale in Locale::ALL {
        for path in fixed(locale).into_iter().chain(some_of_each(site, locale).await) {
            all.push((locale, path));
        }
    }
    all
}

/// The whole of what a page promises.
fn look(answer: &Answer, locale: Locale, origin: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut want = |good: bool, what: String| {
        if !good {
            wrong.push(format!("{}: {what}", answer.path));
        }
    };
    let text = answer.text();
    want(answer.status == 200, format!("answers {}", answer.status));
    if let Some(at) = text.find('⟦') {
        want(
            false,
            format!(
                "a text is missing: {}",
                text[at..].chars().take(40).collect::<String>()
            ),
        );
    }
    let headings = answer.all("h1");
    want(
        headings.len() == 1 && !headings[0].is_empty(),
        format!("h1: {headings:?}"),
    );
    want(
        answer.attributes("html", "lang") == [locale.tag()],
        "the language of the page".to_owned(),
    );
    want(!answer.all("title")[0].is_empty(), "no title".to_owned());
    want(answer.all("main").len() == 1, "not one main".to_owned());
    let canonical = answer.attributes("link[rel=canonical]", "href");
    want(
        canonical.len() == 1 && canonical[0].starts_with(origin),
        format!("canonical {canonical:?}"),
    );
    want(
        answer.attributes("meta[name=viewport]", "content").len() == 1,
        "no viewport".to_owned(),
    );
    let noindex = answer
        .attributes("meta[name=robots]", "content")
        .concat()
        .contains("noindex");
    want(
        noindex
            || !answer
                .attributes("meta[name=description]", "content")
                .concat()
                .is_empty(),
        "no description".to_owned(),
    );
    let policy = answer.header("content-security-policy");
    want(
        policy.contains("default-src 'none'") && !policy.contains("unsafe"),
        format!("policy {policy:?}"),
    );
    want(
        answer.header("x-content-type-options") == "nosniff",
        "nosniff".to_owned(),
    );
    want(
        !answer.header("referrer-policy").is_empty(),
        "referrer policy".to_owned(),
    );
    want(answer.header("set-cookie").is_empty(), "sets a cookie".to_owned());
    want(!text.contains(" style=\""), "an inline style".to_owned());
    for handler in [
        " onclick=",
        " onload=",
        " onsubmit=",
        " onchange=",
        " onerror=",
        "javascript:",
    ] {
        want(!text.contains(handler), format!("an inline script: {handler}"));
    }
    want(answer.all("style").is_empty(), "a style element".to_owned());
    for kind in answer.attributes("script:not([src])", "type") {
        want(
            kind == "application/ld+json",
            format!("an inline script of type {kind}"),
        );
    }
    let plain = answer.html();
    let scripts = scraper::Selector::parse("script:not([src]):not([type])").unwrap();
    want(
        plain.select(&scripts).next().is_none(),
        "an inline script".to_owned(),
    );
    for source in answer.attributes("script[src], img[src], iframe[src]", "src") {
        want(
            source.starts_with('/') || source.starts_with("data:image/"),
            format!("asks a third party: {source}"),
        );
    }
    for document in answer.json_ld() {
        want(
            document["@context"] == "https://schema.org" && document["@type"].is_string(),
            format!("JSON-LD {document}"),
        );
    }
    let mut ids = answer.attributes("[id]", "id");
    ids.sort();
    let doubled: Vec<_> = ids
        .windows(2)
        .filter(|pair| pair[0] == pair[1])
        .map(|pair| &pair[0])
        .collect();
    want(doubled.is_empty(), format!("ids used twice: {doubled:?}"));
    for picture in answer.html().select(&scraper::Selector::parse("img").unwrap()) {
        let value = picture.value();
        want(
            value.attr("alt").is_some(),
            format!("a picture without alt: {:?}", value.attr("src")),
        );
        want(
            value.attr("width").is_some() && value.attr("height").is_some(),
            format!("a picture without its size: {:?}", value.attr("src")),
        );
    }
    wrong
}

#[tokio::test]
async fn every_page_keeps_its_promises_in_both_languages() {
    let site = shared();
    let mut wrong = Vec::new();
    let pages = every(&site).await;
    assert!(pages.len() > 70, "only {} pages", pages.len());
    for (locale, path) in pages {
        wrong.extend(look(&site.get(&path).await, locale, &site.base));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn the_two_languages_name_each_other() {
    let site = shared();
    let mut wrong = Vec::new();
    for (_, path) in every(&site).await {
        let page = site.get(&path).await;
        if page
            .attributes("meta[name=robots]", "content")
            .concat()
            .contains("noindex")
        {
            continue;
        }
        let canonical = page.attributes("link[rel=canonical]", "href").concat();
        if canonical != format!("{}{path}", site.base) {
            wrong.push(format!("{path} is canonical at {canonical}"));
        }
        for locale in ["vi", "en"] {
            let selector = format!("link[rel=alternate][hreflang={locale}]");
            let Some(other) = page.attributes(&selector, "href").pop() else {
                wrong.push(format!("{path} names no page in {locale}"));
                continue;
            };
            let there = site.get(other.strip_prefix(&site.base).unwrap()).await;
            let back: Vec<String> = there.attributes("link[rel=alternate][hreflang]", "href");
            if there.status != 200 || !back.contains(&canonical) {
                wrong.push(format!("{path} names {other}, which does not name it back"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn links_within_the_site_lead_somewhere() {
    let site = shared();
    let mut known = BTreeSet::new();
    let mut broken = Vec::new();
    for (_, path) in every(&site).await {
        let page = site.get(&path).await;
        for link in page.attributes("a[href], link[href]", "href") {
            let target = link.split('#').next().unwrap().replace(&site.base, "");
            let inside = target.starts_with('/') && !target.starts_with("//");
            if inside && known.insert(target.clone()) {
                let mut answer = site.get(&target).await;
                if answer.status == 303 {
                    // What is for one person leads to the way in.
                    answer = site.get(answer.location()).await;
                }
                if answer.status != 200 {
                    broken.push(format!("{path} → {target}: {}", answer.status));
                }
            }
        }
    }
    assert!(known.len() > 150, "only {} links", known.len());
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[tokio::test]
async fn pages_are_tagged_and_kept() {
    let site = shared();
    for (_, path) in every(&site).await.into_iter().step_by(3) {
        let first = site.get(&path).await.is(200);
        let tag = first.header("etag").to_owned();
        let private = first.header("cache-control").contains("private");
        if private {
            continue;
        }
        assert!(
            tag.starts_with('"') && tag.ends_with('"') && tag.len() > 8,
            "{path}: ETag {tag:?}"
        );
        assert!(first.header("cache-control").contains("s-maxage"), "{path}");
        assert!(
            first.header("vary").to_lowercase().contains("accept-encoding"),
            "{path}"
        );
        let again = site
            .ask(Method::GET, &path, &[("if-none-match", &tag)])
            .await
            .is(304);
        assert!(again.bytes.is_empty(), "{path}: 304 with a body");
        assert_eq!(again.header("etag"), tag, "{path}");
        let list = format!("\"other\", W/{tag}");
        site.ask(Method::GET, &path, &[("if-none-match", &list)])
            .await
            .is(304);
        site.ask(Method::GET, &path, &[("if-none-match", "\"other\"")])
            .await
            .is(200);
        let head = site.ask(Method::HEAD, &path, &[]).await.is(200);
        assert!(head.bytes.is_empty(), "{path}: HEAD with a body");
        assert_eq!(head.header("etag"), tag, "{path}");
    }
}

#[tokio::test]
async fn every_coding_holds_the_same_bytes() {
    let site = shared();
    for path in [
        "/",
        "/en",
        "/san-pham",
        "/ban-do",
        "/san-pham/tra-sen-hien-xiem",
        "/en/terms",
    ] {
        let plain = site
            .ask(Method::GET, path, &[("accept-encoding", "identity")])
            .await
            .is(200);
        assert_eq!(plain.header("content-encoding"), "");
        let mut tags = BTreeSet::from([plain.header("etag").to_owned()]);
        for coding in ["br", "gzip"] {
            let coded = site
                .ask(Method::GET, path, &[("accept-encoding", coding)])
                .await
                .is(200);
            assert_eq!(coded.header("content-encoding"), coding, "{path}");
            let mut decoded = Vec::new();
            match coding {
                "br" => brotli::Decompressor::new(&*coded.bytes, 4096).read_to_end(&mut decoded),
                _ => flate2::read::GzDecoder::new(&*coded.bytes).read_to_end(&mut decoded),
            }
            .unwrap();
            assert!(decoded == plain.bytes, "{path}: {coding} holds other bytes");
            assert!(
                coded.bytes.len() * 2 < plain.bytes.len(),
                "{path}: {coding} is hardly smaller"
            );
            tags.insert(coded.header("etag").to_owned());
        }
        assert_eq!(tags.len(), 3, "{path}: one strong tag for two codings");
    }
}

#[tokio::test]
async fn list_pages_are_small() {
    let site = shared();
    for path in [
        "/san-pham",
        "/en/products",
        "/nha-san-xuat",
        "/lang-nghe",
        "/su-kien",
    ] {
        let page = site
            .ask(Method::GET, path, &[("accept-encoding", "br")])
            .await
            .is(200);
        assert!(
            page.bytes.len() <= 14 * 1024,
            "{path}: {} bytes of Brotli",
            page.bytes.len()
        );
    }
}
