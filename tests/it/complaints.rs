//! Complaints: one form is one complaint, only its token opens it, the office answers in order, messages go both ways.

use chrono::TimeDelta;

use crate::support::app::App;
use crate::support::db::Content;

const FORM: &str = "/khieu-nai/gui";

/// A complaint that is sent; the address of its page.
async fn complained(app: &App) -> String {
    let browser = app.browser();
    let page = browser.get(FORM).await.is(200);
    let key = page.attributes("input[name='key']", "value").remove(0);
    let fields = [
        ("key", key.as_str()),
        ("topic", "content"),
        ("about", "/san-pham/tra-sen"),
        ("message", "Ngôi sao <b>không</b> đúng."),
        ("name", "Nguyễn Thị Lan"),
        ("tel", "0912 345 678"),
        ("email", "lan@example.com"),
    ];
    let sent = browser.submit(FORM, &fields).await.is(303);
    let again = browser.submit(FORM, &fields).await.is(303);
    assert_eq!(
        sent.location(),
        again.location(),
        "the same form is the same complaint"
    );
    let other = [
        fields[0],
        ("topic", "goods"),
        fields[2],
        fields[3],
        fields[4],
        fields[5],
        fields[6],
    ];
    browser.submit(FORM, &other).await.is(422);
    sent.location().to_owned()
}

#[tokio::test]
async fn what_is_typed_wrong_is_kept_and_nothing_is_written() {
    let app = App::quiet(Content::Data, &[]).await;
    let browser = app.browser();
    browser.submit(FORM, &[]).await.is(422);
    let key = "0123456789abcdef";
    for fields in [
        vec![("key", key), ("message", "có chữ")],
        vec![
            ("key", key),
            ("topic", "nothing"),
            ("message", "x"),
            ("name", "Lan"),
            ("tel", "0912345678"),
        ],
        vec![
            ("key", key),
            ("topic", "other"),
            ("message", "có chữ"),
            ("name", "Lan"),
        ],
        vec![
            ("key", key),
            ("topic", "other"),
            ("message", "có chữ"),
            ("name", "Lan"),
            ("email", "nope"),
        ],
    ] {
        let page = browser.submit(FORM, &fields).await.is(422);
        assert!(!page.all(".err").is_empty(), "{fields:?}");
    }
    let long = "ữ".repeat(4_001);
    let fields = [
        ("key", key),
        ("topic", "other"),
        ("message", &*long),
        ("name", "Lan"),
        ("tel", "0912345678"),
    ];
    browser.submit(FORM, &fields).await.is(422);
    assert_eq!(app.count("SELECT COUNT(*) FROM complaints").await, 0);
    app.stop().await;
}

#[tokio::test]
async fn only_its_token_opens_it() {
    let app = App::quiet(Content::Data, &["--operator-email=office@example.com"]).await;
    let path = complained(&app).await;
    let visitor = app.browser();
    let page = visitor.get(&path).await.is(200);
    assert!(
        page.main().contains("Ngôi sao <b>không</b> đúng."),
        "{}",
        page.main()
    );
    assert!(page.header("cache-control").contains("no-store"));
    let bare = path.split('?').next().unwrap();
    for wrong in [
        bare.to_owned(),
        format!("{bare}?t="),
        format!("{bare}?t=abc"),
        path.replace("KN", "KM"),
    ] {
        visitor.get(&wrong).await.is(404);
    }
    visitor.get("/khieu-nai").await.is(200);
    let received = app.letters("complaint_received").await;
    assert_eq!(received.len(), 1);
    assert_eq!(received[0].0, "lan@example.com");
    assert!(received[0].1["url"].as_str().unwrap().starts_with(bare));
    let told = app.letters("new_complaint").await;
    assert_eq!(told[0].0, "office@example.com");
    app.stop().await;
}

#[tokio::test]
async fn the_office_answers_within_its_limits() {
    let app = App::quiet(Content::Data, &[]).await;
    app.demo_people().await;
    let path = complained(&app).await;
    let number = path.split(['/', '?']).nth(2).unwrap().to_owned();
    let officer = app.signed_in("officer").await;
    let queue = officer.get("/quan-tri/khieu-nai").await.is(200);
    assert!(queue.main().contains(&number), "{}", queue.main());
    let here = format!("/quan-tri/khieu-nai/{number}");
    officer.get(&here).await.is(200);
    officer.submit(&here, &[("verb", "acknowledge")]).await.is(404);
    let operator = app.signed_in("operator").await;
    operator
        .submit(&here, &[("verb", "answer"), ("answer", "")])
        .await
        .is(422);
    operator
        .submit(&here, &[("verb", "burn"), ("answer", "x")])
        .await
        .is(422);
    // A day later it is over its first limit, and the queue says so.
    app.advance(TimeDelta::hours(25));
    let queue = operator.get("/quan-tri/khieu-nai").await.is(200);
    assert!(queue.main().contains("Quá hạn"), "{}", queue.main());
    operator.submit(&here, &[("verb", "acknowledge")]).await.is(303);
    let answer = [("verb", "answer"), ("answer", "Chúng tôi đã sửa.\nCảm ơn bạn.")];
    operator.submit(&here, &answer).await.is(303);
    operator.submit(&here, &answer).await.is(422);
    let letters = app.letters("complaint_answered").await;
    assert_eq!(letters.len(), 1, "answered once, told once");
    let page = app.browser().get(&path).await.is(200);
    assert!(page.main().contains("Chúng tôi đã sửa."), "{}", page.main());
    operator
        .submit(&here, &[("verb", "close"), ("answer", "xong")])
        .await
        .is(303);
    operator.submit(&here, &answer).await.is(422);
    let written = "SELECT COUNT(*) FROM audit_entries WHERE subject_kind = 'complaint'";
    assert_eq!(app.count(written).await, 3);
    // Two years later who complained is forgotten, and that somebody did is not.
    app.advance(TimeDelta::days(731));
    let services = &app.running.state.services;
    let now = services.clock.now();
    assert_eq!(commerce::complaints::forget(&services.db, now).await.unwrap(), 1);
    assert_eq!(commerce::complaints::forget(&services.db, now).await.unwrap(), 0);
    let left = "SELECT COUNT(*) FROM complaints WHERE name = '' AND email IS NULL AND message = ''";
    assert_eq!(app.count(left).await, 1);
    app.stop().await;
}
