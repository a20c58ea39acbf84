//! Criteria sheets and papers of a place: the total is worked out, what is required counts, a sheet is never changed,
//! a paper is for the office alone.

use crate::support::app::App;
use crate::support::browser::Browser;
use crate::support::db::Content;
use crate::support::filled::Filled;
use crate::support::upload::{Parts, png};

struct Desk {
    app: App,
    operator: Browser,
    sheets: String,
    place: i64,
}

impl Desk {
    async fn open() -> Self {
        let app = App::quiet(Content::Data, &[]).await;
        app.demo_people().await;
        let operator = app.signed_in("operator").await;
        let place = app
            .count("SELECT id FROM places WHERE slug = 'diem-ocop-van-phuc'")
            .await;
        Self {
            sheets: format!("/quan-tri/dia-diem/{place}/tieu-chi"),
            app,
            operator,
            place,
        }
    }

    async fn sheet(&self, version: &str) -> Filled {
        let path = format!("{}?version={version}", self.sheets);
        let page = self.operator.get(&path).await.is(200);
        Filled::of(&page, "assessed_by").with("assessed_by", "Tổ thẩm định")
    }

    /// Criteria of a decision: those that give points, and those that are met or not.
    async fn ids(&self, version: &str, points: bool) -> Vec<i64> {
        let is = if points { "IS NOT NULL" } else { "IS NULL" };
        let count = |rest: &str| {
            format!("SELECT {rest} FROM criteria WHERE version = '{version}' AND max_points {is}")
        };
        let many = self.app.count(&count("COUNT(*)")).await;
        let mut ids = Vec::new();
        for skip in 0..many {
            let sql = format!("{} ORDER BY position LIMIT 1 OFFSET {skip}", count("id"));
            ids.push(self.app.count(&sql).await);
        }
        ids
    }
}

#[tokio::test]
async fn the_total_is_worked_out_and_what_is_required_counts() {
    let desk = Desk::open().await;
    let (points, plain) = (desk.ids("6385", true).await, desk.ids("6385", false).await);
    assert!(points.len() >= 2 && plain.len() >= 2, "{points:?} {plain:?}");
    let mut form = desk.sheet("6385").await.with("conclusion", "meets");
    for id in &plain {
        form = form.with(&format!("met_{id}"), "yes");
    }
    let full = form
        .clone()
        .with(&format!("points_{}", points[0]), "18")
        .with(&format!("points_{}", points[1]), "61");
    let above = full.clone().with(&format!("points_{}", points[0]), "21");
    above.send(&desk.operator).await.is(422);
    let unmet = full.clone().with(&format!("met_{}", plain[0]), "no");
    let refused = unmet.send(&desk.operator).await.is(422);
    assert!(!refused.all(&format!("#met_{}-err", plain[0])).is_empty());
    full.clone()
        .with("assessed_on", "2026-12-01")
        .send(&desk.operator)
        .await
        .is(422);
    full.clone()
        .with("assessed_by", "")
        .send(&desk.operator)
        .await
        .is(422);
    assert_eq!(desk.app.count("SELECT COUNT(*) FROM place_sheets").await, 0);
    let kept = full.send(&desk.operator).await.is(303);
    let again = full.send(&desk.operator).await.is(303);
    assert_eq!(kept.location(), again.location(), "the same form is one sheet");
    let page = desk.operator.get(kept.location()).await.is(200);
    assert_eq!(page.all("#total"), ["79/100"]);
    assert!(page.main().contains("Tổ thẩm định"));
    // What the criteria say later changes nothing on it.
    desk.app
        .world
        .run("UPDATE criteria SET text_vi = 'Khác hẳn', text_en = 'Different' WHERE version = '6385'")
        .await;
    let page = desk.operator.get(kept.location()).await.is(200);
    assert!(!page.main().contains("Khác hẳn"));
    let officer = desk.app.signed_in("officer").await;
    officer.get(kept.location()).await.is(200);
    officer.submit(&desk.sheets, &[("version", "950")]).await.is(404);
    let history = officer.get(&desk.sheets).await.is(200);
    assert!(history.main().contains("79/100"));
    desk.app.stop().await;
}

