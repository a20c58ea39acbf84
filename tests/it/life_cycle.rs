//! What happens to pages when the world changes: certificates lapse at midnight, things move, are
//! hidden, or are gone.

use chrono::TimeDelta;

use crate::support::app::App;
use crate::support::browser::Answer;

const PRODUCT: &str = "tra-sen-hien-xiem";
const PRODUCER: &str = "gom-su-quang-vinh";

/// Gives the product one certificate that was signed by the city and whose last valid day is this.
async fn certify(app: &App, stars: u8, last_day: &str, code: &str) {
    let sql = format!(
        "INSERT INTO certificates (product_id, code, stars, potential_five, grade, decision_no, issued_earliest, \
         issued_latest, expires_earliest, expires_latest, source, recorded_at) SELECT id, '{code}', {stars}, false, \
         'A', '1/QĐ-UBND', '2023-11-21', '2023-11-21', '{last_day}', '{last_day}', 'x', '2023-11-22 00:00:00+00:00' \
         FROM products WHERE slug = '{PRODUCT}'"
    );
    app.change(&sql).await;
}

async fn product(app: &App) -> Answer {
    app.visitor().get(&format!("/san-pham/{PRODUCT}")).await.is(200)
}

/// Slugs of the products a filter finds among those of the product's maker.
async fn found(app: &App, query: &str) -> Vec<String> {
    let links = product(app).await.attributes("main a", "href");
    let maker = links
        .iter()
        .find_map(|link| link.strip_prefix("/nha-san-xuat/"))
        .unwrap();
    let page = app
        .visitor()
        .get(&format!("/san-pham?{query}&producer={maker}"))
        .await
        .is(200);
    page.attributes("main a", "href")
        .into_iter()
        .filter_map(|link| link.strip_prefix("/san-pham/").map(str::to_owned))
        .collect()
}

#[tokio::test]
async fn a_certificate_lapses_at_midnight_everywhere() {
    let app = App::start().await;
    let forget = format!(
        "DELETE FROM certificates WHERE product_id = (SELECT id FROM products WHERE slug = '{PRODUCT}')"
    );
    app.change(&forget).await;
    // Today is 21 November: the last valid day.
    certify(&app, 4, "2026-11-21", "TEST-LAPSE").await;
    assert!(found(&app, "stars=4").await.contains(&PRODUCT.to_owned()));
    let before = product(&app).await;
    let check = app.visitor().get("/chung-nhan/TEST-LAPSE").await.is(200);
    // 23:59 in Hà Nội: still that day.
    app.advance(TimeDelta::minutes(13 * 60 + 59));
    app.settle().await;
    assert!(found(&app, "stars=4").await.contains(&PRODUCT.to_owned()));
    assert_eq!(
        product(&app).await.header("etag"),
        before.header("etag"),
        "a minute before midnight"
    );
    app.advance(TimeDelta::minutes(1));
    app.settle().await;
    assert!(
        !found(&app, "stars=4").await.contains(&PRODUCT.to_owned()),
        "the facet still knows the star"
    );
    let after = product(&app).await;
    assert_ne!(
        after.header("etag"),
        before.header("etag"),
        "the page did not change"
    );
    assert_ne!(after.main(), before.main());
    let checked = app.visitor().get("/chung-nhan/TEST-LAPSE").await.is(200);
    assert_ne!(checked.main(), check.main(), "the check page did not change");
    assert!(
        found(&app, "stars=past").await.contains(&PRODUCT.to_owned()),
        "the past is not found"
    );
    // A renewal brings it back, and the history keeps both.
    certify(&app, 3, "2029-11-21", "TEST-RENEWED").await;
    assert!(found(&app, "stars=3").await.contains(&PRODUCT.to_owned()));
    assert!(!found(&app, "stars=4").await.contains(&PRODUCT.to_owned()));
    app.visitor().get("/chung-nhan/TEST-LAPSE").await.is(200);
    app.stop().await;
}

#[tokio::test]
async fn what_is_revoked_is_said_so() {
    let app = App::start().await;
    certify(&app, 5, "2029-11-21", "TEST-REVOKED").await;
    let before = app.visitor().get("/chung-nhan/TEST-REVOKED").await.is(200).main();
    app.change(&format!(
        "UPDATE certificates SET revoked_on = '2026-11-20', revoked_reason = 'x' WHERE code = 'TEST-REVOKED' \
         AND product_id = (SELECT id FROM products WHERE slug = '{PRODUCT}')"
    ))
    .await;
    assert!(!found(&app, "stars=5").await.contains(&PRODUCT.to_owned()));
    let after = app.visitor().get("/chung-nhan/TEST-REVOKED").await.is(200).main();
    assert_ne!(after, before);
    assert!(after.contains("20/11/2026"), "the day is not named: {after}");
    app.stop().await;
}

