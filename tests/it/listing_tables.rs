//! Listings as tables: what goes out comes back unchanged, nothing is written before somebody says so, and then once.

use std::time::Duration;

use crate::support::browser::Browser;
use crate::support::listing::{Maker, PRODUCER};
use crate::support::shop::Shop;
use crate::support::tables::{TABLE, counts, send, shown};

/// Far above what an unoptimised server needs, far below what a query a row takes.
const BOUNDED: Duration = Duration::from_secs(20);

/// The first pack of a product with its SKU.
async fn pack(shop: &Shop, product: i64) -> (i64, String) {
    let of = format!("FROM variants WHERE product_id = {product}");
    let id = shop.number(&format!("SELECT MIN(id) {of}")).await;
    let sku = shop
        .text(&format!("SELECT sku FROM variants WHERE id = {id}"))
        .await;
    (id, sku)
}

async fn download(owner: &Browser, file: &str) -> Vec<u8> {
    let answer = owner.get(&format!("{TABLE}/tai-ve/{file}")).await.is(200);
    assert!(answer.header("content-disposition").starts_with("attachment"));
    assert!(answer.header("cache-control").contains("no-store"));
    answer.bytes
}

#[tokio::test]
async fn what_goes_out_comes_back_unchanged() {
    let shop = Shop::open().await;
    let maker = Maker::of(&shop).await;
    let (_, sku) = pack(&shop, maker.product).await;
    for (column, text) in [
        (
            "name",
            "=HYPERLINK(\"http://x\");\nBa\u{301}t su\u{31b}\u{301}, \"sen\"",
        ),
        ("summary", "-1+1; \"a\", 'b'\nhai dòng"),
        ("care", "'@SUM(A1)"),
    ] {
        let text = text.replace('\'', "''");
        shop.run(&format!(
            "UPDATE product_texts SET {column} = '{text}' WHERE product_id = {} AND locale = 'vi'",
            maker.product
        ))
        .await;
    }
    let own = format!("FROM products p JOIN producers r ON r.id = p.producer_id WHERE r.slug = '{PRODUCER}'");
    shop.run(&format!(
        "UPDATE variants SET unit = '=1+1', gtin = '00036000291452', vat_bps = 850, pack = 'hộp; \"6\"' WHERE sku = '{sku}'"
    ))
    .await;
    let rows = shop
        .number(&format!("SELECT COUNT(*) {own} AND p.status <> 'retired'"))
        .await;
    for file in ["listings.csv", "listings.xlsx"] {
        let bytes = download(&maker.owner, file).await;
        if file == "listings.csv" {
            let text = String::from_utf8(bytes.clone()).unwrap();
            assert!(text.contains("\"'=HYPERLINK(\"\"http://x\"\");"), "{text}");
            assert!(!text.contains(",=") && !text.contains(",@"), "{text}");
        }
        let page = shown(&maker.owner, &bytes).await;
        let found = counts(&page);
        assert!(found[3] >= rows, "{file}: {found:?}");
        assert_eq!(
            (found[0], found[1], found[2], found[4]),
            (0, 0, 0, 0),
            "{file}: {}",
            page.main()
        );
        assert!(
            page.all("form button")
                .iter()
                .all(|button| !button.contains("Ghi "))
        );
        // English headers are the same columns.
        let english = maker
            .owner
            .get(&format!("/en/studio/listings/table/download/{file}"))
            .await
            .is(200);
        assert_eq!(counts(&shown(&maker.owner, &english.bytes).await), found);
    }
    assert_eq!(shop.number("SELECT COUNT(*) FROM listing_drafts").await, 0);
    shop.close().await;
}

