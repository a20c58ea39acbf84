//! Imports that are applied after something changed, and imports that are taken back.

use crate::support::certifying::{
    LIST, PRODUCT, audited, bare, count, office, page, press, product, record, seen, sent, stars,
};
use crate::support::upload::Parts;

const OTHER: &str = "khan-lua-to-sen";

/// A file: five stars for one product, three for the other.
fn file() -> String {
    format!(
        "product,stars,signed_on,decision_no\r\n\
         {PRODUCT},5,26/06/2025,2361/QĐ-BNNMT\r\n\
         {OTHER},3,20/06/2026,12/QĐ-UBND\r\n"
    )
}

#[tokio::test]
async fn what_changed_since_the_preview_is_compared_anew_before_it_is_applied() {
    let app = office().await;
    bare(&app, PRODUCT).await;
    bare(&app, OTHER).await;
    let operator = app.signed_in("operator").await;
    let id = product(&app, PRODUCT).await;
    let import = sent(&operator, file().as_bytes()).await;
    record(&operator, id, "4", "01/03/2025", "1/QĐ-UBND").await;
    let refused = press(&operator, &import, "apply").await.is(422);
    assert!(
        refused.main().contains("1 dòng không còn khớp"),
        "{}",
        refused.main()
    );
    assert_eq!(count(&app, OTHER).await, 0, "all or nothing");
    assert_eq!(stars(&app, PRODUCT).await, Some(4));
    press(&operator, &import, "reconsider").await.is(303);
    let anew = operator.get(&import).await.is(200).main();
    assert!(anew.contains("Lên hạng"), "{anew}");
    press(&operator, &import, "apply").await.is(303);
    assert_eq!(stars(&app, PRODUCT).await, Some(5));
    assert_eq!(stars(&app, OTHER).await, Some(3));
    assert_eq!(count(&app, PRODUCT).await, 2);
    app.stop().await;
}

#[tokio::test]
async fn an_import_is_undone_exactly() {
    let app = office().await;
    bare(&app, OTHER).await;
    let operator = app.signed_in("operator").await;
    // The press knows the product by its year: the decision proves that certificate.
    let text = format!("{}{PRODUCT},4,20/06/2024,200/QĐ-UBND\r\n", file());
    let sql = "SELECT COUNT(*) FROM certificates c JOIN products p ON p.id = c.product_id WHERE p.slug = \
               'tra-sen-hien-xiem' AND c.grade = 'B' AND c.issued_earliest <> c.issued_latest AND c.decision_no IS NULL";
    assert_eq!(app.count(sql).await, 1);
    let import = sent(&operator, text.as_bytes()).await;
    press(&operator, &import, "undo").await.is(422);
    press(&operator, &import, "apply").await.is(303);
    assert_eq!(stars(&app, PRODUCT).await, Some(5));
    assert_eq!((count(&app, PRODUCT).await, count(&app, OTHER).await), (2, 1));
    assert_eq!(app.count(sql).await, 0, "proven");
    let nothing = [("verb", "undo"), ("reason", "")];
    operator.submit(&import, &nothing).await.is(422);
    press(&operator, &import, "undo").await.is(303);
    press(&operator, &import, "undo").await.is(422);
    press(&operator, &import, "apply").await.is(422);
    assert_eq!((count(&app, PRODUCT).await, count(&app, OTHER).await), (1, 0));
    assert_eq!(app.count(sql).await, 1, "as the press said it");
    assert_eq!(app.count("SELECT COUNT(*) FROM certificate_records").await, 0);
    assert_eq!(stars(&app, PRODUCT).await, Some(4));
    assert_eq!(stars(&app, OTHER).await, None);
    assert_eq!(audited(&app, "certificate.take_back").await, 2);
    assert_eq!(audited(&app, "certificate.restore").await, 1);
    let reason =
        "SELECT COUNT(*) FROM audit_entries WHERE action = 'certificate_import.undo' AND reason = 'tệp sai'";
    assert_eq!(app.count(reason).await, 1);
    let told = operator.get(&import).await.is(200).main();
    assert!(told.contains("Đã hoàn tác"), "{told}");
    app.stop().await;
}

