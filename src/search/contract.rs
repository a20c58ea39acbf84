//! What every engine must do, whichever it is: one list of cases, run over each.
//!
//! The half for Meilisearch runs when `MEILI_URL` (and `MEILI_KEY`) name a server, in an index of its
//! own; without one it says so and passes.

use futures_util::{StreamExt, stream};

use super::document::{DocKey, Document, Kind};
use super::embedded::Embedded;
use super::eval::{evaluate, read};
use super::meili::Meili;
use super::query::{Hits, Language, Near, Query};
use super::testing::{data_dir, documents, today};
use super::{Batches, SearchEngine, SearchError, ranking};
use foundation::kernel::geo::Position;

fn batches(documents: &[Document]) -> Batches<'static> {
    let parts: Vec<Result<Vec<Document>, SearchError>> =
        documents.chunks(300).map(|part| Ok(part.to_vec())).collect();
    stream::iter(parts).boxed()
}

async fn ask(engine: &dyn SearchEngine, text: &str) -> Hits {
    let hits = engine.search(&Query::new(text, today())).await;
    hits.unwrap_or_else(|error| panic!("{text}: {error}"))
}

async fn slugs(engine: &dyn SearchEngine, query: &Query) -> Vec<String> {
    let hits = engine.search(query).await.expect("an answer");
    hits.items.into_iter().map(|hit| hit.slug).collect()
}

/// All of it, in order; each part leaves the index as it found it.
async fn contract(engine: &dyn SearchEngine) {
    let all = documents();
    assert!(
        ask(engine, "gốm").await.items.is_empty(),
        "an empty index finds nothing"
    );
    let written = engine.rebuild(batches(&all)).await.expect("rebuilt");
    assert_eq!(written, all.len() as u64);
    assert_eq!(engine.count().await.expect("a count"), written);
    assert!(engine.healthy().await);
    judged(engine).await;
    spelling(engine).await;
    narrowing(engine).await;
    circles(engine, &all).await;
    pages(engine).await;
    suggestions(engine).await;
    hostile(engine).await;
    changes(engine, &all).await;
    rebuilding(engine, &all).await;
}

async fn judged(engine: &dyn SearchEngine) {
    let extra = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join("tests/fixtures/search_extra.csv");
    for path in [data_dir().join("search_judgments.csv"), extra] {
        let judgments = read(std::fs::File::open(&path).expect("judgments")).expect("valid judgments");
        let report = evaluate(engine, &judgments, today()).await.expect("answers");
        println!("{}: {report}", path.display());
        assert!(report.meets_targets(), "{}: {report}", path.display());
    }
}

/// The vectors of domain.md §6: marks, tone placement, NFD, Telex and VNI leftovers, capitals.
async fn spelling(engine: &dyn SearchEngine) {
    let wanted = ask(engine, "gốm Bát Tràng").await;
    assert!(!wanted.items.is_empty());
    let same = [
        "GỐM  BÁT TRÀNG",
        "go\u{302}\u{301}m ba\u{301}t tra\u{300}ng",
        "gom bat trang",
        "gốm bat trang",
        "goosm bats trangf",
        "go61m ba1t tra2ng",
    ];
    for text in same {
        let hits = ask(engine, text).await;
        let first = hits.items.first().map(|hit| hit.slug.as_str());
        let best: Vec<&str> = wanted
            .items
            .iter()
            .take(10)
            .map(|hit| hit.slug.as_str())
            .collect();
        assert!(
            first.is_some_and(|slug| best.contains(&slug)),
            "{text}: {first:?}"
        );
    }
    let (old, new) = (ask(engine, "lụa hòa").await, ask(engine, "lụa hoà").await);
    assert_eq!(old.items.len(), new.items.len(), "tone placement");
    assert!(ask(engine, "zqxwv kjhgf").await.items.is_empty());
}