#[tokio::test]
async fn a_hidden_producer_vanishes_everywhere() {
    let app = App::start().await;
    let site = app.visitor();
    let page = site.get(&format!("/nha-san-xuat/{PRODUCER}")).await.is(200);
    let product = page
        .attributes("main a", "href")
        .into_iter()
        .find(|link| link.starts_with("/san-pham/") && !link.contains('?'))
        .unwrap();
    app.change(&format!(
        "UPDATE producers SET status = 'hidden' WHERE slug = '{PRODUCER}'"
    ))
    .await;
    site.get(&format!("/nha-san-xuat/{PRODUCER}")).await.is(404);
    site.get(&format!("/en/producers/{PRODUCER}")).await.is(404);
    let gone = site.get(&product).await;
    assert!(
        [404, 410].contains(&gone.status.as_u16()),
        "{product}: {}",
        gone.status
    );
    for list in [
        "/",
        "/en",
        "/san-pham",
        "/nha-san-xuat",
        "/ban-do",
        "/tim-kiem?q=quang+vinh",
        "/tim-kiem/goi-y?q=quang+vinh",
        "/sitemap.xml",
        "/feed.xml",
        "/api/v1/producers",
        "/api/v1/products",
        "/api/v1/search?q=quang+vinh",
    ] {
        let answer = site.get(list).await;
        if answer.status == 200 {
            assert!(
                !answer.text().contains(PRODUCER),
                "{list} still names the producer"
            );
            assert!(
                !answer.text().contains(product.trim_start_matches("/san-pham/")),
                "{list} still names {product}"
            );
        }
    }
    app.change(&format!(
        "UPDATE producers SET status = 'published' WHERE slug = '{PRODUCER}'"
    ))
    .await;
    site.get(&format!("/nha-san-xuat/{PRODUCER}")).await.is(200);
    site.get(&product).await.is(200);
    app.stop().await;
}

#[tokio::test]
async fn an_old_address_leads_on_once_and_what_is_gone_is_said_so() {
    let app = App::start().await;
    let site = app.visitor();
    app.change(&format!(
        "INSERT INTO slug_history (kind, old_slug, owner_id) SELECT 'product', 'tra-cu', id FROM products WHERE slug = '{PRODUCT}'"
    ))
    .await;
    app.change(&format!(
        "INSERT INTO slug_history (kind, old_slug, owner_id) SELECT 'product', '{PRODUCT}', id FROM products WHERE slug = '{PRODUCT}'"
    ))
    .await;
    app.change(&format!(
        "UPDATE products SET slug = 'tra-moi' WHERE slug = '{PRODUCT}'"
    ))
    .await;
    for old in ["tra-cu", PRODUCT] {
        let moved = site.get(&format!("/san-pham/{old}")).await.is(301);
        assert_eq!(moved.location(), "/san-pham/tra-moi");
        let moved = site.get(&format!("/en/products/{old}")).await.is(301);
        assert_eq!(moved.location(), "/en/products/tra-moi");
        let moved = site.get(&format!("/api/v1/products/{old}")).await.is(301);
        assert_eq!(moved.location(), "/api/v1/products/tra-moi");
        assert_eq!(moved.header("access-control-allow-origin"), "*");
    }
    let now = site.get("/san-pham/tra-moi").await.is(200);
    assert!(now.attributes("link[rel=canonical]", "href")[0].ends_with("/san-pham/tra-moi"));
    app.change("UPDATE products SET status = 'retired' WHERE slug = 'tra-moi'")
        .await;
    let gone = site.get("/san-pham/tra-moi").await.is(410);
    assert_eq!(gone.all("h1").len(), 1);
    app.change("UPDATE products SET status = 'hidden' WHERE slug = 'tra-moi'")
        .await;
    site.get("/san-pham/tra-moi").await.is(404);
    app.stop().await;
}

#[tokio::test]
async fn a_change_shows_and_nothing_stale_is_served() {
    let app = App::start().await;
    let before = product(&app).await;
    app.change(&format!(
        "UPDATE product_texts SET name = 'Chè đổi tên' WHERE locale = 'vi' AND product_id = (SELECT id FROM products WHERE slug = '{PRODUCT}')"
    ))
    .await;
    let after = product(&app).await;
    assert!(
        after.all("h1")[0].contains("Chè đổi tên"),
        "{:?}",
        after.all("h1")
    );
    let tag = before.header("etag").to_owned();
    let path = format!("/san-pham/{PRODUCT}");
    app.visitor()
        .ask(reqwest::Method::GET, &path, &[("if-none-match", &tag)])
        .await
        .is(200);
    let list = app.visitor().get("/tim-kiem?q=che+doi+ten").await.is(200);
    assert!(list.text().contains(PRODUCT), "search does not know the new name");
    app.stop().await;
}
