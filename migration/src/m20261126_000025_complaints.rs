//! Complaints with their number, their time limits and what was answered.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{check, index, transactional, unique};

transactional!(up, down);

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("complaints")
                .col(big_pk_auto("id"))
                .col(string("number"))
                .col(string("idempotency_key"))
                .col(string("topic"))
                .col(text_null("about"))
                .col(string("name"))
                .col(string_null("phone"))
                .col(string_null("email"))
                .col(text("message"))
                .col(string("locale"))
                .col(string("status"))
                .col(text_null("answer"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("acknowledge_by"))
                .col(timestamp_with_time_zone("answer_by"))
                .col(timestamp_with_time_zone_null("acknowledged_at"))
                .col(timestamp_with_time_zone_null("answered_at"))
                .col(timestamp_with_time_zone_null("closed_at"))
                .col(timestamp_with_time_zone_null("erased_at"))
                .check(check("status IN ('new', 'acknowledged', 'answered', 'closed')"))
                .check(check(
                    "topic IN ('goods', 'delivery', 'content', 'seller', 'privacy', 'other')",
                ))
                .check(check("locale IN ('vi', 'en')"))
                .check(check("status <> 'answered' OR answer IS NOT NULL"))
                .check(check(
                    "erased_at IS NOT NULL OR (name <> '' AND message <> '' AND (phone IS NOT NULL OR email IS NOT NULL))",
                ))
                .check(check(
                    "erased_at IS NULL OR (name = '' AND message = '' AND phone IS NULL AND email IS NULL)",
                ))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("complaints", &["number"])).await?;
    manager
        .create_index(unique("complaints", &["idempotency_key"]))
        .await?;
    manager
        .create_index(index("complaints", &["status", "answer_by"]))
        .await
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .drop_table(Table::drop().table("complaints").to_owned())
        .await
}
