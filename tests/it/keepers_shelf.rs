//! The shelf of a sales point: added by name, by code and by photograph, out today, taken off.

use chrono::TimeDelta;

use crate::support::app::App;
use crate::support::keeping::{API, DESK, Kept, PUBLIC};
use crate::support::upload::{Parts, png, qr_png};

const PRODUCT: &str = "tra-sen-hien-xiem";

async fn product(kept: &Kept) -> String {
    kept.app
        .count(&format!("SELECT id FROM products WHERE slug = '{PRODUCT}'"))
        .await
        .to_string()
}

async fn on_shelf(kept: &Kept) -> i64 {
    kept.app
        .count(&format!(
            "SELECT COUNT(*) FROM place_stock k JOIN products p ON p.id = k.product_id WHERE k.place_id = {} AND p.slug = '{PRODUCT}'",
            kept.place
        ))
        .await
}

#[tokio::test]
async fn what_is_found_by_name_is_put_there_runs_out_and_goes() {
    let kept = Kept::of(App::start().await).await;
    let (app, keeper) = (&kept.app, &kept.keeper);
    let shelf = format!("{DESK}/ke-hang");
    let visitor = app.visitor();
    let found = keeper
        .get(&format!("{shelf}?q=tr%C3%A0+sen+hien+xiem"))
        .await
        .is(200);
    let id = product(&kept).await;
    assert!(
        found.attributes("input[name='product']", "value").contains(&id),
        "{}",
        found.main()
    );
    let nothing = keeper.get(&format!("{shelf}?q=zzzzqqqq")).await.is(200).main();
    assert!(nothing.contains("Không thấy sản phẩm nào"), "{nothing}");

    let act = |verb: &'static str| [("do", verb), ("product", id.as_str())];
    let added = keeper.submit(&shelf, &act("add")).await.is(303);
    assert!(added.location().ends_with("done=added"));
    let again = keeper.submit(&shelf, &act("add")).await.is(303);
    assert!(again.location().ends_with("done=had"));
    assert_eq!(kept.written("point.shelf_add").await, 1);
    let page = visitor.get(PUBLIC).await.is(200).main();
    assert!(
        page.contains("Trà sen Hiền Xiêm") && page.contains("Thấy bày ngày 21/11/2026"),
        "{page}"
    );
    let page = visitor.get(&format!("/san-pham/{PRODUCT}")).await.is(200).main();
    assert!(page.contains("Thấy bày ngày 21/11/2026"), "{page}");

    for _ in 0..2 {
        keeper.submit(&shelf, &act("out")).await.is(303);
    }
    assert_eq!(kept.written("point.shelf_out").await, 1);
    for path in [PUBLIC.to_owned(), format!("/san-pham/{PRODUCT}"), shelf.clone()] {
        let page = keeper.get(&path).await.is(200).main();
        assert!(page.contains("Hôm nay tạm hết"), "{path}: {page}");
    }
    let api = visitor.get(API).await.is(200).json();
    let out = api["products"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["out_today"] == true);
    assert_eq!(out.count(), 1, "{api}");
    // Tomorrow it counts as there; today it may be back.
    keeper.submit(&shelf, &act("back")).await.is(303);
    let page = visitor.get(PUBLIC).await.is(200).main();
    assert!(!page.contains("Hôm nay tạm hết"), "{page}");
    keeper.submit(&shelf, &act("out")).await.is(303);
    app.advance(TimeDelta::days(1));
    app.settle().await;
    let page = visitor.get(PUBLIC).await.is(200).main();
    assert!(!page.contains("Hôm nay tạm hết"), "{page}");

    keeper.submit(&shelf, &act("remove")).await.is(303);
    let page = visitor.get(PUBLIC).await.is(200).main();
    assert!(!page.contains("Trà sen Hiền Xiêm"), "{page}");
    for verb in ["remove", "out", "back"] {
        keeper.submit(&shelf, &act(verb)).await.is(404);
    }
    keeper
        .submit(&shelf, &[("do", "add"), ("product", "x")])
        .await
        .is(404);
    keeper
        .submit(&shelf, &[("do", "burn"), ("product", "1")])
        .await
        .is(404);
    keeper
        .submit(&shelf, &[("do", "add"), ("product", "999999")])
        .await
        .is(422);
    // What the public does not see is not put anywhere.
    app.change(&format!(
        "UPDATE products SET status = 'hidden' WHERE slug = '{PRODUCT}'"
    ))
    .await;
    let refused = keeper.submit(&shelf, &act("add")).await.is(422);
    assert!(!refused.all("#find-err").is_empty());
    let unknown = keeper
        .submit(&format!("{DESK}/quet-ma"), &[("code", PRODUCT)])
        .await
        .is(422);
    assert!(
        unknown.main().contains("Không có sản phẩm nào ứng với mã"),
        "{}",
        unknown.main()
    );
    assert_eq!(on_shelf(&kept).await, 0);
    kept.app.stop().await;
}

