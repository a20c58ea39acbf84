//! What the rules of the trade do to a purchase: coupons, time, gift sets, goods with conditions.

use chrono::TimeDelta;

use crate::support::shop::Shop;

#[tokio::test]
async fn a_coupon_for_one_use_is_used_once_and_a_whole_one_asks_for_nothing() {
    let shop = Shop::open().await;
    let goods = &shop.goods[0];
    let made = "'2026-11-01 00:00:00+00:00'";
    shop.run(&format!(
        "INSERT INTO coupons (code, kind, value, min_goods, max_uses, used, valid_from, created_at) \
         VALUES ('MOTLAN', 'percent', 50, 0, 1, 0, '2026-01-01', {made}), \
         ('HET', 'percent', 100, 0, NULL, 0, '2026-01-01', {made}), \
         ('SHIP', 'free_shipping', 0, 0, NULL, 0, '2026-01-01', {made}), \
         ('CU', 'percent', 10, 0, NULL, 0, '2026-01-01', {made})"
    ))
    .await;
    shop.run("UPDATE coupons SET valid_until = '2026-02-01' WHERE code = 'CU'")
        .await;
    let mut orders = Vec::new();
    let buyers: Vec<_> = (0..8).map(|_| shop.customer()).collect();
    for buyer in &buyers {
        buyer.put(goods.variant, "1").await.is(303);
        buyer
            .post("/gio-hang/loi-nhan", &[("coupon", "motlan")])
            .await
            .is(303);
        orders.push(buyer.checkout("cod").await);
    }
    let sent = buyers.iter().zip(&orders).map(|(buyer, order)| buyer.send(order));
    let answers = futures_util::future::join_all(sent).await;
    let sold = answers.iter().filter(|answer| answer.status == 303).count();
    assert_eq!(sold, 1, "one cart used it");
    assert!(
        answers
            .iter()
            .all(|answer| answer.status == 303 || answer.status == 422)
    );
    assert_eq!(
        shop.number("SELECT used FROM coupons WHERE code = 'MOTLAN'")
            .await,
        1
    );

    let lan = shop.customer();
    lan.put(goods.variant, "2").await.is(303);
    for (code, total) in [("CU", None), ("SHIP", Some(2 * goods.price))] {
        lan.post("/gio-hang/loi-nhan", &[("coupon", code)]).await.is(303);
        let order = lan.checkout("cod").await;
        match total {
            Some(total) => assert_eq!(order.get("total"), total.to_string()),
            None => drop(lan.send(&order).await.is(422)),
        }
    }
    // Everything off, delivery too: nothing to pay, and the order is confirmed at once.
    shop.run("UPDATE producer_settings SET free_from = 0").await;
    lan.post("/gio-hang/loi-nhan", &[("coupon", "het")]).await.is(303);
    let order = lan.checkout("cod").await;
    assert_eq!(order.get("total"), "0");
    let path = lan.send(&order).await.is(303).location().to_owned();
    let main = lan.get(&path).await.is(200).main();
    assert!(main.contains("đã nhận đơn"), "{main}");
    assert_eq!(shop.level(goods.variant).await.0, 98, "sold, not only kept");
    let ledger = "SELECT COALESCE(SUM(amount), 0) FROM ledger_entries";
    assert_eq!(
        shop.number(ledger).await,
        0,
        "nobody paid, and the books sum to nothing"
    );
    shop.close().await;
}

#[tokio::test]
async fn goods_nobody_pays_for_are_let_go() {
    let shop = Shop::open().await;
    let goods = &shop.goods[0];
    let lan = shop.customer();
    lan.put(goods.variant, "4").await.is(303);
    let path = lan.buy("bank_transfer").await;
    let (db, clock) = (&shop.app.world.db, &shop.app.clock);
    // A clock that is set back keeps the goods and ends nothing early.
    clock.advance(TimeDelta::minutes(-5));
    assert_eq!(
        commerce::checkout::sweep(db, clock.now()).await.unwrap().expired,
        0
    );
    clock.advance(TimeDelta::hours(23));
    assert_eq!(
        commerce::checkout::sweep(db, clock.now()).await.unwrap().expired,
        0
    );
    assert_eq!(shop.level(goods.variant).await, (100, 4));
    clock.advance(TimeDelta::hours(2));
    let both = futures_util::future::join(
        commerce::checkout::sweep(db, clock.now()),
        commerce::checkout::sweep(db, clock.now()),
    )
    .await;
    both.0.unwrap();
    both.1.unwrap();
    let ended = "SELECT COUNT(*) FROM order_events WHERE kind = 'expired'";
    assert_eq!(shop.number(ended).await, 1, "by one of the sweepers");
    assert_eq!(shop.level(goods.variant).await, (100, 0));
    let main = lan.get(&path).await.is(200).main();
    assert!(main.contains("đã hủy"), "{main}");
    shop.close().await;
}

