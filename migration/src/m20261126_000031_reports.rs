//! Figures of sales by month, targets of the programme, and files that the office asked for.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{check, foreign_key, index, transactional, unique};

transactional!(up, down);

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    sales_months(manager).await?;
    sales_groups(manager).await?;
    sales_runs(manager).await?;
    programme_targets(manager).await?;
    report_runs(manager).await?;
    // A month of all orders is read without what lies beside it.
    manager.create_index(index("orders", &["placed_at"])).await
}

async fn sales_months(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let to = |column, target, action| foreign_key("sales_months", column, target, action);
    manager
        .create_table(
            Table::create()
                .table("sales_months")
                .col(big_pk_auto("id"))
                .col(date("month"))
                .col(big_integer("producer_id"))
                .col(big_integer_null("product_id"))
                .col(big_integer_null("set_id"))
                .col(big_integer("orders"))
                .col(big_integer("pieces"))
                .col(big_integer("turnover"))
                .col(big_integer("refunded"))
                .col(timestamp_with_time_zone("made_at"))
                .foreign_key(&mut to("producer_id", "producers", ForeignKeyAction::Cascade))
                .foreign_key(&mut to("product_id", "products", ForeignKeyAction::SetNull))
                .foreign_key(&mut to("set_id", "product_sets", ForeignKeyAction::SetNull))
                .check(check("orders > 0 AND pieces > 0 AND turnover >= 0"))
                .check(check("refunded BETWEEN 0 AND turnover"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index("sales_months", &["month", "product_id"]))
        .await?;
    manager
        .create_index(index("sales_months", &["producer_id", "month"]))
        .await?;
    // For what the foreign keys have to look after.
    manager.create_index(index("sales_months", &["product_id"])).await
}

async fn sales_groups(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("sales_groups")
                .col(date("month"))
                .col(big_integer("group_id"))
                .col(big_integer("orders"))
                .col(big_integer("pieces"))
                .col(big_integer("turnover"))
                .col(big_integer("refunded"))
                .col(timestamp_with_time_zone("made_at"))
                .primary_key(
                    Index::create()
                        .name("sales_groups_pkey")
                        .col("month")
                        .col("group_id"),
                )
                .check(check("group_id BETWEEN 0 AND 6"))
                .check(check("orders >= 0 AND pieces >= 0 AND turnover >= 0"))
                .check(check("refunded BETWEEN 0 AND turnover"))
                .to_owned(),
        )
        .await
}

async fn sales_runs(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("sales_runs")
                .col(big_pk_auto("id"))
                .col(string("state"))
                .col(date("first_month"))
                .col(integer("done"))
                .col(integer("total"))
                .col(boolean("whole"))
                .col(string("actor"))
                .col(timestamp_with_time_zone("started_at"))
                .col(timestamp_with_time_zone_null("finished_at"))
                .check(check("state IN ('running', 'done')"))
                .check(check("done BETWEEN 0 AND total"))
                .check(check(
                    "(state = 'done' AND done = total AND finished_at IS NOT NULL) \
                     OR (state = 'running' AND finished_at IS NULL)",
                ))
                .to_owned(),
        )
        .await?;
    // One at a time, whoever presses the button.
    manager
        .get_connection()
        .execute_unprepared(
            "CREATE UNIQUE INDEX sales_runs_running_key ON sales_runs (state) WHERE state = 'running'",
        )
        .await?;
    manager
        .create_index(index("sales_runs", &["state", "finished_at"]))
        .await
}

async fn programme_targets(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("programme_targets")
                .col(big_pk_auto("id"))
                .col(integer("year"))
                .col(string("measure"))
                .col(big_integer("low"))
                .col(big_integer_null("high"))
                .col(text("source"))
                .col(big_integer("revision"))
                .col(timestamp_with_time_zone("updated_at"))
                .check(check(
                    "measure IN ('certified', 'recognised', 'new_points', 'events')",
                ))
                .check(check("year BETWEEN 2018 AND 2100"))
                .check(check("low >= 1"))
                .check(check("high IS NULL OR high >= low"))
                .check(check("source <> '' AND revision >= 1"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("programme_targets", &["year", "measure"]))
        .await
}

async fn report_runs(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("report_runs")
                .col(big_pk_auto("id"))
                .col(big_integer("user_id"))
                .col(string("kind"))
                .col(string("format"))
                .col(integer("year"))
                .col(string("locale"))
                .col(string("state"))
                .col(big_integer("done"))
                .col(big_integer("total"))
                .col(string("file_key"))
                .col(big_integer_null("bytes"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone_null("finished_at"))
                .col(timestamp_with_time_zone("expires_at"))
                .foreign_key(&mut foreign_key(
                    "report_runs",
                    "user_id",
                    "users",
                    ForeignKeyAction::Restrict,
                ))
                .check(check("kind IN ('national', 'sales_lines')"))
                .check(check("format IN ('csv', 'xlsx')"))
                // A workbook ends at a million rows and is made in memory.
                .check(check("kind <> 'sales_lines' OR format = 'csv'"))
                .check(check("locale IN ('vi', 'en')"))
                .check(check("state IN ('waiting', 'running', 'done')"))
                .check(check("done >= 0 AND total >= 0"))
                .check(check(
                    "state <> 'done' OR (bytes IS NOT NULL AND finished_at IS NOT NULL)",
                ))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("report_runs", &["file_key"])).await?;
    manager.create_index(index("report_runs", &["user_id"])).await?;
    manager
        .create_index(index("report_runs", &["expires_at"]))
        .await?;
    // The same file is not made twice at once for one person.
    manager
        .get_connection()
        .execute_unprepared(
            "CREATE UNIQUE INDEX report_runs_open_key ON report_runs (user_id, kind, format, year, locale) \
             WHERE state <> 'done'",
        )
        .await?;
    Ok(())
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .get_connection()
        .execute_unprepared("DROP INDEX orders_placed_at_idx")
        .await?;
    for table in [
        "report_runs",
        "programme_targets",
        "sales_runs",
        "sales_groups",
        "sales_months",
    ] {
        manager.drop_table(Table::drop().table(table).to_owned()).await?;
    }
    Ok(())
}
