//! What Stripe tells, honest or not: forged, repeated, out of order, about other amounts, currencies and orders.

use entity::{OrderStatus, PaymentMethod, PaymentStatus};
use serde_json::json;

use crate::support::app::App;
use crate::support::db::Content;
use crate::support::stripe::SECRET;
use crate::support::till::Till;

#[tokio::test]
async fn a_forged_notice_changes_nothing() {
    let shop = Till::open().await;
    let (bought, session) = shop.buy_by_card().await;
    shop.stripe.pay(&session);
    let body = shop.stripe.session_event("evt_1", "completed", &session);
    let good = shop.stripe.signature(SECRET, &body, 0);
    let other = shop.stripe.signature("whsec_other", &body, 0);
    let old = shop.stripe.signature(SECRET, &body, 301);
    let changed = body.replace("evt_1", "evt_2");
    for (signature, body) in [
        ("", &body),
        ("t=1,v1=00", &body),
        ("nonsense", &body),
        (other.as_str(), &body),
        (old.as_str(), &body),
        (good.as_str(), &changed),
    ] {
        let headers = [("stripe-signature", signature)];
        shop.app
            .visitor()
            .post("/webhooks/stripe", &headers, body)
            .await
            .is(401);
    }
    shop.app
        .visitor()
        .post("/webhooks/stripe", &[], &body)
        .await
        .is(401);
    assert_eq!(shop.outcomes().await.len(), 0);
    assert_eq!(shop.stands(&bought).await, [OrderStatus::AwaitingPayment; 2]);
    // Rotated secrets: any good signature will do.
    let both = format!("{},v1={}", other, good.split("v1=").nth(1).unwrap());
    let headers = [("stripe-signature", both.as_str())];
    shop.app
        .visitor()
        .post("/webhooks/stripe", &headers, &body)
        .await
        .is(200);
    // A page of another site cannot send it in somebody's name, and need not be refused: it is signed.
    let nothing = "x".repeat(70_000);
    let signature = shop.stripe.signature(SECRET, &nothing, 0);
    let headers = [("stripe-signature", signature.as_str())];
    let answer = shop
        .app
        .visitor()
        .post("/webhooks/stripe", &headers, &nothing)
        .await;
    assert_eq!(answer.status.as_u16(), 413);
    shop.tell("{}").await.is(400);
    shop.tell("no json").await.is(400);
}

#[tokio::test]
async fn whatever_order_notices_come_in_money_counts_once() {
    let shop = Till::open().await;
    let (bought, session) = shop.buy_by_card().await;
    // "Completed" comes before the money is certain, as with slow ways to pay.
    shop.stripe.set(&session, "status", json!("complete"));
    let early = shop.stripe.session_event("evt_1", "completed", &session);
    shop.tell(&early).await.is(200);
    shop.worked_off().await;
    assert_eq!(shop.outcomes().await, ["not paid: Pending"]);
    shop.stripe.pay(&session);
    let unpaid = early.replace("evt_1", "evt_3");
    for (id, kind) in [
        ("evt_2", "async_payment_succeeded"),
        ("evt_2", "async_payment_succeeded"),
        ("evt_4", "completed"),
        ("evt_5", "expired"),
        ("evt_1", "completed"),
    ] {
        let body = shop.stripe.session_event(id, kind, &session);
        shop.tell(&body).await.is(200);
        shop.worked_off().await;
    }
    // An old picture of the session that says "unpaid" changes nothing either.
    shop.tell(&unpaid).await.is(200);
    shop.worked_off().await;
    assert_eq!(shop.receipts().await.len(), 1);
    assert_eq!(shop.stands(&bought).await, [OrderStatus::Confirmed; 2]);
    let before = "settled before".to_owned();
    assert_eq!(
        shop.outcomes().await[1..],
        ["settled: paid".to_owned(), before.clone(), before.clone(), before]
    );
    // Kinds we do not know, and of another version: kept, answered, done.
    for (id, body) in [
        (
            "evt_6",
            shop.stripe.event(
                "evt_6",
                "invoice.created",
                &json!({"id": "in_1", "object": "invoice"}),
            ),
        ),
        (
            "evt_7",
            shop.stripe.event("evt_7", "new.kind", &json!({"id": "x"})),
        ),
        (
            "evt_8",
            json!({"id": "evt_8", "type": "checkout.session.completed", "data": {"object": {"id": session}}})
                .to_string(),
        ),
    ] {
        shop.tell(&body).await.is(200);
        shop.worked_off().await;
        assert_ne!(shop.outcomes().await.last().unwrap(), "-", "{id}");
    }
    shop.holds().await;
}