#[tokio::test]
async fn nothing_is_written_before_somebody_says_so_and_then_once() {
    let shop = Shop::open().await;
    let maker = Maker::of(&shop).await;
    let (variant, sku) = pack(&shop, maker.product).await;
    shop.stock(variant, 40).await;
    let id = maker.product;
    let table = format!(
        "Mã sản phẩm;Tên (tiếng Việt);Mã hàng (SKU);Đơn vị;Giá (đồng);Số lượng đang có;Bộ sản phẩm;Ghi chú riêng\n\
         {id};Bát mới;{sku};bộ;1.234.000;55;21;x\n\
         ;Ấm trà thử;AM-1;bộ;200000;5;21;\n\
         ;Ấm trà thử;AM-2;bộ;300000;;21;\n\
         {id};;QV-THEM;bộ;99 000;3;;\n"
    );
    let products = "SELECT COUNT(*) FROM products";
    let price = format!("SELECT price FROM variants WHERE id = {variant}");
    let (before, old) = (shop.number(products).await, shop.number(&price).await);
    let sent = send(&maker.owner, table.as_bytes()).await.is(303);
    let path = sent.location().to_owned();
    let page = maker.owner.get(&path).await.is(200);
    assert_eq!(counts(&page), [1, 2, 1, 0, 0]);
    assert!(
        page.main().contains("Ghi chú riêng") && page.main().contains("Ghi 4 dòng"),
        "{}",
        page.main()
    );
    assert!(page.bytes.len() < 30_000, "{}", page.bytes.len());
    assert_eq!(
        (shop.number(products).await, shop.number(&price).await),
        (before, old)
    );
    assert_eq!(shop.number("SELECT COUNT(*) FROM listing_drafts").await, 0);
    assert_eq!(shop.level(variant).await.0, 40);

    maker.owner.submit(&path, &[]).await.is(303);
    let page = maker.owner.get(&path).await.is(200);
    assert!(page.main().contains("Đã ghi: 4 dòng"), "{}", page.main());
    assert_eq!(counts(&page), [1, 2, 1, 0, 0]);
    assert_eq!(shop.number(&price).await, 1_234_000);
    assert_eq!(shop.level(variant).await.0, 55);
    // Words wait in the draft; the public reads the old ones.
    let draft = shop
        .text(&format!(
            "SELECT content FROM listing_drafts WHERE product_id = {id}"
        ))
        .await;
    assert!(draft.contains("Bát mới"), "{draft}");
    let public = format!("SELECT COUNT(*) FROM product_texts WHERE product_id = {id} AND name = 'Bát mới'");
    assert_eq!(shop.number(&public).await, 0);
    let made = "SELECT COUNT(*) FROM variants v JOIN products p ON p.id = v.product_id \
         WHERE p.slug = 'am-tra-thu' AND p.status = 'draft'";
    assert_eq!(shop.number(made).await, 2);
    let counted = "SELECT on_hand FROM stock_items s JOIN variants v ON v.id = s.variant_id WHERE v.sku = ";
    assert_eq!(shop.number(&format!("{counted}'AM-1'")).await, 5);
    assert_eq!(shop.number(&format!("{counted}'QV-THEM'")).await, 3);

    let movements = "SELECT COUNT(*) FROM stock_movements";
    let audit = "SELECT COUNT(*) FROM audit_entries";
    let done = (
        shop.number(products).await,
        shop.number(movements).await,
        shop.number(audit).await,
    );
    maker.owner.submit(&path, &[]).await.is(303);
    let again = (
        shop.number(products).await,
        shop.number(movements).await,
        shop.number(audit).await,
    );
    assert_eq!(done, again, "said twice, written once");
    let note = "SELECT COUNT(*) FROM audit_entries WHERE action = 'listing.import'";
    assert_eq!(shop.number(note).await, 1);
    // The same table says by now what stands there: its SKU lead to what they made.
    assert_eq!(
        counts(&shown(&maker.owner, table.as_bytes()).await),
        [0, 0, 0, 4, 0]
    );
    shop.app.settle().await;
    let seen = shop
        .app
        .visitor()
        .get(&format!("/san-pham/{}", maker.slug))
        .await
        .is(200);
    assert!(seen.main().contains("1.234.000"), "{}", seen.main());
    shop.close().await;
}

