//! Hours of a sales point: typed as people do, shown before they count, beaten by the days that differ.

use chrono::TimeDelta;

use crate::support::keeping::{API, DESK, Kept, PUBLIC, SLUG};

const DAYS: [&str; 7] = ["mo", "tu", "we", "th", "fr", "sa", "su"];

fn hours() -> String {
    format!("{DESK}/gio-mo-cua")
}

fn days() -> String {
    format!("{DESK}/ngay-khac")
}

/// A week in which every day is the same, as the form sends it.
fn week<'a>(times: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![("how", "week")];
    fields.extend(DAYS.map(|day| (day, times)));
    fields.extend_from_slice(more);
    fields
}

async fn kept_rule(kept: &Kept) -> String {
    kept.text(&format!("SELECT opening_hours FROM places WHERE slug = '{SLUG}'"))
        .await
}

/// Types a week, looks at it, and saves what was shown.
async fn set(kept: &Kept, fields: &[(&str, &str)]) {
    let page = kept.keeper.get(&hours()).await.is(200);
    let seen = page.attributes("input[name='seen']", "value").remove(0);
    let mut fields = fields.to_vec();
    fields.push(("seen", &seen));
    let mut preview = fields.clone();
    preview.push(("do", "preview"));
    let page = kept.keeper.submit(&hours(), &preview).await.is(200);
    let shown = page.attributes("input[name='shown']", "value").remove(0);
    let mut save = fields;
    save.extend([("shown", shown.as_str()), ("do", "save")]);
    kept.keeper.submit(&hours(), &save).await.is(303);
}

#[tokio::test]
async fn nonsense_is_refused_with_what_was_typed() {
    let kept = Kept::quiet().await;
    let keeper = &kept.keeper;
    for times in ["mở cả ngày", "8-25", "17-", "8-12,11-13", "99:99", "<b>8-9</b>"] {
        let refused = keeper.submit(&hours(), &week(times, &[])).await.is(422);
        assert_eq!(refused.attributes("#mo", "value"), [times]);
        assert!(!refused.all("#su-err").is_empty(), "{times}");
    }
    let none = keeper.submit(&hours(), &week("", &[])).await.is(422);
    assert!(none.all("#mo-err").join("").contains("Chưa có giờ"));
    for (osm, says) in [
        ("", "bắt buộc"),
        ("mỗi ngày", "Không hiểu"),
        ("Mo-Fr tám giờ", "Không hiểu"),
        ("Mo-Fr 08:00+", "kết thúc"),
        ("lunar 40 08:00-10:00", "âm lịch"),
        ("Mo-Fr 08:00-17:00; DROP TABLE places", "Không hiểu"),
    ] {
        let refused = keeper
            .submit(&hours(), &[("how", "osm"), ("osm", osm)])
            .await
            .is(422);
        let said = refused.all("#osm-err").join(" ");
        assert!(osm.is_empty() || said.contains(says), "{osm}: {said}");
        assert_eq!(refused.all("#osm"), [osm]);
    }
    let long = "Mo 08:00-09:00; ".repeat(60);
    keeper
        .submit(&hours(), &[("how", "osm"), ("osm", &long)])
        .await
        .is(422);
    for how in ["", "never"] {
        let refused = keeper.submit(&hours(), &[("how", how)]).await.is(422);
        assert!(!refused.all("#how-err").is_empty());
    }
    assert_eq!(kept_rule(&kept).await, "");
    kept.app.stop().await;
}

