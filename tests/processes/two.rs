//! Two servers on one database, two hundred buyers, ten pieces.

use foundation::kernel::db;
use futures_util::future::join_all;
use reqwest::StatusCode;
use sea_orm::{ConnectionTrait, Statement};

use crate::buyers::Buyer;
use crate::server::World;

/// Goods that may travel by parcel and are counted.
pub async fn goods(db: &db::Db, count: u64) -> Vec<i64> {
    let sql = format!(
        "SELECT v.id AS id FROM variants v JOIN products p ON p.id = v.product_id \
         JOIN product_sets st ON st.id = p.set_id JOIN stock_items s ON s.variant_id = v.id \
         WHERE p.kind = 'goods' AND st.parcel = TRUE AND p.set_id NOT IN (14, 15, 25, 26) \
         AND s.made_to_order = FALSE AND s.on_hand > 5 ORDER BY v.id LIMIT {count}"
    );
    let rows = db
        .query_all_raw(Statement::from_string(db.get_database_backend(), sql))
        .await
        .unwrap();
    rows.iter().map(|row| row.try_get("", "id").unwrap()).collect()
}

/// Counts a variant's pieces as the producer would.
pub async fn count(db: &db::Db, variant: i64, pieces: i64) {
    let txn = db::write_txn(db).await.unwrap();
    domain::inventory::count(
        &txn,
        chrono::DateTime::UNIX_EPOCH,
        variant,
        pieces,
        "test",
        "test",
    )
    .await
    .unwrap()
    .unwrap();
    txn.commit().await.unwrap();
}

async fn number(db: &db::Db, sql: &str) -> i64 {
    let sql = format!("SELECT CAST(({sql}) AS BIGINT) AS n");
    let row = db
        .query_one_raw(Statement::from_string(db.get_database_backend(), sql))
        .await
        .unwrap();
    row.unwrap().try_get("", "n").unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_buyers_at_two_servers_get_the_ten_pieces() {
    let world = World::new("two");
    let servers = [world.serve("a"), world.serve("b")];
    let db = db::connect(&world.database).await.unwrap();
    let variant = goods(&db, 1).await[0];
    count(&db, variant, 10).await;
    let mut ready = Vec::new();
    for index in 0..200 {
        let base = &servers[index % 2].base;
        let mut buyer = Buyer::new();
        let form = buyer.prepare(base, variant, "cod").await.unwrap();
        ready.push((buyer, base.clone(), form.expect("a form")));
    }
    let sent = ready
        .iter_mut()
        .map(|(buyer, base, form)| async move { buyer.send(base, form).await.unwrap() });
    let answers = join_all(sent).await;
    let sold = answers.iter().filter(|answer| answer.is_ok()).count();
    for answer in &answers {
        assert!(
            matches!(
                answer,
                Ok(_) | Err(StatusCode::UNPROCESSABLE_ENTITY | StatusCode::SEE_OTHER)
            ),
            "{answer:?}"
        );
    }
    assert_eq!(sold, 10);
    assert_eq!(number(&db, "SELECT COUNT(*) FROM purchases").await, 10);
    let left = "SELECT on_hand - reserved FROM stock_items WHERE variant_id = ";
    assert_eq!(number(&db, &format!("{left}{variant}")).await, 0);
    world.check().unwrap();
    drop(servers);
    db.close().await.unwrap();
}
