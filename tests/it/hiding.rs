//! Taking a record away within the hour: gone everywhere at once, shown again unharmed, nobody without a reason.

use crate::support::app::App;
use crate::support::db::Content;

const SLUG: &str = "gom-su-quang-vinh";

#[tokio::test]
async fn what_is_hidden_is_gone_everywhere_at_once() {
    let app = App::with(Content::Data, &[]).await;
    app.demo_people().await;
    let operator = app.signed_in("operator").await;
    let visitor = app.visitor();
    let page = format!("/nha-san-xuat/{SLUG}");
    visitor.get(&page).await.is(200);
    let looked = operator
        .get(&format!("/quan-tri/an-hien?address=https://x.vn{page}"))
        .await
        .is(200);
    assert_eq!(looked.attributes("input[name='slug']", "value"), [SLUG]);
    let fields = |verb, reason| {
        [
            ("kind", "producer"),
            ("slug", SLUG),
            ("verb", verb),
            ("reason", reason),
            ("basis", "NĐ 248/2026"),
        ]
    };
    let refused = operator
        .submit("/quan-tri/an-hien", &fields("hide", " "))
        .await
        .is(422);
    assert!(refused.text().contains("NĐ 248/2026"), "what was typed is kept");
    visitor.get(&page).await.is(200);
    let done = operator
        .submit("/quan-tri/an-hien", &fields("hide", "công văn 12"))
        .await
        .is(303);
    operator.get(done.location()).await.is(200);
    app.settle().await;
    visitor.get(&page).await.is(404);
    visitor.get(&format!("/en/producers/{SLUG}")).await.is(404);
    visitor.get(&format!("/api/v1/producers/{SLUG}")).await.is(404);
    for list in ["/nha-san-xuat", "/sitemaps/producers.xml", "/api/v1/producers"] {
        let text = visitor.get(list).await.text();
        assert!(
            !text.contains(&format!("{SLUG}\"")) && !text.contains(&format!("{SLUG}<")),
            "{list}"
        );
    }
    // Twice does it once, and the other way brings it back.
    operator
        .submit("/quan-tri/an-hien", &fields("hide", "again"))
        .await
        .is(422);
    operator
        .submit("/quan-tri/an-hien", &fields("show", "hết hạn"))
        .await
        .is(303);
    app.settle().await;
    visitor.get(&page).await.is(200);
    let written = "SELECT COUNT(*) FROM audit_entries WHERE action IN ('producer.hide', 'producer.show')";
    assert_eq!(app.count(written).await, 2);
    app.stop().await;
}

#[tokio::test]
async fn nobody_else_hides_and_nothing_else_is_hidden() {
    let app = App::quiet(Content::Data, &[]).await;
    app.demo_people().await;
    let fields = [
        ("kind", "producer"),
        ("slug", SLUG),
        ("verb", "hide"),
        ("reason", "because"),
    ];
    for who in ["buyer", "producer", "officer"] {
        let browser = app.signed_in(who).await;
        browser.submit("/quan-tri/an-hien", &fields).await.is(404);
        browser.submit("/quan-tri/an-hien/ho-so", &fields).await.is(404);
    }
    app.visitor().get(&format!("/nha-san-xuat/{SLUG}")).await.is(200);
    let operator = app.signed_in("operator").await;
    for (kind, slug, status) in [
        ("producer", "no-such", 404),
        ("user", SLUG, 422),
        ("product", SLUG, 404),
        ("producer", "'; DROP TABLE users", 422),
        ("", "", 422),
    ] {
        let fields = [
            ("kind", kind),
            ("slug", slug),
            ("verb", "hide"),
            ("reason", "because"),
        ];
        operator.submit("/quan-tri/an-hien", &fields).await.is(status);
    }
    for address in ["x", "/san-pham/khong-co", "https://evil.example"] {
        operator
            .get(&format!("/quan-tri/an-hien?address={address}"))
            .await
            .is(422);
    }
    app.stop().await;
}

#[tokio::test]
async fn the_file_of_a_producer_is_whole_and_written_down() {
    let app = App::quiet(Content::Data, &[]).await;
    app.demo_people().await;
    let operator = app.signed_in("operator").await;
    let without = [("slug", SLUG)];
    operator.submit("/quan-tri/an-hien/ho-so", &without).await.is(422);
    let with = [("slug", SLUG), ("reason", "công văn 12")];
    let file = operator.submit("/quan-tri/an-hien/ho-so", &with).await.is(200);
    assert!(file.header("content-disposition").contains(SLUG));
    let all = file.json();
    assert_eq!(all["producer"]["slug"], SLUG);
    assert!(!all["catalogue"]["products"].as_array().unwrap().is_empty());
    assert_eq!(all["members"].as_array().unwrap().len(), 2);
    assert!(!file.text().contains("argon2"), "nothing of how anybody signs in");
    let written =
        "SELECT COUNT(*) FROM audit_entries WHERE action = 'producer.dossier' AND reason = 'công văn 12'";
    assert_eq!(app.count(written).await, 1);
    app.stop().await;
}
