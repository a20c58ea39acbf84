//! Buying through the front door: cart, checkout, order page, and what must not happen on the way.

use crate::support::shop::Shop;

/// The part of an order's address before its token.
fn number(path: &str) -> &str {
    path.trim_start_matches("/don-hang/").split('?').next().unwrap()
}

#[tokio::test]
async fn a_guest_buys_from_two_producers_and_follows_the_order() {
    let shop = Shop::open().await;
    let [first, second] = [&shop.goods[0], &shop.goods[1]];
    let lan = shop.customer();
    lan.put(first.variant, "2").await.is(303);
    lan.put(second.variant, "1").await.is(303);
    let cart = lan.get("/gio-hang").await.is(200);
    assert_eq!(cart.all(".parcel").len(), 2, "one group a producer");
    assert_eq!(cart.header("cache-control"), "private, no-store");
    let path = lan.buy("cod").await;
    let page = lan.get(&path).await.is(200);
    assert_eq!(page.header("cache-control"), "private, no-store");
    assert!(page.main().contains(number(&path)), "{}", page.main());
    assert_eq!(page.all(".order .parcel").len(), 2, "two parcels");
    assert_eq!(shop.level(first.variant).await, (100, 2));
    assert_eq!(shop.level(second.variant).await, (100, 1));
    let total = "SELECT total FROM purchases";
    let parts = shop.number("SELECT SUM(total) FROM orders").await;
    assert_eq!(shop.number(total).await, parts);
    assert_eq!(shop.number("SELECT COUNT(*) FROM cart_lines").await, 0);
    // In English, and for nobody without the token.
    let english = path.replace("/don-hang/", "/en/orders/");
    lan.get(&english).await.is(200);
    let stranger = shop.customer();
    stranger.get(&path).await.is(200);
    stranger
        .get(&format!("/don-hang/{}", number(&path)))
        .await
        .is(404);
    for token in ["", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
        let wrong = format!("/don-hang/{}?t={token}", number(&path));
        stranger.get(&wrong).await.is(404);
    }
    // A message to the buyer and one to each producer.
    assert_eq!(shop.number("SELECT COUNT(*) FROM mails").await, 3);
    shop.close().await;
}

#[tokio::test]
async fn the_same_form_sent_ten_times_at_once_buys_once() {
    let shop = Shop::open().await;
    let goods = &shop.goods[0];
    let lan = shop.customer();
    lan.put(goods.variant, "3").await.is(303);
    let order = lan.checkout("bank_transfer").await;
    let answers = futures_util::future::join_all((0..10).map(|_| lan.send(&order))).await;
    let mut places: Vec<String> = answers
        .into_iter()
        .map(|answer| answer.is(303).location().to_owned())
        .collect();
    places.dedup();
    assert_eq!(places.len(), 1, "{places:?}");
    assert_eq!(shop.number("SELECT COUNT(*) FROM purchases").await, 1);
    assert_eq!(shop.level(goods.variant).await, (100, 3));
    // Later too, and with other content under the same key not at all.
    lan.put(goods.variant, "1").await.is(303);
    assert_eq!(lan.send(&order).await.is(303).location(), places[0]);
    let mut other = order.clone();
    other.set("name", "Somebody else");
    lan.send(&other).await.is(422);
    assert_eq!(shop.number("SELECT COUNT(*) FROM purchases").await, 1);
    shop.close().await;
}

#[tokio::test]
async fn a_price_that_changes_shows_both_totals_and_sells_nothing() {
    let shop = Shop::open().await;
    let goods = &shop.goods[0];
    shop.run(&format!(
        "UPDATE variants SET price = 100000 WHERE id = {}",
        goods.variant
    ))
    .await;
    let lan = shop.customer();
    lan.put(goods.variant, "1").await.is(303);
    let order = lan.checkout("cod").await;
    shop.run(&format!(
        "UPDATE variants SET price = 120000 WHERE id = {}",
        goods.variant
    ))
    .await;
    let refused = lan.send(&order).await.is(422);
    let said = refused.main();
    let shown: i64 = order.get("total").parse().unwrap();
    for total in [shown, shown + 20_000] {
        let thousands = format!("{}.{:03}", total / 1_000, total % 1_000);
        assert!(said.contains(&thousands), "{thousands} in {said}");
    }
    // What was typed is still there, and the new total is sent by the next press.
    let typed = refused.attributes("#name", "value");
    assert_eq!(typed, ["Nguyễn Thị Lan"]);
    assert_eq!(shop.number("SELECT COUNT(*) FROM purchases").await, 0);
    assert_eq!(shop.level(goods.variant).await, (100, 0));
    let cart = lan.get("/gio-hang").await.is(200).main();
    assert!(cart.contains("120.000"), "{cart}");
    lan.buy("cod").await;
    shop.close().await;
}

