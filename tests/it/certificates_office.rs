//! Certificates by hand: stars follow the same minute, periods stay, and who only reads writes nothing.

use commerce::reminders::certificates_expiring;
use domain::certification;
use entity::certificate_paper;
use foundation::kernel::clock::vietnam_day;
use foundation::media::MediaKey;
use foundation::media::private::{self, Size};
use sea_orm::EntityTrait as _;
use serde_json::json;

use crate::support::app::App;
use crate::support::certifying::{
    LIST, PRODUCT, audited, bare, count, office, page, product, record, seen, signed, stars,
};
use crate::support::upload::{Parts, png};

#[tokio::test]
async fn a_product_goes_from_four_to_five_and_down_to_three_and_all_periods_stay() {
    let app = office().await;
    bare(&app, PRODUCT).await;
    let operator = app.signed_in("operator").await;
    let id = product(&app, PRODUCT).await;
    // A period that is over by now.
    record(&operator, id, "4", "10/5/2021", "100/QĐ-UBND").await;
    assert_eq!(stars(&app, PRODUCT).await, None, "it has lapsed");
    record(&operator, id, "4", "20/6/2024", "200/QĐ-UBND").await;
    assert_eq!(stars(&app, PRODUCT).await, Some(4));
    record(&operator, id, "5", "26/06/2025", "2361/QĐ-BNNMT").await;
    assert_eq!(stars(&app, PRODUCT).await, Some(5));
    assert_eq!(count(&app, PRODUCT).await, 3);
    // AC-85: the history of a product that went down shows both periods, and its public pages lead to them.
    let lower = "khan-lua-to-sen";
    bare(&app, lower).await;
    let id = product(&app, lower).await;
    record(&operator, id, "4", "21/11/2022", "300/QĐ-UBND").await;
    record(&operator, id, "3", "20/11/2026", "400/QĐ-UBND").await;
    assert_eq!(stars(&app, lower).await, Some(3));
    let history = operator.get(&page(id)).await.is(200).main();
    for part in [
        "300/QĐ-UBND",
        "21/11/2022",
        "21/11/2025",
        "400/QĐ-UBND",
        "20/11/2026",
    ] {
        assert!(history.contains(part), "{part} is missing: {history}");
    }
    let shown = app
        .visitor()
        .get(&format!("/api/v1/products/{lower}"))
        .await
        .is(200)
        .json();
    assert_eq!(shown["certificates"].as_array().unwrap().len(), 2);
    let code = shown["certificate"]["code"].as_str().unwrap();
    let check = app
        .visitor()
        .get(&format!("/chung-nhan/{code}"))
        .await
        .is(200)
        .main();
    assert!(check.contains("Từng đạt 4 sao năm 2022"), "{check}");
    let public = app
        .visitor()
        .get(&format!("/san-pham/{lower}"))
        .await
        .is(200)
        .main();
    assert!(
        public.contains("3 sao OCOP") && public.contains("Từng đạt 4 sao năm 2022"),
        "{public}"
    );
    assert_eq!(audited(&app, "certificate.record").await, 5);
    let before = "SELECT COUNT(*) FROM audit_entries WHERE action = 'certificate.record' AND before IS NOT NULL \
                  AND after LIKE '%400/QĐ-UBND%' AND before LIKE '%300/QĐ-UBND%'";
    assert_eq!(app.count(before).await, 1, "what it was before is written down");
    app.stop().await;
}

