//! Synthetic orders: the books balance, stock stays what it was, real orders go on after them.

use commerce::checkout;
use dataset::{GenerateOptions, Silent, generate};
use domain::inventory;

use crate::support::shop::Shop;

const ORDERS: GenerateOptions = GenerateOptions {
    products: 0,
    producers: 0,
    places: 0,
    orders: 3_000,
    seed: 3,
};

#[tokio::test]
async fn the_books_of_made_up_orders_balance() {
    let shop = Shop::open().await;
    let (db, clock) = (&shop.app.world.db, &shop.app.clock);
    let before = shop.number("SELECT SUM(on_hand) FROM stock_items").await;
    let made = generate(db, clock, &ORDERS, None, &Silent).await.unwrap();
    assert_eq!(made.orders, 3_000);
    assert_eq!(shop.number("SELECT COUNT(*) FROM orders").await, 3_000);
    assert_eq!(shop.number("SELECT SUM(on_hand) FROM stock_items").await, before);
    let findings = checkout::check(db, clock.now()).await.unwrap();
    assert!(findings.is_empty(), "{:?}", &findings[..findings.len().min(5)]);
    assert!(inventory::discrepancies(db).await.unwrap().is_empty());
    for status in ["delivered", "cancelled", "refused", "shipped"] {
        let count = shop
            .number(&format!("SELECT COUNT(*) FROM orders WHERE status = '{status}'"))
            .await;
        assert!(count > 0, "{status}");
    }
    let makers = shop
        .number("SELECT COUNT(DISTINCT producer_id) FROM orders")
        .await;
    assert!(makers > 50, "{makers}");
    let years = "SELECT COUNT(*) FROM orders WHERE placed_at < '2022-06-01'";
    assert!(shop.number(years).await > 200, "five years of them");
    let unlabelled = "SELECT COUNT(*) FROM purchases WHERE note IS NULL OR note = ''";
    assert_eq!(shop.number(unlabelled).await, 0);
    let again = generate(db, clock, &ORDERS, None, &Silent)
        .await
        .unwrap_err()
        .to_string();
    assert!(again.contains("already"), "{again}");
    // Somebody really buys afterwards: keys, numbers and receipts go on.
    let buyer = shop.customer();
    buyer.put(shop.goods[0].variant, "1").await.is(303);
    buyer.buy("cod").await;
    let findings = checkout::check(db, clock.now()).await.unwrap();
    assert!(findings.is_empty(), "{findings:?}");
    shop.close().await;
}

#[tokio::test]
async fn the_same_seed_gives_the_same_orders() {
    let told = async || {
        let shop = Shop::open().await;
        let options = GenerateOptions {
            orders: 300,
            ..ORDERS
        };
        generate(&shop.app.world.db, &shop.app.clock, &options, None, &Silent)
            .await
            .unwrap();
        let sums = shop
            .text(
                "SELECT CAST(SUM(total) AS TEXT) || ' ' || MIN(number) || ' ' || MAX(producer_name) FROM orders",
            )
            .await;
        shop.close().await;
        sums
    };
    assert_eq!(told().await, told().await);
}