#[tokio::test]
async fn quantities_that_are_none_are_refused_where_they_stand() {
    let shop = Shop::open().await;
    let goods = &shop.goods[0];
    let lan = shop.customer();
    for quantity in ["0", "-1", "1.5", "1e9", "٣", "", "1000", "99999999999999999999"] {
        lan.put(goods.variant, quantity).await.is(422);
    }
    lan.put(goods.variant, "2").await.is(303);
    let cart = lan.get("/gio-hang").await.is(200);
    let line = cart.attributes(".amount input[name='line']", "value");
    for quantity in ["0", "-1", "1.5", "1e9", "٣", ""] {
        let fields = [("line", line[0].as_str()), ("quantity", quantity)];
        let page = lan.post("/gio-hang/dong", &fields).await.is(422);
        let shown = page.attributes(".amount input[name='quantity']", "value");
        assert_eq!(shown, [quantity], "what was typed stays");
        assert_eq!(page.all(".line .err").len(), 1);
    }
    // Nobody else's line, and none that is not there.
    let other = shop.customer();
    other.put(goods.variant, "1").await.is(303);
    let fields = [("line", line[0].as_str()), ("action", "remove")];
    other.post("/gio-hang/dong", &fields).await.is(404);
    lan.post("/gio-hang/dong", &fields).await.is(303);
    assert!(lan.get("/gio-hang").await.is(200).all(".line").is_empty());
    lan.put(9_999_999, "1").await.is(404);
    shop.close().await;
}

#[tokio::test]
async fn a_cancelled_order_gives_its_goods_back_once() {
    let shop = Shop::open().await;
    let [first, second] = [&shop.goods[0], &shop.goods[1]];
    let lan = shop.customer();
    lan.put(first.variant, "3").await.is(303);
    lan.put(second.variant, "1").await.is(303);
    let path = lan.buy("cod").await;
    let page = lan.get(&path).await.is(200);
    let cancel = page.attributes(".cancel form", "action");
    let token = path.split("t=").nth(1).unwrap();
    let fields = [("t", token), ("reason", "đổi ý")];
    // Not without the token, nor with another one.
    let stranger = shop.customer();
    stranger.post(&cancel[0], &[("t", "x")]).await.is(404);
    stranger.post(&cancel[0], &[]).await.is(404);
    let answers = futures_util::future::join_all((0..5).map(|_| lan.post(&cancel[0], &fields))).await;
    let done = answers.iter().filter(|answer| answer.status == 303).count();
    assert_eq!(done, 1, "one of five did it");
    assert_eq!(shop.level(first.variant).await, (100, 0));
    assert_eq!(
        shop.level(second.variant).await,
        (100, 1),
        "the other part is untouched"
    );
    let main = lan.get(&path).await.is(200).main();
    assert!(main.contains("Hủy một phần"), "{main}");
    shop.close().await;
}

#[tokio::test]
async fn what_was_bought_stays_as_it_was() {
    let shop = Shop::open().await;
    let goods = &shop.goods[0];
    let lan = shop.customer();
    lan.put(goods.variant, "1").await.is(303);
    let path = lan.buy("bank_transfer").await;
    let before = lan.get(&path).await.is(200).main();
    shop.run(&format!(
        "UPDATE product_texts SET name = 'Tên mới' WHERE product_id = {}",
        goods.product
    ))
    .await;
    shop.run(&format!(
        "UPDATE variants SET price = 1, vat_bps = 800 WHERE id = {}",
        goods.variant
    ))
    .await;
    shop.run(&format!(
        "UPDATE producer_texts SET name = 'Chủ mới' WHERE producer_id = {}",
        goods.producer
    ))
    .await;
    shop.run("UPDATE producer_settings SET bank_account = 'OTHER'")
        .await;
    assert_eq!(lan.get(&path).await.is(200).main(), before);
    shop.close().await;
}

