//! Keepers of sales points: one tap confirms a place and its shelf, closures end by themselves, and nothing of another
//! place is found.

use actix_web::http::Method;
use chrono::TimeDelta;
use commerce::keeping;
use commerce::reminders::points_unconfirmed;
use entity::Locale;

use crate::support::at;
use crate::support::keeping::{API, DESK, Kept, OFFICE, PUBLIC, SLUG};

#[tokio::test]
async fn one_tap_confirms_the_place_and_its_whole_shelf_once_a_day() {
    let kept = Kept::quiet().await;
    let (app, keeper) = (&kept.app, &kept.keeper);
    let visitor = app.visitor();
    let before = visitor.get(PUBLIC).await.is(200).main();
    assert!(before.contains("chưa ai xác nhận tại chỗ"), "{before}");
    assert!(before.contains("Nên hỏi trước khi đến"), "{before}");
    // The only place one keeps opens at once.
    let list = keeper.get("/nguoi-ban/diem-ban").await.is(303);
    assert_eq!(list.location(), DESK);
    let page = keeper.get(DESK).await.is(200).main();
    assert!(page.contains("Vẫn mở, vẫn bán những thứ này"), "{page}");
    assert!(page.contains("Đã hơn một tuần"), "{page}");

    let tap = format!("{DESK}/xac-nhan");
    let told = keeper.submit(&tap, &[]).await.is(303);
    assert_eq!(told.location(), format!("{DESK}?done=confirmed"));
    let page = keeper.get(told.location()).await.is(200).main();
    assert!(
        page.contains("Cảm ơn bạn") && !page.contains("Đã hơn một tuần"),
        "{page}"
    );

    // Page, list, API and English show it at once.
    let after = visitor.get(PUBLIC).await.is(200).main();
    assert!(
        after.contains("Xác nhận ngày 21/11/2026: người phụ trách điểm bán"),
        "{after}"
    );
    assert!(after.contains("Thấy bày ngày 21/11/2026"), "{after}");
    let english = visitor
        .get(&format!("/en/sales-points/{SLUG}"))
        .await
        .is(200)
        .main();
    assert!(english.contains("the keeper of the place"), "{english}");
    let api = visitor.get(API).await.is(200).json();
    assert_eq!(api["last_confirmed_on"], "2026-11-21", "{api}");
    assert_eq!(api["confirmed_by"], "keeper");
    let products = api["products"].as_array().unwrap();
    assert!(!products.is_empty());
    assert!(
        products
            .iter()
            .all(|one| one["last_confirmed_on"] == "2026-11-21" && one["out_today"] == false)
    );
    assert_eq!(kept.status().await, "open");

    // A second tap, and one of another language, change nothing.
    let revision = format!("SELECT revision FROM places WHERE slug = '{SLUG}'");
    let stands = app.count(&revision).await;
    let again = keeper.submit(&tap, &[]).await.is(303);
    assert_eq!(again.location(), format!("{DESK}?done=known"));
    keeper
        .submit(&format!("/en/studio/points/{SLUG}/confirm"), &[])
        .await
        .is(303);
    assert_eq!(app.count(&revision).await, stands);
    assert_eq!(kept.written("point.confirm").await, 1);

    // The next day it is a new one, also when two taps come at once.
    app.advance(TimeDelta::days(1));
    let (one, other) = tokio::join!(keeper.submit(&tap, &[]), keeper.submit(&tap, &[]));
    assert_eq!((one.status.as_u16(), other.status.as_u16()), (303, 303));
    assert_eq!(kept.written("point.confirm").await, 2);
    kept.app.stop().await;
}

/// Every address of a place at the desk.
fn addresses(slug: &str) -> Vec<(Method, String)> {
    let at = |rest: &str| format!("/nguoi-ban/diem-ban/{slug}{rest}");
    let get = ["", "/ke-hang", "/quet-ma", "/gio-mo-cua", "/lien-he"];
    let post = [
        "/xac-nhan",
        "/tinh-trang",
        "/ke-hang",
        "/quet-ma",
        "/gio-mo-cua",
        "/ngay-khac",
        "/lien-he",
    ];
    get.iter()
        .map(|rest| (Method::GET, at(rest)))
        .chain(post.iter().map(|rest| (Method::POST, at(rest))))
        .collect()
}

