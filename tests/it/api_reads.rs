//! The read API on the data set: whole lists by cursor, what the resources say, caching, other origins.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use reqwest::Method;

use super::support::app::{App, shared};
use super::support::browser::Browser;

/// Path and query of a whole address.
fn path(url: &str) -> String {
    let start = url.find("/api/").unwrap_or_else(|| panic!("{url}"));
    url[start..].to_owned()
}

/// Reads a list to its end by following `next`; the slugs in their order.
async fn whole(site: &Browser, first: &str) -> Vec<String> {
    let mut slugs = Vec::new();
    let mut next = Some(first.to_owned());
    let mut total = 0;
    while let Some(page) = next {
        let answer = site.get(&page).await.is(200);
        let body = answer.json();
        let link = answer.header("link").to_owned();
        next = body["next"].as_str().map(path);
        assert_eq!(next.is_some(), link.contains("rel=\"next\""), "{page}: {link}");
        total = body["total"].as_u64().unwrap();
        for item in body["data"].as_array().unwrap() {
            slugs.push(item["slug"].as_str().unwrap().to_owned());
        }
        assert!(slugs.len() < 2_000, "{first} does not end");
    }
    assert_eq!(slugs.len() as u64, total, "{first}");
    slugs
}

#[tokio::test]
async fn every_list_can_be_read_whole_without_repeats() {
    let site = shared();
    for (list, least) in [
        ("/api/v1/products?limit=100", 256),
        ("/api/v1/products?limit=7&group=4&sort=-price", 10),
        ("/api/v1/products?limit=3&q=g%E1%BB%91m", 3),
        ("/api/v1/products?limit=9&lang=en&sort=name", 256),
        ("/api/v1/producers?limit=13", 100),
        ("/api/v1/places?limit=10", 90),
        ("/api/v1/places?limit=4&near=20.98,105.91&radius_km=30", 5),
        ("/api/v1/villages?limit=10", 48),
        ("/api/v1/events?limit=4", 29),
        ("/api/v1/stories?limit=50", 100),
    ] {
        let slugs = whole(&site, list).await;
        let different: BTreeSet<&String> = slugs.iter().collect();
        assert_eq!(different.len(), slugs.len(), "{list} repeats something");
        assert!(slugs.len() >= least, "{list}: {} items", slugs.len());
    }
}

