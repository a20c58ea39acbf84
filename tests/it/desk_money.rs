//! Returns, statements and reminders at the producer's desk.

use chrono::TimeDelta;
use commerce::reminders::orders_unanswered;

use crate::support::returning::{delivered, reason};
use crate::support::selling::{at, owners, sale, stands};
use crate::support::shop::Shop;
use crate::support::upload::{Parts, png};

async fn newest(shop: &Shop) -> String {
    shop.text("SELECT number FROM orders ORDER BY id DESC LIMIT 1")
        .await
}

#[tokio::test]
async fn a_return_is_answered_and_brings_goods_and_money_back() {
    let shop = Shop::open().await;
    let [seller, other] = owners(&shop).await;
    let lan = shop.customer();
    let order = delivered(&shop, &lan).await;
    let number = newest(&shop).await;
    let path = at(&number, "tra-hang");
    seller.submit(&path, &[("say", "yes")]).await.is(422);
    let sent = reason("Vỡ <b>miệng</b>").file("pictures", "1.png", &png(40, 30));
    lan.upload(&order.back, sent).await.is(303);
    let page = seller.get(&at(&number, "")).await.is(200);
    assert!(page.main().contains("Vỡ <b>miệng</b>"), "{}", page.main());
    let picture = page.attributes(".shots a", "href").remove(0);
    let shown = seller.get(&picture).await.is(200);
    assert_eq!(shown.header("content-type"), "image/jpeg");
    assert_eq!(shown.header("cache-control"), "private, no-store");
    other.get(&picture).await.is(404);
    let elsewhere = sale(&shop, &lan, &[&shop.goods[1]], "cod").await.remove(0);
    let id = picture.rsplit('/').next().unwrap();
    other
        .get(&at(&elsewhere, &format!("tra-hang/{id}")))
        .await
        .is(404);
    // Arrived before it was agreed to: nothing moves.
    seller.submit(&path, &[("say", "arrived")]).await.is(422);
    assert_eq!(stands(&shop, &number).await, "delivered");
    let page = seller
        .submit(&path, &[("say", "no"), ("answer", " ")])
        .await
        .is(422);
    assert!(page.main().contains("xin ghi lý do"), "{}", page.main());
    let yes = [("say", "yes"), ("answer", "Chị gửi lại giúp.")];
    seller.submit(&path, &yes).await.is(303);
    seller.submit(&path, &yes).await.is(422);
    seller
        .submit(&path, &[("say", "no"), ("answer", "x")])
        .await
        .is(422);
    let told = shop
        .number("SELECT COUNT(*) FROM mails WHERE template = 'order_return_accepted'")
        .await;
    assert_eq!(told, 1);
    let page = lan.get(&order.page).await.is(200).main();
    assert!(page.contains("Chị gửi lại giúp."), "{page}");
    for status in [303, 422] {
        seller.submit(&path, &[("say", "arrived")]).await.is(status);
    }
    assert_eq!(stands(&shop, &number).await, "returned");
    assert_eq!(shop.level(shop.goods[0].variant).await, (100, 0));
    let back = shop.number("SELECT SUM(amount) FROM refunds").await;
    let total = format!("SELECT total FROM orders WHERE number = '{number}'");
    assert_eq!(back, shop.number(&total).await);
    shop.close().await;
}

