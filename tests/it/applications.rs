//! Applying to sell, from the first step to the producer's page, and what the office may do with it.

use entity::{ApplicationStatus, application};
use sea_orm::EntityTrait;

use crate::support::app::App;
use crate::support::browser::{Answer, Browser};
use crate::support::db::Content;
use crate::support::upload::{Parts, png};

const APPLY: &str = "/nguoi-ban/dang-ky-ban";
const PDF: &[u8] = b"%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF\n";
const NAME: &str = "Hợp tác xã Mây tre Sao Mai";

pub(crate) async fn app() -> App {
    let app = App::quiet(Content::Data, &[]).await;
    app.demo_people().await;
    app
}

pub(crate) async fn row(app: &App) -> application::Model {
    application::Entity::find()
        .one(&app.world.db)
        .await
        .unwrap()
        .unwrap()
}

async fn commune(app: &App) -> String {
    app.count("SELECT MIN(id) FROM communes WHERE valid_to IS NULL")
        .await
        .to_string()
}

/// Sends a step.
async fn step(browser: &Browser, step: &str, fields: &[(&str, &str)]) -> Answer {
    browser.submit(&format!("{APPLY}/{step}"), fields).await
}

async fn write_who(browser: &Browser, app: &App) {
    let commune = commune(app).await;
    let fields = [
        ("legal_form", "cooperative"),
        ("name_vi", NAME),
        ("name_en", ""),
        ("tax_code", "0100109106"),
        ("commune", &commune),
    ];
    step(browser, "chu-the", &fields).await.is(303);
}

async fn write_rest(browser: &Browser, app: &App) {
    let contact = [("phone", "0912 345 678"), ("email", "sao-mai@example.com")];
    step(browser, "lien-he", &contact).await.is(303);
    let bank = [
        ("bank", "970436"),
        ("account", "001100412345"),
        ("account_again", "0011 0041 2345"),
        ("holder", "HTX SAO MAI"),
        ("holder_again", "HTX SAO MAI"),
    ];
    step(browser, "ngan-hang", &bank).await.is(303);
    for id in required(app).await {
        add_paper(browser, &id, PDF).await.is(303);
    }
}

/// What is required of a cooperative.
async fn required(app: &App) -> Vec<String> {
    let mut found = Vec::new();
    for id in 1..=20 {
        let sql = format!(
            "SELECT COUNT(*) FROM requirements WHERE id = {id} AND required AND active \
             AND (legal_form IS NULL OR legal_form = 'cooperative')"
        );
        if app.count(&sql).await == 1 {
            found.push(id.to_string());
        }
    }
    assert_eq!(found.len(), 2);
    found
}

async fn add_paper(browser: &Browser, requirement: &str, bytes: &[u8]) -> Answer {
    let parts = Parts::default().text("requirement", requirement).file(
        &format!("file_{requirement}"),
        "../../x.php",
        bytes,
    );
    browser.upload(&format!("{APPLY}/giay-to"), parts).await
}

/// An application that was sent, with the office's address of it.
pub(crate) async fn sent(app: &App, browser: &Browser) -> String {
    write_who(browser, app).await;
    write_rest(browser, app).await;
    step(browser, "gui", &[]).await.is(303);
    let row = row(app).await;
    assert_eq!(row.status, ApplicationStatus::Applied);
    format!("/quan-tri/ho-so/{}", row.id)
}

/// Takes an application and ticks everything that is required.
pub(crate) async fn reviewed(app: &App, operator: &Browser, at: &str) -> String {
    operator.submit(&format!("{at}/xem"), &[]).await.is(303);
    let seen = required(app).await;
    let ticks: Vec<(&str, &str)> = seen.iter().map(|id| ("seen", id.as_str())).collect();
    operator.submit(&format!("{at}/danh-dau"), &ticks).await.is(303);
    row(app).await.version.to_string()
}

