//! The second factor: codes count once, a ticket alone is nothing, and in production some cannot do without.

use reqwest::Method;
use totp_rs::{Builder, Secret, Totp};

use crate::support::app::App;
use crate::support::browser::{Answer, Browser};
use crate::support::db::Content;

const DEMO: &str = "demo-cho-lang";

async fn people() -> App {
    let app = App::quiet(Content::Tables, &[]).await;
    app.demo_people().await;
    app
}

async fn try_in(browser: &Browser, login: &str, password: &str) -> Answer {
    let fields = [("login", login), ("password", password)];
    browser.submit("/dang-nhap", &fields).await
}

fn refusal(answer: &Answer) -> String {
    answer.all("#code-err").join(" ")
}

fn totp(page: &Answer) -> Totp {
    let secret: String = page.all(".acct-secret").concat().replace(' ', "");
    assert!(page.text().contains("<svg"), "no QR code");
    Builder::new()
        .with_secret(Secret::try_from_base32(&secret).unwrap())
        .build()
        .unwrap()
}

fn code(app: &App, totp: &Totp) -> String {
    totp.generate(u64::try_from(app.clock.now().timestamp()).unwrap())
        .to_string()
}

/// Sets the second factor up; returns it with the codes for paper.
async fn set_up(app: &App, browser: &Browser) -> (Totp, Vec<String>) {
    let begin = "/tai-khoan/bao-mat/hai-lop/bat-dau";
    browser.get("/tai-khoan/bao-mat/hai-lop").await.is(303);
    browser
        .submit(begin, &[("factor_password", "sai rồi nhé")])
        .await
        .is(422);
    browser.submit(begin, &[("factor_password", DEMO)]).await.is(303);
    let page = browser.get("/tai-khoan/bao-mat/hai-lop").await.is(200);
    let totp = totp(&page);
    browser
        .submit("/tai-khoan/bao-mat/hai-lop", &[("code", "000000")])
        .await
        .is(422);
    let page = browser
        .submit("/tai-khoan/bao-mat/hai-lop", &[("code", &code(app, &totp))])
        .await
        .is(200);
    assert_eq!(page.header("cache-control"), "private, no-store");
    let codes = page.all(".acct-codes code");
    assert_eq!(codes.len(), 10);
    (totp, codes)
}

/// The password, and then a code.
async fn with_code(app: &App, login: &str, typed: &str) -> (Browser, Answer) {
    let browser = app.browser();
    let step = try_in(&browser, login, DEMO).await.is(303);
    assert!(
        step.location().starts_with("/dang-nhap/ma-xac-thuc"),
        "{}",
        step.location()
    );
    assert_eq!(browser.cookie("session"), None);
    browser.get("/tai-khoan").await.is(303);
    let answer = browser.submit("/dang-nhap/ma-xac-thuc", &[("code", typed)]).await;
    (browser, answer)
}

#[tokio::test]
async fn a_code_counts_once() {
    let app = people().await;
    let buyer = app.signed_in("buyer").await;
    let (totp, codes) = set_up(&app, &buyer).await;
    // The code that switched it on is used up.
    let used = code(&app, &totp);
    let (_, answer) = with_code(&app, "buyer@example.com", &used).await;
    answer.is(422);
    app.advance(chrono::TimeDelta::seconds(30));
    let fresh = code(&app, &totp);
    let (browser, answer) = with_code(
        &app,
        "buyer@example.com",
        &format!(" {} {}", &fresh[..3], &fresh[3..]),
    )
    .await;
    answer.is(303);
    browser.get("/tai-khoan").await.is(200);
    let (_, answer) = with_code(&app, "buyer@example.com", &fresh).await;
    assert!(refusal(&answer.is(422)).contains("đã dùng"));
    // At the same moment one of two gets in.
    app.advance(chrono::TimeDelta::seconds(30));
    let fresh = code(&app, &totp);
    let both = futures_util::future::join_all([
        with_code(&app, "buyer@example.com", &fresh),
        with_code(&app, "buyer@example.com", &fresh),
    ])
    .await;
    assert_eq!(both.iter().filter(|(_, answer)| answer.status == 303).count(), 1);

    // Codes of the paper, once each, however they are typed.
    let (_, answer) = with_code(&app, "buyer@example.com", &codes[0].to_uppercase()).await;
    answer.is(303);
    let (_, answer) = with_code(&app, "buyer@example.com", &codes[0]).await;
    answer.is(422);
    let (_, answer) = with_code(&app, "buyer@example.com", &codes[1].replace('-', " ")).await;
    answer.is(303);
    let page = buyer.get("/tai-khoan/bao-mat").await;
    assert!(page.main().contains("Còn 8 mã"), "{}", page.main());
    // New ones: the old are void.
    let new = buyer
        .submit(
            "/tai-khoan/bao-mat/hai-lop/ma-du-phong",
            &[("factor_password", DEMO)],
        )
        .await
        .is(200)
        .all(".acct-codes code");
    let (_, answer) = with_code(&app, "buyer@example.com", &codes[2]).await;
    answer.is(422);
    let (_, answer) = with_code(&app, "buyer@example.com", &new[0]).await;
    answer.is(303);

    buyer
        .submit("/tai-khoan/bao-mat/hai-lop/tat", &[("factor_password", DEMO)])
        .await
        .is(303);
    try_in(&app.browser(), "buyer@example.com", DEMO).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM recovery_codes").await, 0);
    app.stop().await;
}

