//! Producers and what they say of themselves.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{check, foreign_key, index, transactional, unique};

transactional!(up, down);

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("producers")
                .col(big_pk_auto("id"))
                .col(string("slug"))
                .col(string("legal_form"))
                .col(big_integer_null("commune_id"))
                .col(string_null("former_commune"))
                .col(string_null("former_district"))
                .col(double_null("lat"))
                .col(double_null("lon"))
                .col(string_null("precision"))
                .col(integer_null("founded_year"))
                .col(string("status"))
                .col(text("source"))
                .col(boolean("verified"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .col(big_integer("revision"))
                .foreign_key(&mut foreign_key("producers", "commune_id", "communes", ForeignKeyAction::Restrict))
                .check(check("(lat IS NULL AND lon IS NULL AND \"precision\" IS NULL) OR (lat IS NOT NULL AND lon IS NOT NULL AND lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180 AND \"precision\" IS NOT NULL)"))
                .check(check("status IN ('draft', 'published', 'hidden', 'retired')"))
                .check(check("founded_year IS NULL OR founded_year BETWEEN 900 AND 2200"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("producers", &["slug"])).await?;
    manager.create_index(index("producers", &["commune_id"])).await?;
    manager.create_index(index("producers", &["revision"])).await?;
    manager
        .create_table(
            Table::create()
                .table("producer_texts")
                .col(big_integer("producer_id"))
                .col(string("locale"))
                .col(string("name"))
                .col(string_null("craft"))
                .col(string("sort_key"))
                .col(string("search_key"))
                .primary_key(
                    Index::create()
                        .name("producer_texts_pkey")
                        .col("producer_id")
                        .col("locale"),
                )
                .foreign_key(&mut foreign_key(
                    "producer_texts",
                    "producer_id",
                    "producers",
                    ForeignKeyAction::Cascade,
                ))
                .check(check("locale IN ('vi', 'en')"))
                .to_owned(),
        )
        .await?;
    Ok(())
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in ["producer_texts", "producers"] {
        manager.drop_table(Table::drop().table(table).to_owned()).await?;
    }
    Ok(())
}
