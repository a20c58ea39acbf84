//! What is asked of producers about their services.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{check, foreign_key, index, transactional, unique};

transactional!(up, down);

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    enquiries(manager).await?;
    Ok(())
}

async fn enquiries(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("enquiries")
                .col(big_pk_auto("id"))
                .col(string("idempotency_key"))
                .col(big_integer("product_id"))
                .col(big_integer("producer_id"))
                .col(string("product_name"))
                .col(big_integer_null("user_id"))
                .col(string("name"))
                .col(string_null("phone"))
                .col(string_null("email"))
                .col(date_null("day"))
                .col(integer_null("people"))
                .col(text("message"))
                .col(string("locale"))
                .col(string("status"))
                .col(string("text_version"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone_null("erased_at"))
                .foreign_key(&mut foreign_key(
                    "enquiries",
                    "product_id",
                    "products",
                    ForeignKeyAction::Restrict,
                ))
                .foreign_key(&mut foreign_key(
                    "enquiries",
                    "producer_id",
                    "producers",
                    ForeignKeyAction::Restrict,
                ))
                .foreign_key(&mut foreign_key(
                    "enquiries",
                    "user_id",
                    "users",
                    ForeignKeyAction::SetNull,
                ))
                .check(check("people IS NULL OR people BETWEEN 1 AND 1000"))
                .check(check(
                    "erased_at IS NOT NULL OR (name <> '' AND message <> '' AND (phone IS NOT NULL OR email IS NOT NULL))",
                ))
                .check(check(
                    "erased_at IS NULL OR (name = '' AND message = '' AND phone IS NULL AND email IS NULL)",
                ))
                .check(check("status IN ('new', 'answered', 'closed')"))
                .check(check("locale IN ('vi', 'en')"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("enquiries", &["idempotency_key"]))
        .await?;
    manager.create_index(index("enquiries", &["producer_id"])).await?;
    manager.create_index(index("enquiries", &["user_id"])).await?;
    manager.create_index(index("enquiries", &["created_at"])).await?;
    Ok(())
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .drop_table(Table::drop().table("enquiries").to_owned())
        .await
}