async fn narrowing(engine: &dyn SearchEngine) {
    let mut query = Query::new("gốm", today());
    query.kinds = vec![Kind::Product];
    query.limit = ranking::MAX_HITS;
    let hits = engine.search(&query).await.expect("an answer");
    assert!(hits.items.iter().all(|hit| hit.kind == Kind::Product));
    assert_eq!(hits.kinds.keys().collect::<Vec<_>>(), [&Kind::Product]);
    let group = *hits.groups.keys().next().expect("a group");
    query.filters.groups = vec![group];
    let narrowed = engine.search(&query).await.expect("an answer");
    assert_eq!(
        narrowed.total, hits.groups[&group],
        "a facet's count is what its filter finds"
    );

    query.filters.groups.clear();
    (query.filters.price_min, query.filters.price_max) = (Some(100_000), Some(300_000));
    let documents = documents();
    let priced = slugs(engine, &query).await;
    assert!(!priced.is_empty());
    for slug in &priced {
        let found = documents
            .iter()
            .find(|d| d.kind == Kind::Product && d.slug == *slug);
        let price = found.and_then(|document| document.price).expect("a price");
        assert!((100_000..=300_000).contains(&price), "{slug}: {price}");
    }
    query.filters.communes = vec!["no-such\" OR price > 0 OR \"".to_owned()];
    assert!(
        slugs(engine, &query).await.is_empty(),
        "a filter's value stays a value"
    );
}

/// Two sales points some 14 km apart: the circle around one holds one of them, and the nearer ranks first.
async fn circles(engine: &dyn SearchEngine, all: &[Document]) {
    let points: Vec<Document> = [(1, 21.03, 105.85), (2, 20.98, 105.73)]
        .into_iter()
        .map(|(n, lat, lon)| {
            let mut point = Document::new(Kind::SalesPoint, 900_000 + n, &format!("quay-thu-{n}"));
            point.title_vi = "Quầy thử vòng tròn".to_owned();
            (point.lat, point.lon) = (Some(lat), Some(lon));
            point
        })
        .collect();
    let keys: Vec<DocKey> = points.iter().map(Document::key).collect();
    engine.apply(points, Vec::new()).await.expect("indexed");
    let mut query = Query::new("quầy thử vòng tròn", today());
    let centre = Position::new(20.981, 105.731).expect("a point");
    query.filters.near = Some(Near {
        centre,
        metres: 3_000.0,
    });
    assert_eq!(slugs(engine, &query).await, ["quay-thu-2"]);
    query.filters.near = Some(Near {
        centre,
        metres: 50_000.0,
    });
    assert_eq!(slugs(engine, &query).await, ["quay-thu-2", "quay-thu-1"]);
    engine.apply(Vec::new(), keys).await.expect("removed");
    assert_eq!(engine.count().await.expect("a count"), all.len() as u64);
}

async fn pages(engine: &dyn SearchEngine) {
    let mut query = Query::new("gốm", today());
    query.limit = 100;
    let whole = slugs(engine, &query).await;
    assert!(whole.len() > 10);
    let mut pieced = Vec::new();
    query.limit = 4;
    while pieced.len() < whole.len() {
        query.offset = pieced.len();
        pieced.extend(slugs(engine, &query).await);
    }
    assert_eq!(pieced, whole);
    query.offset = 1_000_000;
    assert!(slugs(engine, &query).await.is_empty());
}

async fn suggestions(engine: &dyn SearchEngine) {
    for text in ["gốm b", "gom b", "nón làng ch"] {
        let found = engine.suggest(text, Language::Vi, 5).await.expect("an answer");
        assert!(!found.is_empty() && found.len() <= 5, "{text}: {found:?}");
    }
    assert!(
        engine
            .suggest("", Language::Vi, 5)
            .await
            .expect("an answer")
            .is_empty()
    );
}

