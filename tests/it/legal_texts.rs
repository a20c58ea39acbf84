//! The operator's own words on the legal pages: looked at first, published from a day on, never changed afterwards, and
//! harmless whatever is typed.

use chrono::TimeDelta;

use crate::support::app::App;
use crate::support::browser::{Answer, Browser};
use crate::support::db::Content;
use crate::support::shop::Shop;
use crate::support::upload::Parts;

const TERMS: &str = "/quan-tri/cau-hinh/terms/vi";

async fn send(operator: &Browser, path: &str, body: &str, from: &str, verb: &str) -> Answer {
    let page = operator.get(path).await.is(200);
    let seen = page.attributes("input[name=seen]", "value").remove(0);
    let parts = Parts::default()
        .text("seen", &seen)
        .text("body", body)
        .text("from", from)
        .text("verb", verb);
    operator.upload(path, parts).await
}

#[tokio::test]
async fn what_cannot_be_published_is_refused_with_what_was_typed() {
    let app = App::quiet(Content::Data, &[]).await;
    app.demo_people().await;
    let operator = app.signed_in("operator").await;
    let long = "ữ".repeat(15_001);
    for (body, from, field) in [
        ("", "2026-11-21", "body"),
        (long.as_str(), "2026-11-21", "body"),
        ("Chào {nmae}", "2026-11-21", "body"),
        ("Chào", "2026-11-20", "from"),
        ("Chào", "2027-12-31", "from"),
        ("Chào", "mai", "from"),
    ] {
        let page = send(&operator, TERMS, body, from, "publish").await.is(422);
        assert!(!page.all(&format!("#{field}-err")).is_empty(), "{from} {field}");
    }
    // A text as long as may be is taken, though it is many bytes.
    let most = "ữ".repeat(15_000);
    send(&operator, TERMS, &most, "2026-11-21", "preview")
        .await
        .is(200);
    assert_eq!(app.count("SELECT COUNT(*) FROM legal_texts").await, 0);
    for path in ["ranking/vi", "terms/fr", "nothing/vi"] {
        operator.get(&format!("/quan-tri/cau-hinh/{path}")).await.is(404);
    }
    let officer = app.signed_in("officer").await;
    officer.get(TERMS).await.is(200);
    officer
        .upload(TERMS, Parts::default().text("body", "x"))
        .await
        .is(404);
    let visitor = app.visitor();
    for path in [
        "/dieu-khoan/cac-ban",
        "/dieu-khoan/cac-ban/0",
        "/en/terms/versions/1",
    ] {
        visitor.get(path).await.is(404);
    }
    app.stop().await;
}

#[tokio::test]
async fn a_text_is_looked_at_and_then_replaces_the_built_in_one() {
    let app = App::with(Content::Data, &["--operator-name=Hội *một* <i>hai</i>"]).await;
    app.demo_people().await;
    let operator = app.signed_in("operator").await;
    let visitor = app.visitor();
    let built_in = visitor.get("/dieu-khoan").await.is(200).main();
    let body = "## Điều một\n\n{name} vận hành. <script>alert(1)</script>\n\n[x](javascript:alert(1)) [ok](https://a.vn)";
    let seen = send(&operator, TERMS, body, "2026-11-21", "preview")
        .await
        .is(200);
    let preview = seen.all("main section .prose").join("");
    assert!(preview.contains("Hội *một* <i>hai</i> vận hành"), "{preview}");
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(seen.all("#body").join(""), plain(body), "what was typed stays");
    assert_eq!(visitor.get("/dieu-khoan").await.is(200).main(), built_in);
    send(&operator, TERMS, body, "2026-11-21", "publish")
        .await
        .is(303);
    app.settle().await;
    let page = visitor.get("/dieu-khoan").await.is(200);
    assert!(
        page.main().contains("Hội *một* <i>hai</i> vận hành"),
        "{}",
        page.main()
    );
    let html = page.text();
    assert!(
        !html.contains("<script>alert") && !html.contains("javascript:alert"),
        "{html}"
    );
    assert!(
        !html.contains("<i>hai</i>") && html.contains("<h2>Điều một</h2>"),
        "{html}"
    );
    // Only this page in this language: the English one goes on and says which prevails.
    let english = visitor.get("/en/terms").await.is(200).main();
    assert!(
        english.contains("Operator of Chợ Làng") && english.contains("prevails"),
        "{english}"
    );
    assert!(
        !visitor
            .get("/giao-hang")
            .await
            .is(200)
            .main()
            .contains("Điều một")
    );
    // The same text again is none, and an old page publishes nothing.
    send(&operator, TERMS, body, "2026-11-21", "publish")
        .await
        .is(422);
    let old = Parts::default()
        .text("seen", "0")
        .text("body", "khác")
        .text("from", "2026-11-21")
        .text("verb", "publish");
    operator.upload(TERMS, old).await.is(422);
    assert_eq!(app.count("SELECT COUNT(*) FROM legal_texts").await, 1);
    app.stop().await;
}

