//! What machines read: sitemap, robots.txt, llms.txt, feeds; and that the two languages of each page
//! know of each other.

use std::collections::{BTreeMap, BTreeSet};

use super::support::app::shared;
use super::support::browser::{Answer, Browser};

/// The texts between two marks.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    text.split(start)
        .skip(1)
        .filter_map(|rest| rest.split(end).next())
        .collect()
}

/// The hreflang links of a page, by language.
fn alternates(answer: &Answer) -> BTreeMap<String, String> {
    let languages = answer.attributes("link[rel=alternate][hreflang]", "hreflang");
    let addresses = answer.attributes("link[rel=alternate][hreflang]", "href");
    languages.into_iter().zip(addresses).collect()
}

fn path<'a>(site: &Browser, url: &'a str) -> &'a str {
    url.strip_prefix(&site.base)
        .unwrap_or_else(|| panic!("{url} is not ours"))
}

#[tokio::test]
async fn every_address_of_the_sitemap_is_a_page_and_knows_its_other_language() {
    let site = shared();
    let sitemap = site.get("/sitemap.xml").await.is(200);
    assert!(sitemap.header("content-type").starts_with("application/xml"));
    let text = sitemap.text();
    let entries = between(&text, "<url>", "</url>");
    let addresses: BTreeSet<&str> = entries
        .iter()
        .map(|entry| between(entry, "<loc>", "</loc>")[0])
        .collect();
    assert_eq!(addresses.len(), entries.len(), "an address stands twice");
    assert!(addresses.len() > 900, "{}", addresses.len());
    // Every link to a translation leads to an entry that links back.
    let mut links: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for entry in &entries {
        let own = between(entry, "<loc>", "</loc>")[0];
        let others = between(entry, "href=\"", "\"");
        assert!(
            others.is_empty() || others.contains(&own),
            "{own} does not name itself"
        );
        links.insert(own, others.into_iter().collect());
    }
    for (own, others) in &links {
        for other in others {
            assert!(
                links.get(other).is_some_and(|back| back.contains(own)),
                "{other} does not lead back to {own}"
            );
        }
    }
    // A sample of the pages themselves, fixed ones all.
    for address in addresses
        .iter()
        .enumerate()
        .filter(|(n, one)| n % 37 == 0 || !one.contains('-'))
        .map(|(_, one)| one)
    {
        let page = site.get(path(&site, address)).await.is(200);
        assert!(
            page.all("meta[name=robots]").is_empty(),
            "{address} is in the sitemap and says noindex"
        );
        assert_eq!(
            page.attributes("link[rel=canonical]", "href"),
            [(*address).to_owned()],
            "{address}"
        );
        let named = alternates(&page);
        let listed = &links[address];
        for (language, to) in named.iter().filter(|(language, _)| *language != "x-default") {
            assert!(
                listed.is_empty() || listed.contains(to.as_str()),
                "{address}: {language} {to}"
            );
            let there = site.get(path(&site, to)).await.is(200);
            assert_eq!(alternates(&there), named, "{address} and {to} do not agree");
        }
    }
}

#[tokio::test]
async fn what_is_hidden_leaves_the_machines_pages_too() {
    let app = super::support::app::App::start().await;
    let site = app.visitor();
    let list = site.get("/api/v1/products?limit=1&sort=newest").await.json();
    let slug = list["data"][0]["slug"].as_str().unwrap().to_owned();
    let seen =
        |text: &str| text.contains(&format!("/san-pham/{slug}<")) || text.contains(&format!("/{slug}\""));
    assert!(seen(&site.get("/sitemap.xml").await.text()));
    app.change(&format!(
        "UPDATE products SET status = 'hidden' WHERE slug = '{slug}'"
    ))
    .await;
    for address in [
        "/sitemap.xml",
        "/feed.xml",
        "/en/feed.xml",
        "/api/v1/products?limit=100&sort=newest",
    ] {
        assert!(
            !seen(&site.get(address).await.is(200).text()),
            "{address} still tells of it"
        );
    }
    site.get(&format!("/api/v1/products/{slug}")).await.is(404);
    let found = site
        .get(&format!("/api/v1/search?q={}", slug.replace('-', "%20")))
        .await
        .is(200)
        .json();
    assert!(
        found["results"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["kind"] != "product" || one["slug"] != slug.as_str())
    );
    app.stop().await;
}

