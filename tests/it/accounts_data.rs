//! What people keep with their account, and how they take it along or have it erased.

use commerce::cart::{self, Owner};
use foundation::kernel::secrets::hash;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::support::app::App;
use crate::support::db::Content;

async fn user_id(app: &App, email: &str) -> i64 {
    app.count(&format!("SELECT id FROM users WHERE email = '{email}'"))
        .await
}

const HOUSE: [(&str, &str); 6] = [
    ("name", "Nguyễn Thị Lan"),
    ("phone", "0912 345 678"),
    ("street", "12 ngõ 5"),
    ("ward", "xã Bát Tràng"),
    ("district", ""),
    ("province", "Hà Nội"),
];

#[tokio::test]
async fn addresses_are_ones_own() {
    let app = App::quiet(Content::Data, &[]).await;
    app.demo_people().await;
    let (buyer, officer) = (app.signed_in("buyer").await, app.signed_in("officer").await);
    buyer.submit("/tai-khoan/dia-chi", &HOUSE).await.is(303);
    let mut second = HOUSE;
    second[2] = ("street", "7 Hàng Gai");
    second[3] = ("ward", "Phường không có");
    buyer.submit("/tai-khoan/dia-chi", &second).await.is(303);
    let page = buyer.get("/tai-khoan/dia-chi").await.is(200);
    let shown = page.all(".acct-list > li");
    assert_eq!(shown.len(), 2);
    assert!(
        shown[0].contains("12 ngõ 5") && shown[0].contains("dùng trước"),
        "{shown:?}"
    );
    // A commune we know is put beside what was typed; one we do not know is kept as typed, and we say so.
    assert!(
        !shown[0].contains("Chưa nhận ra") && shown[1].contains("Chưa nhận ra"),
        "{shown:?}"
    );
    let ids = page.attributes("form[action$=xoa] input[name=id]", "value");
    assert!(
        officer
            .get("/tai-khoan/dia-chi")
            .await
            .all(".acct-list > li")
            .is_empty()
    );
    officer
        .submit("/tai-khoan/dia-chi/xoa", &[("id", &ids[0])])
        .await
        .is(404);
    officer
        .submit("/tai-khoan/dia-chi/chon", &[("id", &ids[1])])
        .await
        .is(404);
    buyer
        .submit("/tai-khoan/dia-chi/chon", &[("id", &ids[1])])
        .await
        .is(303);
    let shown = buyer.get("/tai-khoan/dia-chi").await.all(".acct-list > li");
    assert!(shown[0].contains("7 Hàng Gai"), "{shown:?}");
    buyer
        .submit("/tai-khoan/dia-chi/xoa", &[("id", &ids[1])])
        .await
        .is(303);
    let shown = buyer.get("/tai-khoan/dia-chi").await.all(".acct-list > li");
    assert!(shown.len() == 1 && shown[0].contains("dùng trước"), "{shown:?}");

    let mut nowhere = HOUSE;
    nowhere[5] = ("province", "Atlantis");
    let page = buyer.submit("/tai-khoan/dia-chi", &nowhere).await.is(422);
    assert_eq!(page.attributes("#province", "value"), ["Atlantis"]);
    assert_eq!(page.attributes("#province", "aria-invalid"), ["true"]);
    app.stop().await;
}

#[tokio::test]
async fn wishes_and_follows_go_on_and_off() {
    let app = App::quiet(Content::Data, &[]).await;
    app.demo_people().await;
    let buyer = app.signed_in("buyer").await;
    let slug = "bo-bat-dia-gom-su-hoa-sen-do";
    let on = [
        ("product", slug),
        ("on", "1"),
        ("next", "/san-pham/bo-bat-dia-gom-su-hoa-sen-do"),
    ];
    for _ in 0..2 {
        let answer = buyer.submit("/tai-khoan/yeu-thich", &on).await.is(303);
        assert_eq!(answer.location(), "/san-pham/bo-bat-dia-gom-su-hoa-sen-do");
    }
    let follow = [("producer", "gom-su-tan-thinh"), ("on", "1")];
    buyer.submit("/en/account/follows", &follow).await.is(303);
    let page = buyer.get("/en/account/wishes").await.is(200);
    let shown = page.all(".acct-list > li");
    assert!(
        shown.len() == 2 && shown[0].contains("Red Lotus") && shown[1].contains("Tân Thịnh"),
        "{shown:?}"
    );
    buyer
        .submit("/tai-khoan/yeu-thich", &[("product", slug), ("on", "0")])
        .await
        .is(303);
    buyer
        .submit(
            "/tai-khoan/theo-doi",
            &[("producer", "gom-su-tan-thinh"), ("on", "0")],
        )
        .await
        .is(303);
    assert!(
        buyer
            .get("/tai-khoan/yeu-thich")
            .await
            .all(".acct-list > li")
            .is_empty()
    );
    buyer
        .submit("/tai-khoan/yeu-thich", &[("product", "khong-co"), ("on", "1")])
        .await
        .is(404);
    let away = app.browser().submit("/tai-khoan/yeu-thich", &on).await.is(303);
    assert_eq!(
        away.location(),
        "/dang-nhap?next=%2Fsan-pham%2Fbo-bat-dia-gom-su-hoa-sen-do"
    );
    app.stop().await;
}

