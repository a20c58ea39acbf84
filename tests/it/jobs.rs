//! The queue on a real database: nothing runs twice at once, nothing is lost, what fails comes back,
//! what always fails is buried where somebody sees it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use foundation::jobs::{self, Handlers, JobError, Waiting};
use foundation::kernel::clock::Clock;
use foundation::kernel::db::{analyze, write_txn};
use foundation::kernel::error::Error;
use sea_orm::EntityTrait;
use serde_json::json;

use crate::support::db::TestDb;
use crate::support::{NOW, at};

async fn add(world: &TestDb, n: u32, key: Option<&str>) {
    let txn = write_txn(&world.db).await.unwrap();
    jobs::enqueue(&txn, "count", &json!({ "n": n }), key, at(NOW))
        .await
        .unwrap();
    txn.commit().await.unwrap();
}

async fn waiting(world: &TestDb) -> Waiting {
    jobs::waiting(&world.db).await.unwrap()
}

type Seen = Arc<Mutex<HashMap<u64, u32>>>;

/// Handlers that count how often each number comes, slowly enough for others to interfere.
fn counting(seen: &Seen) -> Handlers {
    let seen = seen.clone();
    Handlers::default().with("count", move |payload| {
        let seen = seen.clone();
        async move {
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
            let n = payload["n"].as_u64().unwrap();
            *seen.lock().unwrap().entry(n).or_default() += 1;
            Ok(())
        }
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_workers_never_run_one_job_twice() {
    let world = TestDb::tables().await;
    for n in 0..60 {
        add(&world, n, None).await;
    }
    let seen = Seen::default();
    let clock = Clock::fixed(at(NOW));
    let work = || {
        let (db, clock, handlers) = (world.db.clone(), clock.clone(), counting(&seen));
        tokio::spawn(async move { jobs::run_due(&db, &clock, &handlers).await.unwrap() })
    };
    let workers = [work(), work(), work(), work()];
    let mut done = 0;
    for worker in workers {
        done += worker.await.unwrap();
    }
    assert_eq!(done, 60);
    let seen = seen.lock().unwrap().clone();
    assert_eq!(seen.len(), 60);
    assert!(seen.values().all(|times| *times == 1), "{seen:?}");
    assert_eq!(waiting(&world).await, Waiting { due: 0, dead: 0 });
}

#[tokio::test]
async fn a_leased_job_is_left_alone_until_its_worker_is_lost() {
    let world = TestDb::tables().await;
    add(&world, 1, None).await;
    let first = jobs::lease(&world.db, at(NOW)).await.unwrap().unwrap();
    assert_eq!(first.attempts, 1);
    assert!(jobs::lease(&world.db, at(NOW)).await.unwrap().is_none());
    let soon = at(NOW) + TimeDelta::minutes(9);
    assert!(jobs::lease(&world.db, soon).await.unwrap().is_none());
    let later = at(NOW) + TimeDelta::minutes(11);
    let again = jobs::lease(&world.db, later).await.unwrap().unwrap();
    assert_eq!((again.id, again.attempts), (first.id, 2));
}

#[tokio::test]
async fn one_job_is_leased_at_a_time_whatever_the_planner_thinks() {
    let world = TestDb::tables().await;
    add(&world, 0, None).await;
    // A table of one row: its plan goes through the rows and asks for each whether it is the next.
    analyze(&world.db).await.unwrap();
    for n in 1..10 {
        add(&world, n, None).await;
    }
    jobs::lease(&world.db, at(NOW)).await.unwrap().unwrap();
    let jobs = entity::job::Entity::find().all(&world.db).await.unwrap();
    let leased = jobs.iter().filter(|job| job.locked_until.is_some()).count();
    assert_eq!((jobs.len(), leased), (10, 1));
}

#[tokio::test]
async fn a_job_of_the_future_waits() {
    let world = TestDb::tables().await;
    let txn = write_txn(&world.db).await.unwrap();
    let tomorrow = at(NOW) + TimeDelta::days(1);
    jobs::enqueue(&txn, "count", &json!({ "n": 1 }), None, tomorrow)
        .await
        .unwrap();
    txn.commit().await.unwrap();
    assert!(jobs::lease(&world.db, at(NOW)).await.unwrap().is_none());
    assert!(jobs::lease(&world.db, tomorrow).await.unwrap().is_some());
}

#[tokio::test]
async fn a_job_of_a_transaction_that_fails_never_was() {
    let world = TestDb::tables().await;
    let txn = write_txn(&world.db).await.unwrap();
    jobs::enqueue(&txn, "count", &json!({ "n": 1 }), None, at(NOW))
        .await
        .unwrap();
    txn.rollback().await.unwrap();
    assert_eq!(waiting(&world).await, Waiting { due: 0, dead: 0 });
}

#[tokio::test]
async fn one_of_a_kind_waits_and_a_running_one_does_not_count() {
    let world = TestDb::tables().await;
    add(&world, 1, Some("index")).await;
    add(&world, 2, Some("index")).await;
    assert_eq!(waiting(&world).await.due, 1);
    let running = jobs::lease(&world.db, at(NOW)).await.unwrap().unwrap();
    assert!(
        running.payload.contains('1'),
        "the first one stays: {}",
        running.payload
    );
    // What changes while it runs may have been missed by it, so it is asked for again.
    add(&world, 3, Some("index")).await;
    assert_eq!(waiting(&world).await.due, 2);
    add(&world, 4, Some("other")).await;
    assert_eq!(waiting(&world).await.due, 3);
}

#[tokio::test]
async fn what_fails_comes_back_later_and_later_and_is_buried_in_the_end() {
    let world = TestDb::tables().await;
    add(&world, 1, Some("key")).await;
    let clock = Clock::fixed(at(NOW));
    let failing = Handlers::default().with("count", |_| async {
        Err(JobError::Retry(Error::new("the neighbour is out")))
    });
    let mut moment = at(NOW);
    for attempt in 1..=10 {
        let due = Clock::fixed(moment);
        assert_eq!(
            jobs::run_due(&world.db, &due, &failing).await.unwrap(),
            1,
            "attempt {attempt}"
        );
        assert_eq!(
            jobs::run_due(&world.db, &due, &failing).await.unwrap(),
            0,
            "at once again"
        );
        moment += TimeDelta::hours(2);
    }
    assert_eq!(waiting(&world).await, Waiting { due: 0, dead: 1 });
    let much_later = Clock::fixed(clock.now() + TimeDelta::days(30));
    assert_eq!(jobs::run_due(&world.db, &much_later, &failing).await.unwrap(), 0);
    let row = entity::job::Entity::find().one(&world.db).await.unwrap().unwrap();
    assert!(row.last_error.unwrap().contains("the neighbour is out"));
}

#[tokio::test]
async fn what_nobody_can_run_is_buried_at_once() {
    let world = TestDb::tables().await;
    add(&world, 1, None).await;
    let clock = Clock::fixed(at(NOW));
    jobs::run_due(&world.db, &clock, &Handlers::default())
        .await
        .unwrap();
    assert_eq!(waiting(&world).await, Waiting { due: 0, dead: 1 });
    let giving_up =
        Handlers::default().with("count", |_| async { Err(JobError::GiveUp("never".to_owned())) });
    add(&world, 2, None).await;
    jobs::run_due(&world.db, &clock, &giving_up).await.unwrap();
    assert_eq!(waiting(&world).await, Waiting { due: 0, dead: 2 });
}
