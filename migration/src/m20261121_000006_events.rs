//! Fairs with their booths.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{check, foreign_key, index, transactional, unique};

transactional!(up, down);

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("events")
                .col(big_pk_auto("id"))
                .col(string("slug"))
                .col(big_integer_null("commune_id"))
                .col(date_null("starts_on"))
                .col(date_null("ends_on"))
                .col(integer_null("booths"))
                .col(string_null("region"))
                .col(string("status"))
                .col(text("source"))
                .col(boolean("verified"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .col(big_integer("revision"))
                .foreign_key(&mut foreign_key(
                    "events",
                    "commune_id",
                    "communes",
                    ForeignKeyAction::Restrict,
                ))
                .check(check("status IN ('draft', 'published', 'hidden', 'retired')"))
                .check(check(
                    "ends_on IS NULL OR (starts_on IS NOT NULL AND ends_on >= starts_on)",
                ))
                .check(check("booths IS NULL OR booths > 0"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("events", &["slug"])).await?;
    manager.create_index(index("events", &["starts_on"])).await?;
    manager.create_index(index("events", &["revision"])).await?;
    manager
        .create_table(
            Table::create()
                .table("event_texts")
                .col(big_integer("event_id"))
                .col(string("locale"))
                .col(string("name"))
                .col(text_null("venue"))
                .col(text("description"))
                .col(string("sort_key"))
                .col(text("search_key"))
                .primary_key(
                    Index::create()
                        .name("event_texts_pkey")
                        .col("event_id")
                        .col("locale"),
                )
                .foreign_key(&mut foreign_key(
                    "event_texts",
                    "event_id",
                    "events",
                    ForeignKeyAction::Cascade,
                ))
                .check(check("locale IN ('vi', 'en')"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("event_booths")
                .col(big_pk_auto("id"))
                .col(big_integer("event_id"))
                .col(string("number"))
                .col(big_integer_null("producer_id"))
                .col(string_null("name"))
                .foreign_key(&mut foreign_key(
                    "event_booths",
                    "event_id",
                    "events",
                    ForeignKeyAction::Cascade,
                ))
                .foreign_key(&mut foreign_key(
                    "event_booths",
                    "producer_id",
                    "producers",
                    ForeignKeyAction::SetNull,
                ))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("event_booths", &["event_id", "number"]))
        .await?;
    manager
        .create_index(index("event_booths", &["producer_id"]))
        .await?;
    manager
        .create_table(
            Table::create()
                .table("event_booth_products")
                .col(big_integer("booth_id"))
                .col(big_integer("product_id"))
                .primary_key(
                    Index::create()
                        .name("event_booth_products_pkey")
                        .col("booth_id")
                        .col("product_id"),
                )
                .foreign_key(&mut foreign_key(
                    "event_booth_products",
                    "booth_id",
                    "event_booths",
                    ForeignKeyAction::Cascade,
                ))
                .foreign_key(&mut foreign_key(
                    "event_booth_products",
                    "product_id",
                    "products",
                    ForeignKeyAction::Cascade,
                ))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index("event_booth_products", &["product_id"]))
        .await?;
    Ok(())
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in ["event_booth_products", "event_booths", "event_texts", "events"] {
        manager.drop_table(Table::drop().table(table).to_owned()).await?;
    }
    Ok(())
}
