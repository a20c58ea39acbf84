//! What buyers keep: addresses, products in mind, producers they follow, and what they agreed to.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{foreign_key, index, transactional};

transactional!(up, down);

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    user_addresses(manager).await?;
    wishes(manager).await?;
    follows(manager).await?;
    consents(manager).await?;
    Ok(())
}

async fn user_addresses(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("user_addresses")
                .col(big_pk_auto("id"))
                .col(big_integer("user_id"))
                .col(string("name"))
                .col(string("phone"))
                .col(string("street"))
                .col(big_integer_null("commune_id"))
                .col(string("ward"))
                .col(string_null("district"))
                .col(string("province"))
                .col(boolean("preferred"))
                .col(timestamp_with_time_zone("created_at"))
                .foreign_key(&mut foreign_key(
                    "user_addresses",
                    "user_id",
                    "users",
                    ForeignKeyAction::Cascade,
                ))
                .foreign_key(&mut foreign_key(
                    "user_addresses",
                    "commune_id",
                    "communes",
                    ForeignKeyAction::Restrict,
                ))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index("user_addresses", &["user_id"]))
        .await?;
    Ok(())
}

async fn wishes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("wishes")
                .col(big_integer("user_id"))
                .col(big_integer("product_id"))
                .col(timestamp_with_time_zone("created_at"))
                .primary_key(
                    Index::create()
                        .name("wishes_pkey")
                        .col("user_id")
                        .col("product_id"),
                )
                .foreign_key(&mut foreign_key(
                    "wishes",
                    "user_id",
                    "users",
                    ForeignKeyAction::Cascade,
                ))
                .foreign_key(&mut foreign_key(
                    "wishes",
                    "product_id",
                    "products",
                    ForeignKeyAction::Cascade,
                ))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("wishes", &["product_id"])).await?;
    Ok(())
}

async fn follows(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("follows")
                .col(big_integer("user_id"))
                .col(big_integer("producer_id"))
                .col(timestamp_with_time_zone("created_at"))
                .primary_key(
                    Index::create()
                        .name("follows_pkey")
                        .col("user_id")
                        .col("producer_id"),
                )
                .foreign_key(&mut foreign_key(
                    "follows",
                    "user_id",
                    "users",
                    ForeignKeyAction::Cascade,
                ))
                .foreign_key(&mut foreign_key(
                    "follows",
                    "producer_id",
                    "producers",
                    ForeignKeyAction::Cascade,
                ))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("follows", &["producer_id"])).await?;
    Ok(())
}

async fn consents(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("consents")
                .col(big_pk_auto("id"))
                .col(big_integer_null("user_id"))
                .col(big_integer_null("purchase_id"))
                .col(string("purpose"))
                .col(boolean("granted"))
                .col(string("text_version"))
                .col(timestamp_with_time_zone("at"))
                .foreign_key(&mut foreign_key(
                    "consents",
                    "user_id",
                    "users",
                    ForeignKeyAction::SetNull,
                ))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("consents", &["user_id"])).await?;
    manager.create_index(index("consents", &["purchase_id"])).await?;
    Ok(())
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in ["consents", "follows", "wishes", "user_addresses"] {
        manager.drop_table(Table::drop().table(table).to_owned()).await?;
    }
    Ok(())
}
