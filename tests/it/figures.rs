//! Figures at the producer's desk: what they add up to, by which rule, for whom, and as a table to take along.

use entity::{Locale, Vnd};
use foundation::i18n::format;

use crate::support::browser::{Answer, Browser};
use crate::support::returning::{delivered, reason};
use crate::support::selling::{at, key, owner, owners, sale, step};
use crate::support::shop::{Goods, Shop};

const PATH: &str = "/nguoi-ban/so-lieu";

fn vnd(amount: i64) -> String {
    format::vnd(Vnd::new(amount), Locale::Vi).replace('\u{a0}', " ")
}

/// What the page says in its sums.
fn fact(page: &Answer, label: &str) -> String {
    let labels = page.all(".facts dt");
    let at = labels.iter().position(|one| one == label);
    page.all(".facts dd")[at.unwrap_or_else(|| panic!("{label}: {labels:?}"))].clone()
}

/// The rows of the table of a section.
fn rows(page: &Answer, section: &str) -> Vec<String> {
    page.all(&format!("section[aria-labelledby={section}] tbody tr"))
}

async fn newest(shop: &Shop, producer: i64) -> String {
    let sql = format!("SELECT number FROM orders WHERE producer_id = {producer} ORDER BY id DESC LIMIT 1");
    shop.text(&sql).await
}

async fn total(shop: &Shop, number: &str) -> i64 {
    let sql = format!("SELECT total FROM orders WHERE number = '{number}'");
    shop.number(&sql).await
}

/// An order that its producer has confirmed.
async fn sold(shop: &Shop, seller: &Browser, goods: &Goods) -> String {
    let number = sale(shop, &shop.customer(), &[goods], "cod").await.remove(0);
    step(seller, &number, "confirm").await.is(303);
    number
}

