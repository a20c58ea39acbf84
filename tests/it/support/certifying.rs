//! The office records certificates, by hand and from files.

use super::app::App;
use super::browser::{Answer, Browser};
use super::db::Content;
use super::upload::Parts;

/// A product of the data set, with four stars by the press of 2024.
pub const PRODUCT: &str = "tra-sen-hien-xiem";
/// The list.
pub const LIST: &str = "/quan-tri/chung-nhan";
/// Imports.
pub const IMPORTS: &str = "/quan-tri/chung-nhan/nhap";

/// A site with the people of its office, without a worker.
pub async fn office() -> App {
    let app = App::quiet(Content::Data, &[]).await;
    app.demo_people().await;
    app
}

/// The key of a product.
pub async fn product(app: &App, slug: &str) -> i64 {
    app.count(&format!("SELECT id FROM products WHERE slug = '{slug}'"))
        .await
}

/// Takes all certificates of a product away.
pub async fn bare(app: &App, slug: &str) {
    app.world
        .run(&format!(
            "DELETE FROM certificates WHERE product_id = (SELECT id FROM products WHERE slug = '{slug}')"
        ))
        .await;
}

/// The page of a product's certificates.
pub fn page(id: i64) -> String {
    format!("{LIST}/san-pham/{id}")
}

/// The mark that a form carries.
pub fn seen(page: &Answer) -> String {
    page.attributes("input[name='seen']", "value").remove(0)
}

/// What is typed of a certificate that was signed.
pub fn signed(seen: &str, stars: &str, day: &str, number: &str) -> Parts {
    Parts::default()
        .text("seen", seen)
        .text("stars", stars)
        .text("signed_on", day)
        .text("decision_no", number)
        .text("grade", "A")
        .text("source", "https://example.com/quyet-dinh")
}

/// Records a certificate as it must be taken.
pub async fn record(operator: &Browser, id: i64, stars: &str, day: &str, number: &str) {
    let looked = operator.get(&page(id)).await.is(200);
    let parts = signed(&seen(&looked), stars, day, number);
    operator.upload(&page(id), parts).await.is(303);
}

/// Sends a file of decisions as it must be read; the address of its import.
pub async fn sent(operator: &Browser, bytes: &[u8]) -> String {
    let parts = Parts::default().file("file", "qd.csv", bytes);
    let answer = operator.upload(IMPORTS, parts).await.is(303);
    answer.location().split('?').next().unwrap().to_owned()
}

/// Presses a button of an import.
pub async fn press(operator: &Browser, import: &str, verb: &str) -> Answer {
    let fields = [("verb", verb), ("reason", "tệp sai")];
    operator.submit(import, &fields).await
}

/// The stars a product shows: on its page, in the API and in the facets, which must agree.
pub async fn stars(app: &App, slug: &str) -> Option<i64> {
    let site = app.visitor();
    let shown = site.get(&format!("/api/v1/products/{slug}")).await.is(200).json();
    let stars = shown["certificate"]["stars"].as_i64();
    let public = site.get(&format!("/san-pham/{slug}")).await.is(200);
    let links = public.attributes("main a", "href");
    let maker = links
        .iter()
        .find_map(|link| link.strip_prefix("/nha-san-xuat/"))
        .unwrap();
    for count in 3..=5 {
        let words = format!("{count} sao OCOP");
        let says = public.main().contains(&words);
        let list = site
            .get(&format!("/san-pham?stars={count}&producer={maker}"))
            .await
            .is(200);
        let link = format!("/san-pham/{slug}");
        let found = list.attributes("main a", "href").contains(&link);
        assert_eq!(found, stars == Some(count), "{slug}: the facet of {count} stars");
        if stars == Some(count) {
            assert!(says, "{slug}: {}", public.main());
        }
    }
    stars
}

/// How many certificates a product has.
pub async fn count(app: &App, slug: &str) -> i64 {
    app.count(&format!(
        "SELECT COUNT(*) FROM certificates WHERE product_id = (SELECT id FROM products WHERE slug = '{slug}')"
    ))
    .await
}

/// How many lines of the audit log do this.
pub async fn audited(app: &App, action: &str) -> i64 {
    app.count(&format!(
        "SELECT COUNT(*) FROM audit_entries WHERE action = '{action}'"
    ))
    .await
}
