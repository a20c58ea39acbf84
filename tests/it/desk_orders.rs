//! Orders at the producer's desk: from the list to the buyer, and nobody else's.

use chrono::TimeDelta;

use crate::support::selling::{at, key, owner, owners, sale, stands, step};
use crate::support::shop::Shop;

#[tokio::test]
async fn an_order_goes_out_in_three_taps() {
    let shop = Shop::open().await;
    let [seller, _] = owners(&shop).await;
    let lan = shop.customer();
    let goods = &shop.goods[0];
    let number = sale(&shop, &lan, &[goods], "cod").await.remove(0);
    let mut page = seller.get("/nguoi-ban/don-hang").await.is(200);
    assert!(page.bytes.len() < 30_000, "{}", page.bytes.len());
    let main = page.main();
    for said in [
        number.as_str(),
        "Nguyễn Thị Lan",
        "Chờ trả lời",
        "Trả tiền mặt khi nhận",
        "Trả lời trước",
    ] {
        assert!(main.contains(said), "{said}: {main}");
    }
    assert_eq!(
        page.attributes(".desk-card a.desk-call", "href"),
        ["tel:+84912345678"]
    );
    // Each tap is the form of the card as it is offered; the list follows with the order on top.
    for (wanted, after) in [("confirm", "confirmed"), ("pack", "packed"), ("ship", "shipped")] {
        let form = ".desk-card form.desk-step";
        let action = page.attributes(form, "action").remove(0);
        let next = page
            .attributes(&format!("{form} input[name=step]"), "value")
            .remove(0);
        let from = page
            .attributes(&format!("{form} input[name=from]"), "value")
            .remove(0);
        assert_eq!(next, wanted);
        let fields = [
            ("step", next.as_str()),
            ("from", from.as_str()),
            ("carrier", "Viettel Post"),
        ];
        let done = seller.submit(&action, &fields).await.is(303);
        assert_eq!(stands(&shop, &number).await, after);
        page = seller.get(done.location()).await.is(200);
        assert!(page.main().contains("Đơn vừa làm"), "{}", page.main());
    }
    assert_eq!(shop.level(goods.variant).await, (99, 0));
    let whole = seller.get(&at(&number, "")).await.is(200);
    assert!(whole.main().contains("Viettel Post"), "{}", whole.main());
    assert!(whole.main().contains("12 ngõ 5"), "{}", whole.main());
    step(&seller, &number, "deliver").await.is(303);
    let paid = format!(
        "SELECT p.received FROM payment_parts p JOIN orders o ON o.id = p.order_id WHERE o.number = '{number}'"
    );
    let total = format!("SELECT total FROM orders WHERE number = '{number}'");
    assert_eq!(
        shop.number(&paid).await,
        shop.number(&total).await,
        "the cash is in the house"
    );
    let list = seller.get("/nguoi-ban/don-hang?tab=done").await.is(200);
    assert!(list.main().contains(&number));
    let english = seller.get(&format!("/en/studio/orders/{number}")).await.is(200);
    assert!(english.main().contains("Timeline") || english.main().contains("What happened"));
    shop.close().await;
}

#[tokio::test]
async fn another_producers_order_is_not_there() {
    let shop = Shop::open().await;
    let [_, other] = owners(&shop).await;
    let lan = shop.customer();
    let number = sale(&shop, &lan, &[&shop.goods[0]], "bank_transfer")
        .await
        .remove(0);
    for act in ["", "phieu", "nhan", "tra-hang/1"] {
        other.get(&at(&number, act)).await.is(404);
    }
    let key = "a-key-of-somebody";
    for (act, fields) in [
        ("buoc", vec![("step", "confirm")]),
        ("huy", vec![("reason", "x")]),
        (
            "hoan-tien",
            vec![("refund_amount", "1"), ("refund_why", "x"), ("key", key)],
        ),
        ("nhan-tien", vec![("received_amount", "80000"), ("key", key)]),
        ("da-hoan", vec![("refund", "1")]),
        ("tra-hang", vec![("say", "yes")]),
    ] {
        other.submit(&at(&number, act), &fields).await.is(404);
    }
    assert_eq!(stands(&shop, &number).await, "awaiting_payment");
    for path in [
        format!("/nguoi-ban/soan-hang?n={number}"),
        format!("/nguoi-ban/don-hang?just={number}"),
        "/nguoi-ban/don-hang".to_owned(),
    ] {
        let main = other.get(&path).await.is(200).main();
        assert!(!main.contains(&number) && !main.contains("Thị Lan"), "{main}");
    }
    shop.close().await;
}

