//! Cash that carriers hand over: compared with the producer's own orders, counted once whatever is sent, differences
//! open until they are settled with a reason.

use commerce::checkout;

use crate::support::browser::Browser;
use crate::support::selling::{owners, sale, stands, step};
use crate::support::shop::Shop;
use crate::support::upload::Parts;

const PATH: &str = "/nguoi-ban/thu-ho";

fn batch(name: &str, lines: &str, verb: &str) -> Parts {
    Parts::default()
        .text("carrier", "Giao Hàng Nhanh")
        .text("batch", name)
        .text("on", "2026-11-21")
        .text("lines", lines)
        .text("verb", verb)
}

/// Takes an order to where the carrier has it.
async fn shipped(shop: &Shop, seller: &Browser, number: &str) {
    for one in ["confirm", "pack", "ship"] {
        step(seller, number, one).await.is(303);
    }
    assert_eq!(stands(shop, number).await, "shipped");
}

async fn total(shop: &Shop, number: &str) -> i64 {
    shop.number(&format!("SELECT total FROM orders WHERE number = '{number}'"))
        .await
}

async fn receipts(shop: &Shop, number: &str) -> i64 {
    shop.number(&format!(
        "SELECT COUNT(*) FROM receipts r JOIN payment_parts pp ON pp.payment_id = r.payment_id \
         JOIN orders o ON o.id = pp.order_id WHERE o.number = '{number}'"
    ))
    .await
}

async fn states(shop: &Shop) -> Vec<String> {
    let count = shop.number("SELECT COUNT(*) FROM remittance_lines").await;
    let mut states = Vec::new();
    for at in 0..count {
        let sql = format!("SELECT state FROM remittance_lines ORDER BY id LIMIT 1 OFFSET {at}");
        states.push(shop.text(&sql).await);
    }
    states
}

async fn books_hold(shop: &Shop) {
    let found = checkout::check(&shop.app.world.db, shop.app.clock.now())
        .await
        .unwrap();
    assert_eq!(found, []);
}

#[tokio::test]
async fn bad_batches_are_refused_in_words_and_nothing_is_written() {
    let shop = Shop::open().await;
    let [seller, _] = owners(&shop).await;
    let many = "CL1 1\n".repeat(501);
    for (lines, verb) in [
        ("", "save"),
        ("CL1", "save"),
        ("CL1 -1 0", "save"),
        ("CL1; ₫; 0", "save"),
        ("CL1 99999999999999999999 0", "preview"),
        (many.as_str(), "save"),
    ] {
        let page = seller.upload(PATH, batch("B1", lines, verb)).await.is(422);
        assert!(!page.all("#lines-err").is_empty(), "{lines}");
        assert_eq!(page.attributes("#batch", "value"), ["B1"], "typed values stay");
    }
    for (field, value) in [("on", "2026-11-31"), ("on", "2099-01-01"), ("on", "")] {
        let parts = Parts::default()
            .text("carrier", "GHN")
            .text("batch", "B1")
            .text("lines", "CL1 1 0")
            .text("verb", "save")
            .text(field, value);
        let page = seller.upload(PATH, parts).await.is(422);
        assert!(!page.all("#on-err").is_empty(), "{value}");
    }
    for file in [
        &b"PK\x03\x04 no workbook"[..],
        b"one,two\n1,2\n",
        b"order,cod\nCL1,many\n",
    ] {
        let parts = batch("B1", "", "save").file("file", "a.xlsx", file);
        let page = seller.upload(PATH, parts).await.is(422);
        assert!(!page.all("#file-err").is_empty());
    }
    seller.submit(PATH, &[]).await.is(422);
    assert_eq!(shop.number("SELECT COUNT(*) FROM remittances").await, 0);
    seller.get(&format!("{PATH}/1")).await.is(404);
    seller.get(&format!("{PATH}/x")).await.is(404);
    shop.close().await;
}

