//! The programme at a glance and its reports: right with much and with nothing, targets by the operator alone, tables
//! that no office program works out.

use chrono::TimeDelta;
use domain::edition::Edition;
use tabular::{Table, UPLOAD};

use crate::support::app::App;
use crate::support::browser::Browser;
use crate::support::db::Content;
use crate::support::selling::{owner, sale, step};
use crate::support::shop::Shop;

const PROGRAMME: &str = "/quan-tri/chuong-trinh";
const PAGES: [&str; 9] = [
    "/quan-tri/chuong-trinh",
    "/quan-tri/bao-cao",
    "/quan-tri/bao-cao/san-pham",
    "/quan-tri/bao-cao/sap-het-han",
    "/quan-tri/bao-cao/diem-ban",
    "/quan-tri/bao-cao/chua-ban-duoc",
    "/quan-tri/bao-cao/doanh-so",
    "/quan-tri/bao-cao/su-kien",
    "/quan-tri/bao-cao/du-lieu-quoc-gia",
];
const ENGLISH: [&str; 9] = [
    "/en/office/programme",
    "/en/office/reports",
    "/en/office/reports/products",
    "/en/office/reports/expiring",
    "/en/office/reports/sales-points",
    "/en/office/reports/without-sales",
    "/en/office/reports/sales",
    "/en/office/reports/events",
    "/en/office/reports/national",
];

/// Reads every page in both languages and looks whether it is a page of ours.
async fn read_all(browser: &Browser) {
    for path in PAGES.into_iter().chain(ENGLISH) {
        let page = browser.get(path).await.is(200);
        assert!(page.bytes.len() < 30_000, "{path}: {} bytes", page.bytes.len());
        assert!(!page.text().contains('⟦'), "{path}: a text is missing");
        assert_eq!(page.all("h1").len(), 1, "{path}");
        for odd in [
            "page=-1",
            "page=99999999999",
            "year=0",
            "year=x",
            "days=-5",
            "days=999999",
            "skip=%ff",
        ] {
            browser.get(&format!("{path}?{odd}")).await.is(200);
        }
    }
}

async fn table(browser: &Browser, path: &str) -> Table {
    let file = browser.get(path).await.is(200);
    assert!(
        file.header("content-disposition").contains("attachment"),
        "{path}"
    );
    tabular::read(&file.bytes, UPLOAD).unwrap()
}

fn certified(edition: &Edition) -> usize {
    let all = edition.catalogue.products().iter();
    all.filter(|product| product.stars(edition.day).is_some()).count()
}

#[tokio::test]
async fn every_page_is_right_and_every_table_agrees_with_it() {
    let app = App::quiet(Content::Data, &[]).await;
    app.demo_people().await;
    let officer = app.signed_in("officer").await;
    read_all(&officer).await;
    let edition = app.running.state.editions.current();
    let page = officer.get(PROGRAMME).await.is(200);
    assert!(
        page.main().contains(&certified(&edition).to_string()),
        "{}",
        page.main()
    );
    let base = "/quan-tri/bao-cao";
    let products = table(&officer, &format!("{base}/san-pham/bang.csv")).await;
    assert_eq!(products.rows.len(), edition.catalogue.len());
    assert_eq!(
        products,
        table(&officer, &format!("{base}/san-pham/bang.xlsx")).await
    );
    let stars = products.column(&["Sao"]).unwrap();
    let state = products.column(&["Trạng thái"]).unwrap();
    let holds = |row: &&tabular::Row| {
        ["Còn hiệu lực", "Còn hạn, chưa đối chiếu quyết định"].contains(&row.cells[state].as_str())
    };
    assert_eq!(products.rows.iter().filter(holds).count(), certified(&edition));
    assert!(
        products
            .rows
            .iter()
            .filter(holds)
            .all(|row| ["3", "4", "5"].contains(&row.cells[stars].as_str()))
    );
    let month = table(&officer, &format!("{base}/sap-het-han/bang.csv?days=30")).await;
    let half = table(&officer, &format!("{base}/sap-het-han/bang.csv?days=180")).await;
    let ages = table(&officer, &format!("{base}/sap-het-han/bang.csv?days=3650")).await;
    assert!(month.rows.len() <= half.rows.len() && half.rows.len() <= ages.rows.len());
    assert_eq!(ages.rows.len(), certified(&edition), "each ends within ten years");
    let points = table(&officer, &format!("{base}/diem-ban/bang.csv")).await;
    assert!(points.rows.len() > 10);
    let events = table(&officer, &format!("{base}/su-kien/bang.csv")).await;
    assert_eq!(events.rows.len(), edition.events().count());
    for path in [
        "san-pham/bang.pdf",
        "du-lieu-quoc-gia/bang.csv",
        "khong-co",
        "san-pham/bang.",
    ] {
        officer.get(&format!("{base}/{path}")).await.is(404);
    }
    // Pages hang together: the last one ends where the table ends.
    let mut seen = 0;
    let mut next = format!("{base}/san-pham");
    for _ in 0..200 {
        let page = officer.get(&next).await.is(200);
        seen += page.all("main .report-t tbody th").len();
        match page.attributes("a[rel=next]", "href").into_iter().next() {
            Some(url) => next = url,
            None => break,
        }
    }
    assert_eq!(seen, edition.catalogue.len());
    app.stop().await;
}