#[tokio::test]
async fn only_the_week_that_was_shown_is_kept() {
    let kept = Kept::quiet().await;
    let (app, keeper) = (&kept.app, &kept.keeper);
    let visitor = app.visitor();
    let first = visitor.get(PUBLIC).await.is(200).main();
    assert!(first.contains("Chưa rõ giờ mở cửa"), "{first}");
    let fields = week(
        "8h - 11h30, 13h30-17h",
        &[("do", "save"), ("shown", "=Mo-Su 09:00-10:00")],
    );
    let shown = keeper.submit(&hours(), &fields).await.is(200);
    assert!(
        shown.main().contains("08:00–11:30, 13:30–17:00"),
        "{}",
        shown.main()
    );
    assert!(
        shown.main().contains("Đang mở cửa · đóng lúc 11:30"),
        "{}",
        shown.main()
    );
    assert_eq!(shown.attributes("#mo", "value"), ["8h - 11h30, 13h30-17h"]);
    assert_eq!(kept_rule(&kept).await, "");

    set(&kept, &week("8h - 11h30, 13h30-17h", &[])).await;
    assert_eq!(kept_rule(&kept).await, "Mo-Su 08:00-11:30,13:30-17:00");
    let page = visitor.get(PUBLIC).await.is(200).main();
    assert!(
        page.contains("08:00–11:30, 13:30–17:00") && page.contains("Đang mở cửa"),
        "{page}"
    );
    assert_eq!(visitor.get(API).await.is(200).json()["now"]["state"], "open");
    let page = keeper.get(&hours()).await.is(200);
    assert_eq!(page.attributes("#fr", "value"), ["08:00-11:30, 13:30-17:00"]);
    assert_eq!(kept.written("point.hours").await, 1);

    // Past midnight, a day off, and the same again changes nothing.
    let mut fields = week("18-2", &[]);
    fields.retain(|(name, _)| *name != "su");
    fields.push(("su", "nghỉ"));
    for _ in 0..2 {
        set(&kept, &fields).await;
    }
    assert_eq!(kept_rule(&kept).await, "Mo-Sa 18:00-02:00; Su off");
    assert_eq!(kept.written("point.hours").await, 2);
    app.advance(TimeDelta::hours(15));
    app.running.state.editions.refresh().await.unwrap();
    assert_eq!(
        visitor.get(API).await.is(200).json()["now"]["state"],
        "open",
        "Sunday at 1 o'clock"
    );

    // What is no plain week is shown as it was written.
    set(&kept, &[("how", "osm"), ("osm", "Mo-Fr 08:00-17:00;  PH off")]).await;
    assert_eq!(kept_rule(&kept).await, "Mo-Fr 08:00-17:00; PH off");
    let page = keeper.get(&hours()).await.is(200);
    assert_eq!(page.all("#osm"), ["Mo-Fr 08:00-17:00; PH off"]);
    assert_eq!(page.attributes("input[name='how'][checked]", "value"), ["osm"]);
    set(&kept, &[("how", "unknown")]).await;
    assert_eq!(kept_rule(&kept).await, "");
    kept.app.stop().await;
}

#[tokio::test]
async fn what_changed_meanwhile_is_not_overwritten_unseen() {
    let kept = Kept::quiet().await;
    let keeper = &kept.keeper;
    let page = keeper.get(&hours()).await.is(200);
    let seen = page.attributes("input[name='seen']", "value").remove(0);
    set(&kept, &week("8-12", &[])).await;
    let stale = week(
        "9-10",
        &[
            ("seen", seen.as_str()),
            ("shown", "=Mo-Su 09:00-10:00"),
            ("do", "save"),
        ],
    );
    let refused = keeper.submit(&hours(), &stale).await.is(422);
    assert_eq!(refused.attributes("#mo", "value"), ["9-10"]);
    assert_eq!(kept_rule(&kept).await, "Mo-Su 08:00-12:00");
    // The page that says so may be sent again.
    let now = refused.attributes("input[name='seen']", "value").remove(0);
    let told = week(
        "9-10",
        &[
            ("seen", now.as_str()),
            ("shown", "=Mo-Su 09:00-10:00"),
            ("do", "save"),
        ],
    );
    keeper.submit(&hours(), &told).await.is(303);
    assert_eq!(kept_rule(&kept).await, "Mo-Su 09:00-10:00");

    let contact = format!("{DESK}/lien-he");
    let fields = [
        ("seen", seen.as_str()),
        ("phone", "0912 345 678"),
        ("pay_cash", "1"),
        ("has_parking", "1"),
    ];
    let refused = keeper.submit(&contact, &fields).await.is(422);
    assert_eq!(refused.attributes("#phone", "value"), ["0912 345 678"]);
    let now = refused.attributes("input[name='seen']", "value").remove(0);
    let wrong = [("seen", now.as_str()), ("phone", "12")];
    keeper.submit(&contact, &wrong).await.is(422);
    let fields = [("seen", now.as_str()), fields[1], fields[2], fields[3]];
    keeper.submit(&contact, &fields).await.is(303);
    let page = kept.app.visitor().get(PUBLIC).await.is(200).main();
    assert!(page.contains("Tiền mặt") && page.contains("Chỗ để xe"), "{page}");
    assert_eq!(kept.written("point.contact").await, 1);
    kept.app.stop().await;
}

