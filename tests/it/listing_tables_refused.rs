//! Tables that are refused, as a whole or row by row, and people who may not send them.

use std::io::{Cursor, Write};

use chrono::TimeDelta;
use tabular::UPLOAD;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::browser::Browser;
use crate::support::listing::{Maker, PRODUCER};
use crate::support::shop::Shop;
use crate::support::tables::{TABLE, counts, send, shown};
use crate::support::upload::{Parts, png};

/// A workbook of a few kilobytes that unpacks to more than is read.
fn bomb() -> Vec<u8> {
    let mut bomb = ZipWriter::new(Cursor::new(Vec::new()));
    bomb.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default())
        .unwrap();
    let block = vec![b' '; 1 << 20];
    for _ in 0..60 {
        bomb.write_all(&block).unwrap();
    }
    bomb.finish().unwrap().into_inner()
}

#[tokio::test]
async fn what_is_no_table_is_refused_beside_its_field() {
    let shop = Shop::open().await;
    let maker = Maker::of(&shop).await;
    let wide = vec!["sku"; 65].join(",");
    let many = format!("sku\n{}", "A-1\n".repeat(UPLOAD.rows + 1));
    let long = vec![b'a'; UPLOAD.bytes + 1];
    for (called, bytes, said) in [
        ("a bomb", bomb(), "lớn"),
        ("65 columns", wide.into_bytes(), "64 cột"),
        ("an unclosed quote", b"sku,price\n\"A-1,5\n".to_vec(), "ngoặc kép"),
        ("20,001 rows", many.into_bytes(), "20000 dòng"),
        ("a picture", png(30, 30), "Không đọc được"),
        (
            "nothing below the header",
            b"sku,price\n".to_vec(),
            "chưa có dòng",
        ),
        ("nothing", Vec::new(), "Xin chọn"),
        ("too long", long, "5 MB"),
        (
            "more cells than columns",
            b"sku,price\nA,1,2\n".to_vec(),
            "Dòng 2",
        ),
        ("a column twice", b"sku,SKU\nA,B\n".to_vec(), "hai lần"),
        ("other columns", b"a,b\n1,2\n".to_vec(), "Mã sản phẩm"),
    ] {
        let page = send(&maker.owner, &bytes).await.is(422);
        assert_eq!(page.attributes("[aria-invalid]", "name"), ["file"], "{called}");
        let words = page.all("#file-err").join("");
        assert!(words.contains(said), "{called}: {words}");
    }
    maker
        .owner
        .upload(TABLE, Parts::default().text("file", "x"))
        .await
        .is(422);
    maker.owner.submit(TABLE, &[("file", "x")]).await.is(422);
    assert_eq!(shop.number("SELECT COUNT(*) FROM listing_imports").await, 0);
    shop.close().await;
}

#[tokio::test]
async fn each_wrong_row_says_its_line_and_column_and_what_stood_there() {
    let shop = Shop::open().await;
    let maker = Maker::of(&shop).await;
    let own = maker.product;
    let own_sku = shop
        .text(&format!(
            "SELECT sku FROM variants WHERE product_id = {own} ORDER BY id LIMIT 1"
        ))
        .await;
    let others = format!(
        "FROM products p JOIN producers r ON r.id = p.producer_id WHERE r.slug <> '{PRODUCER}' AND p.kind = 'goods'"
    );
    let other = shop.number(&format!("SELECT MIN(p.id) {others}")).await;
    let other_sku = shop
        .text(&format!(
            "SELECT v.sku FROM variants v WHERE v.product_id = {other} ORDER BY v.id LIMIT 1"
        ))
        .await;
    let second = shop
        .number(&format!(
            "SELECT MAX(p.id) FROM products p JOIN producers r ON r.id = p.producer_id WHERE r.slug = '{PRODUCER}'"
        ))
        .await;
    let table = format!(
        "Mã sản phẩm;Tên (tiếng Việt);Bộ sản phẩm;Mùa, từ tháng;Mùa, đến tháng;Mã hàng (SKU);Đơn vị;Giá (đồng);Mã vạch (GTIN)\n\
         {own};;;;;{own_sku};bộ;12,5;\n\
         999999;A;21;;;;;;\n\
         {other};B;21;;;;;;\n\
         ;C;21;;;{other_sku};bộ;50000;\n\
         ;D;27;;;D-1;bộ;50000;\n\
         ;E;21;3;;E-1;bộ;50000;\n\
         ;F;21;;;F-1;;;8938505974195\n\
         ;G;21;;;EXAMPLE-1;bộ;50000;\n\
         ;H;21;;;H-1;bộ;50000;\n\
         ;I;21;;;H-1;bộ;50000;\n\
         {second};;;;;{own_sku};bộ;50000;\n\
         ;;;;;mã lạ;bộ;50000;\n\
         ;D;21;;;D-2;bộ;50000;\n"
    );
    let sent = send(&maker.owner, table.as_bytes()).await.is(303);
    let path = sent.location().to_owned();
    let page = maker.owner.get(&path).await.is(200);
    assert_eq!(counts(&page), [1, 0, 0, 0, 12], "{}", page.main());
    let rows = page.all("main ul.acct-list > li");
    let row = |line: usize| {
        rows.iter()
            .find(|row| row.starts_with(&format!("Dòng {line} ")))
            .unwrap()
    };
    for (line, said) in [
        (2, "Giá (đồng) : cần số nguyên từ 500 đến 2.000.000.000. 12,5"),
        (3, "Mã sản phẩm : bạn không có sản phẩm mang mã này. 999999"),
        (4, "bạn không có sản phẩm mang mã này"),
        (5, "Mã hàng (SKU) : mã này đã dùng"),
        (6, "Bộ sản phẩm : cần số của một trong 26 bộ sản phẩm. 27"),
        (7, "Mùa, từ tháng : cần cả tháng đầu"),
        (8, "Đơn vị : cần điền ô này"),
        (9, "dòng ví dụ"),
        (11, "đã có ở dòng 10"),
        (13, "Tên (tiếng Việt) : cần điền ô này"),
        (14, "dòng 6"),
    ] {
        let plain = |text: &str| text.replace(" :", ":");
        assert!(plain(row(line)).contains(&plain(said)), "{line}: {}", row(line));
    }
    assert!(row(8).contains("chữ số cuối chưa khớp"), "{}", row(8));
    // Line 10 alone is written.
    let before = shop.number("SELECT COUNT(*) FROM products").await;
    maker.owner.submit(&path, &[]).await.is(303);
    assert_eq!(shop.number("SELECT COUNT(*) FROM products").await, before + 1);
    assert_eq!(
        shop.number("SELECT COUNT(*) FROM variants WHERE sku = 'H-1'")
            .await,
        1
    );
    let page = maker.owner.get(&format!("{path}?kind=refused")).await.is(200);
    assert_eq!(page.all("main ul.acct-list > li").len(), 12);
    shop.close().await;
}