#[tokio::test]
async fn nobody_finds_a_place_they_do_not_keep() {
    let kept = Kept::quiet().await;
    let other = kept
        .text("SELECT slug FROM places WHERE kind = 'sales_point' AND slug <> 'diem-ocop-bat-trang' ORDER BY id LIMIT 1")
        .await;
    let village = kept
        .text("SELECT slug FROM places WHERE kind = 'craft_village' ORDER BY id LIMIT 1")
        .await;
    let producer = kept.app.signed_in("producer2").await;
    let buyer = kept.app.signed_in("buyer").await;
    let operator = kept.app.signed_in("operator").await;
    for (who, browser, slug) in [
        ("keeper", &kept.keeper, other.as_str()),
        ("keeper", &kept.keeper, village.as_str()),
        ("keeper", &kept.keeper, "diem-khong-co"),
        ("producer", &producer, SLUG),
        ("buyer", &buyer, SLUG),
        ("operator", &operator, SLUG),
    ] {
        for (method, path) in addresses(slug) {
            let answer = match method {
                Method::GET => browser.get(&path).await,
                _ => browser.submit(&path, &[("do", "reopen"), ("product", "1")]).await,
            };
            assert_eq!(answer.status, 404, "{who} {method} {path}");
        }
    }
    let visitor = kept.app.browser();
    for (method, path) in addresses(SLUG)
        .into_iter()
        .filter(|(method, _)| *method == Method::GET)
    {
        let answer = visitor.get(&path).await.is(303);
        assert!(answer.location().contains("dang-nhap"), "{method} {path}");
    }
    assert_eq!(kept.status().await, "open");
    // The keeper is led to the desk from the account, and producers are not.
    let account = kept.keeper.get("/tai-khoan").await.is(200);
    assert!(
        account
            .attributes("a", "href")
            .contains(&"/nguoi-ban/diem-ban".to_owned())
    );
    let account = producer.get("/tai-khoan").await.is(200);
    assert!(
        !account
            .attributes("a", "href")
            .contains(&"/nguoi-ban/diem-ban".to_owned())
    );
    kept.app.stop().await;
}

#[tokio::test]
async fn who_is_dismissed_has_lost_it_with_the_next_request() {
    let kept = Kept::quiet().await;
    let operator = kept.app.signed_in("operator").await;
    kept.keeper.get(DESK).await.is(200);
    let user = kept
        .app
        .count("SELECT id FROM users WHERE email_key = 'point@example.com'")
        .await
        .to_string();
    let fields = [("do", "dismiss"), ("user", user.as_str())];
    operator.submit(OFFICE, &fields).await.is(303);
    kept.keeper.get(DESK).await.is(404);
    kept.keeper.get("/nguoi-ban/diem-ban").await.is(404);
    kept.keeper.submit(&format!("{DESK}/xac-nhan"), &[]).await.is(404);
    operator.submit(OFFICE, &fields).await.is(404);
    assert_eq!(kept.written("point.dismiss").await, 1);
    assert_eq!(kept.written("point.confirm").await, 0);
    // A request that was let in a moment before meets the same answer in its transaction.
    let acting = keeping::Acting {
        place_id: kept.place,
        user_id: user.parse().unwrap(),
        actor: "user:0",
    };
    let late = keeping::confirm(&kept.app.world.db, kept.app.clock.now(), acting)
        .await
        .unwrap();
    assert_eq!(late, Err(keeping::KeepRefusal::Missing));
    kept.app.stop().await;
}

