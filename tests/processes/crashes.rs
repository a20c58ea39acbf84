//! `kill -9` at any moment under load, again and again: after each start everything adds up, and what a buyer was
//! told stands.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use foundation::kernel::db;
use rand::{RngExt as _, SeedableRng as _};

use crate::buyers::Buyer;
use crate::server::{World, setting};
use crate::two::{count, goods};

/// Buyers at once.
const BUYERS: usize = 6;

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_or_doubled_when_the_server_is_killed() {
    let crashes: u64 = setting("CHO_LANG_CRASHES").map_or(4, |text| text.parse().unwrap());
    let world = World::new("crashes");
    let mut chance = rand_chacha::ChaCha8Rng::seed_from_u64(crashes);
    let mut server = world.serve("a");
    let db = db::connect(&world.database).await.unwrap();
    let variants = goods(&db, 4).await;
    for variant in &variants {
        count(&db, *variant, 1_000_000).await;
    }
    // Forms whose answer never came, and the addresses that buyers were given.
    let open: Arc<Mutex<Vec<(Buyer, String)>>> = Arc::default();
    let told: Arc<Mutex<Vec<String>>> = Arc::default();
    for round in 0..crashes {
        let buyers: Vec<_> = (0..BUYERS)
            .map(|index| {
                let (base, variant) = (server.base.clone(), variants[index % variants.len()]);
                let (open, told) = (open.clone(), told.clone());
                let method = if index % 2 == 0 { "cod" } else { "bank_transfer" };
                tokio::spawn(async move {
                    loop {
                        let mut buyer = Buyer::new();
                        let Ok(Some(form)) = buyer.prepare(&base, variant, method).await else {
                            return;
                        };
                        match buyer.send(&base, &form).await {
                            Ok(Ok(path)) => told.lock().unwrap().push(path),
                            Ok(Err(status)) => panic!("refused with {status}"),
                            Err(_) => {
                                open.lock().unwrap().push((buyer, form));
                                return;
                            }
                        }
                    }
                })
            })
            .collect();
        let wait = chance.random_range(30..1_200);
        tokio::time::sleep(Duration::from_millis(wait)).await;
        server.kill();
        for buyer in buyers {
            buyer.await.unwrap();
        }
        world
            .check()
            .unwrap_or_else(|found| panic!("after crash {round}: {found}"));
        server = world.serve("a");
        // Whoever got no answer sends the same form again: it buys once, whether it had bought or not.
        let again = std::mem::take(&mut *open.lock().unwrap());
        for (mut buyer, form) in again {
            let path = buyer.send(&server.base, &form).await.unwrap().expect("it buys");
            let twice = buyer.send(&server.base, &form).await.unwrap().expect("it bought");
            assert_eq!(path, twice);
            told.lock().unwrap().push(path);
        }
    }
    let told = told.lock().unwrap().clone();
    let mut distinct = told.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(
        distinct.len(),
        told.len(),
        "nobody was given somebody else's order"
    );
    let buyer = Buyer::new();
    for path in &told {
        assert!(buyer.sees(&server.base, path).await, "{path} was promised");
    }
    world.check().unwrap();
    eprintln!("{crashes} crashes, {} purchases that all stand", told.len());
    db.close().await.unwrap();
}
