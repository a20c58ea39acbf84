//! Paying by card, from the page to the money: one page a purchase, money once whoever tells, money back once.

use chrono::TimeDelta;
use commerce::checkout::{self, BeginRefusal, Witnessed};
use commerce::payments::GiveBackRefusal;
use entity::{OrderStatus, PaymentMethod, PaymentStatus, RefundStatus, Vnd};
use futures_util::future::join_all;
use serde_json::json;

use crate::support::till::Till;

const CONFIRMED: [OrderStatus; 2] = [OrderStatus::Confirmed; 2];

#[tokio::test]
async fn dong_go_to_stripe_as_they_are_and_a_purchase_has_one_page() {
    let shop = Till::open().await;
    let bought = shop.buy(PaymentMethod::Card, &[(1, 1), (2, 1)]).await;
    assert_eq!(bought.payments[0].amount, Vnd::new(150_000));
    let urls = join_all((0..6).map(|_| shop.begin(&bought))).await;
    let first = urls[0].clone().unwrap();
    assert!(urls.iter().all(|url| url.as_ref() == Ok(&first)), "{urls:?}");
    assert_eq!(shop.begin(&bought).await, Ok(first));
    let session = shop.stripe.only();
    let asked = shop.stripe.asked("POST /v1/checkout/sessions");
    let form = &asked[0].form;
    // AC-17: 150,000 ₫ is 150000 and not 15000000.
    assert_eq!(form["line_items[0][price_data][unit_amount]"], "100000");
    assert_eq!(form["line_items[1][price_data][unit_amount]"], "50000");
    assert_eq!(form["line_items[0][price_data][currency]"], "vnd");
    assert_eq!(form["client_reference_id"], bought.payments[0].reference);
    assert_eq!(
        (form["mode"].as_str(), form["locale"].as_str()),
        ("payment", "vi")
    );
    assert!(form["line_items[0][price_data][product_data][name]"].contains(&bought.orders[0].number));
    assert!(
        asked
            .iter()
            .all(|one| one.key == asked[0].key && one.key.is_some())
    );
    let payment = shop.payment(&bought).await;
    assert_eq!(payment.provider_ref.as_deref(), Some(session.as_str()));
    // What has run out is followed by a second page, and what is paid by none.
    shop.stripe.set(&session, "status", json!("expired"));
    shop.begin(&bought).await.unwrap();
    let second = shop.payment(&bought).await.provider_ref.unwrap();
    assert_ne!(second, session);
    shop.stripe.pay(&second);
    let paid = Err(BeginRefusal::NotWanted(PaymentStatus::Paid));
    assert_eq!(shop.begin(&bought).await, paid);
    assert_eq!(
        shop.stands(&bought).await,
        CONFIRMED,
        "asking was enough to learn of it"
    );
    assert_eq!(shop.begin(&bought).await, paid);
    let other = shop.buy(PaymentMethod::Cod, &[(1, 1)]).await;
    assert_eq!(shop.begin(&other).await, Err(BeginRefusal::NotCard));
    let late = shop.buy(PaymentMethod::Card, &[(1, 1)]).await;
    shop.app.advance(TimeDelta::minutes(30));
    assert_eq!(
        shop.begin(&late).await,
        Err(BeginRefusal::NotWanted(PaymentStatus::Pending))
    );
    shop.holds().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_browser_and_the_notice_at_once_count_once() {
    let shop = Till::open().await;
    let (bought, session) = shop.buy_by_card().await;
    let returned = || checkout::returned(shop.db(), shop.now(), shop.cards(), bought.payments[0].id);
    // The browser comes back before anything is paid: it waits.
    let seen = returned().await.unwrap().unwrap();
    assert!(matches!(seen, Witnessed::NotPaid(_)), "{seen:?}");
    shop.stripe.pay(&session);
    let body = shop.stripe.session_event("evt_1", "completed", &session);
    let (told, seen) = tokio::join!(
        join_all((0..4).map(|_| shop.tell(&body))),
        join_all((0..4).map(|_| returned()))
    );
    for answer in told {
        answer.is(200);
    }
    for seen in seen {
        let seen = seen.unwrap().unwrap();
        assert!(
            matches!(seen, Witnessed::Settled(_, PaymentStatus::Paid)),
            "{seen:?}"
        );
    }
    shop.worked_off().await;
    assert_eq!(shop.receipts().await.len(), 1);
    assert_eq!(shop.stands(&bought).await, CONFIRMED);
    assert_eq!(shop.outcomes().await.len(), 1);
    let events = shop.events(bought.orders[0].id).await;
    assert_eq!(events, ["placed", "paid", "confirmed"]);
    assert!(shop.payment(&bought).await.provider_intent.is_some());
    shop.holds().await;
}

#[tokio::test]
async fn stripe_goes_away_and_comes_back() {
    let shop = Till::open().await;
    let bought = shop.buy(PaymentMethod::Card, &[(1, 1)]).await;
    shop.stripe.with(|memory| memory.away = true);
    assert_eq!(shop.begin(&bought).await, Err(BeginRefusal::Away));
    shop.stripe.with(|memory| memory.away = false);
    shop.begin(&bought).await.unwrap();
    let session = shop.stripe.only();
    shop.stripe.pay(&session);
    shop.stripe.with(|memory| memory.away = true);
    // The notice is kept although nobody can be asked about it now.
    let body = shop.stripe.session_event("evt_1", "completed", &session);
    shop.tell(&body).await.is(200);
    shop.worked_off().await;
    assert_eq!(shop.outcomes().await, ["-"]);
    assert_eq!(shop.stands(&bought).await, [OrderStatus::AwaitingPayment]);
    shop.stripe.with(|memory| memory.away = false);
    shop.app.advance(TimeDelta::seconds(5));
    shop.worked_off().await;
    assert_eq!(shop.outcomes().await, ["settled: paid"]);
    assert_eq!(shop.stands(&bought).await, [OrderStatus::Confirmed]);
    shop.holds().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn money_goes_back_once_and_never_more_than_came() {
    let shop = Till::open().await;
    let (bought, session) = shop.buy_by_card().await;
    shop.stripe.pay(&session);
    checkout::returned(shop.db(), shop.now(), shop.cards(), bought.payments[0].id)
        .await
        .unwrap();
    let (order, all) = (bought.orders[0].id, Vnd::new(100_000));
    let (db, now) = (shop.db(), shop.now());
    let refund = |amount: Vnd, key: String| async move {
        let why = ("asked", "user:1");
        checkout::refund(db, now, order, amount, &key, why).await.unwrap()
    };
    // AC-21: a đồng more than came in, and twice all of it at once.
    let more = refund(Vnd::new(100_001), "more".to_owned()).await;
    assert_eq!(more, Err(GiveBackRefusal::MoreThanReceived(all)));
    let both = join_all(["a", "b"].map(|key| refund(all, key.to_owned()))).await;
    assert_eq!(both.iter().filter(|one| one.is_ok()).count(), 1, "{both:?}");
    // The same form sent again is the same refund.
    let key = both.iter().flatten().next().unwrap().idempotency_key.clone();
    assert!(refund(all, key).await.is_ok());
    shop.worked_off().await;
    let refunds = shop.refunds().await;
    assert_eq!(refunds.len(), 1);
    assert_eq!(refunds[0].status, RefundStatus::Done);
    assert_eq!(refunds[0].provider_ref.as_deref(), Some("re_1"));
    let asked = shop.stripe.asked("POST /v1/refunds");
    assert_eq!((asked.len(), asked[0].form["amount"].as_str()), (1, "100000"));
    assert!(
        asked[0]
            .key
            .as_ref()
            .unwrap()
            .ends_with(&refunds[0].idempotency_key)
    );
    assert_eq!(shop.payment(&bought).await.refunded, all);
    assert_eq!(shop.events(order).await.last().unwrap(), "refunded");
    // The other producer's order has all its money still.
    assert_eq!(shop.stands(&bought).await, CONFIRMED);
    shop.holds().await;
}

#[tokio::test]
async fn a_refund_that_stripe_refuses_stays_in_the_books_as_refused() {
    let shop = Till::open().await;
    let (bought, session) = shop.buy_by_card().await;
    shop.stripe.pay(&session);
    checkout::returned(shop.db(), shop.now(), shop.cards(), bought.payments[0].id)
        .await
        .unwrap();
    let (order, half) = (bought.orders[0].id, Vnd::new(50_000));
    let refund =
        |key: &'static str| checkout::refund(shop.db(), shop.now(), order, half, key, ("asked", "user:1"));
    // Away is no refusal: the job comes back.
    shop.stripe.with(|memory| memory.away = true);
    refund("first").await.unwrap().unwrap();
    shop.worked_off().await;
    assert_eq!(shop.refunds().await[0].status, RefundStatus::Asked);
    shop.stripe
        .with(|memory| (memory.away, memory.refuses_refunds) = (false, true));
    shop.app.advance(TimeDelta::seconds(5));
    shop.worked_off().await;
    let troubles = shop.troubles().await;
    assert_eq!(
        shop.refunds().await[0].status,
        RefundStatus::Failed,
        "{troubles:?}"
    );
    assert_eq!(shop.payment(&bought).await.refunded, Vnd::ZERO);
    assert_eq!(shop.events(order).await.last().unwrap(), "refund_failed");
    shop.holds().await;
    shop.stripe.with(|memory| memory.refuses_refunds = false);
    refund("second").await.unwrap().unwrap();
    shop.worked_off().await;
    assert_eq!(shop.refunds().await[1].status, RefundStatus::Done);
    assert_eq!(shop.payment(&bought).await.refunded, half);
    shop.holds().await;
    // Days later the card turns out to be gone; told twice, and about one that is not ours.
    for (id, number) in [("evt_1", "re_1"), ("evt_2", "re_1"), ("evt_3", "re_99")] {
        let object = json!({"id": number, "object": "refund", "status": "failed", "amount": 50_000});
        shop.tell(&shop.stripe.event(id, "refund.failed", &object))
            .await
            .is(200);
        shop.worked_off().await;
    }
    let outcomes = shop.outcomes().await;
    assert_eq!(
        outcomes,
        ["a refund failed", "no refund of ours", "no refund of ours"]
    );
    assert_eq!(shop.refunds().await[1].status, RefundStatus::Failed);
    assert_eq!(shop.payment(&bought).await.refunded, Vnd::ZERO);
    shop.holds().await;
}

#[tokio::test]
async fn money_that_comes_too_late_goes_back_by_itself() {
    let shop = Till::open().await;
    let (bought, session) = shop.buy_by_card().await;
    shop.app.advance(TimeDelta::minutes(33));
    assert_eq!(checkout::sweep(shop.db(), shop.now()).await.unwrap().expired, 2);
    assert_eq!(shop.stands(&bought).await, [OrderStatus::Cancelled; 2]);
    shop.stripe.pay(&session);
    let body = shop.stripe.session_event("evt_1", "completed", &session);
    shop.tell(&body).await.is(200);
    shop.worked_off().await;
    assert_eq!(shop.stands(&bought).await, [OrderStatus::Cancelled; 2]);
    let back: i64 = shop.stripe.with(|memory| {
        memory
            .refunds
            .iter()
            .map(|one| one["amount"].as_i64().unwrap())
            .sum()
    });
    assert_eq!(back, 150_000);
    assert!(
        shop.refunds()
            .await
            .iter()
            .all(|refund| refund.status == RefundStatus::Done)
    );
    shop.holds().await;
}

#[tokio::test]
async fn what_a_crash_left_behind_is_healed() {
    let shop = Till::open().await;
    let reconcile = || checkout::reconcile(shop.db(), shop.now(), Some(shop.cards()));
    let (bought, session) = shop.buy_by_card().await;
    shop.stripe.pay(&session);
    // The notice never came. Not asked at once: the buyer may just be on the page.
    assert_eq!(reconcile().await.unwrap().settled, 0);
    shop.app.advance(TimeDelta::minutes(3));
    assert_eq!(reconcile().await.unwrap().settled, 1);
    assert_eq!(shop.stands(&bought).await, CONFIRMED);
    assert_eq!(
        reconcile().await.unwrap(),
        checkout::Reconciled::default(),
        "nothing is left to do"
    );

    // A refund whose job is gone, and a notice whose job is gone.
    let why = ("asked", "user:1");
    let order = bought.orders[0].id;
    shop.stripe.with(|memory| memory.away = true);
    let refund = checkout::refund(shop.db(), shop.now(), order, Vnd::new(1_000), "k", why).await;
    refund.unwrap().unwrap();
    let body = shop.stripe.session_event("evt_9", "completed", &session);
    shop.tell(&body).await.is(200);
    shop.worked_off().await;
    shop.app.advance(TimeDelta::minutes(3));
    let healed = reconcile().await.unwrap();
    assert_eq!((healed.refunds, healed.notices), (0, 0), "their jobs wait");
    shop.worked_off().await;
    shop.app.world.run("DELETE FROM jobs").await;
    shop.stripe.with(|memory| memory.away = false);
    let healed = reconcile().await.unwrap();
    assert_eq!((healed.refunds, healed.notices), (1, 1));
    shop.worked_off().await;
    assert_eq!(shop.refunds().await[0].status, RefundStatus::Done);
    assert_eq!(shop.outcomes().await, ["settled before"]);

    // The page of a purchase that is called off is closed.
    let (_, open) = shop.buy_by_card().await;
    shop.app.advance(TimeDelta::minutes(33));
    checkout::sweep(shop.db(), shop.now()).await.unwrap();
    shop.app.advance(TimeDelta::minutes(3));
    assert_eq!(reconcile().await.unwrap().closed, 1);
    shop.stripe
        .with(|memory| assert_eq!(memory.sessions[&open]["status"], "expired"));
    shop.holds().await;
}

#[tokio::test]
async fn a_refund_that_is_sent_again_after_a_day_is_looked_for_first() {
    let shop = Till::open().await;
    let (bought, session) = shop.buy_by_card().await;
    shop.stripe.pay(&session);
    checkout::returned(shop.db(), shop.now(), shop.cards(), bought.payments[0].id)
        .await
        .unwrap();
    shop.stripe.with(|memory| memory.away = true);
    let order = bought.orders[0].id;
    let asked = checkout::refund(
        shop.db(),
        shop.now(),
        order,
        Vnd::new(40_000),
        "k",
        ("asked", "user:1"),
    )
    .await;
    asked.unwrap().unwrap();
    shop.worked_off().await;
    // Stripe did it, and its answer was lost; a day later it has forgotten the key.
    let key = format!("refund:{}:k", bought.payments[0].reference);
    shop.stripe.with(|memory| {
        memory.away = false;
        memory.refunds.push(json!({
            "id": "re_lost", "amount": 40_000, "payment_intent": format!("pi_{session}"), "status": "succeeded",
            "metadata": {"key": key},
        }));
    });
    shop.app.advance(TimeDelta::hours(25));
    shop.worked_off().await;
    let refund = shop.refunds().await.remove(0);
    assert_eq!(
        (refund.status, refund.provider_ref.as_deref()),
        (RefundStatus::Done, Some("re_lost"))
    );
    shop.stripe.with(|memory| assert_eq!(memory.refunds.len(), 1));
    shop.holds().await;
}