#[tokio::test]
async fn a_full_basket_comes_along_and_is_nobody_elses() {
    let app = App::quiet(Content::Data, &[]).await;
    app.demo_people().await;
    let (db, now) = (&app.world.db, app.clock.now());
    let edition = app.running.state.editions.current();
    app.world
        .run(
            "INSERT INTO producer_settings (producer_id, accepts_cod, accepts_transfer, accepts_card, \
             commission_bps, low_stock_at, updated_at) \
             SELECT id, true, false, false, 0, 0, '2026-11-20T03:00:00+00:00' FROM producers \
             WHERE id NOT IN (SELECT producer_id FROM producer_settings)",
        )
        .await;
    let probe_hash = hash("probe");
    let mut usable = Vec::new();
    for variant in edition
        .catalogue
        .products()
        .iter()
        .flat_map(|product| &product.variants)
    {
        let plenty = variant.available > Some(5);
        let probe = Owner::Browser(&probe_hash);
        if plenty && cart::add(db, now, probe, variant.id, 1).await.unwrap().is_ok() {
            usable.push(variant.id);
        }
        if usable.len() == 2 {
            break;
        }
    }
    let (first, second) = (usable[0], usable[1]);
    let buyer = Owner::Person(user_id(&app, "buyer@example.com").await);
    let guest_hash = hash("guest-token");
    let guest = Owner::Browser(&guest_hash);
    for (owner, variant, pieces) in [(buyer, first, 3), (guest, first, 2), (guest, second, 1)] {
        cart::add(db, now, owner, variant, pieces).await.unwrap().unwrap();
    }
    let browser = app.browser();
    browser.set_cookie("cart", "guest-token");
    let wrong = [("login", "buyer@example.com"), ("password", "sai mật khẩu rồi")];
    browser.submit("/dang-nhap", &wrong).await.is(422);
    assert!(cart::find(db, guest).await.unwrap().is_some());
    let right = [("login", "buyer@example.com"), ("password", "demo-cho-lang")];
    browser.submit("/dang-nhap", &right).await.is(303);
    assert_eq!(browser.cookie("cart"), None);
    // Of each variant the larger number counts.
    let own = cart::find(db, buyer).await.unwrap().unwrap();
    assert_eq!(cart::counts(db, own.id).await.unwrap(), 4);
    assert!(cart::find(db, guest).await.unwrap().is_none());

    // The next one in the same browser finds nothing of it.
    browser.set_cookie("cart", "guest-token");
    let other = [("login", "officer@example.com"), ("password", "demo-cho-lang")];
    browser.submit("/dang-nhap", &other).await.is(303);
    let officer = Owner::Person(user_id(&app, "officer@example.com").await);
    assert!(cart::find(db, officer).await.unwrap().is_none());
    app.stop().await;
}

/// A purchase as it stands after `status`.
async fn purchase(app: &App, user_id: i64, number: &str, status: &str) {
    app.world
        .run(&format!(
            "INSERT INTO purchases (number, user_id, idempotency_key, request_hash, locale, name, email, phone, \
             street, ward, province, note, method, goods, shipping, discount, total, adult, placed_at, invoice_name) \
             VALUES ('{number}', {user_id}, '{number}', 'x', 'vi', 'Lan', 'buyer@example.com', '+84912345678', \
             '12 ngõ 5', 'xã Bát Tràng', 'Hà Nội', 'giao buổi sáng', 'cod', 1000, 0, 0, 1000, false, \
             '2026-11-20T03:00:00+00:00', 'Công ty Lan')"
        ))
        .await;
    app.world
        .run(&format!(
            "INSERT INTO orders (purchase_id, position, number, producer_id, producer_name, status, delivery, goods, \
             shipping, discount, subsidy, total, vat, commission_bps, commission, weight_g, status_at, placed_at) \
             SELECT p.id, 1, '{number}-1', r.id, 'Quang Vinh', '{status}', 'parcel', 1000, 0, 0, 0, 1000, 0, 0, 0, 500, \
             '2026-11-20T03:00:00+00:00', '2026-11-20T03:00:00+00:00' FROM purchases p, producers r \
             WHERE p.number = '{number}' AND r.slug = 'gom-su-quang-vinh'"
        ))
        .await;
}