#[tokio::test]
async fn a_draft_is_kept_after_every_step_and_judged_in_words() {
    let app = app().await;
    let lan = app.signed_in("buyer").await;
    lan.get(APPLY).await.is(200);
    lan.submit(APPLY, &[]).await.is(303);
    let commune = commune(&app).await;
    for (name, value) in [
        ("legal_form", "empire"),
        ("name_vi", "123"),
        ("tax_code", "0100109107"),
        ("commune", "999999"),
        ("commune", "x"),
    ] {
        let mut fields = vec![
            ("legal_form", "company"),
            ("name_vi", NAME),
            ("tax_code", "0100109106"),
            ("commune", commune.as_str()),
        ];
        fields.retain(|(known, _)| *known != name);
        fields.push((name, value));
        let page = step(&lan, "chu-the", &fields).await.is(422);
        assert!(!page.all(&format!("#{name}-err")).is_empty(), "{name}");
        assert!(page.bytes.len() < 30 * 1024, "{} bytes", page.bytes.len());
        assert_eq!(row(&app).await.legal_form, None);
    }
    write_who(&lan, &app).await;
    // Left and resumed, on another device and in the other language.
    let again = app.signed_in("buyer").await;
    let page = again.get("/en/studio/apply/who").await.is(200);
    assert_eq!(page.attributes("#name_vi", "value"), [NAME]);
    // What is missing is said, and nothing is sent.
    let page = step(&again, "gui", &[]).await.is(422);
    assert!(page.main().contains("Chưa điền liên hệ"), "{}", page.main());
    assert_eq!(row(&app).await.status, ApplicationStatus::Draft);
    // The office does not see what nobody sent.
    let at = format!("/quan-tri/ho-so/{}", row(&app).await.id);
    app.signed_in("operator").await.get(&at).await.is(404);
    app.stop().await;
}

#[tokio::test]
async fn papers_are_seen_by_their_sender_and_the_office_alone() {
    let app = app().await;
    let lan = app.signed_in("buyer").await;
    write_who(&lan, &app).await;
    let asked = required(&app).await;
    for bytes in [
        b"<html><script>alert(1)</script>".as_slice(),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"",
        &png(40, 40)[..60],
    ] {
        add_paper(&lan, &asked[0], bytes).await.is(422);
    }
    add_paper(&lan, "999999", PDF).await.is(422);
    let mut long = PDF.to_vec();
    long.resize(10 * 1024 * 1024 + 1, b' ');
    let page = add_paper(&lan, &asked[0], &long).await.is(422);
    assert!(page.main().contains("10 MB"), "{}", page.main());
    assert_eq!(app.count("SELECT COUNT(*) FROM application_documents").await, 0);
    add_paper(&lan, &asked[0], PDF).await.is(303);
    add_paper(&lan, &asked[0], &png(300, 200)).await.is(303);
    let page = lan.get(&format!("{APPLY}/giay-to")).await.is(200);
    let links = page.attributes("a[download]", "href");
    assert_eq!(links.len(), 2);
    for (link, kind) in links.iter().zip(["application/pdf", "image/jpeg"]) {
        let paper = lan.get(link).await.is(200);
        assert_eq!(paper.header("content-type"), kind);
        assert_eq!(paper.header("x-content-type-options"), "nosniff");
        assert_eq!(paper.header("cache-control"), "private, no-store");
        let disposition = paper.header("content-disposition");
        assert!(
            disposition.starts_with("attachment; filename=\"giay-to-"),
            "{disposition}"
        );
        for who in ["point", "producer", "operator"] {
            app.signed_in(who).await.get(link).await.is(404);
        }
        app.browser().get(link).await.is(303);
        let other = app.signed_in("point").await;
        other.submit(&format!("{link}/xoa"), &[]).await.is(404);
    }
    lan.submit(&format!("{}/xoa", links[0]), &[]).await.is(303);
    lan.get(&links[0]).await.is(404);
    let forgotten = app
        .count("SELECT COUNT(*) FROM jobs WHERE kind = 'forget_papers'")
        .await;
    assert!(forgotten >= 3, "{forgotten}");
    app.stop().await;
}