#[tokio::test]
async fn what_is_typed_wrong_stands_beside_its_field_and_nothing_is_written() {
    let app = office().await;
    let operator = app.signed_in("operator").await;
    let id = product(&app, PRODUCT).await;
    let stood = count(&app, PRODUCT).await;
    let here = page(id);
    let mark = seen(&operator.get(&here).await.is(200));
    let unproven = Parts::default()
        .text("seen", &mark)
        .text("stars", "3")
        .text("signed_on", "2024")
        .text("grade", "C");
    for (parts, field) in [
        (signed(&mark, "2", "26/06/2025", "1/QĐ"), "stars"),
        (signed(&mark, "4", "31/02/2025", "1/QĐ"), "signed_on"),
        (signed(&mark, "4", "22/11/2026", "1/QĐ"), "signed_on"),
        (signed(&mark, "4", "2025", "1/QĐ"), "signed_on"),
        (signed(&mark, "4", "26/06/2025", ""), "decision_no"),
        (
            signed(&mark, "5", "26/06/2025", "1/QĐ").text("potential_five", "1"),
            "potential_five",
        ),
        (
            signed(&mark, "5", "26/06/2025", "1/QĐ").text("level", "province"),
            "level",
        ),
        (signed(&mark, "4", "26/06/2025", "1/QĐ").text("code", "á"), "code"),
        (
            signed(&mark, "4", "26/06/2025", "1/QĐ").file("paper", "x.exe", b"MZ nothing to see"),
            "paper",
        ),
        (unproven, "source"),
        (signed("stale", "4", "26/06/2025", "1/QĐ"), "decision_no"),
    ] {
        let refused = operator.upload(&here, parts).await.is(422);
        assert_eq!(
            refused.all(&format!("#{field}-err")).len(),
            1,
            "{field}: {}",
            refused.main()
        );
    }
    let kept = operator
        .upload(&here, signed(&mark, "9", "26/06/2025", "77/QĐ-UBND"))
        .await
        .is(422);
    assert_eq!(kept.attributes("#decision_no", "value"), ["77/QĐ-UBND"]);
    assert_eq!(count(&app, PRODUCT).await, stood);
    assert_eq!(audited(&app, "certificate.record").await, 0);
    // The same form twice is one certificate.
    let parts = signed(&mark, "4", "26/06/2025", "88/QĐ-UBND");
    operator.upload(&here, parts.clone()).await.is(303);
    operator.upload(&here, parts).await.is(422);
    assert_eq!(count(&app, PRODUCT).await, stood + 1);
    app.stop().await;
}

#[tokio::test]
async fn a_press_report_is_matched_with_its_decision_and_its_paper_is_the_offices_alone() {
    let app = office().await;
    let operator = app.signed_in("operator").await;
    let code = "SELECT id FROM certificates WHERE grade = 'B' AND stars = 4 AND product_id = \
                (SELECT id FROM products WHERE slug = 'tra-sen-hien-xiem')";
    let id = app.count(code).await;
    let here = format!("{LIST}/doi-chieu/{id}");
    let looked = operator.get(&here).await.is(200);
    let parts = signed(&seen(&looked), "4", "20/06/2024", "200/QĐ-UBND");
    let parts = parts.file("paper", "qd.png", &png(40, 30));
    operator.upload(&here, parts).await.is(303);
    assert_eq!(stars(&app, PRODUCT).await, Some(4));
    assert_eq!(
        count(&app, PRODUCT).await,
        1,
        "the same certificate, better known"
    );
    let shown = app
        .visitor()
        .get(&format!("/api/v1/products/{PRODUCT}"))
        .await
        .is(200)
        .json();
    assert_eq!(shown["certificate"]["confirmed"], true);
    assert_eq!(shown["certificate"]["expires"], "2027-06-20");
    // Its last day is known now: its producer's owners will be told in time.
    let today = vietnam_day(app.clock.now());
    let services = &app.running.state.services;
    certificates_expiring(&services.db, today, app.clock.now())
        .await
        .unwrap();
    let paper = app.count("SELECT id FROM certificate_papers").await;
    let paper = format!("{LIST}/giay-to/{paper}");
    let officer = app.signed_in("officer").await;
    let given = officer.get(&paper).await.is(200);
    assert!(given.header("content-disposition").starts_with("attachment"));
    app.signed_in("producer2").await.get(&paper).await.is(404);
    app.visitor().get(&paper).await.is(303);
    // The job that looks after files keeps what a row names, and removes what none does.
    let row = certificate_paper::Entity::find()
        .one(&app.world.db)
        .await
        .unwrap()
        .unwrap();
    let key = MediaKey::parse(&row.key).unwrap();
    let payload = json!({"keys": [row.key]});
    let files = services.files.as_ref();
    certification::forget(&services.db, files, &payload)
        .await
        .unwrap();
    assert!(private::get(files, &key, Size::Large).await.unwrap().is_some());
    app.world.run("DELETE FROM certificate_papers").await;
    certification::forget(&services.db, files, &payload)
        .await
        .unwrap();
    assert!(private::get(files, &key, Size::Large).await.unwrap().is_none());
    // Another import of the data set leaves it as the office left it.
    let before = app
        .count("SELECT COUNT(*) FROM certificates WHERE grade = 'A'")
        .await;
    again(&app).await;
    assert_eq!(
        app.count("SELECT COUNT(*) FROM certificates WHERE grade = 'A'")
            .await,
        before
    );
    assert_eq!(count(&app, PRODUCT).await, 1);
    app.stop().await;
}

