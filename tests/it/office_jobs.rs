//! Jobs and messages that did not go: shown with their cause, tried again once, thrown away for good.

use foundation::jobs;
use foundation::kernel::db::write_txn;
use foundation::mail::{self, Letter, MAIL_JOB};
use sea_orm::ConnectionTrait;
use serde_json::json;

use crate::support::app::App;
use crate::support::db::Content;

/// A site with a buried job and a message that never went.
async fn troubled() -> App {
    let app = App::quiet(Content::Data, &[]).await;
    app.demo_people().await;
    let (db, now) = (&app.world.db, app.clock.now());
    let txn = write_txn(db).await.unwrap();
    jobs::enqueue(&txn, "burden", &json!({"n": 7}), None, now)
        .await
        .unwrap();
    let letter = Letter {
        key: "burden:7".to_owned(),
        template: "verify_email",
        locale: entity::Locale::Vi,
        recipient: "lan.nguyen@example.com".to_owned(),
        payload: json!({"url": "https://secret.example/token"}),
    };
    mail::put(&txn, now, vec![letter]).await.unwrap();
    txn.execute_unprepared(
        "UPDATE jobs SET dead_at = run_at, attempts = 10, last_error = 'the disk is <full>'",
    )
    .await
    .unwrap();
    txn.execute_unprepared("UPDATE mails SET dead_at = created_at, last_error = '550 no such user'")
        .await
        .unwrap();
    txn.commit().await.unwrap();
    app
}

#[tokio::test]
async fn a_job_is_tried_again_or_thrown_away() {
    let app = troubled().await;
    let officer = app.signed_in("officer").await;
    let page = officer.get("/quan-tri/viec-nen").await.is(200);
    let main = page.main();
    assert!(
        main.contains("burden") && main.contains("the disk is <full>"),
        "{main}"
    );
    assert!(
        main.contains("550 no such user") && main.contains("la…@example.com"),
        "{main}"
    );
    assert!(!main.contains("lan.nguyen") && !page.text().contains("secret.example"));
    assert!(
        page.all("button[name='verb']").is_empty(),
        "an officer only looks"
    );
    let operator = app.signed_in("operator").await;
    let id = app
        .count("SELECT id FROM jobs WHERE kind = 'burden'")
        .await
        .to_string();
    for (id, verb) in [("999999", "retry"), (&*id, "burn"), ("x", "retry"), ("", "")] {
        operator
            .submit("/quan-tri/viec-nen/viec", &[("id", id), ("verb", verb)])
            .await
            .is(404);
    }
    let retry = [("id", id.as_str()), ("verb", "retry")];
    let done = operator.submit("/quan-tri/viec-nen/viec", &retry).await.is(303);
    operator.get(done.location()).await.is(200);
    let due = "SELECT COUNT(*) FROM jobs WHERE kind = 'burden' AND dead_at IS NULL AND attempts = 0";
    assert_eq!(app.count(due).await, 1);
    // It waits now, so it is no longer thrown away.
    let discard = [("id", id.as_str()), ("verb", "discard")];
    operator.submit("/quan-tri/viec-nen/viec", &discard).await.is(404);
    app.world
        .db
        .execute_unprepared("UPDATE jobs SET dead_at = run_at WHERE kind = 'burden'")
        .await
        .unwrap();
    operator.submit("/quan-tri/viec-nen/viec", &discard).await.is(303);
    operator.submit("/quan-tri/viec-nen/viec", &discard).await.is(404);
    assert_eq!(
        app.count("SELECT COUNT(*) FROM jobs WHERE kind = 'burden'").await,
        0
    );
    let written = "SELECT COUNT(*) FROM audit_entries WHERE action IN ('job.retry', 'job.discard')";
    assert_eq!(app.count(written).await, 2);
    app.stop().await;
}

#[tokio::test]
async fn a_message_goes_once_more_or_is_forgotten() {
    let app = troubled().await;
    let operator = app.signed_in("operator").await;
    let id = app
        .count("SELECT id FROM mails WHERE key = 'burden:7'")
        .await
        .to_string();
    let retry = [("id", id.as_str()), ("verb", "retry")];
    operator.submit("/quan-tri/viec-nen/thu", &retry).await.is(303);
    operator.submit("/quan-tri/viec-nen/thu", &retry).await.is(404);
    let waiting =
        format!("SELECT COUNT(*) FROM jobs WHERE kind = '{MAIL_JOB}' AND payload LIKE '%burden:7%'");
    assert_eq!(
        app.count(&waiting).await,
        1,
        "one job, and not the buried one beside it"
    );
    app.world
        .db
        .execute_unprepared("UPDATE mails SET dead_at = created_at WHERE key = 'burden:7'")
        .await
        .unwrap();
    let discard = [("id", id.as_str()), ("verb", "discard")];
    operator.submit("/quan-tri/viec-nen/thu", &discard).await.is(303);
    let left = "SELECT COUNT(*) FROM mails WHERE key = 'burden:7' AND recipient = '' AND payload = '{}'";
    assert_eq!(app.count(left).await, 1, "its key stays, and what it said goes");
    let page = operator.get("/quan-tri/viec-nen").await.is(200);
    assert!(!page.main().contains("burden:7"), "{}", page.main());
    let page = operator.get("/quan-tri/suc-khoe").await.is(200);
    assert!(page.main().contains("GB"), "{}", page.main());
    app.stop().await;
}