#[tokio::test]
async fn a_list_neither_repeats_nor_skips_while_others_come_and_go() {
    let app = App::start().await;
    let site = app.visitor();
    let before = whole(&site, "/api/v1/products?limit=100&sort=name").await;
    let first = site
        .get("/api/v1/products?limit=10&sort=name")
        .await
        .is(200)
        .json();
    // The last item of the page that was read goes away, and so does one of those before it.
    let gone = [&before[9], &before[4]];
    app.change(&format!(
        "UPDATE products SET status = 'hidden' WHERE slug IN ('{}', '{}')",
        gone[0], gone[1]
    ))
    .await;
    let rest = site
        .get(&path(first["next"].as_str().unwrap()))
        .await
        .is(200)
        .json();
    let expected: Vec<&str> = before[10..20].iter().map(String::as_str).collect();
    let got: Vec<&str> = rest["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["slug"].as_str().unwrap())
        .collect();
    assert_eq!(got, expected);
    site.get(&format!("/api/v1/products/{}", gone[0])).await.is(404);
    // They come back at their places: what follows the cursor stays the same.
    app.change(&format!(
        "UPDATE products SET status = 'published' WHERE slug IN ('{}', '{}')",
        gone[0], gone[1]
    ))
    .await;
    let again = site
        .get(&path(first["next"].as_str().unwrap()))
        .await
        .is(200)
        .json();
    assert_eq!(again["data"], rest["data"]);
    app.stop().await;
}

#[tokio::test]
async fn stars_never_come_without_a_state_that_lets_them_be_shown() {
    let site = shared();
    let body = site.get("/api/v1/products?limit=100").await.is(200).json();
    let mut states = BTreeSet::new();
    let mut none = 0;
    for item in body["data"].as_array().unwrap() {
        let certificate = &item["certificate"];
        if certificate.is_null() {
            none += 1;
            continue;
        }
        let state = certificate["state"].as_str().unwrap();
        let shows = matches!(state, "current" | "unconfirmed");
        assert_eq!(certificate["stars"].is_i64(), shows, "{item}");
        assert!(certificate["code"].is_string() && certificate["url"].is_string());
        assert!(item.get("stars").is_none(), "a bare star: {item}");
        states.insert(state.to_owned());
    }
    assert!(states.contains("unconfirmed"), "{states:?}");
    let past = site
        .get("/api/v1/products?stars=past&limit=100")
        .await
        .is(200)
        .json();
    assert!(
        past["data"]
            .as_array()
            .unwrap()
            .iter()
            .all(|item| item["certificate"]["stars"].is_null())
    );
    assert!(past["total"].as_u64().unwrap() > 0);
    assert!(none > 0 || body["total"].as_u64().unwrap() > 100);
}

#[tokio::test]
async fn a_certificate_lapses_in_the_api_on_its_day() {
    let app = App::start().await;
    let site = app.visitor();
    let list = site.get("/api/v1/products?limit=1").await.is(200).json();
    let seal = list["data"][0]["certificate"].clone();
    assert_eq!(seal["state"], "unconfirmed", "{seal}");
    let href = path(seal["href"].as_str().unwrap());
    let today = site.get(&href).await.is(200).json();
    assert_eq!(today["stars"], today["named_stars"]);
    app.advance(TimeDelta::days(3 * 366));
    app.settle().await;
    let later = site.get(&href).await.is(200).json();
    assert_eq!(later["state"], "lapsed");
    assert!(later["stars"].is_null());
    assert_eq!(
        later["named_stars"], today["named_stars"],
        "the past stays readable"
    );
    let list = site.get("/api/v1/products?stars=4").await.is(200).json();
    assert_eq!(list["total"], 0);
    app.stop().await;
}

#[tokio::test]
async fn filters_and_facets_agree_with_each_other() {
    let site = shared();
    let all = site.get("/api/v1/products?limit=1").await.is(200).json();
    for facet in ["group", "set", "stars", "commune", "producer"] {
        for choice in all["facets"][facet].as_array().unwrap().iter().take(6) {
            let address = format!(
                "/api/v1/products?limit=1&{facet}={}",
                choice["value"].as_str().unwrap()
            );
            let narrowed = site.get(&address).await.is(200).json();
            assert_eq!(narrowed["total"], choice["count"], "{address}");
        }
    }
    let cheap = site
        .get("/api/v1/products?price_max=100000&limit=100&sort=price")
        .await
        .is(200)
        .json();
    let prices: Vec<i64> = cheap["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["price"].as_i64().unwrap())
        .collect();
    assert!(!prices.is_empty() && prices.is_sorted() && prices.iter().all(|price| *price <= 100_000));
}

#[tokio::test]
async fn both_languages_are_told_and_links_lead_somewhere() {
    let site = shared();
    for collection in ["products", "producers", "places", "events", "stories"] {
        let list = site
            .get(&format!("/api/v1/{collection}?limit=3&lang=en"))
            .await
            .is(200)
            .json();
        for item in list["data"].as_array().unwrap() {
            let href = path(item["href"].as_str().unwrap());
            assert!(href.ends_with("?lang=en"), "{href}");
            let detail = site.get(&href).await.is(200).json();
            assert_eq!(detail["slug"], item["slug"]);
            let names = if collection == "stories" {
                &detail["titles"]
            } else {
                &detail["names"]
            };
            assert!(names["vi"].is_string(), "{detail}");
            let page = item["url"].as_str().unwrap();
            assert!(page.starts_with(&site.base) && page.contains("/en/"), "{page}");
            if collection != "places" {
                site.get(&page[site.base.len()..]).await.is(200);
            }
        }
    }
    let story = site.get("/api/v1/stories?limit=1").await.json();
    let story = site
        .get(&path(story["data"][0]["href"].as_str().unwrap()))
        .await
        .is(200)
        .json();
    assert!(story["texts"]["vi"]["markdown"].is_string() && story["texts"]["en"]["html"].is_string());
}

#[tokio::test]
async fn answers_are_tagged_compressed_and_open_to_every_origin() {
    let site = shared();
    let address = "/api/v1/products?limit=50";
    let plain = site.get(address).await.is(200);
    assert_eq!(plain.header("content-type"), "application/json");
    assert_eq!(plain.header("access-control-allow-origin"), "*");
    assert!(plain.header("set-cookie").is_empty());
    let tag = plain.header("etag").to_owned();
    assert!(tag.starts_with('"'), "{tag}");
    let same = site
        .ask(Method::GET, address, &[("if-none-match", &tag)])
        .await
        .is(304);
    assert!(same.bytes.is_empty());
    assert_eq!(same.header("access-control-allow-origin"), "*");
    for encoding in ["br", "gzip"] {
        let coded = site
            .ask(Method::GET, address, &[("accept-encoding", encoding)])
            .await
            .is(200);
        assert_eq!(coded.header("content-encoding"), encoding);
        assert!(coded.bytes.len() * 3 < plain.bytes.len());
    }
    let asked = [
        ("origin", "https://example.com"),
        ("access-control-request-method", "GET"),
    ];
    for address in [
        "/api/v1/search",
        "/api/v1/products/x",
        "/api/v1/places.geojson",
        "/api/openapi.json",
    ] {
        let preflight = site.ask(Method::OPTIONS, address, &asked).await.is(204);
        assert_eq!(preflight.header("access-control-allow-origin"), "*");
        assert!(preflight.header("access-control-allow-methods").contains("GET"));
    }
    let head = site.ask(Method::HEAD, address, &[]).await.is(200);
    assert!(head.bytes.is_empty());
    assert_eq!(head.header("etag"), tag);
}

#[tokio::test]
async fn the_map_draws_each_place_once_and_no_more_than_listed() {
    let site = shared();
    let drawn = site
        .get("/api/v1/places.geojson?bbox=105,20,107,22&zoom=9")
        .await
        .is(200);
    assert_eq!(drawn.header("content-type"), "application/geo+json");
    assert!(drawn.bytes.len() < 100_000, "{} bytes", drawn.bytes.len());
    let body = drawn.json();
    assert_eq!(body["type"], "FeatureCollection");
    let mut count = 0;
    for feature in body["features"].as_array().unwrap() {
        let point = feature["geometry"]["coordinates"].as_array().unwrap();
        assert!((105.0..107.0).contains(&point[0].as_f64().unwrap()), "{feature}");
        assert!((20.0..22.0).contains(&point[1].as_f64().unwrap()), "{feature}");
        count += feature["properties"]["count"].as_u64().unwrap_or(1);
    }
    assert_eq!(body["total"].as_u64(), Some(count));
    let list = site
        .get("/api/v1/places?bbox=105,20,107,22&limit=1")
        .await
        .is(200)
        .json();
    assert_eq!(list["total"].as_u64(), Some(count));
}
