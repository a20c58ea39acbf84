//! Who runs the site, as the operator sets it on screen: bad values, two at once, the banner, and every page and node
//! at the same moment.

use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;

use cho_lang::app::Running;
use sea_orm::EntityTrait;

use crate::support::app::{App, settings};
use crate::support::browser::{Answer, Browser};
use crate::support::db::Content;

const PATH: &str = "/quan-tri/cau-hinh";
const BANNER: &str = "Chưa đăng ký với Bộ Công Thương";

const FIELDS: [(&str, &str); 14] = [
    ("name", "Hội Làng nghề <b>Hà Nội</b>"),
    ("address", "12 Tràng Tiền, Hà Nội"),
    ("representative", "Nguyễn Thị Lan"),
    ("title", "Chủ tịch"),
    ("tax_code", "0100 109 106"),
    ("issued_on", "2020-02-29"),
    ("issued_by", "Sở Tài chính Hà Nội"),
    ("phone", "1900 1234"),
    ("email", "hoi@example.com"),
    ("domain", "ChoLang.vn"),
    ("badge", "registered"),
    ("badge_url", "https://online.gov.vn/Home/WebDetails/1"),
    ("hours", "12"),
    ("days", "5"),
];

/// Sends the form as its page shows it, with some values changed.
async fn save(operator: &Browser, more: &[(&str, &str)]) -> Answer {
    let page = operator.get(PATH).await.is(200);
    let revision = page.attributes("input[name=revision]", "value").remove(0);
    sent(operator, &revision, more).await
}

async fn sent(operator: &Browser, revision: &str, more: &[(&str, &str)]) -> Answer {
    let mut typed = vec![("revision", revision)];
    for (name, value) in FIELDS {
        let other = more.iter().find(|(known, _)| *known == name);
        typed.push((name, other.map_or(value, |(_, value)| *value)));
    }
    operator.submit(PATH, &typed).await
}

/// Another node on the site's database, with a data folder of its own.
async fn second_node(app: &App, folder: &Path, flags: &[&str]) -> Running {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let settings = Arc::new(settings(folder, &app.world.url, flags));
    let services = cho_lang::app::services(settings, app.clock.clone(), address)
        .await
        .unwrap();
    cho_lang::app::start(services, listener, false).await.unwrap()
}

fn footer(page: &Answer) -> String {
    page.all("footer .own").join("")
}

#[tokio::test]
async fn bad_particulars_are_refused_beside_their_field() {
    let app = App::quiet(Content::Data, &[]).await;
    app.demo_people().await;
    let operator = app.signed_in("operator").await;
    let long = "ữ".repeat(201);
    for (field, value) in [
        ("name", long.as_str()),
        ("tax_code", "0100109107"),
        ("tax_code", "001090012345"),
        ("tax_code", "0100109106-000"),
        ("issued_on", "2026-02-30"),
        ("issued_on", "2026-11-23"),
        ("phone", "gọi tôi"),
        ("phone", "12"),
        ("email", "không phải thư"),
        ("domain", "https://cholang.vn"),
        ("domain", "cholang"),
        ("badge", "gold"),
        ("badge_url", "https://evil.example/.gov.vn"),
        ("badge_url", "javascript:alert(1)"),
        ("badge_url", ""),
        ("hours", "0"),
        ("hours", "169"),
        ("days", "-1"),
        ("days", "٣"),
    ] {
        let page = save(&operator, &[(field, value)]).await.is(422);
        let words = page.all(&format!("#{field}-err"));
        assert!(!words.is_empty(), "{field} {value}");
        assert_eq!(
            page.attributes("#address", "value"),
            ["12 Tràng Tiền, Hà Nội"],
            "what was typed stays"
        );
    }
    save(&operator, &[("badge", "none")]).await.is(422);
    save(&operator, &[("tax_code", "")]).await.is(422);
    save(&operator, &[("representative", "")]).await.is(422);
    operator.submit(PATH, &[]).await.is(422);
    assert_eq!(app.count("SELECT COUNT(*) FROM site_particulars").await, 0);
    // The office reads, and changes nothing.
    let officer = app.signed_in("officer").await;
    let page = officer.get(PATH).await.is(200);
    assert!(page.all("main form button.btn:not(.btn-3)").is_empty());
    officer.submit(PATH, &FIELDS).await.is(404);
    app.stop().await;
}