#[tokio::test]
async fn two_lines_about_one_product_say_one_thing() {
    let shop = Shop::open().await;
    let maker = Maker::of(&shop).await;
    let table = format!(
        "product,name_vi,set,sku,unit,price\n\
         {0},Một tên,21,,,\n\
         {0},Tên khác,21,,,\n\
         {0},Một tên,21,,,\n\
         ,Bình mới,21,BM-1,chiếc,70000\n\
         ,Bình mới,20,BM-2,chiếc,80000\n",
        maker.product
    );
    let page = shown(&maker.owner, table.as_bytes()).await;
    assert_eq!(counts(&page), [1, 0, 1, 1, 2], "{}", page.main());
    assert!(page.main().contains("dòng 2 ghi khác") && page.main().contains("dòng 5 ghi khác"));
    shop.close().await;
}

async fn nobody(browser: &Browser, path: &str) {
    browser.get(path).await.is(404);
    browser.submit(path, &[]).await.is(404);
}

#[tokio::test]
async fn a_table_is_its_producers_alone_and_gone_after_a_day() {
    let shop = Shop::open().await;
    let maker = Maker::of(&shop).await;
    let table = format!("product,name_vi\n{},Tên mới\n", maker.product);
    let path = send(&maker.owner, table.as_bytes())
        .await
        .is(303)
        .location()
        .to_owned();
    let other = shop.app.signed_in("producer2").await;
    nobody(&other, &path).await;
    let staff = shop.app.signed_in("staff").await;
    nobody(&staff, &path).await;
    nobody(&staff, TABLE).await;
    staff.get(&format!("{TABLE}/tai-ve/listings.csv")).await.is(404);
    // Another producer's own table does not hold these listings, and its rows lead nowhere.
    let theirs = other
        .get(&format!("{TABLE}/tai-ve/listings.csv"))
        .await
        .is(200)
        .text();
    assert!(!theirs.contains(&maker.slug), "{theirs}");
    assert_eq!(counts(&shown(&other, table.as_bytes()).await), [0, 0, 0, 0, 1]);
    for file in ["listings.pdf", "template", "x.csv", "..csv"] {
        maker.owner.get(&format!("{TABLE}/tai-ve/{file}")).await.is(404);
    }
    for id in ["0", "-1", "abc", "99999999999999999999"] {
        nobody(&maker.owner, &format!("{TABLE}/{id}")).await;
    }
    assert_eq!(shop.number("SELECT COUNT(*) FROM listing_drafts").await, 0);
    shop.app.advance(TimeDelta::hours(25));
    nobody(&maker.owner, &path).await;
    domain::bulk::sweep(&shop.app.world.db, shop.app.clock.now())
        .await
        .unwrap();
    assert_eq!(shop.number("SELECT COUNT(*) FROM listing_imports").await, 0);
    assert_eq!(shop.number("SELECT COUNT(*) FROM listing_import_rows").await, 0);
    shop.close().await;
}

#[tokio::test]
async fn the_empty_table_explains_itself_and_its_example_is_refused() {
    let shop = Shop::open().await;
    let maker = Maker::of(&shop).await;
    for file in ["template.csv", "template.xlsx"] {
        let bytes = maker
            .owner
            .get(&format!("{TABLE}/tai-ve/{file}"))
            .await
            .is(200)
            .bytes;
        let page = shown(&maker.owner, &bytes).await;
        assert_eq!(counts(&page), [0, 0, 0, 0, 1], "{file}: {}", page.main());
        assert!(page.main().contains("dòng ví dụ của bảng mẫu"), "{}", page.main());
    }
    // With a code of its own, the example is a product.
    let text = maker
        .owner
        .get(&format!("{TABLE}/tai-ve/template.csv"))
        .await
        .is(200)
        .text();
    let own = text.replace("EXAMPLE-1", "MAT-ONG-1");
    assert_eq!(
        counts(&shown(&maker.owner, own.as_bytes()).await),
        [1, 0, 0, 0, 0]
    );
    shop.close().await;
}
