//! Many at once: the last units, carts that lock in opposite orders, money that comes while an order is called
//! off.

use chrono::TimeDelta;
use commerce::checkout;
use entity::Vnd;
use foundation::kernel::db::{retried, write_txn};

use crate::support::shop::Shop;

#[tokio::test(flavor = "multi_thread")]
async fn the_last_units_are_sold_once() {
    let shop = Shop::with(&["--workers=2"]).await;
    let goods = &shop.goods[0];
    shop.stock(goods.variant, 10).await;
    let buyers: Vec<_> = (0..40).map(|_| shop.customer()).collect();
    let mut orders = Vec::new();
    for buyer in &buyers {
        buyer.put(goods.variant, "1").await.is(303);
        orders.push(buyer.checkout("bank_transfer").await);
    }
    let sent = buyers.iter().zip(&orders).map(|(buyer, order)| buyer.send(order));
    let answers = futures_util::future::join_all(sent).await;
    let sold = answers.iter().filter(|answer| answer.status == 303).count();
    for answer in &answers {
        assert!(
            answer.status == 303 || answer.status == 422,
            "{}: {}",
            answer.status,
            answer.summary()
        );
    }
    assert_eq!(sold, 10);
    assert_eq!(shop.level(goods.variant).await, (10, 10));
    assert_eq!(shop.number("SELECT COUNT(*) FROM purchases").await, 10);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn carts_that_lock_in_opposite_orders_all_get_through() {
    let shop = Shop::with(&["--workers=2"]).await;
    let [a, b] = [&shop.goods[0], &shop.goods[1]];
    let buyers: Vec<_> = (0..24).map(|_| shop.customer()).collect();
    let mut orders = Vec::new();
    for (index, buyer) in buyers.iter().enumerate() {
        let (first, second) = if index % 2 == 0 { (a, b) } else { (b, a) };
        buyer.put(first.variant, "1").await.is(303);
        buyer.put(second.variant, "1").await.is(303);
        orders.push(buyer.checkout("cod").await);
    }
    let sent = buyers.iter().zip(&orders).map(|(buyer, order)| buyer.send(order));
    for answer in futures_util::future::join_all(sent).await {
        answer.is(303);
    }
    assert_eq!(shop.level(a.variant).await, (100, 24));
    assert_eq!(shop.level(b.variant).await, (100, 24));
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn money_and_cancellation_at_once_leave_nothing_over() {
    let shop = Shop::open().await;
    let goods = &shop.goods[0];
    let db = &shop.app.world.db;
    for round in 0..6 {
        let lan = shop.customer();
        lan.put(goods.variant, "1").await.is(303);
        let path = lan.buy("bank_transfer").await;
        let now = shop.app.clock.now();
        let order = shop.number("SELECT MAX(id) FROM orders").await;
        let payment = shop.number("SELECT MAX(id) FROM payments").await;
        let amount = Vnd::new(
            shop.number("SELECT amount FROM payments ORDER BY id DESC LIMIT 1")
                .await,
        );
        let source = format!("bank:{round}");
        let pay = retried(|| async {
            let txn = write_txn(db).await?;
            let settled = checkout::settle(&txn, now, payment, amount, &source, "bank").await?;
            txn.commit().await?;
            Ok(settled)
        });
        let call_off = checkout::cancel(db, now, order, checkout::By::Seller, ("producer", None));
        let (paid, cancelled) = futures_util::future::join(pay, call_off).await;
        paid.unwrap();
        cancelled.unwrap().unwrap();
        // Told again, nothing more comes of it.
        let txn = write_txn(db).await.unwrap();
        checkout::settle(&txn, now, payment, amount, &source, "bank")
            .await
            .unwrap();
        txn.commit().await.unwrap();
        let main = lan.get(&path).await.is(200).main();
        assert!(main.contains("đã hủy"), "{main}");
    }
    assert_eq!(shop.level(goods.variant).await, (100, 0));
    let received = shop.number("SELECT SUM(received) FROM payments").await;
    let refunded = shop.number("SELECT SUM(refunded) FROM payments").await;
    assert_eq!(received, refunded, "all of it goes back");
    let ledger = shop
        .number("SELECT COALESCE(SUM(amount), 0) FROM ledger_entries")
        .await;
    assert_eq!(ledger, 0);
    shop.close().await;
}

#[tokio::test]
async fn transfers_are_told_apart_by_what_came() {
    let shop = Shop::open().await;
    let goods = &shop.goods[0];
    let db = &shop.app.world.db;
    let lan = shop.customer();
    for (case, shares, words) in [
        ("part", &[99_i64][..], "Mới nhận một phần"),
        ("over", &[101], "Nhận thừa"),
        ("two", &[60, 40], "Đã nhận đủ"),
    ] {
        lan.put(goods.variant, "1").await.is(303);
        let path = lan.buy("bank_transfer").await;
        let payment = shop.number("SELECT MAX(id) FROM payments").await;
        let amount = shop
            .number("SELECT amount FROM payments ORDER BY id DESC LIMIT 1")
            .await;
        let mut given = 0;
        for (index, share) in shares.iter().enumerate() {
            let last = index + 1 == shares.len() && shares.iter().sum::<i64>() == 100;
            let part = if last {
                amount - given
            } else {
                amount * share / 100
            };
            given += part;
            let txn = write_txn(db).await.unwrap();
            let now = shop.app.clock.now();
            let source = format!("{case}:{index}");
            checkout::settle(&txn, now, payment, Vnd::new(part), &source, "bank")
                .await
                .unwrap();
            txn.commit().await.unwrap();
        }
        let main = lan.get(&path).await.is(200).main();
        assert!(main.contains(words), "{case}: {main}");
    }
    // Only what is paid is sold: of three pieces one is still kept.
    assert_eq!(shop.level(goods.variant).await, (98, 1));
    shop.close().await;
}

/// The page of the purchase that was placed last.
async fn last_purchase(shop: &Shop) -> String {
    let services = &shop.app.running.state.services;
    let number = shop
        .text("SELECT number FROM purchases ORDER BY id DESC LIMIT 1")
        .await;
    let token = checkout::purchase_token(&services.secrets, &number).unwrap();
    format!("/don-hang/{number}?t={token}")
}

#[tokio::test]
async fn cash_refused_at_the_door_brings_the_goods_back_and_no_money() {
    let shop = Shop::open().await;
    let goods = &shop.goods[0];
    let (db, clock) = (&shop.app.world.db, &shop.app.clock);
    let lan = shop.customer();
    for (last, expected) in [
        (checkout::Step::Refuse, (100, 0)),
        (checkout::Step::Deliver, (99, 0)),
    ] {
        lan.put(goods.variant, "1").await.is(303);
        let path = lan.buy("cod").await;
        let order = shop.number("SELECT MAX(id) FROM orders").await;
        let ship = checkout::Step::Ship {
            carrier: Some("VNPost".to_owned()),
            tracking: Some("EH1".to_owned()),
        };
        for step in [checkout::Step::Confirm, checkout::Step::Pack, ship, last.clone()] {
            checkout::fulfil(db, clock.now(), order, &step, "user:1")
                .await
                .unwrap()
                .unwrap();
            let again = checkout::fulfil(db, clock.now(), order, &step, "user:1")
                .await
                .unwrap();
            assert!(again.is_err(), "{step:?} twice");
            clock.advance(TimeDelta::minutes(1));
        }
        assert_eq!(shop.level(goods.variant).await, expected);
        let main = lan.get(&path).await.is(200).main();
        assert!(main.contains("VNPost"), "{main}");
    }
    // What was delivered has a receipt, on paper and as a file, and may be given back, once.
    let path = last_purchase(&shop).await;
    let page = lan.get(&path).await.is(200);
    let receipt = page.attributes(".order a[href*='/bien-nhan']", "href");
    let sheet = lan.get(&receipt[0]).await.is(200);
    assert!(sheet.main().contains("Biên nhận"), "{}", sheet.main());
    let stranger = shop.customer();
    stranger.get(receipt[0].split('?').next().unwrap()).await.is(404);
    let back = page.attributes(".order a[href*='/tra-hang']", "href");
    lan.get(&back[0]).await.is(200);
    let to = back[0].split('?').next().unwrap();
    stranger.post(to, &[("reason", "y")]).await.is(404);
    lan.post(&back[0], &[("reason", "")]).await.is(422);
    lan.post(&back[0], &[("reason", "Vỡ")]).await.is(303);
    lan.post(&back[0], &[("reason", "Vỡ")]).await.is(422);
    let received = shop.number("SELECT SUM(received) FROM payments").await;
    let ledger = shop.number("SELECT SUM(amount) FROM ledger_entries").await;
    let total = shop
        .number("SELECT total FROM orders ORDER BY id DESC LIMIT 1")
        .await;
    assert_eq!(
        (received, ledger),
        (total, total),
        "only what was delivered was paid"
    );
    shop.close().await;
}

#[tokio::test]
async fn a_pack_that_runs_out_is_told_of_once_a_day() {
    let shop = Shop::open().await;
    let goods = &shop.goods[0];
    shop.stock(goods.variant, 4).await;
    let services = &shop.app.running.state.services;
    let told = "SELECT COUNT(*) FROM mails WHERE template = 'low_stock'";
    cho_lang::worker::daily(services).await.unwrap();
    assert_eq!(shop.number(told).await, 0, "nothing was sold yet");
    let lan = shop.customer();
    lan.put(goods.variant, "1").await.is(303);
    lan.buy("cod").await;
    for days in [1, 1, 2] {
        cho_lang::worker::daily(services).await.unwrap();
        cho_lang::worker::daily(services).await.unwrap();
        assert_eq!(shop.number(told).await, days);
        if days == 1 {
            lan.put(goods.variant, "1").await.is(303);
            lan.buy("cod").await;
        }
        shop.app.clock.advance(TimeDelta::hours(12));
    }
    shop.close().await;
}