#[tokio::test]
async fn a_batch_settles_each_order_once_and_keeps_what_differs() {
    let shop = Shop::open().await;
    let [seller, other] = owners(&shop).await;
    let lan = shop.customer();
    let mut own = Vec::new();
    for _ in 0..4 {
        own.push(sale(&shop, &lan, &[&shop.goods[0]], "cod").await.remove(0));
    }
    let foreign = sale(&shop, &lan, &[&shop.goods[1]], "cod").await.remove(0);
    for number in &own {
        shipped(&shop, &seller, number).await;
    }
    shipped(&shop, &other, &foreign).await;
    // One is delivered by hand first: its money is counted then and not again.
    step(&seller, &own[0], "deliver").await.is(303);
    assert_eq!(receipts(&shop, &own[0]).await, 1);
    let list = seller.get(PATH).await.is(200).main();
    for number in &own {
        assert!(list.contains(number.as_str()), "{number}");
    }
    assert!(!list.contains(&foreign), "another producer's order is not shown");
    let due = total(&shop, &own[0]).await;
    let lines = format!(
        "{}; {due}; 5000\n{} {} 5.000\n{}; {}; 0\n{}; {}; 0\n{foreign}; {due}; 0\nCL0000000X; 1; 0\n{}; {due}; 0",
        own[0],
        own[1].to_lowercase(),
        total(&shop, &own[1]).await,
        own[2],
        total(&shop, &own[2]).await - 1_000,
        own[3],
        total(&shop, &own[3]).await + 1_000,
        own[0],
    );
    // Looking writes nothing.
    let seen = seller
        .upload(PATH, batch("B1", &lines, "preview"))
        .await
        .is(200)
        .main();
    for words in [
        "thu thiếu",
        "thu thừa",
        "không có đơn này",
        "đã trả ở lần trước",
        "khớp",
    ] {
        assert!(seen.contains(words), "{words}");
    }
    assert_eq!(shop.number("SELECT COUNT(*) FROM remittances").await, 0);
    assert_eq!(stands(&shop, &own[1]).await, "shipped");
    let done = seller.upload(PATH, batch("B1", &lines, "save")).await.is(303);
    let page = done.location().split('?').next().unwrap().to_owned();
    seller.get(done.location()).await.is(200);
    other.get(&page).await.is(404);
    assert_eq!(
        states(&shop).await,
        [
            "exact", "exact", "short", "over", "unknown", "unknown", "repeated"
        ]
    );
    // What came in full is delivered by that; what came short is not.
    for (number, status, count) in [
        (&own[0], "delivered", 1),
        (&own[1], "delivered", 1),
        (&own[2], "shipped", 0),
        (&own[3], "delivered", 1),
    ] {
        assert_eq!(stands(&shop, number).await, status, "{number}");
        assert_eq!(receipts(&shop, number).await, count, "{number}");
    }
    assert_eq!(stands(&shop, &foreign).await, "shipped");
    books_hold(&shop).await;
    // The same batch again, however it is written, is refused.
    let again = seller.upload(PATH, batch("b1", &lines, "save")).await.is(422);
    assert!(!again.all("#batch-err").is_empty());
    // The same orders in another batch are written down as that, and move nothing.
    let twice = format!("{}; {due}; 0", own[0]);
    seller.upload(PATH, batch("B2", &twice, "save")).await.is(303);
    assert_eq!(states(&shop).await.last().unwrap(), "repeated");
    // Delivered by hand afterwards: counted once.
    step(&seller, &own[2], "deliver").await.is(303);
    assert_eq!(receipts(&shop, &own[2]).await, 1);
    books_hold(&shop).await;
    // Two producers may have batches of one number.
    let line = format!("{foreign}; {}; 0", total(&shop, &foreign).await);
    other.upload(PATH, batch("B1", &line, "save")).await.is(303);
    assert_eq!(stands(&shop, &foreign).await, "delivered");
    books_hold(&shop).await;
    shop.close().await;
}

#[tokio::test]
async fn a_difference_stays_until_somebody_says_why_it_is_settled() {
    let shop = Shop::open().await;
    let [seller, other] = owners(&shop).await;
    let lan = shop.customer();
    let number = sale(&shop, &lan, &[&shop.goods[0]], "cod").await.remove(0);
    shipped(&shop, &seller, &number).await;
    let line = format!("{number}; 1000; 0");
    seller.upload(PATH, batch("B1", &line, "save")).await.is(303);
    let page = seller.get(PATH).await.is(200);
    let id = page.attributes("main input[name=line]", "value").remove(0);
    let settle = format!("{PATH}/lech");
    seller
        .submit(&settle, &[("line", id.as_str()), ("reason", " ")])
        .await
        .is(422);
    seller.submit(&settle, &[("reason", "x")]).await.is(404);
    let said = [("line", id.as_str()), ("reason", "Hãng <b>bù</b> đợt sau")];
    other.submit(&settle, &said).await.is(404);
    seller.submit(&settle, &said).await.is(303);
    seller.submit(&settle, &said).await.is(422);
    let page = seller.get(PATH).await.is(200);
    assert!(page.attributes("main input[name=line]", "value").is_empty());
    let written = "SELECT COUNT(*) FROM audit_entries WHERE action = 'cod.settle_difference'";
    assert_eq!(shop.number(written).await, 1);
    assert_eq!(receipts(&shop, &number).await, 0, "settling moves no money");
    books_hold(&shop).await;
    shop.close().await;
}

