//! What surrounds the program fails: a disk that is full, a lock that somebody else holds.

use foundation::kernel::db;
use reqwest::StatusCode;
use sea_orm::ConnectionTrait;

use crate::buyers::Buyer;
use crate::server::{World, setting};
use crate::two::{count, goods};

/// More orders than a disk takes here.
const MANY: usize = 2_000;

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_sells_nothing_by_half() {
    if setting("TEST_POSTGRES_URL").is_some() {
        // Its files are its own server's.
        return;
    }
    let world = World::new("full");
    let server = world.serve("a");
    let db = db::connect(&world.database).await.unwrap();
    let variant = goods(&db, 1).await[0];
    count(&db, variant, 1_000_000).await;
    let mut patient = Buyer::new();
    let form = patient
        .prepare(&server.base, variant, "cod")
        .await
        .unwrap()
        .unwrap();
    server.kill();
    // All of it into the one file whose size is the limit.
    db.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)")
        .await
        .unwrap();
    db.close().await.unwrap();

    let file = world.folder.path().join("shared.sqlite");
    let kilobytes = std::fs::metadata(file).unwrap().len() / 1_024;
    let server = world.serve_on_full_disk("a", kilobytes + 16);
    let mut bought = Vec::new();
    for _ in 0..MANY {
        let mut buyer = Buyer::new();
        let Some(form) = buyer.prepare(&server.base, variant, "cod").await.unwrap() else {
            break;
        };
        match buyer.send(&server.base, &form).await.unwrap() {
            Ok(path) => bought.push(path),
            Err(status) => {
                assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
                break;
            }
        }
    }
    assert!((1..MANY).contains(&bought.len()), "{}", bought.len());
    let refused = patient.send(&server.base, &form).await.unwrap().unwrap_err();
    assert_eq!(refused, StatusCode::SERVICE_UNAVAILABLE);
    // What health writes is small, and may fit a few times more.
    let mut said = String::new();
    for _ in 0..MANY {
        let ready = reqwest::get(format!("{}/readyz", server.base)).await.unwrap();
        let status = ready.status();
        said = ready.text().await.unwrap();
        if status == StatusCode::SERVICE_UNAVAILABLE {
            break;
        }
    }
    assert!(said.contains("\"database\":\"failed\""), "{said}");
    let list = reqwest::get(format!("{}/san-pham", server.base)).await.unwrap();
    assert_eq!(list.status(), StatusCode::OK, "who only looks notices nothing");
    server.kill();

    world.check().unwrap_or_else(|found| panic!("{found}"));
    let server = world.serve("a");
    for path in &bought {
        assert!(patient.sees(&server.base, path).await, "{path} was sold");
    }
    let path = patient
        .send(&server.base, &form)
        .await
        .unwrap()
        .expect("there is room");
    assert!(patient.sees(&server.base, &path).await);
    server.kill();
    world.check().unwrap_or_else(|found| panic!("{found}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_that_is_held_for_good_is_told_and_not_waited_for() {
    let world = World::new("locked");
    let server = world.serve("a");
    let db = db::connect(&world.database).await.unwrap();
    let variant = goods(&db, 1).await[0];
    count(&db, variant, 10).await;
    let mut lan = Buyer::new();
    let form = lan.prepare(&server.base, variant, "cod").await.unwrap().unwrap();

    let txn = db::write_txn(&db).await.unwrap();
    if setting("TEST_POSTGRES_URL").is_some() {
        txn.execute_unprepared("LOCK TABLE purchases IN EXCLUSIVE MODE")
            .await
            .unwrap();
    }
    // The client itself gives up after a minute.
    let refused = lan.send(&server.base, &form).await.unwrap().unwrap_err();
    assert_eq!(refused, StatusCode::SERVICE_UNAVAILABLE);
    txn.rollback().await.unwrap();

    let path = lan
        .send(&server.base, &form)
        .await
        .unwrap()
        .expect("the lock is gone");
    assert!(lan.sees(&server.base, &path).await);
    server.kill();
    world.check().unwrap_or_else(|found| panic!("{found}"));
}