#[tokio::test]
async fn with_nothing_in_the_house_every_page_says_so() {
    let app = App::quiet(Content::Tables, &[]).await;
    app.demo_people().await;
    let officer = app.signed_in("officer").await;
    read_all(&officer).await;
    for path in &PAGES[2..] {
        let page = officer.get(path).await.is(200);
        assert!(
            page.main().contains("Chưa có gì để báo cáo."),
            "{path}: {}",
            page.main()
        );
        assert!(page.all("main table").is_empty(), "{path}");
        if !path.ends_with("du-lieu-quoc-gia") {
            let empty = table(&officer, &format!("{path}/bang.csv")).await;
            assert!(empty.rows.is_empty() && empty.header.len() > 3, "{path}");
            officer.get(&format!("{path}/bang.xlsx")).await.is(200);
        }
    }
    let page = officer.get(PROGRAMME).await.is(200);
    assert!(
        page.main().contains("Chưa có sản phẩm nào còn chứng nhận"),
        "{}",
        page.main()
    );
    assert!(page.main().contains("chưa đặt"), "no target stands in the code");
    app.stop().await;
}

#[tokio::test]
async fn no_cell_is_a_formula() {
    let app = App::start().await;
    app.demo_people().await;
    app.change("UPDATE product_texts SET name = '=1+1' WHERE locale = 'vi' AND product_id = (SELECT id FROM products WHERE slug = 'tra-sen-hien-xiem')")
        .await;
    let officer = app.signed_in("officer").await;
    let path = "/quan-tri/bao-cao/san-pham/bang";
    let csv = officer.get(&format!("{path}.csv")).await.is(200).text();
    assert!(csv.contains("'=1+1") && !csv.contains("\n=1+1"), "{csv}");
    let book = table(&officer, &format!("{path}.xlsx")).await;
    assert!(book.rows.iter().any(|row| row.cells[0] == "=1+1"));
    app.stop().await;
}

#[tokio::test]
async fn who_sold_nothing_lately_is_listed_and_who_did_is_not() {
    let shop = Shop::open().await;
    shop.app.demo_people().await;
    let goods = &shop.goods[0];
    let name = shop
        .text(&format!(
            "SELECT name FROM producer_texts WHERE locale = 'vi' AND producer_id = {}",
            goods.producer
        ))
        .await;
    let path = "/quan-tri/bao-cao/chua-ban-duoc/bang.csv?days=90";
    let listed = async |browser: &Browser| {
        let idle = table(browser, path).await;
        let row = idle.rows.iter().find(|row| row.cells[0] == name).cloned();
        (idle.rows.len(), row)
    };
    let officer = shop.app.signed_in("officer").await;
    let (before, row) = listed(&officer).await;
    assert_eq!(row.unwrap().cells.last().unwrap(), "chưa từng bán");
    // An order that waits is no sale yet.
    let number = sale(&shop, &shop.customer(), &[goods], "cod").await.remove(0);
    assert_eq!(listed(&officer).await.0, before);
    let seller = owner(&shop, "point", goods).await;
    step(&seller, &number, "confirm").await.is(303);
    let (after, row) = listed(&officer).await;
    assert_eq!((after, row), (before - 1, None));
    shop.app.advance(TimeDelta::days(91));
    let officer = shop.app.signed_in("officer").await;
    let (later, row) = listed(&officer).await;
    assert_eq!(later, before);
    assert_eq!(row.unwrap().cells.last().unwrap(), "2026-11-21");
    shop.close().await;
}