#[tokio::test]
async fn a_carriers_file_is_looked_at_before_it_is_written() {
    let shop = Shop::open().await;
    let [seller, _] = owners(&shop).await;
    let lan = shop.customer();
    let number = sale(&shop, &lan, &[&shop.goods[0]], "cod").await.remove(0);
    shipped(&shop, &seller, &number).await;
    let due = total(&shop, &number).await;
    let sheet = tabular::Sheet {
        name: "COD".to_owned(),
        header: ["Mã đơn hàng", "Tiền thu hộ", "Phí dịch vụ"]
            .map(str::to_owned)
            .to_vec(),
        rows: vec![vec![
            tabular::Value::Text(number.clone()),
            tabular::Value::Text(due.to_string()),
            tabular::Value::Text("5000".to_owned()),
        ]],
    };
    for (name, bytes) in [
        ("a.csv", tabular::csv(&sheet)),
        ("a.xlsx", tabular::xlsx(std::slice::from_ref(&sheet)).unwrap()),
    ] {
        // Also with the button that saves: a file is looked at first.
        let parts = batch("B1", "", "save").file("file", name, &bytes);
        let page = seller.upload(PATH, parts).await.is(200);
        let typed = page.all("#lines").join("");
        assert_eq!(typed.trim(), format!("{number}; {due}; 5000"), "{name}");
        assert_eq!(shop.number("SELECT COUNT(*) FROM remittances").await, 0);
    }
    let line = format!("{number}; {due}; 5000");
    seller.upload(PATH, batch("B1", &line, "save")).await.is(303);
    assert_eq!(states(&shop).await, ["exact"]);
    shop.close().await;
}

#[tokio::test]
async fn what_is_refused_at_the_door_brings_its_goods_back_and_earns_nothing() {
    let shop = Shop::open().await;
    let [seller, _] = owners(&shop).await;
    let lan = shop.customer();
    let before = shop.level(shop.goods[0].variant).await;
    let number = sale(&shop, &lan, &[&shop.goods[0]], "cod").await.remove(0);
    shipped(&shop, &seller, &number).await;
    step(&seller, &number, "refuse").await.is(303);
    assert_eq!(stands(&shop, &number).await, "refused");
    assert_eq!(shop.level(shop.goods[0].variant).await, before);
    assert_eq!(receipts(&shop, &number).await, 0);
    let earned = format!(
        "SELECT COALESCE(SUM(l.amount), 0) FROM ledger_entries l JOIN orders o ON o.id = l.order_id \
         WHERE o.number = '{number}' AND l.account = 'producer'"
    );
    assert_eq!(shop.number(&earned).await, 0);
    let told = format!(
        "SELECT COUNT(*) FROM order_events e JOIN orders o ON o.id = e.order_id \
         WHERE o.number = '{number}' AND e.kind = 'refused'"
    );
    assert_eq!(shop.number(&told).await, 1);
    assert!(!seller.get(PATH).await.is(200).main().contains(&number));
    // The carrier keeps its fee and hands nothing over; money for it would be too much.
    let line = format!("{number}; 0; 30000");
    seller.upload(PATH, batch("B1", &line, "save")).await.is(303);
    assert_eq!(states(&shop).await, ["exact"]);
    assert_eq!(stands(&shop, &number).await, "refused");
    books_hold(&shop).await;
    shop.close().await;
}

#[tokio::test]
async fn two_batches_at_once_hand_an_order_over_once() {
    let shop = Shop::open().await;
    let [seller, _] = owners(&shop).await;
    let lan = shop.customer();
    let number = sale(&shop, &lan, &[&shop.goods[0]], "cod").await.remove(0);
    shipped(&shop, &seller, &number).await;
    let line = format!("{number}; {}; 0", total(&shop, &number).await);
    let sent = (0..6).map(|at| seller.upload(PATH, batch(&format!("B{}", at / 2), &line, "save")));
    let answers = futures_util::future::join_all(sent).await;
    for answer in &answers {
        assert!(
            matches!(answer.status.as_u16(), 303 | 422),
            "{}",
            answer.summary()
        );
    }
    let mut found = states(&shop).await;
    found.sort();
    assert_eq!(
        found,
        ["exact", "repeated", "repeated"],
        "each batch once, the order once"
    );
    assert_eq!(receipts(&shop, &number).await, 1);
    books_hold(&shop).await;
    shop.close().await;
}
