//! Invitations to work for a producer.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{check, foreign_key, index, transactional, unique};

transactional!(up, down);

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("invitations")
                .col(big_pk_auto("id"))
                .col(big_integer("producer_id"))
                .col(string("email"))
                .col(string("email_key"))
                .col(string("role"))
                .col(string("token_hash"))
                .col(big_integer("invited_by"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("expires_at"))
                .col(big_integer_null("used_by"))
                .col(timestamp_with_time_zone_null("used_at"))
                .foreign_key(&mut foreign_key(
                    "invitations",
                    "producer_id",
                    "producers",
                    ForeignKeyAction::Cascade,
                ))
                .foreign_key(&mut foreign_key(
                    "invitations",
                    "invited_by",
                    "users",
                    ForeignKeyAction::Restrict,
                ))
                .foreign_key(&mut foreign_key(
                    "invitations",
                    "used_by",
                    "users",
                    ForeignKeyAction::Restrict,
                ))
                .check(check("role IN ('owner', 'staff')"))
                .check(check("(used_by IS NULL) = (used_at IS NULL)"))
                .check(check("email <> '' AND email_key <> ''"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("invitations", &["token_hash"]))
        .await?;
    manager
        .create_index(index("invitations", &["producer_id"]))
        .await?;
    manager.create_index(index("invitations", &["email_key"])).await?;
    Ok(())
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .drop_table(Table::drop().table("invitations").to_owned())
        .await
}
