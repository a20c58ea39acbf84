//! The books: payouts claim each line once, and `check` finds whatever does not hold.

use commerce::checkout::{self, CancelRefusal, PayoutRefusal, Step, balance, make_payout, mark_paid};
use entity::{PaymentMethod, PayoutStatus, Vnd};
use futures_util::future::join_all;

use crate::support::till::{Bought, Till};

async fn paid(shop: &Till) -> Bought {
    let (bought, session) = shop.buy_by_card().await;
    shop.stripe.pay(&session);
    checkout::returned(shop.db(), shop.now(), shop.cards(), bought.payments[0].id)
        .await
        .unwrap();
    bought
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_payout_pays_each_line_once() {
    let shop = Till::open().await;
    let (db, now) = (shop.db(), shop.now());
    let (first, second) = (paid(&shop).await, paid(&shop).await);
    shop.deliver(first.orders[0].id).await;
    let made = join_all((0..4).map(|_| make_payout(db, now, 1, "user:1"))).await;
    let made: Vec<_> = made.into_iter().map(Result::unwrap).collect();
    let payouts: Vec<_> = made.iter().flatten().collect();
    assert_eq!(payouts.len(), 1, "{made:?}");
    assert_eq!(
        (payouts[0].amount, payouts[0].status),
        (Vnd::new(96_000), PayoutStatus::Claimed)
    );
    assert!(mark_paid(db, now, payouts[0].id, "user:1").await.unwrap());
    assert!(
        !mark_paid(db, now, payouts[0].id, "user:1").await.unwrap(),
        "once"
    );
    assert_eq!(balance(db, 1).await.unwrap(), Vnd::ZERO);
    // Goods that come back after they were paid out are a debt, which the next payout settles.
    checkout::fulfil(db, now, first.orders[0].id, &Step::TakeBack, "user:1")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(balance(db, 1).await.unwrap(), Vnd::new(-96_000));
    let owes = make_payout(db, now, 1, "user:1").await.unwrap();
    assert_eq!(owes.unwrap_err(), PayoutRefusal::Owes(Vnd::new(96_000)));
    let third = paid(&shop).await;
    for order in [second.orders[0].id, third.orders[0].id] {
        shop.deliver(order).await;
    }
    let payout = make_payout(db, now, 1, "user:1").await.unwrap().unwrap();
    assert_eq!(payout.amount, Vnd::new(96_000));
    assert_eq!(checkout::payouts_of(db, 1, 9).await.unwrap().len(), 2);
    shop.worked_off().await;
    shop.holds().await;
}

#[tokio::test]
async fn cash_in_a_producers_hand_is_not_paid_out_and_its_commission_is_owed() {
    let shop = Till::open().await;
    let (db, now) = (shop.db(), shop.now());
    let cash = shop.buy(PaymentMethod::Cod, &[(1, 1)]).await;
    checkout::fulfil(db, now, cash.orders[0].id, &Step::Confirm, "user:1")
        .await
        .unwrap()
        .unwrap();
    shop.deliver(cash.orders[0].id).await;
    assert_eq!(balance(db, 1).await.unwrap(), Vnd::new(-4_000));
    // AC-37: refused at the door, no earning and no debt.
    let refused = shop.buy(PaymentMethod::Cod, &[(2, 1)]).await;
    let order = refused.orders[0].id;
    let ship = Step::Ship {
        carrier: None,
        tracking: None,
    };
    for step in [Step::Confirm, ship, Step::Refuse] {
        checkout::fulfil(db, now, order, &step, "user:1")
            .await
            .unwrap()
            .unwrap();
    }
    assert_eq!(balance(db, 2).await.unwrap(), Vnd::ZERO);
    assert_eq!(shop.events(order).await.last().unwrap(), "refused");
    shop.holds().await;
}

#[tokio::test]
async fn one_producers_part_called_off_leaves_the_others() {
    let shop = Till::open().await;
    let (db, now) = (shop.db(), shop.now());
    let bought = paid(&shop).await;
    let cancel = || {
        checkout::cancel(
            db,
            now,
            bought.orders[0].id,
            checkout::By::Seller,
            ("user:1", None),
        )
    };
    cancel().await.unwrap().unwrap();
    let again = cancel().await.unwrap();
    assert!(matches!(again, Err(CancelRefusal::StandsAt(_))), "{again:?}");
    shop.worked_off().await;
    let back: Vec<i64> = shop.stripe.with(|memory| {
        memory
            .refunds
            .iter()
            .map(|one| one["amount"].as_i64().unwrap())
            .collect()
    });
    assert_eq!(back, [100_000]);
    shop.deliver(bought.orders[1].id).await;
    assert_eq!(balance(db, 1).await.unwrap(), Vnd::ZERO);
    // 50,000 less 5 % of 30,000.
    assert_eq!(balance(db, 2).await.unwrap(), Vnd::new(48_500));
    shop.holds().await;
}

#[tokio::test]
async fn what_does_not_hold_is_found() {
    let shop = Till::open().await;
    let (db, now) = (shop.db(), shop.now());
    let bought = paid(&shop).await;
    shop.deliver(bought.orders[0].id).await;
    make_payout(db, now, 1, "user:1").await.unwrap().unwrap();
    let waiting = shop.buy(PaymentMethod::BankTransfer, &[(1, 1)]).await;
    let off = shop.buy(PaymentMethod::BankTransfer, &[(2, 1)]).await;
    checkout::cancel(db, now, off.orders[0].id, checkout::By::Buyer, ("buyer", None))
        .await
        .unwrap()
        .unwrap();
    shop.holds().await;
    let (purchase, order) = (bought.placed.purchase_id, bought.orders[0].id);
    let (part, called_off) = (waiting.orders[0].id, off.orders[0].id);
    // Each fault with its remedy, and words of a rule that must see it.
    for (fault, remedy, rule) in [
        (
            format!("UPDATE ledger_entries SET amount = amount + 1 WHERE order_id = {order} AND account = 'commission'"),
            format!("UPDATE ledger_entries SET amount = amount - 1 WHERE order_id = {order} AND account = 'commission'"),
            "all that came in",
        ),
        (
            "UPDATE receipts SET amount = amount + 1".to_owned(),
            "UPDATE receipts SET amount = amount - 1".to_owned(),
            "sum of its receipts",
        ),
        (
            format!("UPDATE payment_parts SET received = received - 1 WHERE order_id = {order}"),
            format!("UPDATE payment_parts SET received = received + 1 WHERE order_id = {order}"),
            "what its parts received",
        ),
        (
            format!("UPDATE payment_parts SET refunded = 1 WHERE order_id = {order}"),
            format!("UPDATE payment_parts SET refunded = 0 WHERE order_id = {order}"),
            "sum of its refunds",
        ),
        (
            format!("UPDATE payment_parts SET amount = amount + 1 WHERE order_id = {order}"),
            format!("UPDATE payment_parts SET amount = amount - 1 WHERE order_id = {order}"),
            "sum of its parts",
        ),
        (
            format!("UPDATE purchases SET goods = goods + 1, total = total + 1 WHERE id = {purchase}"),
            format!("UPDATE purchases SET goods = goods - 1, total = total - 1 WHERE id = {purchase}"),
            "the total of a purchase",
        ),
        (
            format!("UPDATE orders SET goods = goods + 1, total = total + 1 WHERE id = {order}"),
            format!("UPDATE orders SET goods = goods - 1, total = total - 1 WHERE id = {order}"),
            "the total of an order",
        ),
        (
            format!("UPDATE orders SET invoice_no = 7 WHERE id = {order}"),
            format!("UPDATE orders SET invoice_no = 1 WHERE id = {order}"),
            "without a gap",
        ),
        (
            format!("UPDATE payment_parts SET received = amount WHERE order_id = {part}"),
            format!("UPDATE payment_parts SET received = 0 WHERE order_id = {part}"),
            "waits for none",
        ),
        (
            format!("UPDATE reservations SET state = 'held' WHERE order_line_id IN (SELECT id FROM order_lines WHERE order_id = {called_off})"),
            format!("UPDATE reservations SET state = 'released' WHERE order_line_id IN (SELECT id FROM order_lines WHERE order_id = {called_off})"),
            "keeps no goods",
        ),
        (
            "UPDATE payouts SET amount = amount + 1".to_owned(),
            "UPDATE payouts SET amount = amount - 1".to_owned(),
            "the lines it claims",
        ),
        (
            "UPDATE stock_items SET on_hand = on_hand + 1 WHERE variant_id = 1".to_owned(),
            "UPDATE stock_items SET on_hand = on_hand - 1 WHERE variant_id = 1".to_owned(),
            "stock is the sum",
        ),
        (
            format!("UPDATE orders SET number = 'CL00000001' WHERE id = {order}"),
            format!("UPDATE orders SET number = '{}' WHERE id = {order}", bought.orders[0].number),
            "right check character",
        ),
        (
            "INSERT INTO payment_notices (provider, notice_id, body, received_at) VALUES ('stripe', 'x', '', '2026-11-20 00:00:00+00:00')".to_owned(),
            "DELETE FROM payment_notices WHERE notice_id = 'x'".to_owned(),
            "worked off",
        ),
    ] {
        shop.app.world.run(&fault).await;
        let findings = shop.findings().await;
        let seen = findings.iter().any(|finding| finding.rule.contains(rule));
        assert!(seen, "{fault} is not seen by \"{rule}\": {findings:?}");
        shop.app.world.run(&remedy).await;
        shop.holds().await;
    }
}