#[tokio::test]
async fn an_approval_makes_a_producer_with_its_owner_and_account() {
    let app = app().await;
    let lan = app.signed_in("buyer").await;
    let at = sent(&app, &lan).await;
    // Sent twice it is sent once, and it cannot be written in.
    step(&lan, "gui", &[]).await.is(303);
    step(
        &lan,
        "lien-he",
        &[("phone", "0987 654 321"), ("email", "x@example.com")],
    )
    .await
    .is(303);
    assert_eq!(row(&app).await.phone.as_deref(), Some("+84912345678"));
    assert_eq!(app.letters("application_received").await.len(), 1);
    let officer = app.signed_in("officer").await;
    let page = officer.get(&at).await.is(200);
    assert!(page.main().contains(NAME) && page.main().contains("0912 345 678"));
    let paper = &page.attributes("a[download]", "href")[0];
    officer.get(paper).await.is(200);
    lan.get(paper).await.is(404);
    officer.submit(&format!("{at}/xem"), &[]).await.is(404);
    let operator = app.signed_in("operator").await;
    let decide = format!("{at}/quyet-dinh");
    let version = row(&app).await.version.to_string();
    let approve = [("decision", "approve"), ("version", version.as_str())];
    operator.submit(&decide, &approve).await.is(422);
    operator.submit(&format!("{at}/xem"), &[]).await.is(303);
    operator.submit(&format!("{at}/xem"), &[]).await.is(422);
    let version = row(&app).await.version.to_string();
    let approve = [("decision", "approve"), ("version", version.as_str())];
    let page = operator.submit(&decide, &approve).await.is(422);
    assert!(page.main().contains("Còn mục bắt buộc"), "{}", page.main());
    let seen = required(&app).await;
    let ticks: Vec<(&str, &str)> = seen.iter().map(|id| ("seen", id.as_str())).collect();
    operator.submit(&format!("{at}/danh-dau"), &ticks).await.is(303);
    // A producer that has an owner is not taken from it, and one that is not there is told of.
    for slug in ["gom-su-quang-vinh", "no-such-producer", "../x"] {
        let fields = [approve[0], approve[1], ("slug", slug)];
        operator.submit(&decide, &fields).await.is(422);
    }
    let (one, two) = tokio::join!(
        operator.submit(&decide, &approve),
        operator.submit(&decide, &approve)
    );
    let mut codes = [one.status.as_u16(), two.status.as_u16()];
    codes.sort_unstable();
    assert_eq!(codes, [303, 422]);
    let row = row(&app).await;
    assert_eq!(row.status, ApplicationStatus::Approved);
    let producer = row.producer_id.unwrap();
    assert_eq!(
        app.count(&format!(
            "SELECT COUNT(*) FROM producer_settings WHERE producer_id = {producer} AND bank_account = '001100412345' \
             AND accepts_transfer"
        ))
        .await,
        1
    );
    assert_eq!(app.letters("application_approved").await.len(), 1);
    lan.get("/nguoi-ban").await.is(200);
    lan.get("/nguoi-ban/thanh-vien").await.is(200);
    app.running.state.editions.refresh().await.unwrap();
    app.visitor()
        .get("/nha-san-xuat/hop-tac-xa-may-tre-sao-mai")
        .await
        .is(200);
    app.stop().await;
}

#[tokio::test]
async fn changes_are_asked_and_refusals_say_why() {
    let app = app().await;
    let lan = app.signed_in("buyer").await;
    let at = sent(&app, &lan).await;
    let operator = app.signed_in("operator").await;
    let version = reviewed(&app, &operator, &at).await;
    let decide = format!("{at}/quyet-dinh");
    for decision in ["change", "reject", "", "burn"] {
        let fields = [("decision", decision), ("version", version.as_str())];
        operator.submit(&decide, &fields).await.is(422);
    }
    let fields = [
        ("decision", "change"),
        ("version", version.as_str()),
        ("reason", "Ảnh mờ, <b>xin chụp lại</b>"),
    ];
    operator.submit(&decide, &fields).await.is(303);
    let page = lan.get(APPLY).await.is(200);
    assert!(
        page.main().contains("Ảnh mờ, <b>xin chụp lại</b>"),
        "{}",
        page.main()
    );
    step(
        &lan,
        "lien-he",
        &[("phone", "0987 654 321"), ("email", "x@example.com")],
    )
    .await
    .is(303);
    step(&lan, "gui", &[]).await.is(303);
    operator.submit(&format!("{at}/xem"), &[]).await.is(303);
    // What was read before the change decides nothing.
    let stale = [
        ("decision", "reject"),
        ("version", version.as_str()),
        ("reason", "Không đủ"),
    ];
    operator.submit(&decide, &stale).await.is(422);
    let version = row(&app).await.version.to_string();
    let fields = [
        ("decision", "reject"),
        ("version", version.as_str()),
        ("reason", "Không đủ"),
    ];
    operator.submit(&decide, &fields).await.is(303);
    assert_eq!(row(&app).await.status, ApplicationStatus::Rejected);
    assert!(lan.get(APPLY).await.is(200).main().contains("Không đủ"));
    lan.get("/nguoi-ban").await.is(404);
    // Six moves, each with its row and its audit.
    for table in [
        "SELECT COUNT(*) FROM application_events",
        "SELECT COUNT(*) FROM audit_entries WHERE action = 'application.move'",
    ] {
        assert_eq!(app.count(table).await, 6, "{table}");
    }
    // Somebody who was refused may begin again.
    lan.submit(APPLY, &[]).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM applications").await, 2);
    app.stop().await;
}
