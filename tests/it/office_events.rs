//! Events at the office: booths with unique numbers, producers with their own products, a plan that the public sees,
//! results that are written once it has begun.

use dataset::{Options, Silent};

use crate::support::app::{App, data};
use crate::support::browser::Browser;
use crate::support::db::Content;
use crate::support::filled::Filled;

const MAKER: &str = "gom-su-quang-vinh";

struct Fair {
    app: App,
    operator: Browser,
    id: i64,
    page: String,
}

impl Fair {
    /// An event that begins on a day.
    async fn beginning(day: &str) -> Self {
        let app = App::quiet(Content::Data, &[]).await;
        app.demo_people().await;
        let operator = app.signed_in("operator").await;
        let form = Filled::of(&operator.get("/quan-tri/su-kien/moi").await.is(200), "name_vi");
        let made = form
            .with("name_vi", "Hội chợ làng nghề thử")
            .with("venue_vi", "Sân đình")
            .with("lat", "21.03")
            .with("lon", "105.85")
            .with("starts_on", day)
            .with("region", "south")
            .send(&operator)
            .await
            .is(303);
        let page = made.location().split('?').next().unwrap().to_owned();
        let id = page.rsplit('/').next().unwrap().parse().unwrap();
        Self {
            app,
            operator,
            id,
            page,
        }
    }

    async fn add(&self, numbers: &str, status: u16) {
        let path = format!("{}/gian-hang", self.page);
        self.operator
            .submit(&path, &[("numbers", numbers)])
            .await
            .is(status);
    }

    /// The page of a booth.
    async fn booth(&self, number: &str) -> String {
        let sql = format!(
            "SELECT id FROM event_booths WHERE event_id = {} AND number = '{number}'",
            self.id
        );
        format!("{}/gian-hang/{}", self.page, self.app.count(&sql).await)
    }

    async fn maker(&self, slug: &str) -> i64 {
        self.app
            .count(&format!("SELECT id FROM producers WHERE slug = '{slug}'"))
            .await
    }
}

#[tokio::test]
async fn numbers_are_unique_and_added_in_rows() {
    let fair = Fair::beginning("2026-12-20").await;
    fair.add("A1-A20, b1", 303).await;
    let count = format!("SELECT COUNT(*) FROM event_booths WHERE event_id = {}", fair.id);
    assert_eq!(fair.app.count(&count).await, 21);
    for wrong in ["A20", "C1, C1", "<b>", "", "A1-A4000000000", "D1-D399"] {
        fair.add(wrong, 422).await;
    }
    assert_eq!(fair.app.count(&count).await, 21, "all of them or none");
    let page = fair.operator.get(&fair.booth("A2").await).await.is(200);
    Filled::of(&page, "number")
        .with("number", "a1")
        .with("do", "save")
        .send(&fair.operator)
        .await
        .is(422);
    // A cell of the plan holds one booth.
    for (number, status) in [("A2", 303), ("A3", 422)] {
        let page = fair.operator.get(&fair.booth(number).await).await.is(200);
        Filled::of(&page, "number")
            .with("column", "3")
            .with("row", "4")
            .with("do", "save")
            .send(&fair.operator)
            .await
            .is(status);
    }
    for (column, row) in [("3", ""), ("0", "1"), ("41", "1"), ("x", "1")] {
        let page = fair.operator.get(&fair.booth("A4").await).await.is(200);
        Filled::of(&page, "number")
            .with("column", column)
            .with("row", row)
            .with("do", "save")
            .send(&fair.operator)
            .await
            .is(422);
    }
    fair.app.stop().await;
}

#[tokio::test]
async fn a_producer_shows_its_own_products_and_the_public_sees_the_plan() {
    let fair = Fair::beginning("2026-12-20").await;
    fair.add("A1-A3", 303).await;
    let booth = fair.booth("A1").await;
    let found = fair
        .operator
        .get(&format!("{booth}?q=gom+su+quang+vinh"))
        .await
        .is(200);
    let maker = fair.maker(MAKER).await;
    let assign = Filled::of(&found, "producer")
        .with("producer", &maker.to_string())
        .with("do", "assign");
    assign.send(&fair.operator).await.is(303);
    // What was seen before somebody stood there is seen no more.
    assign.send(&fair.operator).await.is(422);
    let own = fair
        .app
        .count(&format!(
            "SELECT MIN(id) FROM products WHERE producer_id = {maker} AND status = 'published'"
        ))
        .await;
    let foreign = fair
        .app
        .count(&format!(
            "SELECT MIN(id) FROM products WHERE producer_id <> {maker}"
        ))
        .await;
    for (product, status) in [(foreign, 422), (own, 303)] {
        let page = fair.operator.get(&booth).await.is(200);
        Filled::of(&page, "number")
            .with("product", &product.to_string())
            .with("do", "save")
            .send(&fair.operator)
            .await
            .is(status);
    }
    let shown = format!("SELECT COUNT(*) FROM event_booth_products WHERE product_id = {foreign}");
    assert_eq!(fair.app.count(&shown).await, 0);
    fair.app.running.state.editions.refresh().await.unwrap();
    let public = fair
        .app
        .visitor()
        .get("/su-kien/hoi-cho-lang-nghe-thu")
        .await
        .is(200);
    assert_eq!(public.all(".plan svg a"), ["A1", "A2", "A3"]);
    assert_eq!(public.attributes(".plan svg a", "href"), ["#g1", "#g2", "#g3"]);
    assert_eq!(public.attributes(".plan rect.on", "x").len(), 1);
    assert_eq!(public.attributes("tr[id]", "id"), ["g1", "g2", "g3"]);
    let maker_url = format!("td a[href='/nha-san-xuat/{MAKER}']");
    assert_eq!(public.all(&maker_url).len(), 1);
    let paper = fair.operator.get(&format!("{}/so-do", fair.page)).await.is(200);
    assert_eq!(paper.all(".plan svg a").len(), 3);
    fair.app.stop().await;
}

