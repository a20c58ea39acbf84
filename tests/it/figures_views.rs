//! Views of product pages: each counted once, also those from memory, none of a machine, by several servers together.

use std::net::TcpListener;
use std::sync::Arc;

use cho_lang::app;
use chrono::{NaiveDate, TimeDelta};
use commerce::figures;
use reqwest::Method;

use crate::support::app::settings;
use crate::support::browser::{Answer, Browser};
use crate::support::selling::owner;
use crate::support::shop::Shop;

const PERSON: (&str, &str) = (
    "user-agent",
    "Mozilla/5.0 (Linux; Android 14; SM-A057F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
);
const ROBOT: (&str, &str) = (
    "user-agent",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
);

async fn look(browser: &Browser, path: &str) -> Answer {
    browser.ask(Method::GET, path, &[PERSON]).await.is(200)
}

/// Writes down what was counted, as the server does once a minute by itself.
async fn write_down(shop: &Shop) {
    let state = &shop.app.running.state;
    figures::flush(&shop.app.world.db, &state.front.views)
        .await
        .unwrap();
}

async fn views(shop: &Shop, product: i64, day: &str) -> i64 {
    shop.number(&format!(
        "SELECT COALESCE(SUM(views), 0) FROM product_days WHERE product_id = {product} AND day = '{day}'"
    ))
    .await
}

#[tokio::test]
async fn a_view_counts_once_also_from_memory_and_a_machine_never() {
    let shop = Shop::open().await;
    let (product, visitor) = (shop.goods[0].product, shop.app.visitor());
    let path = format!("/san-pham/{}", shop.goods[0].slug);
    // Nothing is published from here on: what was made once comes from memory.
    shop.app.settle().await;
    let first = look(&visitor, &path).await;
    assert!(!first.header("x-request-id").is_empty(), "made for this visitor");
    let second = look(&shop.app.visitor(), &path).await;
    assert!(second.header("x-request-id").is_empty(), "from memory");
    assert!(second.header("set-cookie").is_empty());
    assert_eq!(first.bytes, second.bytes);
    // Another address of the same page and the other language are views too.
    look(&visitor, &format!("{path}?utm_source=zalo")).await;
    look(&visitor, &format!("/en/products/{}", shop.goods[0].slug)).await;
    // None of these is one.
    for headers in [vec![ROBOT], vec![]] {
        visitor.ask(Method::GET, &path, &headers).await.is(200);
        let fresh = format!("{path}?x={}", headers.len());
        visitor.ask(Method::GET, &fresh, &headers).await.is(200);
    }
    visitor.ask(Method::HEAD, &path, &[PERSON]).await.is(200);
    visitor
        .ask(Method::HEAD, &format!("{path}?h=1"), &[PERSON])
        .await
        .is(200);
    let known = ("if-none-match", second.header("etag"));
    visitor.ask(Method::GET, &path, &[PERSON, known]).await.is(304);
    visitor
        .ask(Method::GET, &format!("{path}-khong-co"), &[PERSON])
        .await
        .is(404);
    visitor.ask(Method::GET, "/san-pham", &[PERSON]).await.is(200);
    for _ in 0..2 {
        write_down(&shop).await;
        assert_eq!(views(&shop, product, "2026-11-21").await, 4, "written down once");
    }
    let all = shop.number("SELECT COUNT(*) FROM product_days").await;
    assert_eq!(all, 1, "of this product and day alone");
    // After midnight in Hà Nội the views are of the next day.
    shop.app.advance(TimeDelta::hours(14));
    shop.app.settle().await;
    look(&visitor, &path).await;
    look(&visitor, &path).await;
    write_down(&shop).await;
    assert_eq!(views(&shop, product, "2026-11-22").await, 2);
    assert_eq!(views(&shop, product, "2026-11-21").await, 4);
    shop.close().await;
}

#[tokio::test]
async fn two_servers_add_up_and_the_last_views_are_written_when_one_stops() {
    let shop = Shop::open().await;
    shop.app.demo_people().await;
    let goods = shop.goods[0].clone();
    let path = format!("/san-pham/{}", goods.slug);
    let folder = tempfile::tempdir().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let settings = Arc::new(settings(folder.path(), &shop.app.world.url, &[]));
    let services = app::services(settings, shop.app.clock.clone(), address)
        .await
        .unwrap();
    let node = app::start(services, listener, false).await.unwrap();
    let second = Browser::new(&format!("http://{}", node.address));
    for _ in 0..3 {
        look(&second, &path).await;
    }
    let first = shop.app.visitor();
    for _ in 0..2 {
        look(&first, &path).await;
    }
    write_down(&shop).await;
    assert_eq!(views(&shop, goods.product, "2026-11-21").await, 2);
    node.stop().await.unwrap();
    assert_eq!(views(&shop, goods.product, "2026-11-21").await, 5);
    // One that is gone since holds up nobody.
    let state = &shop.app.running.state;
    let day = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    state.front.views.counter(999_999, day).add();
    look(&first, &path).await;
    write_down(&shop).await;
    assert_eq!(views(&shop, goods.product, "2026-11-21").await, 6);

    let lan = shop.customer();
    for quantity in ["1", "2"] {
        lan.put(goods.variant, quantity).await.is(303);
    }
    shop.customer().put(goods.variant, "1").await.is(303);
    shop.customer().put(goods.variant, "0").await.is(422);
    let seller = owner(&shop, "point", &goods).await;
    let page = seller.get("/nguoi-ban/so-lieu").await.is(200);
    let funnel = page.all("section[aria-labelledby=funnel] tbody td");
    assert_eq!(funnel, ["6", "2", "0", "0", "0,0"]);
    shop.close().await;
}

#[tokio::test]
async fn views_are_kept_for_five_years() {
    let shop = Shop::open().await;
    let product = shop.goods[0].product;
    for day in ["2021-11-20", "2021-11-21", "2026-11-20"] {
        shop.run(&format!(
            "INSERT INTO product_days (product_id, day, views, carts) VALUES ({product}, '{day}', 3, 1)"
        ))
        .await;
    }
    // The worker does the same on its own.
    figures::forget(&shop.app.world.db, shop.app.clock.today())
        .await
        .unwrap();
    assert_eq!(views(&shop, product, "2021-11-20").await, 0);
    assert_eq!(views(&shop, product, "2021-11-21").await, 3);
    let refused = shop
        .app
        .world
        .refused(&format!(
            "UPDATE product_days SET views = -1 WHERE product_id = {product}"
        ))
        .await;
    assert!(refused.to_lowercase().contains("check"), "{refused}");
    shop.close().await;
}