#[tokio::test]
async fn sums_are_those_of_the_orders_by_the_rule_and_of_nobody_else() {
    let shop = Shop::open().await;
    let [seller, other] = owners(&shop).await;
    let lan = shop.customer();
    let goods = &shop.goods[0];
    // Three pieces for cash, confirmed.
    lan.put(goods.variant, "2").await.is(303);
    let confirmed = sale(&shop, &lan, &[goods], "cod").await.remove(0);
    step(&seller, &confirmed, "confirm").await.is(303);
    // One that is paid, of which 1,000 đồng went back.
    let paid = sale(&shop, &lan, &[goods], "bank_transfer").await.remove(0);
    let (whole, form) = (total(&shop, &paid).await.to_string(), key(&seller, &paid).await);
    let fields = [("received_amount", whole.as_str()), ("key", form.as_str())];
    seller.submit(&at(&paid, "nhan-tien"), &fields).await.is(303);
    let form = key(&seller, &paid).await;
    let fields = [
        ("refund_amount", "1.000"),
        ("refund_why", "Thiếu"),
        ("key", &form),
    ];
    seller.submit(&at(&paid, "hoan-tien"), &fields).await.is(303);
    // One that waits, one that is called off, one that came back.
    sale(&shop, &lan, &[goods], "cod").await;
    let off = sale(&shop, &lan, &[goods], "cod").await.remove(0);
    let fields = [("reason", "Hết hàng")];
    seller.submit(&at(&off, "huy"), &fields).await.is(303);
    let order = delivered(&shop, &lan).await;
    let back = newest(&shop, goods.producer).await;
    lan.upload(&order.back, reason("Vỡ")).await.is(303);
    for say in ["yes", "arrived"] {
        let fields = [("say", say), ("answer", "Chị gửi lại giúp.")];
        seller.submit(&at(&back, "tra-hang"), &fields).await.is(303);
    }
    // And one of somebody else.
    sold(&shop, &other, &shop.goods[1]).await;

    let page = seller.get(PATH).await.is(200);
    assert!(page.bytes.len() < 30_000, "{}", page.bytes.len());
    let price = goods.price;
    for (label, wanted) in [
        ("Doanh thu tiền hàng", vnd(4 * price)),
        ("Còn lại sau khi hoàn tiền", vnd(4 * price - 1_000)),
        ("Đơn đã bán", "2".to_owned()),
        ("Trung bình một đơn", vnd(2 * price)),
        ("Số món", "4".to_owned()),
        ("Đơn khách đã đặt", "5".to_owned()),
        ("Đang chờ tiền hoặc chờ xác nhận", "1".to_owned()),
        (
            "Đã hủy hoặc khách không nhận",
            format!("1 ({})", vnd(total(&shop, &off).await)),
        ),
        ("Đã trả hàng", "1".to_owned()),
        (
            "Đơn có hoàn tiền",
            format!("2 ({})", vnd(1_000 + total(&shop, &back).await)),
        ),
    ] {
        assert_eq!(fact(&page, label), wanted, "{label}");
    }
    assert!(
        page.main().contains("không tính vào doanh thu"),
        "{}",
        page.main()
    );
    let months = rows(&page, "by-month");
    assert_eq!(months.len(), 12);
    assert_eq!(months[11], format!("11/2026 {} · 2 đơn", vnd(4 * price)));
    assert!(months[10].starts_with("10/2026 0 ₫"), "{months:?}");
    let products = rows(&page, "by-product");
    assert!(
        products.len() == 1 && products[0].ends_with(&vnd(4 * price)),
        "{products:?}"
    );
    let channels = rows(&page, "by-channel");
    assert!(
        channels.len() == 2
            && channels[0].starts_with("Trả tiền mặt khi nhận · ")
            && channels[0].ends_with(&format!("{} · 1 đơn", vnd(3 * price)))
            && channels[1].starts_with("Chuyển khoản VietQR · ")
            && channels[1].ends_with(&format!("{} · 1 đơn", vnd(price))),
        "{channels:?}"
    );
    // Five carts that did not hold it, whatever the number of pieces; nobody's views.
    let funnel = page.all("section[aria-labelledby=funnel] tbody td");
    assert_eq!(funnel, ["0", "5", "2", "4", "–"]);
    // Each drawing has its name and its marks, and nothing is styled in the page.
    let drawings = page.attributes(".chart svg[role=img]", "aria-labelledby");
    assert_eq!(drawings, ["month-t", "product-t", "channel-t"]);
    assert_eq!(page.attributes(".chart svg path.chart-m", "d").len(), 3);
    assert!(page.attributes("main [style]", "style").is_empty());

    let theirs = other.get(PATH).await.is(200);
    assert_eq!(fact(&theirs, "Đơn khách đã đặt"), "1");
    assert_eq!(
        fact(&theirs, "Doanh thu tiền hàng"),
        vnd(shop.goods[1].price),
        "only their own"
    );
    assert_eq!(rows(&theirs, "by-product").len(), 1);
    let home = seller.get("/nguoi-ban").await.is(200);
    assert_eq!(
        home.attributes("main p a[href='/nguoi-ban/so-lieu']", "href")
            .len(),
        1
    );
    let staff = shop.app.signed_in("staff").await;
    staff.get(PATH).await.is(404);
    staff.get(&format!("{PATH}/bang")).await.is(404);
    let menu = staff.get("/nguoi-ban").await.is(200);
    assert!(menu.attributes("a[href='/nguoi-ban/so-lieu']", "href").is_empty());
    shop.close().await;
}