/// Imports the data set once more.
async fn again(app: &App) {
    let options = dataset::Options {
        source: crate::support::app::data(),
        dry_run: false,
    };
    let db = &app.world.db;
    for report in dataset::import(db, &app.clock, &options, &dataset::Silent)
        .await
        .unwrap()
    {
        assert!(report.refused.is_empty(), "{:?}", report.refused);
    }
}

#[tokio::test]
async fn what_the_office_recorded_or_revoked_survives_another_import_of_the_data_set() {
    let app = office().await;
    let operator = app.signed_in("operator").await;
    let id = product(&app, PRODUCT).await;
    let press = app
        .count(&format!("SELECT id FROM certificates WHERE product_id = {id}"))
        .await;
    // The press was wrong about the year, says the office, and still has no decision.
    let here = format!("{LIST}/doi-chieu/{press}");
    let parts = Parts::default()
        .text("seen", &seen(&operator.get(&here).await.is(200)))
        .text("signed_on", "2025")
        .text("grade", "B")
        .text("source", "https://example.com/bao");
    operator.upload(&here, parts).await.is(303);
    record(&operator, id, "4", "26/06/2026", "9/QĐ-UBND").await;
    let fields = [
        ("c", press.to_string()),
        ("day", "2026-11-20".to_owned()),
        ("decision", "10/QĐ-UBND".to_owned()),
        ("reason", "không giữ điều kiện".to_owned()),
    ];
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    operator.submit(&format!("{LIST}/thu-hoi"), &fields).await.is(303);
    again(&app).await;
    assert_eq!(count(&app, PRODUCT).await, 2);
    let kept = format!(
        "SELECT COUNT(*) FROM certificates WHERE id = {press} AND revoked_on IS NOT NULL \
         AND source = 'https://example.com/bao'"
    );
    assert_eq!(app.count(&kept).await, 1);
    app.stop().await;
}

#[tokio::test]
async fn an_officer_reads_and_writes_nothing() {
    let app = office().await;
    let officer = app.signed_in("officer").await;
    let id = product(&app, PRODUCT).await;
    let list = officer.get(&format!("{LIST}?q=tra+sen&stars=4")).await.is(200);
    assert!(list.main().contains("Hiền Xiêm"), "{}", list.main());
    assert!(list.attributes("input[name='c']", "value").is_empty());
    let history = officer.get(&page(id)).await.is(200);
    assert!(history.attributes("input[name='seen']", "value").is_empty());
    let parts = signed("x", "4", "26/06/2025", "1/QĐ");
    officer.upload(&page(id), parts).await.is(404);
    officer.get(&format!("{LIST}/thu-hoi")).await.is(404);
    officer
        .submit(&format!("{LIST}/thu-hoi"), &[("c", "1")])
        .await
        .is(404);
    for state in [
        "all",
        "ending_30",
        "ending_90",
        "ending_180",
        "unconfirmed",
        "unproven",
        "current",
        "lapsed",
        "revoked",
        "nonsense",
    ] {
        let list = officer
            .get(&format!("{LIST}?state={state}&q=%25_%27"))
            .await
            .is(200);
        assert!(list.bytes.len() < 30_000, "{state}: {}", list.bytes.len());
        let list = officer.get(&format!("{LIST}?state={state}")).await.is(200);
        assert!(list.text().len() < 30_000, "{state}: {}", list.text().len());
    }
    let table = officer.get(&format!("{LIST}/bang.csv?q=tra+sen")).await.is(200);
    assert!(table.text().contains(PRODUCT));
    let book = officer.get(&format!("{LIST}/bang.xlsx?stars=4")).await.is(200);
    let read = tabular::read(&book.bytes, tabular::UPLOAD).unwrap();
    assert!(read.rows.len() > 20, "{}", read.rows.len());
    assert!(read.column(&["Số sao"]).is_some());
    let found = officer
        .get(&format!("{LIST}/san-pham?q=/san-pham/{PRODUCT}"))
        .await
        .is(200);
    assert!(found.attributes("main a", "href").contains(&page(id)));
    app.stop().await;
}
