//! The producer's shelf: counting never breaks a promise, and nobody counts for somebody else.

use crate::support::browser::{Answer, Browser};
use crate::support::selling::{owners, sale};
use crate::support::shop::Shop;

const PATH: &str = "/nguoi-ban/kho";

async fn count(browser: &Browser, variant: i64, pieces: &str, seen: &str) -> Answer {
    let variant = variant.to_string();
    let fields = [("variant", variant.as_str()), ("pieces", pieces), ("seen", seen)];
    browser.submit(PATH, &fields).await
}

#[tokio::test]
async fn fewer_than_are_promised_is_refused_with_what_is_missing() {
    let shop = Shop::open().await;
    let [seller, other] = owners(&shop).await;
    let goods = &shop.goods[0];
    shop.stock(goods.variant, 10).await;
    let lan = shop.customer();
    lan.put(goods.variant, "5").await.is(303);
    sale(&shop, &lan, &[goods], "bank_transfer").await;
    assert_eq!(shop.level(goods.variant).await, (10, 6));
    let page = count(&seller, goods.variant, "4", "10").await.is(422);
    let field = format!("#pieces-{}", goods.variant);
    let said = page.all(&format!("{field}-err")).join("");
    assert!(said.contains("Đã hứa 6") && said.contains("thiếu 2"), "{said}");
    assert_eq!(page.attributes(&field, "value"), ["4"]);
    assert_eq!(shop.level(goods.variant).await, (10, 6));
    for wrong in ["", "-1", "1.5", "năm", "99999999999"] {
        count(&seller, goods.variant, wrong, "10").await.is(422);
    }
    // The page was old: what it showed is not what is there.
    let page = count(&seller, goods.variant, "20", "9").await.is(422);
    assert!(page.main().contains("đã đổi thành 10"), "{}", page.main());
    count(&other, goods.variant, "20", "10").await.is(404);
    count(&other, goods.variant, "", "10").await.is(404);
    count(&seller, 999_999, "1", "").await.is(404);
    count(&seller, goods.variant, "6", "10").await.is(303);
    assert_eq!(shop.level(goods.variant).await, (6, 6));
    let page = seller.get(PATH).await.is(200).main();
    assert!(page.contains("Trong nhà 6 · đã hứa 6 · còn bán 0"), "{page}");
    let home = seller.get("/nguoi-ban").await.is(200).main();
    assert!(home.contains("Hàng sắp hết"), "{home}");
    let acts = "SELECT COUNT(*) FROM audit_entries WHERE action = 'stock.count'";
    assert_eq!(shop.number(acts).await, 1);
    shop.close().await;
}

#[tokio::test]
async fn what_is_made_to_order_is_sold_at_nothing_and_counted_again_later() {
    let shop = Shop::open().await;
    let [seller, other] = owners(&shop).await;
    let goods = &shop.goods[0];
    shop.stock(goods.variant, 0).await;
    let variant = goods.variant.to_string();
    let path = "/nguoi-ban/kho/lam-theo-don";
    let on = [("variant", variant.as_str()), ("made", "1")];
    other.submit(path, &on).await.is(404);
    seller.submit(path, &on).await.is(303);
    seller.submit(path, &on).await.is(303);
    let lan = shop.customer();
    sale(&shop, &lan, &[goods], "cod").await;
    assert_eq!(shop.level(goods.variant).await, (0, 0));
    let page = seller.get(PATH).await.is(200).main();
    assert!(page.contains("Làm theo đơn"), "{page}");
    seller.submit(path, &[("variant", &variant)]).await.is(303);
    let page = seller.get(PATH).await.is(200).main();
    assert!(page.contains("Trong nhà 0 · đã hứa 0 · còn bán 0"), "{page}");
    count(&seller, goods.variant, "7", "0").await.is(303);
    assert_eq!(shop.level(goods.variant).await, (7, 0));
    let acts = "SELECT COUNT(*) FROM audit_entries WHERE action = 'stock.made_to_order'";
    assert_eq!(shop.number(acts).await, 2);
    shop.close().await;
}
