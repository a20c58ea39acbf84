//! One history of the schema for SQLite and PostgreSQL. Forward only in practice; `down` serves tests.
//!
//! Nothing here imports `entity`: history must not change when a field is renamed.

#![cfg_attr(
    not(test),
    expect(
        clippy::wildcard_imports,
        reason = "the schema helpers are the words migrations are written in"
    )
)]

use sea_orm_migration::prelude::*;

mod m20261121_000001_foundation;
mod m20261121_000002_places_of_law;
mod m20261121_000003_producers;
mod m20261121_000004_catalogue;
mod m20261121_000005_places;
mod m20261121_000006_events;
mod m20261121_000007_stories;
mod m20261126_000008_accounts;
mod m20261126_000009_selling;
mod m20261126_000010_orders;
mod m20261126_000011_stock;
mod m20261126_000012_payments;
mod m20261126_000013_mails;
mod m20261126_000014_buyers;
mod m20261126_000016_enquiries;
mod m20261126_000017_retention;
mod m20261126_000018_desk;
mod m20261126_000020_applications;
mod m20261126_000021_invitations;
mod m20261126_000022_listings;
mod m20261126_000023_story_versions;
mod m20261126_000024_audit_kept;
mod m20261126_000025_complaints;
mod m20261126_000026_certificate_office;
mod m20261126_000027_figures;
mod m20261126_000028_listing_desk;
mod m20261126_000030_keepers;
mod m20261126_000031_reports;
mod m20261126_000032_office_places;
mod m20261126_000033_criteria;
mod m20261126_000034_site;
mod m20261126_000035_remittances;
mod m20261126_000036_unpaid;

/// Runs all migrations in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261121_000001_foundation::Migration),
            Box::new(m20261121_000002_places_of_law::Migration),
            Box::new(m20261121_000003_producers::Migration),
            Box::new(m20261121_000004_catalogue::Migration),
            Box::new(m20261121_000005_places::Migration),
            Box::new(m20261121_000006_events::Migration),
            Box::new(m20261121_000007_stories::Migration),
            Box::new(m20261126_000008_accounts::Migration),
            Box::new(m20261126_000009_selling::Migration),
            Box::new(m20261126_000010_orders::Migration),
            Box::new(m20261126_000011_stock::Migration),
            Box::new(m20261126_000012_payments::Migration),
            Box::new(m20261126_000013_mails::Migration),
            Box::new(m20261126_000014_buyers::Migration),
            Box::new(m20261126_000016_enquiries::Migration),
            Box::new(m20261126_000017_retention::Migration),
            Box::new(m20261126_000018_desk::Migration),
            Box::new(m20261126_000020_applications::Migration),
            Box::new(m20261126_000021_invitations::Migration),
            Box::new(m20261126_000022_listings::Migration),
            Box::new(m20261126_000023_story_versions::Migration),
            Box::new(m20261126_000024_audit_kept::Migration),
            Box::new(m20261126_000025_complaints::Migration),
            Box::new(m20261126_000026_certificate_office::Migration),
            Box::new(m20261126_000027_figures::Migration),
            Box::new(m20261126_000028_listing_desk::Migration),
            Box::new(m20261126_000030_keepers::Migration),
            Box::new(m20261126_000031_reports::Migration),
            Box::new(m20261126_000032_office_places::Migration),
            Box::new(m20261126_000033_criteria::Migration),
            Box::new(m20261126_000034_site::Migration),
            Box::new(m20261126_000035_remittances::Migration),
            Box::new(m20261126_000036_unpaid::Migration),
        ]
    }
}

/// Declares `Migration` around two functions and puts each direction into a transaction. SQLite does
/// not do that by itself: a migration that failed half-way would leave its first tables behind.
macro_rules! transactional {
    ($up:ident, $down:ident) => {
        #[derive(DeriveMigrationName)]
        pub(crate) struct Migration;

        #[async_trait::async_trait]
        impl MigrationTrait for Migration {
            fn use_transaction(&self) -> Option<bool> {
                Some(true)
            }

            async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
                $up(manager).await
            }

            async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
                $down(manager).await
            }
        }
    };
}
use transactional;

/// A named foreign key to another table's `id`.
fn foreign_key(
    table: &str,
    column: &str,
    target: &str,
    on_delete: ForeignKeyAction,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("{table}_{column}_fkey"))
        .from(table.to_owned(), column.to_owned())
        .to(target.to_owned(), "id")
        .on_delete(on_delete)
        .to_owned()
}

/// A unique index over columns, named after them.
fn unique(table: &str, columns: &[&str]) -> IndexCreateStatement {
    index(table, columns)
        .name(format!("{table}_{}_key", columns.join("_")))
        .unique()
        .to_owned()
}

/// An index over columns, named after them.
fn index(table: &str, columns: &[&str]) -> IndexCreateStatement {
    let mut statement = Index::create();
    statement
        .name(format!("{table}_{}_idx", columns.join("_")))
        .table(table.to_owned());
    for column in columns {
        statement.col((*column).to_owned());
    }
    statement
}

/// A condition every row must keep, in SQL that both databases read alike.
fn check(condition: &'static str) -> SimpleExpr {
    Expr::cust(condition)
}