#[tokio::test]
async fn a_decision_whose_period_has_ended_is_flagged_and_the_operator_keeps_the_list() {
    let desk = Desk::open().await;
    let page = desk
        .operator
        .get(&format!("{}?version=950", desk.sheets))
        .await
        .is(200);
    assert!(page.main().contains("31/12/2025") && page.main().contains("Thời hạn của quyết định này đã hết"));
    assert!(page.main().contains("chưa đối chiếu"));
    let list = desk.operator.get("/quan-tri/tieu-chi").await.is(200);
    let form = Filled::of(&list, "text_vi");
    form.send(&desk.operator).await.is(422);
    let typed = form
        .with("text_vi", "Có bình chữa cháy")
        .with("text_en", "Has a fire extinguisher")
        .with("block", "operation");
    typed
        .clone()
        .with("max_points", "0")
        .send(&desk.operator)
        .await
        .is(422);
    typed.send(&desk.operator).await.is(303);
    let page = desk
        .operator
        .get(&format!("{}?version=950", desk.sheets))
        .await
        .is(200);
    assert!(page.main().contains("Có bình chữa cháy"));
    // Nobody writes over what they have not seen.
    let id = desk
        .app
        .count("SELECT id FROM criteria WHERE text_vi = 'Có bình chữa cháy'")
        .await;
    let one = desk
        .operator
        .get(&format!("/quan-tri/tieu-chi/{id}"))
        .await
        .is(200);
    let first = Filled::of(&one, "text_vi");
    let late = first.clone().with("text_en", "Extinguishers");
    first
        .with("text_en", "An extinguisher")
        .send(&desk.operator)
        .await
        .is(303);
    late.send(&desk.operator).await.is(422);
    let officer = desk.app.signed_in("officer").await;
    assert!(
        officer
            .get("/quan-tri/tieu-chi")
            .await
            .is(200)
            .main()
            .contains("Có bình chữa cháy")
    );
    officer
        .submit("/quan-tri/tieu-chi/0", &[("text_vi", "x")])
        .await
        .is(404);
    // A form whose criteria were others is not kept.
    let old = desk.sheet("950").await;
    desk.app
        .world
        .run("UPDATE criteria SET active = FALSE WHERE text_vi = 'Có bình chữa cháy'")
        .await;
    old.send(&desk.operator).await.is(422);
    assert_eq!(desk.app.count("SELECT COUNT(*) FROM place_sheets").await, 0);
    desk.app.stop().await;
}

#[tokio::test]
async fn a_paper_is_for_the_office_alone() {
    let desk = Desk::open().await;
    let papers = format!("/quan-tri/dia-diem/{}/giay-to", desk.place);
    let send = |title: &str, bytes: &[u8]| {
        let parts = Parts::default()
            .text("title", title)
            .file("paper", "a.pdf", bytes);
        let (operator, path) = (desk.operator.clone(), papers.clone());
        async move { operator.upload(&path, parts).await }
    };
    send("", &png(40, 30)).await.is(422);
    send("Quyết định", b"MZ no paper").await.is(422);
    send("Quyết định", b"").await.is(422);
    assert_eq!(desk.app.count("SELECT COUNT(*) FROM place_papers").await, 0);
    send("Quyết định công nhận", &png(40, 30)).await.is(303);
    let paper = desk.app.count("SELECT MIN(id) FROM place_papers").await;
    let path = format!("{papers}/{paper}");
    let given = desk.operator.get(&path).await.is(200);
    assert!(given.header("content-disposition").starts_with("attachment"));
    assert!(given.header("cache-control").contains("no-store"));
    desk.app.signed_in("officer").await.get(&path).await.is(200);
    desk.app.visitor().get(&path).await.is(303);
    for who in ["producer", "buyer", "point"] {
        desk.app.signed_in(who).await.get(&path).await.is(404);
    }
    // Another place does not open it.
    let other = desk
        .app
        .count("SELECT id FROM places WHERE slug = 'diem-ocop-bat-trang'")
        .await;
    desk.operator
        .get(&format!("/quan-tri/dia-diem/{other}/giay-to/{paper}"))
        .await
        .is(404);
    desk.operator.submit(&path, &[]).await.is(303);
    desk.operator.get(&path).await.is(404);
    let jobs = "SELECT COUNT(*) FROM jobs WHERE kind = 'forget_place_papers'";
    assert!(desk.app.count(jobs).await >= 2);
    desk.app.stop().await;
}
