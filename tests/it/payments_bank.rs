//! Transfers to producers' accounts: what comes by messenger, by statement and by hand, and whose it is.

use commerce::checkout::{self, MatchRefusal};
use commerce::payments::Credit;
use commerce::payments::vietqr::TransferQr;
use entity::{BankLineState, OrderStatus, PaymentMethod, PaymentStatus, Vnd};
use futures_util::future::join_all;
use serde_json::json;

use crate::support::stripe::mac;
use crate::support::till::{ACCOUNT, BANK_SECRET, Bought, Till};

fn told(id: &str, account: &str, amount: i64, memo: &str) -> String {
    json!({"id": id, "account": account, "amount": amount, "memo": memo, "booked_at": "2026-11-21T10:00:00+07:00"})
        .to_string()
}

async fn transfer(shop: &Till) -> Bought {
    shop.buy(PaymentMethod::BankTransfer, &[(1, 1)]).await
}

#[tokio::test]
async fn too_little_too_much_twice_and_wrong_words() {
    let shop = Till::open().await;
    let tell = async |id: &str, amount: i64, memo: &str| {
        shop.tell_bank(&told(id, ACCOUNT, amount, memo)).await.is(200);
        shop.worked_off().await;
    };
    // AC-36: 99 %.
    let bought = transfer(&shop).await;
    let memo = format!(
        "MBVCB.1.{}.CT tu 0123",
        bought.payments[0].reference.to_lowercase()
    );
    tell("t1", 99_000, &memo).await;
    assert_eq!(shop.payment(&bought).await.status, PaymentStatus::Partial);
    assert_eq!(shop.stands(&bought).await, [OrderStatus::AwaitingPayment]);
    assert_eq!(
        shop.events(bought.orders[0].id).await.last().unwrap(),
        "partly_paid"
    );
    // The rest, in a second transfer.
    tell("t2", 1_000, &memo).await;
    assert_eq!(shop.payment(&bought).await.status, PaymentStatus::Paid);
    assert_eq!(shop.stands(&bought).await, [OrderStatus::Confirmed]);
    // 101 %.
    let bought = transfer(&shop).await;
    tell("t3", 101_000, &bought.payments[0].reference).await;
    assert_eq!(shop.payment(&bought).await.status, PaymentStatus::Over);
    assert_eq!(shop.stands(&bought).await, [OrderStatus::Confirmed]);
    assert!(
        shop.events(bought.orders[0].id)
            .await
            .contains(&"overpaid".to_owned())
    );
    // Words that say nothing, a number that is wrong by one sign, the number of the whole purchase.
    let bought = transfer(&shop).await;
    let number = &bought.payments[0].reference;
    let mut wrong = number.clone();
    wrong.replace_range(4..5, if &number[4..5] == "7" { "8" } else { "7" });
    for (id, memo) in [
        ("t4", "chuyen tien"),
        ("t5", wrong.as_str()),
        ("t6", bought.placed.number.as_str()),
    ] {
        tell(id, 100_000, memo).await;
    }
    assert_eq!(shop.stands(&bought).await, [OrderStatus::AwaitingPayment]);
    let lines = shop.bank_lines().await;
    let states: Vec<&str> = lines.iter().map(|(_, state)| state.as_str()).collect();
    assert_eq!(
        states,
        [
            "matched",
            "matched",
            "matched",
            "unmatched",
            "unmatched",
            "unmatched"
        ]
    );
    // The right words on another account are somebody else's money.
    shop.tell_bank(&told("t7", "111", 100_000, number)).await.is(200);
    shop.worked_off().await;
    assert_eq!(shop.stands(&bought).await, [OrderStatus::AwaitingPayment]);
    // A debit is nobody's payment.
    tell("t8", -100_000, number).await;
    assert_eq!(shop.outcomes().await.last().unwrap(), "a debit");
    // Told again, and by statement as well: counted once.
    tell("t1", 99_000, &memo).await;
    assert_eq!(shop.outcomes().await.len(), 8);
    shop.holds().await;
}

#[tokio::test]
async fn only_the_messenger_is_believed() {
    let shop = Till::open().await;
    let bought = transfer(&shop).await;
    let body = told("t1", ACCOUNT, 100_000, &bought.payments[0].reference);
    let now = shop.now().timestamp();
    let sign = |secret: &str, at: i64, body: &str| format!("sha256={}", mac(secret, &format!("{at}.{body}")));
    for (at, signature, body) in [
        (now, String::new(), body.clone()),
        (now, "sha256=00".to_owned(), body.clone()),
        (now, sign("another secret altogether", now, &body), body.clone()),
        (now - 1, sign(BANK_SECRET, now, &body), body.clone()),
        (now - 301, sign(BANK_SECRET, now - 301, &body), body.clone()),
        (now + 301, sign(BANK_SECRET, now + 301, &body), body.clone()),
        (
            now,
            sign(BANK_SECRET, now, &body),
            body.replace("100000", "900000"),
        ),
    ] {
        let at = at.to_string();
        let headers = [("x-timestamp", at.as_str()), ("x-signature", signature.as_str())];
        shop.app
            .visitor()
            .post("/webhooks/bank", &headers, &body)
            .await
            .is(401);
    }
    for body in [
        "{}",
        "[]",
        "nothing",
        r#"{"id":"a","account":"1","amount":"1","memo":"","booked_at":"x"}"#,
    ] {
        shop.tell_bank(body).await.is(400);
    }
    let long = told("t9", ACCOUNT, 1, &"x".repeat(70_000));
    assert_eq!(shop.tell_bank(&long).await.status.as_u16(), 413);
    assert_eq!(shop.outcomes().await.len(), 0);
    // Ten at once are one.
    for answer in join_all((0..10).map(|_| shop.tell_bank(&body))).await {
        answer.is(200);
    }
    shop.worked_off().await;
    assert_eq!(shop.receipts().await.len(), 1);
    assert_eq!(shop.stands(&bought).await, [OrderStatus::Confirmed]);
    shop.holds().await;
}

