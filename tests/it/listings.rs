//! Listings from the desk to the public: what is reviewed and what applies at once, and what nobody else may do.

use crate::support::listing::{Maker, NAME, revision, submit};
use crate::support::shop::Shop;

#[tokio::test]
async fn the_public_reads_the_old_listing_until_the_new_one_is_approved() {
    let shop = Shop::open().await;
    let maker = Maker::of(&shop).await;
    let public = format!("/san-pham/{}", maker.slug);
    let visitor = shop.app.visitor();
    let old = visitor.get(&public).await.is(200).all("h1");

    // Without a picture it is saved and not handed in, and says so.
    let lacking = maker.write("submit", &[]).await.is(422);
    assert!(
        lacking.main().contains("ít nhất một tấm ảnh"),
        "{}",
        lacking.main()
    );
    maker.picture(400).await;
    maker.write("submit", &[]).await.is(303);
    shop.app.settle().await;
    assert_eq!(visitor.get(&public).await.is(200).all("h1"), old);

    let change = maker.waiting("san-pham").await;
    let officer = shop.app.signed_in("officer").await;
    let page = officer.get(&change).await.is(200);
    assert!(
        page.main().contains(&old[0]) && page.main().contains(NAME),
        "{}",
        page.main()
    );
    assert!(
        page.attributes("main form[method=post] input[name=mark]", "value")
            .is_empty()
    );
    officer.submit(&change, &[("do", "approve")]).await.is(404);

    maker.decide(&change, "approve", "").await.is(303);
    shop.app.settle().await;
    let new = visitor.get(&public).await.is(200);
    assert_eq!(new.all("h1"), [NAME]);
    assert!(!new.attributes(".gallery img", "src").is_empty());
    let english = visitor.get(&format!("/en/products/{}", maker.slug)).await.is(200);
    assert_eq!(english.all("h1"), ["Hand-painted lotus bowl"]);
    let told = shop.app.letters("change_answered").await;
    assert_eq!(told.len(), 1, "{told:?}");
    let written =
        "SELECT COUNT(*) FROM audit_entries WHERE action = 'listing.approve' AND before IS NOT NULL";
    assert_eq!(shop.number(written).await, 1);
    // Decided once: the same page sent again changes nothing.
    let again = [("do", "approve"), ("revision", "2"), ("mark", "x")];
    maker.operator.submit(&change, &again).await.is(422);
    shop.close().await;
}

#[tokio::test]
async fn what_is_sent_back_stays_with_its_reason() {
    let shop = Shop::open().await;
    let maker = Maker::of(&shop).await;
    maker.picture(400).await;
    maker.write("submit", &[]).await.is(303);
    let change = maker.waiting("san-pham").await;
    maker.decide(&change, "refuse", "").await.is(422);
    maker
        .decide(&change, "refuse", "Ảnh chưa rõ đáy bát")
        .await
        .is(303);
    let page = maker.owner.get(&maker.at("")).await.is(200);
    assert!(page.main().contains("Ảnh chưa rõ đáy bát"), "{}", page.main());
    assert_eq!(page.attributes("#name_vi", "value"), [NAME]);
    let told = shop.app.letters("change_answered").await;
    assert_eq!(told.len(), 1);
    shop.app.settle().await;
    let public = shop
        .app
        .visitor()
        .get(&format!("/san-pham/{}", maker.slug))
        .await
        .is(200);
    assert_ne!(public.all("h1"), [NAME]);
    // Corrected and handed in again.
    maker.publish(&shop, &[]).await;
    let public = shop
        .app
        .visitor()
        .get(&format!("/san-pham/{}", maker.slug))
        .await
        .is(200);
    assert_eq!(public.all("h1"), [NAME]);
    shop.close().await;
}

#[tokio::test]
async fn nobody_overwrites_or_decides_on_what_they_have_not_seen() {
    let shop = Shop::open().await;
    let maker = Maker::of(&shop).await;
    maker.picture(400).await;
    let page = maker.owner.get(&maker.at("")).await.is(200);
    let seen = revision(&page);
    maker.write("save", &[]).await.is(303);
    let late = [
        ("name_vi", "Tên viết muộn"),
        ("set", "21"),
        ("kind", "goods"),
        ("do", "save"),
    ];
    let mut typed: Vec<(String, String)> = late.map(|(a, b)| (a.to_owned(), b.to_owned())).to_vec();
    typed.push(seen);
    let refused = submit(&maker.owner, &maker.at(""), &typed).await.is(422);
    assert_eq!(refused.attributes("#name_vi", "value"), ["Tên viết muộn"]);

    maker.write("submit", &[]).await.is(303);
    let change = maker.waiting("san-pham").await;
    let seen = maker.operator.get(&change).await.is(200);
    let mark = seen.attributes("input[name=mark]", "value").remove(0);
    let (name, number) = revision(&seen);
    // The owner writes on: it is taken back, and what the operator saw is not what would be public.
    maker.write("save", &[("name_vi", "Tên khác hẳn")]).await.is(303);
    let typed = [
        (name, number),
        ("mark".to_owned(), mark),
        ("do".to_owned(), "approve".to_owned()),
    ];
    let answer = submit(&maker.operator, &change, &typed).await;
    assert!(matches!(answer.status.as_u16(), 404 | 422), "{}", answer.status);
    shop.app.settle().await;
    let public = shop
        .app
        .visitor()
        .get(&format!("/san-pham/{}", maker.slug))
        .await
        .is(200);
    assert_ne!(public.all("h1"), ["Tên khác hẳn"]);
    shop.close().await;
}

