//! Somebody at the desk of a producer that sells: two people of the try-out, each the owner of another one.

use super::browser::{Answer, Browser};
use super::customer::Customer;
use super::shop::{Goods, Shop};

/// Makes two owners: of the producer of the first goods and of the second, each signed in at their own desk.
pub async fn owners(shop: &Shop) -> [Browser; 2] {
    shop.app.demo_people().await;
    [
        owner(shop, "point", &shop.goods[0]).await,
        owner(shop, "officer", &shop.goods[1]).await,
    ]
}

/// Makes somebody of the try-out the owner of a producer and signs them in.
pub async fn owner(shop: &Shop, who: &str, goods: &Goods) -> Browser {
    let known = shop
        .number(&format!(
            "SELECT COUNT(*) FROM producer_members m JOIN users u ON u.id = m.user_id \
             WHERE u.email = '{who}@example.com' AND m.producer_id = {}",
            goods.producer
        ))
        .await;
    if known == 0 {
        shop.run(&format!(
            "INSERT INTO producer_members (producer_id, user_id, role, created_at) \
             SELECT {}, id, 'owner', '2026-11-21 03:00:00+00:00' FROM users WHERE email = '{who}@example.com'",
            goods.producer
        ))
        .await;
    }
    let browser = shop.app.signed_in(who).await;
    browser.set_cookie("desk", &goods.producer.to_string());
    browser
}

/// A sale: somebody buys one piece of some goods; the number of the order of each producer, in their places.
pub async fn sale(shop: &Shop, buyer: &Customer, goods: &[&Goods], method: &str) -> Vec<String> {
    for one in goods {
        buyer.put(one.variant, "1").await.is(303);
    }
    buyer.buy(method).await;
    let mut numbers = Vec::new();
    for one in goods {
        let sql = format!(
            "SELECT number FROM orders WHERE producer_id = {} ORDER BY id DESC LIMIT 1",
            one.producer
        );
        numbers.push(shop.text(&sql).await);
    }
    numbers
}

/// The address of an order's page at the desk, or of one of its forms.
pub fn at(number: &str, act: &str) -> String {
    let path = format!("/nguoi-ban/don-hang/{number}");
    if act.is_empty() {
        path
    } else {
        format!("{path}/{act}")
    }
}

/// Takes a step with an order.
pub async fn step(browser: &Browser, number: &str, step: &str) -> Answer {
    browser.submit(&at(number, "buoc"), &[("step", step)]).await
}

/// The key of the forms on an order's page.
pub async fn key(browser: &Browser, number: &str) -> String {
    let page = browser.get(&at(number, "")).await.is(200);
    page.attributes("main input[name=key]", "value")[0].clone()
}

/// Where an order stands.
pub async fn stands(shop: &Shop, number: &str) -> String {
    shop.text(&format!("SELECT status FROM orders WHERE number = '{number}'"))
        .await
}