#[tokio::test]
async fn what_changed_since_is_left_out_with_what_stands_there() {
    let shop = Shop::open().await;
    let maker = Maker::of(&shop).await;
    let (variant, sku) = pack(&shop, maker.product).await;
    shop.stock(variant, 40).await;
    let words = format!("product,name_vi\n{},Tên từ bảng\n", maker.product);
    let path = send(&maker.owner, words.as_bytes())
        .await
        .is(303)
        .location()
        .to_owned();
    maker.write("save", &[("name_vi", "Tên từ trang")]).await.is(303);
    maker.owner.submit(&path, &[]).await.is(303);
    let page = maker.owner.get(&path).await.is(200);
    assert!(
        page.main().contains("Chưa ghi vì vừa có thay đổi: 1 dòng"),
        "{}",
        page.main()
    );
    assert!(
        page.main().contains("Giờ ở đó là: Tên từ trang"),
        "{}",
        page.main()
    );
    let draft = shop.text("SELECT content FROM listing_drafts").await;
    assert!(
        draft.contains("Tên từ trang") && !draft.contains("Tên từ bảng"),
        "{draft}"
    );

    let pieces = format!("sku,pieces,price\n{sku},60,777000\n");
    let path = send(&maker.owner, pieces.as_bytes())
        .await
        .is(303)
        .location()
        .to_owned();
    shop.stock(variant, 33).await;
    maker.owner.submit(&path, &[]).await.is(303);
    let page = maker.owner.get(&path).await.is(200);
    assert!(page.main().contains("Giờ ở đó là: 33"), "{}", page.main());
    // A row is written whole or not at all.
    assert_eq!(shop.level(variant).await.0, 33);
    let price = format!("SELECT price FROM variants WHERE id = {variant}");
    assert_ne!(shop.number(&price).await, 777_000);

    // Fewer than are promised is refused already when it is looked at.
    shop.run(&format!(
        "UPDATE stock_items SET reserved = 9 WHERE variant_id = {variant}"
    ))
    .await;
    let page = shown(&maker.owner, format!("sku,pieces\n{sku},8\n").as_bytes()).await;
    assert_eq!(counts(&page), [0, 0, 0, 0, 1]);
    assert!(page.main().contains("đã hứa 9"), "{}", page.main());
    shop.run(&format!(
        "UPDATE stock_items SET reserved = 0 WHERE variant_id = {variant}"
    ))
    .await;
    shop.close().await;
}

#[tokio::test]
async fn every_encoding_and_separator_is_one_table() {
    let shop = Shop::open().await;
    let maker = Maker::of(&shop).await;
    let text = "name_vi;set;sku;unit;price\nTiệm trà;21;TT-1;bộ;45.000\n";
    let utf16 = |mark: &[u8], bytes: fn(u16) -> [u8; 2]| {
        let body: Vec<u8> = text.encode_utf16().flat_map(bytes).collect();
        [mark, &body].concat()
    };
    // Windows-1258 writes "ệ" and "ộ" as letters with a mark behind them.
    let old = b"name_vi;set;sku;unit;price\nTi\xea\xf2m tr\xe0;21;TT-1;b\xf4\xf2;45.000\n".to_vec();
    let table = tabular::read(text.as_bytes(), tabular::UPLOAD).unwrap();
    let sheet = tabular::Sheet {
        name: "a".to_owned(),
        header: table.header.clone(),
        rows: table
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| cell.as_str().into()).collect())
            .collect(),
    };
    for (called, bytes) in [
        ("UTF-8", text.as_bytes().to_vec()),
        ("with its mark", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
        ("UTF-16, little", utf16(b"\xff\xfe", u16::to_le_bytes)),
        ("UTF-16, big", utf16(b"\xfe\xff", u16::to_be_bytes)),
        ("Windows-1258", old),
        ("commas", text.replace(';', ",").into_bytes()),
        ("tabs", text.replace(';', "\t").into_bytes()),
        ("a workbook", tabular::xlsx(&[sheet]).unwrap()),
    ] {
        let page = shown(&maker.owner, &bytes).await;
        assert_eq!(counts(&page), [1, 0, 0, 0, 0], "{called}: {}", page.main());
        assert!(
            page.main().contains("Dòng 2 · Tiệm trà · TT-1"),
            "{called}: {}",
            page.main()
        );
    }
    shop.close().await;
}

#[tokio::test]
async fn ten_thousand_rows_are_looked_at_in_bounded_time() {
    let shop = Shop::open().await;
    let maker = Maker::of(&shop).await;
    let mut text = "Tên (tiếng Việt);Bộ sản phẩm;Mã hàng (SKU);Đơn vị;Giá (đồng)\n".to_owned();
    for number in 0..10_000 {
        text.push_str(&format!(
            "Bát số {number};21;LON-{number};chiếc;{}\n",
            10_000 + number
        ));
    }
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [text.into_bytes(), [b"\xff\xfe".as_slice(), &wide].concat()] {
        let sent = send(&maker.owner, &bytes).await.is(303);
        assert!(sent.took < BOUNDED, "{:?}", sent.took);
        let page = maker.owner.get(sent.location()).await.is(200);
        assert_eq!(counts(&page), [10_000, 0, 0, 0, 0]);
        assert!(page.bytes.len() < 30_000, "{}", page.bytes.len());
        let last = format!("{}?kind=new_product&page=667", sent.location());
        let page = maker.owner.get(&last).await.is(200);
        assert!(page.main().contains("Dòng 10.001 "), "{}", page.main());
    }
    shop.close().await;
}
