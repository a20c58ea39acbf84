//! The audit log: nobody changes or removes a line, the office reads it in pages, and its table is harmless.

use foundation::audit::{self, Act};
use foundation::kernel::db::write_txn;
use sea_orm::ConnectionTrait;
use serde_json::json;

use crate::support::app::App;
use crate::support::db::{Content, TestDb};
use crate::support::{NOW, at};

async fn write(db: &foundation::kernel::db::Db, count: i64, reason: &str) {
    let txn = write_txn(db).await.unwrap();
    for id in 1..=count {
        let act = Act {
            actor: "user:1",
            action: "product.price",
            subject_kind: "product",
            subject_id: Some(id),
            before: Some(json!({"price": 1_000, "name": "Trà"})),
            after: Some(json!({"price": 1_000 + id, "name": "Trà"})),
            reason: Some(reason),
        };
        audit::record(&txn, at(NOW), act).await.unwrap();
    }
    txn.commit().await.unwrap();
}

#[tokio::test]
async fn what_was_written_down_stays() {
    let world = TestDb::with(Content::Tables).await;
    write(&world.db, 2, "as it was").await;
    for sql in [
        "UPDATE audit_entries SET reason = 'another'",
        "UPDATE audit_entries SET actor = 'nobody' WHERE id = 1",
        "DELETE FROM audit_entries",
        "DELETE FROM audit_entries WHERE id = 2",
    ] {
        let refused = world.db.execute_unprepared(sql).await.unwrap_err().to_string();
        assert!(refused.contains("only added to"), "{sql}: {refused}");
    }
    if crate::support::db::postgres().is_some() {
        assert!(
            world
                .db
                .execute_unprepared("TRUNCATE audit_entries")
                .await
                .is_err()
        );
    }
    // What is refused takes nothing else down with it: one more line goes in.
    write(&world.db, 1, "one more").await;
}

#[tokio::test]
async fn it_is_read_in_pages_and_narrowed() {
    let app = App::quiet(Content::Data, &[]).await;
    app.demo_people().await;
    write(&app.world.db, 70, "<b>=1+1</b>").await;
    let officer = app.signed_in("officer").await;
    let page = officer
        .get("/quan-tri/nhat-ky?action=product.price")
        .await
        .is(200);
    assert!(page.bytes.len() < 30_000 * 2, "{}", page.bytes.len());
    assert_eq!(page.all(".desk-main li del").len(), 30);
    let main = page.main();
    assert!(main.contains("1000") && main.contains("1070"), "{main}");
    assert!(!main.contains("name:"), "only what differs is told: {main}");
    assert!(main.contains("<b>=1+1</b>"), "words are shown as they are");
    let mut seen = 30;
    let mut next = page.attributes("a[rel='next']", "href");
    while let Some(path) = next.first() {
        let page = officer.get(path).await.is(200);
        seen += page.all(".desk-main li del").len();
        next = page.attributes("a[rel='next']", "href");
    }
    assert_eq!(seen, 70);
    for (query, count) in [
        ("action=product&subject=product:7", 1),
        ("action=prod", 0),
        ("who=user:1&action=product.price&subject=product:70", 1),
        ("who=nobody@example.com", 0),
        (
            "action=product.price&from=2026-11-21&until=2026-11-21&subject=product:1",
            1,
        ),
        ("action=product.price&from=2026-11-22", 0),
        ("action=product.price&until=2026-11-20", 0),
        ("subject=product:x", 0),
        ("who=%27%20OR%201=1--", 0),
    ] {
        let page = officer.get(&format!("/quan-tri/nhat-ky?{query}")).await.is(200);
        assert_eq!(page.all(".desk-main li del").len(), count, "{query}");
    }
    let refused = officer.get("/quan-tri/nhat-ky?from=gestern").await.is(422);
    assert!(refused.text().contains("gestern"), "what was typed is kept");
    let table = officer
        .get("/quan-tri/nhat-ky/bang.csv?action=product.price&subject=product:3")
        .await
        .is(200);
    assert!(table.header("content-disposition").contains("attachment"));
    let text = table.text();
    assert!(text.starts_with('\u{feff}'), "{text}");
    assert_eq!(text.lines().count(), 2, "{text}");
    assert!(text.contains(",price,1000,1003,"), "{text}");
    officer.get("/en/office/audit").await.is(200);
    app.stop().await;
}
