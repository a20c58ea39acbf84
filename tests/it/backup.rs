//! The drill: an archive made while people buy, read back where nothing stands, with everything in it; and every
//! archive that is not what it says refused before a byte is written.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::path::Path;

use bytes::Bytes;
use cho_lang::cli::backup::{Manifest, make, restore};
use commerce::checkout;
use dataset::Silent;
use foundation::kernel::db::{self, Db};
use foundation::media::{self, MediaKey};
use sea_orm::ConnectionTrait;

use crate::support::app::settings;
use crate::support::db::{beside, create, postgres};
use crate::support::shop::Shop;

const PICTURE: &str = "ab/0123456789abcdef-640.webp";
const PAPER: &str = "cd/0123456789abcdef.jpg";

/// A shop with a picture and a private file, and an archive of it.
async fn backed_up(with_secrets: bool) -> (Shop, tempfile::TempDir, Manifest) {
    let shop = Shop::open().await;
    let services = shop.app.running.state.services.clone();
    let key = |text| MediaKey::parse(text).unwrap();
    services
        .store
        .put(&key(PICTURE), Bytes::from_static(b"a picture"))
        .await
        .unwrap();
    services
        .files
        .put(&key(PAPER), Bytes::from_static(b"a paper"))
        .await
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let manifest = make(
        &services,
        &folder.path().join("all.tar.gz"),
        with_secrets,
        &Silent,
    )
    .await
    .unwrap();
    (shop, folder, manifest)
}

/// An address where nothing stands: a file of a folder, or a database of its own.
async fn nowhere(folder: &Path) -> String {
    match postgres() {
        Some(server) => beside(server, &create(server, "restored", None).await),
        None => db::sqlite_url(folder),
    }
}

async fn drop_database(url: &str) {
    if let Some(server) = postgres() {
        let name = url.rsplit('/').next().unwrap();
        let admin = db::connect(server).await.unwrap();
        admin
            .execute_unprepared(&format!("DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)"))
            .await
            .unwrap();
        admin.close().await.unwrap();
    }
}

async fn sums(db: &Db) -> BTreeMap<&'static str, i64> {
    let mut found = BTreeMap::new();
    for (what, sql) in [
        ("users", "SELECT COUNT(*) FROM users"),
        ("products", "SELECT COUNT(*) FROM products"),
        ("orders", "SELECT COUNT(*) FROM orders"),
        (
            "money",
            "SELECT CAST(COALESCE(SUM(total), 0) AS BIGINT) FROM orders",
        ),
        ("audit", "SELECT COUNT(*) FROM audit_entries"),
        ("stock", "SELECT CAST(SUM(on_hand) AS BIGINT) FROM stock_items"),
    ] {
        let statement = sea_orm::Statement::from_string(db.get_database_backend(), sql);
        let row = db.query_one_raw(statement).await.unwrap().unwrap();
        found.insert(what, row.try_get_by_index(0).unwrap());
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_made_while_people_buy_is_whole() {
    let shop = Shop::with(&["--workers=2"]).await;
    let services = shop.app.running.state.services.clone();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("all.tar.gz");
    let buyers: Vec<_> = (0..12).map(|_| shop.customer()).collect();
    let buying = async {
        for (index, buyer) in buyers.iter().enumerate() {
            buyer.put(shop.goods[index % 4].variant, "1").await.is(303);
            buyer.buy("cod").await;
        }
    };
    let (made, ()) = tokio::join!(Box::pin(make(&services, &file, false, &Silent)), buying);
    let manifest = made.unwrap();
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let url = nowhere(&data).await;
    let settings = settings(&data, &url, &[]);
    let back = restore(&settings, &file, &Silent).await.unwrap();
    assert_eq!(back.rows, manifest.rows);
    let db = db::connect(&url).await.unwrap();
    let found = sums(&db).await;
    assert_eq!(found["orders"], i64::try_from(manifest.rows["orders"]).unwrap());
    let findings = checkout::check(&db, shop.app.clock.now()).await.unwrap();
    assert!(findings.is_empty(), "one moment, and not two: {findings:?}");
    db.close().await.unwrap();
    drop_database(&url).await;
    shop.close().await;
}

#[tokio::test]
async fn everything_comes_back_and_goes_on() {
    let (shop, folder, manifest) = backed_up(true).await;
    assert_eq!((manifest.media, manifest.files, manifest.secrets), (1, 1, true));
    let file = folder.path().join("all.tar.gz");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "it holds what people told the site");
    }
    assert_eq!(
        std::fs::read_dir(folder.path()).unwrap().count(),
        1,
        "nothing stays beside it"
    );
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let url = nowhere(&data).await;
    let there = settings(&data, &url, &[]);
    restore(&there, &file, &Silent).await.unwrap();
    let db = db::connect(&url).await.unwrap();
    assert_eq!(sums(&db).await, sums(&shop.app.world.db).await);
    // Keys go on behind the highest: a row goes in by itself.
    let insert = "INSERT INTO jobs (kind, payload, run_at, attempts, created_at) \
         VALUES ('x', '{}', '2026-01-01 00:00:00+00:00', 0, '2026-01-01 00:00:00+00:00')";
    db.execute_unprepared(insert).await.unwrap();
    assert!(db.execute_unprepared("INSERT INTO variants (id, product_id, sku, position, unit, price, demo_price) VALUES (99999999, 99999999, 'x', 0, 'x', 1, TRUE)").await.is_err(), "rules between tables hold again");
    db.close().await.unwrap();
    let store = media::store::open(None, &data).unwrap();
    let files = media::store::open_private(None, &data).unwrap();
    let key = |text| MediaKey::parse(text).unwrap();
    assert_eq!(
        store.get(&key(PICTURE)).await.unwrap().as_deref(),
        Some(b"a picture".as_slice())
    );
    assert_eq!(
        files.get(&key(PAPER)).await.unwrap().as_deref(),
        Some(b"a paper".as_slice())
    );
    let secret = |folder: &Path| std::fs::read_to_string(folder.join("secret.key")).unwrap();
    assert_eq!(secret(&data), secret(shop.app.world.folder.path()));
    // Where something stands, nothing is written.
    let refused = restore(&there, &file, &Silent).await.unwrap_err().to_string();
    assert!(refused.contains("not empty"), "{refused}");
    let services = &shop.app.running.state.services;
    let refused = make(services, &file, false, &Silent)
        .await
        .unwrap_err()
        .to_string();
    assert!(refused.contains("already"), "{refused}");
    drop_database(&url).await;
    shop.close().await;
}

