//! Migrations: up, down and up again leave the same schema, and one that fails leaves nothing.

use migration::Migrator;
use sea_orm::DbErr;
use sea_orm_migration::prelude::*;

use crate::support::db::{Content, TestDb};
use crate::support::schema;

#[tokio::test]
async fn up_down_up_is_the_same_schema() {
    let world = TestDb::with(Content::Nothing).await;
    Migrator::up(&world.db, None).await.unwrap();
    let first = schema::dump(&world.db).await;
    assert!(first.len() > 100, "a schema of {} columns", first.len());
    for _ in Migrator::migrations() {
        Migrator::down(&world.db, Some(1)).await.unwrap();
    }
    let left: Vec<_> = schema::dump(&world.db).await;
    assert!(left.is_empty(), "left behind: {left:?}");
    Migrator::up(&world.db, None).await.unwrap();
    assert_eq!(schema::dump(&world.db).await, first);
}

#[tokio::test]
async fn running_them_twice_changes_nothing() {
    let world = TestDb::tables().await;
    let before = schema::dump(&world.db).await;
    Migrator::up(&world.db, None).await.unwrap();
    assert_eq!(schema::dump(&world.db).await, before);
}

/// The real history with one more step, which fails after its first table.
struct Failing;

struct HalfWay;

impl MigrationName for HalfWay {
    fn name(&self) -> &'static str {
        "m20991231_000001_half_way"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for HalfWay {
    fn use_transaction(&self) -> Option<bool> {
        Migrator::migrations().last().unwrap().use_transaction()
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("half_way")
            .col(ColumnDef::new("id").integer())
            .to_owned();
        manager.create_table(table).await?;
        Err(DbErr::Custom("the second half fails".to_owned()))
    }

    async fn down(&self, _: &SchemaManager) -> Result<(), DbErr> {
        Ok(())
    }
}

#[async_trait::async_trait]
impl MigratorTrait for Failing {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let mut all = Migrator::migrations();
        all.push(Box::new(HalfWay));
        all
    }
}

#[tokio::test]
async fn one_that_fails_half_way_leaves_nothing() {
    let world = TestDb::tables().await;
    let before = schema::dump(&world.db).await;
    Failing::up(&world.db, None).await.unwrap_err();
    assert_eq!(schema::dump(&world.db).await, before);
    Migrator::up(&world.db, None).await.unwrap();
}

#[tokio::test]
async fn every_migration_asks_for_a_transaction() {
    for step in Migrator::migrations() {
        assert_eq!(step.use_transaction(), Some(true), "{}", step.name());
    }
}

#[tokio::test]
async fn foreign_keys_are_on() {
    let world = TestDb::tables().await;
    let error = world
        .refused("INSERT INTO stock_items (variant_id, on_hand, reserved, made_to_order, demo) VALUES (99, 1, 0, false, false)")
        .await;
    assert!(error.to_lowercase().contains("foreign key"), "{error}");
}