/// Whatever is typed is text (AC-78).
async fn hostile(engine: &dyn SearchEngine) {
    let long = "gốm ".repeat(3_000);
    let hostile = [
        "",
        "   ",
        "%",
        "_",
        "\\",
        "'",
        "\"",
        "\") OR 1=1",
        "price > 0",
        "_geoRadius(1,2,3)",
        "title:* AND (",
        "\u{0}",
        "🍵🍵🍵",
        "漢字 ภาษาไทย",
        "\u{202e}gốm",
        long.as_str(),
    ];
    for text in hostile {
        let hits = engine.search(&Query::new(text, today())).await;
        assert!(hits.is_ok(), "{text:.40}: {hits:?}");
        assert!(engine.suggest(text, Language::En, 5).await.is_ok(), "{text:.40}");
    }
}

/// A change is seen when `apply` returns: new, renamed, removed.
async fn changes(engine: &dyn SearchEngine, all: &[Document]) {
    let mut lamp = Document::new(Kind::Product, 900_009, "den-keo-quan");
    lamp.title_vi = "Đèn kéo quân phố cổ".to_owned();
    engine
        .apply(vec![lamp.clone()], Vec::new())
        .await
        .expect("indexed");
    assert_eq!(
        slugs(engine, &Query::new("đèn kéo quân phố cổ", today())).await[0],
        "den-keo-quan"
    );
    lamp.title_vi = "Quạt xếp hoa vàng".to_owned();
    engine
        .apply(vec![lamp.clone()], Vec::new())
        .await
        .expect("renamed");
    assert_eq!(
        slugs(engine, &Query::new("quạt xếp hoa vàng", today())).await[0],
        "den-keo-quan"
    );
    let old = slugs(engine, &Query::new("đèn kéo quân phố cổ", today())).await;
    assert!(!old.contains(&lamp.slug), "{old:?}");
    engine.apply(Vec::new(), vec![lamp.key()]).await.expect("removed");
    let gone = slugs(engine, &Query::new("quạt xếp hoa vàng", today())).await;
    assert!(!gone.contains(&lamp.slug), "{gone:?}");
    assert_eq!(engine.count().await.expect("a count"), all.len() as u64);
}

/// Readers keep the old index while a new one is built, also when the building fails.
async fn rebuilding(engine: &dyn SearchEngine, all: &[Document]) {
    let broken: Vec<Result<Vec<Document>, SearchError>> = vec![
        Ok(all.iter().take(5).cloned().collect()),
        Err(SearchError::Source("the database went away".to_owned())),
    ];
    assert!(engine.rebuild(stream::iter(broken).boxed()).await.is_err());
    assert_eq!(engine.count().await.expect("a count"), all.len() as u64);
    assert!(!ask(engine, "gốm").await.items.is_empty());

    let parts: Vec<Vec<Document>> = all.chunks(100).map(<[Document]>::to_vec).collect();
    let watched = stream::iter(parts).then(|part| async move {
        let seen = engine.count().await?;
        assert_eq!(
            seen,
            all.len() as u64,
            "readers see the old index until the new one is whole"
        );
        Ok(part)
    });
    let written = engine.rebuild(watched.boxed()).await.expect("rebuilt");
    assert_eq!(written, all.len() as u64);
    assert_eq!(engine.count().await.expect("a count"), written);
}

#[tokio::test]
async fn the_embedded_engine_keeps_it() {
    contract(&Embedded::in_memory().expect("an index")).await;
}

#[tokio::test]
#[expect(
    clippy::disallowed_methods,
    reason = "a test that needs a server asks where it is"
)]
async fn meilisearch_keeps_it() {
    let Ok(url) = std::env::var("MEILI_URL") else {
        println!("SKIPPED: Meilisearch, since MEILI_URL names no server");
        return;
    };
    let key = std::env::var("MEILI_KEY").ok();
    let uid = format!("contract_{}", std::process::id());
    let engine = Meili::connect(&url, key.as_deref(), &uid)
        .await
        .expect("a server");
    contract(&engine).await;
    engine.remove().await.expect("tidied");
}
