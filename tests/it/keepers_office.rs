//! The office and the keepers of sales points: who is appointed, what they tell, and what is decided.

use dataset::{Options, Silent};

use crate::support::app::{App, data};
use crate::support::keeping::{DESK, Kept, OFFICE, PUBLIC, SLUG};

#[tokio::test]
async fn the_operator_appoints_whoever_has_a_proven_account() {
    let kept = Kept::quiet().await;
    let app = &kept.app;
    let operator = app.signed_in("operator").await;
    let officer = app.signed_in("officer").await;
    let buyer = app.signed_in("buyer").await;
    officer.get(OFFICE).await.is(200);
    officer.get("/quan-tri/nguoi-giu").await.is(200);
    let email = [("do", "appoint"), ("email", "buyer@example.com")];
    officer.submit(OFFICE, &email).await.is(404);
    kept.keeper.submit(OFFICE, &email).await.is(404);
    buyer.get(DESK).await.is(404);

    for (typed, says) in [
        ("", "Không có tài khoản"),
        ("nobody@example.com", "Không có tài khoản"),
        ("not an address", "Không có tài khoản"),
        ("POINT@example.com", "phụ trách điểm bán rồi"),
    ] {
        let refused = operator
            .submit(OFFICE, &[("do", "appoint"), ("email", typed)])
            .await
            .is(422);
        let said = refused.all("#email-err").join(" ");
        assert!(said.contains(says), "{typed}: {said}");
        assert_eq!(refused.attributes("#email", "value"), [typed]);
    }
    app.world
        .run("UPDATE users SET email_verified_at = NULL WHERE email_key = 'buyer@example.com'")
        .await;
    operator.submit(OFFICE, &email).await.is(422);
    app.world
        .run("UPDATE users SET email_verified_at = created_at WHERE email_key = 'buyer@example.com'")
        .await;
    operator.submit(OFFICE, &email).await.is(303);
    buyer.get(DESK).await.is(200);
    let letters = app.letters("keeper_appointed").await;
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].0, "buyer@example.com");
    assert_eq!(letters[0].1["url"], "/nguoi-ban/diem-ban");
    assert_eq!(kept.written("point.appoint").await, 1);
    let list = operator
        .get("/quan-tri/nguoi-giu?q=bat+trang")
        .await
        .is(200)
        .main();
    assert!(list.contains("2 người phụ trách"), "{list}");

    // Villages have no shelf and no door; places that do not exist neither.
    let village = kept
        .text("SELECT slug FROM places WHERE kind = 'craft_village' ORDER BY id LIMIT 1")
        .await;
    for slug in [village.as_str(), "khong-co", "Không"] {
        operator
            .get(&format!("/quan-tri/diem-ban/{slug}/nguoi-giu"))
            .await
            .is(404);
    }
    // Two places: one is chosen.
    let other = kept
        .text(&format!(
            "SELECT slug FROM places WHERE kind = 'sales_point' AND slug <> '{SLUG}' ORDER BY id LIMIT 1"
        ))
        .await;
    let there = format!("/quan-tri/diem-ban/{other}/nguoi-giu");
    operator.submit(&there, &email).await.is(303);
    let list = buyer.get("/nguoi-ban/diem-ban").await.is(200);
    let links = list.attributes("main a", "href");
    assert!(links.contains(&DESK.to_owned()) && links.contains(&format!("/nguoi-ban/diem-ban/{other}")));
    buyer
        .get(&format!("/nguoi-ban/diem-ban/{other}/ke-hang"))
        .await
        .is(200);
    kept.keeper
        .get(&format!("/nguoi-ban/diem-ban/{other}"))
        .await
        .is(404);
    kept.app.stop().await;
}

