//! What keeps accounts safe: tries that are counted, links that count once, answers that give nothing away.

use std::time::Duration;

use crate::support::app::App;
use crate::support::browser::{Answer, Browser};
use crate::support::db::Content;

const DEMO: &str = "demo-cho-lang";
const NEW: &str = "một mật khẩu khác hẳn";

async fn people(flags: &[&str]) -> App {
    let app = App::quiet(Content::Tables, flags).await;
    app.demo_people().await;
    app
}

async fn try_in(browser: &Browser, login: &str, password: &str) -> Answer {
    let fields = [("login", login), ("password", password)];
    browser.submit("/dang-nhap", &fields).await
}

fn refusal(answer: &Answer) -> String {
    answer
        .all("#login-err, #code-err, #token, .note.is-bad li")
        .join(" ")
}

#[tokio::test]
async fn twenty_wrong_passwords_slow_strangers_and_not_the_owner() {
    let app = people(&["--trusted-proxies=127.0.0.1"]).await;
    let known = app.browser().from("203.0.113.7");
    try_in(&known, "buyer@example.com", DEMO).await.is(303);
    known.submit("/dang-xuat", &[]).await.is(303);
    let mut words = Vec::new();
    for number in 0..20 {
        let stranger = app.browser().from(&format!("198.51.{number}.9"));
        let answer = try_in(&stranger, "buyer@example.com", "mật khẩu đoán bừa")
            .await
            .is(422);
        words.push(refusal(&answer));
    }
    assert!(
        words[0].contains("không khớp") && words[9].contains("không khớp"),
        "{words:?}"
    );
    assert!(
        words[10].contains("chờ 1 phút") && words[19].contains("chờ 1 phút"),
        "{words:?}"
    );
    // Even the right password: a guess that is slowed is not judged.
    let stranger = app.browser().from("192.0.2.1");
    let answer = try_in(&stranger, "buyer@example.com", DEMO).await.is(422);
    assert!(refusal(&answer).contains("chờ"), "{}", refusal(&answer));
    // The owner hears of it once, and comes in with the browser that is known.
    let told = app.letters("sign_in_slowed").await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].0, "buyer@example.com");
    try_in(&known, "buyer@example.com", DEMO).await.is(303);
    // A known browser that is stolen is no free pass either.
    for _ in 0..10 {
        try_in(&known, "buyer@example.com", "mật khẩu đoán bừa")
            .await
            .is(422);
    }
    let answer = try_in(&known, "buyer@example.com", DEMO).await.is(422);
    assert!(refusal(&answer).contains("chờ"));
    // It passes.
    app.advance(chrono::TimeDelta::minutes(16));
    try_in(&stranger, "buyer@example.com", DEMO).await.is(303);
    app.stop().await;
}

#[tokio::test]
async fn somebody_who_is_not_there_is_slowed_alike() {
    let app = people(&["--trusted-proxies=127.0.0.1"]).await;
    for login in ["buyer@example.com", "nobody@example.com", "0912345678"] {
        let mut words = Vec::new();
        for number in 0..12 {
            let stranger = app.browser().from(&format!("198.51.{number}.9"));
            let answer = try_in(&stranger, login, "mật khẩu đoán bừa").await.is(422);
            words.push(refusal(&answer));
        }
        assert!(words[9].contains("không khớp"), "{login}: {words:?}");
        assert!(words[10].contains("chờ 1 phút"), "{login}: {words:?}");
    }
    // One network that tries many accounts is slowed too.
    let network = app.browser().from("203.0.113.1");
    let mut last = String::new();
    for number in 0..61 {
        let answer = try_in(&network, &format!("a{number}@x.vn"), "mật khẩu đoán bừa").await;
        last = refusal(&answer);
    }
    assert!(last.contains("chờ"), "{last}");
    app.stop().await;
}

#[tokio::test]
async fn guesses_at_the_same_moment_are_counted_one_by_one() {
    let app = people(&[]).await;
    let guesses = (0..20).map(|_| {
        let browser = app.browser();
        async move { refusal(&try_in(&browser, "buyer@example.com", "mật khẩu đoán bừa").await) }
    });
    let words = futures_util::future::join_all(guesses).await;
    let judged = words.iter().filter(|words| words.contains("không khớp")).count();
    assert_eq!(judged, 10, "{words:?}");
    app.stop().await;
}

