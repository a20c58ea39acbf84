//! Stories from the desk to the public: harmless Markdown, a preview, versions that stay, the same review.

use crate::support::listing::{Maker, PRODUCER, revision};
use crate::support::shop::Shop;
use crate::support::upload::Parts;

const STORY: &str = "/nguoi-ban/cau-chuyen/0";

async fn send(maker: &Maker, wish: &str, more: &[(&str, &str)]) -> crate::support::browser::Answer {
    let page = maker.owner.get(STORY).await.is(200);
    let (name, number) = revision(&page);
    let mut parts = Parts::default().text(&name, &number).text("do", wish);
    for (name, value) in [
        ("title_vi", "Lò nung của bà Vinh"),
        ("body_vi", "## Lửa\n\nLò *đỏ* suốt ba ngày."),
        ("told_by", "bà Hà Thị Vinh, nghệ nhân"),
        ("told_on", "2026-11-01"),
    ] {
        if !more.iter().any(|(other, _)| *other == name) {
            parts = parts.text(name, value);
        }
    }
    for (name, value) in more {
        parts = parts.text(name, value);
    }
    maker.owner.upload(STORY, parts).await
}

#[tokio::test]
async fn a_story_is_previewed_reviewed_and_kept_in_versions() {
    let shop = Shop::open().await;
    let maker = Maker::of(&shop).await;
    let hostile =
        "Lời *kể*\n\n<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>";
    let shown = send(&maker, "preview", &[("body_vi", hostile)]).await.is(200);
    let prose = shown.attributes(".prose a", "href");
    assert!(
        prose.is_empty() && shown.all(".prose em") == ["kể"],
        "{}",
        shown.text()
    );
    assert!(shown.all(".prose script").is_empty() && shown.all(".prose img").is_empty());
    assert_eq!(shop.number("SELECT COUNT(*) FROM story_versions").await, 0);

    let lacking = send(&maker, "submit", &[("told_by", "")]).await.is(422);
    assert!(lacking.main().contains("người kể"), "{}", lacking.main());
    send(&maker, "save", &[("told_on", "2027-01-01")]).await.is(422);
    send(&maker, "save", &[("title_vi", "")]).await.is(422);
    send(&maker, "submit", &[]).await.is(303);
    shop.app.settle().await;
    let visitor = shop.app.visitor();
    let public = format!("/cau-chuyen/{PRODUCER}");
    let before = visitor.get(&public).await.all("h1");
    assert_ne!(before, ["Lò nung của bà Vinh"]);
    let change = maker.waiting("cau-chuyen").await;
    let officer = shop.app.signed_in("officer").await;
    officer.get(&change).await.is(200);
    officer.submit(&change, &[("do", "approve")]).await.is(404);
    maker.decide(&change, "approve", "").await.is(303);
    shop.app.settle().await;
    assert_eq!(
        visitor.get(&public).await.is(200).all("h1"),
        ["Lò nung của bà Vinh"]
    );
    assert_eq!(shop.app.letters("change_answered").await.len(), 1);

    // A second one, sent back: the public reads the first, the reason stands at the desk.
    send(&maker, "submit", &[("title_vi", "Tên mới")]).await.is(303);
    let change = maker.waiting("cau-chuyen").await;
    maker.decide(&change, "refuse", "Xin ghi rõ năm").await.is(303);
    let page = maker.owner.get(STORY).await.is(200);
    assert!(page.main().contains("Xin ghi rõ năm"), "{}", page.main());
    shop.app.settle().await;
    assert_eq!(
        visitor.get(&public).await.is(200).all("h1"),
        ["Lò nung của bà Vinh"]
    );
    // What was public is kept, and is written on from.
    let versions = page.attributes("a[href*='version=']", "href");
    assert!(!versions.is_empty());
    let older = maker.owner.get(&versions[0]).await.is(200);
    assert_eq!(older.attributes("#title_vi", "value"), ["Lò nung của bà Vinh"]);
    for path in [
        format!("{STORY}?version=999999"),
        "/nguoi-ban/cau-chuyen/999999".to_owned(),
    ] {
        maker.owner.get(&path).await.is(404);
    }
    let other = shop.app.signed_in("producer2").await;
    let foreign = versions[0].replace("/0?", &format!("/{}?", maker.product));
    other.get(&versions[0]).await.is(404);
    other.get(&foreign).await.is(404);
    shop.close().await;
}

#[tokio::test]
async fn a_story_of_a_product_follows_its_address() {
    let shop = Shop::open().await;
    let maker = Maker::of(&shop).await;
    let path = format!("/nguoi-ban/cau-chuyen/{}", maker.product);
    let page = maker.owner.get(&path).await.is(200);
    let (name, number) = revision(&page);
    let parts = Parts::default()
        .text(&name, &number)
        .text("do", "submit")
        .text("title_vi", "Chuyện cái bát")
        .text("body_vi", "Bát kể.")
        .text("told_by", "cô Lụa");
    maker.owner.upload(&path, parts).await.is(303);
    let change = maker.waiting("cau-chuyen").await;
    maker.decide(&change, "approve", "").await.is(303);
    maker.picture(400).await;
    maker.publish(&shop, &[("slug", "bat-co-chuyen")]).await;
    let visitor = shop.app.visitor();
    visitor.get("/cau-chuyen/bat-co-chuyen").await.is(200);
    let moved = visitor.get(&format!("/cau-chuyen/{}", maker.slug)).await.is(301);
    assert_eq!(moved.location(), "/cau-chuyen/bat-co-chuyen");
    shop.close().await;
}

#[tokio::test]
async fn a_long_story_fits_and_a_longer_one_is_refused_with_its_words() {
    let shop = Shop::open().await;
    let maker = Maker::of(&shop).await;
    let long = "Đất và lửa. ".repeat(1_200);
    send(&maker, "save", &[("body_vi", &long)]).await.is(303);
    let page = maker.owner.get(STORY).await.is(200);
    assert_eq!(page.all("#body_vi")[0].len(), long.trim().len());
    let longer = "Đất và lửa. ".repeat(1_400);
    let refused = send(&maker, "save", &[("body_vi", &longer)]).await.is(422);
    assert_eq!(refused.attributes("[aria-invalid]", "name"), ["body_vi"]);
    shop.close().await;
}
