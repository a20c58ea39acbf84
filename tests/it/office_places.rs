//! Places at the office: an edit is public at once everywhere, nobody overwrites what they have not seen, slips of the
//! pen are refused beside their field, an old address leads to the new one, one tap confirms.

use dataset::{Options, Silent};

use crate::support::app::{App, data};
use crate::support::browser::Browser;
use crate::support::db::Content;
use crate::support::filled::Filled;

const SLUG: &str = "diem-ocop-van-phuc";

struct Office {
    app: App,
    operator: Browser,
    id: i64,
    page: String,
}

impl Office {
    async fn open(worker: bool) -> Self {
        let app = if worker {
            App::with(Content::Data, &[]).await
        } else {
            App::quiet(Content::Data, &[]).await
        };
        app.demo_people().await;
        let operator = app.signed_in("operator").await;
        let id = app
            .count(&format!("SELECT id FROM places WHERE slug = '{SLUG}'"))
            .await;
        Self {
            page: format!("/quan-tri/dia-diem/{id}"),
            app,
            operator,
            id,
        }
    }

    async fn form(&self) -> Filled {
        Filled::of(&self.operator.get(&self.page).await.is(200), "name_vi")
    }

    async fn number(&self, column: &str) -> i64 {
        self.app
            .count(&format!("SELECT {column} FROM places WHERE id = {}", self.id))
            .await
    }
}

#[tokio::test]
async fn an_edit_is_public_at_once_on_page_map_and_in_the_api() {
    let office = Office::open(true).await;
    let visitor = office.app.visitor();
    let public = format!("/diem-ban/{SLUG}");
    let before = visitor.get(&public).await.is(200);
    assert!(!before.text().contains("Vạn Phúc mới"));
    let form = office.form().await;
    assert_eq!(form.value("slug"), SLUG);
    assert_eq!(form.value("commune"), "Phường Hà Đông", "people read names");
    let sent = form
        .with("name_vi", "Điểm OCOP Vạn Phúc mới")
        .with("lat", "20,981 105,775")
        .with("lon", "")
        .with("precision", "door")
        .with("opening_hours", "Mo-Su 08:00-17:00")
        .with("phone", "0912 345 678")
        .and("facilities", "wheelchair")
        .and("facilities", "parking")
        .and("facilities", "delivery")
        .and("languages", "ru")
        .with("recognised_by", "UBND phường Hà Đông")
        .send(&office.operator)
        .await
        .is(303);
    let shown = office.operator.get(sent.location()).await.is(200);
    assert_eq!(Filled::of(&shown, "name_vi").value("lat"), "20.981");
    office.app.settle().await;
    let page = visitor.get(&public).await.is(200);
    assert!(page.main().contains("Vạn Phúc mới") && page.main().contains("08:00"));
    for told in ["UBND phường Hà Đông", "0912 345 678", "Giao hàng", "Tiếng Nga"] {
        assert!(page.main().contains(told), "{told}");
    }
    let item = visitor
        .get(&format!("/api/v1/places/{SLUG}"))
        .await
        .is(200)
        .text();
    assert!(
        item.contains("Vạn Phúc mới") && item.contains("+84912345678"),
        "{item}"
    );
    assert!(item.contains("20.981") && item.contains("wheelchair"), "{item}");
    let map = visitor
        .get("/api/v1/places.geojson?bbox=105.774,20.98,105.776,20.982")
        .await
        .is(200)
        .text();
    assert!(map.contains(SLUG), "{map}");
    let found = visitor
        .get("/tim-kiem?q=v%E1%BA%A1n+ph%C3%BAc+m%E1%BB%9Bi")
        .await
        .is(200);
    assert!(found.text().contains(&public));
    let noted = "SELECT COUNT(*) FROM audit_entries WHERE action = 'place.edit' AND before LIKE '%name_vi%' \
         AND after LIKE '%Vạn Phúc mới%'";
    assert_eq!(office.app.count(noted).await, 1);
    // The same again changes nothing and writes nothing down.
    let revision = office.number("revision").await;
    office.form().await.send(&office.operator).await.is(303);
    assert_eq!(office.number("revision").await, revision);
    office.app.stop().await;
}

