//! Accounts through the front door: becoming somebody, coming in, going out, what one says of oneself.

use entity::Locale;
use reqwest::Method;
use shell::web::urls;

use crate::support::app::App;
use crate::support::browser::Browser;
use crate::support::db::Content;

const PASSWORD: &str = "một câu ngắn dễ nhớ";

async fn tables() -> App {
    App::quiet(Content::Tables, &[]).await
}

async fn register(browser: &Browser, name: &str, email: &str) {
    let fields = [("name", name), ("email", email), ("password", PASSWORD)];
    browser.submit("/dang-ky", &fields).await.is(303);
}

async fn sign_in(browser: &Browser, login: &str) {
    let fields = [("login", login), ("password", PASSWORD)];
    let answer = browser.submit("/dang-nhap", &fields).await.is(303);
    assert_eq!(answer.location(), "/tai-khoan", "{login}");
}

/// Somebody with an account who is signed in.
async fn somebody(app: &App, name: &str, email: &str) -> Browser {
    let browser = app.browser();
    register(&browser, name, email).await;
    sign_in(&browser, email).await;
    browser
}

#[tokio::test]
async fn an_account_is_opened_proven_used_and_left() {
    let app = tables().await;
    let browser = app.browser();
    browser.get("/dang-ky").await.is(200);
    let fields = [
        ("name", "Nguyễn Thị Lan"),
        ("email", "lan@x.vn"),
        ("password", PASSWORD),
        ("next", "/gio-hang"),
    ];
    let answer = browser.submit("/dang-ky", &fields).await.is(303);
    assert_eq!(answer.location(), "/dang-nhap?done=registered&next=%2Fgio-hang");
    let page = browser.get(answer.location()).await.is(200);
    assert_eq!(page.attributes("input[name=next]", "value"), ["/gio-hang"]);
    let fields = [
        ("login", "lan@x.vn"),
        ("password", PASSWORD),
        ("next", "/gio-hang"),
    ];
    let answer = browser.submit("/dang-nhap", &fields).await.is(303);
    assert_eq!(answer.location(), "/gio-hang");
    let page = browser.get("/tai-khoan").await.is(200);
    assert_eq!(page.all("h1"), ["Chào Nguyễn Thị Lan"]);
    assert_eq!(page.header("cache-control"), "private, no-store");
    assert!(page.main().contains("chưa được xác nhận"), "{}", page.main());

    // Programs that look at letters open links: that proves nothing.
    let link = app.link("verify_email").await;
    assert!(link.starts_with("/xac-nhan?token="), "{link}");
    let stranger = app.browser();
    let away = stranger.get(&link).await.is(303);
    assert!(
        away.location().starts_with("/dang-nhap?next=%2Fxac-nhan"),
        "{}",
        away.location()
    );
    let page = browser.get(&link).await.is(200);
    assert_eq!(
        app.count("SELECT COUNT(*) FROM users WHERE email_verified_at IS NOT NULL")
            .await,
        0
    );
    let token = page.attributes("main input[name=token]", "value").concat();
    let done = browser.submit("/xac-nhan", &[("token", &token)]).await.is(303);
    let page = browser.get(done.location()).await.is(200);
    assert!(page.main().contains("đã xác nhận"), "{}", page.main());
    browser.submit("/xac-nhan", &[("token", &token)]).await.is(422);

    // Going out ends the session on this side: its cookie opens nothing any more.
    let session = browser.cookie("session").unwrap();
    let out = browser.submit("/dang-xuat", &[]).await.is(303);
    assert_eq!(out.location(), "/");
    assert_eq!(browser.cookie("session"), None);
    browser.set_cookie("session", &session);
    browser.get("/tai-khoan").await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM user_sessions").await, 0);
    app.stop().await;
}