#[tokio::test]
async fn ones_data_can_be_taken_along_and_erased() {
    let app = App::quiet(Content::Data, &[]).await;
    app.demo_people().await;
    let buyer = app.signed_in("buyer").await;
    let id = user_id(&app, "buyer@example.com").await;
    buyer.submit("/tai-khoan/dia-chi", &HOUSE).await.is(303);
    let wish = [("product", "bo-bat-dia-gom-su-hoa-sen-do"), ("on", "1")];
    buyer.submit("/tai-khoan/yeu-thich", &wish).await.is(303);
    purchase(&app, id, "DONE", "delivered").await;
    purchase(&app, id, "OPEN", "shipped").await;

    let copy = buyer.get("/tai-khoan/du-lieu/ban-sao").await.is(200);
    assert!(copy.header("content-disposition").starts_with("attachment"));
    assert_eq!(copy.header("cache-control"), "private, no-store");
    let json = copy.json();
    assert_eq!(json["person"]["email"], "buyer@example.com");
    assert_eq!(json["addresses"][0]["street"], "12 ngõ 5");
    assert_eq!(json["wishes"].as_array().unwrap().len(), 1);
    assert_eq!(json["purchases"].as_array().unwrap().len(), 2);
    for secret in ["argon2", "token", "password"] {
        assert!(!copy.text().contains(secret), "{secret}");
    }

    let page = buyer.get("/tai-khoan/du-lieu").await.is(200);
    assert!(page.main().contains("20/11/2029"), "{}", page.main());
    buyer
        .submit("/tai-khoan/du-lieu", &[("password", "demo-cho-lang")])
        .await
        .is(422);
    let wrong = [("password", "sai rồi nhé"), ("sure", "1")];
    buyer.submit("/tai-khoan/du-lieu", &wrong).await.is(422);
    let yes = [("password", "demo-cho-lang"), ("sure", "1")];
    let done = buyer.submit("/tai-khoan/du-lieu", &yes).await.is(303);
    assert_eq!(buyer.cookie("session"), None);
    let receipt = app.browser().get(done.location()).await.is(200);
    let text = receipt.main();
    for word in ["21/11/2026", "2 đơn mua", "20/11/2029", "1 đơn mua chưa xong"] {
        assert!(text.contains(word), "{word}: {text}");
    }
    app.browser()
        .get(&done.location().replace(".2.1.", ".0.0."))
        .await
        .is(404);

    for table in ["user_sessions", "known_devices", "user_addresses", "wishes"] {
        let rows = app
            .count(&format!("SELECT COUNT(*) FROM {table} WHERE user_id = {id}"))
            .await;
        assert_eq!(rows, 0, "{table}");
    }
    let user = entity::user::Entity::find_by_id(id)
        .one(&app.world.db)
        .await
        .unwrap()
        .unwrap();
    assert!(user.erased_at.is_some() && user.email.is_none() && user.name.is_empty());
    let db = &app.world.db;
    let find = |number: &'static str| async move {
        entity::purchase::Entity::find()
            .filter(entity::purchase::Column::Number.eq(number))
            .one(db)
            .await
            .unwrap()
            .unwrap()
    };
    let (done, open) = (find("DONE").await, find("OPEN").await);
    assert_eq!((done.user_id, open.user_id), (None, None));
    assert_eq!((done.phone.as_str(), done.street, done.note), ("", None, None));
    assert_eq!(done.invoice_name.as_deref(), Some("Công ty Lan"));
    // What is under way must still arrive; afterwards it is emptied too.
    assert_eq!(open.street.as_deref(), Some("12 ngõ 5"));
    app.world
        .run("UPDATE orders SET status = 'delivered' WHERE number = 'OPEN-1'")
        .await;
    commerce::checkout::sweep(&app.world.db, app.clock.now())
        .await
        .unwrap();
    assert_eq!(find("OPEN").await.street, None);

    // The address is free again, and the old password opens nothing.
    let again = [("login", "buyer@example.com"), ("password", "demo-cho-lang")];
    app.browser().submit("/dang-nhap", &again).await.is(422);
    app.stop().await;
}

#[tokio::test]
async fn the_last_owner_of_a_producer_cannot_leave() {
    let app = App::quiet(Content::Data, &[]).await;
    app.demo_people().await;
    let producer = app.signed_in("producer").await;
    let yes = [("password", "demo-cho-lang"), ("sure", "1")];
    let page = producer.submit("/tai-khoan/du-lieu", &yes).await.is(422);
    assert!(page.main().contains("chủ duy nhất"), "{}", page.main());
    app.world
        .run("UPDATE producer_members SET role = 'owner' WHERE user_id = (SELECT id FROM users WHERE email = 'staff@example.com')")
        .await;
    producer.submit("/tai-khoan/du-lieu", &yes).await.is(303);
    app.stop().await;
}