#[tokio::test]
async fn a_version_begins_on_its_day_and_the_earlier_ones_stay_to_be_read() {
    let app = App::with(Content::Data, &[]).await;
    app.demo_people().await;
    let operator = app.signed_in("operator").await;
    let visitor = app.visitor();
    send(&operator, TERMS, "Bản thứ nhất", "2026-11-21", "publish")
        .await
        .is(303);
    send(&operator, TERMS, "Bản bị thay", "2026-11-25", "publish")
        .await
        .is(303);
    send(&operator, TERMS, "Bản thứ ba", "2026-11-23", "publish")
        .await
        .is(303);
    app.settle().await;
    let page = visitor.get("/dieu-khoan").await.is(200);
    assert!(page.main().contains("Bản thứ nhất"));
    let coming = page.attributes("main a[href$='/cac-ban/3']", "href");
    assert_eq!(coming, ["/dieu-khoan/cac-ban/3"], "what is to come is announced");
    visitor.get("/dieu-khoan/cac-ban/2").await.is(404);
    // Midnight in Việt Nam, and nobody does anything.
    app.advance(TimeDelta::days(2));
    app.settle().await;
    assert!(
        visitor
            .get("/dieu-khoan")
            .await
            .is(200)
            .main()
            .contains("Bản thứ ba")
    );
    app.advance(TimeDelta::days(5));
    app.settle().await;
    assert!(
        visitor
            .get("/dieu-khoan")
            .await
            .is(200)
            .main()
            .contains("Bản thứ ba"),
        "2 was taken back"
    );
    let list = visitor.get("/dieu-khoan/cac-ban").await.is(200);
    let links = list.attributes("main li a[href*=cac-ban]", "href");
    assert_eq!(
        links,
        [
            "/dieu-khoan/cac-ban/3",
            "/dieu-khoan/cac-ban/1",
            "/dieu-khoan/cac-ban/0"
        ]
    );
    let first = visitor.get("/dieu-khoan/cac-ban/1").await.is(200);
    assert!(first.main().contains("Bản thứ nhất"));
    assert_eq!(first.attributes("meta[name=robots]", "content").len(), 1);
    let built_in = visitor.get("/dieu-khoan/cac-ban/0").await.is(200).main();
    assert!(built_in.contains("Trang này làm gì"), "{built_in}");
    for path in [
        "/dieu-khoan/cac-ban/x",
        "/dieu-khoan/cac-ban/-1",
        "/dieu-khoan/cac-ban/9",
    ] {
        visitor.get(path).await.is(404);
    }
    // A page of complaints keeps its own addresses beside its versions.
    let path = "/quan-tri/cau-hinh/complaints/vi";
    send(
        &operator,
        path,
        "Báo trong {answer-hours} giờ",
        "2026-11-28",
        "publish",
    )
    .await
    .is(303);
    app.settle().await;
    assert!(
        visitor
            .get("/khieu-nai")
            .await
            .is(200)
            .main()
            .contains("Báo trong 24 giờ")
    );
    visitor.get("/khieu-nai/cac-ban").await.is(200);
    visitor.get("/khieu-nai/gui").await.is(200);
    app.stop().await;
}

#[tokio::test]
async fn an_order_keeps_the_version_that_was_agreed_to() {
    let shop = Shop::open().await;
    shop.app.demo_people().await;
    let operator = shop.app.signed_in("operator").await;
    let lan = shop.customer();
    let wording = "SELECT text_version FROM consents WHERE purpose = 'order' ORDER BY id DESC LIMIT 1";
    lan.put(shop.goods[0].variant, "1").await.is(303);
    lan.buy("cod").await;
    assert_eq!(shop.text(wording).await, "2026-11");
    send(&operator, TERMS, "Điều khoản mới", "2026-11-21", "publish")
        .await
        .is(303);
    send(&operator, TERMS, "Của tuần sau", "2026-11-28", "publish")
        .await
        .is(303);
    lan.put(shop.goods[0].variant, "1").await.is(303);
    lan.buy("cod").await;
    assert_eq!(shop.text(wording).await, "terms-vi-1");
    shop.close().await;
}