#[tokio::test]
async fn what_takes_a_place_off_the_map_is_decided_by_the_office() {
    let kept = Kept::quiet().await;
    let (app, keeper) = (&kept.app, &kept.keeper);
    let operator = app.signed_in("operator").await;
    let visitor = app.visitor();
    let state = format!("{DESK}/tinh-trang");
    for (verb, field) in [("moved", "where"), ("closed", "gone")] {
        let refused = keeper.submit(&state, &[("do", verb)]).await.is(422);
        assert!(!refused.all(&format!("#{field}-err")).is_empty());
    }
    keeper.submit(&state, &[("do", "burn")]).await.is(404);

    // Taken back: it stands as it stood.
    let moved = [("do", "moved"), ("where", "Số 5 <b>Ngõ</b> Giang Cao")];
    keeper.submit(&state, &moved).await.is(303);
    assert_eq!(kept.status().await, "temporarily_closed");
    assert!(
        visitor
            .get(PUBLIC)
            .await
            .is(200)
            .main()
            .contains("Tạm ngừng hoạt động")
    );
    keeper.submit(&state, &moved).await.is(422);
    keeper.submit(&format!("{DESK}/xac-nhan"), &[]).await.is(422);
    keeper.submit(&state, &[("do", "reopen")]).await.is(422);
    keeper.submit(&state, &[("do", "withdraw")]).await.is(303);
    assert_eq!(kept.status().await, "open");
    keeper.submit(&state, &[("do", "withdraw")]).await.is(422);

    // Decided: once, with a reason.
    keeper.submit(&state, &moved).await.is(303);
    let home = operator.get("/quan-tri").await.is(200);
    assert!(
        home.attributes("main a", "href")
            .contains(&"/quan-tri/nguoi-giu".to_owned())
    );
    let list = operator.get("/quan-tri/nguoi-giu").await.is(200);
    assert!(list.attributes("main a", "href").contains(&OFFICE.to_owned()));
    let page = operator.get(OFFICE).await.is(200);
    assert!(
        page.main().contains("Số 5 <b>Ngõ</b> Giang Cao"),
        "{}",
        page.main()
    );
    let notice = page.attributes("input[name='notice']", "value").remove(0);
    let decide =
        |verb: &'static str, why: &'static str| [("do", verb), ("notice", notice.as_str()), ("answer", why)];
    operator.submit(OFFICE, &decide("close", "")).await.is(422);
    operator
        .submit(OFFICE, &decide("close", "Đã đến xem"))
        .await
        .is(303);
    operator.submit(OFFICE, &decide("open", "Nhầm")).await.is(422);
    assert_eq!(kept.status().await, "closed");
    assert_eq!(visitor.get(PUBLIC).await.status, 404);
    let page = keeper.get(DESK).await.is(200).main();
    assert!(
        page.contains("Đã đến xem") && !page.contains("Vẫn mở, vẫn bán"),
        "{page}"
    );
    for verb in ["reopen", "withdraw"] {
        keeper.submit(&state, &[("do", verb)]).await.is(422);
    }
    keeper.submit(&format!("{DESK}/xac-nhan"), &[]).await.is(422);

    // Put back by the office, it has to be confirmed anew.
    let back = [("do", "open_again"), ("answer", "Đóng nhầm")];
    operator.submit(OFFICE, &back).await.is(303);
    operator.submit(OFFICE, &back).await.is(422);
    assert_eq!(kept.status().await, "unverified");
    visitor.get(PUBLIC).await.is(200);
    keeper.submit(&format!("{DESK}/xac-nhan"), &[]).await.is(303);
    assert_eq!(kept.status().await, "open");
    for (action, times) in [
        ("point.notice", 2),
        ("point.notice_back", 1),
        ("point.notice_decided", 1),
        ("point.open_again", 1),
    ] {
        assert_eq!(kept.written(action).await, times, "{action}");
    }

    // What the office has decided meanwhile stays, whatever the keeper takes back.
    keeper.submit(&state, &moved).await.is(303);
    app.world
        .run(&format!(
            "UPDATE places SET status = 'closed' WHERE id = {}",
            kept.place
        ))
        .await;
    keeper.submit(&state, &[("do", "withdraw")]).await.is(303);
    assert_eq!(kept.status().await, "closed");
    kept.app.stop().await;
}

#[tokio::test]
async fn a_file_does_not_take_back_what_a_keeper_said() {
    let kept = Kept::of(App::start().await).await;
    let (app, keeper) = (&kept.app, &kept.keeper);
    let first = app
        .count(&format!(
            "SELECT MIN(product_id) FROM place_stock WHERE place_id = {}",
            kept.place
        ))
        .await
        .to_string();
    let remove = [("do", "remove"), ("product", first.as_str())];
    keeper.submit(&format!("{DESK}/ke-hang"), &remove).await.is(303);
    let close = [("do", "close_for"), ("until", "2026-12-01")];
    keeper.submit(&format!("{DESK}/tinh-trang"), &close).await.is(303);
    let shelf = format!("SELECT COUNT(*) FROM place_stock WHERE place_id = {}", kept.place);
    let left = app.count(&shelf).await;
    let options = Options {
        source: data(),
        dry_run: false,
    };
    dataset::import(&app.world.db, &app.clock, &options, &Silent)
        .await
        .unwrap();
    assert_eq!(app.count(&shelf).await, left);
    assert_eq!(kept.status().await, "temporarily_closed");
    kept.app.stop().await;
}