#[tokio::test]
async fn a_gift_set_is_counted_with_its_parts_and_shared_exactly() {
    let shop = Shop::open().await;
    let [set, a, b] = [&shop.goods[0], &shop.goods[1], &shop.goods[2]];
    shop.run(&format!(
        "INSERT INTO bundle_parts (bundle_id, part_id, quantity, weight) VALUES \
         ({0}, {1}, 2, 1), ({0}, {2}, 1, 2)",
        set.variant, a.variant, b.variant
    ))
    .await;
    shop.run(&format!(
        "UPDATE variants SET price = 100001 WHERE id = {}",
        set.variant
    ))
    .await;
    shop.stock(a.variant, 5).await;
    let lan = shop.customer();
    // Two sets take four of five; a third set, or two single ones beside them, are too many.
    lan.put(set.variant, "3").await.is(422);
    lan.put(set.variant, "2").await.is(303);
    lan.put(a.variant, "2").await.is(303);
    let order = lan.checkout("cod").await;
    lan.send(&order).await.is(422);
    assert_eq!(shop.level(a.variant).await, (5, 0));
    let cart = lan.get("/gio-hang").await.is(200);
    let lines = cart.attributes(".amount input[name='line']", "value");
    let single = lines.last().unwrap();
    lan.post("/gio-hang/dong", &[("line", single), ("quantity", "1")])
        .await
        .is(303);
    lan.buy("cod").await;
    assert_eq!(shop.level(a.variant).await, (5, 5));
    assert_eq!(shop.level(b.variant).await, (100, 2));
    let sets = "SELECT SUM(goods) FROM order_lines WHERE bundle_name IS NOT NULL";
    assert_eq!(shop.number(sets).await, 200_002, "the parts sum to the whole");
    shop.close().await;
}

#[tokio::test]
async fn alcohol_asks_for_age_and_live_animals_do_not_travel_by_parcel() {
    let shop = Shop::open().await;
    let [drink, bird] = [&shop.goods[0], &shop.goods[1]];
    shop.run(&format!(
        "UPDATE products SET set_id = 14 WHERE id = {}",
        drink.product
    ))
    .await;
    shop.run(&format!(
        "UPDATE products SET set_id = 25 WHERE id = {}",
        bird.product
    ))
    .await;
    let lan = shop.customer();
    lan.put(drink.variant, "1").await.is(303);
    let mut order = lan.checkout("cod").await;
    lan.send(&order).await.is(422);
    order.set("adult", "1");
    lan.send(&order).await.is(303);
    lan.put(bird.variant, "1").await.is(303);
    let mut order = lan.checkout("cod").await;
    let field = format!("delivery-{}", bird.producer);
    order.set(&field, "parcel");
    lan.send(&order).await.is(422);
    assert_eq!(shop.number("SELECT COUNT(*) FROM purchases").await, 1);
    shop.close().await;
}

#[tokio::test]
async fn orders_are_kept_for_three_years_and_then_without_who_bought() {
    let shop = Shop::open().await;
    let (db, clock) = (&shop.app.world.db, &shop.app.clock);
    let lan = shop.customer();
    lan.put(shop.goods[0].variant, "1").await.is(303);
    let path = lan.buy("cod").await;
    let whose = "SELECT COUNT(*) FROM purchases WHERE phone <> '' OR street IS NOT NULL OR email IS NOT NULL";
    assert_eq!(shop.number(whose).await, 1);
    shop.run("UPDATE mails SET sent_at = created_at").await;
    let letters = shop
        .number("SELECT COUNT(*) FROM mails WHERE recipient <> ''")
        .await;
    assert!(letters > 0);

    clock.advance(TimeDelta::days(3 * 365 - 2));
    commerce::checkout::sweep(db, clock.now()).await.unwrap();
    let forgotten = commerce::checkout::forget(db, clock.now()).await.unwrap();
    assert_eq!(
        (forgotten.purchases, forgotten.mails),
        (0, letters.unsigned_abs())
    );
    assert_eq!(shop.number(whose).await, 1, "a day too early");

    clock.advance(TimeDelta::days(4));
    let both = futures_util::future::join(
        commerce::checkout::forget(db, clock.now()),
        commerce::checkout::forget(db, clock.now()),
    )
    .await;
    let purchases = both.0.unwrap().purchases + both.1.unwrap().purchases;
    assert!((1..=2).contains(&purchases), "{purchases}");
    commerce::checkout::sweep(db, clock.now()).await.unwrap();
    assert_eq!(shop.number(whose).await, 0);
    // The books stay whole, and so does the page, without who bought.
    assert_eq!(shop.number("SELECT COUNT(*) FROM orders").await, 1);
    shop.adds_up().await;
    let main = lan.get(&path).await.is(200).main();
    assert!(!main.contains("0912"), "{main}");
    shop.close().await;
}
