//! Versions of stories: the one being written, and all that were public.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{check, foreign_key, index, transactional};

transactional!(up, down);

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("story_versions")
                .col(big_pk_auto("id"))
                .col(big_integer("producer_id"))
                .col(string("owner_kind"))
                .col(big_integer("owner_id"))
                .col(string("state"))
                .col(big_integer("revision"))
                .col(text("content"))
                .col(text_null("reason"))
                .col(string("edited_by"))
                .col(timestamp_with_time_zone_null("submitted_at"))
                .col(timestamp_with_time_zone_null("decided_at"))
                .col(string_null("decided_by"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .foreign_key(&mut foreign_key(
                    "story_versions",
                    "producer_id",
                    "producers",
                    ForeignKeyAction::Restrict,
                ))
                .check(check("owner_kind IN ('product', 'producer')"))
                .check(check("state IN ('draft', 'submitted', 'approved', 'rejected')"))
                .check(check("state <> 'rejected' OR reason IS NOT NULL"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index("story_versions", &["producer_id"]))
        .await?;
    manager
        .create_index(index("story_versions", &["owner_kind", "owner_id"]))
        .await?;
    manager
        .create_index(index("story_versions", &["state", "submitted_at"]))
        .await?;
    // One open version a story.
    manager
        .get_connection()
        .execute_unprepared(
            "CREATE UNIQUE INDEX story_versions_open_key ON story_versions (owner_kind, owner_id) \
             WHERE state <> 'approved'",
        )
        .await?;
    Ok(())
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .drop_table(Table::drop().table("story_versions").to_owned())
        .await
}
