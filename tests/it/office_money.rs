//! Everybody's money at the office: transfers nobody can place, and what is paid on.

use commerce::checkout;
use commerce::payments::Credit;
use entity::{OrderStatus, PaymentMethod, Vnd};

use crate::support::till::{ACCOUNT, Till};

const AT: &str = "/quan-tri/tien";

#[tokio::test]
async fn a_transfer_nobody_could_place_is_given_to_its_order() {
    let shop = Till::open().await;
    shop.app.demo_people().await;
    let (operator, officer) = (
        shop.app.signed_in("operator").await,
        shop.app.signed_in("officer").await,
    );
    let bought = shop.buy(PaymentMethod::BankTransfer, &[(1, 1)]).await;
    for (reference, account, amount) in [("a", ACCOUNT, 100_000), ("b", "555", 70_000)] {
        let line = Credit {
            account: account.to_owned(),
            reference: reference.to_owned(),
            amount: Vnd::new(amount),
            memo: "mua <gốm>".to_owned(),
            booked_at: shop.now(),
        };
        checkout::book_line(shop.db(), shop.now(), &line, "hand")
            .await
            .unwrap();
    }
    let line = |reference: &str| {
        let sql = format!("SELECT id FROM bank_lines WHERE reference = '{reference}'");
        async { shop.app.count(&{ sql }).await.to_string() }
    };
    let (ours, nobodys) = (line("a").await, line("b").await);
    let home = operator.get("/quan-tri").await.is(200).main();
    let (waits, quiet) = home.split_once("Không có gì chờ ở").unwrap();
    assert!(
        waits.contains("Chuyển khoản chưa khớp") && quiet.contains("Khoản chi trả chờ chuyển"),
        "{home}"
    );
    let page = officer.get(AT).await.is(200);
    assert!(
        page.main().contains("mua <gốm>") && page.main().contains("không phải tài khoản"),
        "{}",
        page.main()
    );
    assert!(page.all(".desk-main form").is_empty(), "an officer only looks");
    let number = bought.orders[0].number.clone();
    let give = |line: &str, order: &str| [("line", line.to_owned()), ("order", order.to_owned())];
    let send = |fields: [(&'static str, String); 2]| {
        let operator = &operator;
        async move {
            let [a, b] = &fields;
            operator
                .submit(&format!("{AT}/khop"), &[(a.0, &a.1), (b.0, &b.1)])
                .await
        }
    };
    let wrong = send(give(&ours, "HN<1>")).await.is(422);
    assert!(
        wrong.main().contains("Không có đơn hàng nào mang số này"),
        "{}",
        wrong.main()
    );
    assert!(wrong.text().contains("HN&lt;1&gt;"), "what was typed is kept");
    send(give(&nobodys, &number)).await.is(422);
    send(give("99", &number)).await.is(404);
    send(give("x", &number)).await.is(404);
    send(give(&ours, &number)).await.is(303);
    send(give(&ours, &number)).await.is(422);
    assert_eq!(shop.stands(&bought).await, [OrderStatus::Confirmed]);
    let aside = format!("{AT}/bo-qua");
    operator.submit(&aside, &[("line", &*ours)]).await.is(422);
    operator.submit(&aside, &[("line", &*nobodys)]).await.is(303);
    operator
        .submit(&aside, &[("line", &*nobodys), ("to", "back")])
        .await
        .is(303);
    let written = "SELECT COUNT(*) FROM audit_entries WHERE action IN ('payment.matched', 'bank_line.aside')";
    assert_eq!(shop.app.count(written).await, 3);
    shop.holds().await;
}

#[tokio::test]
async fn card_money_is_paid_on_once_and_the_producer_sees_it() {
    let shop = Till::open().await;
    shop.app.demo_people().await;
    let operator = shop.app.signed_in("operator").await;
    let (bought, session) = shop.buy_by_card().await;
    shop.stripe.pay(&session);
    checkout::returned(shop.db(), shop.now(), shop.cards(), bought.payments[0].id)
        .await
        .unwrap();
    let make = format!("{AT}/chi-tra");
    let refused = operator.submit(&make, &[("producer", "1")]).await.is(422);
    assert!(
        refused.main().contains("Không phải trả ai"),
        "nothing is delivered: {}",
        refused.main()
    );
    shop.deliver(bought.orders[0].id).await;
    let page = operator.get(AT).await.is(200).main();
    assert!(page.contains("96.000"), "{page}");
    operator.submit(&make, &[("producer", "1")]).await.is(303);
    operator.submit(&make, &[("producer", "1")]).await.is(422);
    let id = shop.app.count("SELECT id FROM payouts").await.to_string();
    let page = operator.get(AT).await.is(200).main();
    assert!(
        page.contains(&format!("{ACCOUNT} · NHA 1")),
        "where it is sent: {page}"
    );
    let home = operator.get("/quan-tri").await.is(200).main();
    let (waits, _) = home.split_once("Không có gì chờ ở").unwrap();
    assert!(waits.contains("Khoản chi trả chờ chuyển"), "{home}");
    let sent = format!("{AT}/chi-tra/da-chuyen");
    operator.submit(&sent, &[("payout", &*id)]).await.is(303);
    operator.submit(&sent, &[("payout", &*id)]).await.is(422);
    operator.submit(&sent, &[("payout", "x")]).await.is(404);
    let written = "SELECT COUNT(*) FROM audit_entries WHERE action IN ('payout.make', 'payout.paid')";
    assert_eq!(shop.app.count(written).await, 2);
    let actor = "SELECT COUNT(*) FROM payouts WHERE status = 'paid' AND amount = 96000";
    assert_eq!(shop.app.count(actor).await, 1);
    shop.holds().await;
}