#[tokio::test]
async fn what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost() {
    let app = tables().await;
    let browser = app.browser();
    for (path, language) in [("/dang-ky", "vi"), ("/en/register", "en")] {
        let fields = [("name", "Lan <b>"), ("email", "lan@"), ("password", "xy-z-xy")];
        let page = browser.submit(path, &fields).await.is(422);
        assert_eq!(page.attributes("html", "lang"), [language]);
        assert_eq!(page.attributes("#name", "value"), ["Lan <b>"]);
        assert_eq!(page.attributes("#email", "value"), ["lan@"]);
        assert_eq!(page.attributes("#email", "aria-invalid"), ["true"]);
        assert_eq!(page.attributes("#password", "value"), [""]);
        assert_eq!(page.header("cache-control"), "private, no-store");
        assert!(!page.text().contains("xy-z-xy") && !page.text().contains('⟦'));
    }
    for weak in ["ngắn", "1234567890", "aaaaaaaaaaaa", "tran-van-b@x.vn"] {
        let fields = [
            ("name", "Trần Văn B"),
            ("email", "tran-van-b@x.vn"),
            ("password", weak),
        ];
        let page = browser.submit("/dang-ky", &fields).await.is(422);
        assert_eq!(page.attributes("#password", "aria-invalid"), ["true"], "{weak}");
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM users").await, 0);
    let page = browser
        .submit("/dang-nhap", &[("login", "ai đó"), ("password", "x")])
        .await
        .is(422);
    assert_eq!(page.attributes("#login", "value"), ["ai đó"]);

    let lan = somebody(&app, "Lan", "lan@x.vn").await;
    let fields = [("name", "Lan Anh"), ("phone", "0123 456 789 0"), ("locale", "en")];
    let page = lan.submit("/tai-khoan", &fields).await.is(422);
    assert_eq!(page.attributes("#name", "value"), ["Lan Anh"]);
    assert_eq!(page.attributes("#phone", "value"), ["0123 456 789 0"]);
    assert_eq!(page.attributes("input[value=en][checked]", "name"), ["locale"]);
    app.stop().await;
}

#[tokio::test]
async fn one_address_is_one_account_however_it_is_typed() {
    let app = tables().await;
    let browser = app.browser();
    register(&browser, "Nguyễn", "nguyễn@x.vn").await;
    for same in ["NGUYỄN@x.vn", " nguye\u{302}\u{303}n@X.vn ", "nguyễn@x.vn"] {
        register(&browser, "Ai đó", same).await;
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM users").await, 1);
    for typed in ["NGUYỄN@X.VN", "nguye\u{302}\u{303}n@x.vn ", "nguyễn@x.vn"] {
        sign_in(&app.browser(), typed).await;
    }
    // The owner hears of it, once a day; nobody else does.
    assert_eq!(app.letters("verify_email").await.len(), 1);
    let told = app.letters("account_exists").await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].0, "nguyễn@x.vn");
    assert_eq!(told[0].1["name"], "Nguyễn");
    app.stop().await;
}

#[tokio::test]
async fn a_session_set_before_is_another_one_afterwards() {
    let app = tables().await;
    let browser = app.browser();
    register(&browser, "Lan", "lan@x.vn").await;
    browser.set_cookie("session", "planted-by-somebody-else");
    sign_in(&browser, "lan@x.vn").await;
    let first = browser.cookie("session").unwrap();
    assert_ne!(first, "planted-by-somebody-else");
    let thief = app.browser();
    thief.set_cookie("session", "planted-by-somebody-else");
    thief.get("/tai-khoan").await.is(303);

    // Signing in once more in the same browser ends what was before.
    sign_in(&browser, "lan@x.vn").await;
    assert_ne!(browser.cookie("session").unwrap(), first);
    thief.set_cookie("session", &first);
    thief.get("/tai-khoan").await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM user_sessions").await, 1);

    // Cookies are out of reach of scripts and of other sites.
    let fields = [("login", "lan@x.vn"), ("password", PASSWORD)];
    let answer = browser.submit("/dang-nhap", &fields).await;
    for cookie in answer.headers.get_all("set-cookie") {
        let cookie = cookie.to_str().unwrap();
        for word in ["HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(word), "{cookie}");
        }
    }
    app.stop().await;
}

