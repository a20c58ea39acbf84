//! Packs, which apply at once, and new products, which do not.

use crate::support::listing::Maker;
use crate::support::shop::Shop;

#[tokio::test]
async fn prices_apply_at_once_and_wrong_ones_are_refused_beside_their_field() {
    let shop = Shop::open().await;
    let maker = Maker::of(&shop).await;
    let pack = shop
        .number(&format!(
            "SELECT MIN(id) FROM variants WHERE product_id = {}",
            maker.product
        ))
        .await;
    let path = maker.at(&format!("/goi/{pack}"));
    let fields = [
        ("sku", "QV-1"),
        ("unit", "bộ"),
        ("price", "1.234.000"),
        ("weight_g", "2000"),
        ("vat", "8"),
    ];
    let mut reckoned = fields.to_vec();
    reckoned.push(("do", "preview"));
    let shown = maker.owner.submit(&path, &reckoned).await.is(200);
    assert!(shown.main().contains("617.000"), "{}", shown.main());
    assert_ne!(
        shop.number(&format!("SELECT price FROM variants WHERE id = {pack}"))
            .await,
        1_234_000
    );
    maker.owner.submit(&path, &fields).await.is(303);
    shop.app.settle().await;
    let public = shop
        .app
        .visitor()
        .get(&format!("/san-pham/{}", maker.slug))
        .await
        .is(200);
    assert!(public.main().contains("1.234.000"), "{}", public.main());
    let written = "SELECT COUNT(*) FROM audit_entries WHERE action = 'pack.save' AND before IS NOT NULL";
    assert_eq!(shop.number(written).await, 1);
    for (name, value) in [
        ("price", "-5"),
        ("price", "45k"),
        ("price", ""),
        ("price", "99999999999999"),
        ("sku", "có dấu"),
        ("sku", ""),
        ("unit", ""),
        ("gtin", "8938505974195"),
        ("vat", "7"),
        ("max", "0"),
        ("weight_g", "0"),
    ] {
        let mut typed: Vec<(&str, &str)> = fields
            .iter()
            .filter(|(known, _)| *known != name)
            .copied()
            .collect();
        typed.push((name, value));
        let refused = maker.owner.submit(&path, &typed).await.is(422);
        assert_eq!(refused.attributes("[aria-invalid]", "name"), [name], "{value}");
    }
    // One more, with pieces; its code is taken afterwards.
    let more = [
        ("sku", "QV-2"),
        ("unit", "bộ"),
        ("pack", "bộ 6"),
        ("price", "900000"),
        ("pieces", "7"),
    ];
    maker.owner.submit(&maker.at("/goi"), &more).await.is(303);
    let pieces =
        "SELECT s.on_hand FROM stock_items s JOIN variants v ON v.id = s.variant_id WHERE v.sku = 'QV-2'";
    assert_eq!(shop.number(pieces).await, 7);
    let taken = maker.owner.submit(&maker.at("/goi"), &more).await.is(422);
    assert_eq!(taken.attributes("[aria-invalid]", "name"), ["sku"]);
    shop.close().await;
}

#[tokio::test]
async fn a_new_product_is_its_producers_alone_until_it_is_approved() {
    let shop = Shop::open().await;
    let mut maker = Maker::of(&shop).await;
    maker.owner.submit("/nguoi-ban/san-pham/moi", &[]).await.is(422);
    let fields = [
        ("name_vi", "Ấm chén men rạn"),
        ("summary_vi", "Men rạn làm tay."),
        ("set", "21"),
        ("kind", "goods"),
    ];
    let wrong = [("name_vi", "Tua du lịch"), ("set", "26"), ("kind", "goods")];
    maker
        .owner
        .submit("/nguoi-ban/san-pham/moi", &wrong)
        .await
        .is(422);
    let made = maker
        .owner
        .submit("/nguoi-ban/san-pham/moi", &fields)
        .await
        .is(303);
    let id = made.location().split('/').nth(3).unwrap();
    maker.product = id.parse().unwrap();
    shop.app.settle().await;
    let visitor = shop.app.visitor();
    visitor.get("/san-pham/am-chen-men-ran").await.is(404);
    // The same name again gets an address of its own.
    maker
        .owner
        .submit("/nguoi-ban/san-pham/moi", &fields)
        .await
        .is(303);
    assert_eq!(
        shop.number("SELECT COUNT(*) FROM products WHERE slug = 'am-chen-men-ran-2'")
            .await,
        1
    );
    maker.picture(500).await;
    let pack = [
        ("sku", "AC-1"),
        ("unit", "bộ"),
        ("price", "450000"),
        ("pieces", "3"),
    ];
    maker.owner.submit(&maker.at("/goi"), &pack).await.is(303);
    maker.publish(&shop, &[("name_vi", "Ấm chén men rạn")]).await;
    let public = visitor.get("/san-pham/am-chen-men-ran").await.is(200);
    assert_eq!(public.all("h1"), ["Ấm chén men rạn"]);
    let copied = maker
        .owner
        .submit(&maker.at("/viec"), &[("do", "duplicate")])
        .await
        .is(303);
    maker.owner.get(copied.location()).await.is(200);
    for page in [
        maker.at(""),
        maker.at("/anh"),
        maker.at("/goi"),
        maker.at("/xem-truoc"),
    ] {
        let length = maker.owner.get(&page).await.is(200).bytes.len();
        assert!(length < 30_000, "{page}: {length} bytes");
    }
    shop.close().await;
}
