//! Taking an application back, and what of an application goes into the copy of one's data and away with the account.

use crate::applications::{app, reviewed, row, sent};
use crate::support::app::App;

const APPLY: &str = "/nguoi-ban/dang-ky-ban";
const YES: [(&str, &str); 1] = [("sure", "1")];

async fn applications(app: &App) -> i64 {
    app.count("SELECT COUNT(*) FROM applications").await
}

async fn papers_to_go(app: &App) -> i64 {
    app.count("SELECT COUNT(*) FROM jobs WHERE kind = 'forget_papers' AND payload LIKE '%\",\"%'")
        .await
}

#[tokio::test]
async fn only_what_was_sent_and_waits_is_taken_back_and_only_by_its_sender() {
    let app = app().await;
    let withdraw = format!("{APPLY}/rut");
    let lan = app.signed_in("buyer").await;
    // Nothing there, and nothing sent.
    lan.submit(&withdraw, &YES).await.is(422);
    lan.submit(APPLY, &[]).await.is(303);
    let page = lan.submit(&withdraw, &YES).await.is(422);
    assert!(page.main().contains("Không có hồ sơ nào"), "{}", page.main());
    assert!(page.attributes("form[action$='/rut']", "action").is_empty());
    let at = sent(&app, &lan).await;
    let other = app.signed_in("point").await;
    other.submit(&withdraw, &YES).await.is(422);
    app.browser().submit(&withdraw, &YES).await.is(303);
    // Without the tick it stays.
    let page = lan.submit(&withdraw, &[]).await.is(422);
    assert!(!page.all("#sure-err").is_empty());
    assert_eq!(applications(&app).await, 1);
    // While the office looks at it, too; what was seen there decides nothing afterwards.
    let operator = app.signed_in("operator").await;
    let version = reviewed(&app, &operator, &at).await;
    let done = lan.submit(&withdraw, &YES).await.is(303);
    let page = lan.get(done.location()).await.is(200);
    assert!(page.main().contains("Đã rút hồ sơ"), "{}", page.main());
    assert_eq!(applications(&app).await, 0);
    assert_eq!(app.count("SELECT COUNT(*) FROM application_documents").await, 0);
    assert_eq!(papers_to_go(&app).await, 1, "both papers go by one job");
    let approve = [("decision", "approve"), ("version", version.as_str())];
    operator
        .submit(&format!("{at}/quyet-dinh"), &approve)
        .await
        .is(404);
    operator.get(&at).await.is(404);
    lan.submit(&withdraw, &YES).await.is(422);
    let written = "SELECT COUNT(*) FROM audit_entries WHERE action = 'application.withdraw'";
    assert_eq!(app.count(written).await, 1);
    // And anew.
    sent(&app, &lan).await;
    assert_eq!(applications(&app).await, 1);
    app.stop().await;
}

#[tokio::test]
async fn a_decision_and_a_withdrawal_at_once_are_one_of_the_two() {
    let app = app().await;
    let lan = app.signed_in("buyer").await;
    let at = sent(&app, &lan).await;
    let operator = app.signed_in("operator").await;
    let version = reviewed(&app, &operator, &at).await;
    let (decide, withdraw) = (format!("{at}/quyet-dinh"), format!("{APPLY}/rut"));
    let approve = [("decision", "approve"), ("version", version.as_str())];
    let (decided, back) = tokio::join!(operator.submit(&decide, &approve), lan.submit(&withdraw, &YES));
    let won = (decided.status == 303, back.status == 303);
    assert!(won.0 != won.1, "{} {}", decided.summary(), back.summary());
    assert!(decided.status.as_u16() < 500 && back.status.as_u16() < 500);
    assert_eq!(applications(&app).await, i64::from(won.0));
    if won.0 {
        lan.submit(&withdraw, &YES).await.is(422);
        assert_eq!(row(&app).await.status, entity::ApplicationStatus::Approved);
    }
    app.stop().await;
}

#[tokio::test]
async fn an_application_is_in_the_copy_of_ones_data_and_goes_with_the_account() {
    let app = app().await;
    let lan = app.signed_in("buyer").await;
    sent(&app, &lan).await;
    let copy = lan.get("/tai-khoan/du-lieu/ban-sao").await.is(200);
    let json = copy.json();
    let own = &json["applications"][0];
    assert_eq!(own["status"], "applied");
    assert_eq!(own["tax_code"], "0100109106");
    assert_eq!(own["account"], "001100412345");
    let papers = own["papers"].as_array().unwrap();
    assert_eq!(papers.len(), 2);
    for paper in papers {
        assert!(!paper["shows"].as_str().unwrap().is_empty());
        assert_eq!(paper["kind"], "application/pdf");
    }
    for secret in ["argon2", "token", "password", "passwd"] {
        assert!(!copy.text().contains(secret), "{secret}");
    }
    let other = app.signed_in("point").await;
    let copy = other.get("/tai-khoan/du-lieu/ban-sao").await.is(200).json();
    assert_eq!(copy["applications"].as_array().unwrap().len(), 0);
    let yes = [("password", "demo-cho-lang"), ("sure", "1")];
    lan.submit("/tai-khoan/du-lieu", &yes).await.is(303);
    assert_eq!(applications(&app).await, 0);
    assert_eq!(app.count("SELECT COUNT(*) FROM application_documents").await, 0);
    assert_eq!(papers_to_go(&app).await, 1);
    app.stop().await;
}
