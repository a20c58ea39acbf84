//! The people of the office, made from the machine the site runs on.

use commerce::accounts::Refusal;
use commerce::accounts::staff::{self, Made};

use crate::support::app::App;
use crate::support::db::Content;

#[tokio::test]
async fn the_first_operator_is_made_and_the_last_one_stays() {
    let app = App::quiet(Content::Tables, &[]).await;
    let services = app.running.state.services.clone();
    let (db, now, secrets) = (&services.db, app.clock.now(), &services.secrets);
    let weak = staff::create(db, now, secrets, ("Hà", "ha@example.com"), "short")
        .await
        .unwrap();
    assert!(matches!(weak, Err(Refusal::Weak(_))));
    let wrong = staff::create(db, now, secrets, ("Hà", "no address"), "đủ dài để dùng")
        .await
        .unwrap();
    assert_eq!(wrong, Err(Refusal::Email));
    let made = staff::create(db, now, secrets, ("Hà", "ha@example.com"), "đủ dài để dùng")
        .await
        .unwrap();
    assert!(matches!(made, Ok(Made::New(_))));
    let again = staff::create(db, now, secrets, ("Hà", "HA@example.com"), "một câu khác hẳn")
        .await
        .unwrap();
    assert!(
        matches!(again, Ok(Made::Before(_))),
        "the password of before stays: {again:?}"
    );
    let browser = app.browser();
    let old = [("login", "ha@example.com"), ("password", "đủ dài để dùng")];
    browser.submit("/dang-nhap", &old).await.is(303);
    browser.get("/quan-tri").await.is(200);
    let last = staff::demote(db, now, "ha@example.com").await.unwrap();
    assert_eq!(last, Err(Refusal::LastOwner));
    let nobody = staff::reset_password(db, now, secrets, "x@example.com", "một câu khác hẳn", false)
        .await
        .unwrap();
    assert_eq!(nobody, Err(Refusal::Missing));
    staff::reset_password(db, now, secrets, "ha@example.com", "một câu khác hẳn", true)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        browser.get("/quan-tri").await.status,
        303,
        "every session has ended"
    );
    browser.submit("/dang-nhap", &old).await.is(422);
    staff::create(db, now, secrets, ("Lan", "lan@example.com"), "thêm một người nữa")
        .await
        .unwrap()
        .unwrap();
    staff::demote(db, now, "ha@example.com").await.unwrap().unwrap();
    let left = staff::list(db).await.unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].email.as_deref(), Some("lan@example.com"));
    assert_eq!(
        app.count("SELECT COUNT(*) FROM audit_entries WHERE actor = 'cli'")
            .await,
        4
    );
    app.stop().await;
}