#[tokio::test]
async fn nobody_overwrites_what_they_have_not_seen() {
    let office = Office::open(false).await;
    let (first, second) = (office.form().await, office.form().await);
    first
        .with("operator", "Hợp tác xã Một")
        .send(&office.operator)
        .await
        .is(303);
    let late = second
        .with("operator", "Hợp tác xã Hai")
        .with("recognised_by", "Sở Công Thương")
        .send(&office.operator)
        .await
        .is(422);
    let text = late.main();
    assert!(
        text.contains("Hợp tác xã Một") && text.contains("Hợp tác xã Hai"),
        "{text}"
    );
    let one = "SELECT COUNT(*) FROM places WHERE \"operator\" = 'Hợp tác xã Một' AND recognised_by IS NULL";
    assert_eq!(office.app.count(one).await, 1);
    // Having seen both, the second may go on.
    let again = Filled::of(&late, "name_vi");
    assert_eq!(again.value("operator"), "Hợp tác xã Hai");
    again.send(&office.operator).await.is(303);
    let two = "SELECT COUNT(*) FROM places WHERE \"operator\" = 'Hợp tác xã Hai' AND recognised_by = 'Sở Công Thương'";
    assert_eq!(office.app.count(two).await, 1);
    office.app.stop().await;
}

#[tokio::test]
async fn slips_of_the_pen_are_refused_beside_their_field() {
    let office = Office::open(false).await;
    let revision = office.number("revision").await;
    for (fields, wrong) in [
        (vec![("lat", "105.9"), ("lon", "20.98")], "lat"),
        (vec![("lat", "105,9 20,98"), ("lon", "")], "lat"),
        (vec![("lat", "48.85"), ("lon", "2.35")], "lat"),
        (vec![("lat", "20.98"), ("lon", "")], "lat"),
        (vec![("lat", "NaN"), ("lon", "105.9")], "lat"),
        (vec![("precision", "")], "precision"),
        (vec![("precision", "about")], "precision"),
        (vec![("opening_hours", "from eight")], "opening_hours"),
        (vec![("lunar_days", "4,31")], "lunar_days"),
        (vec![("phone", "12")], "phone"),
        (vec![("website", "javascript:alert(1)")], "website"),
        (vec![("commune", "Xã Không Có")], "commune"),
        (vec![("village", "làng không có")], "village"),
        (vec![("location_type", "9")], "location_type"),
        (vec![("kind", "craft_village")], "kind"),
        (vec![("last_confirmed_on", "2027-01-01")], "last_confirmed_on"),
        (vec![("floor_area_m2", "0")], "floor_area_m2"),
        (vec![("facilities", "casino")], "facilities"),
        (vec![("name_vi", "")], "name_vi"),
        (vec![("slug", "Điểm bán")], "slug"),
        (vec![("slug", "diem-ocop-bat-trang")], "slug"),
    ] {
        let mut form = office.form().await;
        for (field, value) in &fields {
            form = form.with(field, value);
        }
        let page = form
            .with("notes_vi", "giữ lại")
            .send(&office.operator)
            .await
            .is(422);
        assert!(
            !page.all(&format!("#{wrong}-err")).is_empty(),
            "{fields:?}: {}",
            page.main()
        );
        assert!(
            page.text().contains("giữ lại"),
            "{fields:?}: what was typed is kept"
        );
    }
    assert_eq!(office.number("revision").await, revision);
    let swapped = office.form().await.with("lat", "105.9").with("lon", "20.98");
    let page = swapped.send(&office.operator).await.is(422);
    assert!(page.all("#lat-err")[0].contains("đổi chỗ"));
    office.app.stop().await;
}

#[tokio::test]
async fn an_old_address_leads_to_the_new_one() {
    let office = Office::open(true).await;
    let visitor = office.app.visitor();
    let form = office.form().await.with("slug", "diem-lua-van-phuc");
    form.send(&office.operator).await.is(303);
    office.app.settle().await;
    let moved = visitor.get(&format!("/diem-ban/{SLUG}")).await.is(301);
    assert_eq!(moved.location(), "/diem-ban/diem-lua-van-phuc");
    visitor.get("/diem-ban/diem-lua-van-phuc").await.is(200);
    // Nobody else may take the address that was left, and its own may come back to it.
    let other = office
        .app
        .count("SELECT id FROM places WHERE slug = 'diem-ocop-bat-trang'")
        .await;
    let page = office
        .operator
        .get(&format!("/quan-tri/dia-diem/{other}"))
        .await
        .is(200);
    let taken = Filled::of(&page, "name_vi").with("slug", SLUG);
    taken.send(&office.operator).await.is(422);
    let back = office.form().await.with("slug", SLUG);
    back.send(&office.operator).await.is(303);
    office.app.settle().await;
    visitor.get(&format!("/diem-ban/{SLUG}")).await.is(200);
    let moved = visitor.get("/diem-ban/diem-lua-van-phuc").await.is(301);
    assert_eq!(moved.location(), format!("/diem-ban/{SLUG}"));
    office.app.stop().await;
}

