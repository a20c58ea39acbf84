//! The search of the API: rank order, spelling, circles, places by name.

use serde_json::Value;

use super::support::app::shared;

#[tokio::test]
async fn search_answers_in_rank_order_and_nothing_for_nothing() {
    let site = shared();
    let found = site
        .get("/api/v1/search?q=gom%20bat%20trang&limit=5")
        .await
        .is(200)
        .json();
    let results = found["results"].as_array().unwrap();
    assert_eq!(results.len(), 5);
    assert!(found["total"].as_u64().unwrap() >= 5);
    for result in results {
        let kind = result["kind"].as_str().unwrap();
        assert!(["product", "producer", "story", "sales_point", "village", "event"].contains(&kind));
        for field in ["slug", "title", "url", "href"] {
            assert!(result[field].is_string(), "{field}: {result}");
        }
    }
    let more = site
        .get("/api/v1/search?q=gom%20bat%20trang&limit=3&offset=2")
        .await
        .is(200)
        .json();
    assert_eq!(more["results"][0]["slug"], results[2]["slug"]);
    let only = site
        .get("/api/v1/search?q=gom%20bat%20trang&kind=village")
        .await
        .is(200)
        .json();
    assert!(
        only["results"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["kind"] == "village")
    );
    for nothing in ["/api/v1/search", "/api/v1/search?q=", "/api/v1/search?q=%20%20"] {
        let answer = site.get(nothing).await.is(200).json();
        assert_eq!(answer["results"].as_array().unwrap().len(), 0, "{nothing}");
    }
    // NFC and NFD, with and without marks and cases, find the same (AC-79).
    let slugs = |body: Value| -> Vec<String> {
        let results = body["results"].as_array().unwrap().clone();
        results
            .iter()
            .map(|one| one["slug"].as_str().unwrap().to_owned())
            .collect()
    };
    let exact = slugs(site.get("/api/v1/search?q=m%E1%BA%ADt%20ong").await.json());
    assert!(!exact.is_empty());
    for other in ["ma%CC%A3%CC%82t%20ong", "M%E1%BA%ACT%20%20ONG"] {
        assert_eq!(
            slugs(site.get(&format!("/api/v1/search?q={other}")).await.json()),
            exact,
            "{other}"
        );
    }
}

#[tokio::test]
async fn search_narrows_to_a_circle_and_knows_what_near_a_place_means() {
    let site = shared();
    let slugs = |body: &Value| -> Vec<String> {
        let results = body["results"].as_array().unwrap();
        results
            .iter()
            .map(|one| one["slug"].as_str().unwrap().to_owned())
            .collect()
    };
    // Hà Đông; the centre is rounded to a hundredth of a degree.
    let around = "/api/v1/search?q=diem%20ban&kind=sales_point&limit=100&near=20.97,105.77&radius_km=";
    let (small, large) = (
        site.get(&format!("{around}4")).await.is(200).json(),
        site.get(&format!("{around}40")).await.is(200).json(),
    );
    assert!(!slugs(&small).is_empty() && slugs(&small).len() < slugs(&large).len());
    for slug in slugs(&small) {
        let place = site.get(&format!("/api/v1/places/{slug}")).await.is(200).json();
        let at = |name: &str| {
            place["position"][name]
                .as_f64()
                .unwrap_or_else(|| panic!("{place}"))
        };
        let (north, east) = ((at("lat") - 20.97) * 111.2, (at("lon") - 105.77) * 103.8);
        assert!(
            north.hypot(east) < 4.1,
            "{slug} lies {:.1} km away",
            north.hypot(east)
        );
    }
    let far = site
        .get("/api/v1/search?q=diem%20ban&near=10.77,106.7&radius_km=5")
        .await
        .is(200)
        .json();
    assert!(slugs(&far).is_empty());
    for bad in [
        "near=105.77,20.97",
        "near=x",
        "near=NaN,1",
        "near=20.97,105.77&radius_km=0",
    ] {
        site.get(&format!("/api/v1/search?q=g%E1%BB%91m&{bad}"))
            .await
            .is(400);
    }
    // A circle asked for outright holds, whatever place the words name.
    let both = site
        .get("/api/v1/search?q=diem%20ban%20gan%20ha%20dong&near=10.77,106.7&radius_km=5")
        .await
        .is(200)
        .json();
    assert!(slugs(&both).is_empty());
    // What bears the name comes first, what merely lies there after it, each once.
    let named = site
        .get(
            "/api/v1/search?q=%C4%91i%E1%BB%83m%20b%C3%A1n%20g%E1%BA%A7n%20H%C3%A0%20%C4%90%C3%B4ng&limit=50",
        )
        .await
        .is(200)
        .json();
    let named = slugs(&named);
    assert!(
        named.iter().take(3).any(|slug| slug == "diem-ocop-van-phuc"),
        "{named:?}"
    );
    assert!(
        named.iter().any(|slug| slug == "diem-ocop-545-quoc-lo-21b"),
        "{named:?}"
    );
    let mut once = named.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), named.len());
    let nothing = site
        .get("/api/v1/search?q=zqxw%20g%E1%BA%A7n%20H%C3%A0%20%C4%90%C3%B4ng")
        .await;
    assert!(slugs(&nothing.is(200).json()).is_empty());
}