#[tokio::test]
async fn what_does_not_fit_is_written_down_and_not_believed() {
    let shop = Till::open().await;
    let (bought, session) = shop.buy_by_card().await;
    let transfer = shop.buy(PaymentMethod::BankTransfer, &[(1, 1)]).await;
    let reference = bought.payments[0].reference.clone();
    shop.stripe.pay(&session);
    let mut number = 0;
    for (field, wrong, right, outcome) in [
        (
            "amount_total",
            json!(149_999),
            json!(150_000),
            "does not fit: another amount",
        ),
        (
            "amount_total",
            json!(150_001),
            json!(150_000),
            "does not fit: another amount",
        ),
        (
            "amount_total",
            json!(15_000_000),
            json!(150_000),
            "does not fit: another amount",
        ),
        (
            "amount_total",
            json!(null),
            json!(150_000),
            "does not fit: another amount",
        ),
        (
            "currency",
            json!("usd"),
            json!("vnd"),
            "does not fit: another currency",
        ),
        (
            "currency",
            json!(null),
            json!("vnd"),
            "does not fit: another currency",
        ),
        (
            "client_reference_id",
            json!("CL7K2M9Q1X"),
            json!(reference),
            "does not fit: unknown reference",
        ),
        (
            "client_reference_id",
            json!(""),
            json!(reference),
            "does not fit: no reference",
        ),
        (
            "client_reference_id",
            json!(transfer.payments[0].reference),
            json!(reference),
            "does not fit: not a card payment",
        ),
        (
            "payment_status",
            json!("unpaid"),
            json!("paid"),
            "not paid: Pending",
        ),
        (
            "payment_status",
            json!("no_payment_required"),
            json!("paid"),
            "not paid: Pending",
        ),
        (
            "payment_status",
            json!("a new word"),
            json!("paid"),
            "not paid: Pending",
        ),
    ] {
        // What the notice itself says counts for nothing: it always shows the good session.
        number += 1;
        let body = shop
            .stripe
            .session_event(&format!("evt_{number}"), "completed", &session);
        shop.stripe.set(&session, field, wrong.clone());
        shop.tell(&body).await.is(200);
        shop.worked_off().await;
        assert_eq!(shop.outcomes().await.last().unwrap(), outcome, "{field} {wrong}");
        assert_eq!(shop.stands(&bought).await, [OrderStatus::AwaitingPayment; 2]);
        shop.stripe.set(&session, field, right);
    }
    let gone = shop.stripe.event(
        "evt_gone",
        "checkout.session.completed",
        &json!({"id": "cs_test_99"}),
    );
    shop.tell(&gone).await.is(200);
    shop.worked_off().await;
    assert!(shop.outcomes().await.last().unwrap().starts_with("refused: 404"));
    assert_eq!(shop.receipts().await.len(), 0);
    assert_eq!(shop.payment(&bought).await.status, PaymentStatus::Pending);
    // And the honest one still counts.
    let body = shop.stripe.session_event("evt_honest", "completed", &session);
    shop.tell(&body).await.is(200);
    shop.worked_off().await;
    assert_eq!(shop.stands(&bought).await, [OrderStatus::Confirmed; 2]);
    shop.holds().await;
}