#[tokio::test]
async fn a_statement_may_be_sent_again() {
    let shop = Till::open().await;
    let (one, two) = (transfer(&shop).await, transfer(&shop).await);
    let text = format!(
        "Ngày giao dịch;Mã giao dịch;Ghi nợ;Ghi có;Nội dung\n\
         21/11/2026;F1;;100.000;{}\n21/11/2026;F2;;60.000;{}\n21/11/2026;F3;5.000;;phi\n21/11/2026;F4;;7.000;qua\n",
        one.payments[0].reference, two.payments[0].reference
    );
    let book = || checkout::book_statement(shop.db(), shop.now(), "0123 456 789", text.as_bytes());
    let booked = book().await.unwrap().unwrap();
    assert_eq!((booked.matched, booked.unmatched, booked.before), (2, 1, 0));
    let again = book().await.unwrap().unwrap();
    assert_eq!((again.matched, again.unmatched, again.before), (0, 0, 3));
    assert_eq!(shop.stands(&one).await, [OrderStatus::Confirmed]);
    assert_eq!(shop.payment(&two).await.status, PaymentStatus::Partial);
    let broken = checkout::book_statement(shop.db(), shop.now(), ACCOUNT, b"a,b\n1,2\n")
        .await
        .unwrap();
    assert!(broken.is_err());
    assert_eq!(shop.receipts().await.len(), 2);
    shop.holds().await;
}

#[tokio::test]
async fn a_person_may_know_what_money_is_for() {
    let shop = Till::open().await;
    let bought = transfer(&shop).await;
    let payment = bought.payments[0].id;
    let (db, now) = (shop.db(), shop.now());
    let line = |reference: &str, account: &str, amount: i64| Credit {
        account: account.to_owned(),
        reference: reference.to_owned(),
        amount: Vnd::new(amount),
        memo: "mua hang".to_owned(),
        booked_at: now,
    };
    checkout::book_line(db, now, &line("a", ACCOUNT, 60_000), "hand")
        .await
        .unwrap();
    checkout::book_line(db, now, &line("b", "555", 60_000), "hand")
        .await
        .unwrap();
    let open = checkout::lines_of_all(db, BankLineState::Unmatched, 10)
        .await
        .unwrap();
    assert_eq!(open.len(), 2);
    let ours = checkout::own_lines(db, 1, BankLineState::Unmatched, 10)
        .await
        .unwrap();
    assert_eq!(ours.len(), 1);
    let other = open.iter().find(|line| line.account == "555").unwrap().id;
    let give = |line: i64, payment: i64| checkout::match_line(db, now, line, payment, "user:1");
    assert_eq!(
        give(other, payment).await.unwrap(),
        Err(MatchRefusal::OtherAccount)
    );
    assert_eq!(give(99, payment).await.unwrap(), Err(MatchRefusal::NoLine));
    assert_eq!(give(ours[0].id, 99).await.unwrap(), Err(MatchRefusal::NoPayment));
    let cash = shop.buy(PaymentMethod::Cod, &[(1, 1)]).await;
    assert_eq!(
        give(ours[0].id, cash.payments[0].id).await.unwrap(),
        Err(MatchRefusal::NotTransfer)
    );
    let both = join_all([give(ours[0].id, payment), give(ours[0].id, payment)]).await;
    let taken = both.iter().filter(|one| one.as_ref().unwrap().is_ok()).count();
    assert_eq!(taken, 1, "{both:?}");
    assert!(checkout::put_aside(db, now, other, true, "user:1").await.unwrap());
    assert!(
        !checkout::put_aside(db, now, ours[0].id, true, "user:1")
            .await
            .unwrap(),
        "it is somebody's"
    );
    // The rest was seen on the account, and the button pressed twice.
    let seen = |amount: i64| checkout::received_by_hand(db, now, payment, Vnd::new(amount), "k1", "user:1");
    assert_eq!(seen(0).await.unwrap(), Err(MatchRefusal::NotPositive));
    for _ in 0..2 {
        seen(40_000).await.unwrap().unwrap();
    }
    assert_eq!(shop.payment(&bought).await.status, PaymentStatus::Paid);
    assert_eq!(shop.stands(&bought).await, [OrderStatus::Confirmed]);
    shop.holds().await;
}

#[tokio::test]
async fn the_square_of_a_payment_asks_for_what_is_open() {
    let shop = Till::open().await;
    let bought = shop.buy(PaymentMethod::BankTransfer, &[(1, 1), (2, 1)]).await;
    let number = &bought.payments[0].reference;
    let qr = TransferQr::of(&shop.payment(&bought).await).unwrap();
    let payload = qr.payload();
    assert!(
        payload.contains("5406100000") && payload.contains(number),
        "{payload}"
    );
    assert!(qr.svg().unwrap().starts_with("<svg"));
    // An account that was typed in groups.
    let second = TransferQr::of(&bought.payments[1]).unwrap();
    assert!(second.payload().contains("0106998877"), "{}", second.payload());
    for (id, amount, asked) in [("t1", 30_000, Some("540570000")), ("t2", 70_000, None)] {
        shop.tell_bank(&told(id, ACCOUNT, amount, number)).await.is(200);
        shop.worked_off().await;
        let qr = TransferQr::of(&shop.payment(&bought).await);
        assert_eq!(qr.is_some(), asked.is_some());
        if let (Some(qr), Some(asked)) = (qr, asked) {
            assert!(qr.payload().contains(asked), "{}", qr.payload());
        }
    }
}