#[tokio::test]
async fn what_was_built_on_an_import_stands_in_the_way_of_undoing_it() {
    let app = office().await;
    bare(&app, PRODUCT).await;
    bare(&app, OTHER).await;
    let operator = app.signed_in("operator").await;
    let import = sent(&operator, file().as_bytes()).await;
    press(&operator, &import, "apply").await.is(303);
    // One of them is renewed, the other one revoked.
    let id = product(&app, PRODUCT).await;
    record(&operator, id, "5", "20/11/2026", "9999/QĐ-BNNMT").await;
    let refused = press(&operator, &import, "undo").await.is(422);
    assert!(
        refused.main().contains("Trà sen Hiền Xiêm") && !refused.all("#reason-err").is_empty(),
        "{}",
        refused.main()
    );
    let other = product(&app, OTHER).await;
    let key = app
        .count(&format!("SELECT id FROM certificates WHERE product_id = {other}"))
        .await
        .to_string();
    let fields = [
        ("c", key.as_str()),
        ("day", "2026-11-21"),
        ("decision", "1/QĐ"),
        ("reason", "sai"),
    ];
    operator.submit(&format!("{LIST}/thu-hoi"), &fields).await.is(303);
    let refused = press(&operator, &import, "undo").await.is(422);
    assert!(refused.main().contains("2 sản phẩm"), "{}", refused.main());
    assert_eq!((count(&app, PRODUCT).await, count(&app, OTHER).await), (2, 1));
    assert_eq!(audited(&app, "certificate.take_back").await, 0);
    app.stop().await;
}

#[tokio::test]
async fn a_paper_behind_a_certificate_stands_in_the_way_too() {
    let app = office().await;
    bare(&app, PRODUCT).await;
    bare(&app, OTHER).await;
    let operator = app.signed_in("operator").await;
    let import = sent(&operator, file().as_bytes()).await;
    press(&operator, &import, "apply").await.is(303);
    let id = product(&app, PRODUCT).await;
    let key = app
        .count(&format!("SELECT id FROM certificates WHERE product_id = {id}"))
        .await;
    let here = format!("{LIST}/doi-chieu/{key}");
    let looked = operator.get(&here).await.is(200);
    let values = looked.attributes("#decision_no", "value");
    assert_eq!(values, ["2361/QĐ-BNNMT"]);
    // Nothing but the paper is new.
    let parts = Parts::default()
        .text("seen", &seen(&looked))
        .text("signed_on", "26/06/2025")
        .text("decision_no", "2361/QĐ-BNNMT")
        .text("grade", "A");
    let parts = parts.file("paper", "qd.pdf", b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n");
    operator.upload(&here, parts).await.is(303);
    press(&operator, &import, "undo").await.is(422);
    let history = operator.get(&page(id)).await.is(200);
    assert!(history.main().contains("PDF"), "{}", history.main());
    assert_eq!(count(&app, PRODUCT).await, 1);
    app.stop().await;
}

#[tokio::test]
async fn the_database_keeps_what_an_import_promises() {
    let app = office().await;
    let world = &app.world;
    let moment = "'2026-11-21 03:00:00+00:00'";
    let import = |id: u32, status: &str, applied: &str| {
        format!(
            "INSERT INTO certificate_imports (id, status, lines, created_by, created_at, applied_by, applied_at) \
             VALUES ({id}, '{status}', 1, 'x', {moment}, {applied})"
        )
    };
    world.run(&import(1, "preview", "NULL, NULL")).await;
    world.run(&import(2, "applied", &format!("'x', {moment}"))).await;
    for (status, applied) in [
        ("applied", "NULL, NULL".to_owned()),
        ("undone", format!("'x', {moment}")),
        ("preview", "'x', NULL".to_owned()),
        ("lost", "NULL, NULL".to_owned()),
    ] {
        world.refused(&import(3, status, &applied)).await;
    }
    let line = |line: u32, verdict: &str| {
        format!(
            "INSERT INTO certificate_import_rows (import_id, line, typed, verdict) VALUES (1, {line}, '{{}}', '{verdict}')"
        )
    };
    world.run(&line(1, "ambiguous")).await;
    for (number, verdict) in [
        (1, "unchanged"),
        (2, "new"),
        (2, "proof"),
        (2, "refused"),
        (2, "x"),
        (0, "unchanged"),
    ] {
        world.refused(&line(number, verdict)).await;
    }
    world
        .refused("INSERT INTO certificate_papers (certificate_id, key, content_type, created_by, created_at) VALUES (999999, 'x', 'x', 'x', '2026-11-21 03:00:00+00:00')")
        .await;
    app.stop().await;
}
