//! How far a product travels and how much of it can be made: set at once, shown to buyers, held at the checkout.

use crate::support::selling::owners;
use crate::support::shop::Shop;
use crate::support::tables::{counts, send, shown};

#[tokio::test]
async fn a_product_is_sent_as_far_as_its_producer_says() {
    let shop = Shop::open().await;
    let [owner, other] = owners(&shop).await;
    let goods = shop.goods[0].clone();
    let path = format!("/nguoi-ban/san-pham/{}/giao-hang", goods.product);
    let hanoi = [("reach", "hanoi"), ("capacity", "1.250")];
    other.submit(&path, &hanoi).await.is(404);
    for (reach, capacity, field) in [
        ("moon", "5", "reach"),
        ("", "5", "reach"),
        ("north", "0", "capacity"),
        ("north", "-1", "capacity"),
        ("north", "năm", "capacity"),
        ("north", "100001", "capacity"),
    ] {
        let typed = [("reach", reach), ("capacity", capacity)];
        let page = owner.submit(&path, &typed).await.is(422);
        assert_eq!(
            page.attributes("[aria-invalid]", "name"),
            [field],
            "{reach} {capacity}"
        );
        assert_eq!(
            page.attributes("#capacity", "value"),
            [capacity],
            "{reach} {capacity}"
        );
    }
    owner.submit(&path, &hanoi).await.is(303);
    let packs = owner
        .get(&format!("/nguoi-ban/san-pham/{}/goi", goods.product))
        .await
        .is(200);
    assert_eq!(packs.attributes("#reach option[selected]", "value"), ["hanoi"]);
    assert_eq!(packs.attributes("#capacity", "value"), ["1250"]);
    assert!(packs.bytes.len() < 30_000, "{}", packs.bytes.len());
    shop.app.settle().await;
    let public = shop
        .app
        .visitor()
        .get(&format!("/san-pham/{}", goods.slug))
        .await
        .is(200);
    let seen = public.main();
    assert!(
        seen.contains("trong Hà Nội") && seen.contains("khoảng 1.250"),
        "{seen}"
    );

    let lan = shop.customer();
    lan.put(goods.variant, "1").await.is(303);
    let mut order = lan.checkout("cod").await;
    let delivery = format!("delivery-{}", goods.producer);
    order.set(&delivery, "parcel");
    order.set("address-level1", "Cà Mau");
    order.set("address-level2", "Phường Tân Thành");
    let refused = lan.send(&order).await.is(422);
    assert!(
        refused.main().contains("không được gửi bưu kiện"),
        "{}",
        refused.main()
    );
    assert_eq!(shop.number("SELECT COUNT(*) FROM purchases").await, 0);
    let mut order = lan.checkout("cod").await;
    order.set(&delivery, "parcel");
    lan.send(&order).await.is(303);

    owner
        .submit(&path, &[("reach", "by_hand"), ("capacity", "")])
        .await
        .is(303);
    lan.put(goods.variant, "1").await.is(303);
    let mut order = lan.checkout("cod").await;
    order.set(&delivery, "parcel");
    lan.send(&order).await.is(422);
    assert_eq!(shop.number("SELECT COUNT(*) FROM purchases").await, 1);
    let acts = "SELECT COUNT(*) FROM audit_entries WHERE action = 'product.terms' AND before IS NOT NULL";
    assert_eq!(shop.number(acts).await, 2);
    // Said again, nothing changes and nothing is written down.
    owner
        .submit(&path, &[("reach", "by_hand"), ("capacity", "")])
        .await
        .is(303);
    assert_eq!(shop.number(acts).await, 2);

    // The same by a table: at once, beside whatever is being written, and not when it changed since.
    let table = format!("product,reach,capacity\n{},north,7\n", goods.product);
    let path = send(&owner, table.as_bytes()).await.is(303).location().to_owned();
    assert_eq!(counts(&owner.get(&path).await.is(200)), [0, 0, 1, 0, 0]);
    owner.submit(&path, &[]).await.is(303);
    let kept = format!(
        "SELECT reach FROM product_terms WHERE product_id = {} AND weekly_capacity = 7",
        goods.product
    );
    assert_eq!(shop.text(&kept).await, "north");
    assert_eq!(shop.number("SELECT COUNT(*) FROM listing_drafts").await, 0);
    assert_eq!(counts(&shown(&owner, table.as_bytes()).await), [0, 0, 0, 1, 0]);
    let wrong = table.replace("north", "mặt trăng");
    assert_eq!(counts(&shown(&owner, wrong.as_bytes()).await), [0, 0, 0, 0, 1]);
    let path = send(&owner, table.replace("north", "hanoi").as_bytes())
        .await
        .is(303)
        .location()
        .to_owned();
    shop.run(&format!(
        "UPDATE product_terms SET reach = 'by_hand' WHERE product_id = {}",
        goods.product
    ))
    .await;
    owner.submit(&path, &[]).await.is(303);
    let page = owner.get(&path).await.is(200);
    assert!(page.main().contains("Giờ ở đó là: không gửi"), "{}", page.main());
    shop.close().await;
}