#[tokio::test]
async fn a_month_begins_at_midnight_in_hanoi_and_a_period_is_judged() {
    let shop = Shop::open().await;
    let [seller, _] = owners(&shop).await;
    let goods = &shop.goods[0];
    for moment in ["2026-10-31T16:59:59+00:00", "2026-10-31T17:00:00+00:00"] {
        let number = sold(&shop, &seller, goods).await;
        shop.run(&format!(
            "UPDATE orders SET placed_at = '{moment}' WHERE number = '{number}'"
        ))
        .await;
    }
    let span = |from: &str, until: &str| format!("{PATH}?from={from}&until={until}");
    let page = seller.get(&span("10/2026", "2026-11")).await.is(200);
    let one = format!("{} · 1 đơn", vnd(goods.price));
    assert_eq!(
        rows(&page, "by-month"),
        [format!("10/2026 {one}"), format!("11/2026 {one}")]
    );
    assert_eq!(page.attributes("#from", "value"), ["2026-10"]);
    let page = seller.get(&span("2026-10", "2026-10")).await.is(200);
    assert_eq!(rows(&page, "by-month"), [format!("10/2026 {one}")]);
    assert_eq!(fact(&page, "Đơn khách đã đặt"), "1");
    let page = seller.get(&format!("{PATH}?period=year")).await.is(200);
    assert_eq!(rows(&page, "by-month").len(), 11);
    let page = seller.get(&format!("{PATH}?period=last")).await.is(200);
    assert!(
        page.main().contains("Chưa có đơn nào bán được"),
        "{}",
        page.main()
    );
    assert!(page.all(".chart").is_empty());
    let five_years = seller.get(&span("2021-12", "2026-11")).await.is(200);
    assert_eq!(rows(&five_years, "by-month").len(), 60);
    assert!(five_years.bytes.len() < 30_000, "{}", five_years.bytes.len());
    for (from, until, field, words) in [
        ("2026-11", "2026-10", "until", "không được đứng trước"),
        ("2021-11", "2026-11", "until", "Nhiều nhất 60 tháng"),
        ("2026-12", "2027-01", "from", "Tháng này chưa tới"),
        ("13/2026", "2026-11", "from", "Chưa đọc được"),
        ("2026-11", "%3Cb%3E", "until", "Chưa đọc được"),
        ("2026-11", "", "until", "Xin điền"),
        ("-1/2026", "99999999999999", "from", "Chưa đọc được"),
    ] {
        let page = seller.get(&span(from, until)).await.is(422);
        let said = page.all(&format!("#{field}-err")).join("");
        assert!(said.contains(words), "{from} {until}: {said}");
        assert!(page.all(".facts").is_empty(), "no figures of no period");
        let table = seller
            .get(&format!("{PATH}/bang?from={from}&until={until}"))
            .await
            .is(303);
        seller.get(table.location()).await.is(422);
    }
    let english = seller
        .get("/en/studio/figures?from=13/2026&until=1")
        .await
        .is(422);
    assert!(
        english.main().contains("no month we can read"),
        "{}",
        english.main()
    );
    shop.close().await;
}

