//! Jobs, the audit log and the state of the catalogue.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{check, index, transactional, unique};

transactional!(up, down);

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("jobs")
                .col(big_pk_auto("id"))
                .col(string("kind"))
                .col(text("payload"))
                .col(string_null("dedupe_key"))
                .col(timestamp_with_time_zone("run_at"))
                .col(integer("attempts").default(0))
                .col(timestamp_with_time_zone_null("locked_until"))
                .col(text_null("last_error"))
                .col(timestamp_with_time_zone_null("dead_at"))
                .col(timestamp_with_time_zone("created_at"))
                .check(check("attempts >= 0"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("jobs", &["kind", "dedupe_key"]))
        .await?;
    manager
        .create_index(index("jobs", &["dead_at", "run_at"]))
        .await?;
    manager
        .create_table(
            Table::create()
                .table("audit_entries")
                .col(big_pk_auto("id"))
                .col(timestamp_with_time_zone("at"))
                .col(string("actor"))
                .col(string("action"))
                .col(string("subject_kind"))
                .col(big_integer_null("subject_id"))
                .col(text_null("before"))
                .col(text_null("after"))
                .col(text_null("reason"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index("audit_entries", &["subject_kind", "subject_id"]))
        .await?;
    manager.create_index(index("audit_entries", &["at"])).await?;
    manager
        .create_table(
            Table::create()
                .table("catalogue_state")
                .col(big_integer("id"))
                .col(big_integer("version"))
                .col(boolean("demo_data"))
                .primary_key(Index::create().name("catalogue_state_pkey").col("id"))
                .check(check("id = 1"))
                .check(check("version >= 1"))
                .to_owned(),
        )
        .await?;
    manager
        .execute(
            Query::insert()
                .into_table("catalogue_state")
                .columns(["id", "version", "demo_data"])
                .values_panic([1.into(), 1.into(), false.into()])
                .to_owned(),
        )
        .await?;
    Ok(())
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in ["catalogue_state", "audit_entries", "jobs"] {
        manager.drop_table(Table::drop().table(table).to_owned()).await?;
    }
    Ok(())
}
