//! What producers want their listings to say, and what they put away.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{check, foreign_key, index, transactional};

transactional!(up, down);

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    listing_drafts(manager).await?;
    archived_products(manager).await?;
    Ok(())
}

async fn listing_drafts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("listing_drafts")
                .col(big_pk_auto("id"))
                .col(big_integer("producer_id"))
                .col(big_integer("product_id"))
                .col(string("state"))
                .col(big_integer("revision"))
                .col(big_integer("base_revision"))
                .col(text("content"))
                .col(text_null("reason"))
                .col(string("edited_by"))
                .col(timestamp_with_time_zone_null("submitted_at"))
                .col(timestamp_with_time_zone_null("decided_at"))
                .col(string_null("decided_by"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .foreign_key(&mut foreign_key(
                    "listing_drafts",
                    "producer_id",
                    "producers",
                    ForeignKeyAction::Restrict,
                ))
                .foreign_key(&mut foreign_key(
                    "listing_drafts",
                    "product_id",
                    "products",
                    ForeignKeyAction::Cascade,
                ))
                .check(check("state IN ('draft', 'submitted', 'approved', 'rejected')"))
                .check(check("state <> 'rejected' OR reason IS NOT NULL"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index("listing_drafts", &["producer_id"]))
        .await?;
    manager
        .create_index(index("listing_drafts", &["state", "submitted_at"]))
        .await?;
    // One open draft a product: two people who begin at once get the same one.
    manager
        .get_connection()
        .execute_unprepared(
            "CREATE UNIQUE INDEX listing_drafts_open_key ON listing_drafts (product_id) WHERE state <> 'approved'",
        )
        .await?;
    Ok(())
}

async fn archived_products(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("archived_products")
                .col(big_integer("product_id"))
                .col(string("actor"))
                .col(timestamp_with_time_zone("archived_at"))
                .primary_key(Index::create().name("archived_products_pkey").col("product_id"))
                .foreign_key(&mut foreign_key(
                    "archived_products",
                    "product_id",
                    "products",
                    ForeignKeyAction::Cascade,
                ))
                .to_owned(),
        )
        .await
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in ["archived_products", "listing_drafts"] {
        manager.drop_table(Table::drop().table(table).to_owned()).await?;
    }
    Ok(())
}