#[tokio::test]
async fn a_ticket_without_a_code_is_nothing_and_codes_cannot_be_guessed() {
    let app = people().await;
    let buyer = app.signed_in("buyer").await;
    set_up(&app, &buyer).await;
    let browser = app.browser();
    try_in(&browser, "buyer@example.com", DEMO).await.is(303);
    let ticket = browser.cookie("ticket").unwrap();
    let thief = app.browser();
    thief.set_cookie("session", &ticket);
    thief.get("/tai-khoan").await.is(303);
    // Somebody else's key in it, or another time.
    let other = app
        .count("SELECT id FROM users WHERE email = 'officer@example.com'")
        .await;
    let parts: Vec<&str> = ticket.splitn(3, '.').collect();
    for forged in [
        format!("{other}.{}.{}", parts[1], parts[2]),
        format!("{}.{}.{}", parts[0], "99999999999", parts[2]),
        "..".to_owned(),
    ] {
        thief.set_cookie("ticket", &forged);
        let answer = thief
            .submit("/dang-nhap/ma-xac-thuc", &[("code", "123456")])
            .await
            .is(303);
        assert_eq!(answer.location(), "/dang-nhap");
    }
    for _ in 0..8 {
        browser
            .submit("/dang-nhap/ma-xac-thuc", &[("code", "123456")])
            .await
            .is(422);
    }
    let answer = browser
        .submit("/dang-nhap/ma-xac-thuc", &[("code", "123456")])
        .await
        .is(422);
    assert!(refusal(&answer).contains("chờ"), "{}", refusal(&answer));
    app.advance(chrono::TimeDelta::minutes(11));
    let answer = browser
        .submit("/dang-nhap/ma-xac-thuc", &[("code", "123456")])
        .await
        .is(303);
    assert_eq!(answer.location(), "/dang-nhap");
    app.stop().await;
}

#[tokio::test]
async fn in_production_who_may_harm_others_needs_a_second_factor() {
    let origin = "https://cho.example";
    let app = App::quiet(
        Content::Data,
        &[
            "--mode=production",
            "--public-url=https://cho.example",
            "--secret-key=k3Yw0rd-with-many-different-letters!",
        ],
    )
    .await;
    app.demo_people().await;
    let owner = app.browser().seeing(origin);
    let answer = try_in(&owner, "producer@example.com", DEMO).await.is(303);
    assert_eq!(answer.location(), "/tai-khoan/bao-mat");
    for cookie in answer.headers.get_all("set-cookie") {
        let cookie = cookie.to_str().unwrap();
        assert!(
            cookie.starts_with("__Host-") && cookie.contains("Secure"),
            "{cookie}"
        );
    }
    // No way around it, and no rights before.
    for path in ["/tai-khoan", "/tai-khoan/dia-chi", "/tai-khoan/du-lieu"] {
        assert_eq!(
            owner.get(path).await.is(303).location(),
            "/tai-khoan/bao-mat",
            "{path}"
        );
    }
    let page = owner.get("/tai-khoan/bao-mat").await.is(200);
    assert!(page.main().contains("cần xác thực hai lớp"), "{}", page.main());
    set_up(&app, &owner).await;
    let page = owner.get("/tai-khoan").await.is(200);
    assert!(page.main().contains("Quang Vinh"), "{}", page.main());

    // Buyers and staff are asked for nothing, and nobody is named.
    for who in ["buyer@example.com", "staff@example.com"] {
        let browser = app.browser().seeing(origin);
        let answer = try_in(&browser, who, DEMO).await.is(303);
        assert_eq!(answer.location(), "/tai-khoan", "{who}");
    }
    assert!(
        !app.browser()
            .get("/dang-nhap")
            .await
            .main()
            .contains("example.com")
    );
    // The address of the machine is not the site's.
    let form = ("content-type", "application/x-www-form-urlencoded");
    let foreign = ("origin", "https://evil.example");
    owner
        .send(Method::POST, "/dang-xuat", &[form, foreign], "x=1".to_owned())
        .await
        .is(403);
    app.stop().await;
}