#[tokio::test]
async fn the_tables_to_take_along_are_alike_and_hold_no_formula() {
    let shop = Shop::open().await;
    let [seller, other] = owners(&shop).await;
    let goods = &shop.goods[0];
    sold(&shop, &seller, goods).await;
    shop.run(&format!(
        "UPDATE product_texts SET name = '=SUM(A1)' WHERE product_id = {} AND locale = 'vi'",
        goods.product
    ))
    .await;
    let path = format!("{PATH}/bang");
    let csv = seller.get(&path).await.is(200);
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(csv.header("cache-control"), "private, no-store");
    assert_eq!(
        csv.header("content-disposition"),
        "attachment; filename=\"so-lieu-2025-12-2026-11.csv\""
    );
    assert!(csv.text().contains(",'=SUM(A1),"), "{}", csv.text());
    let xlsx = seller.get(&format!("{path}?as=xlsx")).await.is(200);
    assert!(xlsx.bytes.starts_with(b"PK") && xlsx.header("content-type").contains("spreadsheetml"));
    let table = |answer: &Answer| tabular::read(&answer.bytes, tabular::UPLOAD).unwrap();
    let (csv, xlsx) = (table(&csv), table(&xlsx));
    assert_eq!(csv.header, xlsx.header);
    assert_eq!(csv.header[0], "Tháng");
    assert_eq!(csv.header.len(), 7);
    let price = goods.price.to_string();
    let wanted = ["2026-11", "=SUM(A1)", "0", "1", "1", "1", price.as_str()];
    for read in [&csv, &xlsx] {
        assert_eq!(read.rows.len(), 1);
        assert_eq!(read.rows[0].cells, wanted);
    }
    // The page says the same.
    let page = seller.get(PATH).await.is(200);
    assert_eq!(
        rows(&page, "by-product"),
        [format!("=SUM(A1) {}", vnd(goods.price))]
    );
    let theirs = other.get(&path).await.is(200).text();
    assert_eq!(theirs.lines().count(), 1, "the header alone: {theirs}");
    seller.get(&format!("{path}?as=pdf")).await.is(404);
    // A product that is gone keeps the name under which it was sold.
    shop.run("UPDATE order_lines SET variant_id = NULL, name_vi = 'Hàng cũ'")
        .await;
    let page = seller.get(PATH).await.is(200);
    assert_eq!(
        rows(&page, "by-product"),
        [format!("Hàng cũ {}", vnd(goods.price))]
    );
    shop.close().await;
}

#[tokio::test]
async fn many_orders_are_added_up_by_the_database() {
    let shop = Shop::open().await;
    shop.app.demo_people().await;
    let goods = shop.goods[0].clone();
    let seller = owner(&shop, "point", &goods).await;
    let months = ["2026-09-10", "2026-10-10", "2026-11-10"];
    for (place, day) in months.iter().enumerate() {
        let first = 1_000_000 + place * 10_000;
        let some = format!(
            "WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {})",
            first + 2_999
        );
        let moment = format!("'{day}T03:00:00+00:00'");
        shop.run(&format!(
            "{some} INSERT INTO purchases (id, number, idempotency_key, request_hash, locale, name, phone, method, \
             goods, shipping, discount, total, adult, placed_at) SELECT i, 'P' || i, 'k' || i, 'h', 'vi', 'x', 'x', \
             'cod', 2000, 500, 0, 2500, FALSE, {moment} FROM n"
        ))
        .await;
        shop.run(&format!(
            "{some} INSERT INTO orders (id, purchase_id, position, number, producer_id, producer_name, status, \
             delivery, goods, shipping, discount, subsidy, total, vat, commission_bps, commission, weight_g, \
             status_at, placed_at) SELECT i, i, 1, 'P' || i || '-1', {}, 'x', 'delivered', 'parcel', 2000, 500, 0, \
             0, 2500, 0, 0, 0, 1, {moment}, {moment} FROM n",
            goods.producer
        ))
        .await;
        shop.run(&format!(
            "{some} INSERT INTO order_lines (order_id, position, variant_id, product_slug, sku, name_vi, unit, \
             quantity, unit_price, goods, discount, total, vat, weight_g, counted) SELECT i, 1, {}, 'x', 'x', 'x', \
             'kg', 2, 1000, 2000, 0, 2000, 0, 1, TRUE FROM n",
            goods.variant
        ))
        .await;
    }
    let page = seller.get(PATH).await.is(200);
    assert!(page.took.as_secs_f64() < 5.0, "{:?}", page.took);
    assert_eq!(fact(&page, "Đơn đã bán"), "9.000");
    assert_eq!(fact(&page, "Số món"), "18.000");
    assert_eq!(fact(&page, "Doanh thu tiền hàng"), vnd(18_000_000));
    let line = format!("{} · 3.000 đơn", vnd(6_000_000));
    for (row, month) in rows(&page, "by-month")[9..].iter().zip(["09", "10", "11"]) {
        assert_eq!(*row, format!("{month}/2026 {line}"));
    }
    shop.app.stop().await;
}
