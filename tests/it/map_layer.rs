//! A layer of the operator's own under the places: named on the page, sent in parts, and nothing else of
//! the operator's disk.

use reqwest::Method;

use super::support::app::{App, shared};
use super::support::db::Content;

#[tokio::test]
async fn the_operators_areas_are_named_and_sent_in_parts() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("phuong-xa.geojson");
    std::fs::write(&file, r#"{"type":"FeatureCollection","features":[]}"#).unwrap();
    let flag = format!("--map-layer-file={}", file.display());
    let app = App::with(Content::Tables, &[&flag]).await;
    let site = app.visitor();
    let page = site.get("/ban-do").await.is(200);
    let address = page.attributes("#map", "data-areas");
    assert_eq!(address, ["/map/operator/areas.geojson"]);
    assert_eq!(
        site.get(&address[0]).await.is(200).json()["type"],
        "FeatureCollection"
    );
    let part = site
        .ask(Method::GET, &address[0], &[("range", "bytes=0-6")])
        .await
        .is(206);
    assert_eq!(part.bytes.len(), 7);
    for other in [
        "/map/operator/archive.pmtiles",
        "/map/operator/phuong-xa.geojson",
        "/map/operator/..%2fareas.geojson",
    ] {
        site.get(other).await.is(404);
    }
    std::fs::remove_file(&file).unwrap();
    let away = site.get(&address[0]).await;
    assert!(!away.text().contains("phuong-xa"), "a path of the disk is shown");
    app.stop().await;
}

#[tokio::test]
async fn without_one_the_map_stands_on_its_own() {
    let site = shared();
    let page = site.get("/ban-do").await.is(200);
    assert!(page.attributes("#map", "data-areas").is_empty());
    assert!(page.attributes("#map", "data-archive").is_empty());
    site.get("/map/operator/areas.geojson").await.is(404);
}
