//! Places as files: what goes out comes in unchanged, what would change is shown first, what is wrong is named by its
//! line, and what somebody changed meanwhile is not overwritten.

use crate::support::app::App;
use crate::support::browser::{Answer, Browser};
use crate::support::db::Content;
use crate::support::upload::Parts;

const IMPORT: &str = "/quan-tri/dia-diem/nhap-tep";
const SLUG: &str = "diem-ocop-van-phuc";

struct Desk {
    app: App,
    operator: Browser,
}

impl Desk {
    async fn open() -> Self {
        let app = App::quiet(Content::Data, &[]).await;
        app.demo_people().await;
        let operator = app.signed_in("operator").await;
        Self { app, operator }
    }

    async fn send(&self, bytes: &[u8]) -> Answer {
        let parts = Parts::default().file("file", "places", bytes);
        self.operator.upload(IMPORT, parts).await
    }

    async fn named(&self, name: &str) -> i64 {
        let sql = format!("SELECT COUNT(*) FROM place_texts WHERE name = '{name}'");
        self.app.count(&sql).await
    }

    async fn version(&self) -> i64 {
        self.app.count("SELECT version FROM catalogue_state").await
    }
}

#[tokio::test]
async fn what_goes_out_comes_in_unchanged() {
    let desk = Desk::open().await;
    let version = desk.version().await;
    for path in ["/quan-tri/dia-diem/ban-do.geojson", "/quan-tri/dia-diem/bang.csv"] {
        let file = desk.operator.get(path).await.is(200);
        assert!(file.header("content-disposition").starts_with("attachment"));
        let all = desk.app.count("SELECT COUNT(*) FROM places").await;
        let page = desk.send(&file.bytes).await.is(200);
        let counts = page.main();
        assert!(
            counts.contains(&format!("0 dòng thay đổi, {all} dòng như cũ, 0 lỗi")),
            "{path}: {counts}"
        );
    }
    assert_eq!(desk.version().await, version);
    assert_eq!(desk.app.count("SELECT COUNT(*) FROM place_imports").await, 0);
    desk.app.stop().await;
}

#[tokio::test]
async fn nothing_is_written_before_somebody_says_so() {
    let desk = Desk::open().await;
    let file = format!("slug,name_vi,phone\n{SLUG},Điểm từ tệp,0912345678\n");
    let staged = desk.send(file.as_bytes()).await.is(303);
    let page = desk.operator.get(staged.location()).await.is(200);
    let shown = page.main();
    assert!(
        shown.contains("Điểm từ tệp") && shown.contains("0912 345 678"),
        "{shown}"
    );
    assert_eq!(desk.named("Điểm từ tệp").await, 0);
    desk.operator.submit(staged.location(), &[]).await.is(303);
    assert_eq!(desk.named("Điểm từ tệp").await, 1);
    let kept = format!(
        "SELECT COUNT(*) FROM places WHERE slug = '{SLUG}' AND lat IS NOT NULL AND edited_at IS NOT NULL"
    );
    assert_eq!(
        desk.app.count(&kept).await,
        1,
        "a column that is not there changes nothing"
    );
    // Twice is once.
    desk.operator.submit(staged.location(), &[]).await.is(404);
    let noted = "SELECT COUNT(*) FROM audit_entries WHERE action = 'place.edit'";
    assert_eq!(desk.app.count(noted).await, 1);
    desk.app.stop().await;
}

#[tokio::test]
async fn wrong_lines_are_named_and_keep_the_whole_file_out() {
    let desk = Desk::open().await;
    let file = format!(
        "slug,lat,lon,precision\n{SLUG},105.77,20.98,door\ndiem-ocop-bat-trang,48.85,2.35,door\ndiem-ocop-sai-son,21.03,105.65,door\n"
    );
    let page = desk.send(file.as_bytes()).await.is(422);
    let lines = page.all("main tbody tr");
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(
        lines[0].starts_with('2') && lines[0].contains("đổi chỗ"),
        "{lines:?}"
    );
    assert!(
        lines[1].starts_with('3') && lines[1].contains("ngoài Việt Nam"),
        "{lines:?}"
    );
    let map = format!(
        r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","geometry":{{"type":"Point","coordinates":[20.98,105.77]}},"properties":{{"slug":"{SLUG}"}}}}]}}"#
    );
    let page = desk.send(map.as_bytes()).await.is(422);
    assert!(page.main().contains("đổi chỗ"), "{}", page.main());
    for broken in [
        "name_vi\nx\n",
        "slug,colour\nx,red\n",
        "{\"type\":",
        "{}",
        r#"{"features":[{"type":"Feature","geometry":null,"properties":null}]}"#,
        r#"{"features":[{"geometry":{"type":"LineString","coordinates":[]},"properties":{"slug":"x"}}]}"#,
        "",
    ] {
        desk.send(broken.as_bytes()).await.is(422);
    }
    let twice = format!("slug,operator\n{SLUG},một\n{SLUG},hai\n");
    desk.send(twice.as_bytes()).await.is(422);
    assert_eq!(desk.app.count("SELECT COUNT(*) FROM place_imports").await, 0);
    desk.app.stop().await;
}

#[tokio::test]
async fn what_somebody_changed_meanwhile_is_not_overwritten() {
    let desk = Desk::open().await;
    let file = format!("slug,operator\n{SLUG},Từ tệp\ndiem-ocop-bat-trang,Từ tệp\n");
    let staged = desk.send(file.as_bytes()).await.is(303);
    let old = desk.operator.get("/quan-tri/dia-diem/bang.csv").await.is(200);
    let id = desk
        .app
        .count(&format!("SELECT id FROM places WHERE slug = '{SLUG}'"))
        .await;
    let revision = desk
        .app
        .count(&format!("SELECT revision FROM places WHERE id = {id}"))
        .await;
    let confirm = format!("/quan-tri/dia-diem/{id}/xac-nhan");
    desk.operator
        .submit(&confirm, &[("revision", &revision.to_string())])
        .await
        .is(303);
    let refused = desk.operator.submit(staged.location(), &[]).await.is(422);
    assert!(refused.main().contains(SLUG));
    let written = "SELECT COUNT(*) FROM places WHERE \"operator\" = 'Từ tệp'";
    assert_eq!(desk.app.count(written).await, 0, "all of it or nothing");
    // A file that was made before says so itself.
    let page = desk.send(&old.bytes).await.is(422);
    assert_eq!(page.all("main tbody tr").len(), 1);
    let officer = desk.app.signed_in("officer").await;
    officer.get("/quan-tri/dia-diem/bang.csv").await.is(200);
    officer.get(IMPORT).await.is(404);
    let parts = Parts::default().file("file", "places", file.as_bytes());
    officer.upload(IMPORT, parts).await.is(404);
    desk.app.stop().await;
}
