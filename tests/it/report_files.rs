//! Large files: made in the background, right to the cell, for who asked alone, and gone after a week.

use chrono::TimeDelta;
use commerce::reports::{self, Asked, COLUMNS, MOST_FILES};
use tabular::{Limits, Table};

use crate::support::app::App;
use crate::support::browser::Browser;
use crate::support::db::Content;
use crate::support::selling::{owner, sale, step};
use crate::support::shop::Shop;

const ASK: &str = "/quan-tri/bao-cao/tep";
const LIST: &str = "/quan-tri/bao-cao";
const LIMITS: Limits = Limits {
    bytes: 20 << 20,
    rows: 200_000,
    columns: 64,
    cell: 20_000,
};

fn wish<'a>(kind: &'a str, format: &'a str, year: &'a str) -> [(&'a str, &'a str); 3] {
    [("kind", kind), ("format", format), ("year", year)]
}

/// Asks for a file and waits for its address.
async fn made(browser: &Browser, fields: &[(&str, &str)]) -> String {
    let asked = browser.submit(ASK, fields).await.is(303);
    assert!(
        asked.location().contains("done=file_asked"),
        "{}",
        asked.location()
    );
    for _ in 0..400 {
        let page = browser.get(LIST).await.is(200);
        if let Some(url) = page.attributes("#files a[download]", "href").into_iter().next() {
            return url;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the file is never made");
}

fn column(table: &Table, name: &str) -> usize {
    table
        .column(&[name])
        .unwrap_or_else(|| panic!("{name}: {:?}", table.header))
}

#[tokio::test]
async fn the_national_table_has_its_columns_and_the_years_turnover() {
    let shop = Shop::open().await;
    shop.app.demo_people().await;
    let app = &shop.app;
    let goods = &shop.goods[0];
    let seller = owner(&shop, "point", goods).await;
    let number = sale(&shop, &shop.customer(), &[goods], "cod").await.remove(0);
    step(&seller, &number, "confirm").await.is(303);
    let slug = shop
        .text(
            "SELECT p.slug FROM products p JOIN certificates c ON c.product_id = p.id \
             WHERE p.status = 'published' ORDER BY p.id LIMIT 1",
        )
        .await;
    // The sold product is certified too, and its name would be worked out by an office program.
    shop.run(&format!(
        "INSERT INTO certificates (product_id, code, stars, potential_five, grade, decision_no, issued_earliest, \
         issued_latest, expires_earliest, expires_latest, source, recorded_at) VALUES ({}, 'TEST-1', 5, FALSE, 'A', \
         '1/QĐ', '2026-11-20', '2026-11-20', '2029-11-20', '2029-11-20', 'x', '2026-11-21 03:00:00+00:00')",
        goods.product
    ))
    .await;
    shop.run(&format!(
        "UPDATE product_texts SET name = '=1+1' WHERE locale = 'vi' AND product_id = {}",
        goods.product
    ))
    .await;
    let begun = async || {
        let asked = reports::ask_figures(&app.world.db, app.clock.now(), "user:1", true).await;
        asked.unwrap() == Asked::Begun
    };
    let running = "SELECT COUNT(*) FROM sales_runs WHERE state = 'running'";
    let mut mine = begun().await;
    while !mine || app.count(running).await > 0 {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        // The night's own run may have been under way.
        mine = mine || begun().await;
    }
    let officer = app.signed_in("officer").await;
    let url = made(&officer, &wish("national", "csv", "2026")).await;
    let file = officer.get(&url).await.is(200);
    assert!(file.header("content-disposition").contains("PTNT_OCOP-2026.csv"));
    assert!(file.header("cache-control").contains("no-store"));
    let text = file.text();
    assert!(text.contains("'=1+1"), "no cell is a formula");
    let table = tabular::read(&file.bytes, LIMITS).unwrap();
    assert_eq!(table.header, COLUMNS);
    let certified = app
        .count(
            "SELECT COUNT(DISTINCT p.id) FROM products p JOIN certificates c ON c.product_id = p.id \
             WHERE p.status = 'published'",
        )
        .await;
    assert_eq!(i64::try_from(table.rows.len()).unwrap(), certified);
    let at = |name| column(&table, name);
    let (name, stars, sold) = (at("TenSanPham"), at("XepHang"), at("DoanhThuNam"));
    for row in &table.rows {
        assert!(["3*", "4*", "5*"].contains(&row.cells[stars].as_str()), "{row:?}");
        assert_eq!(row.cells[at("Ma_ThoiGian")], "2026");
        assert!(!row.cells[at("ChuTheSXKD")].is_empty() && !row.cells[at("TrangThai")].is_empty());
    }
    assert!(table.rows.iter().any(|row| row.cells[at("Ma_SanPham")] == slug));
    let row = table
        .rows
        .iter()
        .find(|row| row.cells[at("MA_OCOP")] == "TEST-1")
        .unwrap();
    assert_eq!(row.cells[name], "=1+1");
    assert_eq!(row.cells[stars], "5*");
    assert_eq!(row.cells[sold], goods.price.to_string());
    assert_eq!(row.cells[at("TrangThai")], "Còn hiệu lực");
    let rest: i64 = table
        .rows
        .iter()
        .map(|row| row.cells[sold].parse::<i64>().unwrap())
        .sum();
    assert_eq!(rest, goods.price, "nobody else sold anything");
    // The same as a workbook, of a year in which nothing was sold.
    let operator = app.signed_in("operator").await;
    let url = made(&operator, &wish("national", "xlsx", "2025")).await;
    let file = operator.get(&url).await.is(200);
    let book = tabular::read(&file.bytes, LIMITS).unwrap();
    assert_eq!(
        (book.header, book.rows.len()),
        (table.header.clone(), table.rows.len())
    );
    assert!(book.rows.iter().all(|row| row.cells[sold] == "0"));
    shop.close().await;
}

#[tokio::test]
async fn the_lines_of_a_year_say_what_was_sold_and_not_to_whom() {
    let shop = Shop::open().await;
    shop.app.demo_people().await;
    let goods = &shop.goods[0];
    let seller = owner(&shop, "point", goods).await;
    let number = sale(&shop, &shop.customer(), &[goods], "cod").await.remove(0);
    step(&seller, &number, "confirm").await.is(303);
    let waiting = sale(&shop, &shop.customer(), &[goods], "cod").await.remove(0);
    let officer = shop.app.signed_in("officer").await;
    let url = made(&officer, &wish("sales_lines", "csv", "2026")).await;
    let file = officer.get(&url).await.is(200);
    let text = file.text();
    for hidden in [
        "Thị Lan",
        "912345678",
        "lan@example.com",
        "12 ngõ 5",
        waiting.as_str(),
    ] {
        assert!(!text.contains(hidden), "{hidden}: {text}");
    }
    let table = tabular::read(&file.bytes, LIMITS).unwrap();
    assert_eq!(table.rows.len(), 1);
    let row = &table.rows[0].cells;
    assert_eq!(row[column(&table, "Mã đơn")], number);
    assert_eq!(row[column(&table, "Thành tiền (đồng)")], goods.price.to_string());
    assert_eq!(row[column(&table, "Tình trạng")], "Đã xác nhận");
    shop.close().await;
}

#[tokio::test]
async fn a_file_is_for_who_asked_and_not_for_ever() {
    let app = App::start().await;
    app.demo_people().await;
    let (officer, operator) = (app.signed_in("officer").await, app.signed_in("operator").await);
    let url = made(&officer, &wish("national", "csv", "2026")).await;
    officer.get(&url).await.is(200);
    // Another one of the office finds nothing, on neither page, nor does anybody else.
    operator.get(&url).await.is(404);
    let list = operator.get(LIST).await.is(200);
    assert!(list.attributes("#files a[download]", "href").is_empty());
    app.browser().get(&url).await.is(303);
    app.signed_in("buyer").await.get(&url).await.is(404);
    for wrong in ["0", "-1", "abc", "999999", "1e3"] {
        officer.get(&format!("{ASK}/{wrong}")).await.is(404);
    }
    let services = &app.running.state.services;
    let kept = services.files.list().await.unwrap().len();
    assert!(kept >= 1);
    let forget = async || {
        reports::forget_files(&services.db, services.files.as_ref(), app.clock.now())
            .await
            .unwrap()
    };
    app.advance(TimeDelta::days(6));
    assert_eq!(forget().await, 0);
    app.advance(TimeDelta::days(1));
    let officer = app.signed_in("officer").await;
    officer.get(&url).await.is(404);
    // The sweeper may have been there first.
    assert!(forget().await <= 1);
    assert_eq!(forget().await, 0);
    assert_eq!(services.files.list().await.unwrap().len(), kept - 1);
    assert_eq!(app.count("SELECT COUNT(*) FROM report_runs").await, 0);
    app.stop().await;
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_and_asked_once_is_made_once() {
    let app = App::quiet(Content::Data, &[]).await;
    app.demo_people().await;
    let officer = app.signed_in("officer").await;
    for fields in [
        &wish("everything", "csv", "2026")[..],
        &wish("national", "pdf", "2026"),
        &wish("national", "csv", "1066"),
        &wish("national", "csv", "99999999999999999999"),
        &wish("sales_lines", "xlsx", "2026"),
        &[],
    ] {
        let page = officer.submit(ASK, fields).await.is(422);
        assert_eq!(page.attributes("#errors a", "href"), ["#files"], "{fields:?}");
        assert_eq!(page.attributes("#files", "id"), ["files"]);
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM report_runs").await, 0);
    for _ in 0..3 {
        officer
            .submit(ASK, &wish("national", "csv", "2026"))
            .await
            .is(303);
    }
    let queued = "SELECT COUNT(*) FROM jobs WHERE kind = 'report_file'";
    assert_eq!(app.count("SELECT COUNT(*) FROM report_runs").await, 1);
    assert_eq!(app.count(queued).await, 1);
    let page = officer.get(LIST).await.is(200);
    assert!(page.main().contains("đang chờ"), "{}", page.main());
    // Its job was given up: the page says so, and asking again begins anew.
    app.world
        .run("UPDATE jobs SET dead_at = '2026-11-21 03:00:00+00:00' WHERE kind = 'report_file'")
        .await;
    app.advance(TimeDelta::seconds(5));
    let page = officer.get(LIST).await.is(200);
    assert!(page.main().contains("bị dừng"), "{}", page.main());
    officer
        .submit(ASK, &wish("national", "csv", "2026"))
        .await
        .is(303);
    assert_eq!(app.count(queued).await, 2);
    assert_eq!(app.count("SELECT COUNT(*) FROM report_runs").await, 1);
    // Only so many at a time.
    for year in 2018..2018 + MOST_FILES {
        officer
            .submit(ASK, &wish("national", "xlsx", &year.to_string()))
            .await;
    }
    let all = app.count("SELECT COUNT(*) FROM report_runs").await;
    assert_eq!(u64::try_from(all).unwrap(), MOST_FILES);
    officer
        .submit(ASK, &wish("national", "xlsx", "2060"))
        .await
        .is(422);
    let written = "SELECT COUNT(*) FROM audit_entries WHERE action = 'report.file'";
    assert_eq!(app.count(written).await, all);
    app.stop().await;
}