#[tokio::test]
async fn an_exception_beats_the_rule() {
    let kept = Kept::quiet().await;
    let (app, keeper) = (&kept.app, &kept.keeper);
    let visitor = app.visitor();
    let mut fields = week("8-17", &[]);
    fields.retain(|(name, _)| *name != "su");
    set(&kept, &fields).await;
    assert!(visitor.get(PUBLIC).await.is(200).main().contains("Đang mở cửa"));

    for fields in [
        vec![("from", ""), ("kind", "closed")],
        vec![("from", "hôm nay"), ("kind", "closed")],
        vec![("from", "2026-11-25"), ("to", "2026-11-24"), ("kind", "closed")],
        vec![("from", "2026-11-20"), ("kind", "closed")],
        vec![("from", "2031-01-01"), ("kind", "closed")],
        vec![("from", "2026-11-25"), ("kind", "")],
        vec![("from", "2026-11-25"), ("kind", "open"), ("times", "")],
        vec![("from", "2026-11-25"), ("kind", "open"), ("times", "cả ngày")],
    ] {
        let mut sent = fields.clone();
        sent.push(("note_vi", "Nghỉ Tết"));
        let refused = keeper.submit(&days(), &sent).await.is(422);
        assert!(!refused.all(".err").is_empty(), "{fields:?}");
        assert_eq!(refused.attributes("#note_vi", "value"), ["Nghỉ Tết"]);
        assert_eq!(
            refused.attributes("#mo", "value"),
            ["08:00-17:00"],
            "the week is still there"
        );
    }
    let rows = format!(
        "SELECT COUNT(*) FROM hours_exceptions WHERE place_id = {}",
        kept.place
    );
    assert_eq!(app.count(&rows).await, 0);

    let closed = [
        ("from", "2026-11-21"),
        ("to", "2026-11-23"),
        ("kind", "closed"),
        ("note_vi", "Nghỉ giỗ tổ nghề"),
        ("note_en", "Day of the founder"),
    ];
    for _ in 0..2 {
        keeper.submit(&days(), &closed).await.is(303);
    }
    assert_eq!(app.count(&rows).await, 1, "the same days twice are one");
    let page = visitor.get(PUBLIC).await.is(200).main();
    assert!(
        page.contains("Đang đóng cửa") && page.contains("Nghỉ (Nghỉ giỗ tổ nghề)"),
        "{page}"
    );
    let english = visitor
        .get(&format!("/en/sales-points/{SLUG}"))
        .await
        .is(200)
        .main();
    assert!(english.contains("Day of the founder"), "{english}");
    // A single day stands out of the range: Sunday, on which the rule has no hours either.
    let fair = [
        ("from", "2026-11-22"),
        ("kind", "open"),
        ("times", "6h-9h30"),
        ("note_vi", "Phiên chợ"),
    ];
    keeper.submit(&days(), &fair).await.is(303);
    let page = visitor.get(PUBLIC).await.is(200).main();
    assert!(page.contains("06:00–09:30 (Phiên chợ)"), "{page}");
    let page = keeper.get(&hours()).await.is(200).main();
    assert!(
        page.contains("21–23/11/2026") && page.contains("22/11/2026"),
        "{page}"
    );

    let id = app
        .count(&format!(
            "SELECT MIN(id) FROM hours_exceptions WHERE place_id = {}",
            kept.place
        ))
        .await
        .to_string();
    let remove = [("do", "remove"), ("id", id.as_str())];
    keeper.submit(&days(), &remove).await.is(303);
    keeper.submit(&days(), &remove).await.is(404);
    let page = visitor.get(PUBLIC).await.is(200).main();
    assert!(
        page.contains("Đang mở cửa") && page.contains("Phiên chợ"),
        "{page}"
    );
    assert_eq!(kept.written("point.exception_add").await, 2);
    assert_eq!(kept.written("point.exception_remove").await, 1);
    kept.app.stop().await;
}