/// The files of an archive, to be packed again another way.
fn entries(file: &Path) -> Vec<(String, Vec<u8>)> {
    let packed = flate2::read::GzDecoder::new(std::fs::File::open(file).unwrap());
    tar::Archive::new(packed)
        .entries()
        .unwrap()
        .map(|entry| {
            let mut entry = entry.unwrap();
            let name = String::from_utf8(entry.path_bytes().into_owned()).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            (name, bytes)
        })
        .collect()
}

fn pack(file: &Path, entries: &[(String, Vec<u8>)]) {
    let mut raw = Vec::new();
    for (name, bytes) in entries {
        // Written by hand: the crate refuses to write names that lead out.
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        raw.extend_from_slice(header.as_bytes());
        raw.extend_from_slice(bytes);
        raw.resize(raw.len().div_ceil(512) * 512, 0);
    }
    raw.resize(raw.len() + 1_024, 0);
    let out = std::fs::File::create(file).unwrap();
    let mut out = flate2::write::GzEncoder::new(out, flate2::Compression::fast());
    out.write_all(&raw).unwrap();
    out.finish().unwrap();
}

#[tokio::test]
async fn what_is_not_what_it_says_is_refused_unread() {
    let (shop, folder, manifest) = backed_up(false).await;
    assert!(!manifest.secrets);
    assert!(
        manifest
            .entries
            .iter()
            .all(|entry| !entry.name.contains("secret"))
    );
    let good = entries(&folder.path().join("all.tar.gz"));
    let bad = folder.path().join("bad.tar.gz");
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let url = nowhere(&data).await;
    let there = settings(&data, &url, &[]);
    let mut damaged = good.clone();
    damaged
        .iter_mut()
        .find(|(name, _)| name.starts_with("media/"))
        .unwrap()
        .1[0] ^= 1;
    let mut leading_out = good.clone();
    leading_out.push(("../../outside.txt".to_owned(), b"out".to_vec()));
    let mut strange = good.clone();
    strange.push(("media/ab/fedcba9876543210.webp".to_owned(), b"more".to_vec()));
    let missing: Vec<_> = good
        .iter()
        .filter(|(name, _)| !name.starts_with("files/"))
        .cloned()
        .collect();
    let unfinished: Vec<_> = good
        .iter()
        .filter(|(name, _)| name != "manifest.json")
        .cloned()
        .collect();
    let mut newer = good.clone();
    let text = newer
        .iter_mut()
        .find(|(name, _)| name == "manifest.json")
        .unwrap();
    let mut json: serde_json::Value = serde_json::from_slice(&text.1).unwrap();
    json["migrations"]
        .as_array_mut()
        .unwrap()
        .push("m20991231_000001_of_tomorrow".into());
    text.1 = json.to_string().into_bytes();
    for (entries, why) in [
        (&damaged, "damaged"),
        (&leading_out, "no name that belongs"),
        (&strange, "not in the manifest"),
        (&missing, "missing"),
        (&unfinished, "no manifest"),
        (&newer, "other tables"),
    ] {
        pack(&bad, entries);
        let refused = restore(&there, &bad, &Silent).await.unwrap_err().to_string();
        assert!(refused.contains(why), "{why}: {refused}");
        assert!(!data.exists(), "{why}: something was written");
    }
    std::fs::write(&bad, b"no archive at all").unwrap();
    assert!(restore(&there, &bad, &Silent).await.is_err());
    assert!(
        restore(&there, &folder.path().join("none"), &Silent)
            .await
            .is_err()
    );
    drop_database(&url).await;
    shop.close().await;
}