#[tokio::test]
async fn one_tap_confirms_and_the_unconfirmed_come_first() {
    let office = Office::open(false).await;
    let list = office
        .operator
        .get("/quan-tri/dia-diem?q=diem+ocop+van+phuc&kind=sales_point")
        .await
        .is(200);
    assert!(list.main().contains("Chưa ai xác nhận"));
    let form = Filled::of(&list, "from");
    form.send(&office.operator).await.is(303);
    let confirmed = format!(
        "SELECT COUNT(*) FROM places WHERE id = {} AND confirmed_by IS NOT NULL AND status = 'open' \
         AND last_confirmed_on = '2026-11-21'",
        office.id
    );
    assert_eq!(office.app.count(&confirmed).await, 1);
    // The button of a page that shows an older revision confirms nothing.
    form.send(&office.operator).await.is(422);
    let first = office.operator.get("/quan-tri/dia-diem").await.is(200);
    let names = first.all("main .acct-list li");
    assert_eq!(names.len(), 20);
    assert!(
        names.iter().all(|name| name.contains("Chưa ai xác nhận")),
        "{names:?}"
    );
    let further = office.operator.get("/quan-tri/dia-diem?page=9999").await.is(200);
    assert!(further.all("main .acct-list li").is_empty());
    office
        .operator
        .get("/quan-tri/dia-diem?page=-1&status=nope&commune=x")
        .await
        .is(200);
    office.app.stop().await;
}

#[tokio::test]
async fn a_new_place_is_public_and_officers_only_read() {
    let office = Office::open(true).await;
    let officer = office.app.signed_in("officer").await;
    let read = officer.get(&office.page).await.is(200);
    assert!(
        read.attributes(".desk-main form[method='post']", "action")
            .is_empty()
    );
    assert!(read.main().contains("Vạn Phúc"));
    officer.get("/quan-tri/dia-diem/moi").await.is(404);
    officer.submit(&office.page, &[("name_vi", "x")]).await.is(404);
    officer
        .submit("/quan-tri/dia-diem/moi", &[("name_vi", "x")])
        .await
        .is(404);
    let confirm = format!("{}/xac-nhan", office.page);
    officer.submit(&confirm, &[("revision", "1")]).await.is(404);
    let form = Filled::of(
        &office.operator.get("/quan-tri/dia-diem/moi").await.is(200),
        "name_vi",
    );
    form.send(&office.operator).await.is(422);
    let sent = form
        .with("name_vi", "Trung tâm Hoa Sen Thử")
        .with("kind", "creative_centre")
        .with("lat", "20.9")
        .with("lon", "105.75")
        .with("precision", "approximate")
        .send(&office.operator)
        .await
        .is(303);
    office.operator.get(sent.location()).await.is(200);
    office.app.settle().await;
    let page = office
        .app
        .visitor()
        .get("/diem-ban/trung-tam-hoa-sen-thu")
        .await
        .is(200);
    assert!(page.main().contains("Trung tâm Hoa Sen Thử"));
    let page = office.operator.get(sent.location()).await.is(200);
    assert!(page.bytes.len() < 40 * 1024, "{} bytes", page.bytes.len());
    office.app.stop().await;
}

#[tokio::test]
async fn a_data_set_that_is_imported_again_leaves_the_offices_edits_alone() {
    let office = Office::open(false).await;
    let places = office.app.count("SELECT COUNT(*) FROM places").await;
    office
        .form()
        .await
        .with("name_vi", "Tên do văn phòng đặt")
        .with("slug", "diem-do-van-phong-dat")
        .with("lat", "20.99")
        .send(&office.operator)
        .await
        .is(303);
    let options = Options {
        source: data(),
        dry_run: false,
    };
    let reports = dataset::import(&office.app.world.db, &office.app.clock, &options, &Silent)
        .await
        .unwrap();
    assert!(
        reports.iter().all(|report| report.refused.is_empty()),
        "{reports:?}"
    );
    assert_eq!(reports.iter().map(|report| report.kept).sum::<usize>(), 1);
    assert_eq!(office.app.count("SELECT COUNT(*) FROM places").await, places);
    let kept = format!(
        "SELECT COUNT(*) FROM places p JOIN place_texts t ON t.place_id = p.id WHERE p.id = {} \
         AND p.slug = 'diem-do-van-phong-dat' AND p.lat = 20.99 AND t.name = 'Tên do văn phòng đặt'",
        office.id
    );
    assert_eq!(office.app.count(&kept).await, 1);
    let shelf = format!("SELECT COUNT(*) FROM place_texts WHERE place_id = {}", office.id);
    assert_eq!(office.app.count(&shelf).await, 2, "the English text stays too");
    office.app.stop().await;
}