#[tokio::test]
async fn labels_of_every_kind_are_understood() {
    let kept = Kept::quiet().await;
    let (app, keeper) = (&kept.app, &kept.keeper);
    let id = product(&kept).await;
    let of = format!("WHERE product_id = {id} ORDER BY id LIMIT 1");
    let code = kept.text(&format!("SELECT code FROM certificates {of}")).await;
    let sku = kept.text(&format!("SELECT sku FROM variants {of}")).await;
    app.world
        .run(&format!(
            "UPDATE variants SET gtin = '8931234567890' WHERE product_id = {id}"
        ))
        .await;
    app.world
        .run(&format!(
            "INSERT INTO slug_history (kind, old_slug, owner_id) VALUES ('product', 'tra-sen-ngay-xua', {id})"
        ))
        .await;
    let scan = format!("{DESK}/quet-ma");
    for text in [
        format!("https://cholang.example/chung-nhan/{code}"),
        format!(
            "http://127.0.0.1:9/en/certificates/{}?s=abc.def",
            code.to_lowercase()
        ),
        format!("HTTPS://CHOLANG.EXAMPLE/CHUNG-NHAN/{code}"),
        format!("/chung-nhan/{code}"),
        format!("https://another.example/san-pham/{PRODUCT}?utm_source=x"),
        format!("https://cholang.example/en/products/{PRODUCT}"),
        "https://cholang.example/san-pham/tra-sen-ngay-xua".to_owned(),
        "https://id.gs1.org/01/08931234567890/10/A1".to_owned(),
        "8931234567890".to_owned(),
        "08931234567890".to_owned(),
        "8 931234 567890".to_owned(),
        code.clone(),
        code.to_lowercase(),
        sku.clone(),
        PRODUCT.to_owned(),
    ] {
        let answer = keeper.submit(&scan, &[("code", &text)]).await.is(303);
        assert_eq!(answer.location(), format!("{scan}?done=added&p={id}"), "{text}");
        assert_eq!(on_shelf(&kept).await, 1, "{text}");
        let again = keeper.submit(&scan, &[("code", &text)]).await.is(303);
        assert!(again.location().contains("done=had"), "{text}");
        let page = keeper.get(answer.location()).await.is(200).main();
        assert!(page.contains("Trà sen Hiền Xiêm"), "{page}");
        let take_off = [("do", "remove"), ("product", id.as_str())];
        keeper.submit(&format!("{DESK}/ke-hang"), &take_off).await.is(303);
    }
    for text in [
        "",
        "HN-KHONG-CO-1",
        "https://cholang.example/chung-nhan/HN-KHONG-CO-1",
        "https://cholang.example/san-pham/khong-co",
        "https://cholang.example/",
        "javascript:alert(1)",
        "12345678",
        "WIFI:S:x;P:y;;",
        "<b>đậm</b>",
        "' OR 1=1 --",
    ] {
        let answer = keeper.submit(&scan, &[("code", text)]).await.is(422);
        assert_eq!(
            answer.attributes("#code", "value"),
            [text],
            "what was typed stays"
        );
        let said = answer.all("#code-err").join(" ");
        assert!(text.is_empty() || said.contains(text), "{text}: {said}");
    }
    assert_eq!(on_shelf(&kept).await, 0);
    kept.app.stop().await;
}

#[tokio::test]
async fn a_photograph_of_a_label_is_read_and_not_kept() {
    let kept = Kept::quiet().await;
    let keeper = &kept.keeper;
    let scan = format!("{DESK}/quet-ma");
    let page = keeper.get(&scan).await.is(200);
    assert!(page.header("permissions-policy").contains("camera=(self)"));
    assert!(
        page.header("content-security-policy")
            .contains("script-src 'self'")
    );
    let other = keeper.get(DESK).await.is(200);
    assert!(other.header("permissions-policy").contains("camera=()"));

    let stored = "SELECT COUNT(*) FROM media_assets";
    let before = kept.app.count(stored).await;
    let label = qr_png(&format!("https://cholang.example/san-pham/{PRODUCT}"));
    let photo = |bytes: &[u8]| Parts::default().text("code", "").file("photo", "a.png", bytes);
    let added = keeper.upload(&scan, photo(&label)).await.is(303);
    assert!(added.location().contains("done=added"), "{}", added.location());
    assert_eq!(on_shelf(&kept).await, 1);

    for (bytes, says) in [
        (png(900, 700), "Không đọc được mã QR nào"),
        (png(3, 3), "Không đọc được mã QR nào"),
        (qr_png("https://cholang.example/san-pham/khong-co"), "khong-co"),
        (qr_png("xin chào"), "xin chào"),
        (b"<svg/>".to_vec(), ""),
        (label[..label.len() / 2].to_vec(), ""),
    ] {
        let refused = keeper.upload(&scan, photo(&bytes)).await.is(422);
        let said = refused.all("#photo-err").join(" ");
        assert!(!said.is_empty() && said.contains(says), "{says}: {said}");
    }
    keeper
        .upload(&scan, Parts::default().text("code", ""))
        .await
        .is(422);
    // What was typed counts before the photograph, and nobody else's body is read.
    let both = Parts::default()
        .text("code", PRODUCT)
        .file("photo", "a.png", b"x");
    keeper.upload(&scan, both).await.is(303);
    let buyer = kept.app.signed_in("buyer").await;
    buyer.upload(&scan, photo(&label)).await.is(404);
    assert_eq!(kept.app.count(stored).await, before);
    kept.app.stop().await;
}