#[tokio::test]
async fn large_amounts_are_exact() {
    let shop = Shop::open().await;
    let goods = &shop.goods[0];
    for (price, quantity, shown) in [
        (25_000_000_i64, "1", "25.000.000"),
        (300_000_000, "10", "3.000.000.000"),
    ] {
        shop.run(&format!(
            "UPDATE variants SET price = {price} WHERE id = {}",
            goods.variant
        ))
        .await;
        let lan = shop.customer();
        lan.put(goods.variant, quantity).await.is(303);
        let path = lan.buy("bank_transfer").await;
        let main = lan.get(&path).await.is(200).main();
        assert!(main.contains(shown), "{shown} in {main}");
    }
    shop.close().await;
}

#[tokio::test]
async fn what_cannot_be_bought_is_explained_and_the_rest_can() {
    let shop = Shop::open().await;
    let [first, second, third] = [&shop.goods[0], &shop.goods[1], &shop.goods[2]];
    let lan = shop.customer();
    for goods in [first, second, third] {
        lan.put(goods.variant, "2").await.is(303);
    }
    shop.app
        .change(&format!(
            "UPDATE products SET status = 'hidden' WHERE slug = '{}'",
            first.slug
        ))
        .await;
    shop.run(&format!(
        "UPDATE producer_settings SET closed_from = '2026-11-01', closed_until = '2026-12-01' WHERE producer_id = {}",
        second.producer
    ))
    .await;
    let cart = lan.get("/gio-hang").await.is(200);
    assert_eq!(cart.all(".line.is-blocked").len(), 2);
    assert!(
        cart.main().contains("1 tháng 12")
            || cart.main().contains("01/12/2026")
            || cart.main().contains("1/12/2026"),
        "{}",
        cart.main()
    );
    lan.buy("cod").await;
    assert_eq!(shop.level(third.variant).await, (100, 2));
    assert_eq!(shop.level(first.variant).await, (100, 0));
    assert_eq!(
        lan.get("/gio-hang").await.is(200).all(".line").len(),
        2,
        "they wait"
    );
    // Back at once when the reason is gone.
    shop.run("UPDATE producer_settings SET closed_from = NULL, closed_until = NULL")
        .await;
    lan.buy("cod").await;
    assert_eq!(shop.level(second.variant).await, (100, 2));
    shop.close().await;
}

#[tokio::test]
async fn fields_are_judged_where_they_stand_and_nothing_is_lost() {
    let shop = Shop::open().await;
    let lan = shop.customer();
    lan.put(shop.goods[0].variant, "1").await.is(303);
    let good = lan.checkout("cod").await;
    for (field, value) in [
        ("name", ""),
        ("tel", "0168 123 4567"),
        ("tel", "12"),
        ("email", "a\r\nBcc: b@x.vn"),
        ("email", "nobody"),
        ("street-address", " "),
        ("address-level1", "Atlantis"),
        ("terms", ""),
        ("method", "gold"),
    ] {
        let mut order = good.clone();
        order.set(field, value);
        let page = lan.send(&order).await.is(422);
        let links = page.attributes("#errors a", "href");
        assert!(
            links.contains(&format!("#{field}")),
            "{field}={value:?}: {links:?}"
        );
        let street = page.attributes("#street-address", "value");
        let typed = if field == "street-address" {
            String::new()
        } else {
            "12 ngõ 5".to_owned()
        };
        assert_eq!(street[0].trim(), typed, "{field}");
    }
    let hint = {
        let mut order = good.clone();
        order.set("tel", "0168 123 4567");
        lan.send(&order).await.is(422).main()
    };
    assert!(hint.contains("0381234567"), "the new number is told: {hint}");
    // The old form of an address is as good as the new one, and stays as typed.
    let mut order = good.clone();
    order.set("address-level2", "xã Bát Tràng");
    order.set("address-level3", "huyện Gia Lâm");
    let page = lan.send(&order).await;
    let path = if page.status == 422 {
        // Another zone has another fee: both totals were shown, and the new one holds.
        order.set("total", &page.attributes("input[name='total']", "value")[0]);
        lan.send(&order).await.is(303).location().to_owned()
    } else {
        page.is(303).location().to_owned()
    };
    let main = lan.get(&path).await.is(200).main();
    assert!(main.contains("xã Bát Tràng, huyện Gia Lâm"), "{main}");
    shop.close().await;
}
