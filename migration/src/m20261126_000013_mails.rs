//! Messages that go out, each once.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{check, index, transactional, unique};

transactional!(up, down);

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    mails(manager).await?;
    Ok(())
}

async fn mails(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("mails")
                .col(big_pk_auto("id"))
                .col(string("key"))
                .col(string("template"))
                .col(string("locale"))
                .col(string("recipient"))
                .col(text("payload"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone_null("sent_at"))
                .col(timestamp_with_time_zone_null("dead_at"))
                .col(text_null("last_error"))
                .check(check("locale IN ('vi', 'en')"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("mails", &["key"])).await?;
    manager.create_index(index("mails", &["sent_at"])).await?;
    Ok(())
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.drop_table(Table::drop().table("mails").to_owned()).await
}