#[tokio::test]
async fn each_producer_sees_its_own_part_of_a_purchase() {
    let shop = Shop::open().await;
    let [first, second] = owners(&shop).await;
    let lan = shop.customer();
    let both = [&shop.goods[0], &shop.goods[1]];
    let numbers = sale(&shop, &lan, &both, "cod").await;
    let names = |at: usize| {
        let sql = format!(
            "SELECT name_vi FROM order_lines WHERE variant_id = {}",
            both[at].variant
        );
        let shop = &shop;
        async move { shop.text(&sql).await }
    };
    let (one, two) = (names(0).await, names(1).await);
    let page = first.get(&at(&numbers[0], "")).await.is(200).main();
    assert!(page.contains(&one) && !page.contains(&two), "{page}");
    assert!(!page.contains(&numbers[1]), "{page}");
    // One calls its part off; the other's stands.
    let reason = [("reason", "Lò vỡ <b>hết</b>")];
    first.submit(&at(&numbers[0], "huy"), &[]).await.is(422);
    first.submit(&at(&numbers[0], "huy"), &reason).await.is(303);
    let again = first.submit(&at(&numbers[0], "huy"), &reason).await.is(422);
    assert!(again.main().contains("đã hủy"), "{}", again.main());
    assert_eq!(again.attributes("#step", "id"), ["step"]);
    assert_eq!(stands(&shop, &numbers[1]).await, "awaiting_confirmation");
    assert_eq!(shop.level(both[0].variant).await, (100, 0));
    assert_eq!(shop.level(both[1].variant).await, (100, 1));
    step(&second, &numbers[1], "confirm").await.is(303);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_taps_at_once_are_one_step() {
    let shop = Shop::with(&["--workers=2"]).await;
    let [seller, _] = owners(&shop).await;
    let lan = shop.customer();
    let number = sale(&shop, &lan, &[&shop.goods[0]], "cod").await.remove(0);
    let taps = (0..4).map(|_| step(&seller, &number, "confirm"));
    let answers = futures_util::future::join_all(taps).await;
    let done = answers.iter().filter(|answer| answer.status == 303).count();
    let late = answers.iter().filter(|answer| answer.status == 422).count();
    assert_eq!((done, late), (1, 3));
    assert_eq!(shop.level(shop.goods[0].variant).await, (99, 0));
    // A step that makes no sense is refused in words, and an unknown one too.
    for wrong in ["deliver", "refuse", "confirm", "", "x"] {
        step(&seller, &number, wrong).await.is(422);
    }
    assert_eq!(stands(&shop, &number).await, "confirmed");
    shop.close().await;
}

#[tokio::test]
async fn refused_at_the_door_leaves_the_stock_and_no_earning() {
    let shop = Shop::open().await;
    let [seller, _] = owners(&shop).await;
    let lan = shop.customer();
    let number = sale(&shop, &lan, &[&shop.goods[0]], "cod").await.remove(0);
    for one in ["confirm", "ship", "refuse"] {
        step(&seller, &number, one).await.is(303);
    }
    assert_eq!(shop.level(shop.goods[0].variant).await, (100, 0));
    let earned = "SELECT COALESCE(SUM(amount), 0) FROM ledger_entries";
    assert_eq!(shop.number(earned).await, 0);
    let page = seller.get(&at(&number, "")).await.is(200).main();
    assert!(page.contains("Không nhận hàng"), "{page}");
    step(&seller, &number, "deliver").await.is(422);
    shop.close().await;
}

#[tokio::test]
async fn who_bought_is_held_back_a_month_after_the_end() {
    let shop = Shop::open().await;
    let [seller, _] = owners(&shop).await;
    let lan = shop.customer();
    let number = sale(&shop, &lan, &[&shop.goods[0]], "cod").await.remove(0);
    for one in ["confirm", "ship", "deliver"] {
        step(&seller, &number, one).await.is(303);
    }
    let pages = [
        at(&number, ""),
        at(&number, "phieu"),
        at(&number, "nhan"),
        "/nguoi-ban/don-hang?tab=done".to_owned(),
    ];
    for path in &pages {
        let page = seller.get(path).await.is(200);
        assert!(page.main().contains("0912 345 678"), "{path}: {}", page.main());
    }
    shop.app.advance(TimeDelta::days(31));
    let seller = owner(&shop, "point", &shop.goods[0]).await;
    for path in &pages {
        let page = seller.get(path).await.is(200);
        let text = page.text();
        for secret in ["912 345", "912345678", "Thị Lan", "ngõ 5", "lan@example.com"] {
            assert!(!text.contains(secret), "{secret} on {path}");
        }
        assert!(text.contains("678"), "{path}");
    }
    shop.close().await;
}

#[tokio::test]
async fn sheets_say_no_price_and_add_goods_up() {
    let shop = Shop::open().await;
    let [seller, _] = owners(&shop).await;
    let (lan, hoa) = (shop.customer(), shop.customer());
    let goods = &shop.goods[0];
    let mut numbers = sale(&shop, &lan, &[goods], "cod").await;
    hoa.put(goods.variant, "1").await.is(303);
    numbers.extend(sale(&shop, &hoa, &[goods], "cod").await);
    for number in &numbers {
        step(&seller, number, "confirm").await.is(303);
    }
    let list = seller.get("/nguoi-ban/don-hang?tab=pack").await.is(200);
    assert_eq!(list.attributes("input[form=pick][name=n]", "value").len(), 2);
    let path = format!("/nguoi-ban/soan-hang?n={}&n={}&n=CL999", numbers[0], numbers[1]);
    let pick = seller.get(&path).await.is(200);
    assert_eq!(pick.all(".desk-sheet tbody tr").len(), 1);
    assert_eq!(pick.all(".desk-sheet tbody td b"), ["3"]);
    for (act, words) in [("nhan", "Người nhận"), ("phieu", "Người nhận")] {
        let page = seller.get(&at(&numbers[0], act)).await.is(200);
        let main = page.all(".desk-main").join(" ");
        assert!(!main.contains('₫') && main.contains(words), "{main}");
    }
    let label = seller
        .get(&at(&numbers[0], "nhan"))
        .await
        .is(200)
        .all(".desk-label")
        .join(" ");
    assert!(
        label.contains("12 ngõ 5") && label.contains(&numbers[0]),
        "{label}"
    );
    shop.close().await;
}

#[tokio::test]
async fn a_refund_by_hand_counts_once_and_is_sent_once() {
    let shop = Shop::open().await;
    let [seller, other] = owners(&shop).await;
    let lan = shop.customer();
    let number = sale(&shop, &lan, &[&shop.goods[0]], "bank_transfer")
        .await
        .remove(0);
    let total = shop
        .number(&format!("SELECT total FROM orders WHERE number = '{number}'"))
        .await;
    // What was seen on the account: wrong amounts are kept and refused, half of it confirms nothing.
    let form = key(&seller, &number).await;
    for wrong in ["", "-1", "0", "nhiều", "1e9"] {
        let fields = [("received_amount", wrong), ("key", form.as_str())];
        let page = seller.submit(&at(&number, "nhan-tien"), &fields).await.is(422);
        assert_eq!(page.attributes("#received_amount", "value"), [wrong]);
    }
    let all = total.to_string();
    let fields = [("received_amount", all.as_str()), ("key", form.as_str())];
    seller.submit(&at(&number, "nhan-tien"), &fields).await.is(303);
    seller.submit(&at(&number, "nhan-tien"), &fields).await.is(303);
    assert_eq!(stands(&shop, &number).await, "confirmed");
    assert_eq!(shop.number("SELECT COUNT(*) FROM receipts").await, 1);
    let form = key(&seller, &number).await;
    let more = (total + 1).to_string();
    let fields = [
        ("refund_amount", more.as_str()),
        ("refund_why", "Thiếu"),
        ("key", &form),
    ];
    let page = seller.submit(&at(&number, "hoan-tien"), &fields).await.is(422);
    assert!(page.main().contains("Chỉ còn"), "{}", page.main());
    assert_eq!(page.attributes("#refund_why", "value"), ["Thiếu"]);
    let fields = [
        ("refund_amount", "1.000"),
        ("refund_why", "Thiếu"),
        ("key", &form),
    ];
    for _ in 0..2 {
        seller.submit(&at(&number, "hoan-tien"), &fields).await.is(303);
    }
    assert_eq!(shop.number("SELECT SUM(amount) FROM refunds").await, 1_000);
    let home = seller.get("/nguoi-ban").await.is(200).main();
    assert!(home.contains("Tiền bạn cần chuyển lại"), "{home}");
    let refund = shop.number("SELECT MAX(id) FROM refunds").await.to_string();
    let elsewhere = sale(&shop, &lan, &[&shop.goods[1]], "cod").await.remove(0);
    let fields = [("refund", refund.as_str())];
    other.submit(&at(&elsewhere, "da-hoan"), &fields).await.is(404);
    seller.submit(&at(&number, "da-hoan"), &fields).await.is(303);
    seller.submit(&at(&number, "da-hoan"), &fields).await.is(422);
    assert_eq!(
        shop.number("SELECT COUNT(*) FROM refunds WHERE status = 'done'")
            .await,
        1
    );
    let acts = "SELECT COUNT(*) FROM audit_entries WHERE action IN ('refund.sent', 'payment.received')";
    assert_eq!(shop.number(acts).await, 2);
    shop.close().await;
}