/// The middle of some durations.
async fn median(
    app: &App,
    path: &str,
    fields: impl Fn(usize) -> Vec<(&'static str, String)>,
) -> (Duration, String) {
    let mut times = Vec::new();
    let mut answers = std::collections::BTreeSet::new();
    for number in 0..7 {
        let fields = fields(number);
        let pairs: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let answer = app.browser().submit(path, &pairs).await;
        times.push(answer.took);
        answers.insert(format!(
            "{} {} {}",
            answer.status,
            answer.location(),
            refusal(&answer)
        ));
    }
    times.sort();
    assert_eq!(answers.len(), 1, "{answers:?}");
    (times[3], answers.into_iter().next().unwrap())
}

#[tokio::test]
async fn known_and_unknown_addresses_get_the_same_answer_in_the_same_time() {
    let app = people(&[]).await;
    // Seven people, each tried once, so that nobody is slowed.
    let known = |number: usize| commerce::accounts::demo::PEOPLE[number].email.to_owned();
    let unknown = |path: &str, number: usize| format!("nobody{number}@{}.vn", path.trim_start_matches('/'));
    let password = || "mật khẩu đoán bừa".to_owned();
    let mut wrong = Vec::new();
    for path in ["/dang-nhap", "/dang-ky", "/quen-mat-khau"] {
        let fields = |email: String| {
            vec![
                ("login", email.clone()),
                ("email", email),
                ("name", "Ai đó".to_owned()),
                ("password", password()),
            ]
        };
        let (slow, first) = median(&app, path, |number| fields(known(number))).await;
        let (fast, second) = median(&app, path, |number| fields(unknown(path, number))).await;
        assert_eq!(first, second, "{path}");
        let apart = slow.abs_diff(fast);
        if apart > Duration::from_millis(50) && apart > slow.max(fast) / 3 {
            wrong.push(format!("{path}: {slow:?} and {fast:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");

    let buyer = app.signed_in("buyer").await;
    for email in ["officer@example.com", "nobody-else@example.com"] {
        let fields = [("email", email), ("email_password", DEMO)];
        let answer = buyer
            .submit("/tai-khoan/bao-mat/thu-dien-tu", &fields)
            .await
            .is(303);
        assert_eq!(answer.location(), "/tai-khoan/bao-mat?done=email");
    }
    let told: Vec<String> = app
        .letters("account_exists")
        .await
        .into_iter()
        .map(|(to, _)| to)
        .collect();
    assert!(told.contains(&"officer@example.com".to_owned()), "{told:?}");
    app.stop().await;
}

async fn reset_link(app: &App, email: &str) -> String {
    app.browser()
        .submit("/quen-mat-khau", &[("email", email)])
        .await
        .is(303);
    app.link("reset_password").await
}

fn token(link: &str) -> String {
    link.split_once("token=").unwrap().1.to_owned()
}

#[tokio::test]
async fn a_forgotten_password_is_set_anew_and_every_session_ends() {
    let app = people(&[]).await;
    let there = app.signed_in("buyer").await;
    let device = there.cookie("device").unwrap();
    let link = reset_link(&app, "BUYER@example.com").await;
    let stranger = app.browser();
    let page = stranger.get(&link).await.is(200);
    assert_eq!(page.attributes("meta[name=referrer]", "content"), ["no-referrer"]);
    let token = token(&link);
    let weak = [("token", token.as_str()), ("password", "ngắn")];
    stranger.submit("/dat-lai-mat-khau", &weak).await.is(422);
    let good = [("token", token.as_str()), ("password", NEW)];
    stranger.submit("/dat-lai-mat-khau", &good).await.is(303);
    there.get("/tai-khoan").await.is(303);
    assert!(!device.is_empty());
    assert_eq!(app.count("SELECT COUNT(*) FROM known_devices").await, 0);
    try_in(&stranger, "buyer@example.com", DEMO).await.is(422);
    try_in(&stranger, "buyer@example.com", NEW).await.is(303);
    assert_eq!(app.letters("password_changed").await.len(), 1);
    // Once.
    app.browser().submit("/dat-lai-mat-khau", &good).await.is(422);
    app.browser().get(&link).await.is(422);
    app.stop().await;
}

#[tokio::test]
async fn links_count_once_for_one_person_and_one_purpose_and_not_for_long() {
    let app = people(&[]).await;
    let buyer = app.signed_in("buyer").await;
    let officer = app.signed_in("officer").await;
    let change = [("email", "lan.moi@x.vn"), ("email_password", DEMO)];
    buyer
        .submit("/tai-khoan/bao-mat/thu-dien-tu", &change)
        .await
        .is(303);
    let link = app.link("change_email").await;
    let change = token(&link);
    let reset = token(&reset_link(&app, "buyer@example.com").await);

    // In somebody else's session, both are refused and stay good for the right one.
    officer.get(&link).await.is(422);
    officer.submit("/xac-nhan", &[("token", &change)]).await.is(422);
    officer
        .submit("/dat-lai-mat-khau", &[("token", &reset), ("password", NEW)])
        .await
        .is(422);
    assert_eq!(
        app.count("SELECT COUNT(*) FROM account_tokens WHERE used_at IS NOT NULL")
            .await,
        0
    );

    // For another purpose.
    buyer.submit("/xac-nhan", &[("token", &reset)]).await.is(422);
    let other = [("token", change.as_str()), ("password", NEW)];
    app.browser().submit("/dat-lai-mat-khau", &other).await.is(422);
    for bad in ["", "x", "' OR 1=1 --"] {
        buyer.submit("/xac-nhan", &[("token", bad)]).await.is(422);
        app.browser()
            .submit("/dat-lai-mat-khau", &[("token", bad), ("password", NEW)])
            .await
            .is(422);
    }

    // Once, even at the same moment.
    let fields = [("token", change.as_str())];
    let both = futures_util::future::join_all([
        buyer.submit("/xac-nhan", &fields),
        buyer.submit("/xac-nhan", &fields),
        buyer.submit("/xac-nhan", &fields),
    ])
    .await;
    let took = both.iter().filter(|answer| answer.status == 303).count();
    assert_eq!(took, 1);
    let page = buyer.get("/tai-khoan").await;
    assert!(page.main().contains("lan.moi@x.vn"), "{}", page.main());
    assert_eq!(app.letters("email_changed").await[0].0, "buyer@example.com");
    try_in(&app.browser(), "buyer@example.com", DEMO).await.is(422);
    try_in(&app.browser(), "lan.moi@x.vn", DEMO).await.is(303);
    // The link for the old address died with it.
    let late = [("token", reset.as_str()), ("password", NEW)];
    app.browser().submit("/dat-lai-mat-khau", &late).await.is(422);

    let old = token(&reset_link(&app, "officer@example.com").await);
    let newer = token(&reset_link(&app, "officer@example.com").await);
    app.browser()
        .submit("/dat-lai-mat-khau", &[("token", &old), ("password", NEW)])
        .await
        .is(422);
    app.advance(chrono::TimeDelta::minutes(61));
    app.browser()
        .submit("/dat-lai-mat-khau", &[("token", &newer), ("password", NEW)])
        .await
        .is(422);
    app.stop().await;
}

#[tokio::test]
async fn an_address_somebody_registers_meanwhile_cannot_be_taken() {
    let app = people(&[]).await;
    let buyer = app.signed_in("buyer").await;
    let change = [("email", "moi@x.vn"), ("email_password", DEMO)];
    buyer
        .submit("/tai-khoan/bao-mat/thu-dien-tu", &change)
        .await
        .is(303);
    let fields = [("name", "Ai khác"), ("email", "MOI@x.vn"), ("password", NEW)];
    app.browser().submit("/dang-ky", &fields).await.is(303);
    let token = token(&app.link("change_email").await);
    buyer.submit("/xac-nhan", &[("token", &token)]).await.is(422);
    assert!(buyer.get("/tai-khoan").await.main().contains("buyer@example.com"));
    app.stop().await;
}

#[tokio::test]
async fn a_password_is_changed_by_who_knows_the_old_one() {
    let app = people(&[]).await;
    let (here, there) = (app.signed_in("buyer").await, app.signed_in("buyer").await);
    let path = "/tai-khoan/bao-mat/mat-khau";
    let page = here
        .submit(path, &[("old_password", "sai rồi nhé"), ("new_password", NEW)])
        .await
        .is(422);
    assert_eq!(page.attributes("#old_password", "aria-invalid"), ["true"]);
    assert!(!page.text().contains(NEW));
    let page = here
        .submit(path, &[("old_password", DEMO), ("new_password", "ngắn")])
        .await
        .is(422);
    assert_eq!(page.attributes("#new_password", "aria-invalid"), ["true"]);
    here.submit(path, &[("old_password", DEMO), ("new_password", NEW)])
        .await
        .is(303);
    here.get("/tai-khoan").await.is(200);
    there.get("/tai-khoan").await.is(303);
    // A stolen session does not get to guess.
    for _ in 0..8 {
        here.submit(path, &[("old_password", "sai rồi nhé"), ("new_password", DEMO)])
            .await
            .is(422);
    }
    let page = here
        .submit(
            path,
            &[("old_password", NEW), ("new_password", "lại một câu khác")],
        )
        .await
        .is(422);
    assert!(page.main().contains("Xin chờ"), "{}", page.main());
    assert!(
        app.count("SELECT COUNT(*) FROM audit_entries WHERE action = 'account.password'")
            .await
            == 1
    );
    app.stop().await;
}
