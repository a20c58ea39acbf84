//! Who asks too often is asked to wait, and cannot talk its way out.

use reqwest::Method;

use crate::support::app::App;
use crate::support::browser::Browser;
use crate::support::db::Content;

/// Asks for pages that are not in the cache until one is refused, at most so often.
async fn until_refused(site: &Browser, forwarded: &[(&str, &str)], most: u32) -> Option<u32> {
    for n in 0..most {
        let path = format!("/san-pham?price_min={n}");
        let answer = site.ask(Method::GET, &path, forwarded).await;
        if answer.status == 429 {
            let wait: u64 = answer.header("retry-after").parse().unwrap();
            assert!((1..=60).contains(&wait), "Retry-After {wait}");
            assert_eq!(answer.attributes("html", "lang"), ["vi"]);
            assert_eq!(answer.header("cache-control"), "no-store");
            return Some(n);
        }
        assert_eq!(answer.status, 200);
    }
    None
}

#[tokio::test]
async fn who_asks_too_often_waits_and_pages_from_the_cache_are_free() {
    let app = App::with(Content::Tables, &["--rate-per-minute=40"]).await;
    let site = app.visitor();
    site.get("/en/products").await.is(200);
    let refused = until_refused(&site, &[], 60).await;
    assert!(
        refused.is_some_and(|after| (5..=20).contains(&after)),
        "{refused:?}"
    );
    // An address that nobody vouches for may write what it likes.
    let elsewhere = [("x-forwarded-for", "203.0.113.9")];
    let again = site.ask(Method::GET, "/san-pham?price_min=777", &elsewhere).await;
    assert_eq!(again.status, 429, "X-Forwarded-For of a stranger is believed");
    site.get("/en/products").await.is(200);
    site.get("/healthz").await.is(200);
    app.stop().await;
}

#[tokio::test]
async fn behind_a_trusted_proxy_everybody_counts_alone() {
    let flags = ["--rate-per-minute=40", "--trusted-proxies=127.0.0.1"];
    let app = App::with(Content::Tables, &flags).await;
    let site = app.visitor();
    let first = [("x-forwarded-for", "203.0.113.9")];
    assert!(until_refused(&site, &first, 60).await.is_some());
    let second = [("x-forwarded-for", "203.0.113.10")];
    assert_eq!(
        site.ask(Method::GET, "/san-pham?price_min=778", &second)
            .await
            .status,
        200
    );
    // What stands before the address the proxy saw anybody could have written.
    let forged = [("x-forwarded-for", "198.51.100.7, 203.0.113.9")];
    assert_eq!(
        site.ask(Method::GET, "/san-pham?price_min=779", &forged)
            .await
            .status,
        429
    );
    app.stop().await;
}
