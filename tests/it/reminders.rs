//! Certificates that end soon (the producer is told at 180, 90 and 30 days, each once) and those taken back.

use chrono::{Days, NaiveDate};
use commerce::accounts::demo::ensure_demo_people;
use commerce::reminders::{certificates_expiring, certificates_revoked};
use entity::{mail, producer_setting};
use foundation::kernel::secrets::Secrets;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, ConnectionTrait as _, EntityTrait as _,
    QueryFilter as _,
};

use crate::support::db::Content;
use crate::support::db::TestDb;
use crate::support::{NOW, at};

const PRODUCT: &str = "tra-sen-hien-xiem";

async fn world() -> TestDb {
    let world = TestDb::with(Content::Data).await;
    world
        .db
        .execute_unprepared("DELETE FROM certificates")
        .await
        .unwrap();
    let product = entity::product::Entity::find()
        .filter(entity::product::Column::Slug.eq(PRODUCT))
        .one(&world.db)
        .await
        .unwrap()
        .unwrap();
    let given = producer_setting::Entity::find_by_id(product.producer_id)
        .one(&world.db)
        .await
        .unwrap();
    let row = producer_setting::ActiveModel {
        producer_id: Set(product.producer_id),
        email: Set(Some("htx@example.com".to_owned())),
        accepts_cod: Set(true),
        accepts_transfer: Set(false),
        accepts_card: Set(false),
        commission_bps: Set(0),
        low_stock_at: Set(3),
        updated_at: Set(at(NOW)),
        ..Default::default()
    };
    if given.is_some() {
        row.update(&world.db).await.unwrap();
    } else {
        row.insert(&world.db).await.unwrap();
    }
    world
}

async fn certify(world: &TestDb, code: &str, first: &str, last: &str) {
    let sql = format!(
        "INSERT INTO certificates (product_id, code, stars, potential_five, grade, decision_no, issued_earliest, \
         issued_latest, expires_earliest, expires_latest, source, recorded_at) SELECT id, '{code}', 4, false, \
         'A', '1/QĐ-UBND', '2024-01-01', '2024-01-01', '{first}', '{last}', 'x', '2024-01-02 00:00:00+00:00' \
         FROM products WHERE slug = '{PRODUCT}'"
    );
    world.db.execute_unprepared(&sql).await.unwrap();
}

async fn told(world: &TestDb) -> Vec<String> {
    let rows = mail::Entity::find().all(&world.db).await.unwrap();
    rows.into_iter()
        .map(|row| format!("{} {}", row.key.rsplit(':').next().unwrap(), row.recipient))
        .collect()
}

#[tokio::test]
async fn each_step_is_told_once() {
    let world = world().await;
    let last: NaiveDate = "2027-06-30".parse().unwrap();
    certify(&world, "SOON", "2027-06-30", "2027-06-30").await;
    // A range is no known day; a certificate that is over is none to remind of.
    certify(&world, "VAGUE", "2027-01-01", "2027-06-01").await;
    certify(&world, "OVER", "2026-01-01", "2026-01-01").await;
    let mut day = last.checked_sub_days(Days::new(200)).unwrap();
    while day <= last + Days::new(5) {
        certificates_expiring(&world.db, day, at(NOW)).await.unwrap();
        certificates_expiring(&world.db, day, at(NOW)).await.unwrap();
        day = day + Days::new(5);
    }
    assert_eq!(
        told(&world).await,
        ["180 htx@example.com", "90 htx@example.com", "30 htx@example.com"]
    );
}

#[tokio::test]
async fn a_site_that_starts_late_tells_once_and_a_renewed_product_is_left_alone() {
    let world = world().await;
    certify(&world, "SOON", "2026-12-01", "2026-12-01").await;
    let today: NaiveDate = "2026-11-21".parse().unwrap();
    assert_eq!(certificates_expiring(&world.db, today, at(NOW)).await.unwrap(), 1);
    assert_eq!(told(&world).await, ["30 htx@example.com"]);
    mail::Entity::delete_many().exec(&world.db).await.unwrap();
    certify(&world, "NEXT", "2029-11-30", "2029-11-30").await;
    assert_eq!(certificates_expiring(&world.db, today, at(NOW)).await.unwrap(), 0);
}

#[tokio::test]
async fn owners_are_told_too_each_once() {
    let world = TestDb::with(Content::Data).await;
    let secrets = Secrets::new("a test of reminders");
    ensure_demo_people(&world.db, at(NOW), &secrets, "demo-cho-lang")
        .await
        .unwrap();
    world.run("DELETE FROM certificates").await;
    world
        .run(
            "INSERT INTO certificates (product_id, code, stars, potential_five, grade, decision_no, issued_earliest, \
             issued_latest, expires_earliest, expires_latest, source, recorded_at) SELECT MIN(p.id), 'SOON', 4, false, \
             'A', '1/QĐ-UBND', '2023-12-01', '2023-12-01', '2026-12-01', '2026-12-01', 'x', \
             '2023-12-02 00:00:00+00:00' FROM products p JOIN producer_members m ON m.producer_id = p.producer_id \
             JOIN users u ON u.id = m.user_id WHERE u.email = 'producer2@example.com' AND m.role = 'owner'",
        )
        .await;
    let today: NaiveDate = "2026-11-21".parse().unwrap();
    assert!(certificates_expiring(&world.db, today, at(NOW)).await.unwrap() > 0);
    assert_eq!(certificates_expiring(&world.db, today, at(NOW)).await.unwrap(), 0);
    let rows = mail::Entity::find().all(&world.db).await.unwrap();
    let told = |who: &str| rows.iter().filter(|row| row.recipient == who).count();
    assert_eq!(told("producer2@example.com"), 1, "{rows:?}");
    assert_eq!(told("staff@example.com"), 0, "{rows:?}");
}

#[tokio::test]
async fn what_is_taken_back_is_told_once_and_old_news_to_nobody() {
    let world = world().await;
    certify(&world, "BACK", "2027-06-30", "2027-06-30").await;
    certify(&world, "LONG-AGO", "2027-06-30", "2027-06-30").await;
    certify(&world, "HOLDS", "2029-06-30", "2029-06-30").await;
    let revoke = |code: &str, day: &str| {
        format!(
            "UPDATE certificates SET revoked_on = '{day}', revoked_reason = 'dán sai sao' WHERE code = '{code}'"
        )
    };
    world.run(&revoke("BACK", "2026-11-15")).await;
    world.run(&revoke("LONG-AGO", "2026-06-01")).await;
    world
        .run(
            "INSERT INTO certificate_records (certificate_id, revoked_decision, recorded_by, recorded_at) \
             SELECT id, '77/QĐ-UBND', 'user:1', '2024-01-02 00:00:00+00:00' FROM certificates WHERE code = 'BACK'",
        )
        .await;
    let today: NaiveDate = "2026-11-21".parse().unwrap();
    assert_eq!(certificates_revoked(&world.db, today, at(NOW)).await.unwrap(), 1);
    assert_eq!(certificates_revoked(&world.db, today, at(NOW)).await.unwrap(), 0);
    let rows = mail::Entity::find().all(&world.db).await.unwrap();
    let [letter] = rows.as_slice() else {
        panic!("{rows:?}")
    };
    assert_eq!(
        (letter.template.as_str(), letter.recipient.as_str()),
        ("certificate_revoked", "htx@example.com")
    );
    let says = &letter.payload;
    for word in ["BACK", "2026-11-15", "dán sai sao", "77/QĐ-UBND"] {
        assert!(says.contains(word), "{says}");
    }
}