#[tokio::test]
async fn an_old_address_leads_to_the_present_one_at_once() {
    let shop = Shop::open().await;
    let maker = Maker::of(&shop).await;
    let first = maker.slug.clone();
    maker.picture(400).await;
    maker.publish(&shop, &[("slug", "Bát sen một")]).await;
    maker.publish(&shop, &[("slug", "bat-sen-hai")]).await;
    let visitor = shop.app.visitor();
    for old in [first.as_str(), "bat-sen-mot"] {
        let moved = visitor.get(&format!("/san-pham/{old}")).await.is(301);
        assert_eq!(moved.location(), "/san-pham/bat-sen-hai");
    }
    visitor.get("/san-pham/bat-sen-hai").await.is(200);
    // Back to where it was: that address is a page again, and leads nowhere else.
    maker.publish(&shop, &[("slug", &first)]).await;
    visitor.get(&format!("/san-pham/{first}")).await.is(200);
    let moved = visitor.get("/san-pham/bat-sen-hai").await.is(301);
    assert_eq!(moved.location(), format!("/san-pham/{first}"));
    // Another product's address is not to be had.
    let other = shop
        .text(&format!(
            "SELECT MIN(slug) FROM products WHERE id <> {}",
            maker.product
        ))
        .await;
    maker.write("submit", &[("slug", &other)]).await.is(303);
    let change = maker.waiting("san-pham").await;
    let refused = maker.decide(&change, "approve", "").await.is(422);
    assert!(refused.main().contains("trang khác dùng"), "{}", refused.main());
    shop.close().await;
}

#[tokio::test]
async fn another_producers_listing_is_not_there() {
    let shop = Shop::open().await;
    let maker = Maker::of(&shop).await;
    maker.picture(400).await;
    let pack = shop
        .number(&format!(
            "SELECT MIN(id) FROM variants WHERE product_id = {}",
            maker.product
        ))
        .await;
    let story = format!("/nguoi-ban/cau-chuyen/{}", maker.product);
    for who in ["producer2", "staff", "buyer"] {
        let other = shop.app.signed_in(who).await;
        for rest in ["", "/anh", "/goi", "/xem-truoc", &format!("/goi/{pack}")] {
            other.get(&maker.at(rest)).await.is(404);
        }
        for rest in ["", "/viec", "/anh/sap-xep", "/goi", &format!("/goi/{pack}")] {
            let fields = [("do", "archive"), ("price", "1000"), ("revision", "1")];
            other.submit(&maker.at(rest), &fields).await.is(404);
        }
        other.get(&story).await.is(404);
        other
            .submit(&story, &[("do", "save"), ("title_vi", "x")])
            .await
            .is(404);
    }
    // A pack of another product, under one's own address.
    let foreign = shop
        .number(&format!(
            "SELECT MIN(id) FROM variants WHERE product_id <> {}",
            maker.product
        ))
        .await;
    maker
        .owner
        .get(&maker.at(&format!("/goi/{foreign}")))
        .await
        .is(404);
    let staff = shop.app.signed_in("staff").await;
    let list = staff.get("/nguoi-ban/san-pham").await.is(200);
    assert!(list.attributes("main a[href*='/san-pham/']", "href").is_empty());
    shop.close().await;
}

#[tokio::test]
async fn what_is_put_away_is_unavailable_in_carts_and_comes_back() {
    let shop = Shop::open().await;
    let maker = Maker::of(&shop).await;
    let pack = shop
        .number(&format!(
            "SELECT MIN(id) FROM variants WHERE product_id = {}",
            maker.product
        ))
        .await;
    shop.run(&format!(
        "UPDATE stock_items SET made_to_order = TRUE WHERE variant_id = {pack}"
    ))
    .await;
    let buyer = shop.customer();
    buyer.put(pack, "1").await.is(303);
    let other = shop
        .goods
        .iter()
        .find(|goods| goods.product != maker.product)
        .unwrap();
    buyer.put(other.variant, "1").await.is(303);
    maker
        .owner
        .submit(&maker.at("/viec"), &[("do", "archive")])
        .await
        .is(303);
    shop.app.settle().await;
    let public = format!("/san-pham/{}", maker.slug);
    let visitor = shop.app.visitor();
    visitor.get(&public).await.is(404);
    let cart = buyer.get("/gio-hang").await.is(200);
    assert!(cart.main().contains("không còn"), "{}", cart.main());
    buyer.buy("cod").await;
    maker
        .owner
        .submit(&maker.at("/viec"), &[("do", "archive")])
        .await
        .is(422);
    maker
        .owner
        .submit(&maker.at("/viec"), &[("do", "restore")])
        .await
        .is(303);
    shop.app.settle().await;
    visitor.get(&public).await.is(200);
    // What the office hides is not the producer's to show again, also when the producer had put it away before.
    shop.app.demo_people().await;
    let office = shop.app.signed_in("operator").await;
    let order = [
        ("kind", "product"),
        ("slug", maker.slug.as_str()),
        ("verb", "hide"),
        ("reason", "công văn 12"),
    ];
    for put_away in [false, true] {
        if put_away {
            let show = order.map(|(name, value)| (name, if name == "verb" { "show" } else { value }));
            office.submit("/quan-tri/an-hien", &show).await.is(303);
            maker
                .owner
                .submit(&maker.at("/viec"), &[("do", "archive")])
                .await
                .is(303);
            // Bringing back what its producer put away is not the office's business.
            office.submit("/quan-tri/an-hien", &show).await.is(422);
        }
        office.submit("/quan-tri/an-hien", &order).await.is(303);
        maker
            .owner
            .submit(&maker.at("/viec"), &[("do", "restore")])
            .await
            .is(422);
        shop.app.settle().await;
        visitor.get(&public).await.is(404);
    }
    for wish in ["", "delete", "archive' --"] {
        maker
            .owner
            .submit(&maker.at("/viec"), &[("do", wish)])
            .await
            .is(422);
    }
    shop.close().await;
}