#[tokio::test]
async fn a_dispute_is_on_the_timeline_and_holds_the_balance() {
    use commerce::checkout::{PayoutRefusal, balance, make_payout, returned};
    use entity::Vnd;

    let shop = Till::open().await;
    let (bought, session) = shop.buy_by_card().await;
    shop.stripe.pay(&session);
    returned(shop.db(), shop.now(), shop.cards(), bought.payments[0].id)
        .await
        .unwrap();
    assert_eq!(
        balance(shop.db(), 1).await.unwrap(),
        Vnd::ZERO,
        "nothing is earned before it is delivered"
    );
    shop.deliver(bought.orders[0].id).await;
    // 100,000 less 5 % of the goods.
    let earned = Vnd::new(96_000);
    shop.app
        .world
        .run("UPDATE purchases SET email = 'hoa@example.com'")
        .await;
    shop.app
        .world
        .run("UPDATE producer_settings SET email = 'htx' || producer_id || '@example.com'")
        .await;
    assert_eq!(balance(shop.db(), 1).await.unwrap(), earned);
    let dispute = |id: &str, kind: &str, status: &str, amount: i64| {
        let object = json!({
            "id": "dp_1", "object": "dispute", "amount": amount, "currency": "vnd", "status": status,
            "charge": "ch_1", "payment_intent": format!("pi_{session}"), "reason": "fraudulent", "created": 1,
        });
        shop.stripe.event(id, &format!("charge.dispute.{kind}"), &object)
    };
    for _ in 0..2 {
        shop.tell(&dispute("evt_a", "created", "needs_response", 100_000))
            .await
            .is(200);
        shop.tell(&dispute("evt_b", "updated", "under_review", 100_000))
            .await
            .is(200);
        shop.worked_off().await;
    }
    assert_eq!(shop.disputes().await, [("under_review".to_owned(), false)]);
    for order in &bought.orders {
        let events = shop.events(order.id).await;
        assert_eq!(
            events.iter().filter(|kind| *kind == "dispute").count(),
            1,
            "{events:?}"
        );
    }
    // AC-38: both sides are told, once each, and the balance is held.
    assert_eq!(
        shop.letters("_disputed").await,
        ["order_disputed hoa@example.com", "sale_disputed htx1@example.com"],
    );
    assert_eq!(balance(shop.db(), 1).await.unwrap(), Vnd::ZERO);
    let refused = make_payout(shop.db(), shop.now(), 1, "user:1").await.unwrap();
    assert_eq!(refused.unwrap_err(), PayoutRefusal::Nothing);
    shop.tell(&dispute("evt_c", "closed", "lost", 100_000))
        .await
        .is(200);
    // Late, and about what is over.
    shop.tell(&dispute("evt_d", "created", "needs_response", 100_000))
        .await
        .is(200);
    shop.worked_off().await;
    assert_eq!(shop.disputes().await, [("lost".to_owned(), true)]);
    let refunds = shop.refunds().await;
    assert_eq!((refunds.len(), refunds[0].reason.as_str()), (1, "dispute"));
    assert!(
        shop.stripe.asked("POST /v1/refunds").is_empty(),
        "the bank has taken it already"
    );
    assert_eq!(
        shop.letters("_dispute_closed").await,
        [
            "order_dispute_closed hoa@example.com",
            "sale_dispute_closed htx1@example.com"
        ],
    );
    // The money is gone, and the commission is still owed.
    let owes = make_payout(shop.db(), shop.now(), 1, "user:1").await.unwrap();
    assert_eq!(owes.unwrap_err(), PayoutRefusal::Owes(Vnd::new(4_000)));
    shop.holds().await;

    let (second, session) = shop.buy_by_card().await;
    shop.stripe.pay(&session);
    returned(shop.db(), shop.now(), shop.cards(), second.payments[0].id)
        .await
        .unwrap();
    shop.deliver(second.orders[1].id).await;
    let won = json!({
        "id": "dp_2", "object": "dispute", "amount": 150_000, "currency": "vnd", "status": "won",
        "payment_intent": {"id": format!("pi_{session}"), "object": "payment_intent"},
    });
    shop.tell(&shop.stripe.event("evt_e", "charge.dispute.closed", &won))
        .await
        .is(200);
    shop.worked_off().await;
    assert_eq!(
        balance(shop.db(), 2).await.unwrap(),
        Vnd::new(48_500),
        "a dispute that is won holds nothing"
    );
    shop.holds().await;
}

#[tokio::test]
async fn without_keys_there_is_no_endpoint() {
    let app = App::with(Content::Tables, &[]).await;
    for path in ["/webhooks/stripe", "/webhooks/bank"] {
        app.visitor().post(path, &[], "{}").await.is(404);
    }
}
