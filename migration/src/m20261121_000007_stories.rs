//! Stories, pictures and old slugs.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{check, foreign_key, index, transactional, unique};

transactional!(up, down);

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("stories")
                .col(big_pk_auto("id"))
                .col(string("slug"))
                .col(string("owner_kind"))
                .col(big_integer("owner_id"))
                .col(string("status"))
                .col(string_null("told_by"))
                .col(date_null("told_on"))
                .col(text("source"))
                .col(boolean("verified"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .col(big_integer("revision"))
                .check(check("status IN ('draft', 'published', 'hidden', 'retired')"))
                .check(check("owner_kind IN ('product', 'producer', 'place')"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("stories", &["slug"])).await?;
    manager
        .create_index(unique("stories", &["owner_kind", "owner_id"]))
        .await?;
    manager.create_index(index("stories", &["revision"])).await?;
    manager
        .create_table(
            Table::create()
                .table("story_texts")
                .col(big_integer("story_id"))
                .col(string("locale"))
                .col(string("title"))
                .col(text("body"))
                .col(text("search_key"))
                .primary_key(
                    Index::create()
                        .name("story_texts_pkey")
                        .col("story_id")
                        .col("locale"),
                )
                .foreign_key(&mut foreign_key(
                    "story_texts",
                    "story_id",
                    "stories",
                    ForeignKeyAction::Cascade,
                ))
                .check(check("locale IN ('vi', 'en')"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("media_assets")
                .col(big_pk_auto("id"))
                .col(string("source_hash"))
                .col(integer("width"))
                .col(integer("height"))
                .col(small_integer("tone"))
                .col(text("placeholder"))
                .col(text("renditions"))
                .col(boolean("illustration"))
                .col(timestamp_with_time_zone("created_at"))
                .check(check("width > 0"))
                .check(check("height > 0"))
                .check(check("tone BETWEEN 0 AND 15"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("media_assets", &["source_hash"]))
        .await?;
    manager
        .create_table(
            Table::create()
                .table("media_links")
                .col(big_pk_auto("id"))
                .col(string("owner_kind"))
                .col(big_integer("owner_id"))
                .col(small_integer("position"))
                .col(big_integer("media_id"))
                .col(text("alt_vi"))
                .col(text("alt_en"))
                .foreign_key(&mut foreign_key(
                    "media_links",
                    "media_id",
                    "media_assets",
                    ForeignKeyAction::Restrict,
                ))
                .check(check("position >= 0"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("media_links", &["owner_kind", "owner_id", "position"]))
        .await?;
    manager.create_index(index("media_links", &["media_id"])).await?;
    manager
        .create_table(
            Table::create()
                .table("slug_history")
                .col(big_pk_auto("id"))
                .col(string("kind"))
                .col(string("old_slug"))
                .col(big_integer("owner_id"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("slug_history", &["kind", "old_slug"]))
        .await?;
    Ok(())
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in [
        "slug_history",
        "media_links",
        "media_assets",
        "story_texts",
        "stories",
    ] {
        manager.drop_table(Table::drop().table(table).to_owned()).await?;
    }
    Ok(())
}