#[tokio::test]
async fn the_operator_sets_targets_and_nobody_else() {
    let app = App::quiet(Content::Data, &[]).await;
    app.demo_people().await;
    let at = format!("{PROGRAMME}/muc-tieu/2026/certified");
    let fields = |low: &'static str, high: &'static str, source: &'static str, revision: &'static str| {
        [
            ("low", low),
            ("high", high),
            ("source", source),
            ("revision", revision),
        ]
    };
    let fine = fields("400", "", "Kế hoạch 15/KH-UBND ngày 10/01/2026", "0");
    let officer = app.signed_in("officer").await;
    officer.get(&at).await.is(404);
    officer.submit(&at, &fine).await.is(404);
    assert_eq!(app.count("SELECT COUNT(*) FROM programme_targets").await, 0);
    let operator = app.signed_in("operator").await;
    operator.get(&at).await.is(200);
    let long = "ữ".repeat(501);
    for (wrong, field) in [
        (fields("", "", "x", "0"), "low"),
        (fields("0", "", "x", "0"), "low"),
        (fields("-5", "", "x", "0"), "low"),
        (fields("1e3", "", "x", "0"), "low"),
        (fields("99999999999999999999", "", "x", "0"), "low"),
        (fields("1000001", "", "x", "0"), "low"),
        (fields("400", "399", "x", "0"), "high"),
        (fields("400", "nhiều", "x", "0"), "high"),
        (fields("400", "", "", "0"), "source"),
        (
            [
                ("low", "400"),
                ("high", ""),
                ("source", long.as_str()),
                ("revision", "0"),
            ],
            "source",
        ),
    ] {
        let page = operator.submit(&at, &wrong).await.is(422);
        let errors = page.attributes("#errors a", "href");
        assert_eq!(errors, [format!("#{field}")], "{wrong:?}");
        assert_eq!(
            page.attributes("input[name=low]", "value"),
            [wrong[0].1],
            "what was typed stays"
        );
    }
    for path in [
        "2017/certified",
        "2101/certified",
        "2026/luck",
        "x/certified",
        "2026/Certified",
    ] {
        operator
            .get(&format!("{PROGRAMME}/muc-tieu/{path}"))
            .await
            .is(404);
    }
    let saved = operator.submit(&at, &fine).await.is(303);
    let page = operator.get(saved.location()).await.is(200);
    assert!(page.main().contains("Kế hoạch 15/KH-UBND"), "{}", page.main());
    // The officer reads it and finds no way to change it.
    let page = officer.get(PROGRAMME).await.is(200);
    assert!(page.main().contains("400"), "{}", page.main());
    assert!(!page.main().contains("Đặt chỉ tiêu"), "{}", page.main());
    // Who has not seen it does not overwrite it; who has seen it does.
    let stale = operator.submit(&at, &fine).await.is(422);
    assert!(stale.main().contains("vừa sửa"), "{}", stale.main());
    assert_eq!(
        stale.attributes("form.stack input[name=revision]", "value"),
        ["1"]
    );
    operator
        .submit(&at, &fields("10", "20", "Kế hoạch khác", "1"))
        .await
        .is(303);
    let span = operator.get(PROGRAMME).await.is(200);
    assert!(span.main().contains("10–20"), "{}", span.main());
    // Another year has none.
    let other = operator.get(&format!("{PROGRAMME}?year=2025")).await.is(200);
    assert!(!other.main().contains("10–20"), "{}", other.main());
    let remove = |revision: &'static str| [("verb", "remove"), ("revision", revision)];
    operator.submit(&at, &remove("1")).await.is(422);
    operator.submit(&at, &remove("2")).await.is(303);
    operator.submit(&at, &remove("2")).await.is(422);
    assert_eq!(app.count("SELECT COUNT(*) FROM programme_targets").await, 0);
    let written = "SELECT COUNT(*) FROM audit_entries WHERE subject_kind = 'programme_target'";
    assert_eq!(app.count(written).await, 3);
    app.stop().await;
}
