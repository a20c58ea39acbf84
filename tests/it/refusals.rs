//! What is not there, what may not be done, and what the site says of its own health.

use reqwest::Method;

use crate::support::app::{App, shared};

#[tokio::test]
async fn what_is_not_there_is_said_in_the_persons_language() {
    let site = shared();
    for (path, lang) in [
        ("/khong-co", "vi"),
        ("/san-pham/khong-co-san-pham-nay", "vi"),
        ("/san-pham/a/b/c", "vi"),
        ("/chung-nhan/KHONG-CO", "vi"),
        ("/en/nothing", "en"),
        ("/en/products/no-such-product", "en"),
        ("/en/craft-villages/none", "en"),
        ("/en/certificates/NONE", "en"),
    ] {
        let page = site.get(path).await.is(404);
        assert_eq!(page.attributes("html", "lang"), [lang], "{path}");
        assert_eq!(page.all("h1").len(), 1, "{path}");
        assert!(
            page.attributes("meta[name=robots]", "content")
                .concat()
                .contains("noindex"),
            "{path}"
        );
        assert_eq!(page.header("cache-control"), "no-store", "{path}");
        assert!(!page.header("content-security-policy").is_empty(), "{path}");
        assert!(!page.text().contains('⟦'), "{path}");
        assert!(
            !page.attributes("main a", "href").is_empty(),
            "{path} leads nowhere"
        );
    }
}

#[tokio::test]
async fn other_methods_are_refused() {
    let site = shared();
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
        for path in ["/", "/san-pham", "/en/products/tra-sen-hien-xiem"] {
            let answer = site.ask(method.clone(), path, &[]).await;
            let status = answer.status.as_u16();
            assert!([403, 404, 405].contains(&status), "{method} {path}: {status}");
        }
        let answer = site.ask(method.clone(), "/api/v1/products", &[]).await.is(405);
        assert_eq!(answer.header("allow"), "GET, HEAD, OPTIONS", "{method}");
    }
}

#[tokio::test]
async fn another_site_cannot_act_in_a_visitors_name() {
    let site = shared();
    let foreign: [&[(&str, &str)]; 4] = [
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site"), ("content-type", "text/plain")],
        &[("origin", "https://evil.example"), ("content-type", "text/plain")],
        &[("origin", "null")],
    ];
    for headers in foreign {
        for (path, language) in [("/gio-hang", "vi"), ("/en/cart", "en")] {
            let page = site.ask(Method::POST, path, headers).await.is(403);
            assert_eq!(page.attributes("html", "lang"), [language], "{headers:?}");
            assert!(!page.text().contains('⟦'), "{path}");
        }
        site.ask(Method::DELETE, "/api/v1/products", headers)
            .await
            .is(403);
        // Reading is free for all.
        site.ask(Method::GET, "/", headers).await.is(200);
    }
    for own in [("sec-fetch-site", "same-origin"), ("sec-fetch-site", "none")] {
        let answer = site.ask(Method::POST, "/khong-co", &[own]).await;
        assert_eq!(answer.status.as_u16(), 404, "{own:?}");
    }
}

#[tokio::test]
async fn health_says_which_part_is_away() {
    let app = App::start().await;
    let site = app.visitor();
    site.get("/healthz").await.is(200);
    let ready = site.get("/readyz").await.is(200).json();
    assert_eq!(
        (&ready["database"], &ready["media"], &ready["files"]),
        (&"ok".into(), &"ok".into(), &"ok".into()),
        "{ready}"
    );
    let figures = site.get("/metrics").await.is(200).text();
    assert!(figures.contains("cho_lang_requests"), "{figures}");
    app.running.state.services.db.clone().close().await.unwrap();
    let ready = site.get("/readyz").await.is(503).json();
    assert_eq!(ready["database"], "failed", "{ready}");
    site.get("/healthz").await.is(200);
    // Lists come from memory: they go on.
    site.get("/san-pham").await.is(200);
    site.get("/en/products?group=1").await.is(200);
    // What only the database knows has to wait, and is said so.
    site.get("/san-pham/tra-sen-hien-xiem").await.is(503);
}
