//! What the API does with what makes no sense: the right status, the name of the parameter, at once.

use std::time::Duration;

use super::support::app::shared;
use super::support::browser::Answer;

/// A problem document (RFC 9457) that any origin may read.
fn problem(answer: &Answer, status: u16) -> serde_json::Value {
    assert_eq!(
        answer.status.as_u16(),
        status,
        "{}: {}",
        answer.path,
        answer.summary()
    );
    assert_eq!(
        answer.header("content-type"),
        "application/problem+json",
        "{}",
        answer.path
    );
    assert_eq!(
        answer.header("access-control-allow-origin"),
        "*",
        "{}",
        answer.path
    );
    assert!(
        answer.header("cache-control").contains("no-store"),
        "{}",
        answer.path
    );
    let body = answer.json();
    assert_eq!(body["status"].as_u64(), Some(u64::from(status)));
    assert!(body["title"].is_string() && body["type"].is_string() && body["instance"].is_string());
    body
}

#[tokio::test]
async fn nonsense_is_refused_by_the_parameters_name() {
    let site = shared();
    for (list, parameter, values) in [
        (
            "products",
            "limit",
            &["0", "-1", "101", "100000", "x", "1e3", "99999999999999999999"][..],
        ),
        ("products", "page", &["0", "-1", "x", "1.5"]),
        (
            "products",
            "cursor",
            &["x", "%25%25", "e30", "bnVsbA", "AAAA", "%F0%9F%92%A5"],
        ),
        ("products", "group", &["0", "7", "x", "-1", "1%27"]),
        ("products", "set", &["0", "27", "NaN"]),
        ("products", "stars", &["6", "1", "many"]),
        ("products", "commune", &["khong-co", "%27%20OR%201=1"]),
        ("products", "producer", &["khong-co"]),
        ("products", "price_min", &["-1", "x", "1e308", "Infinity"]),
        ("products", "in_stock", &["maybe"]),
        ("products", "sort", &["cheapest"]),
        ("products", "lang", &["fr", "VI"]),
        ("producers", "kind", &["moon"]),
        ("events", "when", &["tomorrow"]),
        ("stories", "kind", &["event"]),
        ("places", "kind", &["shop"]),
        ("places", "carries", &["khong-co"]),
        ("places", "near", &["x", "91,0", "NaN,105", "21", "1e308,1e308"]),
        ("places", "radius_km", &["0", "-1", "1e9", "NaN", "inf"]),
        ("places.geojson", "zoom", &["-1", "23", "x"]),
        ("search", "limit", &["0", "101", "x"]),
        ("search", "offset", &["-1", "901"]),
        ("search", "kind", &["shop"]),
    ] {
        for value in values {
            let answer = site.get(&format!("/api/v1/{list}?{parameter}={value}")).await;
            let body = problem(&answer, 400);
            let detail = body["detail"].as_str().unwrap();
            assert!(
                detail.starts_with(&format!("{parameter}:")),
                "{}: {detail}",
                answer.path
            );
            assert!(
                answer.took < Duration::from_secs(2),
                "{} took {:?}",
                answer.path,
                answer.took
            );
        }
    }
}

#[tokio::test]
async fn boxes_are_refused_or_capped() {
    let site = shared();
    for list in ["places", "places.geojson"] {
        for wrong in [
            "105.9,21,105.7,20.9",
            "170,20,-170,21",
            "NaN,20,106,21",
            "105,20,1e308,21",
            "105,20,106",
            "105,-91,106,21",
            "inf,20,106,21",
            "a,b,c,d",
            "105;20;106;21",
        ] {
            let body = problem(&site.get(&format!("/api/v1/{list}?bbox={wrong}")).await, 400);
            assert!(body["detail"].as_str().unwrap().starts_with("bbox:"), "{body}");
        }
        let world = site
            .get(&format!("/api/v1/{list}?bbox=-180,-90,180,90"))
            .await
            .is(200)
            .json();
        assert!(world["total"].as_u64().unwrap() > 0);
        let ocean = site
            .get(&format!("/api/v1/{list}?bbox=-80,20,-70,21"))
            .await
            .is(200)
            .json();
        assert_eq!(ocean["total"], 0);
    }
}

