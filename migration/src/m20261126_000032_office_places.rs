//! What the office keeps of places and events: when it last edited them, where booths stand, what an event brought,
//! and files of places that wait for a person's word.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{check, foreign_key, index, transactional, unique};

transactional!(up, down);

async fn add(manager: &SchemaManager<'_>, table: &'static str, column: ColumnDef) -> Result<(), DbErr> {
    // SQLite takes one column at a time.
    let statement = Table::alter().table(table).add_column(column).to_owned();
    manager.alter_table(statement).await
}

fn bounded(column: &'static str, condition: &'static str) -> ColumnDef {
    small_integer_null(column).check(check(condition)).to_owned()
}

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    add(manager, "places", timestamp_with_time_zone_null("edited_at")).await?;
    add(manager, "places", string_null("recognised_by")).await?;
    add(manager, "events", timestamp_with_time_zone_null("edited_at")).await?;
    add(manager, "events", double_null("lat")).await?;
    add(manager, "events", double_null("lon")).await?;
    let column = bounded(
        "plan_column",
        "plan_column IS NULL OR plan_column BETWEEN 1 AND 40",
    );
    add(manager, "event_booths", column).await?;
    let row = bounded("plan_row", "plan_row IS NULL OR plan_row BETWEEN 1 AND 40");
    add(manager, "event_booths", row).await?;
    manager
        .create_index(unique("event_booths", &["event_id", "plan_row", "plan_column"]))
        .await?;
    results(manager).await?;
    manager
        .create_table(
            Table::create()
                .table("place_imports")
                .col(big_pk_auto("id"))
                .col(string("actor"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone_null("applied_at"))
                .col(text("lines"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index("place_imports", &["created_at"]))
        .await
}

async fn results(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("event_results")
                .col(big_integer("event_id").primary_key())
                .col(big_integer_null("visitors"))
                .col(big_integer_null("turnover"))
                .col(integer_null("contracts"))
                .col(text("note"))
                .col(string("recorded_by"))
                .col(timestamp_with_time_zone("updated_at"))
                .col(big_integer("revision"))
                .foreign_key(&mut foreign_key(
                    "event_results",
                    "event_id",
                    "events",
                    ForeignKeyAction::Cascade,
                ))
                .check(check("visitors IS NULL OR visitors >= 0"))
                .check(check("turnover IS NULL OR turnover >= 0"))
                .check(check("contracts IS NULL OR contracts >= 0"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("event_booth_results")
                .col(big_integer("booth_id").primary_key())
                .col(big_integer_null("turnover"))
                .col(integer_null("contracts"))
                .foreign_key(&mut foreign_key(
                    "event_booth_results",
                    "booth_id",
                    "event_booths",
                    ForeignKeyAction::Cascade,
                ))
                .check(check("turnover IS NULL OR turnover >= 0"))
                .check(check("contracts IS NULL OR contracts >= 0"))
                .check(check("turnover IS NOT NULL OR contracts IS NOT NULL"))
                .to_owned(),
        )
        .await
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in ["place_imports", "event_booth_results", "event_results"] {
        manager.drop_table(Table::drop().table(table).to_owned()).await?;
    }
    manager
        .get_connection()
        .execute_unprepared("DROP INDEX event_booths_event_id_plan_row_plan_column_key")
        .await?;
    for (table, column) in [
        ("event_booths", "plan_row"),
        ("event_booths", "plan_column"),
        ("events", "lon"),
        ("events", "lat"),
        ("events", "edited_at"),
        ("places", "recognised_by"),
        ("places", "edited_at"),
    ] {
        let statement = Table::alter().table(table).drop_column(column).to_owned();
        manager.alter_table(statement).await?;
    }
    Ok(())
}