#[tokio::test]
async fn footer_and_pages_change_together_on_every_node() {
    let flags = ["--operator-name=Tên trong tệp", "--operator-phone=024 3000 0000"];
    let app = App::with(Content::Data, &flags).await;
    app.demo_people().await;
    let operator = app.signed_in("operator").await;
    let visitor = app.visitor();
    let before = visitor.get("/").await.is(200);
    assert!(footer(&before).contains("Tên trong tệp") && footer(&before).contains(BANNER));
    // One field alone: the file stands where the screen says nothing, and the banner stays.
    let partly = [
        ("name", "Hội một"),
        ("tax_code", ""),
        ("issued_on", ""),
        ("issued_by", ""),
        ("phone", ""),
        ("badge", "none"),
        ("badge_url", ""),
    ];
    save(&operator, &partly).await.is(303);
    let page = visitor.get("/").await.is(200);
    assert!(footer(&page).contains("Hội một") && footer(&page).contains("024 3000 0000"));
    assert!(footer(&page).contains(BANNER));
    save(&operator, &[]).await.is(303);
    app.settle().await;
    for path in [
        "/",
        "/en",
        "/dieu-khoan",
        "/khong-co-trang-nay",
        "/en/privacy",
        "/gio-hang",
    ] {
        let page = visitor.get(path).await;
        let text = footer(&page);
        for words in [
            "Hội Làng nghề <b>Hà Nội</b>",
            "Nguyễn Thị Lan, Chủ tịch",
            "0100109106",
            "1900 1234",
            "cholang.vn",
        ] {
            assert!(text.contains(words), "{path}: {words}: {text}");
        }
        assert!(
            !text.contains(BANNER) && !text.contains("Not registered"),
            "{path}"
        );
        assert!(!page.text().contains("<b>Hà Nội</b>"), "{path}: names are text");
        let links = page.attributes("footer a[href^='https://online.gov.vn']", "href");
        assert_eq!(links, ["https://online.gov.vn/Home/WebDetails/1"], "{path}");
    }
    let terms = visitor.get("/dieu-khoan").await.is(200).main();
    assert!(terms.contains("Hội Làng nghề"), "{terms}");
    let complaints = visitor.get("/khieu-nai").await.is(200).main();
    assert!(
        complaints.contains("trong 12 giờ") && complaints.contains("5 ngày làm việc"),
        "{complaints}"
    );
    // Another node on the same database, which had its pages made before the change.
    let folder = tempfile::tempdir().unwrap();
    let node = second_node(&app, folder.path(), &flags).await;
    let there = Browser::new(&format!("http://{}", node.address));
    for path in ["/", "/dieu-khoan", "/khieu-nai"] {
        assert!(
            footer(&there.get(path).await.is(200)).contains("Hội Làng nghề"),
            "{path}"
        );
    }
    save(&operator, &[("name", "Hội hai"), ("hours", "3")])
        .await
        .is(303);
    node.state.editions.refresh().await.unwrap();
    for browser in [&visitor, &there] {
        for path in ["/", "/dieu-khoan", "/khieu-nai", "/en"] {
            let text = footer(&browser.get(path).await.is(200));
            assert!(
                text.contains("Hội hai") && !text.contains("Hội Làng nghề"),
                "{path}: {text}"
            );
        }
        let complaints = browser.get("/khieu-nai").await.is(200).main();
        assert!(complaints.contains("trong 3 giờ"), "{complaints}");
    }
    node.stop().await.unwrap();
    let written = "SELECT COUNT(*) FROM audit_entries WHERE action = 'site.particulars'";
    assert_eq!(app.count(written).await, 3);
    app.stop().await;
}

#[tokio::test]
async fn two_who_save_at_once_do_not_overwrite_each_other() {
    let app = App::quiet(Content::Data, &[]).await;
    app.demo_people().await;
    let operator = app.signed_in("operator").await;
    let page = operator.get(PATH).await.is(200);
    let revision = page.attributes("input[name=revision]", "value").remove(0);
    let both = [("name", "Một"), ("name", "Hai")];
    let sends = both
        .iter()
        .map(|one| sent(&operator, &revision, std::slice::from_ref(one)));
    let answers = futures_util::future::join_all(sends).await;
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    let refused = answers.iter().find(|answer| answer.status == 422).unwrap();
    assert!(refused.all("#name-err").join("").contains("vừa lưu"));
    // The refused page carries the new revision: sent again, knowingly, it stands.
    let next = refused.attributes("input[name=revision]", "value").remove(0);
    sent(&operator, &next, &[]).await.is(303);
    // The same again changes nothing and is not written down.
    save(&operator, &[]).await.is(303);
    assert_eq!(
        app.count("SELECT CAST(revision AS BIGINT) FROM site_particulars")
            .await,
        2
    );
    app.stop().await;
}

#[tokio::test]
async fn a_complaint_keeps_the_limits_it_was_sent_under() {
    let app = App::quiet(Content::Data, &[]).await;
    app.demo_people().await;
    let operator = app.signed_in("operator").await;
    save(&operator, &[("hours", "2"), ("days", "1")]).await.is(303);
    let browser = app.browser();
    let form = browser.get("/khieu-nai/gui").await.is(200);
    assert!(form.main().contains("2 giờ"), "{}", form.main());
    let key = form.attributes("input[name='key']", "value").remove(0);
    let fields = [
        ("key", key.as_str()),
        ("topic", "content"),
        ("message", "Sai sao"),
        ("name", "Lan"),
        ("email", "lan@example.com"),
    ];
    browser.submit("/khieu-nai/gui", &fields).await.is(303);
    save(&operator, &[("hours", "48"), ("days", "9")]).await.is(303);
    let row = entity::complaint::Entity::find()
        .one(&app.world.db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.acknowledge_by, app.clock.now() + chrono::TimeDelta::hours(2));
    // Saturday morning: the one working day is Monday.
    assert_eq!(row.answer_by.to_rfc3339(), "2026-11-23T17:00:00+00:00");
    // The office is told where the screen says it sits.
    assert_eq!(app.letters("new_complaint").await[0].0, "hoi@example.com");
    app.stop().await;
}
