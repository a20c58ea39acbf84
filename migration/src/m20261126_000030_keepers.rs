//! What the keepers of a sales point say: goods that ran out today, closures with their end, and word to the office
//! that a place is gone or has moved.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{check, foreign_key, index, transactional, unique};

transactional!(up, down);

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    shortages(manager).await?;
    closures(manager).await?;
    notices(manager).await
}

async fn shortages(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    const TABLE: &str = "place_shortages";
    manager
        .create_table(
            Table::create()
                .table(TABLE)
                .col(big_integer("place_id"))
                .col(big_integer("product_id"))
                .col(date("day"))
                .primary_key(
                    Index::create()
                        .name("place_shortages_pkey")
                        .col("place_id")
                        .col("product_id"),
                )
                .foreign_key(&mut foreign_key(
                    TABLE,
                    "place_id",
                    "places",
                    ForeignKeyAction::Cascade,
                ))
                .foreign_key(&mut foreign_key(
                    TABLE,
                    "product_id",
                    "products",
                    ForeignKeyAction::Cascade,
                ))
                .to_owned(),
        )
        .await?;
    manager.create_index(index(TABLE, &["product_id"])).await
}

async fn closures(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    const TABLE: &str = "place_closures";
    manager
        .create_table(
            Table::create()
                .table(TABLE)
                .col(big_integer("place_id"))
                .col(date("first_day"))
                .col(date("last_day"))
                .col(big_integer_null("exception_id"))
                .primary_key(Index::create().name("place_closures_pkey").col("place_id"))
                .foreign_key(&mut foreign_key(
                    TABLE,
                    "place_id",
                    "places",
                    ForeignKeyAction::Cascade,
                ))
                .foreign_key(&mut foreign_key(
                    TABLE,
                    "exception_id",
                    "hours_exceptions",
                    ForeignKeyAction::SetNull,
                ))
                .check(check("last_day >= first_day"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index(TABLE, &["last_day"])).await
}

async fn notices(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    const TABLE: &str = "place_notices";
    manager
        .create_table(
            Table::create()
                .table(TABLE)
                .col(big_pk_auto("id"))
                .col(big_integer("place_id"))
                .col(big_integer_null("waiting_of"))
                .col(string("kind"))
                .col(text("message"))
                .col(string("stood_at"))
                .col(big_integer("made_by"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone_null("decided_at"))
                .col(string_null("outcome"))
                .col(text_null("answer"))
                .foreign_key(&mut foreign_key(
                    TABLE,
                    "place_id",
                    "places",
                    ForeignKeyAction::Cascade,
                ))
                .foreign_key(&mut foreign_key(
                    TABLE,
                    "made_by",
                    "users",
                    ForeignKeyAction::Restrict,
                ))
                .check(check("kind IN ('closed', 'moved')"))
                .check(check(
                    "stood_at IN ('open', 'unverified', 'temporarily_closed', 'closed')",
                ))
                .check(check("outcome IN ('closed', 'open', 'withdrawn')"))
                .check(check("(decided_at IS NULL) = (outcome IS NULL)"))
                .check(check("(decided_at IS NULL) = (waiting_of IS NOT NULL)"))
                .check(check("waiting_of IS NULL OR waiting_of = place_id"))
                .to_owned(),
        )
        .await?;
    // A place has one notice that waits.
    manager.create_index(unique(TABLE, &["waiting_of"])).await?;
    manager.create_index(index(TABLE, &["place_id"])).await
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in ["place_notices", "place_closures", "place_shortages"] {
        manager.drop_table(Table::drop().table(table).to_owned()).await?;
    }
    Ok(())
}
