//! Certificates that are taken back: all that were chosen or none, told on old labels too, and given anew.

use entity::certificate;
use sea_orm::EntityTrait as _;

use crate::support::certifying::{
    LIST, PRODUCT, audited, bare, count, office, page, product, record, seen, signed, stars,
};

#[tokio::test]
async fn several_are_revoked_at_once_or_none_and_old_labels_say_so() {
    let app = office().await;
    let operator = app.signed_in("operator").await;
    let other = "khan-lua-to-sen";
    let revoke = format!("{LIST}/thu-hoi");
    let mut keys = Vec::new();
    for slug in [PRODUCT, other] {
        bare(&app, slug).await;
        let id = product(&app, slug).await;
        record(&operator, id, "4", "20/06/2025", "200/QĐ-UBND").await;
        assert_eq!(stars(&app, slug).await, Some(4));
        let key = format!("SELECT id FROM certificates WHERE product_id = {id}");
        keys.push(app.count(&key).await.to_string());
    }
    // AC-84: a cart that holds the product shows the change.
    let buyer = app.browser();
    let id = product(&app, PRODUCT).await;
    let variant = format!("SELECT MIN(id) FROM variants WHERE product_id = {id}");
    let variant = app.count(&variant).await.to_string();
    let wanted = [("variant", variant.as_str()), ("quantity", "1")];
    let sells = format!(
        "INSERT INTO producer_settings (producer_id, accepts_cod, accepts_transfer, accepts_card, commission_bps, low_stock_at, updated_at) \
         SELECT producer_id, true, false, false, 0, 3, '2026-11-21 03:00:00+00:00' FROM products WHERE id = {id}"
    );
    app.world.run(&sells).await;
    let put = buyer.submit("/gio-hang", &wanted).await;
    assert_eq!(put.status, 303, "{}", put.main());
    let cart = buyer.get("/gio-hang").await.is(200);
    assert_eq!(cart.attributes(".line .seal", "class"), ["seal is-current"]);
    let chosen = operator
        .get(&format!("{revoke}?c={}&c={}", keys[0], keys[1]))
        .await
        .is(200);
    assert_eq!(chosen.attributes("input[name='c']", "value").len(), 2);
    let fields = |day: &'static str, reason: &'static str| {
        vec![
            ("c", keys[0].as_str()),
            ("c", keys[1].as_str()),
            ("day", day),
            ("decision", "77/QĐ-UBND"),
            ("reason", reason),
        ]
    };
    for (day, reason, field) in [
        ("2026-11-22", "x", "day"),
        ("2025-01-01", "x", "day"),
        ("hôm qua", "x", "day"),
        ("2026-11-20", "", "reason"),
    ] {
        let refused = operator.submit(&revoke, &fields(day, reason)).await.is(422);
        assert_eq!(refused.all(&format!("#{field}-err")).len(), 1, "{field}");
    }
    operator.submit(&revoke, &[("day", "2026-11-20")]).await.is(422);
    assert_eq!(stars(&app, PRODUCT).await, Some(4));
    let good = fields("2026-11-20", "Không giữ điều kiện");
    operator.submit(&revoke, &good).await.is(303);
    assert_eq!(stars(&app, PRODUCT).await, None);
    assert_eq!(stars(&app, other).await, None);
    let cart = buyer.get("/gio-hang").await.is(200);
    assert!(cart.all(".line .seal").is_empty(), "{}", cart.main());
    let told = "Chứng nhận 4 sao đã bị thu hồi ngày 20/11/2026";
    assert!(cart.main().contains(told), "{}", cart.main());
    let first = certificate::Entity::find_by_id(keys[0].parse::<i64>().unwrap());
    let code = first.one(&app.world.db).await.unwrap().unwrap().code;
    for page in [format!("/chung-nhan/{code}"), format!("/san-pham/{PRODUCT}")] {
        let page = app.visitor().get(&page).await.is(200);
        for word in ["77/QĐ-UBND", "Không giữ điều kiện", "20/11/2026"] {
            assert!(page.main().contains(word), "{}", page.main());
        }
    }
    let twice = operator.submit(&revoke, &good).await.is(422);
    assert_eq!(twice.all("#chosen-err").len(), 1);
    assert_eq!(audited(&app, "certificate.revoke").await, 2);
    let shown = app
        .visitor()
        .get(&format!("/api/v1/products/{PRODUCT}"))
        .await
        .is(200)
        .json();
    let code = shown["certificates"][0]["code"].as_str().unwrap().to_owned();
    let check = app
        .visitor()
        .get(&format!("/chung-nhan/{code}"))
        .await
        .is(200)
        .main();
    assert!(
        check.contains("20/11/2026") && check.contains("Không giữ điều kiện"),
        "{check}"
    );
    app.stop().await;
}

#[tokio::test]
async fn potential_five_stars_are_four_and_what_was_revoked_may_be_given_anew() {
    let app = office().await;
    bare(&app, PRODUCT).await;
    let operator = app.signed_in("operator").await;
    let id = product(&app, PRODUCT).await;
    let mark = seen(&operator.get(&page(id)).await.is(200));
    let parts = signed(&mark, "4", "26/06/2026", "5/QĐ-UBND").text("potential_five", "1");
    operator.upload(&page(id), parts).await.is(303);
    assert_eq!(stars(&app, PRODUCT).await, Some(4));
    let history = operator.get(&page(id)).await.is(200).main();
    assert!(history.contains("tiềm năng 5 sao"), "{history}");
    let key = app
        .count(&format!("SELECT id FROM certificates WHERE product_id = {id}"))
        .await
        .to_string();
    let fields = [
        ("c", key.as_str()),
        ("day", "2026-11-21"),
        ("decision", "6/QĐ-UBND"),
        ("reason", "nhầm"),
    ];
    operator.submit(&format!("{LIST}/thu-hoi"), &fields).await.is(303);
    assert_eq!(stars(&app, PRODUCT).await, None);
    record(&operator, id, "4", "26/06/2026", "5/QĐ-UBND").await;
    assert_eq!(stars(&app, PRODUCT).await, Some(4));
    assert_eq!(count(&app, PRODUCT).await, 2);
    app.stop().await;
}