#[tokio::test]
async fn a_statement_is_booked_and_matched_by_hand_for_ones_own_orders_only() {
    let shop = Shop::open().await;
    let [seller, other] = owners(&shop).await;
    let lan = shop.customer();
    let first = sale(&shop, &lan, &[&shop.goods[0]], "bank_transfer")
        .await
        .remove(0);
    let second = sale(&shop, &lan, &[&shop.goods[0]], "bank_transfer")
        .await
        .remove(0);
    let foreign = sale(&shop, &lan, &[&shop.goods[1]], "bank_transfer")
        .await
        .remove(0);
    let total = |number: &str| format!("SELECT total FROM orders WHERE number = '{number}'");
    let (one, two) = (
        shop.number(&total(&first)).await,
        shop.number(&total(&second)).await,
    );
    let csv = format!(
        "Ngày giao dịch,Số bút toán,Ghi nợ,Ghi có,Nội dung\n21/11/2026,FT1,,{one},{first} mua gom\n\
         21/11/2026,FT2,,{two},chuyen tien\n21/11/2026,FT3,,5000,tra no\n"
    );
    let path = "/nguoi-ban/sao-ke";
    let file = |bytes: &[u8]| Parts::default().file("file", "sk.csv", bytes);
    for wrong in ["", "không phải sao kê", "Ngày,Ghi có,Nội dung\n32/13/2026,1,x\n"] {
        seller.upload(path, file(wrong.as_bytes())).await.is(422);
    }
    seller.submit(path, &[]).await.is(422);
    let done = seller.upload(path, file(csv.as_bytes())).await.is(303);
    let page = seller.get(done.location()).await.is(200).main();
    assert!(page.contains("1 khoản khớp đơn, 2 khoản cần xem"), "{page}");
    assert_eq!(stands(&shop, &first).await, "confirmed");
    let again = seller.upload(path, file(csv.as_bytes())).await.is(303);
    assert!(again.location().contains("b=3"), "{}", again.location());
    // Nobody else sees the lines or moves them.
    let page = other.get(path).await.is(200).main();
    assert!(!page.contains("chuyen tien"), "{page}");
    let line = shop
        .number("SELECT id FROM bank_lines WHERE reference = 'FT2'")
        .await
        .to_string();
    let give = |order: &str| {
        vec![
            ("line".to_owned(), line.clone()),
            ("order".to_owned(), order.to_owned()),
        ]
    };
    let send = async |browser: &crate::support::browser::Browser, order: &str| {
        let fields = give(order);
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        browser.submit("/nguoi-ban/sao-ke/khop", &fields).await
    };
    send(&other, &foreign).await.is(404);
    other
        .submit("/nguoi-ban/sao-ke/bo-qua", &[("line", &line)])
        .await
        .is(404);
    for wrong in [foreign.as_str(), "", "CL999"] {
        send(&seller, wrong).await.is(422);
    }
    send(&seller, &second).await.is(303);
    send(&seller, &second).await.is(422);
    assert_eq!(stands(&shop, &second).await, "confirmed");
    assert_eq!(stands(&shop, &foreign).await, "awaiting_payment");
    let rest = shop
        .number("SELECT id FROM bank_lines WHERE reference = 'FT3'")
        .await
        .to_string();
    let aside = [("line", rest.as_str())];
    seller.submit("/nguoi-ban/sao-ke/bo-qua", &aside).await.is(303);
    seller.submit("/nguoi-ban/sao-ke/bo-qua", &aside).await.is(422);
    let back = [("line", rest.as_str()), ("to", "back")];
    seller.submit("/nguoi-ban/sao-ke/bo-qua", &back).await.is(303);
    let home = seller.get("/nguoi-ban").await.is(200).main();
    assert!(home.contains("tra no"), "{home}");
    shop.close().await;
}

#[tokio::test]
async fn a_producer_is_reminded_once_of_an_order_that_waits() {
    let shop = Shop::open().await;
    let lan = shop.customer();
    sale(&shop, &lan, &[&shop.goods[0]], "cod").await;
    let db = &shop.app.world.db;
    let now = shop.app.clock.now();
    let after = |hours| now + TimeDelta::hours(hours);
    assert_eq!(orders_unanswered(db, after(23)).await.unwrap(), 0);
    assert_eq!(orders_unanswered(db, after(24)).await.unwrap(), 1);
    assert_eq!(orders_unanswered(db, after(30)).await.unwrap(), 0);
    let told = "SELECT COUNT(*) FROM mails WHERE template = 'unanswered_order'";
    assert_eq!(shop.number(told).await, 1);
    shop.close().await;
}