#[tokio::test]
async fn sessions_are_listed_and_closed_by_their_owner_only() {
    let app = tables().await;
    let here = somebody(&app, "Lan", "lan@x.vn").await;
    let there = app.browser();
    sign_in(&there, "lan@x.vn").await;
    let other = somebody(&app, "Hoa", "hoa@x.vn").await;
    let page = here.get("/tai-khoan/bao-mat").await.is(200);
    assert_eq!(page.all(".acct-list > li").len(), 2);
    let ids = page.attributes("form[action$=phien] input[name=id]", "value");
    let id = ids.iter().find(|id| *id != "all").unwrap();

    other
        .submit("/tai-khoan/bao-mat/phien", &[("id", id)])
        .await
        .is(404);
    there.get("/tai-khoan").await.is(200);
    here.submit("/tai-khoan/bao-mat/phien", &[("id", id)])
        .await
        .is(303);
    there.get("/tai-khoan").await.is(303);
    here.get("/tai-khoan").await.is(200);

    sign_in(&there, "lan@x.vn").await;
    there
        .submit("/tai-khoan/bao-mat/phien", &[("id", "all")])
        .await
        .is(303);
    here.get("/tai-khoan").await.is(303);
    there.get("/tai-khoan").await.is(200);
    other.get("/tai-khoan").await.is(200);
    app.stop().await;
}

#[tokio::test]
async fn nobody_is_sent_to_another_site_after_signing_in() {
    let app = tables().await;
    register(&app.browser(), "Lan", "lan@x.vn").await;
    for (next, to) in [
        ("https://evil.example/", "/tai-khoan"),
        ("//evil.example", "/tai-khoan"),
        ("/\\evil.example", "/tai-khoan"),
        ("/\t/evil.example", "/tai-khoan"),
        ("/.//evil.example", "/tai-khoan"),
        ("javascript:alert(1)", "/tai-khoan"),
        ("/tim-kiem?q=gốm", "/tim-kiem?q=g%E1%BB%91m"),
        ("/gio-hang", "/gio-hang"),
    ] {
        let fields = [("login", "lan@x.vn"), ("password", PASSWORD), ("next", next)];
        let browser = app.browser();
        let answer = browser.submit("/dang-nhap", &fields).await.is(303);
        assert_eq!(answer.location(), to, "{next:?}");
        let query = urls::query(&[("next", next)]);
        let answer = browser.get(&format!("/dang-nhap{query}")).await.is(303);
        assert_eq!(answer.location(), to, "{next:?}");
        let page = app.browser().get(&format!("/dang-ky{query}")).await.is(200);
        assert!(!page.main().contains("evil"));
    }
    app.stop().await;
}

#[tokio::test]
async fn another_site_cannot_act_and_reading_changes_nothing() {
    let app = tables().await;
    let lan = somebody(&app, "Lan", "lan@x.vn").await;
    let form = ("content-type", "application/x-www-form-urlencoded");
    for path in [
        "/dang-xuat",
        "/tai-khoan",
        "/tai-khoan/bao-mat/phien",
        "/tai-khoan/du-lieu",
        "/dang-nhap",
    ] {
        for foreign in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://evil.example"),
            ("origin", "null"),
        ] {
            let body = "name=evil&id=all&sure=1".to_owned();
            lan.send(Method::POST, path, &[form, foreign], body).await.is(403);
        }
        // Plain text is how a form of another site would try to be taken for ours.
        if path != "/dang-xuat" {
            let own = ("origin", lan.base.as_str());
            let plain = ("content-type", "text/plain");
            lan.send(Method::POST, path, &[own, plain], "name=evil".to_owned())
                .await
                .is(403);
        }
        // Without any word about where it comes from it acts in nobody's name.
        let untold = lan
            .send(Method::POST, path, &[form], "name=evil&id=all".to_owned())
            .await;
        assert!(
            [303, 422].contains(&untold.status.as_u16()),
            "{path}: {}",
            untold.status
        );
    }
    let page = lan.get("/tai-khoan").await.is(200);
    assert_eq!(page.attributes("#name", "value"), ["Lan"]);

    for locale in Locale::ALL {
        for (_, path) in urls::all_acts(locale) {
            let status = lan.get(path).await.status.as_u16();
            assert!([404, 405].contains(&status), "{path}: {status}");
        }
        let status = lan.get(urls::own(locale, "sign_out")).await.status.as_u16();
        assert!([404, 405].contains(&status), "{status}");
    }
    lan.get("/tai-khoan").await.is(200);
    app.stop().await;
}