#[tokio::test]
async fn a_closure_shows_its_end_and_ends_by_itself() {
    let kept = Kept::quiet().await;
    let (app, keeper) = (&kept.app, &kept.keeper);
    let state = format!("{DESK}/tinh-trang");
    let visitor = app.visitor();
    for until in ["", "hôm nào đó", "2026-11-20", "2029-01-01"] {
        let fields = [("do", "close_for"), ("until", until), ("note_vi", "Sửa cửa hàng")];
        let refused = keeper.submit(&state, &fields).await.is(422);
        assert_eq!(refused.attributes("#note_vi", "value"), ["Sửa cửa hàng"]);
        assert!(!refused.all("#until-err").is_empty(), "{until}");
    }
    assert_eq!(kept.status().await, "open");
    let fields = [
        ("do", "close_for"),
        ("until", "2026-11-25"),
        ("note_vi", "Sửa cửa hàng"),
    ];
    keeper.submit(&state, &fields).await.is(303);
    let page = visitor.get(PUBLIC).await.is(200).main();
    assert!(
        page.contains("Tạm ngừng hoạt động") && page.contains("Nghỉ (Sửa cửa hàng)"),
        "{page}"
    );
    assert!(keeper.get(DESK).await.is(200).main().contains("25/11/2026"));
    // A longer one replaces it, and one exception says so.
    let fields = [("do", "close_for"), ("until", "2026-11-28")];
    keeper.submit(&state, &fields).await.is(303);
    let rows = format!(
        "SELECT COUNT(*) FROM hours_exceptions WHERE place_id = {}",
        kept.place
    );
    assert_eq!(app.count(&rows).await, 1);

    let db = &app.world.db;
    assert_eq!(
        keeping::end_closures(db, at("2026-11-28T16:00:00Z"))
            .await
            .unwrap(),
        0
    );
    assert_eq!(
        keeping::end_closures(db, at("2026-11-28T17:30:00Z"))
            .await
            .unwrap(),
        1
    );
    assert_eq!(
        keeping::end_closures(db, at("2026-11-28T17:30:00Z"))
            .await
            .unwrap(),
        0
    );
    assert_eq!(kept.status().await, "open");
    app.running.state.editions.refresh().await.unwrap();
    let page = visitor.get(PUBLIC).await.is(200).main();
    assert!(!page.contains("Tạm ngừng hoạt động"), "{page}");

    // Open earlier: one tap does it, and the week forgets the rest of the closure.
    let fields = [("do", "close_for"), ("until", "2026-12-20")];
    keeper.submit(&state, &fields).await.is(303);
    keeper.submit(&format!("{DESK}/xac-nhan"), &[]).await.is(303);
    assert_eq!(kept.status().await, "open");
    let open = format!("{rows} AND date_to > '2026-11-28'");
    assert_eq!(app.count(&open).await, 0);
    kept.app.stop().await;
}

#[tokio::test]
async fn keepers_are_reminded_once_a_week_and_not_when_it_is_done() {
    let kept = Kept::quiet().await;
    let db = &kept.app.world.db;
    let remind = async |day: &str| {
        let link = |locale: Locale, slug: &str| format!("/{}/{slug}", locale.tag());
        points_unconfirmed(db, at(&format!("{day}T03:00:00Z")), link)
            .await
            .unwrap()
    };
    // Never confirmed: weeks count from the day the place was given into these hands.
    for (day, letters) in [
        ("2026-11-21", 0),
        ("2026-11-28", 0),
        ("2026-11-29", 1),
        ("2026-11-29", 0),
        ("2026-12-05", 0),
        ("2026-12-06", 1),
        ("2026-12-06", 0),
    ] {
        assert_eq!(remind(day).await, letters, "{day}");
    }
    kept.app.advance(TimeDelta::days(16));
    kept.keeper.submit(&format!("{DESK}/xac-nhan"), &[]).await.is(303);
    for (day, letters) in [
        ("2026-12-08", 0),
        ("2026-12-14", 0),
        ("2026-12-15", 1),
        ("2026-12-16", 0),
    ] {
        assert_eq!(remind(day).await, letters, "{day}");
    }
    let letters = kept.app.letters("point_unconfirmed").await;
    assert_eq!(letters.len(), 3);
    assert_eq!(letters[2].0, "point@example.com");
    assert_eq!(letters[2].1["day"], "2026-12-07");
    assert_eq!(letters[2].1["url"], format!("/vi/{SLUG}"));
    // Closed for a while: nobody is asked.
    let fields = [("do", "close_for"), ("until", "2027-02-01")];
    kept.keeper
        .submit(&format!("{DESK}/tinh-trang"), &fields)
        .await
        .is(303);
    assert_eq!(remind("2026-12-30").await, 0);
    kept.app.stop().await;
}