#[tokio::test]
async fn parts_of_the_sitemap_end_where_the_things_end() {
    let site = shared();
    for part in ["pages", "products", "producers", "places", "stories", "events"] {
        let text = site.get(&format!("/sitemaps/{part}-1.xml")).await.is(200).text();
        assert!(
            text.starts_with("<?xml") && text.trim_end().ends_with("</urlset>"),
            "{part}"
        );
        assert!(text.contains("<loc>"), "{part}");
        for wrong in [
            format!("{part}-0"),
            format!("{part}-2"),
            format!("{part}-01"),
            part.to_owned(),
        ] {
            site.get(&format!("/sitemaps/{wrong}.xml")).await.is(404);
        }
    }
    site.get("/sitemaps/products-99999999999999999999.xml")
        .await
        .is(404);
}

#[tokio::test]
async fn a_shared_link_shows_a_picture() {
    let site = shared();
    let listed = site.get("/lang-nghe").await.is(200);
    let links = listed.attributes("main a[href^='/lang-nghe/']", "href");
    let village = links.first().expect("a village").as_str();
    for (page, kind) in [
        ("/", "/og/vi/site/"),
        ("/en", "/og/en/site/"),
        ("/ban-do", "/og/vi/site/"),
        (village, "/og/vi/place/"),
    ] {
        let shown = site.get(page).await.is(200);
        let named = shown.attributes("meta[property='og:image']", "content");
        assert_eq!(named.len(), 1, "{page}: {named:?}");
        let address = path(&site, &named[0]);
        assert!(address.starts_with(kind), "{page}: {address}");
        let picture = site.get(address).await.is(200);
        assert_eq!(picture.header("content-type"), "image/jpeg");
    }
    site.get("/og/vi/site/khac.jpg").await.is(404);
    let own = site.get("/dang-nhap").await.is(200);
    assert!(own.all("meta[property='og:image']").is_empty());
}

#[tokio::test]
async fn robots_may_read_what_they_judge_by() {
    let site = shared();
    let text = site.get("/robots.txt").await.is(200).text();
    assert!(text.contains(&format!("Sitemap: {}/sitemap.xml", site.base)));
    for open in ["/assets", "/media", "/map", ".css", ".js", "group"] {
        assert!(!text.contains(open), "{open} is blocked: {text}");
    }
    assert!(text.lines().all(|line| line != "Disallow: /"));
    let llms = site.get("/llms.txt").await.is(200).text();
    assert!(llms.starts_with("# Chợ Làng\n\n> "));
    for address in between(&llms, "](", ")") {
        site.get(path(&site, address)).await.is(200);
    }
}

#[tokio::test]
async fn feeds_are_atom_in_their_own_language() {
    let site = shared();
    for (feed, language, prefix) in [("/feed.xml", "vi", "/"), ("/en/feed.xml", "en", "/en/")] {
        let answer = site.get(feed).await.is(200);
        assert!(answer.header("content-type").starts_with("application/atom+xml"));
        let text = answer.text();
        assert!(text.contains(&format!("xml:lang=\"{language}\"")));
        let entries = between(&text, "<entry>", "</entry>");
        assert!(entries.len() > 20, "{}", entries.len());
        let ids: BTreeSet<&str> = entries
            .iter()
            .map(|entry| between(entry, "<id>", "</id>")[0])
            .collect();
        assert_eq!(ids.len(), entries.len());
        for id in &ids {
            let path = path(&site, id);
            assert!(
                path.starts_with(prefix) && (language == "en" || !path.starts_with("/en/")),
                "{path}"
            );
        }
        for id in ids.iter().step_by(11) {
            site.get(path(&site, id)).await.is(200);
        }
        for entry in entries {
            let updated = between(entry, "<updated>", "</updated>")[0];
            assert!(chrono::DateTime::parse_from_rfc3339(updated).is_ok(), "{updated}");
        }
    }
}