#[tokio::test]
async fn results_are_written_once_it_has_begun() {
    let fair = Fair::beginning("2026-12-20").await;
    let results = format!("{}/ket-qua", fair.page);
    let early = fair.operator.get(&results).await.is(200);
    assert!(early.attributes("input[name='visitors']", "value").is_empty());
    let typed = [("revision", "0"), ("visitors", "12.000")];
    fair.operator.submit(&results, &typed).await.is(422);
    assert_eq!(fair.app.count("SELECT COUNT(*) FROM event_results").await, 0);
    fair.app.stop().await;

    let fair = Fair::beginning("2026-11-20").await;
    fair.add("A1-A2", 303).await;
    let results = format!("{}/ket-qua", fair.page);
    let booth = fair.booth("A1").await.rsplit('/').next().unwrap().to_owned();
    let page = fair.operator.get(&results).await.is(200);
    let form = Filled::of(&page, "visitors")
        .with("visitors", "12.000")
        .with("turnover", "1.250.000.000")
        .with("contracts", "7")
        .with(&format!("turnover_{booth}"), "50.000.000");
    let wrong = form
        .clone()
        .with("contracts", "-7")
        .send(&fair.operator)
        .await
        .is(422);
    assert!(wrong.text().contains("1.250.000.000"), "what was typed is kept");
    form.send(&fair.operator).await.is(303);
    form.with("visitors", "1").send(&fair.operator).await.is(422);
    let whole = "SELECT COUNT(*) FROM event_results WHERE visitors = 12000 AND turnover = 1250000000 AND contracts = 7";
    assert_eq!(fair.app.count(whole).await, 1);
    let each = format!("SELECT turnover FROM event_booth_results WHERE booth_id = {booth}");
    assert_eq!(fair.app.count(&each).await, 50_000_000);
    let officer = fair.app.signed_in("officer").await;
    let seen = officer.get(&results).await.is(200);
    assert!(seen.main().contains("12.000"), "{}", seen.main());
    officer
        .submit(&results, &[("revision", "1"), ("visitors", "5")])
        .await
        .is(404);
    officer.submit(&fair.page, &[("name_vi", "x")]).await.is(404);
    let booths = format!("{}/gian-hang", fair.page);
    officer.submit(&booths, &[("numbers", "C1")]).await.is(404);
    fair.app.stop().await;
}

#[tokio::test]
async fn an_event_is_refused_what_makes_no_sense_and_its_old_address_leads_on() {
    let fair = Fair::beginning("2026-12-20").await;
    for (field, value) in [
        ("ends_on", "2026-12-19"),
        ("lat", "105.85"),
        ("region", "the_moon"),
        ("booths", "0"),
        ("slug", "Hội chợ"),
        ("name_vi", ""),
    ] {
        let page = fair.operator.get(&fair.page).await.is(200);
        let form = Filled::of(&page, "name_vi").with(field, value);
        let refused = form.send(&fair.operator).await.is(422);
        assert!(!refused.all(".err").is_empty(), "{field}");
    }
    let page = fair.operator.get(&fair.page).await.is(200);
    let (first, second) = (Filled::of(&page, "name_vi"), Filled::of(&page, "name_vi"));
    first
        .with("slug", "hoi-cho-moi")
        .send(&fair.operator)
        .await
        .is(303);
    second
        .with("venue_vi", "Nơi khác")
        .send(&fair.operator)
        .await
        .is(422);
    fair.app.running.state.editions.refresh().await.unwrap();
    let moved = fair
        .app
        .visitor()
        .get("/su-kien/hoi-cho-lang-nghe-thu")
        .await
        .is(301);
    assert_eq!(moved.location(), "/su-kien/hoi-cho-moi");
    fair.app.stop().await;
}

#[tokio::test]
async fn a_data_set_that_is_imported_again_leaves_an_edited_event_alone() {
    let fair = Fair::beginning("2026-12-20").await;
    let slug = "ocop-mien-nui-phia-bac-2020";
    let id = fair
        .app
        .count(&format!("SELECT id FROM events WHERE slug = '{slug}'"))
        .await;
    let page = fair
        .operator
        .get(&format!("/quan-tri/su-kien/{id}"))
        .await
        .is(200);
    Filled::of(&page, "name_vi")
        .with("slug", "mien-nui-2020")
        .with("booths", "199")
        .send(&fair.operator)
        .await
        .is(303);
    let events = fair.app.count("SELECT COUNT(*) FROM events").await;
    let options = Options {
        source: data(),
        dry_run: false,
    };
    let reports = dataset::import(&fair.app.world.db, &fair.app.clock, &options, &Silent)
        .await
        .unwrap();
    assert_eq!(
        reports.iter().map(|report| report.kept).sum::<usize>(),
        1,
        "{reports:?}"
    );
    assert_eq!(fair.app.count("SELECT COUNT(*) FROM events").await, events);
    let kept =
        format!("SELECT COUNT(*) FROM events WHERE id = {id} AND slug = 'mien-nui-2020' AND booths = 199");
    assert_eq!(fair.app.count(&kept).await, 1);
    fair.app.stop().await;
}