#[tokio::test]
async fn name_number_and_language_can_be_changed() {
    let app = tables().await;
    let lan = somebody(&app, "Lan", "lan@x.vn").await;
    let fields = [
        ("name", "Nguyễn Thị Lan"),
        ("phone", "(+84) 912.345.678"),
        ("locale", "en"),
    ];
    lan.submit("/tai-khoan", &fields).await.is(303);
    let page = lan.get("/tai-khoan?done=saved").await.is(200);
    assert_eq!(page.attributes("#phone", "value"), ["0912 345 678"]);
    assert_eq!(page.attributes("input[value=en][checked]", "name"), ["locale"]);
    assert_eq!(page.all("[role=status]"), ["Đã lưu."]);
    sign_in(&app.browser(), "0912 345 678").await;
    sign_in(&app.browser(), "+84912345678").await;

    let hoa = somebody(&app, "Hoa", "hoa@x.vn").await;
    let taken = [("name", "Hoa"), ("phone", "0912345678"), ("locale", "vi")];
    let page = hoa.submit("/tai-khoan", &taken).await.is(422);
    assert_eq!(page.attributes("#phone", "aria-invalid"), ["true"]);
    app.stop().await;
}

#[tokio::test]
async fn every_page_of_an_account_stands_in_both_languages() {
    let app = App::quiet(Content::Data, &[]).await;
    app.demo_people().await;
    app.demo_people().await;
    assert_eq!(app.count("SELECT COUNT(*) FROM users").await, 7);
    let producer = app.signed_in("producer").await;
    let stranger = app.browser();
    for locale in Locale::ALL {
        for (key, path) in urls::all_own(locale) {
            let open = ["sign_in", "register", "recover", "reset"].contains(&key);
            let mine = key.starts_with("account") && key != "account_orders" && key != "account_factor";
            if !open && !mine {
                continue;
            }
            let page = if mine {
                let away = stranger.get(path).await.is(303);
                assert!(
                    away.location().starts_with(urls::own(locale, "sign_in")),
                    "{path}"
                );
                producer.get(path).await.is(200)
            } else {
                stranger.get(path).await
            };
            assert_eq!(page.header("cache-control"), "private, no-store", "{path}");
            if key == "account_copy" {
                continue;
            }
            assert_eq!(page.attributes("html", "lang"), [locale.tag()], "{path}");
            assert_eq!(page.all("h1").len(), 1, "{path}");
            assert!(!page.text().contains('⟦'), "{path}");
            assert_eq!(
                page.attributes("meta[name=robots]", "content"),
                ["noindex"],
                "{path}"
            );
            for input in page.attributes("main input:not([type=hidden]):not([type=radio])", "autocomplete") {
                assert!(!input.is_empty(), "{path}");
            }
        }
    }
    let page = producer.get("/tai-khoan").await;
    assert!(
        page.main().contains("Chủ cơ sở Công ty TNHH Gốm sứ Quang Vinh"),
        "{}",
        page.main()
    );
    let point = app.signed_in("point").await.get("/en/account").await;
    assert!(point.main().contains("Keeper of"), "{}", point.main());

    // A role that is taken away is gone with the next click.
    app.world
        .run("DELETE FROM producer_members WHERE user_id = (SELECT id FROM users WHERE email = 'producer@example.com')")
        .await;
    let page = producer.get("/tai-khoan").await.is(200);
    assert!(!page.main().contains("Quang Vinh"), "{}", page.main());

    // In demonstration mode the way in names the people; pages of everybody stay as they are.
    assert!(
        stranger
            .get("/dang-nhap")
            .await
            .main()
            .contains("buyer@example.com")
    );
    let home = producer.get("/").await.is(200);
    assert_eq!(home.text(), stranger.get("/").await.text());
    assert!(home.headers.get("set-cookie").is_none());
    app.stop().await;
}