#[tokio::test]
async fn a_page_beyond_the_end_is_empty_and_quick() {
    let site = shared();
    for list in [
        "products",
        "producers",
        "places",
        "events",
        "stories",
        "products?q=tra&x=1",
    ] {
        let join = if list.contains('?') { '&' } else { '?' };
        let answer = site
            .get(&format!("/api/v1/{list}{join}page=999999999"))
            .await
            .is(200);
        assert!(answer.took < Duration::from_secs(2), "{:?}", answer.took);
        let body = answer.json();
        assert_eq!(body["data"].as_array().unwrap().len(), 0);
        assert!(body["next"].is_null());
        assert!(body["total"].as_u64().unwrap() > 0, "{list}");
    }
    // An unknown parameter asks for nothing.
    let bounded = site.get("/api/v1/products?per_page=100000").await.is(200).json();
    assert_eq!(bounded["data"].as_array().unwrap().len(), 20);
    let far = site
        .get(&format!("/api/v1/products?page={}&limit=100", usize::MAX))
        .await
        .is(200)
        .json();
    assert_eq!(far["data"].as_array().unwrap().len(), 0);
}

#[tokio::test]
async fn a_cursor_belongs_to_one_list_and_order() {
    let site = shared();
    let list = site
        .get("/api/v1/products?limit=5&sort=name")
        .await
        .is(200)
        .json();
    let next = list["next"].as_str().unwrap();
    let cursor = next.split("cursor=").nth(1).unwrap();
    for other in [
        format!("/api/v1/products?sort=price&cursor={cursor}"),
        format!("/api/v1/products?sort=name&lang=en&cursor={cursor}"),
        format!("/api/v1/products?q=tra&cursor={cursor}"),
        format!("/api/v1/stories?cursor={cursor}"),
    ] {
        let body = problem(&site.get(&other).await, 400);
        assert!(body["detail"].as_str().unwrap().starts_with("cursor:"), "{other}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let site = shared();
    for path in [
        "/api/v1/products/khong-co",
        "/api/v1/products/%25",
        "/api/v1/products/..%2f..%2fetc",
        "/api/v1/products/%00",
        "/api/v1/producers/x%27%20OR%201=1",
        "/api/v1/places/khong-co",
        "/api/v1/events/khong-co",
        "/api/v1/stories/khong-co",
        "/api/v1/certificates/HN-0000",
        "/api/v1/certificates/%F0%9F%92%A5",
        "/api/v1/nothing",
        "/api/v2/products",
        "/api/",
    ] {
        problem(&site.get(path).await, 404);
    }
    let answer = site.ask(reqwest::Method::POST, "/api/v1/products", &[]).await;
    assert!(answer.status.is_client_error(), "{}", answer.status);
}

#[tokio::test]
async fn whatever_is_typed_is_text() {
    let site = shared();
    let long = format!("/api/v1/search?q={}", "ngh%E1%BB%81%20".repeat(900));
    assert!(long.len() > 10_000);
    let queries = [
        "%25",
        "_",
        "%5C",
        "%27",
        "%22)%20OR%201=1",
        "stars%20%3E%203%20OR%20group%20=%201",
        "%F0%9F%8D%AF",
        "%00",
        "%ff%fe",
        "title:*",
        "(%22",
        "AND%20OR%20NOT",
        "%5B*%20TO%20*%5D",
        "%E9%99%B6%E7%93%B7",
        "%D1%87%D0%B0%D0%B9",
        "%E0%B8%8A%E0%B8%B2",
        "a%CC%80%CC%80%CC%80",
        "%E2%80%8B",
        "-",
        "%2B%2B",
        "~~~~",
    ];
    for query in queries {
        for list in ["search", "products"] {
            let answer = site.get(&format!("/api/v1/{list}?q={query}")).await.is(200);
            assert!(
                answer.took < Duration::from_secs(2),
                "{query} took {:?}",
                answer.took
            );
        }
    }
    let answer = site.get(&long).await;
    assert!(
        answer.status == 200 || answer.status.is_client_error(),
        "{}",
        answer.status
    );
    assert!(answer.took < Duration::from_secs(2), "{:?}", answer.took);
}
